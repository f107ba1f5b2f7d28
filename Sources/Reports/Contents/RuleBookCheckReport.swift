package import Analysis
package import Quantities
package import Valuation

/// What the makers of a rule book should look at, the worst first.
package struct RuleBookCheckReport: Report {
    private let findings: [RuleBookFinding]
    private let book: RuleBook
    private let asOf: Day
    /// How many leads the rules were tried on; nil where none were read.
    private let leads: Int?
    package let context: ReportContext

    package init(
        _ findings: [RuleBookFinding], _ book: RuleBook, asOf: Day, leads: Int? = nil,
        _ context: ReportContext = ReportContext()
    ) {
        self.findings = findings
        self.book = book
        self.asOf = asOf
        self.leads = leads
        self.context = context
    }

    package var document: Document {
        let day = say.day(asOf)
        var document = Document(
            say("Rule book", "Regelboek") + " \(book.name) \(book.version) · "
                + say("looked at on \(day)", "bekeken op \(day)")
                + (leads.map { say(" with ", " met ") + say.count($0, .lead) } ?? ""))
        document.saysCommands = true
        for severity in RuleBookFinding.Severity.allCases {
            let lines = findings.filter { $0.severity == severity }.map(line)
            guard !lines.isEmpty else { continue }
            document.section(heading(severity), .list(lines))
        }
        if findings.isEmpty {
            document.add(
                .paragraph(say("Nothing to remark.", "Niets op te merken."))
            )
        }
        document.dataTable = Table(
            Self.fields, findings.map { FindingRow(finding: $0, words: words) })
        return document
    }

    private func heading(_ severity: RuleBookFinding.Severity) -> String {
        switch severity {
        case .mistake: say("Cannot be meant", "Kan niet de bedoeling zijn")
        case .agreement: say("Not agreed", "Niet afgesproken")
        case .advice: say("Often goes wrong", "Gaat vaak mis")
        }
    }

    private var words: RuleBookFindingText { RuleBookFindingText(book, say) }

    private func line(_ finding: RuleBookFinding) -> String {
        (finding.place.map { "\($0): " } ?? "") + words.text(finding.kind) + " "
            + words.mend(finding.kind)
    }

    /// Something to look at, and the words for it.
    struct FindingRow {
        let finding: RuleBookFinding
        let words: RuleBookFindingText
    }

    static let fields: [Field<FindingRow>] = [
        Field(data: "severity", .text) { .text($0.finding.severity.rawValue) },
        Field(data: "place", .text) { .known($0.finding.place) },
        Field(data: "finding", .text) { .text($0.words.text($0.finding.kind)) },
        Field(data: "mend", .text) { .text($0.words.mend($0.finding.kind)) },
    ]

    package var json: JSONValue {
        .members([
            "schema": "mql.rules-check/1", "rule_book": book.name, "version": book.version,
            "fingerprint": book.fingerprint.description, "signable": book.signable, "leads": leads,
            "as_of": asOf,
            "findings": findings.map { finding in
                JSONValue.members([
                    "severity": finding.severity.rawValue, "place": finding.place,
                    "text": words.text(finding.kind), "mend": words.mend(finding.kind),
                ])
            },
        ])
    }
}
