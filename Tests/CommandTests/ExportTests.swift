import Foundation
import Intake
import Reports
import TestSupport
import Testing

/// Exports as programs give them and as people save them again, each with what becomes of it.
struct ExportTests {
    static let names = ((try? Fixtures.names(in: "exports")) ?? []).filter { $0.contains(".") }

    private func stem(_ name: String) -> String { name.split(separator: ".")[0].description }

    @Test("An export is recognised, and what is taken from it is shown", arguments: names)
    func inspection(name: String) throws {
        let result = try Command.run(["inspect", name], in: Fixtures.url("exports"))
        let stem = stem(name)
        expectGolden(
            "exit \(result.code)\n\(result.complaint)\(result.output)",
            at: "exports/expected/\(stem).txt")
        #expect(!result.output.contains("Optional("))
    }

    @Test("Every format that is known has an export here")
    func completeness() throws {
        let all = try Self.names.map {
            try Fixtures.text("exports/expected/\(stem($0)).txt")
        }.joined()
        #expect(VendorFormat.names.contains("HubSpot contacts"))
        for vendor in VendorFormat.names.map(Wording().export) {
            #expect(all.contains("\(vendor), by its columns"), "\(vendor)")
        }
    }
}

/// From four raw exports to a report.
struct StartTests {
    private let exports = [
        "Campaign report.csv", "campaign_performance_report.csv",
        "hubspot-crm-exports-contacts-2026-09-30.csv", "hubspot-crm-exports-deals-2026-09-30.csv",
    ]

