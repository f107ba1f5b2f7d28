import Analysis
import ArgumentParser
import Intake
import Quantities
import Reports
import Valuation
import Workbench

struct TallyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally",
        abstract: CallLanguage.said(
            "What some leads add to every figure of a report, as text: a part, to be added to others.",
            "Wat een deel van de leads aan elk cijfer van een rapport toevoegt, als tekst."),
        discussion: """
            mql tally --data part-1/*.csv --as-of 2026-06-30 --period 2026 --decided-by rules --run-key key > 1.part
            mql report --tallies 1.part 2.part --data spend.csv
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.used) var rows: RowOptions
    @OptionGroup(title: OptionTitle.counting) var counted: UnitOptions

    @Option(
        help: .said(
            "A file with at least 16 bytes that nobody else has: the same for all parts of a report.",
            "Een bestand met minstens 16 bytes die niemand anders heeft: hetzelfde voor alle delen."
        ))
    var runKey: String

    @Option(
        help: .said(
            "Who decides what an MQL is where the rule book says auto: rules or crm.",
            "Wie beslist wat een MQL is als het regelboek auto zegt: rules of crm."))
    var decidedBy: Decider?

    @Option(
        help: .said(
            "The language of what is told: en or nl.", "De taal van wat gemeld wordt: en of nl."))
    var lang: Language = .en

    func validate() throws {
        guard !data.usesWorkspace else {
            throw ValidationError(
                en:
                    "mql tally reads files: name them with --data. A workspace is reported on as a whole.",
                nl:
                    "mql tally leest bestanden: noem ze met --data. Over een werkruimte wordt in haar geheel "
                    + "gerapporteerd.")
        }
    }

    func run() throws {
        guard data.tallies.isEmpty else {
            throw FailedVerb(
                .badData, en: "--tallies: mql tally makes parts; mql report adds them up.",
                nl: "--tallies: mql tally maakt delen; mql report telt ze op.")
        }
        var request = try data.request(by: rows.by, unit: counted.unit)
        request.progress = Terminal.progress(lang)
        let terms = PartTerms(
            decidedBy: decidedBy, runKey: runKey, version: MQL.configuration.version)
        let (part, bench) = try Bench.part(request, terms)
        try Losses.tell(bench, lang)
        if let rejects = data.rejects {
            try RejectsOption.write(bench.reading.rejected, to: rejects, lang)
        }
        try Losses.require(bench, isStrict: data.tables.strict)
        Terminal.show(String(decoding: part, as: UTF8.self), pages: false)
    }
}

extension Decider: ExpressibleByArgument {
    /// Who is to decide is one of two.
    public init?(argument: String) {
        guard let decider = Decider(rawValue: argument), decider != .auto else { return nil }
        self = decider
    }

    public static var allValueStrings: [String] {
        [Decider.rules, .crm].map(\.rawValue)
    }
}
