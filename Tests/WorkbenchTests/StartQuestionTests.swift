import Analysis
import Funnels
import Intake
import Leads
import Quantities
import TestSupport
import Testing
import Valuation

@testable import Workbench

/// What `mql start` asks, in which order, and what becomes of the answers.
struct StartQuestionTests {
    /// 40 leads, 20 of each source that is bought, of which 10 are MQLs; two deals of € 6,000 each, won; spend of
    /// € 4,000 at the fair, € 900 on a licence and € 300 on a name that no lead has.
    private func world() -> World {
        var world = World()
        var (stages, deals) = ("lead_id,at,stage\n", "deal_id,status,closed_at,amount,lead_ids\n")
        for number in 1...40 {
            let source = number <= 20 ? "fair" : "Beurs Utrecht"
            world.leads += "L\(number),2026-01-05,\(source)\n"
            if number % 4 == 0 { stages += "L\(number),2026-01-06,mql\n" }
            if number <= 2 { deals += "D\(number),won,2026-03-01,6000,L\(number * 4)\n" }
        }
        (world.stages, world.deals) = (stages, deals)
        world.spend =
            "month,source,amount\n2026-01,fair,4000\n2026-01,Acme CRM licentie,900\n"
            + "2026-01,Vakbeurs,300\n"
        return world
    }

    private func start(
        _ world: World, kept: Project? = nil, given: Set<Start.Question.Subject>? = nil,
        today: Day = "2026-06-01"
    ) async throws -> Start {
        var request = Request()
        request.asOf = "2026-06-01"
        request.project = kept
        var book = try RuleFiles.ruleBook("b2b")
        if let kept { book.take(kept) }
        let bench = try Bench(request, sources: world.sources, book: book)
        return Start(
            request, bench, await bench.figures(), language: .en, kept: kept, given: given,
            today: today)
    }

    @Test("What changes most is asked first, with what it decides; the rest is written down")
    func order() async throws {
        let start = try await start(world())
        // Margin: 12,000 × (60% − 20%) = 4,800. Hours: 10 MQLs × 3.5 hours × € 65 = 2,275. The licence: 900.
        // VAT: 5,200 × 21 ÷ 121 = 902.48. The name: 300. What is required turns no yes, since the worth is not
        // known yet.
        #expect(
            start.questions.map(\.subject) == [
                .margin, .hours, .vat, .tools, .names, .retention,
            ])
        #expect(
            start.questions.map(\.decides.en) == [
                "€12,000 of won deals", "€32 to €260 per MQL", "at most €902", "€900 of spend",
                "€300 of spend", "",
            ])
        #expect(start.questions[3].decides.nl == "€\u{A0}900 aan uitgaven")
        #expect(start.others.map(\.subject) == [.required])
        #expect(
            ProjectEdit.proposals(start.others, .en).dropFirst() == [
                "#   economics: {required_return: 1.50}   # the highest price of an MQL"
            ])
        // A file may answer what is not asked of somebody who types.
        let given = try await self.start(world(), given: [.required])
        #expect(given.questions.map(\.subject).contains(.required) && given.others.isEmpty)
    }

    @Test("Spend on tools is no source that brought nothing, once somebody has said so")
    func tools() async throws {
        var start = try await start(world())
        let question = try #require(start.questions.first { $0.subject == .tools })
        #expect(question.choices.map(\.text) == ["Acme CRM licentie"])
        try start.answer(question, "tools", said: Said(by: "finance", on: "2026-06-01"))
        #expect(start.project.spendCategories == ["Acme CRM licentie": .tools])
        // Of € 5,200 the licence stays: 4,300 was bought, and the rows carry the 900 by their MQLs.
        var book = try RuleFiles.ruleBook("b2b")
        book.take(start.project)
        var request = Request()
        request.asOf = "2026-06-01"
        request.project = start.project
        let bench = try Bench(request, sources: world().sources, book: book)
        let figures = await bench.figures()
        #expect(!figures.rows.contains { $0.label.en == "Acme CRM licentie" })
        #expect(figures.total.boughtFor.value == Money(cents: 430_000))
        #expect(figures.total.allIn.value == Money(cents: 520_000))
        #expect(figures.spendTie.value?.shared == Money(cents: 90_000))
        // It is not asked again, nor is what is called advertising.
        let again = try await self.start(world(), kept: start.project)
        #expect(!again.questions.map(\.subject).contains(.tools))
        start.project.spendCategories = ["ACME crm-licentie": .media]
        let other = try await self.start(world(), kept: start.project)
        #expect(!other.questions.map(\.subject).contains(.tools))
    }

    @Test(
        "A name of spend is that of a tool or of people by whole words, in any case",
        arguments: [
            ("HubSpot licentie", Spend.Category.tools), ("LinkedIn Sales Navigator", .tools),
            ("CRM-software", .tools), ("Salarissen marketing", .people), ("PAYROLL NL", .people),
        ])
    func words(name: String, category: Spend.Category) throws {
        #expect(try RuleFiles.startRules().category(of: name) == category)
    }

    @Test(
        "What only contains such a word is advertising",
        arguments: ["Toolstation beurs", "Crmarkt"])
    func otherWords(name: String) throws {
        #expect(try RuleFiles.startRules().category(of: name) == nil)
    }

    @Test("What was answered is not asked again, also with no; after twelve months it is")
    func again() async throws {
        var start = try await start(world())
        for (subject, text) in [
            (Start.Question.Subject.margin, "40%"), (.hours, "2 at 50"), (.vat, "no"),
            (.tools, "advertising"), (.names, "no"),
        ] {
            let question = try #require(start.questions.first { $0.subject == subject })
            try start.answer(question, text)
        }
        start.sign(Said(by: "controller", on: "2025-09-01"))
        #expect(start.project.economics.said[.margin] == Said(by: "controller", on: "2025-09-01"))
        #expect(start.project.vatInSpend == 0)
        let text = ProjectFile.text(of: start.project)
        let kept = try ProjectFile.read(text, name: "mql.yaml")
        #expect(
            try await self.start(world(), kept: kept).questions.map(\.subject) == [
                .names, .required,
            ])
        // On 1 September 2026 the answers about money are a year old, and Enter keeps them.
        let old = try await self.start(world(), kept: kept, today: "2026-09-01")
        #expect(old.questions.map(\.subject) == [.margin, .hours, .names, .required])
        #expect(
            old.questions[0].reason.en.hasPrefix(
                "Answered by controller on 1 Sep 2025: is it still so? Enter keeps it."))
        #expect(old.questions[0].reason.nl.contains("Beantwoord door controller op 1 sep 2025"))
    }
}

