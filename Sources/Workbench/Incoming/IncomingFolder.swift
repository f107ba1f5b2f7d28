package import Quantities
internal import Store

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Where what comes in over a connection stands until it is imported: a folder of the workspace that only its owner
/// can open, and that goes with the program. What another program left behind there when it was killed is removed.
package final class IncomingFolder: @unchecked Sendable {
    package let path: String
    private var lock: Int32

    /// - Throws: `FailedVerb` where nothing can be written there.
    package init(_ workspace: Workspace) throws {
        try workspace.requireOwnFolders()
        try Files.makeFolder(workspace.incoming)
        workspace.removeLeftBehind()
        path = "\(workspace.incoming)/\(getpid())-\(Self.name())"
        try Files.makeFolder(path)
        // As long as this program runs nobody takes the folder for one that was left behind.
        lock = Self.hold(path)
        guard lock >= 0 else { throw Files.cannotWrite(path, errno) }
    }

    deinit { remove() }

    /// Removes all that is in it.
    package func remove() {
        guard lock >= 0 else { return }
        TemporaryFolder.remove(path)
        close(lock)
        lock = -1
    }

    /// A file to write what comes in to.
    package func file() throws -> IncomingFile { try IncomingFile(in: "\(path)/\(Self.name())") }

    /// A name that nobody can guess.
    static func name() -> String {
        ErasureKey.random().prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Holds a folder; less than 0 where another program does.
    fileprivate static func hold(_ folder: String) -> Int32 {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY)
        guard descriptor >= 0 else { return descriptor }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return -1
        }
        return descriptor
    }
}

extension Workspace {
    /// Where what comes in over a connection stands until it is imported.
    var incoming: String { "\(folder)/incoming" }

    /// Removes what programs left behind that were killed.
    func removeLeftBehind() {
        guard Files.kind(of: incoming) == .folder else { return }
        for name in Files.names(in: incoming) {
            let path = "\(incoming)/\(name)"
            let held = IncomingFolder.hold(path)
            guard held >= 0 else { continue }
            TemporaryFolder.remove(path)
            close(held)
        }
    }
}

/// A file that is written while it comes in, which only its owner can read, and that is gone when nobody holds on to it.
package final class IncomingFile: @unchecked Sendable {
    /// Where it stands.
    package private(set) var path: String
    package private(set) var size = 0
    /// When the last of it came.
    package private(set) var since = Clock.now
    private let folder: String
    private var descriptor: Int32
    private var content = ContentSum()

    fileprivate init(in folder: String) throws {
        self.folder = folder
        path = "\(folder)/body"
        descriptor = -1
        try Files.makeFolder(folder)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Files.cannotWrite(path, errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        TemporaryFolder.remove(folder)
    }

    /// What it is called.
    package var name: String { Files.name(of: path) }

    /// A sum of all of it.
    package var sum: String { content.text }

    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = write(descriptor, rest.baseAddress, rest.count)
            guard count >= 0 || errno == EINTR else { throw Files.cannotWrite(path, errno) }
            written += max(0, count)
        }
        content.add(bytes)
        size += bytes.count
    }

    package func append(_ text: String) throws {
        var text = text
        try text.withUTF8 { try append(UnsafeRawBufferPointer($0)) }
    }

    /// All of it has come.
    package func finish() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        since = Clock.now
    }

    /// Calls it what it is said to be, without anything that steers a path.
    package func call(_ name: String) throws {
        let place = "\(folder)/\(Self.plain(name))"
        guard rename(path, place) == 0 else { throw Files.cannotWrite(place, errno) }
        path = place
    }

    /// A name of a file, of whatever somebody's browser says: the last part, without signs that mean something to a
    /// path or a pattern.
    static func plain(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let odd: Set<Character> = ["*", "?", "[", "]", "{", "}", "~", "\"", "'"]
        var plain = ""
        for character in last.harmless {
            let isOdd = odd.contains(character) || character.isNewline
            let next = isOdd ? "_" : String(character)
            guard plain.utf8.count + next.utf8.count <= 150 else { break }
            plain += next
        }
        while plain.hasPrefix(".") || plain.hasPrefix("-") { plain.removeFirst() }
        return plain.isEmpty || plain == "body" ? "file" : plain
    }
}
