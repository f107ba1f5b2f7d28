import Analysis
import ArgumentParser
import Intake
import Reports
import Valuation
import Workbench

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "A report on data of an invented Dutch firm, to see what you get.",
        discussion: """
            mql demo
            mql demo --into trial
            """
    )

    @Option(help: "The folder in which the data is put.")
    var into = "mql-demo"

    func run() async throws {
        var world = DemoWorld()
        let paths = DemoWorld.files.map { "\(into)/\($0)" }
        // Whatever else stands there under these names is somebody's own.
        let taken = paths.filter(Files.exists)
        if !taken.isEmpty, !Files.exists("\(into)/\(Self.mark)") {
            throw FailedVerb(
                .cannotWrite,
                "\(taken[0].visible) is there already. Choose another folder with --into.")
        }
        try world.write(into: into)
        try Files.write(Self.readme, to: "\(into)/\(Self.mark)")

        var request = Request()
        request.data = paths
        request.asOf = DemoWorld.asOf
        request.jobs = Terminal.processors
        let bench = try Bench(request)
        let figures = await bench.figures()
        Terminal.print("Waterland Pompen BV, an invented firm. Its files are in \(into)/.\n\n")
        Terminal.print(TextFormat().write(FiguresReport(figures, bench.reading).document))
        Terminal.print("\n" + next(bench) + "\n")
    }

    /// The commands to try after this, with a lead that is worth explaining.
    private func next(_ bench: Bench) -> String {
        let leads = bench.pipeline.list(bench.question, only: .mql)
        let lead = leads.first { $0.value != nil }?.id ?? "L-0001"
        let common = "--data \(into)/*.csv --as-of \(DemoWorld.asOf)"
        return """
            Now try
              mql explain \(lead) \(common)
              mql compare \(common)
              mql funnel \(common) --by month
              mql leads \(common) --only target_account
              mql report \(common) --period 2026-Q2 --format json
            """
    }

    private static let mark = "README.txt"
    private static let readme = """
        Data of an invented firm, made by `mql demo`. `mql demo` writes over these files.

        """
}