/// The text of a project into which answers are written.
struct ProjectEditTests {
    private func edited(
        _ text: String, proposals: [String] = [], _ change: (inout Project) -> Void
    ) throws -> String? {
        let old = try ProjectFile.read(text, name: "mql.yaml")
        var new = old
        change(&new)
        var edit = ProjectEdit(text, name: "mql.yaml")
        return edit.text(from: old, to: new, proposals: proposals)
    }

    @Test("What was written by hand stays, with its remarks, its order and its form")
    func kept() throws {
        let text = """
            # Ons project
            economics:
                # volgens Piet
                margin: 35%   # van de jaarrekening
            files:
            - leads.csv   # uit het CRM

            # namen
            sources: {SEA: google-ads}   # bureau
            won_stages: ["Getekend"]

            rules: b2b

            """
        let result = try edited(text) {
            $0.files.append("spend.csv")
            $0.economics.requiredReturn = 150
            $0.economics.said[.requiredReturn] = Said(by: "directie", on: "2026-06-01")
            $0.sources["Beurs"] = "fair"
            $0.wonStages.append("Akkoord")
            $0.vatInSpend = 2100
        }
        #expect(
            result == """
                # Ons project
                economics:
                    # volgens Piet
                    margin: 35%   # van de jaarrekening
                    required_return: {value: 1.50, by: directie, on: 2026-06-01}
                files:
                - leads.csv   # uit het CRM
                - "spend.csv"

                # namen
                sources: {"Beurs": fair, "SEA": google-ads}   # bureau
                won_stages: ["Getekend", "Akkoord"]

                rules: b2b
                spend_vat: 21%

                """)
    }

    @Test("Proposals of an earlier time give way, and nothing else does")
    func proposals() throws {
        let text = "files: [a.csv]\nretention: 36   # afgesproken\n"
        let first = try #require(
            try edited(text, proposals: ProjectEdit.proposals([], .en) + []) { _ in })
        #expect(first == text)
        var question = Start.Question(subject: .vat, text: Phrase("?"), reason: Phrase(""))
        question.example = "spend_vat: 21%"
        question.decides = Phrase(en: "at most €10", nl: "hoogstens € 10")
        let proposals = ProjectEdit.proposals([question], .nl)
        let second = try #require(try edited(text, proposals: proposals) { _ in })
        #expect(second.hasSuffix("\n\n\(proposals[0])\n#   spend_vat: 21%   # hoogstens € 10\n"))
        #expect(try edited(second) { _ in } == text)
        #expect(try edited(second, proposals: proposals) { _ in } == second)
    }

    @Test(
        "However the words of a key are written, a word more is read back",
        arguments: [
            "lead_stages: {Warm: mql}", "lead_stages:\n  Warm: mql   # ja", "rules: b2b",
            "lead_stages: {value: {Warm: mql}, by: sales, on: 2026-01-01}",
            "lead_stages:\n  value:\n    Warm: mql\n  by: sales", "lead_stages:\n  {Warm: mql}",
        ])
    func words(line: String) throws {
        let result = try #require(
            try edited("files: [a.csv]\n\(line)\ncurrency: EUR\n") {
                $0.leadStages["Heet: nu"] = .sql
            })
        let project = try ProjectFile.read(result, name: "mql.yaml")
        #expect(project.leadStages["Heet: nu"] == .sql)
        #expect(project.currency == .eur)
        #expect(line == "rules: b2b" || project.leadStages["Warm"] == .mql)
    }
}
