internal import Leads
internal import Quantities

/// What of the facts is much: leads, what they did and the stages they reached.
struct LeadFacts: Sendable {
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
    mutating func take(_ later: LeadFacts) -> [Int] {
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

extension LeadFacts {
    func write(to snapshot: SnapshotWriter) throws {
        snapshot.beginSection()
        try leads.write(to: snapshot)
        try snapshot.write(places)
        try snapshot.write([leadSum.value, stageSum.value])
        try snapshot.write(stageCount)
        try stages.write(to: snapshot)
        snapshot.beginSection()
        try activities.write(to: snapshot)
        try leads.index.write(to: snapshot)
        try snapshot.finish()
    }

    private static var moments: ClosedRange<Instant> {
        let seconds = FactsReader.seconds
        return Instant(seconds: seconds.lowerBound)...Instant(seconds: seconds.upperBound)
    }

    /// What leads did, and their ids: about half of the work.
    struct Doings: Sendable {
        fileprivate let activities: ActivityTable
        fileprivate let index: LeadIndex

        init(from snapshot: SnapshotReader) throws {
            var section = snapshot
            activities = try ActivityTable(moments: LeadFacts.moments, from: &section)
            index = try LeadIndex(from: &section)
        }
    }

    /// - Parameters:
    ///   - snapshot: where all but the doings are.
    ///   - doings: asked for when the rest has been read.
    init(
        _ wanted: FactsWanted, from snapshot: SnapshotReader, doings: () throws -> Doings
    ) throws {
        var section = snapshot
        try self.init(wanted, Self.moments, from: &section)
        let doings = try doings()
        (activities, leads.index) = (doings.activities, doings.index)
        guard leads.index.count == leads.count, stages.days.count == leads.count,
            activities.isWithin(leads: leads.count)
        else {
            throw DamagedSnapshot()
        }
    }

    /// All but what leads did, and their ids.
    private init(
        _ wanted: FactsWanted, _ moments: ClosedRange<Instant>, from snapshot: inout SnapshotReader
    ) throws {
        leads = try LeadTable(
            columns: wanted.leadFields, presences: wanted.presenceFields, moments: moments,
            from: &snapshot)
        let count = leads.count
        places = try snapshot.values(Int32.self)
        guard places.allSatisfy({ $0 >= -1 && $0 < count }) else { throw DamagedSnapshot() }
        let sums = try snapshot.values(UInt128.self)
        guard sums.count == 2 else { throw DamagedSnapshot() }
        (leadSum, stageSum) = (Fingerprint(value: sums[0]), Fingerprint(value: sums[1]))
        stageCount = try snapshot.number(below: 1 << 40)
        stages = try GatheredStages(range: Day.ofCalendar, from: &snapshot)
        activities = .none
        several = []
    }
}
