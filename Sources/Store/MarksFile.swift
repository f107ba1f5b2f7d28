internal import Foundation
internal import GRDB
package import Intake
internal import Leads
package import Quantities

/// The keyed marks of all who were erased, as they are kept beside the database, which may be lost or set
/// back to what it was.
///
/// The first line holds on to all the others and to a line of the log of changes by a keyed sum; each of
/// the others is a mark and its day. A file of an older version has no such first line.
package struct MarksFile: Sendable {
    /// Why a file of marks is not believed.
    package enum Damage: Error, Hashable, Sendable {
        /// The line with this number is no mark.
        case line(Int)
        /// Nothing stands in it.
        case empty
        /// It is not what was written, or was written with another key.
        case changed
        /// Its first line is gone.
        case headless
    }

    /// A line of the log of changes, by its number and its hash.
    struct Anchor: Hashable {
        let number: Int64
        let hash: Data
    }

    let marks: [Data: Int64]
    /// The last line of the log when this was written; nil in a file of an older version.
    let anchor: Anchor?
    /// The keyed sum over all of it; empty in a file of an older version.
    let seal: String

    /// Whether nobody was marked.
    package var isEmpty: Bool { marks.isEmpty }
    /// How many marks there are: of one person there may be several.
    package var count: Int { marks.count }

    /// Whether it was written by this version, and says itself whether it is whole.
    package var isSealed: Bool { !seal.isEmpty }

    /// Says of a text whether it is marked.
    package func finder(_ key: ErasureKey) -> @Sendable (ErasedText) -> Bool {
        Marks(Set(marks.keys), key).contains
    }

    /// No marks, and none that were ever written.
    package static let none = MarksFile(marks: [:], anchor: nil, seal: "")

    private init(marks: [Data: Int64], anchor: Anchor?, seal: String) {
        (self.marks, self.anchor, self.seal) = (marks, anchor, seal)
    }

    /// Marks that are to be written, with the log as it is.
    init(_ marks: [Data: Int64], _ anchor: Anchor, _ key: ErasureKey) {
        self.init(
            marks: marks, anchor: anchor, seal: Self.seal(Self.lines(marks), anchor, key))
    }

    /// Reads a file.
    ///
    /// - Throws: `Damage` where a line is no mark, or the lines are not those that were written with this
    ///   key.
    package init(_ text: String, key: ErasureKey) throws(Damage) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard !lines.isEmpty else { throw .empty }
        var anchor: Anchor?
        var seal = ""
        var first = 0
        let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
        if words.first == "seal" {
            guard words.count == 4, let number = Int64(words[1]), number >= 0,
                let hash = Self.bytes(words[2]), Self.bytes(words[3]) != nil
            else { throw .line(1) }
            anchor = Anchor(number: number, hash: hash)
            seal = String(words[3])
            first = 1
        }
        var marks: [Data: Int64] = [:]
        for place in first..<lines.count {
            let words = lines[place].split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 2, let mark = Self.bytes(words[0]), let day = Int64(words[1]),
                FactsReader.days.contains(day)
            else { throw .line(place + 1) }
            marks[mark] = day
        }
        if let anchor, seal != Self.seal(Self.lines(marks), anchor, key) { throw .changed }
        self.init(marks: marks, anchor: anchor, seal: seal)
    }

    /// What of a damaged file can be read, and how many lines cannot.
    package static func salvaged(_ text: String) -> (file: MarksFile, lost: Int) {
        var marks: [Data: Int64] = [:]
        var lost = 0
        for (place, line) in text.split(separator: "\n").enumerated() {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            if words.count == 2, let mark = bytes(words[0]), let day = Int64(words[1]),
                FactsReader.days.contains(day)
            {
                marks[mark] = day
            } else if place > 0 || words.first != "seal" {
                lost += 1
            }
        }
        return (MarksFile(marks: marks, anchor: nil, seal: ""), lost)
    }

    /// As it is written.
    package var text: String {
        guard let anchor else { return Self.lines(marks) }
        return "seal \(anchor.number) \(Self.digits(anchor.hash)) \(seal)\n" + Self.lines(marks)
    }

    private static func lines(_ marks: [Data: Int64]) -> String {
        marks.map { (digits($0.key), $0.value) }.sorted { $0.0 < $1.0 }
            .map { "\($0.0) \($0.1)\n" }.joined()
    }

    private static func seal(_ lines: String, _ anchor: Anchor, _ key: ErasureKey) -> String {
        let text = "marks \(anchor.number) \(digits(anchor.hash))\n" + lines
        return digits(key.seal(Data(text.utf8)))
    }

    static func digits(_ bytes: Data) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// The 32 bytes for which 64 digits stand.
    private static func bytes(_ digits: Substring) -> Data? {
        guard digits.utf8.count == 64 else { return nil }
        var bytes = Data(capacity: 32)
        var high: UInt8?
        for byte in digits.utf8 {
            let value: UInt8
            switch byte {
            case 0x30...0x39: value = byte - 0x30
            case 0x41...0x46: value = byte - 0x41 + 10
            case 0x61...0x66: value = byte - 0x61 + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}

/// How the database and the marks beside it stand to each other.
package struct Holding: Hashable, Sendable {
    /// Leads who were erased, and are in the database.
    package internal(set) var back: [String] = []
    /// Leads who have objected, and are judged in it.
    var objecting: [String] = []
    /// Whether the log lacks the line to which the marks hold on: the database is older than they are.
    package internal(set) var isBehind = false
    /// Whether both know the same, and know that of each other.
    package internal(set) var isSame = false
    /// Whether the database knows of persons who were erased.
    package internal(set) var hasMarks = false
}

extension LeadDatabase {
    /// Whether the key is that of this database: by what was kept of it, or, in one of an older version,
    /// by a line of the log.
    package func fits(_ key: ErasureKey) throws -> Bool {
        try reading { db in try Self.fits(db, key) }
    }

    static func fits(_ db: Database, _ key: ErasureKey) throws -> Bool {
        if let kept = try value(db, "key") { return kept == key.proof }
        return try AuditLog(key).mayBeOwn(db)
    }

    /// Holds the marks beside the database against it; all leads are looked through only where they know
    /// different things.
    ///
    /// - Parameter file: nil where there is none.
    package func hold(_ file: MarksFile?, key: ErasureKey) throws -> Holding {
        try reading { db in try hold(db, file, key) }
    }

    private func hold(_ db: Database, _ file: MarksFile?, _ key: ErasureKey) throws -> Holding {
        var holding = Holding()
        let own = try Data.fetchSet(db, sql: "SELECT mark FROM erased")
        holding.hasMarks = !own.isEmpty
        guard let file else { return holding }
        if let anchor = file.anchor {
            let hash = try Data.fetchOne(
                db, sql: "SELECT hash FROM audit WHERE number = ?", arguments: [anchor.number])
            holding.isBehind = anchor.number > 0 && hash != anchor.hash
        }
        holding.isSame = try !holding.isBehind && file.seal == Self.value(db, "marks")
        if !holding.isSame {
            let leads = try marked(db, own.union(file.marks.keys), key)
            holding.back = try leads.compactMap {
                try String.fetchOne(
                    db, sql: "SELECT id FROM lead WHERE number = ?", arguments: [$0])
            }
            holding.objecting = try objecting(db, Marks(own.union(file.marks.keys), key))
                .map(\.id).filter { !holding.back.contains($0) }
        }
        return holding
    }

    /// Puts the marks that it knows beside it.
    package func keepMarks(key: ErasureKey, write: (MarksFile) throws -> Void) throws {
        try writing { db in
            let file = try held(db, key)
            try seal(db)
            try write(file)
        }
    }

    /// Whether it was held against a file of marks that says itself whether it is whole.
    package func hasSeal() throws -> Bool {
        try reading { db in try Self.value(db, "marks") != nil }
    }

    /// Whether somebody was erased from it, as far as it or its log knows.
    package func hasErased() throws -> Bool {
        try reading { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM erased)
                        OR EXISTS (SELECT 1 FROM audit WHERE action = ?)
                    """, arguments: [AuditAction.erase.rawValue]) ?? false
        }
    }

    /// Brings the database and the marks beside it together: who is back is erased again, both know the
    /// same marks, and each what the other was held against.
    ///
    /// - Parameters:
    ///   - zone: in which months are those of local days.
    ///   - read: the file as it is when nobody else can write the database; nil where there is none.
    ///   - judged: what leads were judged to be, asked where somebody is back or has objected; with those that
    ///     are back.
    ///   - write: puts the file in its place, before the change is kept.
    package func join(
        _ terms: ChangeTerms, in zone: TimeZoneRule, key: ErasureKey,
        read: () throws -> MarksFile?,
        judged: ([String], _ back: [String]) throws -> LastJudgements,
        write: (MarksFile) throws -> Void
    ) throws -> Holding {
        // Leads are judged before the database is locked, by another connection.
        let before = try hold(read(), key: key)
        let asked = before.back + before.objecting
        let frozen = asked.isEmpty ? LastJudgements() : try judged(asked, before.back)
        return try writing { db in
            let file = try read() ?? .none
            let holding = try hold(db, file, key)
            guard !holding.isSame else { return holding }
            for (mark, day) in file.marks.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO erased VALUES (?, ?)", arguments: [mark, day])
            }
            let leads = holding.back
            if !leads.isEmpty {
                try erase(db, leads, judged: frozen, terms.day, zone, key)
                try Checksums.renew(db)
                try Self.set(db, "uncleared", "yes")
            }
            try holdObjections(db, Marks(db, key), terms.day, frozen)
            if !leads.isEmpty || holding.isBehind {
                try AuditLog(key).add(
                    db, terms, .eraseAgain, count: leads.count,
                    detail: holding.isBehind ? "older than the marks" : "")
            }
            let kept = try held(db, key)
            try seal(db)
            try write(kept)
            return holding
        }
    }

    /// The file of marks that goes with the database as it is, which keeps its sum.
    func held(_ db: Database, _ key: ErasureKey) throws -> MarksFile {
        var marks: [Data: Int64] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT mark, day FROM erased") {
            marks[try row.get("mark")] = try row.get("day") as Int64
        }
        let last = try Row.fetchOne(
            db, sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        let anchor = MarksFile.Anchor(
            number: try last?.get("number") ?? 0,
            hash: try last?.get("hash") ?? Data(repeating: 0, count: 32))
        let file = MarksFile(marks, anchor, key)
        try Self.set(db, "marks", file.seal)
        try Self.set(db, "key", key.proof)
        return file
    }

    /// What the workspace keeps under a name.
    static func value(_ db: Database, _ name: String) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT value FROM workspace WHERE name = ?", arguments: [name])
    }

    static func set(_ db: Database, _ name: String, _ value: String) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO workspace VALUES (?, ?)", arguments: [name, value])
    }
}
