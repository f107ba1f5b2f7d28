import Analysis
import Economics
import Funnels
import Intake
import Leads
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

struct CompanyTests {
    private let rules: CompanyRules = {
        var rules = CompanyRules()
        rules.freeMail = ["gmail.com"]
        rules.notNames = ["n/a", "onbekend"]
        rules.legalForms = ["bv", "gmbh"]
        return rules
    }()

    /// The numbers of the units of some leads: a company, an e-mail address.
    private func units(_ rows: [(String, String)]) throws -> (units: [Int], companies: Int) {
        var world = World()
        world.leads =
            "lead_id,created_at,source,company,email\n"
            + rows.enumerated().map { place, row in
                "L-\(place),2026-01-01,fair,\"\(row.0)\",\(row.1)\n"
            }.joined()
        let leads = try world.bench(asOf: "2026-02-01").reading.facts.leads
        let companies = Companies(leads, rules, end: Instant(seconds: .max))
        return (companies.unitOfLead.map(Int.init), companies.count)
    }

    @Test("Case, points and the legal form do not part a company")
    func names() throws {
        let found = try units([
            ("Noord B.V.", ""), ("noord bv", ""), ("NOORD", ""), ("Noord Zuid BV", ""), ("BV", ""),
        ])
        #expect(found.units == [0, 0, 0, 1, 2])
        #expect(found.companies == 3)
    }

    @Test("A business domain decides; a free mailbox and a non-name say nothing")
    func domains() throws {
        let found = try units([
            ("Noord BV", "a@noord.nl"), ("Anders", "b@NOORD.nl"), ("n/a", "c@gmail.com"),
            ("", "d@gmail.com"), ("onbekend", ""), ("", "e@noord.nl"), ("Zuid", "f@gmail.com"),
            ("", "g@localhost"), ("", "h@x..nl"),
        ])
        #expect(found.units == [0, 0, 2, 3, 4, 0, 1, 5, 6])
        #expect(found.companies == 2)
    }

    @Test("A name without an address joins the only domain it occurs with, and no one of several")
    func nameAndDomain() throws {
        let one = try units([("Noord", ""), ("Noord BV", "a@noord.nl")])
        #expect(one.units == [0, 0])
        // Two firms of one name stay two; who has the name alone is a third, for want of better.
        let two = try units([
            ("Bakker", "a@bakker-ede.nl"), ("Bakker", "b@bakker-tiel.nl"), ("Bakker", ""),
        ])
        #expect(two.units == [0, 1, 2])
        #expect(two.companies == 3)
    }

    /// Two colleagues of Noord, of whom the second becomes MQL first; a third firm; a person.
    private var world: World {
        var world = World()
        world.leads = """
            lead_id,created_at,source,company,email
            L-1,2026-01-01,fair,Noord BV,a@noord.nl
            L-2,2026-01-05,webinar,Noord BV,b@noord.nl
            L-3,2026-01-05,fair,Zuid BV,c@zuid.nl
            L-4,2026-01-06,fair,,d@gmail.com

            """
        world.stages = """
            lead_id,at,stage,reason
            L-1,2026-01-20,mql,
            L-2,2026-01-10,mql,
            L-3,2026-01-12,mql,
            L-4,2026-01-12,mql,
            L-1,2026-01-22,contacted,
            L-2,2026-01-15,rejected,no need
            L-1,2026-01-30,sql,
            L-3,2026-01-13,rejected,

            """
        world.deals = """
            deal_id,status,closed_at,amount,margin,lead_ids
            D-1,won,2026-02-10,100.00,40.00,L-1;L-2

            """
        return world
    }

    private func figures(_ unit: CountedUnit, jobs: Int = 1) async throws -> Figures {
        let bench = try world.bench(asOf: "2026-03-01", unit: unit, jobs: jobs)
        return await bench.figures()
    }

