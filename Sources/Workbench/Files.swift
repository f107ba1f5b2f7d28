package import Intake
internal import Leads
internal import Quantities
internal import Spreadsheets

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
    ///
    /// - Parameter input: what standard input holds, where it was read already.
    package static func source(_ path: String, _ input: [UInt8]? = nil) throws -> ByteSource {
        let isInput = path == "-"
        if isInput, let input { return ByteSource(name: "standard input", bytes: input) }
        let descriptor = isInput ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw cannotRead(path, errno) }
        let file = OpenFile(descriptor, closes: !isInput)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw cannotRead(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw folder(path) }
        let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
        if isDevice(status), isatty(descriptor) == 0 {
            throw notPlain(isInput ? "standard input" : path)
        }
        let name = isInput ? "standard input" : name(of: path)
        var source = source(path, file, name: name, size: size).withLines(isInput ? name : path)
        source.anywhere = size.map { anywhere(path, file, size: $0) }
        return source
    }

    /// All of standard input, to read it more than once.
    package static func input(most: Int = 256 << 20) throws -> [UInt8] {
        let source = try source("-")
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= most else {
                throw FailedVerb(
                    .badData,
                    en:
                        "standard input: more than \(most >> 20) MiB cannot be looked at twice. Name a file.",
                    nl:
                        "standaardinvoer: meer dan \(most >> 20) MiB is niet tweemaal te bekijken. Noem een "
                        + "bestand.")
            }
        }
    }

    /// The bytes of a plain file at any place.
    private static func anywhere(_ path: String, _ file: OpenFile, size: Int) -> RandomBytes {
        RandomBytes(count: size) { place, buffer in
            while true {
                let count = pread(file.descriptor, buffer.baseAddress, buffer.count, off_t(place))
                if count >= 0 { return count }
                if errno != EINTR { throw readError(path, errno) }
            }
        }
    }

    private static func readError(_ path: String, _ code: Int32) -> FailedVerb {
        FailedVerb(
            .readError, en: "\(path.visible): reading failed: \(message(code)).",
            nl: "\(path.visible): lezen mislukte: \(message(code)).")
    }

    /// Whether it is a device that may give bytes without an end: not a pipe, and not the one that is empty.
    private static func isDevice(_ status: stat) -> Bool {
        var empty = stat()
        switch status.st_mode & S_IFMT {
        case S_IFBLK: return true
        case S_IFCHR: return stat("/dev/null", &empty) != 0 || empty.st_rdev != status.st_rdev
        default: return false
        }
    }

    /// A file that has an end: no pipe, device or folder, and no longer than `most`.
    ///
    /// What is asked beside the data, such as rules and rates, is read as a whole before anything else: it is
    /// never waited for.
    ///
    /// - Parameter follows: whether it may be a link to such a file.
    package static func plainSource(
        _ path: String, most: Int = 64 << 20, follows: Bool = true
    ) throws -> ByteSource {
        // Without waiting: a pipe to which nobody writes would be waited for before it is looked at.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follows ? 0 : O_NOFOLLOW)
        let descriptor = open(path, flags)
        guard descriptor >= 0 else {
            throw errno == ELOOP && !follows ? link(path) : cannotRead(path, errno)
        }
        let file = OpenFile(descriptor, closes: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw cannotRead(path, errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw folder(path)
        default: throw notPlain(path)
        }
        guard Int(status.st_size) <= most else { throw tooLong(path, most) }
        // Some systems have files that say they are empty and never end.
        var left = most
        let whole = source(path, file, name: name(of: path), size: Int(status.st_size))
        var plain = whole.reading { buffer in
            let count = try whole.read(buffer)
            left -= count
            guard left >= 0 else { throw tooLong(path, most) }
            return count
        }
        plain.anywhere = anywhere(path, file, size: Int(status.st_size))
        return plain
    }

    private static func source(
        _ path: String, _ file: OpenFile, name: String, size: Int?
    ) -> ByteSource {
        ByteSource(name: name, size: size) { buffer in
            while true {
                let count = read(file.descriptor, buffer.baseAddress, buffer.count)
                if count >= 0 { return count }
                if errno != EINTR { throw readError(path, errno) }
            }
        }
    }

    /// The whole of a small text file: no pipe or device, which may never end.
    ///
    /// - Parameter follows: whether it may be a link to such a file.
    package static func text(
        _ path: String, most: Int = 4 << 20, follows: Bool = true
    ) throws -> String {
        String(decoding: try whole(path, most: most, follows: follows), as: UTF8.self)
    }

    /// The same as bytes.
    static func whole(_ path: String, most: Int, follows: Bool = true) throws -> [UInt8] {
        let source = try plainSource(path, most: most, follows: follows)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.size ?? 0)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// All bytes of a file, which are read when they are looked at; nil where there is no such file, or
    /// none that can be read.
    static func bytes(_ path: String) -> MappedBytes? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > 0,
            let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { return nil }
        let count = Int(status.st_size)
        return MappedBytes(UnsafeRawBufferPointer(start: start, count: count)) {
            munmap(start, count)
        }
    }

    /// The first bytes of a plain file, at most so many; none where it cannot be read.
    static func start(of path: String, _ count: Int) -> [UInt8] {
        guard let source = try? plainSource(path, most: .max) else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        let found = (try? bytes.withUnsafeMutableBytes { try source.read($0) }) ?? 0
        return Array(bytes[..<found])
    }

    /// Writes a file of this program's own, which only its owner can read: whole, or not at all.
    ///
    /// What somebody named is written by way of `OutputGuard`.
    static func write(_ text: String, to path: String) throws {
        let writer = try FileWriter(path)
        writer.write(text)
        try writer.finish()
    }

    /// Makes a folder that only its owner can open; one that is there already is left as it is.
    package static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw cannotWrite(path, errno) }
    }

    /// Waits until no other program holds the lock, and takes it.
    static func lock(_ path: String) throws -> FileLock {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw cannotWrite(path, errno) }
        guard flock(descriptor, LOCK_EX) == 0 else {
            close(descriptor)
            throw cannotWrite(path, errno)
        }
        return FileLock(descriptor: descriptor)
    }

    /// Goes to another folder, as `cd` does.
    package static func work(in folder: String) throws {
        guard chdir(folder) == 0 else { throw cannotRead(folder, errno) }
    }

    /// Makes an empty file that only its owner can read, where nothing is.
    static func makePrivateFile(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
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

    /// What tells one version of a file from another, as far as its number, its size and its time do.
    package static func version(of path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "" }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return "\(status.st_ino) \(status.st_size) \(time.tv_sec) \(time.tv_nsec)"
    }

    static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

    /// Whether two paths lead to the same file.
    package static func areSame(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return one == other }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// Whether something stands at a path; of a link, where it leads.
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether a path leads to a folder.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// What stands at a path.
    enum Kind {
        case nothing, plain, folder, link, other
    }

    /// What stands at a path itself: of a link, the link.
    static func kind(of path: String) -> Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .nothing }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .plain
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
    }

    /// The last part of a path, which is what a file is called in messages.
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

    private static func folder(_ path: String) -> FailedVerb {
        FailedVerb(
            .noInput, en: "\(path.visible): this is a folder. Name the files in it.",
            nl: "\(path.visible): dit is een map. Noem de bestanden erin.")
    }

    private static func link(_ path: String) -> FailedVerb {
        FailedVerb(
            .badData,
            en: "\(path.visible): this is a link. Put the file itself in its place.",
            nl: "\(path.visible): dit is een koppeling. Zet het bestand zelf op die plaats.")
    }

    static func notPlain(_ path: String) -> FailedVerb {
        FailedVerb(
            .badData,
            en:
                "\(path.visible): this is a pipe or a device, and may never end. Name a plain file.",
            nl:
                "\(path.visible): dit is een pijp of een apparaat, en houdt misschien nooit op. Noem een gewoon "
                + "bestand.")
    }

    private static func tooLong(_ path: String, _ most: Int) -> FailedVerb {
        FailedVerb(
            .badData, en: "\(path.visible): this is longer than \(most >> 20) MiB.",
            nl: "\(path.visible): dit is langer dan \(most >> 20) MiB.")
    }

    static func message(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }

    /// A file that is closed when nobody reads it any more.
    private final class OpenFile: Sendable {
        let descriptor: Int32
        private let closes: Bool

        init(_ descriptor: Int32, closes: Bool) {
            self.descriptor = descriptor
            self.closes = closes
        }

        deinit { if closes { close(descriptor) } }
    }
}

