import Analysis
import Economics
import Funnels
import Leads
import Quantities
import Reports
import TestSupport
import Testing
import Valuation

@testable import Workbench

/// A lead that was rejected or lost and comes back, under `recycled: again after N days`.
///
/// Q-1 is an MQL on 5 February 2025, an SQL on the 20th and lost on 1 April; on 1 March 2026 it is an MQL
/// again, on the 15th an SQL. From 5 February to 1 March a year later is 365 + 24 = 389 days. Q-2 is an MQL of
/// 3 February 2026.
struct CountedAgainTests {
    static let secondRound = """
        Q-1,2025-02-05,mql
        Q-1,2025-02-20,sql
        Q-1,2025-04-01,lost
        Q-1,2026-03-01,mql
        Q-1,2026-03-15,sql
        Q-2,2026-02-03,mql

        """

    private func world(_ stages: String = Self.secondRound, deals: String? = nil) -> World {
        var world = World()
        world.leads += "Q-1,2025-02-01,referral\nQ-2,2026-02-01,referral\n"
        world.stages = "lead_id,at,stage\n" + stages
        world.deals = deals.map {
            "deal_id,status,created_at,closed_at,amount,margin,credit_of,lead_ids\n" + $0
        }
        return world
    }

    static func book(_ days: Int, _ rest: String = "") throws -> RuleBook {
        try RuleFiles.read(
            "rule_book: ours\nextends: b2b\nrecycled: again after \(days) days\n" + rest,
            name: "ours.yaml")
    }

    private func bench(
        _ world: World, _ period: String? = nil, days: Int = 365, asOf: String = "2026-12-31",
        unit: CountedUnit = .person, _ rest: String = ""
    ) throws -> Bench {
        try world.bench(asOf: asOf, period: period, unit: unit, book: Self.book(days, rest))
    }

    private func figures(_ world: World, _ period: String, days: Int = 365) async throws -> Figures
    {
        try await bench(world, period, days: days).figures()
    }

    /// MQLs, SQLs and customers of a year.
    private func counts(_ world: World, _ period: String, days: Int = 365) async throws -> [Int] {
        let counts = try await figures(world, period, days: days).total.counts
        return [counts.mqls, counts.sqls, counts.won]
    }

    private let sale = "D-1,won,2026-03-20,2026-06-01,900,300,,Q-1\n"

    @Test("After so many days it is an MQL of its own month, with its own SQL and its own sale")
    func second() async throws {
        let world = world(deals: sale)
        #expect(try await counts(world, "2025", days: 389) == [1, 1, 0])
        // Q-1 again and Q-2; the SQL and the sale are of Q-1.
        #expect(try await counts(world, "2026", days: 389) == [2, 1, 1])
        let march = try await figures(world, "2026-03", days: 389)
        #expect(march.total.counts.mqls == 1 && march.total.counts.margins.cents == 30_000)
        #expect(march.winsTie?.total == 0)
        let year = try await figures(world, "2026", days: 389)
        #expect(year.winsTie?.fromMQLsOfPeriod == 1 && year.winsTie?.fromEarlierMQLs == 0)
        #expect(year.notes.countedAgain == 1 && year.notes.cameBack == 0)
        #expect(year.notes.cameBackFromElsewhere == 0)
        // Somebody is one lead: Q-1 of 2025 and Q-2 of 2026.
        #expect(year.total.counts.leads == 1 && year.total.counts.leadsToMQL == 1)
        #expect(try await figures(world, "2025").total.counts.leads == 1)
    }

    @Test("A day too early it counts once, and its sale is that of the first round")
    func tooEarly() async throws {
        let world = world(deals: sale)
        #expect(try await counts(world, "2025", days: 390) == [1, 1, 1])
        #expect(try await counts(world, "2026", days: 390) == [1, 0, 0])
        let year = try await figures(world, "2025", days: 390)
        #expect(year.notes.countedAgain == 0 && year.notes.cameBack == 1)
    }

