package import Quantities

/// Stages that a lead reached again on a later day: by them a second round is known of one that was
/// rejected or lost and came back. Few leads have any.
///
/// That somebody was spoken to again begins no round, and is known where one has begun.
package struct LaterStages: Sendable {
    /// A stage that a lead reached after it had been there, or was turned down, before.
    package struct Row: Hashable, Comparable, BitwiseCopyable, Sendable {
        package let lead: UInt32
        package let day: Day
        /// Why, as far as a file says so of a rejection; 0 for no reason.
        fileprivate var reason: Symbol
        private let number: UInt8

        fileprivate init(_ stage: Stage, of lead: Int, on day: Day, reason: Symbol = 0) {
            self.lead = UInt32(truncatingIfNeeded: lead)
            self.day = day
            self.reason = reason
            number = stage.rawValue
        }

        /// The same of another lead, with another symbol for its reason.
        fileprivate func moved(to lead: Int, reason: Symbol) -> Row {
            Row(stage, of: lead, on: day, reason: reason)
        }

        fileprivate func isSame(as other: Row) -> Bool {
            (lead, day, number) == (other.lead, other.day, other.number)
        }

        /// Which it reached.
        package var stage: Stage { Stage(rawValue: number) ?? .mql }

        fileprivate var isOfStage: Bool { Stage(rawValue: number) != nil }

        package static func < (one: Row, other: Row) -> Bool {
            (one.lead, one.day, one.number) < (other.lead, other.day, other.number)
        }
    }

    /// In order, each once, when it is finished.
    private var rows: [Row] = []
    private var reasons = InternTable()

    package init() {}

    /// Whether nobody reached a stage again.
    package var isEmpty: Bool { rows.isEmpty }

    /// The days of all of them.
    package var days: some Collection<Day> { rows.lazy.map(\.day) }

    mutating func add(_ stage: Stage, of lead: Int, on day: Day, reason: String = "") {
        let symbol = stage == .rejected && !reason.isEmpty ? reasons.intern(reason) : 0
        rows.append(Row(stage, of: lead, on: day, reason: symbol))
    }

    /// Why a lead was rejected again; empty where no file says so.
    package func reason(of row: Row) -> String { reasons.text(row.reason) }

    /// Takes out those of some leads.
    mutating func remove(_ leads: Set<Int>) { rows.removeAll { leads.contains(Int($0.lead)) } }

    /// Puts them in order, whatever order they came in. Of two reasons of one day the first in the alphabet
    /// counts.
    mutating func finish() {
        rows.sort()
        var kept: [Row] = []
        for row in rows {
            guard let last = kept.last, last.isSame(as: row) else {
                kept.append(row)
                continue
            }
            guard row.reason != 0 else { continue }
            if last.reason == 0 || reason(of: row) < reason(of: last) {
                kept[kept.count - 1].reason = row.reason
            }
        }
        rows = kept
    }

    /// Those of one lead, by day.
    package func rows(of lead: Int) -> ArraySlice<Row> {
        guard !rows.isEmpty else { return [] }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(rows[middle].lead) < lead { low = middle + 1 } else { high = middle }
        }
        return rows[low...].prefix { Int($0.lead) == lead }
    }

    /// The same, in which a person has the days of all its ids.
    ///
    /// - Parameters:
    ///   - before: by lead, the first day of each stage as each id has it.
    ///   - after: the same as each person has it.
    ///   - first: why each id was rejected first.
    func joined(
        _ persons: Persons, from before: [StageDays], to after: [StageDays],
        _ first: RejectionReasons
    ) -> LaterStages {
        var joined = self
        joined.rows = rows.map { $0.moved(to: persons.person(of: Int($0.lead)), reason: $0.reason) }
        for group in persons.groups where !before.isEmpty {
            for lead in group.leads {
                for stage in Stage.allCases {
                    guard let day = before[lead][stage], day != after[group.lead][stage]
                    else { continue }
                    joined.add(stage, of: group.lead, on: day, reason: first[lead] ?? "")
                }
            }
        }
        joined.finish()
        return joined
    }

    /// Takes over those of leads as they are later.
    ///
    /// - Parameter places: by the number of a lead there, its number here.
    mutating func take(_ later: LaterStages, at places: [Int]) {
        guard !rows.isEmpty || !later.rows.isEmpty else { return }
        let replaced = Set(places)
        rows.removeAll { replaced.contains(Int($0.lead)) }
        for row in later.rows {
            let reason = later.reason(of: row)
            rows.append(
                row.moved(
                    to: places[Int(row.lead)],
                    reason: reason.isEmpty ? 0 : reasons.intern(reason)))
        }
        finish()
    }
}

extension LaterStages {
    func write(to snapshot: SnapshotWriter) throws {
        try reasons.write(to: snapshot)
        try snapshot.write(rows.sorted())
    }

    init(leads: Int, range: ClosedRange<Day>, from snapshot: inout SnapshotReader) throws {
        reasons = try InternTable(from: &snapshot)
        rows = try snapshot.values(Row.self)
        let holds = rows.allSatisfy {
            $0.isOfStage && Int($0.reason) < reasons.count && Int($0.lead) < leads
                && range.contains($0.day)
        }
        guard holds else { throw DamagedSnapshot() }
        finish()
    }
}
