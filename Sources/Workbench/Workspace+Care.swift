internal import Leads
internal import Quantities
package import Store
internal import Valuation

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A copy of the database in the folder of backups.
package struct Backup: Hashable, Sendable {
    package let path: String
    package let bytes: Int
}

extension Workspace {
    /// What is wrong with the workspace.
    package func checkup() throws -> (
        database: Checkup, openToOthers: [String], oddFiles: [String]
    ) {
        let key = try key()
        let database = try connect()
        defer { database.close() }
        var checkup = try telling { try database.checkup(key: key) }
        try look(&checkup, database, key)
        let files =
            [
                folder, self.database, self.database + "-wal", self.database + "-shm", keyFile,
                marksFile, rejects, backups, cache.folder, accessFile, incoming,
            ] + Files.names(in: rejects).map { "\(rejects)/\($0)" }
            + copies().map(\.path) + Files.names(in: cache.folder).map { "\(cache.folder)/\($0)" }
        return (checkup, files.filter(Files.isOpenToOthers), oddFiles)
    }

    /// Holds the marks of who was erased against the database, and the key against both.
    private func look(
        _ checkup: inout Checkup, _ database: LeadDatabase, _ key: ErasureKey
    ) throws {
        // A file may be so broken that asking fails, which was told by then.
        guard let isOwn = try? database.fits(key), let hasErased = try? database.hasErased() else {
            return
        }
        guard isOwn else { return checkup.add(.foreignKey) }
        guard Files.exists(marksFile) else {
            if hasErased { checkup.add(.marksLost(marksFile)) }
            return
        }
        do {
            let file = try MarksFile(Files.text(marksFile, most: .max), key: key)
            if !file.isSealed, try telling({ try database.hasSeal() }) {
                throw MarksFile.Damage.headless
            }
            let holding = try telling { try database.hold(file, key: key) }
            if !holding.back.isEmpty {
                checkup.add(.back(holding.back.count))
            } else if holding.isBehind {
                checkup.add(.behind(marksFile))
            }
            if try telling({ try database.isUncleared() }) { checkup.add(.uncleared) }
        } catch let damage as MarksFile.Damage { checkup.add(.marks(damage, marksFile)) }
    }

    /// The backups in the workspace, by name.
    package func copies() -> [Backup] {
        Files.names(in: backups).filter { $0.hasSuffix(".sqlite") }.map { name in
            Backup(path: "\(backups)/\(name)", bytes: Files.size(of: "\(backups)/\(name)") ?? 0)
        }
    }

    /// Copies the database as it is, also while it is used.
    ///
    /// - Parameter file: nil for a name by the moment, in the folder of backups.
    /// - Returns: where the copy is.
    package func backUp(to file: OutputFile?, _ terms: ChangeTerms) throws -> String {
        try requireOwnFolders()
        let file = try file ?? ownBackup(terms)
        // Nobody who was erased is in a copy of a database that was put back.
        try openForReading().close()
        try copy(beside: file.place, file.take)
        try note(terms, .backup)
        return file.path
    }

    private func ownBackup(_ terms: ChangeTerms) throws -> OutputFile {
        try Files.makeFolder(backups)
        let path = Files.free("\(backups)/\(terms.day)-\(terms.at.seconds)", ".sqlite")
        return try OutputGuard(reading: [], workspace: self).file(
            path, for: "backup", isBackup: true)
    }