    @Test(
        "Without an end between it is one round",
        arguments: [
            "Q-1,2025-02-05,mql\nQ-1,2026-03-01,mql\n",
            "Q-1,2025-02-05,mql\nQ-1,2026-03-01,mql\nQ-1,2026-03-01,rejected\n",
            "Q-1,2025-02-05,mql\nQ-1,2026-03-01,mql\nQ-1,2026-04-01,lost\n",
            "Q-1,2025-02-01,rejected\nQ-1,2025-02-05,mql\nQ-1,2026-03-01,mql\n",
            "Q-1,2025-02-05,mql\nQ-1,2025-04-01,contacted\nQ-1,2026-03-01,mql\n",
        ])
    func noEnd(stages: String) async throws {
        #expect(try await counts(world(stages), "2025")[0] == 1)
        #expect(try await counts(world(stages), "2026")[0] == 0)
    }

    @Test("Back without being an MQL again counts once: the CRM decides, and says mql of nobody")
    func sqlAlone() async throws {
        let world = world("Q-1,2025-02-05,mql\nQ-1,2025-03-05,rejected\nQ-1,2026-03-01,sql\n")
        #expect(try await counts(world, "2026")[0] == 0)
        #expect(try await figures(world, "2025").notes.cameBack == 1)
    }

    /// MQL on 10 January 2024; back on 1 September, after 235 days; back on 1 February 2025, 388 days after
    /// the first (2024 has 366); back on 1 February 2026, 365 days after that.
    private let four = """
        Q-1,2024-01-10,mql
        Q-1,2024-02-01,rejected
        Q-1,2024-09-01,mql
        Q-1,2024-10-01,rejected
        Q-1,2025-02-01,mql
        Q-1,2025-03-01,lost
        Q-1,2026-02-01,mql
        Q-2,2026-02-03,mql

        """

    @Test(
        "Of four rounds the second is too early, and each other is held against the last that counts"
    )
    func several() async throws {
        var world = world(four)
        world.leads =
            "lead_id,created_at,source\nQ-1,2024-01-02,referral\nQ-2,2026-02-01,referral\n"
        var found: [Int] = []
        for year in ["2024", "2025", "2026"] { found.append(try await counts(world, year)[0]) }
        #expect(found == [1, 1, 2])
        #expect(try await figures(world, "2024").notes.cameBack == 1)
        // After 366 days the last is too early too, and is part of that of 2025.
        found = []
        for year in ["2024", "2025", "2026"] {
            found.append(try await counts(world, year, days: 366)[0])
        }
        #expect(found == [1, 1, 1])
    }

    @Test("The order of rows makes no difference, nor does the same row again, nor how many jobs")
    func order() async throws {
        let rows = Self.secondRound.split(separator: "\n").map { "\($0)\n" }
        let backwards = world((rows.reversed() + rows).joined(), deals: sale)
        for period in ["2025", "2026"] {
            let one = try await counts(world(deals: sale), period)
            #expect(try await counts(backwards, period) == one)
            let many = try await backwards.bench(
                asOf: "2026-12-31", period: period, book: Self.book(365), jobs: 4
            ).figures()
            #expect([many.total.counts.mqls, many.total.counts.sqls] == [one[0], one[1]])
        }
    }

    @Test("A refund of a sale of the second round is taken off that round")
    func refund() async throws {
        let world = world(deals: sale + "C-1,won,,2026-07-01,-300,,D-1,Q-1\n")
        // A third of 900 goes back, and a third of the margin of 300: 300 − 100.
        let second = try await figures(world, "2026").total.counts
        #expect(second.margins.net == 20_000 && second.won == 1)
        let first = try await figures(world, "2025").total.counts
        #expect(first.margins.net == 0 && first.amounts.returned == 0)
    }

