#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A folder beside a file that is being made by another program: only its owner can open it, and it is gone
/// with what is left in it when nobody needs it any more.
final class TemporaryFolder {
    let path: String

    init(beside file: String) throws {
        // Six letters that the system replaces by some that are free.
        let free = String(repeating: "X", count: 6)
        var template = Array("\(file).\(free)".utf8CString)
        guard let name = mkdtemp(&template) else { throw Files.cannotWrite(file, errno) }
        path = String(cString: name)
    }

    deinit { Self.remove(path) }

    /// Removes the folder with what is left in it.
    static func remove(_ folder: String) {
        if let entries = opendir(folder) {
            while let entry = readdir(entries) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                let path = "\(folder)/\(name)"
                var status = stat()
                guard lstat(path, &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR { remove(path) } else { unlink(path) }
            }
            closedir(entries)
        }
        rmdir(folder)
    }
}
