import Intake
import Quantities
import Testing

@testable import Workbench

/// Answers to what a firm's own words for leads mean.
struct LeadStageAnswerTests {
    private func start() async throws -> Start {
        var request = Request()
        let text = """
            Record ID,Lifecycle Stage,Create Date,Original Source
            1,Heet,2026-04-01,Email
            2,Heet,2026-04-01,Email
            3,Bij sales,2026-04-01,Email
            4,Koud,2026-04-01,Email

            """
        request.data = ["x.csv"]
        let bench = try Bench(
            request, sources: [ByteSource(name: "x.csv", text: text)],
            book: RuleFiles.ruleBook("b2b"))
        return Start(request, bench, await bench.figures(), language: .en)
    }

    @Test(
        "A meaning comes first, and its words by number or as they are",
        arguments: [
            "mql 1, sql 2", "mql: Heet; sql: bij sales", "MQL heet, SQL 2, none", "sql 2, mql 1",
        ])
    func answers(text: String) async throws {
        var start = try await start()
        let question = try #require(start.questions.first)
        #expect(question.subject == .leadStages)
        #expect(question.choices.map(\.text) == ["Heet", "Bij sales", "Koud"])
        try start.answer(question, text)
        #expect(
            start.project.leadStages == [
                "Heet": .mql, "Bij sales": .sql, "Koud": LeadStageWord.none,
            ])
        // What is written down is read back.
        let file = ProjectFile.text(of: start.project)
        #expect(try ProjectFile.read(file, name: "mql.yaml").leadStages == start.project.leadStages)
    }

    @Test("What is no answer is told", arguments: ["1", "mql 9", "warm 1", "mql heat"])
    func wrong(text: String) async throws {
        var start = try await start()
        let question = try #require(start.questions.first)
        #expect(throws: Start.WrongAnswer.self) { try start.answer(question, text) }
    }
}
