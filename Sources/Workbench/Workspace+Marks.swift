internal import Intake
internal import Leads
package import Quantities
internal import Store
internal import Valuation

/// The marks of who was erased stand in the database and in a file beside it: the one may be lost, or set
/// back to what it was, and the other shows it.
extension Workspace {
    /// Told of what was mended without having been asked for, such as that somebody was erased again.
    static var tell: @Sendable (Phrase) -> Void { listener ?? ofProgram }

    /// Who is told instead, for as long as something runs.
    @TaskLocal package static var listener: (@Sendable (Phrase) -> Void)?

    /// Set once, before anything else is done. It is no task's own value: a program that has the runtime in
    /// itself stops where the first task is given one.
    nonisolated(unsafe) private static var ofProgram: @Sendable (Phrase) -> Void = { _ in }

    /// Says who is told by this program.
    package static func telling(_ listener: @escaping @Sendable (Phrase) -> Void) {
        ofProgram = listener
    }

    /// The keyed marks of who was erased, beside the database, which may be lost.
    var marksFile: String { "\(folder)/erased" }

    /// The marks as they are written; nil where there are none.
    ///
    /// - Throws: `FailedVerb` where a line is no mark, or they are not those that were written.
    func marks(_ key: ErasureKey) throws -> MarksFile? {
        guard Files.exists(marksFile) else { return nil }
        let text = try Files.text(marksFile, most: .max)
        do { return try MarksFile(text, key: key) } catch { throw FailedVerb(error, marksFile) }
    }

    func write(_ marks: MarksFile) throws { try Files.write(marks.text, to: marksFile) }

    /// Holds the marks against a database that was opened to be read.
    ///
    /// Where they differ the database is mended if it may be written; if not, and somebody is back, it is
    /// not read.
    ///
    /// - Returns: the database, opened anew where it was mended.
    func held(_ database: LeadDatabase) throws -> LeadDatabase {
        guard let key = try ownKey(of: database) else { return database }
        guard let file = try ownMarks(database, key) else { return database }
        let holding = try telling { try database.hold(file, key: key) }
        guard !holding.isSame else { return database }
        if Files.isWritable(self.database), Files.isWritable(folder) {
            do {
                try join(key)
                database.close()
                return try connect()
            } catch let error as FailedVerb where holding.back.isEmpty && error.cause != .badData {
                // Nobody is back: it can be read as it is.
                return database
            }
        }
        guard holding.back.isEmpty else {
            throw FailedVerb(
                .badData,
                en:
                    "Leads that were erased are back (\(holding.back.count)): \(self.database.visible) is older "
                    + "than \(marksFile.visible), and you may not write it. Who may erases them again with "
                    + "mql privacy marks --renew.",
                nl:
                    "Er zijn gewiste leads terug (\(holding.back.count)): \(self.database.visible) is ouder dan "
                    + "\(marksFile.visible), en u mag het niet wijzigen. Wie dat mag wist hen opnieuw met mql "
                    + "privacy marks --renew.")
        }
        return database
    }

    /// Holds the marks against a database that was opened to be written, and mends it where they differ.
    func holdToWrite(_ database: LeadDatabase) throws {
        guard let key = try ownKey(of: database) else { return }
        let file = try ownMarks(database, key)
        let holding = try telling { try database.hold(file, key: key) }
        if !holding.isSame { try join(database, key) }
        if try telling({ try database.isUncleared() }) {
            cache.clear()
            _ = try telling { try database.clearDisk() }
        }
    }

    /// The key, if it is that of the database. Nil where there is none and nobody was ever erased.
    private func ownKey(of database: LeadDatabase) throws -> ErasureKey? {
        let key: ErasureKey
        do { key = try self.key() } catch {
            let isNeeded = try telling { try database.hasErased() } || Files.exists(marksFile)
            guard isNeeded else { return nil }
            throw error
        }
        guard try telling({ try database.fits(key) }) else {
            throw FailedVerb(
                .badData,
                en:
                    "\(keyFile.visible) is not the key of this workspace: by it nobody who was erased is known. "
                    + "Put back the one that was made with it.",
                nl:
                    "\(keyFile.visible) is niet de sleutel van deze werkruimte: daarmee is niemand bekend die "
                    + "gewist is. Zet terug die ermee gemaakt is.")
        }
        return key
    }

    /// The marks that go with a database; nil where there are none and nobody was ever erased.
    ///
    /// Where somebody was, it is refused to go on without them: a database that was set back cannot be told
    /// from one that is as it should be.
    private func ownMarks(_ database: LeadDatabase, _ key: ErasureKey) throws -> MarksFile? {
        if let file = try marks(key) {
            if !file.isSealed, try telling({ try database.hasSeal() }) {
                throw FailedVerb(MarksFile.Damage.headless, marksFile)
            }
            return file
        }
        guard try telling({ try database.hasErased() }) else { return nil }
        throw lostMarks
    }

    var lostMarks: FailedVerb {
        FailedVerb(
            .badData,
            en:
                "\(marksFile.visible) is not here, and persons were erased: it keeps them from coming back. Put "
                + "it back from a copy; without one, mql privacy marks --renew makes it of what the database "
                + "knows.",
            nl:
                "\(marksFile.visible) is er niet, en er zijn personen gewist: het zorgt dat ze niet terugkomen. "
                + "Zet het terug van een kopie; zonder kopie maakt mql privacy marks --renew het van wat de "
                + "database weet.")
    }

    /// Brings marks and database together, by a connection of its own.
    private func join(_ key: ErasureKey) throws {
        let database = try connectToWrite()
        defer { database.close() }
        try join(database, key)
        cache.clear()
        if try telling({ try database.isUncleared() }) {
            _ = try telling { try database.clearDisk() }
        }
    }

