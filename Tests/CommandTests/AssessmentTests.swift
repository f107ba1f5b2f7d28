import Foundation
import Intake
import Quantities
import Reports
import TestSupport
import Testing

@testable import Workbench

@Suite("A data protection impact assessment says what the rule book and the workspace say")
struct AssessmentTests {
    private let roles = [
        AssessedHolding.Role(name: "read", sees: Phrase(en: "figures", nl: "cijfers"), tokens: nil)
    ]

    private func text(
        _ rules: String = "", _ language: Language = .en,
        holding: AssessedHolding? = nil
    ) throws -> String {
        let book = try RuleFiles.read(
            "rule_book: ours\nextends: b2b\n" + rules, name: "ours.yaml")
        let report = AssessmentReport(
            book, holding ?? AssessedHolding(imports: nil, retention: nil, roles: roles),
            ReportContext(language, command: "mql privacy dpia"))
        return MarkdownFormat(language).write(report.document)
    }

    private func row(_ text: String, _ name: String) -> String {
        text.split(separator: "\n").first { $0.hasPrefix("| \(name) |") }.map(String.init) ?? ""
    }

    private func entry(_ text: String, _ name: String) -> String {
        text.split(separator: "\n").first { $0.hasPrefix("- **\(name)**") }.map(String.init) ?? ""
    }

    @Test("A rule that is added stands in the logic, in the table of fields and in the statement")
    func rules() throws {
        let plain = try text()
        let changed = try text(
            """
            fit:
              all:
                dutch-phone: {phone: {contains: ["+31"]}, points: 7}
            disqualify:
              students: {job_title: {words: [student]}}

            """)
        #expect(entry(plain, "phone").contains("no rule decides by it"))
        #expect(entry(changed, "phone").contains("decide by it: fit: dutch-phone"))
        #expect(!plain.contains("+31") && changed.contains("phone contains +31 (+7)"))
        #expect(changed.contains("students: job title has the word student"))
        #expect(entry(changed, "job title").contains("rules out: students"))
        // What is not read is told so, and no longer once a rule reads it.
        func unread(_ text: String) -> Substring? {
            text.split(separator: "\n").first { $0.contains("no rule decides by these") }
        }
        #expect(unread(plain)?.contains("phone") == true)
        #expect(unread(changed)?.contains("phone") == false)
    }

    @Test(
        "Who decides is what the rule book says: with the CRM the score only says how well a lead fits"
    )
    func decider() throws {
        #expect(try text().contains("The score is advice to people of marketing and sales."))
        let crm = try text("mql_decided_by: crm\n")
        #expect(crm.contains("people decide in the CRM"))
    }

    @Test("Both languages say the same: as many lines, tables, numbers and places to fill in")
    func languages() throws {
        let holding = AssessedHolding(
            imports: [
                .init(vendor: "HubSpot", kinds: [.lead]), .init(vendor: nil, kinds: [.spend]),
            ],
            retention: 36, roles: roles, hasSellers: true)
        for holding in [nil, holding] {
            let (en, nl) = (
                try text("", .en, holding: holding), try text("", .nl, holding: holding)
            )
            let (lines, others) = (en.split(separator: "\n"), nl.split(separator: "\n"))
            #expect(lines.count == others.count)
            for (line, other) in zip(lines, others) {
                #expect(
                    line.ranges(of: "[TO FILL IN").count == other.ranges(of: "[IN TE VULLEN").count,
                    "\(line)\n\(other)")
                #expect(
                    line.filter(\.isNumber) == other.filter(\.isNumber), "\(line)\n\(other)")
            }
            #expect(!nl.contains("TO FILL IN"))
        }
    }

    @Test("What the workspace says is filled in; without one it says that nothing is kept")
    func holdings() throws {
        let none = try text()
        #expect(none.contains("There is no workspace here"))
        let kept = try text(
            holding: AssessedHolding(
                imports: [.init(vendor: "HubSpot", kinds: [.lead, .stage])], retention: 36,
                roles: [.init(name: "sales", sees: Phrase("leads"), tokens: 2)]))
        #expect(kept.contains("HubSpot: leads, stages"))
        #expect(kept.contains("36 months is erased at each import"))
        #expect(row(kept, "sales").hasSuffix("| 2 |"))
        let open = try text(holding: AssessedHolding(imports: [], retention: nil, roles: roles))
        #expect(open.contains("No term is set") && open.contains("nothing yet"))
    }

    @Test(
        "It gives no verdict of law, and names nobody who signed the rules",
        arguments: Language.allCases)
    func verdicts(language: Language) throws {
        let text = try text(
            "reviewed: {on: 2026-09-01, by: [Petra Jansen, Kees de Wit]}\n", language)
        for word in [
            "lawful", "legal", "compliant", "is allowed", "rechtmatig", "is toegestaan",
            "voldoet aan de AVG", "Petra", "Kees", "@",
        ] {
            #expect(!text.localizedCaseInsensitiveContains(word), "\(word)")
        }
        #expect(text.contains("(art. 22)"))
        #expect(text.contains(language == .nl ? "artikel 6 lid 1 onder f" : "article 6(1)(f)"))
    }

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "mql-dpia-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("It runs with a workspace and without one, and refuses formats for programs")
    func commands() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let alone = try Command.run(["privacy", "dpia"], in: folder)
        #expect(alone.code == 0 && alone.output.contains("There is no workspace here"))
        #expect(try Command.run(["privacy", "dpia", "--format", "json"], in: folder).code == 2)
        #expect(try Command.run(["privacy", "dpia", "--rules", "nope.yaml"], in: folder).code != 0)

        #expect(try Command.run(["init"], in: folder).code == 0)
        try "firm: Waterland Pompen BV\nretention: 24\n".write(
            to: folder.appending(path: "mql.yaml"), atomically: true, encoding: .utf8)
        try "lead_id,created_at,source,email\nL-1,2026-03-10,google-ads,anna@noord.example\n".write(
            to: folder.appending(path: "leads.csv"), atomically: true, encoding: .utf8)
        #expect(try Command.run(["import", "leads.csv"], in: folder).code == 0)
        let kept = try Command.run(
            ["privacy", "dpia", "--lang", "nl", "--format", "html"], in: folder)
        #expect(kept.code == 0)
        #expect(kept.output.contains("Waterland Pompen BV") && kept.output.contains("24 maanden"))
        #expect(kept.output.contains("mql privacy erase") && !kept.output.contains("anna"))
    }
}