    @Test("Per company colleagues count once, under the source of the first MQL")
    func companies() async throws {
        let people = try await figures(.person)
        #expect(people.total.counts.mqls == 4)
        #expect(people.total.counts.rejected == 2)
        #expect(people.population.persons == 4)
        #expect(people.population.companies == 2)
        #expect(people.population.withoutCompany == 1)

        let companies = try await figures(.company)
        // Noord, Zuid, and the person without a company.
        #expect(companies.total.counts.mqls == 3)
        #expect(companies.total.counts.leads == 3)
        #expect(companies.population == people.population)
        let webinar = try #require(companies.rows.first { $0.key == "webinar" })
        // Noord: an MQL on 10 January by the webinar, contacted and SQL by the other colleague.
        #expect(webinar.counts.mqls == 1)
        #expect(webinar.counts.contacted == 1)
        #expect(webinar.counts.sqls == 1)
        #expect(webinar.counts.won == 1)
        #expect(webinar.counts.rejected == 0)
        #expect(webinar.counts.margins.cents == 4000)
        #expect(webinar.counts.cohort.reached == [20: 1])
        let fair = try #require(companies.rows.first { $0.key == "fair" })
        #expect(fair.counts.mqls == 2)
        #expect(fair.counts.rejected == 1)
        #expect(fair.counts.dropped == 1)
        #expect(companies.winsTie?.fromMQLsOfPeriod == 1)
    }

    @Test("The colleague of an hour before goes first, whatever the order of the rows")
    func earliestColleague() async throws {
        var keys: [String] = []
        for rows in [["L-1,ads", "L-2,web"], ["L-2,web", "L-1,ads"]] {
            var world = World()
            world.leads =
                "lead_id,created_at,source,company,email,job_title,employees,country\n"
                + rows.map { row in
                    let (id, source) = (row.prefix(3), row.dropFirst(4))
                    return "\(id),2026-01-05 07:00,\(source),Noord,\(id)@noord.nl,Inkoper,90,NL\n"
                }.joined()
            world.activities = """
                lead_id,at,action
                L-1,2026-01-06 09:00,form_question
                L-1,2026-01-06 09:00,pricing_page
                L-2,2026-01-06 08:00,form_question
                L-2,2026-01-06 08:00,pricing_page

                """
            let bench = try world.bench(asOf: "2026-02-01", unit: .company)
            keys += await bench.figures().rows.filter { $0.counts.mqls > 0 }.map(\.key)
        }
        #expect(keys == ["web", "web"])
    }

    @Test("A lead of after the as-of day does not part a company of before")
    func asOf() async throws {
        var world = World()
        world.leads = """
            lead_id,created_at,source,company,email
            L-1,2026-01-01,fair,Acme,a@acme.nl
            L-2,2026-01-02,fair,Acme,
            L-3,2026-06-01,fair,Acme,b@acme.be

            """
        world.stages = "lead_id,at,stage\nL-1,2026-01-05,mql\nL-2,2026-01-06,mql\n"
        let early = await (try world.bench(asOf: "2026-03-01")).figures()
        #expect(early.population.companies == 1)
        // By June the name alone no longer says which of the two it is.
        let late = await (try world.bench(asOf: "2026-07-01")).figures()
        #expect(late.population.companies == 2)
    }

    @Test("The number of jobs makes no difference per company either")
    func jobs() async throws {
        var world = World()
        world.leads = "lead_id,created_at,source,company\n"
        world.stages = "lead_id,at,stage\n"
        for number in 0..<5000 {
            let month = number % 9 + 1
            world.leads +=
                "L-\(number),2026-0\(month)-05,s\(number % 4),Firm \(number * 7 % 1900)\n"
            if number % 3 == 0 {
                world.stages =
                    (world.stages ?? "") + "L-\(number),2026-0\(month)-1\(number % 9),mql\n"
            }
            if number % 6 == 0 {
                world.stages =
                    (world.stages ?? "") + "L-\(number),2026-0\(month)-2\(number % 8),sql\n"
            }
        }
        var tallies: [Tally] = []
        for jobs in [1, 2, 7] {
            let bench = try world.bench(asOf: "2026-12-31", unit: .company, jobs: jobs)
            tallies.append(await bench.pipeline.tally(bench.question, jobs: jobs))
        }
        #expect(tallies[0] == tallies[1] && tallies[1] == tallies[2])
        let created = tallies[0].cells.filter { $0.event == .created }.reduce(0) { $0 + $1.count }
        #expect(created == 1900)
    }
}
