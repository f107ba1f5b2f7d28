internal import Leads
internal import Quantities

extension FactsCache {
    /// What of the facts is much and is cached: leads, what they did and the stages they reached.
    struct Content: Sendable {
        private(set) var leads: LeadTable
        /// By number in the database, the number among the facts; −1 for a lead that has no row.
        private(set) var places: [Int32]
        private(set) var activities: ActivityTable
        var stages: GatheredStages
        /// The sum over the leads.
        private(set) var leadSum = Fingerprint()
        /// The sum and the number of the rows of stages.
        var stageSum = Fingerprint()
        var stageCount = 0
        /// Numbers in the database of leads that have several versions.
        private(set) var several: [Int64]

        init(
            leads: LeadTable, places: [Int32], activities: ActivityTable, stages: GatheredStages,
            several: [Int64]
        ) {
            self.leads = leads
            self.places = places
            self.activities = activities
            self.stages = stages
            self.several = several
            for identity in leads.identities { leadSum.add(identity) }
        }

        /// The same, with some leads as they are later.
        ///
        /// - Parameter later: those leads alone; of stages the sum and the number of new rows.
        /// - Returns: the numbers among the facts of those leads that were known before.
        mutating func take(_ later: FactsCache.Content) -> [Int] {
            let known = leads.count
            var newPlaces = [Int](repeating: 0, count: later.leads.count)
            var next = known
            while places.count < later.places.count { places.append(-1) }
            for (number, place) in later.places.enumerated() where place >= 0 {
                if places[number] < 0 {
                    places[number] = Int32(next)
                    next += 1
                }
                newPlaces[Int(place)] = Int(places[number])
            }
            for place in newPlaces where place < known { leadSum.remove(leads.identities[place]) }
            leadSum.add(later.leadSum)
            leads.take(later.leads, at: newPlaces)
            activities = ActivityTable(activities, with: later.activities, at: newPlaces)
            stages.take(later.stages, at: newPlaces)
            stageSum.add(later.stageSum)
            stageCount += later.stageCount
            several += later.several
            return newPlaces.filter { $0 < known }
        }
    }
}

/// Cached facts, in parts that can be read at the same time.
extension FactsCache.Content {
    enum Part: Sendable {
        case activities(ActivityTable)
        case ids(LeadIndex)
        case stages(Steps)
        case leads(LeadTable.Part)
    }

    /// The stages, and what else is small.
    struct Steps: Sendable {
        let places: [Int32]
        let leadSum: Fingerprint
        let stageSum: Fingerprint
        let stageCount: Int
        let stages: GatheredStages
    }

    /// Those that take longest come first.
    func write(to snapshot: SnapshotWriter) throws {
        snapshot.beginSection()
        try activities.write(to: snapshot)
        snapshot.beginSection()
        try leads.index.write(to: snapshot)
        snapshot.beginSection()
        try snapshot.write(places)
        try snapshot.write([leadSum.value, stageSum.value])
        try snapshot.write(stageCount)
        try stages.write(to: snapshot)
        try leads.write(to: snapshot)
        try snapshot.finish()
    }

    private static var moments: ClosedRange<Instant> {
        let seconds = FactsReader.seconds
        return Instant(seconds: seconds.lowerBound)...Instant(seconds: seconds.upperBound)
    }

    /// Begins to read all parts.
    ///
    /// - Parameter leads: how many there are.
    static func read(
        _ wanted: FactsWanted, leads: Int, from sections: [SnapshotReader]
    ) -> Parallel.Begun<Part> {
        let columns = wanted.leadFields.count
        return Parallel.Begun(sections.count, jobs: wanted.jobs) { number in
            var section = sections[number]
            switch number {
            case 0:
                let table = try ActivityTable(moments: moments, from: &section)
                guard table.isWithin(leads: leads) else { throw DamagedSnapshot() }
                return .activities(table)
            case 1:
                let index = try LeadIndex(from: &section)
                guard index.count == leads else { throw DamagedSnapshot() }
                return .ids(index)
            case 2: return .stages(try Steps(leads: leads, from: &section))
            default:
                return .leads(
                    try LeadTable.part(
                        number - 3, columns: columns, leads: leads, moments: moments,
                        from: &section))
            }
        }
    }

    /// From all parts in order.
    init(_ wanted: FactsWanted, _ parts: [Part]) throws {
        guard parts.count > 3, case .activities(let activities) = parts[0],
            case .ids(let index) = parts[1], case .stages(let steps) = parts[2]
        else { throw DamagedSnapshot() }
        leads = try LeadTable(
            columns: wanted.leadFields, presences: wanted.presenceFields,
            parts: parts[3...].compactMap { if case .leads(let part) = $0 { part } else { nil } })
        leads.index = index
        self.activities = activities
        places = steps.places
        (leadSum, stageSum) = (steps.leadSum, steps.stageSum)
        (stageCount, stages) = (steps.stageCount, steps.stages)
        several = []
    }
}

extension FactsCache.Content.Steps {
    fileprivate init(leads: Int, from snapshot: inout SnapshotReader) throws {
        places = try snapshot.values(Int32.self)
        guard places.allSatisfy({ $0 >= -1 && $0 < leads }) else { throw DamagedSnapshot() }
        let sums = try snapshot.values(UInt128.self)
        guard sums.count == 2 else { throw DamagedSnapshot() }
        (leadSum, stageSum) = (Fingerprint(value: sums[0]), Fingerprint(value: sums[1]))
        stageCount = try snapshot.number(below: 1 << 40)
        stages = try GatheredStages(range: Day.ofCalendar, from: &snapshot)
        guard stages.days.count == leads else { throw DamagedSnapshot() }
    }
}
