#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A file that is made for somebody who asked over a connection: in a folder that only this program can open, and
/// gone when it was sent.
package final class MadeFile: @unchecked Sendable {
    // One question is answered by one task.
    private var folder: TemporaryFolder?

    package init() {}

    /// The place to write it to.
    package func file(for option: String) throws -> OutputFile {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let folder = try folder ?? TemporaryFolder(beside: "\(place)/mql")
        self.folder = folder
        return try OutputGuard(reading: []).file(
            "\(folder.path)/answer", for: option, over: .plainFile, takesPipes: false)
    }

    /// What was written; nil where nothing was.
    package var bytes: [UInt8]? {
        guard let path = folder.map({ "\($0.path)/answer" }), let size = Files.size(of: path)
        else { return nil }
        return Files.start(of: path, size)
    }
}