    /// Puts a backup in the place of what is here, and keeps what was here as a backup.
    ///
    /// Who was erased since then is erased from it before anybody can read it.
    ///
    /// - Returns: where what was here is kept, and how many persons were erased again.
    package func restore(
        _ path: String, _ rules: Request, _ terms: ChangeTerms
    ) throws -> (kept: String, erased: Int) {
        try requireOwnFolders()
        let key = try key()
        let marks = try marks(key)
        guard Files.exists(path) else {
            throw FailedVerb(
                .noInput, en: "\(path.visible) is not here.", nl: "\(path.visible) is er niet.")
        }
        // A pipe would be waited for.
        for end in ["", "-wal", "-shm"] where Files.exists(path + end) {
            _ = try Files.plainSource(path + end, most: .max)
        }
        // The copy is made ready beside the database, where only its owner can read it.
        let ready = "\(folder)/restore.\(getpid()).part"
        unlink(ready)
        defer { for end in ["", "-wal", "-shm"] { unlink(ready + end) } }
        try Files.makePrivateFile(ready)
        do {
            let source = try LeadDatabase.read(path, isFixed: !Files.exists(path + "-wal"))
            defer { source.close() }
            let checkup = try source.checkup(key: key)
            // The log has its own key: of another workspace it cannot be checked, and all else can.
            guard checkup.findings.allSatisfy({ if case .log = $0 { true } else { false } }) else {
                throw FailedVerb(
                    .badData,
                    en:
                        "\(path.visible) is damaged, and what is here stays. Choose an older backup.",
                    nl:
                        "\(path.visible) is beschadigd, en wat hier is blijft. Kies een oudere back-up."
                )
            }
            try source.copy(to: ready)
        } catch let error as StoreError { throw FailedVerb(error, path) }
        try Files.makeFolder(backups)
        let kept = Files.free("\(backups)/before-restore-\(terms.at.seconds)", ".sqlite")
        let live: LeadDatabase
        let before: String
        do {
            let database = try connect()
            defer { database.close() }
            before = try telling { try database.state() }
            try copy(to: kept)
            live = try connectToWrite()
        } catch let error as FailedVerb where error.cause == .badData {
            return try replaceDamaged(with: ready, marks, rules, terms, key)
        }
        defer { live.close() }
        cache.clear()
        try holdToWrite(live)
        do {
            let prepared = try LeadDatabase.write(ready)
            defer { prepared.close() }
            let ids = try prepared.erased(in: live, key: key)
            var judged = LastJudgements()
            if !ids.isEmpty { judged = try self.judged(ids, prepared, rules, day: terms.day) }
            let erased = try prepared.take(
                erasuresOf: live, ids, judged: judged, terms, in: rules.book.zone, key: key)
            // What somebody else has changed meanwhile must not be lost.
            guard try live.state() == before else { throw StoreError(.busy) }
            try prepared.replace(live)
            try holdToWrite(live)
            return (kept, erased)
        } catch let error as StoreError { throw FailedVerb(error, database) }
    }

    /// Puts a copy in the place of a database that cannot be read, which is kept as it is. Whose marks
    /// stand beside it is erased from the copy.
    private func replaceDamaged(
        with ready: String, _ marks: MarksFile?, _ rules: Request, _ terms: ChangeTerms,
        _ key: ErasureKey
    ) throws -> (kept: String, erased: Int) {
        cache.clear()
        do {
            let prepared = try LeadDatabase.write(ready)
            defer { prepared.close() }
            if marks == nil, try prepared.hasErased() { throw lostMarks }
            if let marks { try prepared.take(marks) }
            let ids = try prepared.erased(in: prepared, key: key)
            if !ids.isEmpty {
                let judged = try judged(ids, prepared, rules, day: terms.day)
                _ = try prepared.erase(
                    ids, judged: judged, terms, in: rules.book.zone, key: key, write: { _ in })
            }
            let objecting = try prepared.objecting(key: key)
            if !objecting.isEmpty {
                try prepared.holdObjections(
                    judged: judged(objecting, prepared, rules, day: terms.day), terms, key: key)
            }
            try prepared.note(terms, key: key, .restore, count: ids.count, detail: "damaged")
            try prepared.keepMarks(key: key, write: write)
            _ = try prepared.clearDisk()
            let kept = Files.free("\(backups)/damaged-\(terms.at.seconds)", ".sqlite")
            for end in ["", "-wal", "-shm"] where Files.exists(database + end) {
                guard rename(database + end, kept + end) == 0 else {
                    throw Files.cannotWrite(kept, errno)
                }
            }
            guard rename(ready, database) == 0 else { throw Files.cannotWrite(database, errno) }
            return (kept, ids.count)
        } catch let error as StoreError { throw FailedVerb(error, database) }
    }

    /// Who may use the service, as keyed sums.
    var accessFile: String { "\(folder)/access" }

    func keep(access text: String) throws { try Files.write(text, to: accessFile) }

    /// Writes something down in the log of changes.
    package func note(
        _ terms: ChangeTerms, _ action: AuditAction, _ detail: String = "", count: Int = 1
    ) throws {
        let key = try key()
        let database = try open(addsOnly: true)
        defer { database.close() }
        try telling { try database.note(terms, key: key, action, count: count, detail: detail) }
    }

    /// Everything that was done here, from the first.
    package func auditLog() throws -> [AuditEntry] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.auditLog() }
    }
}
