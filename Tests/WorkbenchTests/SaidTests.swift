import Analysis
import Intake
import Quantities
import Reports
import TestSupport
import Testing
import Valuation

@testable import Workbench

/// Answers that say who gave them and when.
struct SaidTests {
    private func project(_ text: String) throws -> Project {
        try ProjectFile.read("files: [leads.csv]\n" + text, name: "mql.yaml")
    }

    @Test("An answer stands alone or with who gave it and when, whatever it is about")
    func forms() throws {
        let project = try project(
            """
            economics:
              margin: {value: 40%, by: controller, on: 2026-03-03}
              hours_per_mql: {value: 2.5, by: "Hoofd sales: J."}
              hour_cost: 65.00
              required_return: {value: 1.50, on: 2026-03-04}
            lead_stages: {value: {Warm: mql, Heet: sql}, by: sales, on: 2026-02-01}
            sources:
              Beursleads: {value: fair, by: marketing, on: 2026-01-09}
              SEA: google-ads
            won_stages: {value: [Opdracht, Getekend], by: sales}
            rejected: [Afgehaakt]
            spend_vat: {value: 21%, by: boekhouding, on: 2026-03-03}
            exported_on: 2026-06-30

            """)
        #expect(project.economics.margin == 4000 && project.economics.requiredReturn == 150)
        #expect(project.economics.ownHours == .init(hours: 250, hourCost: 6500))
        #expect(project.leadStages == ["Warm": .mql, "Heet": .sql])
        #expect(project.sources == ["Beursleads": "fair", "SEA": "google-ads"])
        #expect(project.wonStages == ["Opdracht", "Getekend"] && project.vatInSpend == 2100)
        let economics = project.economics.given
        #expect(
            economics.map(\.key) == ["required_return", "margin", "hours_per_mql", "hour_cost"])
        #expect(
            economics.map(\.said) == [
                Said(on: "2026-03-04"), Said(by: "controller", on: "2026-03-03"),
                Said(by: "Hoofd sales: J."), Said(),
            ])
        let given = project.given(askAgainAfter: 12)
        #expect(
            given.map(\.key) == [
                "lead_stages", "sources", "sources", "won_stages", "rejected", "spend_vat",
            ])
        #expect(given.map(\.words) == [[], ["Beursleads"], ["SEA"], [], [], []])
        #expect(given[0].said == Said(by: "sales", on: "2026-02-01"))
        #expect(given[1].said == Said(by: "marketing", on: "2026-01-09"))
        // What is written down is read back, with who said it.
        let text = ProjectFile.text(of: project)
        let again = try ProjectFile.read(text, name: "mql.yaml")
        #expect(ProjectFile.text(of: again) == text)
        #expect(again.given(askAgainAfter: 12) == given)
        #expect(again.economics == project.economics)
    }

    @Test("A word of somebody's own that is called value is a word")
    func ownWords() throws {
        let project = try project("lead_stages: {value: mql, by: none}\nsources: {on: fair}\n")
        #expect(project.leadStages == ["value": .mql, "by": LeadStageWord.none])
        #expect(project.sources == ["on": "fair"])
        #expect(project.said["lead_stages"] == nil)
    }

    @Test(
        "What is no answer is told with its place",
        arguments: [
            ("economics: {margin: {value: 40%, bye: controller}}", "2:34: unknown name \"bye\""),
            ("economics: {margin: {by: controller}}", "2:21: value is missing"),
            (
                "economics: {margin: {value: 40%, on: 3-4-2026}}",
                "2:38: expected a day: \"3-4-2026\" can be 2026-04-03"
            ),
            ("spend_vat: {value: veel, by: x}", "2:20: expected a percentage"),
        ])
    func wrong(line: String, message: String) throws {
        let error = #expect(throws: RuleFileError.self) { try project(line + "\n") }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test("An answer is asked again after twelve months, to the day")
    func again() {
        func day(_ on: Day) -> Day? { Said(by: "controller", on: on).again(afterMonths: 12) }
        #expect(day("2026-03-03") == "2027-03-03")
        #expect(day("2024-02-29") == "2025-02-28")
        #expect(Said(by: "controller").again(afterMonths: 12) == nil)
        #expect(Said(on: "2026-10-31").again(afterMonths: 4) == "2027-02-28")
        let answer = GivenAnswer("margin", Said(on: "2026-03-03"), afterMonths: 12)
        #expect(!answer.isOld(on: "2027-03-02") && answer.isOld(on: "2027-03-03"))
    }

    @Test("A page says who gave the answers that it rests on, and which are old")
    func page() async throws {
        var world = World()
        var (stages, deals) = ("lead_id,at,stage\n", "deal_id,status,closed_at,amount,lead_ids\n")
        for number in 1...12 {
            world.leads += "L\(number),2026-01-05,fair\n"
            stages += "L\(number),2026-01-06,mql\nL\(number),2026-01-20,sql\n"
            deals += "D\(number),won,2026-03-01,10000,L\(number)\n"
        }
        // Without a lead of which nothing came they would be chosen by outcome.
        world.leads += "L13,2026-01-05,fair\n"
        (world.stages, world.deals) = (stages, deals)
        world.spend = "month,source,amount\n2026-01,fair,2400\n"
        var book = try RuleFiles.ruleBook("b2b")
        book.take(
            try project(
                "economics: {margin: {value: 40%, by: controller, on: 2026-03-03}, hours_per_mql: 2, "
                    + "hour_cost: 50.00, required_return: {value: 2.00, by: directie, on: 2025-06-30}}\n"
            ))
        let bench = try world.bench(asOf: "2026-06-30", book: book)
        let figures = await bench.justify(.init())
        for (language, texts) in [
            (
                Language.en,
                [
                    "40% of the amount, said by controller on 3 Mar 2026",
                    "own hours at €50.00 per MQL, not recorded who said so",
                    "required 2.00 per €1, said by directie on 30 Jun 2025",
                ]
            ),
            (
                .nl,
                [
                    "40% van het bedrag, gezegd door controller op 3 mrt 2026",
                    "eigen uren à €\u{A0}50,00 per MQL, niet vastgelegd wie dat zei",
                    "vereist 2,00 per euro, gezegd door directie op 30 jun 2025",
                ]
            ),
        ] {
            let report = JustificationReport(
                figures, bench.context(language, command: "mql justify"))
            func line(_ document: Document) -> String {
                TextFormat(language).write(document).split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ").replacing("\u{A0}", with: " ")
            }
            for text in texts {
                #expect(
                    report.html(warning: nil).replacing("\u{A0}", with: " ")
                        .contains(text.replacing("\u{A0}", with: " ")), "\(text)")
            }
            // Of 30 June 2025, and a year has gone by.
            #expect(
                line(report.document).contains(
                    language == .en
                        ? "what each euro has to bring back (required_return): the answer dates from 30 Jun 2025; ask again"
                        : "wat een euro moet opbrengen (required_return): het antwoord is van 30 jun 2025; vraag het opnieuw"
                ))
            let json = report.json.text
            #expect(json.contains("\"by\": \"controller\""))
            #expect(json.contains("\"ask_again\": \"2026-06-30\""))
        }
    }
}