    @Test("A customer that comes back is one customer: its second sale belongs to the first round")
    func customer() async throws {
        let deals = "D-0,won,,2025-03-01,500,100,,Q-1\n" + sale
        let world = world(deals: deals)
        #expect(try await counts(world, "2025") == [1, 1, 1])
        #expect(try await counts(world, "2026") == [1, 0, 0])
        // 100 and 300 of one customer.
        let first = try await figures(world, "2025").total.counts
        #expect(first.deals == 2 && first.margins.cents == 40_000)
        let byStage = self.world(Self.secondRound + "Q-1,2025-03-01,won\n")
        #expect(try await counts(byStage, "2026")[0] == 1)
    }

    @Test("A deal that was lost ends a round, where none other was open")
    func lostDeal() async throws {
        let stages = "Q-1,2025-02-05,mql\nQ-1,2026-03-01,mql\n"
        let lost = "D-2,lost,2025-02-10,2025-05-01,400,,,Q-1\n"
        let ended = world(stages, deals: lost + sale)
        #expect(try await counts(ended, "2025") == [1, 0, 0])
        #expect(try await counts(ended, "2026") == [1, 1, 1])
        let open = "D-3,won,2025-03-01,2026-06-01,100,50,,Q-1\n"
        #expect(try await counts(world(stages, deals: lost + open), "2026")[0] == 0)
    }

    @Test(
        "Before the second round begins it is not known, and a deal that is open then is the first's"
    )
    func early() async throws {
        let deals = "D-1,won,2025-03-20,2026-06-01,900,300,,Q-1\n"
        let world = world(deals: deals)
        let before = try await bench(world, "2025", asOf: "2026-02-28").figures()
        #expect(before.total.counts.mqls == 1 && before.total.counts.openDeals == 1)
        #expect(before.notes.countedAgain == 0 && before.notes.leadsAfterAsOf == 0)
        let after = try await bench(world, "2026-03", asOf: "2026-12-31").figures()
        #expect(after.total.counts.won == 1 && after.total.counts.openDeals == 0)
    }

    @Test("Who was spoken to in the second round, and rejected, is so in that one")
    func contacted() async throws {
        let world = world(
            Self.secondRound + """
                Q-1,2025-02-07,contacted
                Q-1,2026-02-27,contacted
                Q-1,2026-04-01,rejected

                """)
        let first = try await figures(world, "2025").total.counts
        #expect(first.contacted == 1 && first.rejected == 0)
        let second = try await figures(world, "2026-03").total.counts
        #expect(second.contacted == 1 && second.rejected == 1)
    }

    @Test("Lists name somebody once, as what it is now, and who waits is the second round alone")
    func lists() async throws {
        let stages =
            "Q-1,2025-02-05,mql\nQ-1,2025-04-01,rejected\nQ-1,2026-03-01,mql\n"
            + "Q-2,2026-02-03,mql\nQ-2,2026-02-04,contacted\n"
        let bench = try bench(world(stages))
        let listed = bench.pipeline.list(bench.question, only: nil)
        #expect(listed.map(\.id) == ["Q-1", "Q-2"])
        #expect(listed[0].createdOn == "2025-02-01" && listed[0].judgement.mqlDay == "2026-03-01")
        let waiting = bench.pipeline.waiting(bench.question, atLeast: 0).value
        // From 1 March to 31 December.
        #expect(waiting?.map(\.id) == ["Q-1"] && waiting?.map(\.waitingDays) == [305])
        let handover = await bench.handover()
        #expect(handover.checklistMQLs == 3)
        #expect(handover.rejections?.map(\.count) == [1])
    }

    @Test("A company counts once, from the first of its MQLs, and what a later round brings is its")
    func company() async throws {
        var world = world(deals: sale)
        world.leads = """
            lead_id,created_at,source,email
            Q-1,2025-02-01,referral,q@een.example
            Q-2,2026-02-01,referral,z@twee.example

            """
        let first = try await bench(world, "2025", unit: .company).figures()
        #expect(first.total.counts.mqls == 1 && first.total.counts.won == 1)
        #expect(first.total.counts.leads == 1 && first.total.counts.margins.cents == 30_000)
        let second = try await bench(world, "2026", unit: .company).figures()
        #expect(second.total.counts.mqls == 1 && second.total.counts.won == 0)
        #expect(second.winsTie?.fromEarlierMQLs == 1 && second.notes.countedAgain == 0)
    }

