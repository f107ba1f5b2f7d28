import Analysis
import Funnels
import Intake
import Leads
import Quantities
import Reports
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
                ["K-1"], judged: LastJudgements(), world.terms("2026-10-02"), in: .utc, key: key,
                write: { _ in })
            #expect(try $0.ask("SELECT COUNT(*) FROM stage_time") == ["0"])
            #expect(try $0.checkup(key: key).isSound)
        }
    }

    @Test("A second round counts again from a workspace as from files: twice, and in both orders")
    func again() async throws {
        let first = "lead_id,at,stage\nK-1,2026-03-10,mql\nK-1,2026-04-01,rejected\n"
        let second = "lead_id,at,stage\nK-1,2026-09-10,mql\nK-1,2026-09-12,sql\n"
        let deals =
            "deal_id,status,closed_at,amount,margin,lead_ids\nV-1,won,2026-09-20,900,300,K-1\n"
        let files = [("a.csv", first), ("b.csv", second), ("d.csv", deals)]
        let place = try TemporaryPlace()
        let rules = try place.write(
            "rule_book: ours\nextends: b2b\nrecycled: again after 184 days\n", to: "ours.yaml")
        // From 10 March to 10 September: 21 + 30 + 31 + 30 + 31 + 31 + 10 = 184 days.
        var request = Request()
        request.data = try ([("leads.csv", leads)] + files).map { try place.write($0.1, to: $0.0) }
        request.rules = rules
        request.asOf = "2026-10-01"
        request.period = Period("2026-09")
        let expected = try await Bench(request).figures()
        #expect(expected.total.counts.mqls == 1 && expected.total.counts.sqls == 1)
        #expect(expected.total.counts.won == 1 && expected.total.counts.margins.cents == 30_000)
        let wanted = FiguresJSON(expected, try Bench(request).context()).value.text
        for order in [files, files.reversed()] {
            let world = try TestWorkspace()
            try world.add([("leads.csv", leads)])
            for _ in 0..<2 { for file in order { try world.add([file]) } }
            // The second time what was kept of the facts is read.
            for _ in 0..<2 {
                let bench = try world.bench(rules: rules) {
                    $0.period = Period("2026-09")
                    $0.program = "test"
                    $0.jobs = 2
                }
                let found = await bench.figures()
                #expect(found.total.counts.mqls == 1 && found.total.counts.won == 1)
                #expect(found.facts.fingerprint == expected.facts.fingerprint)
                #expect(
                    FiguresJSON(found, try Bench(request).context()).value.text == wanted)
                // By the rule book of before it counts once.
                let once = try await world.bench {
                    $0.period = Period("2026-09")
                    $0.program = "test"
                }.figures()
                #expect(once.total.counts.mqls == 0 && once.notes.cameBackFromElsewhere == 1)
            }
        }
    }

    @Test(
        "Who has objected keeps the rounds that the CRM says, and is in no list; an export has one person"
    )
    func objected() async throws {
        let stages =
            "lead_id,at,stage\nK-1,2026-03-10,mql\nK-1,2026-04-01,rejected\nK-1,2026-09-10,mql\n"
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("stages.csv", stages)])
        let rules = try world.place.write(
            "rule_book: ours\nextends: b2b\nrecycled: again after 184 days\n", to: "ours.yaml")
        var request = Request()
        request.rules = rules
        func september() throws -> Bench {
            try world.bench(rules: rules) { $0.period = Period("2026-09") }
        }
        #expect(try world.workspace.find("K-1").leads == ["K-1"])
        #expect(try await september().figures().total.counts.mqls == 1)
        try world.workspace.object(["K-1"], request, world.terms("2026-10-01"))
        let bench = try september()
        #expect(await bench.figures().total.counts.mqls == 1)
        #expect(await bench.figures().notes.notJudgedAgain == 0)
        #expect(bench.pipeline.list(bench.question, only: nil).isEmpty)
        #expect(bench.pipeline.waiting(bench.question, atLeast: 0).value?.isEmpty ?? true)
        // Of who is erased the first month of each stage is left: that MQL counts, once.
        _ = try world.workspace.erase(
            world.workspace.find("K-1"), request, world.terms("2026-10-02"))
        #expect(try await september().figures().total.counts.mqls == 0)
        let march = try await world.bench(rules: rules) { $0.period = Period("2026-03") }.figures()
        #expect(march.total.counts.mqls == 1)
    }
}
