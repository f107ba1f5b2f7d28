import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// Spend and leads that are meant for each other under different names.
struct RowMatchTests {
    /// Forty MQLs, eight of them SQLs, that the CRM calls by one name.
    private func world(_ source: String, spend: String, campaign: String = "") -> World {
        var world = World()
        world.leads = "lead_id,created_at,source,campaign\n"
        var stages = "lead_id,at,stage\n"
        for number in 1...40 {
            world.leads += "P\(number),2026-02-10,\(source),\(campaign)\n"
            stages += "P\(number),2026-02-12,mql\n"
            if number <= 8 { stages += "P\(number),2026-03-01,sql\n" }
        }
        world.stages = stages
        world.spend = "month,source,campaign,amount\n" + spend
        return world
    }

    private func justify(_ world: World, by: Breakdown = .source) async throws
        -> JustificationFigures
    {
        try await world.bench(asOf: "2026-11-01", by: by, margin: 500_000).justify(.init())
    }

    private func row(
        _ found: JustificationFigures, _ key: String
    ) throws -> JustificationFigures.Row {
        try #require(found.rows.first { $0.row.key == key }, "\(found.rows.map(\.row.key))")
    }

    @Test(
        "Spend without a lead of its name is a question, and no outcome",
        arguments: [
            ("Offline Sources", "beurs", "fair"), ("Verwijzingen", "partners", "partners"),
            ("Import najaar", "lead list", "purchased-list"), ("Evenement Zuid", "expo", "expo"),
        ])
    func question(leads: String, spend: String, key: String) async throws {
        let found = try await justify(world(leads, spend: "2026-02,\(spend),,9000\n"))
        let unmatched = try row(found, key)
        #expect(unmatched.advice == .notMatched)
        #expect(unmatched.effect.absence == .noLeadOfName)
        #expect(
            unmatched.row.match
                == .noLead([
                    .init(
                        key: leads, label: Phrase(leads), leads: 40, text: leads, meant: key)
                ]))
        #expect(unmatched.row.costs.perMQL.absence == .noLeadOfName)
        // Nor what the next will cost, or what came back: that would be an outcome too.
        #expect(unmatched.row.nextCosts.perMQL.absence == .noLeadOfName)
        #expect(unmatched.row.returnSoFar.absence == .noLeadOfName)
        #expect(unmatched.worth.absence == .noLeadOfName)
        #expect(try row(found, leads).advice == .notMatched)
        // The money is in the total all the same: 9,000 ÷ 40.
        #expect(found.figures.total.costs.perMQL.value == Money(cents: 22_500))
        let tie = try #require(found.figures.spendTie.value)
        #expect(tie.inPeriod.cents == 900_000 && tie.inNoRow.cents == 0)
        let lines = MatchNotesProbe.text(found.figures)
        #expect(lines.contains("\(leads) (40 leads)") && lines.contains("no lead has this source"))
        #expect(!lines.contains("stop"))
    }

    @Test("mql start asks whose leads they are, and keeps the answer")
    func start() async throws {
        let bench = try world("Offline Sources", spend: "2026-02,beurs,,9000\n").bench(
            asOf: "2026-11-01")
        var start = Start(Request(), bench, await bench.figures(), language: .nl)
        #expect(start.questions.count <= 5)
        let question = try #require(start.questions.first { $0.subject == .names })
        #expect(
            question.text.en
                == "€9,000 was spent on trade fair, and no lead has that source. Are the 40 leads of "
                + "\"Offline Sources\" its leads? yes or no.")
        #expect(question.text.nl.contains("besteed aan beurs"))
        #expect(throws: Start.WrongAnswer.self) { try start.answer(question, "perhaps") }
        try start.answer(question, "nee")
        #expect(start.project.sources.isEmpty)
        try start.answer(question, "ja")
        #expect(start.project.sources == ["Offline Sources": "fair"])
        // Spend and leads of one name leave nothing to ask.
        let met = try world("beurs", spend: "2026-02,Beurs,,9000\n").bench(asOf: "2026-11-01")
        let second = Start(Request(), met, await met.figures(), language: .en)
        #expect(!second.questions.contains { $0.subject == .names })
    }

    @Test("Of several that may be meant, numbers choose")
    func several() async throws {
        var world = world("Verwijzingen", spend: "2026-02,partners,,9000\n")
        world.leads += "Q1,2026-02-10,Affiliate club,\n"
        let bench = try world.bench(asOf: "2026-11-01")
        var start = Start(Request(), bench, await bench.figures(), language: .en)
        let question = try #require(start.questions.first { $0.subject == .names })
        #expect(question.choices.map(\.text) == ["Verwijzingen", "Affiliate club"])
        #expect(throws: Start.WrongAnswer.self) { try start.answer(question, "3") }
        try start.answer(question, "1,2")
        #expect(
            start.project.sources
                == ["Verwijzingen": "partners", "Affiliate club": "partners"])
    }

    @Test("A plan gives nothing to what cannot be matched, says so, and does not call it a loss")
    func budget() async throws {
        let bench = try world("Offline Sources", spend: "2026-02,beurs,,9000\n").bench(
            asOf: "2026-11-01", margin: 500_000)
        let asked = BudgetFigures.Asked(
            .amount(2_000_000), try #require(Period("2026-12")))
        let found = try await bench.budget(asked)
        #expect(found.rows.map(\.reason) == [.notMatched(Money(cents: 900_000))])
        #expect(found.plan.asToday == nil)
        let words = TextFormat().write(
            BudgetReport(found, bench.context(command: "mql budget")).document
        ).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("no lead has a source that money was spent on"))
        #expect(words.contains("may be meant: Offline Sources (40 leads)"))
        #expect(!words.contains("less than it costs"))
    }

    @Test("Names that meet are judged as ever")
    func met() async throws {
        let found = try await justify(world("Beurs", spend: "2026-02,trade%20fair,,9000\n"))
        let fair = try row(found, "fair")
        #expect(fair.row.match == .met)
        #expect(fair.cost.value == Money(cents: 22_500))
    }

    @Test("Leads that came, had their time and brought no MQL may be stopped; a few may not")
    func failed() async throws {
        func found(_ leads: Int, created: String) async throws -> JustificationFigures.Row {
            var world = world("fair", spend: "2026-02,fair,,4000\n2026-02,billboard,,5000\n")
            for number in 1...leads { world.leads += "B\(number),\(created),billboard,\n" }
            return try row(try await justify(world), "billboard")
        }
        // 20 of 60 leads with two MQLs of three among all: 13 were to be expected.
        let stopped = try await found(20, created: "2026-02-15")
        #expect(stopped.advice == .stop)
        #expect(stopped.effect.value == Money(cents: -500_000))
        let few = try await found(3, created: "2026-02-15")
        #expect(few.advice == .tooFew && few.effect.absence == .nothingCame)
        // Ten days before the as-of day.
        #expect(try await found(20, created: "2026-10-22").advice == .tooFew)
    }

    @Test("A campaign is one however it is written, under the spelling of the spend")
    func campaigns() async throws {
        var rows: [[String]] = []
        let ways = [
            "pompen noord", "Pompen  Noord", "pompen%20noord", "pompen+noord", "POMPEN-NOORD ",
        ]
        for order in [ways, ways.reversed()] {
            var world = World()
            world.leads = "lead_id,created_at,source,campaign\n"
            world.stages = "lead_id,at,stage\n"
            for (number, way) in order.enumerated() {
                world.leads += "N\(number),2026-04-0\(number + 1),linkedin-ads,\(way)\n"
                world.stages? += "N\(number),2026-04-10,mql\n"
            }
            world.spend = "month,source,campaign,amount\n2026-04,linkedin-ads,Pompen Noord,600\n"
            let figures = try await world.bench(asOf: "2026-07-05", by: .campaign).figures()
            // 600.00 ÷ 5 MQLs.
            #expect(figures.rows.map(\.counts.mqls) == [5])
            #expect(figures.rows.first?.costs.perMQL.value == Money(cents: 12_000))
            rows.append(figures.rows.map(\.key))
        }
        #expect(rows == [["linkedin-ads / Pompen Noord"], ["linkedin-ads / Pompen Noord"]])
    }

    @Test("Campaigns with quite different names are one where somebody said so")
    func agreedCampaigns() async throws {
        var world = World()
        world.leads = """
            lead_id,created_at,source,campaign
            N1,2026-04-02,linkedin-ads,li_pumps_q2
            N2,2026-04-03,linkedin-ads,LI-Pumps-Q2
            N3,2026-04-03,linkedin-ads,Valves

            """
        world.stages = """
            lead_id,at,stage
            N1,2026-04-10,mql
            N2,2026-04-10,mql
            N3,2026-04-10,mql

            """
        world.spend = """
            month,source,campaign,amount
            2026-04,linkedin-ads,Pompen | Q2,500
            2026-04,linkedin-ads,valves,90

            """
        let asked = try await world.bench(asOf: "2026-07-05", by: .campaign).figures()
        let row = try #require(asked.rows.first { $0.key == "linkedin-ads / Pompen | Q2" })
        #expect(row.costs.perMQL.absence == .noLeadOfName)
        #expect(
            MatchNotesProbe.text(asked).contains(
                "put \"LI-Pumps-Q2\": \"Pompen | Q2\" under campaigns in mql.yaml"))

        var project = Project()
        // What is agreed of a text is meant once, and not followed further.
        project.campaigns = ["LI pumps Q2": "Pompen | Q2", "Pompen | Q2": "Pompen | Q2"]
        var book = try RuleFiles.ruleBook("b2b")
        book.take(project)
        let figures = try await world.bench(asOf: "2026-07-05", by: .campaign, book: book)
            .figures()
        #expect(
            figures.rows.map(\.key).sorted()
                == ["linkedin-ads / Pompen | Q2", "linkedin-ads / valves"])
        // 500.00 ÷ 2 MQLs.
        let met = try #require(figures.rows.first { $0.key == "linkedin-ads / Pompen | Q2" })
        #expect(met.match == .met && met.counts.mqls == 2)
        #expect(met.costs.perMQL.value == Money(cents: 25_000))
    }

    @Test("Without spend a name is written as most leads have it; of equals the first by its bytes")
    func spelling() async throws {
        func name(_ campaigns: [String], _ by: Breakdown = .campaign) async throws -> [String] {
            var world = World()
            world.leads = "lead_id,created_at,source,\(by.rawValue)\n"
            for (number, way) in campaigns.enumerated() {
                world.leads += "N\(number),2026-04-01,webinar,\(way)\n"
            }
            return try await world.bench(asOf: "2026-07-05", by: by).figures().rows.map(\.key)
        }
        #expect(try await name(["Zuid", "zuid", "zuid"]) == ["webinar / zuid"])
        #expect(try await name(["zuid", "Zuid"]) == ["webinar / Zuid"])
        #expect(try await name(["Via Google", "via google"], .selfReported) == ["Via Google"])
    }

    @Test("An unlisted source has the spelling of its spend, whatever the order of the files")
    func sources() async throws {
        var world = World()
        world.leads +=
            "A1,2026-04-01,BEURS ede\nA2,2026-04-01,beurs%20ede\nA3,2026-04-01,beurs-ede\n"
        world.spend = "month,source,amount\n2026-04,Beurs Ede,90\n"
        let figures = try await world.bench(asOf: "2026-07-05").figures()
        #expect(figures.rows.map(\.key) == ["Beurs Ede"])
        #expect(figures.rows.first?.costs.perLead.value == Money(cents: 3_000))
        #expect(figures.notes.unlistedSources == ["Beurs Ede"])
    }

    @Test("Spend without a campaign is one row per source, and nobody is told to stop it")
    func notSplit() async throws {
        let world = world(
            "google-ads", spend: "2026-02,google-ads,,8000\n2026-02,google-ads,Merk,1000\n",
            campaign: "merk")
        let found = try await justify(world, by: .campaign)
        let rest = try row(found, "google-ads / (not split)")
        #expect(rest.row.boughtFor.value == Money(cents: 800_000))
        #expect(rest.row.label.nl == "Google Ads / (niet verdeeld)")
        #expect(rest.advice == .notSplit && rest.effect.absence == .spendNotSplit)
        // 8,000 of 9,000 is not split: nothing is said of the campaign that has the rest.
        let brand = try row(found, "google-ads / Merk")
        #expect(brand.row.match == .partlySplit && brand.advice == .notSplit)
        #expect(brand.row.costs.perMQL.value == Money(cents: 2_500))
        let lines = MatchNotesProbe.text(found.figures)
        #expect(lines.contains("Google Ads €8,000"))
    }

    @Test("A tenth that is not split leaves the campaigns their advice; a cent more does not")
    func tenth() async throws {
        for (cents, match) in [("100.00", RowMatch.met), ("100.01", .partlySplit)] {
            let world = world(
                "google-ads",
                spend: "2026-02,google-ads,,\(cents)\n2026-02,google-ads,Merk,900\n",
                campaign: "merk")
            #expect(
                try row(try await justify(world, by: .campaign), "google-ads / Merk").row.match
                    == match)
        }
    }

    @Test("Where nothing names a campaign, spend and leads of a source stay together")
    func noCampaigns() async throws {
        let found = try await justify(
            world("fair", spend: "2026-02,fair,,9000\n"), by: .campaign)
        let fair = try row(found, "fair / (not split)")
        #expect(fair.row.costs.perMQL.value == Money(cents: 22_500))
        #expect(fair.advice == .notSplit)
    }

    @Test("Leads without a campaign are told apart from spend without one")
    func leadsWithout() async throws {
        var world = world(
            "google-ads", spend: "2026-02,google-ads,,8000\n2026-02,google-ads,Merk,1000\n",
            campaign: "merk")
        for number in 1...12 {
            world.leads += "X\(number),2026-02-10,google-ads,\n"
            world.stages? += "X\(number),2026-02-12,mql\n"
        }
        let found = try await justify(world, by: .campaign)
        let rest = try row(found, "google-ads / (no campaign)")
        #expect(rest.row.match == .noCampaign && rest.advice == .notSplit)
        #expect(rest.row.counts.mqls == 12 && rest.row.boughtFor.value == nil)
        #expect(try row(found, "google-ads / (not split)").row.counts.mqls == 0)
    }

    @Test("A campaign of which spend and leads are called differently is a question too")
    func campaignNames() async throws {
        let world = world(
            "google-ads", spend: "2026-02,google-ads,Pompen voorjaar,9000\n",
            campaign: "pv-2026")
        let found = try await justify(world, by: .campaign)
        let spend = try row(found, "google-ads / Pompen voorjaar")
        #expect(spend.advice == .notMatched)
        guard case .noLead(let candidates) = spend.row.match else {
            Issue.record("\(spend.row.match)")
            return
        }
        #expect(candidates.map(\.key) == ["google-ads / pv-2026"])
        #expect(candidates.map(\.leads) == [40])
    }
}

/// What a comparison says beside its table.
enum MatchNotesProbe {
    static func text(_ figures: Figures) -> String {
        TextFormat().write(ComparisonReport(figures).document)
    }
}