    @Test("The reason of each rejection is that of its round, whatever the order of the rows")
    func reasons() async throws {
        let rows = [
            "Q-1,2025-02-05,mql,\n", "Q-1,2025-04-01,rejected,no budget\n",
            "Q-1,2026-03-01,mql,\n", "Q-1,2026-04-01,rejected,too small\n",
        ]
        for order in [rows, rows.reversed()] {
            var world = world()
            world.stages = "lead_id,at,stage,reason\n" + order.joined()
            func reasons(_ period: String) async throws -> [String?] {
                try await bench(world, period).handover().rejections?.map(\.reason) ?? []
            }
            #expect(try await reasons("2025") == ["no-budget"])
            #expect(try await reasons("2026") == ["not-our-customer"])
        }
    }

    @Test("An explanation tells which rounds count, in text and for programs")
    func explained() throws {
        let bench = try bench(world())
        let now = try #require(bench.pipeline.explain("Q-1", asOf: "2026-12-31"))
        #expect(now.judgement.mqlDay == "2026-03-01" && now.again.isEmpty)
        #expect(now.rounds.map(\.mqlDay) == ["2025-02-05", "2026-03-01"])
        #expect(now.rounds.map(\.end) == ["2025-04-01", nil])
        let words = TextFormat().write(LeadExplanation(now).document)
        #expect(words.contains("1 MQL since 5 Feb 2025, ended 1 Apr 2025"))
        #expect(words.contains("2 MQL since 1 Mar 2026: an MQL of its own, and the one above"))
        #expect(LeadExplanation(now).json.text.contains("\"ended_on\": \"2025-04-01\""))
        let before = try #require(bench.pipeline.explain("Q-1", asOf: "2026-02-28"))
        #expect(before.judgement.mqlDay == "2025-02-05" && before.rounds.isEmpty)
    }

    @Test("The report tells how many are counted again, in both languages and for programs")
    func told() async throws {
        let bench = try bench(world(), "2026")
        let figures = await bench.figures()
        func text(_ language: Language) -> String {
            TextFormat(language).write(FiguresReport(figures, bench.context(language)).document)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(
            text(.en).contains(
                "1 MQL is a later round of a lead that was rejected or lost and came back after 365 days or "
                    + "more: counted again, as the rule book says, and as a lead once"))
        #expect(text(.nl).contains("1 MQL is een latere ronde van een lead die na 365 dagen"))
        let json = FiguresJSON(figures, bench.context()).value.text
        #expect(json.contains("\"counted_again\": 1"))
        #expect(json.contains("\"counts_again_after_days\": 365"))
    }

    @Test("`once` is what goes without saying: the same bytes, and nothing of the other")
    func once() async throws {
        let said = try RuleFiles.read(
            "rule_book: ours\nextends: b2b\nrecycled: once\n", name: "ours.yaml")
        let unsaid = try RuleFiles.read("rule_book: ours\nextends: b2b\n", name: "ours.yaml")
        #expect(said.signable == unsaid.signable)
        #expect(try Self.book(365).signable != said.signable)
        #expect(try Self.book(365).signable != Self.book(366).signable)
        let world = world(deals: sale)
        func output(_ book: RuleBook) async throws -> String {
            var book = book
            book.fingerprint = Fingerprint()
            let bench = try world.bench(asOf: "2026-12-31", period: "2026", book: book)
            let explained = try #require(bench.pipeline.explain("Q-1", asOf: "2026-12-31"))
            return FiguresJSON(await bench.figures(), bench.context()).value.text
                + LeadExplanation(explained).json.text
        }
        let text = try await output(said)
        #expect(try await output(unsaid) == text)
        #expect(!text.contains("counted_again") && !text.contains("\"rounds\""))
    }
}
