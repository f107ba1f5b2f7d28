internal import Intake
internal import Quantities
internal import Reports

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The one way to write where somebody says: no file is written over that is read, that the workspace keeps,
/// or that nobody said may go.
///
/// It is asked before anything is read, and again when the file is written.
package struct OutputGuard: Sendable {
    /// What may stand at the place already.
    package enum Existing: Sendable {
        /// Nothing.
        case nothing
        /// A file of rows that were rejected earlier, which this program wrote.
        case rejects
        /// Any plain file that is neither read nor of the workspace.
        case plainFile
    }

    private let inputs: [String]
    private let workspace: Workspace

    /// - Parameter inputs: the files that are read, in whatever way their paths are written.
    package init(reading inputs: [String], workspace: Workspace = Workspace()) {
        self.inputs = inputs
        self.workspace = workspace
    }

    /// A place to write to.
    ///
    /// - Parameters:
    ///   - option: how it was named, for the message.
    ///   - existing: what may be written over.
    ///   - takesPipes: whether what is written can go through a pipe or to a device.
    ///   - isBackup: whether it may be new among the backups of the workspace.
    /// - Throws: `FailedVerb` that names the path and why nothing may be written there.
    package func file(
        _ path: String, for option: String, over existing: Existing = .nothing,
        takesPipes: Bool = true, isBackup: Bool = false
    ) throws -> OutputFile {
        guard !path.isEmpty else {
            throw refused(path, en: "\(option) names no file.", nl: "\(option) noemt geen bestand.")
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            return try newFile(path, option, errno, isBackup: isBackup)
        }
        if let input = inputs.first(where: { Self.isSame($0, status) }) {
            throw refused(
                path,
                en:
                    "\(path.visible) is there already, and it is read here: \(option) would write over "
                    + "\(input.visible). Choose another name.",
                nl:
                    "\(path.visible) bestaat al, en het wordt hier gelezen: \(option) zou \(input.visible) "
                    + "overschrijven. Kies een andere naam.")
        }
        if workspace.files.contains(where: { Self.isSame($0, status) }) {
            throw ofWorkspace(path, option)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            throw refused(
                path, en: "\(path.visible): this is a folder. Name a file in it for \(option).",
                nl: "\(path.visible): dit is een map. Noem een bestand erin voor \(option).")
        case S_IFREG where Files.descriptor(named: path) == nil:
            return try overFile(path, option, existing)
        case S_IFREG, S_IFIFO, S_IFCHR:
            guard takesPipes else {
                throw refused(
                    path,
                    en:
                        "\(path.visible): this goes to a plain file only. Choose another name for \(option).",
                    nl:
                        "\(path.visible): dit gaat alleen naar een gewoon bestand. Kies een andere naam voor \(option)."
                )
            }
            return OutputFile(path: path, place: path, replacing: .asItIs)
        default:
            throw refused(
                path,
                en:
                    "\(path.visible): this is a disk or a socket. Choose another name for \(option).",
                nl:
                    "\(path.visible): dit is een schijf of een socket. Kies een andere naam voor \(option)."
            )
        }
    }

    /// A place at which a plain file stands.
    private func overFile(
        _ path: String, _ option: String, _ existing: Existing
    ) throws -> OutputFile {
        // Of a link the file to which it leads is written, and the link stays.
        guard let place = Self.real(path) else { throw Files.cannotWrite(path, errno) }
        if Self.workspaceFolder(of: place) != nil { throw ofWorkspace(path, option) }
        let mayGo =
            switch existing {
            case .nothing: false
            case .rejects: Self.isRejects(place)
            case .plainFile: true
            }
        guard mayGo else {
            throw refused(
                path,
                en:
                    "\(path.visible) is there already. Remove it, choose another name for \(option), or add "
                    + "--force.",
                nl:
                    "\(path.visible) bestaat al. Verwijder het, kies een andere naam voor \(option), of voeg "
                    + "--force toe.")
        }
        try requireWritable(Self.folder(of: place), path)
        return OutputFile(path: path, place: place, replacing: .anything)
    }

    /// A place at which nothing stands.
    private func newFile(
        _ path: String, _ option: String, _ code: Int32, isBackup: Bool
    ) throws -> OutputFile {
        guard code == ENOENT else { throw Files.cannotWrite(path, code) }
        guard Files.kind(of: path) == .nothing else {
            throw refused(
                path,
                en:
                    "\(path.visible) is there already: a link to what is not there. Remove it, or choose another "
                    + "name for \(option).",
                nl:
                    "\(path.visible) bestaat al: een koppeling naar wat er niet is. Verwijder haar, of kies een "
                    + "andere naam voor \(option).")
        }
        guard !path.hasSuffix("/"), let folder = Self.real(Self.folder(of: path)) else {
            throw Files.cannotWrite(path, ENOENT)
        }
        let place = (folder == "/" ? "" : folder) + "/" + Files.name(of: path)
        if let owner = Self.workspaceFolder(of: place) {
            let isOwnBackup =
                isBackup && place.hasSuffix(".sqlite") && owner == Self.real(workspace.folder)
                && folder == Self.real(workspace.backups)
            guard isOwnBackup else {
                throw refused(
                    path,
                    en:
                        "\(path.visible): this is inside the workspace, where only mql itself writes. Choose "
                        + "another folder for \(option).",
                    nl:
                        "\(path.visible): dit is in de werkruimte, waar alleen mql zelf schrijft. Kies een andere "
                        + "map voor \(option).")
            }
        }
        try requireWritable(folder, path)
        return OutputFile(path: path, place: place, replacing: .nothing)
    }

    private func requireWritable(_ folder: String, _ path: String) throws {
        guard access(folder, W_OK | X_OK) == 0 else { throw Files.cannotWrite(path, errno) }
    }

    private func refused(_ path: String, en: String, nl: String) -> FailedVerb {
        FailedVerb(.cannotWrite, en: en, nl: nl)
    }

    private func ofWorkspace(_ path: String, _ option: String) -> FailedVerb {
        refused(
            path,
            en:
                "\(path.visible) is there already, and it is a file of the workspace, which only mql itself "
                + "writes. Choose another name for \(option).",
            nl:
                "\(path.visible) bestaat al, en het is een bestand van de werkruimte, dat alleen mql zelf "
                + "schrijft. Kies een andere naam voor \(option).")
    }
}

