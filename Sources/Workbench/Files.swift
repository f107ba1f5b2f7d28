package import Intake
internal import Leads

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Files of this machine: the one place where they are opened and written.
package enum Files {
    /// A file as a source of bytes; `-` is standard input.
    package static func source(_ path: String) throws -> ByteSource {
        let isInput = path == "-"
        let descriptor = isInput ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw cannotRead(path, errno) }
        let file = OpenFile(descriptor, closes: !isInput)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw cannotRead(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw FailedVerb(
                .noInput, en: "\(path.visible): this is a folder. Name the files in it.",
                nl: "\(path.visible): dit is een map. Noem de bestanden erin.")
        }
        let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
        return ByteSource(name: isInput ? "standard input" : name(of: path), size: size) { buffer in
            while true {
                let count = read(file.descriptor, buffer.baseAddress, buffer.count)
                if count >= 0 { return count }
                if errno != EINTR {
                    throw FailedVerb(
                        .readError, en: "\(path.visible): reading failed: \(message(errno)).",
                        nl: "\(path.visible): lezen mislukte: \(message(errno)).")
                }
            }
        }
    }

    /// The whole of a small text file.
    package static func text(_ path: String, most: Int = 4 << 20) throws -> String {
        let source = try source(path)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= most else {
                throw FailedVerb(
                    .badData, en: "\(path.visible): this is longer than 4 MiB.",
                    nl: "\(path.visible): dit is langer dan 4 MiB.")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// All bytes of a file, which are read when they are looked at; nil where there is no such file, or
    /// none that can be read.
    static func bytes(_ path: String) -> KeptBytes? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > 0,
            let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { return nil }
        let count = Int(status.st_size)
        return KeptBytes(UnsafeRawBufferPointer(start: start, count: count)) {
            munmap(start, count)
        }
    }

    /// Writes a file that only its owner can read: whole, or not at all.
    package static func write(_ text: String, to path: String) throws {
        let writer = try FileWriter(path)
        writer.write(text)
        try writer.finish()
    }

    /// Puts another text in the place of a file, for the same readers as before.
    package static func replace(_ path: String, with text: String) throws {
        var before = stat()
        let isKnown = stat(path, &before) == 0
        try write(text, to: path)
        if isKnown { chmod(path, before.st_mode & 0o777) }
    }

    /// Makes a folder that only its owner can open; one that is there already is left as it is.
    package static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw cannotWrite(path, errno) }
    }

    /// Makes an empty file that only its owner can read; one that is there already is left as it is.
    static func makePrivateFile(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw cannotWrite(path, errno) }
        fchmod(descriptor, 0o600)
        close(descriptor)
    }

    /// Whether others than the owner may read or write it; false where there is none.
    static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }

    static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// The names in a folder, in order; none where there is no folder.
    static func names(in folder: String) -> [String] {
        guard let entries = opendir(folder) else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// A name that no file has: the first free of `name`, `name-2`, `name-3` and so on.
    static func free(_ name: String, _ end: String) -> String {
        var number = 1
        while true {
            let path = number == 1 ? name + end : "\(name)-\(number)\(end)"
            if !exists(path) { return path }
            number += 1
        }
    }

    static func remove(_ path: String) { unlink(path) }

    /// What tells one version of a file from another, as far as its size and its time do.
    package static func version(of path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "" }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return "\(status.st_size) \(time.tv_sec) \(time.tv_nsec)"
    }

    static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

    /// Whether two paths lead to the same file.
    package static func areSame(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return one == other }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func cannotRead(_ path: String, _ code: Int32) -> FailedVerb {
        FailedVerb(
            .noInput, en: "\(path.visible): this file cannot be read: \(message(code)).",
            nl: "\(path.visible): dit bestand is niet te lezen: \(message(code)).")
    }

    static func cannotWrite(_ path: String, _ code: Int32) -> FailedVerb {
        FailedVerb(
            .cannotWrite, en: "\(path.visible): this cannot be written: \(message(code)).",
            nl: "\(path.visible): dit is niet te schrijven: \(message(code)).")
    }

    private static func message(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }

    /// A file that is closed when nobody reads it any more.
    private final class OpenFile {
        let descriptor: Int32
        private let closes: Bool

        init(_ descriptor: Int32, closes: Bool) {
            self.descriptor = descriptor
            self.closes = closes
        }

        deinit { if closes { close(descriptor) } }
    }
}

/// A file being written beside its place, and moved there when it is whole. What is no plain file,
/// such as a device or a pipe, is written to as it is.
package final class FileWriter {
    private let path: String
    private let temporary: String?
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var failure: Int32?
    private var isFinished = false

    package init(_ path: String) throws {
        self.path = path
        var status = stat()
        let isPlain = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
        temporary = isPlain ? "\(path).\(getpid()).part" : nil
        descriptor = open(temporary ?? path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Files.cannotWrite(path, errno) }
        buffer.reserveCapacity(1 << 17)
    }

    deinit {
        guard !isFinished else { return }
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    package func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= 1 << 16 { flush() }
    }

    func write(_ bytes: UnsafeRawBufferPointer) {
        flush()
        flush(bytes)
    }

    /// Puts the file in its place. Without this nothing is left of it.
    ///
    /// - Parameter mayBeLost: whether it is one that can be made anew, and need not outlive a power cut.
    package func finish(mayBeLost: Bool = false) throws {
        flush()
        if failure == nil, temporary != nil,
            fchmod(descriptor, 0o600) != 0 || !mayBeLost && fsync(descriptor) != 0
        {
            failure = errno
        }
        close(descriptor)
        isFinished = true
        if failure == nil, let temporary, rename(temporary, path) != 0 { failure = errno }
        guard let failure else { return }
        if let temporary { unlink(temporary) }
        throw Files.cannotWrite(path, failure)
    }

    private func flush() {
        buffer.withUnsafeBytes(flush)
        buffer.removeAll(keepingCapacity: true)
    }

    private func flush(_ bytes: UnsafeRawBufferPointer) {
        var written = 0
        while failure == nil, written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = systemWrite(descriptor, rest)
            if count >= 0 { written += count } else if errno != EINTR { failure = errno }
        }
    }
}

/// The system's `write`, which the method of the same name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
