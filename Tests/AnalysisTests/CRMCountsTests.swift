import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Valuation

@testable import Workbench

/// Stages of the CRM that count for nothing, and rules that change nothing: told, with the number.
struct CRMCountsTests {
    private func ours(_ rest: String) throws -> RuleBook {
        try RuleFiles.read(
            "rule_book: ours\nextends: b2b\n" + rest, name: "ours.yaml")
    }

    private func text(_ figures: Figures, _ bench: Bench, _ language: Language = .en) -> String {
        TextFormat(language).write(
            FiguresReport(figures, bench.context(language)).document
        ).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Ten leads that the CRM made MQLs on 5 May, four of them at one's own address.
    private func crm() -> World {
        var world = World()
        world.leads = "lead_id,created_at,source,email,country\n"
        world.stages = "lead_id,at,stage\n"
        for number in 1...10 {
            let place = number <= 4 ? "huis.example" : "klant\(number).example"
            world.leads += "T\(number),2026-05-01,webinar,a\(number)@\(place),"
            world.leads += number == 10 ? "US\n" : "NL\n"
            world.stages? += "T\(number),2026-05-05,mql\n"
        }
        world.spend = "month,source,amount\n2026-05,webinar,900\n"
        return world
    }

    @Test("What is disqualified is no MQL where the CRM decides either, and its number is told")
    func disqualified() async throws {
        let book = try ours("disqualify:\n  own-house: {email: {matches: \"*@huis.example\"}}\n")
        let bench = try crm().bench(asOf: "2026-09-01", book: book)
        let figures = await bench.figures()
        // Six of ten are left: 900 ÷ 6.
        #expect(figures.total.counts.mqls == 6)
        #expect(figures.total.costs.perMQL.value == Money(cents: 15_000))
        #expect(figures.notes.disqualifiedMQLs.map(\.key) == ["own-house"])
        #expect(figures.notes.disqualifiedMQLs.map(\.leads) == [4])
        #expect(
            text(figures, bench).contains(
                "4 leads with stage mql are not counted as MQL: disqualified as own-house"))
        #expect(
            text(figures, bench, .nl).contains(
                "4 leads met fase mql tellen niet als MQL: uitgesloten als own-house"))
        let listed = bench.pipeline.list(bench.question, only: nil)
        #expect(listed.count { $0.judgement.decision == .mql } == 6)
        #expect(listed.count { $0.judgement.decision == .disqualified } == 4)
        let explained = try #require(bench.pipeline.explain("T1", asOf: "2026-09-01"))
        #expect(explained.judgement.mqlDay == nil && explained.crmMQL == "2026-05-05")
        let words = TextFormat().write(LeadExplanation(explained).document)
        #expect(words.contains("In the CRM it has been an MQL since 5 May 2026; disqualified"))
        let findings = RuleBookCheck.findings(book, asOf: "2026-09-01", with: bench.pipeline)
        #expect(findings.map(\.kind).contains(.stageDisqualified("own-house", leads: 4)))
    }

    @Test("Two disqualifiers are told apart, and any number of jobs says the same")
    func several() async throws {
        let book = try ours(
            "disqualify:\n  own-house: {email: {matches: \"*@huis.example\"}}\n"
                + "  abroad: {country: {in: [US]}}\n")
        for jobs in [1, 3] {
            let bench = try crm().bench(asOf: "2026-09-01", book: book, jobs: jobs)
            let figures = await bench.figures()
            #expect(figures.total.counts.mqls == 5)
            #expect(
                text(figures, bench).contains(
                    "5 leads with stage mql are not counted as MQL: disqualified as own-house 4, abroad 1"
                ))
        }
    }

    @Test("Criteria that the CRM passes over are told with the MQLs that they would turn down")
    func unfit() async throws {
        let must = "fit:\n  all:\n    region: {must: true, country: {in: [NL]}}\n"
        let book = try ours(must)
        let bench = try crm().bench(asOf: "2026-09-01", book: book)
        let figures = await bench.figures()
        #expect(figures.total.counts.mqls == 10)
        // The one from the US; nobody's other fields are filled in, which speaks against none.
        #expect(figures.notes.crm.unfit == 1)
        #expect(text(figures, bench).contains("1 MQL of the CRM would not be one by the fit"))
        let findings = RuleBookCheck.findings(book, asOf: "2026-09-01", with: bench.pipeline)
        #expect(findings.map(\.kind).contains(.noEffect(unfit: 1, mqls: 10)))
    }

    /// Ten leads that the CRM made MQLs; two of them did things that were recorded.
    private func measured() -> World {
        var world = World()
        world.leads =
            "lead_id,created_at,source,email,company,job_title,employees,country,industry\n"
        world.stages = "lead_id,at,stage\n"
        for number in 1...10 {
            world.leads +=
                "R\(number),2026-05-01,webinar,r\(number)@w\(number).example,W\(number),"
                + "Hoofd inkoop,200,NL,food\n"
            world.stages? += "R\(number),2026-05-05,mql\n"
        }
        world.activities = """
            lead_id,at,action
            R1,2026-05-02 10:00,spec_download
            R1,2026-05-03 10:00,contact_request
            R2,2026-05-02 10:00,blog_post

            """
        return world
    }

    @Test("Stages that the rules pass over are told, and how many leads did nothing that is known")
    func notUsed() async throws {
        let bench = try measured().bench(asOf: "2026-09-01")
        let figures = await bench.figures()
        // R1 by what it did, two days before the CRM; R2 did too little; eight did nothing.
        #expect(figures.total.counts.mqls == 1)
        let crm = figures.notes.crm
        #expect(crm.leads == 10 && crm.notCounted == 9 && crm.withoutActivity == 8)
        #expect(crm.otherDay == 1)
        let words = text(figures, bench)
        #expect(
            words.contains(
                "9 leads with stage mql in the CRM are not counted as MQL: there are activities, so the "
                    + "rules decide (mql_decided_by: auto); of 8 of them there is no activity at all"
            ))
        #expect(words.contains("by the rules 1 lead became an MQL on another day than in the CRM"))
        let funnel = TextFormat().write(FunnelReport(figures).document)
        #expect(funnel.contains("9 leads with stage mql in the CRM are not counted"))
        let listed = bench.pipeline.crmCounts(createdIn: bench.question)
        #expect(listed == crm)
        let explained = try #require(bench.pipeline.explain("R3", asOf: "2026-09-01"))
        #expect(
            TextFormat().write(LeadExplanation(explained).document).contains(
                "In the CRM it has been an MQL since 5 May 2026; that does not count"))
        let json = TextFormat.json(figures, bench)
        #expect(json.contains("\"not_counted_because_rules_decide\": 9"))
        let findings = RuleBookCheck.findings(
            bench.pipeline.rules.book, asOf: "2026-09-01", with: bench.pipeline)
        #expect(findings.map(\.kind).contains(.stageNotUsed(9, of: 10, withoutActivity: 8)))
    }

    @Test("Where no MQL is left at all, the first lines say that the CRM has some")
    func none() async throws {
        var world = measured()
        world.activities = "lead_id,at,action\nR2,2026-05-02 10:00,blog_post\n"
        let bench = try world.bench(asOf: "2026-09-01")
        let words = text(await bench.figures(), bench)
        #expect(
            words.contains("Leads created in it: 10. 10 leads with stage mql in the CRM are not"))
        // As somebody says, the CRM decides after all.
        let book = try ours("mql_decided_by: crm\n")
        let figures = try await world.bench(asOf: "2026-09-01", book: book).figures()
        #expect(figures.total.counts.mqls == 10 && figures.notes.crm.notCounted == 0)
    }

    @Test("What happens after the as-of day, and stages of another period, are not told")
    func cut() async throws {
        let early = try await measured().bench(asOf: "2026-05-04").figures()
        #expect(early.notes.crm.leads == 0)
        let later = try await measured().bench(
            asOf: "2026-09-01", period: "2026-06"
        ).figures()
        #expect(later.notes.crm.leads == 0)
    }
}

extension TextFormat {
    fileprivate static func json(_ figures: Figures, _ bench: Bench) -> String {
        FiguresJSON(figures, bench.context()).value.text
    }
}
