import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: CallLanguage.said(
            "A report on data of an invented Dutch firm, to see what you get.",
            "Een rapport over een verzonnen Nederlands bedrijf, om te zien wat u krijgt."),
        discussion: """
            mql demo
            mql demo --into trial
            mql demo --serve
            """
    )

    @Option(
        help: .said(
            "The folder in which the data is put.",
            "De map waarin de gegevens komen."))
    var into = "mql-demo"

    @Option(
        help: .said(
            "en or nl: the language of the report.",
            "en of nl: de taal van het rapport."))
    var lang: Language = .en

    @OptionGroup var length: FullOption

    @Flag(
        help: .said(
            "Show it in a browser: mql serve on the data of the invented firm.",
            "Toon het in een browser: mql serve op de gegevens van het verzonnen bedrijf."))
    var serve = false

    @Option(
        help: .said(
            "With --serve: the port on which it listens; 0 takes one that is free.",
            "Met --serve: de poort waarop het luistert; 0 neemt een vrije."))
    var port = 8123

    func run() async throws {
        if serve { return try await serveDemo() }
        var folder = try DemoFolder(into)
        let into = into.visible

        var request = Request()
        request.data = folder.files
        request.asOf = DemoWorld.asOf
        request.exportedOn = DemoWorld.asOf
        request.project = try folder.project
        request.jobs = Terminal.processors
        let bench = try Bench(request)
        let justified = await bench.justify(.init())
        var more = FiguresReport.More()
        more.justification = justified
        let say = Wording(lang)
        Terminal.print(
            say(
                "Waterland Pompen BV, an invented firm. Its files are in \(into)/.\n\n",
                "Waterland Pompen BV, een verzonnen bedrijf. De bestanden staan in \(into)/.\n\n"))
        let report = FiguresReport(justified.figures, more: more, bench.context(lang))
        let text = TextFormat(lang, width: Terminal.width, isColoured: Terminal.hasColours)
        Terminal.show(
            text.write((length.full ? nil : report.screen) ?? report.document), pages: false)
        let command = "cd \(into) && mql justify --format html"
        var context = bench.context(lang, command: command)
        context.firm = request.project?.firm
        let page = try folder.add(
            page: JustificationReport(justified, context).html(warning: nil)
        ).visible
        Terminal.print(
            "\n"
                + say(
                    "The page for management, to open in a browser or to print: \(page)",
                    "De pagina voor de directie, om te openen in een browser of af te drukken: \(page)"
                )
                + "\n")
        Terminal.print("\n" + next(bench, say) + "\n")
    }

    /// Serves the invented firm from its folder.
    private func serveDemo() async throws {
        let folder = try DemoFolder(into)
        try Files.work(in: folder.folder)
        let words = ["--port", "\(port)", "--lang", lang.rawValue]
        try await ServeCommand.parse(words).run()
    }

    /// The commands to try after this, with a lead that is worth explaining.
    private func next(_ bench: Bench, _ say: Wording) -> String {
        let leads = bench.pipeline.list(bench.question, only: .mql)
        let lead = leads.first { $0.value != nil }?.id ?? "L-0001"
        let lang = lang == .en ? "" : " --lang \(lang.rawValue)"
        return """
            \(say("Now try", "Probeer nu"))
              cd \(into.visible)
              mql explain \(lead)\(lang)
              mql justify\(lang)
              mql budget --amount 15000 --required-return 1\(lang)
              mql handover\(lang)
              mql plan --period 2026-Q3\(lang)
              mql compare\(lang)
              mql attribution\(lang)
              mql leads --only target_account\(lang)
              mql report --period 2026-Q2 --format json\(lang)
            """
    }
}
