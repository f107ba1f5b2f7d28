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
        // Most files have it in small letters.
        if let stage = Stage.allCases.first(where: { $0.name == name }) {
            self = stage
            return
        }
        let name = name.lowercased()
        guard let stage = Stage.allCases.first(where: { $0.name == name }) else { return nil }
        self = stage
    }
}

/// The first day on which a lead reached each stage, as the files say.
///
/// A stage date once seen is kept, also when a later row has another: the first day counts.
package struct StageDays: Hashable, Sendable, BitwiseCopyable {
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
    /// The first day of each stage.
    private var first = StageDays()
    /// By lead, which stages were told of more than once, a bit each.
    private var again: [UInt8]
    /// The reason of the first rejection of each lead. Of two reasons of one day the first in the
    /// alphabet, whatever the order of the rows.
    package private(set) var reasons = RejectionReasons()

    package init(leads: Int) {
        days = Array(repeating: StageDays(), count: leads)
        again = Array(repeating: 0, count: leads)
    }

    /// The first day of each stage that occurs.
    package var firstDays: [Stage: Day] {
        Dictionary(
            uniqueKeysWithValues: Stage.allCases.compactMap { stage in
                first[stage].map { (stage, $0) }
            })
    }

    /// Whether more than one row told that a lead reached a stage.
    package func isRepeated(_ stage: Stage, of lead: Int) -> Bool {
        again[lead] & 1 << stage.rawValue != 0
    }

    package mutating func add(_ stage: Stage, of lead: Int, on day: Day, reason: String) {
        let before = days[lead][stage]
        if before != nil { again[lead] |= 1 << stage.rawValue }
        days[lead].note(stage, on: day)
        first.note(stage, on: day)
        guard stage == .rejected, before.map({ day <= $0 }) ?? true else { return }
        if let before, before != day { reasons[lead] = nil }
        guard !reason.isEmpty else { return }
        reasons[lead] = reasons[lead].map { min($0, reason) } ?? reason
    }
}

extension GatheredStages {
    package func write(to snapshot: SnapshotWriter) throws {
        try snapshot.write(days)
        let reached = Stage.allCases.filter { first[$0] != nil }
        try snapshot.write(reached.map(\.rawValue))
        try snapshot.write(reached.compactMap { first[$0] })
        try reasons.write(to: snapshot)
    }

    /// - Parameter range: the days that a stage may have.
    package init(range: ClosedRange<Day>, from snapshot: inout SnapshotReader) throws {
        days = try snapshot.values(StageDays.self)
        let stages = try snapshot.values(UInt8.self).map(Stage.init(rawValue:))
        let first = try snapshot.values(Day.self)
        guard StageDays.areAll(days, in: range),
            first.count == stages.count, first.allSatisfy(range.contains)
        else { throw DamagedSnapshot() }
        for (stage, day) in zip(stages, first) {
            guard let stage else { throw DamagedSnapshot() }
            self.first.note(stage, on: day)
        }
        again = Array(repeating: 0, count: days.count)
        reasons = try RejectionReasons(from: &snapshot)
    }

    /// Takes over the stages of leads as they are later, when none has gone.
    ///
    /// - Parameter places: by the number of a lead there, its number here.
    package mutating func take(_ later: GatheredStages, at places: [Int]) {
        for (lead, place) in places.enumerated() {
            while place >= days.count {
                days.append(StageDays())
                again.append(0)
            }
            days[place] = later.days[lead]
            reasons[place] = later.reasons[lead]
        }
        for (stage, day) in later.firstDays { first.note(stage, on: day) }
    }
}

extension StageDays {
    /// Whether every day of all of these lies in a range.
    fileprivate static func areAll(_ days: [StageDays], in range: ClosedRange<Day>) -> Bool {
        let first = range.lowerBound.number
        let length = UInt32(bitPattern: range.upperBound.number &- first)
        return days.withUnsafeBytes { bytes in
            // A lane is the number of a day, or `.max` for none.
            bytes.bindMemory(to: Int32.self).reduce(true) { areSoFar, number in
                let isDay = UInt32(bitPattern: number &- first) <= length
                return areSoFar && (isDay || number == .max)
            }
        }
    }
}