    /// A folder with the exports, which is thrown away afterwards.
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-start-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in exports + ["answers.yaml"] {
            try FileManager.default.copyItem(
                at: Fixtures.url("start/\(name)"), to: folder.appendingPathComponent(name))
        }
        try body(folder)
    }

    @Test("Four exports and a file of answers give a report, and the answers are kept")
    func fourExports() throws {
        try inFolder { folder in
            let start = try Command.run(
                ["start"] + exports + ["--answers", "answers.yaml", "--as-of", "2026-09-30"],
                in: folder)
            #expect(start.code == 0)
            expectGolden(start.complaint + "\n" + start.output, at: "start/expected.txt")
            let project = folder.appendingPathComponent("mql.yaml")
            expectGolden(
                try String(contentsOf: project, encoding: .utf8), at: "start/expected-mql.yaml")
            let mode = try FileManager.default.attributesOfItem(atPath: project.path)
            #expect(mode[.posixPermissions] as? Int == 0o600)

            // From now on no options are needed, and the report is the same.
            let report = try Command.run(["report", "--as-of", "2026-09-30"], in: folder)
            #expect(report.output == start.output)
            // Again, nothing is asked, and what is written by hand stays.
            let written = try String(contentsOf: project, encoding: .utf8) + "# ours\n"
            try written.write(to: project, atomically: true, encoding: .utf8)
            let again = try Command.run(
                ["start"] + exports + ["--as-of", "2026-09-30"], in: folder)
            #expect(again.code == 0 && again.output == start.output)
            #expect(again.complaint.contains("Nothing new: mql.yaml has every file"))
            #expect(try String(contentsOf: project, encoding: .utf8) == written)
            // A new file is taken in, and only what it brings is asked.
            try "Month,Channel,Cost\n2026-08,Acme CRM licence,480.00\n".write(
                to: folder.appendingPathComponent("tools.csv"), atomically: true, encoding: .utf8)
            try "tools: tools\nvat: no\nby: marketing\non: 2026-10-02\n".write(
                to: folder.appendingPathComponent("more.yaml"), atomically: true, encoding: .utf8)
            let more = try Command.run(
                ["start", "--answers", "more.yaml", "--as-of", "2026-09-30"], in: folder)
            #expect(more.code == 0)
            #expect(more.complaint.contains("1/2") && !more.complaint.contains("margin, after"))
            let now = try String(contentsOf: project, encoding: .utf8)
            #expect(
                now.split(separator: "\n").filter { !written.contains($0) } == [
                    "  - \"tools.csv\"", "spend_categories:",
                    "  \"Acme CRM licence\": {value: tools, by: marketing, on: 2026-10-02}",
                    "spend_vat: {value: 0%, by: marketing, on: 2026-10-02}",
                ])
            #expect(now.contains("# ours\n"))
            // What is answered already is changed in the file, and not by the way.
            try "margin: 50%\n".write(
                to: folder.appendingPathComponent("late.yaml"), atomically: true, encoding: .utf8)
            let late = try Command.run(
                ["start", "--answers", "late.yaml", "--as-of", "2026-09-30"], in: folder)
            #expect(late.code == 0 && late.complaint.contains("Nothing new"))
            #expect(late.complaint.contains("Not asked, and so not used: margin."))
            // To begin anew takes nothing away either.
            let anew = try Command.run(
                ["start", "--again", "--as-of", "2026-09-30"] + exports, in: folder)
            #expect(anew.code == 0)
            let before = folder.appendingPathComponent("mql.yaml.before")
            #expect(try String(contentsOf: before, encoding: .utf8) == now)
            try written.write(to: project, atomically: true, encoding: .utf8)
            let handover = try Command.run(["handover", "--as-of", "2026-09-30"], in: folder)
            #expect(handover.code == 0)
            #expect(handover.output.contains("Unqualified"))
        }
    }

    @Test(
        "A folder as it is gives a first report: a workbook, Dutch exports, words of a firm's own")
    func folder() throws {
        let place = try TemporaryPlace()
        let folder = place.url.appendingPathComponent("exports")
        try FileManager.default.copyItem(at: Fixtures.url("start-folder"), to: folder)
        let start = try Command.run(
            ["start", "--answers", "answers.yaml", "--lang", "nl", "--as-of", "2026-07-01"],
            in: folder)
        #expect(start.code == 0)
        // 60 contacts, of which 48 have a day for "Warme lead" and 36 one for "Salesrijp"; 12 more stand in the
        // workbook. Won are the deals of "Opdracht binnen": 10,000 + 11,500 + 13,000, 35% of which is 12,075.
        #expect(start.output.contains("    72    48 "))
        #expect(start.output.contains("12.075"))
        // 30 days of 50 to 79 at Google, 25 of 80 to 104 at LinkedIn, 250 + 12,500 + 99.95 in the own list.
        #expect(start.output.contains("totaal       17.084,95    72    48         –    36       3"))
        #expect(start.complaint.contains("notities.txt blijft weg."))
        #expect(start.complaint.contains("1/7"))
    }

    @Test("Without answers the questions stay open, and the report says what it lacks")
    func noAnswers() throws {
        try inFolder { folder in
            let start = try Command.run(
                ["start"] + exports + ["--as-of", "2026-09-30", "--lang", "nl"], in: folder)
            #expect(start.code == 0)
            #expect(start.complaint.contains("6 vragen blijven open"))
            #expect(start.output.contains("omzet, geen marge"))
            // The language is kept too.
            let report = try Command.run(["report", "--as-of", "2026-09-30"], in: folder)
            #expect(report.output == start.output)
        }
    }

    @Test("Wrong answers and a wrong project file are named with their place")
    func mistakes() throws {
        try inFolder { folder in
            let answers = folder.appendingPathComponent("wrong.yaml")
            try "margin: a lot\n".write(to: answers, atomically: true, encoding: .utf8)
            let start = try Command.run(
                ["start"] + exports + ["--answers", "wrong.yaml"], in: folder)
            #expect(start.code == 65)
            #expect(start.complaint.contains("wrong.yaml: margin: \"a lot\" is not understood."))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/mql.yaml"))

            try "files: [x.csv]\nrulez: b2b\neconomics: {margin: 40, hour_cost: 65.00}\n".write(
                to: folder.appendingPathComponent("mql.yaml"), atomically: true, encoding: .utf8)
            let report = try Command.run(["report"], in: folder)
            #expect(report.code == 65)
            #expect(report.complaint.contains("mql.yaml:2:1: "))
            #expect(report.complaint.contains("mql.yaml:3:21: expected a percentage"))
            #expect(report.complaint.contains("hours_per_mql"))
        }
    }
}