/// A lock that this program holds.
struct FileLock {
    fileprivate let descriptor: Int32

    func release() { close(descriptor) }
}

/// A file being written beside its place, and moved there when it is whole. What is no plain file,
/// such as a device or a pipe, is written to as it is.
final class FileWriter {
    /// What may be written over.
    enum Replacing {
        /// Whatever stands there, as of a file of this program's own.
        case anything
        /// Nothing: what came there meanwhile stays.
        case nothing
        /// It is a pipe or a device.
        case asItIs
    }

    private let path: String
    private let replacing: Replacing
    private let temporary: String?
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var failure: Int32?
    private var isFinished = false

    init(_ path: String, replacing: Replacing = .anything) throws {
        self.path = path
        self.replacing = replacing
        if replacing == .asItIs {
            temporary = nil
            // A pipe of this program's own has a number, and is not opened anew.
            let own = Files.descriptor(named: path)
            descriptor = own.map { dup($0) } ?? open(path, O_WRONLY | O_CLOEXEC)
        } else {
            let part = "\(path).\(getpid()).part"
            unlink(part)
            temporary = part
            descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else { throw Files.cannotWrite(path, errno) }
        buffer.reserveCapacity(1 << 17)
    }

    deinit {
        guard !isFinished else { return }
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    func write(_ text: String) {
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
    func finish(mayBeLost: Bool = false) throws {
        flush()
        if failure == nil, temporary != nil,
            fchmod(descriptor, 0o600) != 0 || !mayBeLost && fsync(descriptor) != 0
        {
            failure = errno
        }
        close(descriptor)
        isFinished = true
        if failure == nil, let temporary, !move(temporary) { failure = errno }
        guard let failure else { return }
        if let temporary { unlink(temporary) }
        throw Files.cannotWrite(path, failure)
    }

    /// Puts the finished file in its place; false, with the number of the error, where that cannot be.
    private func move(_ temporary: String) -> Bool {
        guard replacing == .nothing else { return rename(temporary, path) == 0 }
        if link(temporary, path) == 0 {
            unlink(temporary)
            return true
        }
        // Not every file system has a second name for a file.
        guard errno != EEXIST, Files.kind(of: path) == .nothing else {
            errno = EEXIST
            return false
        }
        return rename(temporary, path) == 0
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

extension ByteSource {
    /// So many bytes without the end of a line are no table.
    private static let longestLine = 64 << 20

    /// The same, which ends with an error where no line does.
    fileprivate func withLines(_ path: String) -> ByteSource {
        var length = 0
        return reading { buffer in
            let count = try read(buffer)
            let end = buffer[..<count].lastIndex { $0 == 10 || $0 == 13 }
            length = end.map { count - 1 - $0 } ?? (length + count)
            guard length <= Self.longestLine else {
                throw FailedVerb(
                    .badData,
                    en:
                        "\(path.visible): \(Self.longestLine >> 20) MiB came without the end of a line: this is no "
                        + "table.",
                    nl:
                        "\(path.visible): er kwam \(Self.longestLine >> 20) MiB zonder einde van een regel: dit is "
                        + "geen tabel.")
            }
            return count
        }
    }
}