extension OutputGuard {
    private static func isSame(_ path: String, _ status: stat) -> Bool {
        var other = stat()
        return stat(path, &other) == 0 && other.st_dev == status.st_dev
            && other.st_ino == status.st_ino
    }

    /// The path without links and detours; nil where nothing is there.
    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The folder of the workspace, of this or another, in which a real path lies; nil where it lies in none.
    private static func workspaceFolder(of place: String) -> String? {
        var folder = folder(of: place)
        while folder != "/" {
            let isOne =
                Files.name(of: folder) == Workspace.folderName
                || Files.exists("\(folder)/facts.sqlite") && Files.exists("\(folder)/key")
            if isOne { return folder }
            folder = self.folder(of: folder)
        }
        return nil
    }

    /// Whether a file has rejected rows: its first row ends with the columns that this program adds, also after
    /// a spreadsheet has saved it.
    private static func isRejects(_ path: String) -> Bool {
        guard let source = try? Files.plainSource(path, most: .max) else { return false }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 1 << 20 {
            guard let count = try? chunk.withUnsafeMutableBytes({ try source.read($0) }), count > 0
            else { break }
            bytes += chunk[..<count]
        }
        var isQuoted = false
        let header = bytes.prefix { byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return isQuoted || byte != UInt8(ascii: "\n")
        }
        let cells = header.split(omittingEmptySubsequences: false) { byte in
            [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains(byte)
        }
        let names = cells.suffix(ProblemReport.addedColumns.count).map { cell in
            String(decoding: cell.filter { $0 != UInt8(ascii: "\"") && $0 > 0x20 }, as: UTF8.self)
        }
        return names == ProblemReport.addedColumns
    }
}

/// A place that may be written to: nothing else that somebody names can be.
package struct OutputFile: Sendable {
    /// As it was named.
    package let path: String
    /// The file itself, where the name is a link to it.
    let place: String
    private let replacing: FileWriter.Replacing

    fileprivate init(path: String, place: String, replacing: FileWriter.Replacing) {
        self.path = path
        self.place = place
        self.replacing = replacing
    }

    /// Whether both are one file. A pipe or a device takes what comes after each other.
    package func isSame(as other: OutputFile) -> Bool {
        place == other.place && replacing != .asItIs
    }

    /// Writes a file that only its owner can read: whole, or not at all.
    package func write(_ text: String) throws {
        let writer = try writer()
        writer.write(text)
        try writer.finish()
    }

    /// The same, piece by piece.
    package func write(_ make: (@escaping (String) -> Void) throws -> Void) throws {
        let writer = try writer()
        try make { writer.write($0) }
        try writer.finish()
    }

    /// The file being written.
    func writer() throws -> FileWriter { try FileWriter(place, replacing: replacing) }

    /// Puts another text in the place of the file, for the same readers as before.
    func replace(with text: String) throws {
        var before = stat()
        let isKnown = stat(place, &before) == 0
        try write(text)
        if isKnown { chmod(place, before.st_mode & 0o777) }
    }

    /// Puts a file that another program has made in its place.
    func take(_ finished: String) throws {
        if replacing == .nothing, Files.kind(of: place) != .nothing {
            throw Files.cannotWrite(path, EEXIST)
        }
        guard chmod(finished, 0o600) == 0, rename(finished, place) == 0 else {
            throw Files.cannotWrite(path, errno)
        }
    }
}

extension Files {
    /// The number of the pipe of this program that a path names, such as 1 of `/dev/stdout`; nil of every other.
    static func descriptor(named path: String) -> Int32? {
        switch path {
        case "/dev/stdin": return 0
        case "/dev/stdout": return 1
        case "/dev/stderr": return 2
        default:
            for start in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(start) {
                return Int32(path.dropFirst(start.count))
            }
            return nil
        }
    }
}

extension Workspace {
    /// Every file of the workspace, and of what its links lead to.
    var files: [String] {
        let folders = [folder, backups, cache.folder, rejects]
        let own = folders.flatMap { folder in Files.names(in: folder).map { "\(folder)/\($0)" } }
        guard let found = realpath(database, nil) else { return own }
        defer { free(found) }
        // SQLite puts its own files beside the file itself.
        return own + ["-wal", "-shm", "-journal"].map { String(cString: found) + $0 }
    }
}
