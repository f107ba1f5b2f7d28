import Foundation
import Fuzzing
import TestSupport
import Testing

struct FuzzTests {
    static let names = (try? Fixtures.names(in: "fuzz")) ?? []

    @Test("What a fuzzer begins with, and what it once stopped at, stops nothing", arguments: names)
    func replay(name: String) throws {
        let bytes = Array(try Data(contentsOf: Fixtures.url("fuzz/\(name)")))
        Fuzz.run(bytes)
        // Cut short, and with bytes changed, by a fixed rule.
        for part in 1..<16 { Fuzz.run(Array(bytes.prefix(bytes.count * part / 16))) }
        for step in [3, 7, 31] {
            var changed = bytes
            for place in stride(from: 1, to: changed.count, by: step) { changed[place] ^= 0x11 }
            Fuzz.run(changed)
        }
    }

    @Test("There is something to begin with for every kind of file")
    func kinds() throws {
        #expect(Self.names.count > 20)
        let kinds = try Set(
            Self.names.compactMap { try Data(contentsOf: Fixtures.url("fuzz/\($0)")).first }
                .map { min($0 % 8, 3) })
        #expect(kinds == [0, 1, 2, 3])
    }
}
