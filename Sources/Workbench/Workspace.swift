internal import Leads
package import Quantities
package import Store
internal import Valuation

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The folder that keeps what was imported: a database, the key that marks who was erased, backups.
/// Only its owner can open it.
package struct Workspace: Sendable {
    package static let folderName = "mql-data"

    package let folder: String
    /// From how many leads and activities on facts are cached.
    package var cachesFrom = 100_000

    /// Where the facts are.
    package var database: String { "\(folder)/facts.sqlite" }
    var keyFile: String { "\(folder)/key" }
    /// Where copies are put that nobody names a place for.
    package var backups: String { "\(folder)/backups" }

    package init(_ folder: String = folderName) {
        self.folder = folder
    }

    /// The workspace of the folder in which somebody works; nil where there is none.
    package static func here() -> Workspace? {
        let workspace = Workspace()
        return Files.exists(workspace.database) ? workspace : nil
    }

    /// Whether anything was imported and not taken back.
    package var hasImports: Bool {
        (try? history().contains { $0.undoneAt == nil }) ?? false
    }

    /// The same, or the sentence that says how to make one.
    package static func needed() throws -> Workspace {
        guard let workspace = here() else {
            if Files.exists(Workspace().keyFile) {
                throw FailedVerb(
                    .noInput,
                    en:
                        "\(Workspace().database) is not here, and its key is. Make it anew with mql init; then put "
                        + "a backup back with mql restore FILE, or import again.",
                    nl:
                        "\(Workspace().database) is er niet, en de sleutel wel. Maak het opnieuw met mql init; zet "
                        + "dan een back-up terug met mql restore BESTAND, of importeer opnieuw.")
            }
            throw FailedVerb(
                .noInput,
                en: "There is no workspace here. Make one with mql init, then mql import FILE….",
                nl: "Hier is geen werkruimte. Maak er een met mql init, daarna mql import BESTAND…."
            )
        }
        return workspace
    }

    /// Makes an empty workspace.
    package func create(_ terms: ChangeTerms) throws {
        guard !Files.exists(database) else {
            throw FailedVerb(
                .cannotWrite,
                en: "\(folder) is a workspace already. Add to it with mql import FILE….",
                nl: "\(folder) is al een werkruimte. Voeg eraan toe met mql import BESTAND….")
        }
        try Files.makeFolder(folder)
        chmod(folder, 0o700)
        if !Files.exists(keyFile) {
            guard !Files.exists(marksFile) else {
                throw FailedVerb(
                    .noInput,
                    en:
                        "\(keyFile.visible) is not here, and \(marksFile.visible) was made with it: another key "
                        + "would know nobody who was erased. Put it back from where you keep a copy; without "
                        + "one, move \(marksFile.visible) away, and who was erased can come back.",
                    nl:
                        "\(keyFile.visible) is er niet, en \(marksFile.visible) is ermee gemaakt: een andere "
                        + "sleutel kent niemand die gewist is. Zet hem terug van waar u een kopie bewaart; zonder "
                        + "kopie: haal \(marksFile.visible) weg, en wie gewist is kan terugkomen.")
            }
            let digits = ErasureKey.random().map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            try Files.write(digits.joined() + "\n", to: keyFile)
        }
        let key = try key()
        // Who was erased from a database that is gone stays erased.
        let marks = try marks(key)
        try Files.makePrivateFile(database)
        do {
            let opened = try connectToWrite()
            defer { opened.close() }
            try telling {
                if let marks { try opened.take(marks) }
                try opened.note(terms, key: key, .begin, count: 0, detail: "")
                try opened.keepMarks(key: key, write: write)
            }
        } catch {
            unlink(database)
            throw error
        }
    }

    /// When and by whom a change is made.
    package static func terms(at: Instant?, actor: String) -> ChangeTerms {
        let moment = at ?? Clock.now
        // Of an import the day is that of the rule book's zone.
        return ChangeTerms(at: moment, day: TimeZoneRule.utc.day(of: moment), actor: actor)
    }

    /// The key with which persons are marked.
    package func key() throws -> ErasureKey {
        guard Files.kind(of: keyFile) != .nothing else {
            throw FailedVerb(
                .noInput,
                en:
                    "\(keyFile.visible) is not here: without it nobody who was erased stays erased. Put it "
                    + "back from where you keep a copy.",
                nl:
                    "\(keyFile.visible) is er niet: zonder blijft niemand die gewist is gewist. Zet het "
                    + "terug van waar u een kopie bewaart.")
        }
        // Whatever stands there and cannot be read is told as what it is: it may be the key all the same.
        let text = try Files.text(keyFile, follows: false)
        guard !text.isEmpty else {
            throw FailedVerb(
                .badData,
                en:
                    "\(keyFile.visible) is here and empty: it has 64 hexadecimal digits. Put the right one back from "
                    + "where you keep a copy.",
                nl:
                    "\(keyFile.visible) is er en is leeg: er horen 64 hexadecimale cijfers in. Zet de juiste terug van "
                    + "waar u een kopie bewaart.")
        }
        let digits = Array(text.utf8.filter { $0 > 0x20 })
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            UInt8(
                String(decoding: digits[place..<min(place + 2, digits.count)], as: UTF8.self),
                radix: 16)
        }
        guard digits.count == 2 * ErasureKey.length, let key = ErasureKey(bytes) else {
            throw FailedVerb(
                .badData,
                en:
                    "\(keyFile.visible) is not a key: it has 64 hexadecimal digits. Put the right one back.",
                nl:
                    "\(keyFile.visible) is geen sleutel: die heeft 64 hexadecimale cijfers. Zet de juiste "
                    + "terug.")
        }
        return key
    }

    /// The database, to be written.
    ///
    /// - Parameter addsOnly: whether what is known stays, and at most more is added to it.
    package func open(addsOnly: Bool = false) throws -> LeadDatabase {
        try requireOwnFiles()
        if !Files.isWritable(database) || !Files.isWritable(folder) {
            throw FailedVerb(StoreError(.readOnly), database)
        }
        // Whatever is changed now, no answer of before is needed any more.
        if addsOnly { cache.clearAnswers() } else { cache.clear() }
        let database = try connectToWrite()
        do { try holdToWrite(database) } catch {
            database.close()
            throw error
        }
        return database
    }

    /// The database, to be read alone.
    package func openForReading() throws -> LeadDatabase {
        let database = try connect()
        do { return try held(database) } catch {
            database.close()
            throw error
        }
    }

    /// The database to be written, of which it is not known whether it was set back.
    func connectToWrite() throws -> LeadDatabase {
        try requireOwnFolders()
        return try telling {
            try LeadDatabase.write(database) {
                let name = "\(backups)/before-update.sqlite"
                try Files.makeFolder(backups)
                if !Files.exists(name) { try copy(to: name) }
            }
        }
    }

    /// The database to be read, of which it is not known whether it was set back.
    func connect() throws -> LeadDatabase {
        try requireOwnFiles()
        return try telling {
            // In a folder that is closed to this user nothing can be put beside the file. What was
            // written and not yet put in its place cannot be read then.
            let isFixed = !Files.isWritable(folder) && !Files.exists(database + "-wal")
            return try LeadDatabase.read(database, isFixed: isFixed)
        }
    }

    /// Refuses a database that is a link, which may lead out of the workspace, or no file at all.
    /// The folders of copies and of rejected rows are its own too: through a link they would be written, and
    /// cleared, elsewhere.
    func requireOwnFolders() throws {
        for path in [backups, rejects, incoming] where Files.kind(of: path) == .link {
            throw isLink(path)
        }
    }

    private func isLink(_ path: String) -> FailedVerb {
        FailedVerb(
            .badData,
            en:
                "\(path.visible) is a link, and mql keeps its files in \(folder.visible) itself. Put the file in "
                + "its place, or make \(folder.visible) the link.",
            nl:
                "\(path.visible) is een koppeling, en mql bewaart zijn bestanden in \(folder.visible) zelf. Zet "
                + "het bestand op die plaats, of maak \(folder.visible) de koppeling.")
    }

    private func requireOwnFiles() throws {
        for path in ["", "-wal", "-shm"].map({ database + $0 }) {
            switch Files.kind(of: path) {
            case .nothing, .plain: continue
            case .link: throw isLink(path)
            case .folder, .other:
                throw FailedVerb(
                    .badData,
                    en:
                        "\(path.visible) is no file. Put a backup in its place with mql restore FILE.",
                    nl:
                        "\(path.visible) is geen bestand. Zet er een back-up voor in de plaats met mql restore "
                        + "BESTAND.")
            }
        }
    }

    /// Files of the workspace that are links, which may lead out of it, or neither files nor folders.
    var oddFiles: [String] {
        let folders = [backups, cache.folder, rejects]
        let own = ([folder] + folders.filter { Files.kind(of: $0) == .folder }).flatMap { folder in
            Files.names(in: folder).map { "\(folder)/\($0)" }
        }.filter { $0 != incoming || Files.kind(of: $0) != .folder }
        return own.filter { path in
            let kind = Files.kind(of: path)
            return kind == .link || kind == .other || kind == .folder && !folders.contains(path)
        }
    }

    /// Says in plain words what went wrong in the database.
    func telling<Value>(needed: Int? = nil, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as StoreError {
            throw FailedVerb(error, database, needed: needed)
        }
    }
}

extension Workspace {
    /// The fields of leads that are kept because a rule named them.
    func ownFields() throws -> [String] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.ownFields() }
    }

    /// All imports, the first one first.
    package func history() throws -> [ImportRecord] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.history() }
    }

    /// Takes an import back, as if it had never been.
    ///
    /// - Throws: `FailedVerb` where it cannot be taken back.
    package func undo(_ number: Int, _ terms: ChangeTerms) throws -> UndoReceipt {
        let database = try open()
        defer { database.close() }
        let key = try key()
        return try telling { try database.undo(number, terms, key: key) }
    }
}

extension Workspace {
    /// Copies the database as it is at one moment, also while it is being written, to a file of its own.
    func copy(to path: String) throws {
        try copy(beside: path) { part in
            guard rename(part, path) == 0 else { throw Files.cannotWrite(path, errno) }
        }
    }

    /// The same, beside the place to which `move` then brings it.
    func copy(beside path: String, _ move: (String) throws -> Void) throws {
        let source = try connect()
        defer { source.close() }
        let part = "\(path).\(getpid()).part"
        unlink(part)
        try Files.makePrivateFile(part)
        do {
            try telling { try source.copy(to: part) }
            try move(part)
        } catch {
            unlink(part)
            throw error
        }
    }
}
