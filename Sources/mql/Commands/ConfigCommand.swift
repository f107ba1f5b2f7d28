import ArgumentParser
import Intake
import Quantities
import Reports
import Workbench

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: CallLanguage.said(
            "What a call here uses: data, rules, language and the rest, and who said it.",
            "Wat een opdracht hier gebruikt: gegevens, regels, taal en de rest, en wie dat zei."),
        discussion: CallLanguage.said(
            """
            mql config
            MQL_RULES=pumps mql config --as-of 2026-10-01
            An option goes before the environment (MQL_DATA with colons between files, MQL_RULES, MQL_LANG, \
            MQL_AS_OF), the environment before mql.yaml, and that before the default.
            """,
            """
            mql config
            MQL_RULES=pumps mql config --as-of 2026-10-01
            Een optie gaat voor de omgeving (MQL_DATA met dubbele punten tussen bestanden, MQL_RULES, MQL_LANG, \
            MQL_AS_OF), de omgeving voor mql.yaml, en dat voor de standaard.
            """)
    )

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said("Files to read.", "Bestanden om te lezen."))
    var data: [String] = []

    @Option(help: .said("The rule book.", "Het regelboek."))
    var rules: String?

    @Option(
        help: .said(
            "The day up to which everything counts, such as 2026-03-31.",
            "De dag tot en met welke alles telt, zoals 2026-03-31."),
        transform: { try DayArgument.read($0) })
    var asOf: Day?

    @OptionGroup var output: OutputOptions

    func run() throws {
        try Environment.check()
        // As the file has it: what the environment says is told apart.
        let project = try Project.load()
        try output.print { SettingsReport(settings(project), $0) }
    }

    private func settings(_ project: Project?) -> [SettingsReport.Setting] {
        typealias Setting = SettingsReport.Setting
        func setting(
            _ key: String, _ en: String, _ nl: String, option: String?, _ optionName: String,
            environment: String, project: String?, standard: Phrase
        ) -> Setting {
            let name = Phrase(en: en, nl: nl)
            if let option { return Setting(key, name, option, .option, optionName) }
            if let value = Environment.value(environment) {
                return Setting(key, name, value, .environment, environment)
            }
            if let project { return Setting(key, name, project, .project, key) }
            return Setting(key, name, standard.text(output.lang), .standard)
        }
        let workspace = Workspace.here()
        var settings = [
            setting(
                "files", "data", "gegevens",
                option: data.isEmpty ? nil : data.joined(separator: " "), "--data",
                environment: Environment.data,
                // A workspace goes before the files of the project.
                project: workspace == nil
                    ? project.flatMap {
                        $0.files.isEmpty ? nil : $0.files.joined(separator: " ")
                    } : nil,
                standard: workspace.map {
                    Phrase(en: "the workspace \($0.folder)", nl: "de werkruimte \($0.folder)")
                } ?? Phrase(en: "none", nl: "geen")),
            setting(
                "rules", "rule book", "regelboek", option: rules, "--rules",
                environment: Environment.rules, project: project?.rules, standard: Phrase("b2b")),
            setting(
                "language", "language", "taal", option: output.look.chosenLanguage?.rawValue,
                "--lang", environment: Environment.language, project: project?.language?.rawValue,
                standard: Phrase("en")),
            setting(
                "as_of", "as of", "peildatum", option: asOf.map { "\($0)" }, "--as-of",
                environment: Environment.asOf, project: nil,
                standard: Phrase(
                    en: "the day to which the data go", nl: "de dag tot waar de gegevens gaan")),
        ]
        let others: [(key: String, en: String, nl: String, value: String?)] = [
            (
                "exported_on", "files are of", "bestanden zijn van",
                project?.exportedOn.map { "\($0)" }
            ),
            ("firm", "firm", "bedrijf", project?.firm),
            ("currency", "currency", "valuta", project?.currency?.code),
            ("map", "mapping", "mapping", project?.map),
            ("rates", "exchange rates", "wisselkoersen", project?.rates),
            ("date_order", "order of dates", "volgorde van datums", project?.dateOrder?.rawValue),
            ("decimal", "sign before cents", "teken voor centen", project?.decimal?.rawValue),
        ]
        settings += others.compactMap { key, en, nl, value in
            value.map { Setting(key, Phrase(en: en, nl: nl), $0, .project, key) }
        }
        return settings
    }
}
