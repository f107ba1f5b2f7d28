package import Analysis
package import Intake
package import Leads
package import Quantities
package import Valuation

/// What a team agreed on once, so that nobody has to say it again: its files and its answers.
package struct Project: Sendable {
    /// Where it is looked for: in the folder in which somebody works.
    package static let fileName = "mql.yaml"

    /// The exports, as seen from the folder of the file.
    package var files: [String] = []
    package var map: String?
    /// What the firm is called on its pages.
    package var firm: String?
    /// The address of a lead in the CRM, with `{id}` in the place of its number; nil where nobody gave it.
    package var crmLink: String?
    /// A file of exchange rates.
    package var rates: String?
    package var rules: String?
    package var language: Language?
    package var currency: Currency?
    package var dateOrder: DateOrder?
    /// What a row of a platform's export is of, where it does not tell.
    package var eachRow: RowDays?
    package var decimal: DecimalSign?
    /// VAT that is part of the amounts spent, in hundredths of a percent; nil where there is none.
    package var vatInSpend: Int?
    /// What only the firm knows of margin, hours and return.
    package var economics = EconomicRules()
    /// Texts of the files, and the source that each of them means.
    package var sources: [String: String] = [:]
    /// Names of campaigns in the files, and the campaign that each of them means.
    package var campaigns: [String: String] = [:]
    /// What the CRM calls a lead that sales has turned down, and the day of which that is known.
    package var rejected: [String] = []
    /// What the CRM's own words for where a lead stands mean.
    package var leadStages: [String: LeadStageWord] = [:]
    /// What the CRM calls stages of deals that are won, that are lost, and that are neither.
    package var wonStages: [String] = []
    package var lostStages: [String] = []
    package var openStages: [String] = []
    /// What spend of a name pays for, where no column says it: what is for tools or people is shared.
    package var spendCategories: [String: Spend.Category] = [:]
    /// With which filter or view a file is exported, by its name or a pattern: for whoever takes over.
    package var howExported: [String: String] = [:]
    /// Questions that were answered with no, and are not asked again.
    package var settled: [String] = []
    package var exportedOn: Day?
    package var created = Creation.asGiven
    /// Who gave an answer above, and when, by the name of its key, or by key and word: `lead_stages/Hot lead`.
    package var said: [String: Said] = [:]

    /// From when on a lead counts.
    package enum Creation: String, CaseIterable, Sendable {
        /// The day that its file gives it.
        case asGiven = "as_given"
        /// Its first stage or activity, where that came before.
        case earliest
    }
    /// With whom it was agreed that leads keep who of sales has them; nil where that is not read.
    package var sellers: SellerAgreement?
    /// After how many months without anything a person is erased; nil for never.
    package var retention: Int?

    /// Tests of what sources cause, in the order of the file, and by source what they showed.
    package var experiments: [Experiment] = []
    package var caused: [String: CausedShare] = [:]

    package static let retentions = 1...1200

    package init() {}

    /// The project of a folder; nil where it has none.
    package static func load(_ path: String = fileName) throws -> Project? {
        guard Files.exists(path) else { return nil }
        let text = try Files.text(path)
        do {
            var project = try ProjectFile.read(text, name: path)
            let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            if !folder.isEmpty {
                let start = folder.joined(separator: "/") + "/"
                func placed(_ file: String) -> String { file.hasPrefix("/") ? file : start + file }
                project.files = project.files.map(placed)
                project.map = project.map.map(placed)
                project.rates = project.rates.map(placed)
                project.rules = project.rules.map {
                    RuleFiles.presets.contains($0) ? $0 : placed($0)
                }
            }
            return project
        } catch let error as RuleFileError {
            throw FailedVerb(.badData, Phrase(error.description))
        }
    }

    /// Every file that it names.
    package var named: [String] { files + [map, rates, rules].compactMap(\.self) }

    /// Adds to a project, or makes one that says nothing else, how long persons are kept.
    package static func keep(retention months: Int, in path: String) throws {
        let text = Files.exists(path) ? try Files.text(path) : ""
        let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try OutputGuard(reading: []).file(path, for: "init", over: .plainFile, takesPipes: false)
            .write(text + end + ProjectFile.line(retention: months) + "\n")
    }

    /// Writes the file, for its owner alone.
    package func write(to file: OutputFile) throws {
        try file.write(ProjectFile.text(of: self))
    }
}
