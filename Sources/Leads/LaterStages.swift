package import Quantities

/// Stages that a lead reached again on a later day: by them a second round is known of one that was
/// rejected or lost and came back. Few leads have any.
package struct LaterStages: Sendable {
    package struct Row: Hashable, Comparable, BitwiseCopyable, Sendable {
        package let lead: UInt32
        package let day: Day
        private let number: UInt8

        fileprivate init(_ stage: Stage, of lead: Int, on day: Day) {
            self.lead = UInt32(truncatingIfNeeded: lead)
            self.day = day
            number = stage.rawValue
        }

        package var stage: Stage { Stage(rawValue: number) ?? .mql }

        fileprivate var isOfStage: Bool { Stage(rawValue: number) != nil }

        package static func < (one: Row, other: Row) -> Bool {
            (one.lead, one.day, one.number) < (other.lead, other.day, other.number)
        }
    }

    /// In order, each once, when it is finished.
    private var rows: [Row] = []

    package init() {}

    package var isEmpty: Bool { rows.isEmpty }

    /// Which stages a round is made of: that somebody was spoken to again is no new round.
    mutating func add(_ stage: Stage, of lead: Int, on day: Day) {
        if stage != .contacted { rows.append(Row(stage, of: lead, on: day)) }
    }

    /// Puts them in order, whatever order they came in.
    mutating func finish() {
        rows.sort()
        var last: Row?
        rows.removeAll { row in
            defer { last = row }
            return row == last
        }
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
    func joined(_ persons: Persons, from before: [StageDays], to after: [StageDays]) -> LaterStages
    {
        var joined = LaterStages()
        joined.rows = rows.map { Row($0.stage, of: persons.person(of: Int($0.lead)), on: $0.day) }
        for group in persons.groups where !before.isEmpty {
            for lead in group.leads {
                for stage in Stage.allCases {
                    guard let day = before[lead][stage], day != after[group.lead][stage]
                    else { continue }
                    joined.add(stage, of: group.lead, on: day)
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
        rows += later.rows.map { Row($0.stage, of: places[Int($0.lead)], on: $0.day) }
        finish()
    }
}

extension LaterStages {
    func write(to snapshot: SnapshotWriter) throws { try snapshot.write(rows.sorted()) }

    init(leads: Int, range: ClosedRange<Day>, from snapshot: inout SnapshotReader) throws {
        rows = try snapshot.values(Row.self)
        let holds = rows.allSatisfy {
            $0.isOfStage && Int($0.lead) < leads && range.contains($0.day)
        }
        guard holds else { throw DamagedSnapshot() }
        finish()
    }
}
