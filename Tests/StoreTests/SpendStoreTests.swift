import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// Spend of platforms in a workspace: the same money as from files, in whatever order it is imported.
struct SpendStoreTests {
    private func google(_ title: String, _ segment: String, _ rows: [String]) -> String {
        "Campaign report\n\"\(title)\"\n"
            + "\(segment),Account name,Campaign ID,Campaign,Campaign status,Currency code,Cost\n"
            + rows.map { $0 + "\n" }.joined()
    }

    /// May of account Noord cost 500, of which 40 and 60 on its last two days; 1 June 70. Account Zuid has
    /// a campaign of the same name: 30 May, 8.
    private var month: String {
        google(
            "May 1, 2026 - May 31, 2026", "Month", ["2026-05-01,Noord,7,Merk,Enabled,EUR,500.00"])
    }
    private var days: String {
        google(
            "May 30, 2026 - June 1, 2026", "Day",
            [
                "2026-05-30,Noord,7,Merk nieuw,Enabled,EUR,40.00",
                "2026-05-31,Noord,7,Merk nieuw,Enabled,EUR,60.00",
                "2026-06-01,Noord,7,Merk nieuw,Enabled,EUR,70.00",
                "2026-05-30,Zuid,9,Merk,Enabled,EUR,8.00",
            ])
    }

    private func sum(_ world: TestWorkspace, _ days: String) throws -> Int64 {
        let period = try #require(Period(days))
        return try world.bench().reading.facts.spend.reduce(0) { $0 + $1.cents(within: period) }
    }

    @Test("In both orders, and twice: May is 500 + 8, June 70; taken back, the other is as before")
    func orders() throws {
        for files in [[("m.csv", month), ("d.csv", days)], [("d.csv", days), ("m.csv", month)]] {
            let world = try TestWorkspace()
            try world.add([files[0]], on: "2026-07-01")
            let before = try world.fingerprint()
            try world.add([files[1]], on: "2026-07-02")
            #expect(try sum(world, "2026-05") == 50_800)
            #expect(try sum(world, "2026-06") == 7_000)
            let both = try world.fingerprint()
            for file in files { try world.add([file], on: "2026-07-03") }
            #expect(try world.fingerprint() == both)
            #expect(try world.workspace.checkup().database.isSound)
            for number in [4, 3, 2] {
                _ = try world.workspace.undo(number, world.terms("2026-07-04"))
            }
            #expect(try world.fingerprint() == before)
            #expect(try world.workspace.checkup().database.isSound)
        }
    }

    @Test("Files and a workspace say the same of accounts, campaigns and what stands twice")
    func sameAsFiles() throws {
        let world = try TestWorkspace()
        try world.add([("m.csv", month), ("d.csv", days)])
        let facts = try world.bench().reading.facts
        var request = Request()
        request.data = ["m.csv", "d.csv"].map { "\(world.place.path)/\($0)" }
        request.asOf = "2026-10-01"
        let other = try Bench(request).reading.facts
        #expect(Set(facts.spend) == Set(other.spend))
        #expect(facts.fingerprint == other.fingerprint)
        #expect(facts.repeatedSpend == [.eur: 10_000])
        #expect(Set(facts.spend.map(\.account)) == ["Noord", "Zuid"])
    }

    @Test(
        "Two amounts for a day, and nobody knows which is later: the second file is refused whole")
    func question() throws {
        let world = try TestWorkspace()
        let row = { (amount: String) in
            self.google(
                "May 4, 2026 - May 4, 2026", "Day",
                ["2026-05-04,Noord,7,Merk,Enabled,EUR,\(amount)"])
        }
        // One command: both are of the moment in which they are imported.
        #expect {
            try world.add([("a.csv", row("10.00")), ("b.csv", row("12.00"))])
        } throws: { error in
            "\(error)".contains("a.csv and b.csv") && "\(error)".contains("--exported-on")
        }
        #expect(try world.workspace.history().map(\.file) == ["a.csv"])
        #expect(try sum(world, "2026-05") == 1_000)
        // What is advised works.
        try world.add([("b.csv", row("12.00"))], exportedOn: "2026-10-02")
        #expect(try sum(world, "2026-05") == 1_200)
    }

    @Test(
        "A workspace of before: its spend counts, and the same export again, now with accounts, changes nothing"
    )
    func migration() throws {
        let world = try TestWorkspace()
        // As the second version had it: no account, no id, and so other sums over its rows.
        let bare = { (text: String) in
            text.replacing(",Account name,Campaign ID", with: "").replacing(",Noord,7", with: "")
                .replacing(",Zuid,9", with: "")
        }
        try world.add([("m.csv", bare(month)), ("d.csv", bare(days))])
        try world.database { try $0.meddle("DELETE FROM cover") }
        try world.workspace.note(world.terms("2026-10-01"), .backup)
        try world.database {
            try $0.meddle(
                """
                DROP TABLE spend_campaign; DROP TABLE cover;
                DROP TABLE deal_more; DROP TABLE list; DROP TABLE stage_time;
                PRAGMA user_version = 2;
                """)
        }
        // 500 with 8 of its days, and beside it what goes by the other name.
        #expect(try sum(world, "2026-05") == 60_000)
        try world.add([("m.csv", month), ("d.csv", days)], on: "2026-10-05")
        #expect(
            try world.database { try $0.ask("PRAGMA user_version") }
                == ["\(LeadDatabase.newestVersion)"])
        #expect(try sum(world, "2026-05") == 50_800)
        #expect(try sum(world, "2026-06") == 7_000)
    }
}
