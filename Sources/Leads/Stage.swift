package import Quantities

/// A step in the life of a lead, as marketing or sales wrote it down.
package enum Stage: UInt8, CaseIterable, Hashable, Sendable {
    case mql, contacted, sql, opportunity, won, lost, rejected

    package var name: String {
        switch self {
        case .mql: "mql"
        case .contacted: "contacted"
        case .sql: "sql"
        case .opportunity: "opportunity"
        case .won: "won"
        case .lost: "lost"
        case .rejected: "rejected"
        }
    }

    package init?(name: String) {
        let name = name.lowercased()
        guard let stage = Stage.allCases.first(where: { $0.name == name }) else { return nil }
        self = stage
    }
}

/// The first day on which a lead reached each stage, as the files say.
///
/// A stage date once seen is kept, also when a later row has another: the first day counts.
package struct StageDays: Hashable, Sendable {
    /// One lane per stage, so that a lead's days stand side by side without an allocation.
    private var numbers = SIMD8<Int32>(repeating: .max)

    package init() {}

    package subscript(stage: Stage) -> Day? {
        let number = numbers[Int(stage.rawValue)]
        return number == .max ? nil : Day(number: number)
    }

    package mutating func note(_ stage: Stage, on day: Day) {
        let lane = Int(stage.rawValue)
        numbers[lane] = min(numbers[lane], day.number)
    }
}

/// The stages of all leads as they come in, row by row.
package struct GatheredStages: Sendable {
    /// By lead number.
    package private(set) var days: [StageDays]
    /// The first day of each stage that occurs.
    package private(set) var firstDays: [Stage: Day] = [:]
    /// By lead, the reason of its first rejection. Of two reasons of one day the first in the
    /// alphabet, whatever the order of the rows.
    package private(set) var reasons: [Int: String] = [:]

    package init(leads: Int) {
        days = Array(repeating: StageDays(), count: leads)
    }

    package mutating func add(_ stage: Stage, of lead: Int, on day: Day, reason: String) {
        let before = days[lead][stage]
        days[lead].note(stage, on: day)
        firstDays[stage] = min(firstDays[stage] ?? day, day)
        guard stage == .rejected, before.map({ day <= $0 }) ?? true else { return }
        if before != day { reasons[lead] = nil }
        guard !reason.isEmpty else { return }
        reasons[lead] = min(reasons[lead] ?? reason, reason)
    }
}
