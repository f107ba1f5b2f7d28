internal import Crypto
internal import Foundation
internal import GRDB
internal import Quantities

/// What a program said of an import that may come twice: who asked, by the key that it sent along, and what for.
///
/// It is written in the same transaction as the import, so that there is never one without the other.
package struct ImportMark: Hashable, Sendable {
    /// A keyed sum of the key and of who sent it.
    fileprivate let request: String
    /// A sum of what was sent.
    fileprivate let content: String

    /// - Parameters:
    ///   - sent: the key that came along with the import.
    ///   - actor: who sent it: a key of somebody else is another.
    ///   - content: a sum of all that was sent.
    package init(_ sent: String, by actor: String, content: String, key: ErasureKey) {
        request = key.name(of: ["import", actor, sent])
        self.content = content
    }

    fileprivate var note: String { "\(request) \(content)" }
}

/// What is known of an import that was asked for before.
package enum EarlierImport: Sendable {
    /// It was made, with what was answered then, as far as nobody was erased or taken back since.
    case made(number: Int, answer: String?)
    /// The same key came with something else.
    case ofOtherContent
}

/// A sum of bytes that come piece by piece: SHA-256.
package struct ContentSum: Sendable {
    private var hash = SHA256()

    package init() {}

    package mutating func add(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    /// 64 hexadecimal digits.
    package var text: String {
        hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension LeadDatabase {
    static let requestNote = "request"
    static let answerNote = "answer"

    /// What was asked for with a key before; nil where nothing was.
    package func earlier(_ mark: ImportMark) throws -> EarlierImport? {
        try reading { try Self.earlier($0, mark) }
    }

    fileprivate static func earlier(_ db: Database, _ mark: ImportMark) throws -> EarlierImport? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT import, name FROM import_note
                WHERE kind = ? AND substr(name, 1, ?) = ?
                """,
            arguments: [requestNote, mark.request.utf8.count, mark.request])
        guard let row else { return nil }
        let (number, note): (Int, String) = (try row.get("import"), try row.get("name"))
        guard note == mark.note else { return .ofOtherContent }
        let answer = try String.fetchOne(
            db, sql: "SELECT name FROM import_note WHERE import = ? AND kind = ?",
            arguments: [number, answerNote])
        return .made(number: number, answer: answer)
    }

    /// Forgets what was answered to imports: it may tell of somebody who is erased.
    static func forgetAnswers(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM import_note WHERE kind = ?", arguments: [answerNote])
    }
}

extension LeadDatabase.Addition {
    /// Keeps what an import was asked for with, and what is answered to it.
    ///
    /// - Throws: `StoreError` where another program has made the same import meanwhile.
    package func keep(_ mark: ImportMark, of number: Int, answer: String) throws {
        try database.keep(mark, of: number, answer: answer, db)
    }
}

extension LeadDatabase {
    fileprivate func keep(
        _ mark: ImportMark, of number: Int, answer: String, _ db: Database
    ) throws {
        guard try Self.earlier(db, mark) == nil else { throw StoreError(.busy) }
        for (kind, name) in [(Self.requestNote, mark.note), (Self.answerNote, answer)] {
            try db.execute(
                sql: "INSERT INTO import_note VALUES (?, ?, ?, 1)",
                arguments: [number, kind, name])
        }
        try seal(db)
    }
}
