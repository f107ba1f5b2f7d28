import Analysis
import Economics
import Intake
import Quantities
import Valuation
import Workbench

@testable import Reports

/// The demo with a plan and what-ifs, so that every report has something in each of its tables.
enum DemoBench {
    private static func sources() -> [ByteSource] {
        var files = DemoWorld.files.map { _ in "" }
        var world = DemoWorld()
        world.write { files[$0] += $1 }
        return zip(DemoWorld.files, files).map { ByteSource(name: $0, text: $1) } + [
            ByteSource(
                name: "plan.csv",
                text: "month,source,spend,mqls,sqls,won\n2026-08,fair,2000,10,3,1\n"
                    + "2026-08,*,9000,60,9,2\n")
        ]
    }

    /// - Parameter files: those of the demo that are read; nil for all, and a plan.
    static func bench(
        by: Breakdown = .source, period: String? = nil, other: Bool = false, files: [String]? = nil,
        project: Project? = nil
    ) throws -> Bench {
        var request = Request()
        (request.asOf, request.exportedOn) = (DemoWorld.asOf, DemoWorld.asOf)
        request.by = by
        request.margin = 400_000
        request.period = period.flatMap { Period($0) }
        request.project = project
        request.asksTests()
        return try Bench(
            request,
            sources: sources().filter { source in files?.contains(source.name) ?? true },
            book: RuleFiles.ruleBook("b2b"),
            other: other ? RuleFiles.ruleBook("manufacturing") : nil)
    }

    /// All reports on figures, in a language.
    static func documents(_ language: Language) async throws -> [(name: String, Document)] {
        var documents: [(String, Document)] = []
        for by in Breakdown.allCases {
            let bench = try bench(by: by)
            let figures = await bench.figures()
            let context = bench.context(language, command: "mql")
            let justified = await bench.justify(.init())
            documents += [
                ("report by \(by)", FiguresReport(figures, context).document),
                ("funnel by \(by)", FunnelReport(figures, context).document),
                ("compare by \(by)", ComparisonReport(figures, context).document),
                (
                    "justify by \(by)",
                    JustificationReport(justified, context).document
                ),
            ]
        }
        return documents + (try await others(language))
    }

    private static func others(_ language: Language) async throws -> [(String, Document)] {
        let bench = try bench()
        let book = bench.pipeline.rules.book
        let context = bench.context(language, command: "mql")
        let attribution = await bench.attribution()
        let handover = await bench.handover()
        let review = try await bench.review()
        let learning = await bench.learn(.init())
        let compared = try await self.bench(other: true).compareDefinitions()
        let budget = try await bench.budget(
            .init(.amount(6_000_000), Period(monthOf: DemoWorld.asOf)))
        let list = bench.pipeline.list(bench.question, only: nil)
        func leads(_ days: Int?) -> Document {
            LeadListReport(
                list, bench.question, by: book,
                (bench.pipeline.crmCounts(createdIn: bench.question), .rules), limit: 20,
                waitingDays: days, only: nil, context
            ).document
        }
        var documents = [
            (
                "attribution",
                AttributionReport(attribution, context).document
            ),
            ("handover", HandoverReport(handover, context).document),
            (
                "review",
                ReviewReport(review, names: book.names, context).document
            ),
            (
                "rules learn",
                LearningReport(
                    learning.learning, learning.changes, context
                ).document
            ),
            ("budget", BudgetReport(budget, context).document),
            ("leads", leads(nil)), ("leads waiting", leads(3)),
            ("rules show", RuleBookReport(book, context).document),
        ]
        if let plan = await bench.plan() {
            documents.append(("plan", PlanReport(plan, context).document))
        }
        if let compared {
            documents.append(
                (
                    "rules compare",
                    DefinitionComparisonReport(
                        compared.comparison, compared.changes, context
                    ).document
                ))
        }
        return documents
    }
}
