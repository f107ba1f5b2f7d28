import Analysis
import Economics
import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// Refunds, and stages that nobody knows, in a workspace.
struct DealStoreTests {
    private let leads = header + "K-1,2026-03-01,beurs,k@een.example,,Een,\n"
    private let columns = "deal_id,status,closed_at,amount,credit_of,lead_ids\n"
    private var sale: String { columns + "V-1,won,2026-04-01,900.00,,K-1\n" }
    private var refund: String { columns + "C-1,won,2026-05-01,-300.00,V-1,\n" }

    private func deals(_ world: TestWorkspace) throws -> [String] {
        try world.bench().reading.facts.deals.map {
            "\($0.id) \($0.status.rawValue) \($0.amount ?? 0) of \($0.creditOf ?? "-")"
        }
    }

    @Test("A refund is kept with the sale that it names, in both orders, and twice is once")
    func orders() async throws {
        var prints = Set<Fingerprint>()
        for files in [[("v.csv", sale), ("c.csv", refund)], [("c.csv", refund), ("v.csv", sale)]] {
            let world = try TestWorkspace()
            try world.add([("leads.csv", leads)])
            try world.add([files[0]])
            try world.add([files[1]])
            let again = try world.add(files)
            #expect(again.map(\.record.unchanged) == [1, 1])
            #expect(
                try deals(world) == ["C-1 won -30000 of V-1", "V-1 won 90000 of -"])
            prints.insert(try world.fingerprint())
            // 900 − 300, of one sale.
            let wins = try await world.bench().figures().winsTie
            #expect(wins?.total == 1)
            #expect(wins?.cents == 60_000)
            #expect(try world.database { try $0.checkup(key: world.workspace.key()).isSound })
        }
        #expect(prints.count == 1)
    }

    @Test("Taking the import of a refund back leaves the sale, and nothing of the refund")
    func undo() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("v.csv", sale)])
        let before = try world.fingerprint()
        let receipts = try world.add([("c.csv", refund)])
        try world.database {
            _ = try $0.undo(
                receipts[0].record.number, world.terms("2026-10-02"), key: world.workspace.key())
            #expect(try $0.ask("SELECT COUNT(*) FROM deal_more") == ["0"])
        }
        #expect(try world.fingerprint() == before)
        #expect(try deals(world) == ["V-1 won 90000 of -"])
    }

    @Test("A sale that is lost in a later export is no sale, and its refund takes nothing off")
    func lostLater() async throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("v.csv", sale), ("c.csv", refund)])
        let lost = columns + "V-1,lost,2026-06-01,900.00,,K-1\n"
        try world.add([("later.csv", lost)], on: "2026-10-05", exportedOn: "2026-10-05")
        let figures = try await world.bench().figures()
        #expect(figures.winsTie?.total == 0)
        #expect(figures.winsTie?.cents == 0)
        #expect(figures.notes.idleCredits.ofNotWon == 1)
    }

    @Test("What a stage means may be said after it was imported, and be said otherwise later")
    func stages() throws {
        let world = try TestWorkspace()
        let export = """
            Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date
            1,A,Opdracht verkregen (Projecten),Projecten,1000.50,2026-05-01
            2,B,Afgehaakt (Projecten),Projecten,20,2026-05-02

            """
        try world.add([("leads.csv", leads), ("hs.csv", export)])
        let unknown = try world.bench().reading
        #expect(unknown.facts.deals.map(\.status) == [.open, .open])
        let stage = unknown.tables[1].openStages["Opdracht verkregen (Projecten)"]
        #expect(stage?.deals == 1)
        #expect(stage?.cents == [.eur: 100_050])
        var project = Project()
        project.wonStages = ["Opdracht verkregen (Projecten)"]
        project.lostStages = ["afgehaakt (projecten)"]
        let said = try world.bench { $0.project = project }.reading.facts.deals
        #expect(said.map(\.status) == [.won, .lost])
        #expect(said.allSatisfy { $0.unknownStage.isEmpty })
    }

    @Test("Erasing a person leaves neither the id of the sale nor that of its refund")
    func erase() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("v.csv", sale), ("c.csv", refund)])
        let key = try world.workspace.key()
        try world.database {
            _ = try $0.erase(
                ["K-1"], judged: LastJudgements(), world.terms("2026-10-02"), in: .utc, key: key,
                write: { _ in })
            let ids = try $0.ask("SELECT id FROM deal") + $0.ask("SELECT credit_of FROM deal_more")
            #expect(ids.count == 3)
            #expect(ids.allSatisfy { $0.contains("erased-") })
            #expect(try $0.checkup(key: key).isSound)
        }
        let deals = try world.bench().reading.facts.deals
        let (sale, refund) = (deals.first { !$0.isCredit }, deals.first(where: \.isCredit))
        #expect(refund?.creditOf == sale?.id)
        #expect(refund?.amount == -30_000)
        // An old export, and a new refund of the same sale, bring neither back.
        let later = columns + "C-2,won,2026-06-01,-10.00,V-1,\n"
        let receipts = try world.add([("c.csv", self.refund), ("later.csv", later)])
        #expect(receipts.map(\.record.erased) == [1, 1])
    }

    @Test("A database of before, with deals in it, is brought up to date and stays sound")
    func olderDatabase() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("v.csv", sale)])
        try world.database {
            try $0.meddle("DROP TABLE deal_more; PRAGMA user_version = 3")
        }
        // Read as it is, without a change.
        let read = try LeadDatabase.read(world.workspace.database)
        #expect(
            try read.facts(FactsWanted(leadFields: [], presenceFields: [])).facts.counts.deals == 1)
        read.close()
        try world.add([("c.csv", refund)])
        #expect(try deals(world) == ["C-1 won -30000 of V-1", "V-1 won 90000 of -"])
        #expect(try world.database { try $0.checkup(key: world.workspace.key()).isSound })
    }
}
