internal import Crypto
internal import Foundation
internal import GRDB
internal import Intake
internal import Leads
package import Quantities

/// The secret of a workspace, with which it marks persons without keeping who they are.
package struct ErasureKey: Sendable {
    /// How many bytes a key has.
    package static let length = 32

    private let key: SymmetricKey

    /// Nil for bytes that are no key.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// Thirty-two bytes that nobody can guess.
    package static func random() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    /// What tells this key from another without giving anything of it away.
    var proof: String { MarksFile.digits(seal(Data("key".utf8))) }

    /// A keyed mark of the id of a lead or a deal, or of an address: without the key nothing can be tried
    /// against it. Addresses are equal in capitals and in small letters; ids are not.
    func mark(_ text: ErasedText) -> Data { seal(Data(Self.words(text).utf8)) }

    /// The same of somebody who has objected: another mark than of one who was erased.
    func mark(objecting text: ErasedText) -> Data {
        seal(Data("objection \(Self.words(text))".utf8))
    }

    /// Stands among the marks once somebody has objected.
    var anyObjection: Data { seal(Data("objections".utf8)) }

    private static func words(_ text: ErasedText) -> String {
        switch text {
        case .lead(let id): "lead " + id.trimmingCharacters(in: .whitespaces)
        case .deal(let id): "deal " + id.trimmingCharacters(in: .whitespaces)
        case .customer(let name):
            "customer " + name.lowercased().trimmingCharacters(in: .whitespaces)
        case .address(let address):
            "address " + address.lowercased().trimmingCharacters(in: .whitespaces)
        case .contact(let phone, let name): "contact \(([phone] + name).joined(separator: "\n"))"
        }
    }

    /// What stands in place of an id that says who somebody is.
    package func pseudonym(_ id: String) -> String {
        "#"
            + mark(.lead("name " + id)).prefix(5).map {
                ($0 < 16 ? "0" : "") + String($0, radix: 16)
            }
            .joined()
    }

    /// A name for some texts that says nothing of them: 64 digits, equal for equal texts.
    package func name(of texts: [String]) -> String {
        seal(Data(texts.map { "\($0.utf8.count):\($0)" }.joined().utf8)).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined()
    }

    /// The same for bytes.
    package func name(of bytes: [UInt8]) -> String {
        seal(Data("bytes ".utf8) + Data(bytes)).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined()
    }

    /// What is mixed into hashes of addresses that are kept, so that without the key none can be tried.
    package var salt: UInt64 {
        seal(Data("salt of addresses".utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    func seal(_ text: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: text, using: key))
    }
}

/// A sum of a text that everybody can work out, as a policy of content names a style by it.
package enum PublicSum {
    /// SHA-256 in base 64.
    package static func of(_ text: String) -> String {
        Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}

/// The marks of all who were erased.
struct Marks: Sendable {
    private let marks: Set<Data>
    private let key: ErasureKey

    init(_ db: Database, _ key: ErasureKey) throws {
        self.init(try Data.fetchSet(db, sql: "SELECT mark FROM erased"), key)
    }

    init(_ marks: Set<Data>, _ key: ErasureKey) {
        self.marks = marks
        self.key = key
    }

    var isEmpty: Bool { marks.isEmpty }

    /// Whether somebody has objected.
    var haveObjections: Bool { marks.contains(key.anyObjection) }

    /// Of a text that holds addresses whether one of them is marked, in whatever form it is written; of an id
    /// that has two forms whether one of these is.
    @Sendable func contains(_ text: ErasedText) -> Bool { contains(text) { key.mark($0) } }

    /// Whether somebody has objected who is known by this.
    func isObjecting(_ text: ErasedText) -> Bool { contains(text) { key.mark(objecting: $0) } }

    private func contains(_ text: ErasedText, _ mark: (ErasedText) -> Data) -> Bool {
        switch text {
        case .lead(let id):
            if marks.contains(mark(text)) { return true }
            let other = IDForms.other(id.trimmingCharacters(in: .whitespaces))
            return other.map { marks.contains(mark(.lead($0))) } ?? false
        case .deal, .contact, .customer: return marks.contains(mark(text))
        case .address(let cell):
            let addresses = MailAddress.all(in: cell)
            // Earlier versions marked the cell as it was.
            return addresses.contains { marks.contains(mark(.address($0.text))) }
                || !addresses.isEmpty && marks.contains(mark(text))
        }
    }
}

/// The log of everything that changed the workspace: who, what, when and how many; nobody of whom.
struct AuditLog {
    private let key: ErasureKey

    init(_ key: ErasureKey) { self.key = key }

    func add(
        _ db: Database, _ terms: ChangeTerms, _ action: AuditAction, count: Int, detail: String
    ) throws {
        let last = try Row.fetchOne(
            db, sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        let number: Int64 = (try last?.get("number") ?? 0) &+ 1
        guard (1..<1 << 40).contains(number) else {
            throw StoreError(.damaged, "a log of more lines than can be")
        }
        let previous: Data = try last?.get("hash") ?? Data()
        let entry = AuditEntry(
            number: Int(number), at: terms.at, actor: terms.actor, action: action.rawValue,
            count: count, detail: detail)
        try db.execute(
            sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                number, entry.at.seconds, entry.actor, entry.action, count, detail, previous,
                hash(entry, previous),
            ])
    }

    private func hash(_ entry: AuditEntry, _ previous: Data) -> Data {
        // Lengths stand before the texts, so that no two entries come to the same bytes.
        let words = [
            "\(entry.number)", "\(entry.at.seconds)", entry.actor, entry.action, "\(entry.count)",
            entry.detail,
        ]
        return key.seal(previous + Data(words.map { "\($0.utf8.count):\($0)" }.joined().utf8))
    }

    /// Whether a line was written with this key, or there is none.
    func mayBeOwn(_ db: Database) throws -> Bool {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM audit WHERE number IN (
                    (SELECT MIN(number) FROM audit), (SELECT MAX(number) FROM audit))
                """)
        return try rows.isEmpty
            || rows.contains { try hash(AuditEntry($0), $0.get("previous")) == $0.get("hash") }
    }

    /// The numbers of entries that do not hold on to the one before, or were changed.
    func broken(_ db: Database) throws -> [Int] {
        var previous = Data()
        var expected = 1
        var broken: [Int] = []
        for row in try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY number") {
            let entry = try AuditEntry(row)
            let (before, hash): (Data, Data) = (try row.get("previous"), try row.get("hash"))
            if entry.number != expected || before != previous
                || hash != self.hash(entry, before)
            {
                broken.append(entry.number)
            }
            previous = hash
            expected = entry.number &+ 1
        }
        // The last one is also held by a count of its own, so that it cannot vanish unseen.
        let sealed = try String.fetchOne(
            db, sql: "SELECT value FROM workspace WHERE name = 'audit entries'")
        if let sealed, sealed != "\(expected - 1)" { broken.append(expected) }
        return broken
    }
}

/// One line of the audit log.
package struct AuditEntry: Hashable, Sendable {
    package let number: Int
    package let at: Instant
    package let actor: String
    /// The name of an `AuditAction`, of this version or of a later one.
    package let action: String
    package let count: Int
    package let detail: String

    init(
        number: Int, at: Instant, actor: String, action: String, count: Int, detail: String
    ) {
        self.number = number
        self.at = at
        self.actor = actor
        self.action = action
        self.count = count
        self.detail = detail
    }

    init(_ row: Row) throws {
        self.init(
            number: try row.get("number"), at: Instant(seconds: try row.get("at")),
            actor: try row.get("actor"), action: try row.get("action"), count: try row.get("count"),
            detail: try row.get("detail"))
    }
}

extension LeadDatabase {
    /// The log, from its first line, with whether each line still holds on to the one before.
    ///
    /// - Throws: `StoreError` where the database cannot be read.
    package func auditLog() throws -> [AuditEntry] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY number").map(AuditEntry.init)
        }
    }
}
