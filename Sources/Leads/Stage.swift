package import Quantities

/// A step in the life of a lead, as marketing or sales wrote it down.
package enum Stage: UInt8, CaseIterable, Hashable, Sendable {
    case mql, contacted, sql, opportunity, won, lost, rejected

    /// As a file of stages writes it.
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

    /// Nil for a word that is no stage; capitals make no difference.
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
    /// Eighteen bits per stage, so that a million leads take sixteen megabytes: the number of the day
    /// beside that of `origin`, or all ones for none.
    private var bits = UInt128.max

    private static let width = 18
    private static let none: UInt32 = 1 << 18 - 1
    /// Some days before those of the calendar.
    private static let origin: Int32 = -65_536

    package init() {}

    /// The first day on which it was reached; nil where it never was.
    package subscript(stage: Stage) -> Day? {
        let value = lane(stage.rawValue)
        return value == Self.none
            ? nil : Day(number: Int32(truncatingIfNeeded: value) &+ Self.origin)
    }

    /// - Parameter day: of the calendar.
    package mutating func note(_ stage: Stage, on day: Day) {
        let value = UInt32(clamping: Int64(day.number) - Int64(Self.origin))
        let first = min(lane(stage.rawValue), min(value, Self.none - 1))
        let shift = UInt128(Int(stage.rawValue) &* Self.width)
        bits = bits & ~(UInt128(Self.none) &<< shift) | UInt128(first) &<< shift
    }

    /// Whether no stage was reached.
    @inline(__always)
    package var isEmpty: Bool { bits == .max }

    /// The first day of any stage; nil where none was reached.
    package var first: Day? {
        var first = Self.none
        for stage in 0..<UInt8(Stage.allCases.count) { first = min(first, lane(stage)) }
        return first == Self.none
            ? nil : Day(number: Int32(truncatingIfNeeded: first) &+ Self.origin)
    }

    /// Takes in the days of another id of the same person: of each stage the first counts.
    mutating func add(_ other: StageDays) {
        for stage in Stage.allCases {
            if let day = other[stage] { note(stage, on: day) }
        }
    }

    private func lane(_ stage: UInt8) -> UInt32 {
        let shift = UInt128(Int(stage) &* Self.width)
        return UInt32(truncatingIfNeeded: bits &>> shift) & Self.none
    }

    /// Whether all of its days lie in a range.
    fileprivate func lies(in range: ClosedRange<Day>) -> Bool {
        // Most leads have none.
        if bits == .max { return true }
        for stage in 0..<UInt8(Stage.allCases.count) {
            let value = lane(stage)
            let day = Day(number: Int32(truncatingIfNeeded: value) &+ Self.origin)
            if value != Self.none, !range.contains(day) { return false }
        }
        return true
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
    /// The days on which leads reached a stage again.
    private var later = LaterStages()
    /// By lead, on its first day as an MQL, one more than the second of the day at which it became one; 0
    /// where a file says the day alone. Empty where none says more.
    package private(set) var mqlSeconds: [UInt32] = []
    /// The reason of the first rejection of each lead. Of two reasons of one day the first in the
    /// alphabet, whatever the order of the rows.
    package private(set) var reasons = RejectionReasons()

    /// - Parameter leads: how many there are.
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

    /// The longest day, on which clocks go back, has an hour more.
    package static let mostSeconds: UInt32 = 26 * 3600

    /// The days on which leads reached a stage again, in order.
    package var laterStages: LaterStages {
        var later = later
        later.finish()
        return later
    }

    /// Whether more than one row told that a lead reached a stage.
    package func isRepeated(_ stage: Stage, of lead: Int) -> Bool {
        again[lead] & 1 << stage.rawValue != 0
    }

    /// - Parameter second: of the day, where a file says at what time; the first of a day counts.
    package mutating func add(
        _ stage: Stage, of lead: Int, on day: Day, second: UInt32? = nil, reason: String
    ) {
        let before = days[lead][stage]
        if stage == .mql { noteTime(of: lead, before: before, on: day, second) }
        if let before {
            again[lead] |= 1 << stage.rawValue
            if before != day {
                let why = before < day ? reason : stage == .rejected ? reasons[lead] ?? "" : ""
                later.add(stage, of: lead, on: max(before, day), reason: why)
            }
        }
        days[lead].note(stage, on: day)
        first.note(stage, on: day)
        guard stage == .rejected, before.map({ day <= $0 }) ?? true else { return }
        if let before, before != day { reasons[lead] = nil }
        guard !reason.isEmpty else { return }
        reasons[lead] = reasons[lead].map { min($0, reason) } ?? reason
    }
}

extension GatheredStages {
    private mutating func noteTime(of lead: Int, before: Day?, on day: Day, _ second: UInt32?) {
        if let before, before < day { return }
        let known = mqlSeconds.isEmpty || before != day ? 0 : mqlSeconds[lead]
        let now = second.map { $0 + 1 } ?? 0
        if mqlSeconds.isEmpty {
            guard now > 0 else { return }
            mqlSeconds = Array(repeating: 0, count: days.count)
        }
        mqlSeconds[lead] = known == 0 ? now : now == 0 ? known : min(known, now)
    }

    /// Writes the days by lead, the first days of all, the reasons, and what was reached again.
    package func write(to snapshot: SnapshotWriter) throws {
        try snapshot.write(days)
        let reached = Stage.allCases.filter { first[$0] != nil }
        try snapshot.write(reached.map(\.rawValue))
        try snapshot.write(reached.compactMap { first[$0] })
        try reasons.write(to: snapshot)
        try later.write(to: snapshot)
        try snapshot.write(mqlSeconds)
    }

    /// - Parameter range: the days that a stage may have.
    package init(range: ClosedRange<Day>, from snapshot: inout SnapshotReader) throws {
        days = try snapshot.values(StageDays.self)
        let stages = try snapshot.values(UInt8.self).map(Stage.init(rawValue:))
        let first = try snapshot.values(Day.self)
        guard days.allSatisfy({ $0.lies(in: range) }),
            first.count == stages.count, first.allSatisfy(range.contains)
        else { throw DamagedSnapshot() }
        for (stage, day) in zip(stages, first) {
            guard let stage else { throw DamagedSnapshot() }
            self.first.note(stage, on: day)
        }
        again = Array(repeating: 0, count: days.count)
        reasons = try RejectionReasons(from: &snapshot)
        self.later = try LaterStages(leads: days.count, range: range, from: &snapshot)
        mqlSeconds = try snapshot.values(UInt32.self)
        guard mqlSeconds.isEmpty || mqlSeconds.count == days.count,
            mqlSeconds.allSatisfy({ $0 <= Self.mostSeconds })
        else { throw DamagedSnapshot() }
    }

    /// Takes over the stages of leads as they are later, when none has gone.
    ///
    /// - Parameter places: by the number of a lead there, its number here.
    package mutating func take(_ later: GatheredStages, at places: [Int]) {
        for (lead, place) in places.enumerated() {
            while place >= days.count {
                days.append(StageDays())
                again.append(0)
                if !mqlSeconds.isEmpty { mqlSeconds.append(0) }
            }
            let second = later.mqlSeconds.isEmpty ? 0 : later.mqlSeconds[lead]
            if second > 0, mqlSeconds.isEmpty {
                mqlSeconds = Array(repeating: 0, count: days.count)
            }
            if !mqlSeconds.isEmpty { mqlSeconds[place] = second }
            days[place] = later.days[lead]
            reasons[place] = later.reasons[lead]
        }
        for (stage, day) in later.firstDays { first.note(stage, on: day) }
        self.later.take(later.later, at: places)
    }
}
