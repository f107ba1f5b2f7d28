// Looks for bytes that stop the program: `make fuzz` builds this with the toolchain's fuzzer, which
// tries bytes for as long as it is allowed to. Built without it, it runs the files that it is given,
// to see again what a found file does.

import Foundation
import Fuzzing

#if FUZZING
    @_silgen_name("LLVMFuzzerRunDriver")
    func runDriver(
        _ count: UnsafeMutablePointer<CInt>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
        _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    ) -> CInt

    /// The entry under the name that the package manager gives it.
    @_cdecl("mql_fuzz_main")
    public func fuzz(
        _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) -> CInt {
        var (count, arguments) = (count, arguments)
        return runDriver(&count, &arguments) { start, size in
            Fuzz.run(Array(UnsafeBufferPointer(start: start, count: size)))
            return 0
        }
    }
#else
    @main
    struct Replay {
        static func main() throws {
            for path in CommandLine.arguments.dropFirst() {
                Fuzz.run(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
                print("\(path): nothing happened")
            }
        }
    }
#endif