    /// Brings marks and database together, and tells what that did.
    private func join(_ database: LeadDatabase, _ key: ErasureKey) throws {
        let holding = try join(database, key) { try marks(key) }
        guard !holding.back.isEmpty || holding.isBehind else { return }
        cache.clear()
        let count = holding.back.count
        Self.tell(
            count > 0
                ? Phrase(
                    en:
                        "\(self.database.visible) was put back from an older copy, with \(count == 1 ? "1 lead" : "\(count) leads") "
                        + "in it that had been erased: erased again. What was done since that copy is not in it.",
                    nl:
                        "\(self.database.visible) is teruggezet uit een oudere kopie, met \(count == 1 ? "1 lead" : "\(count) leads") "
                        + "erin die gewist was: opnieuw gewist. Wat sinds die kopie gedaan is, staat er niet in."
                )
                : Phrase(
                    en:
                        "\(self.database.visible) is older than \(marksFile.visible): it was put back from a copy. "
                        + "Who was erased stays erased, and who has objected is in no list; what else was done "
                        + "since is not in it.",
                    nl:
                        "\(self.database.visible) is ouder dan \(marksFile.visible): het is teruggezet uit een "
                        + "kopie. Wie gewist is blijft gewist, en wie bezwaar heeft gemaakt staat in geen "
                        + "lijst; wat sindsdien verder gedaan is, staat er niet in."))
    }

    private func join(
        _ database: LeadDatabase, _ key: ErasureKey, _ read: () throws -> MarksFile?
    ) throws -> Holding {
        let rules = ownRules
        let terms = Self.terms(at: nil, actor: "mql")
        var traits = PersonTraits([])
        var names = PersonNames()
        let zone = try rules.book.zone
        return try telling {
            try database.join(
                terms, in: zone, key: key, read: read,
                judged: { ids, back in
                    names = try database.names(of: back)
                    traits.add(
                        PersonTraits(
                            try back.map { try database.identity(of: $0, among: back) }))
                    return try judged(ids, database, rules, day: terms.day)
                },
                write: { file in
                    try write(file)
                    let isErased = file.finder(key)
                    let rows = try keptRows().filter { row in
                        traits.fit(row)
                            || (row.ids + row.listed).contains { isErased(.lead($0)) }
                            || row.addresses.contains { isErased(.address($0.text)) }
                    }
                    let listed = rows.flatMap(\.listed).filter { isErased(.lead($0)) }
                    _ = try remove(rows, without: traits.ids.union(listed), and: names)
                })
        }
    }

    /// The rules of the folder in which the workspace stands, else those that everybody has.
    private var ownRules: Request {
        var request = Request()
        if let project = try? Project.load("\(parent)\(Project.fileName)") {
            request.project = project
            request.rules = project.rules ?? request.rules
        }
        return (try? request.book) == nil ? Request() : request
    }

    /// Writes the marks anew, of what can be read of them and of what the database knows.
    ///
    /// - Returns: how many there are, how many lines were no marks, and how many leads were erased again.
    package func renewMarks() throws -> (marks: Int, lost: Int, erased: Int) {
        let key = try key()
        let text = Files.exists(marksFile) ? try Files.text(marksFile, most: .max) : ""
        let (salvaged, lost) = MarksFile.salvaged(text)
        guard Files.exists(database) else {
            if salvaged.isEmpty { Files.remove(marksFile) } else { try write(salvaged) }
            return (salvaged.count, lost, 0)
        }
        let database = try connectToWrite()
        defer { database.close() }
        _ = try ownKey(of: database)
        let holding = try join(database, key) { salvaged }
        cache.clear()
        if try telling({ try database.isUncleared() }) {
            _ = try telling { try database.clearDisk() }
        }
        return (try marks(key)?.count ?? 0, lost, holding.back.count)
    }

    /// How many marks there are; they are read and held against the database.
    package func markCount() throws -> Int {
        try openForReading().close()
        return try Files.exists(marksFile) ? marks(key())?.count ?? 0 : 0
    }
}

extension FailedVerb {
    /// What is wrong with a file of marks.
    init(_ damage: MarksFile.Damage, _ path: String) {
        let what =
            switch damage {
            case .line(let number):
                Phrase(
                    en:
                        "\(path.visible):\(number): this line is no mark of somebody who was erased.",
                    nl:
                        "\(path.visible):\(number): deze regel is geen kenmerk van iemand die gewist is."
                )
            case .empty:
                Phrase(
                    en: "\(path.visible) is empty: the marks of who was erased are gone.",
                    nl: "\(path.visible) is leeg: de kenmerken van wie gewist is zijn weg.")
            case .changed:
                Phrase(
                    en:
                        "\(path.visible) is not as mql wrote it: lines are gone or were changed, or mql-data/key is "
                        + "of another workspace.",
                    nl:
                        "\(path.visible) is niet zoals mql het schreef: er zijn regels weg of veranderd, of "
                        + "mql-data/key is van een andere werkruimte.")
            case .headless:
                Phrase(
                    en: "\(path.visible) has no first line with its seal: part of it is gone.",
                    nl: "\(path.visible) heeft geen eerste regel met het zegel: er is een deel weg."
                )
            }
        self.init(
            .badData,
            en:
                "\(what.en) Who it stood for could come back. Put \(path.visible) back from a copy; without one, "
                + "mql privacy marks --renew goes on with what of it can be read.",
            nl:
                "\(what.nl) Wie erin stond kan terugkomen. Zet \(path.visible) terug van een kopie; zonder kopie "
                + "gaat mql privacy marks --renew verder met wat ervan te lezen is.")
    }
}
