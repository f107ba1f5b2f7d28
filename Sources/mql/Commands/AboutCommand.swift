import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct AboutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "about",
        abstract: CallLanguage.said(
            "One page for whoever takes this over: files, answers, rules, decisions, access, and what to do when.",
            "Eén pagina voor wie dit overneemt: bestanden, antwoorden, regels, besluiten, toegang, en wat wanneer te doen."
        ),
        discussion: CallLanguage.said(
            """
            mql about
            mql about --format html --to about.html
            how_exported in mql.yaml says with which filter or view each file is exported.
            """,
            """
            mql about --lang nl
            mql about --format html --to overdracht.html
            how_exported in mql.yaml zegt met welk filter of welke weergave elk bestand wordt geëxporteerd.
            """)
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(lang: output.lang)
        let decided = try await bench.outcomes(of: TeamDecisions().open)
        let figures = await bench.figures()
        let about = try bench.about(
            CurrentProject.project, data.usesWorkspace ? Workspace.here() : nil, decided: decided)
        try output.print(of: bench) {
            AboutReport(about, figures, bench.pipeline.rules.book, $0)
        }
    }
}
