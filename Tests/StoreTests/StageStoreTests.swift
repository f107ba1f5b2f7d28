import Analysis
import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Valuation
import Workbench

/// The time at which a lead became an MQL, and its later rounds, in a workspace.
struct StageStoreTests {
    private let leads = header + "K-1,2026-03-01,fair,k@een.example,,Een,\n"
    private let timed = """
        lead_id,at,stage
        K-1,2026-03-10 11:00,mql
        K-1,2026-04-01,rejected
        K-1,2026-09-01,mql

        """

    private func moment(_ world: TestWorkspace) throws -> Instant? {
        try world.bench().reading.facts.mqlMoment(of: 0, .utc)
    }

    @Test("The time and the later round are read as they are from files, and again is the same")
    func same() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("stages.csv", timed)])
        let again = try world.add([("stages.csv", timed)])
        #expect(again.map(\.record.unchanged) == [3])
        // 11 hours into the day, counted from the start of the day of UTC here.
        let day = TimeZoneRule.utc.startOfDay("2026-03-10").seconds
        #expect(try moment(world)?.seconds == day + 11 * 3600)
        let later = try world.bench().reading.facts.laterStages.rows(of: 0)
        #expect(later.map(\.stage) == [.mql] && later.map(\.day) == ["2026-09-01"])
        #expect(try world.database { try $0.checkup(key: world.workspace.key()).isSound })
    }

    @Test("Taking the import back takes the time with it")
    func undo() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads)])
        let receipts = try world.add([("stages.csv", timed)])
        try world.database {
            #expect(try $0.ask("SELECT COUNT(*) FROM stage_time") == ["1"])
            _ = try $0.undo(
                receipts[0].record.number, world.terms("2026-10-02"), key: world.workspace.key())
            #expect(try $0.ask("SELECT COUNT(*) FROM stage_time") == ["0"])
        }
        #expect(try moment(world) == nil)
    }

    @Test("Of a person who was erased the month is left, and no time")
    func erase() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("stages.csv", timed)])
        let key = try world.workspace.key()
        try world.database {
            _ = try $0.erase(
                ["K-1"], judged: [:], world.terms("2026-10-02"), in: .utc, key: key,
                write: { _ in })
            #expect(try $0.ask("SELECT COUNT(*) FROM stage_time") == ["0"])
            #expect(try $0.checkup(key: key).isSound)
        }
    }
}
