internal import Intake
package import Quantities
internal import Reports
package import Store

/// What a program asks of an import beside the file, and what it wants to know of it in pieces.
package final class ImportOrder: @unchecked Sendable {
    /// Something in what was sent that is not as it should be.
    package struct Fault: Hashable, Sendable {
        package let file: String
        package let line: Int
        package let column: Int
        package let isRejected: Bool
        package let message: Phrase
    }

    /// Why nothing was kept of it.
    package enum Refusal: Sendable {
        /// Another program is writing: later it goes.
        case busy
        /// No room is left.
        case full
        /// Too much of it was lost.
        case lost
    }

    /// The tables that have an address of their own.
    package static let tables = ["leads", "activities", "stages", "deals", "spend"]

    /// What the rows have to be about; nil where anything may be sent.
    private let kind: FactKind?
    /// By what it is known when it comes again; nil where it is nothing.
    package let mark: ImportMark?
    // One import is made by one thread.
    package private(set) var refusal: Refusal?
    package private(set) var numbers: [Int] = []
    /// What is wrong with its rows, the first ones of each kind.
    package private(set) var problems: [Fault] = []
    /// How many rows it had.
    package private(set) var rows = 0

    /// - Parameter table: one of `tables`; nil where anything may be sent.
    package init(of table: String? = nil, mark: ImportMark? = nil) {
        kind = FactKind.allCases.first { $0.tableName == table }
        self.mark = mark
    }

    func refuse(_ file: RefusedFile) {
        refusal = .lost
        add(file.reading)
    }

    private func add(_ reading: Reading) {
        problems += reading.problems.listed.sorted().map {
            Fault(
                file: $0.file, line: $0.line, column: $0.column,
                isRejected: $0.effect == .rejected, message: $0.message)
        }
    }

    func note(_ error: StoreError) {
        switch error.cause {
        case .busy: refusal = .busy
        case .full: refusal = .full
        default: break
        }
    }

    func note(_ receipt: ImportReceipt) {
        numbers.append(receipt.record.number)
        rows += receipt.record.rows
        add(receipt.reading)
    }

    /// Refuses what is about something else than was said.
    func require(_ tables: [OpenTable]) throws {
        guard let kind else { return }
        let kinds = tables.first?.kinds ?? []
        let fits =
            kind == .lead ? kinds.contains(.lead) : kinds.contains(kind) && !kinds.contains(.lead)
        guard tables.count == 1, fits else {
            let seen = kinds.map(\.tableName).joined(separator: ", ")
            throw FailedVerb(
                .badData,
                en:
                    "This address takes \(kind.tableName), and what was sent is a table of \(seen). Send it to its own "
                    + "address.",
                nl:
                    "Dit adres neemt \(kind.tableName), en wat kwam is een tabel met \(seen). Stuur het naar zijn eigen "
                    + "adres.")
        }
    }

    /// What is answered to an import, byte for byte.
    static func answer(_ receipt: ImportReceipt) -> String {
        ImportReport([receipt]).json.text.harmless
    }
}

extension Workspace {
    /// How a program's import is known when it comes again.
    ///
    /// - Parameters:
    ///   - sent: the key that came along.
    ///   - actor: who sent it.
    ///   - content: a sum of all that was sent.
    package func mark(_ sent: String, by actor: String, content: String) throws -> ImportMark {
        try ImportMark(sent, by: actor, content: content, key: key())
    }

    /// What was answered when the same was asked before; nil where it was not.
    ///
    /// - Throws: `FailedVerb` where the workspace cannot be read.
    package func earlier(_ mark: ImportMark) throws -> RepeatedImport? {
        let database = try openForReading()
        defer { database.close() }
        return try telling {
            switch try database.earlier(mark) {
            case nil: nil
            case .ofOtherContent: .ofOtherContent
            case .made(_, let answer?): .answered(answer)
            case .made(let number, nil):
                // What it said of rows is forgotten with who was erased.
                .answered(
                    ImportReport.json(try database.history().filter { $0.number == number }).text
                        .harmless)
            }
        }
    }
}

/// An import that was asked for before.
package enum RepeatedImport: Sendable {
    /// What was answered then.
    case answered(String)
    /// The same key came with something else.
    case ofOtherContent
}
