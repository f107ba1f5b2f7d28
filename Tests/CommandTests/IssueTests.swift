import Foundation
import TestSupport
import Testing

/// Pages that are numbered and kept, so that the next one tells what moved.
struct IssueTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-issue-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    /// Forty MQLs of one source; of each fourth an SQL, of each eighth a sale.
    private func write(spend: String, into folder: URL) throws {
        var texts = [
            "leads": "lead_id,created_at,source\n", "stages": "lead_id,at,stage\n",
            "deals": "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n",
            "spend": "month,source,amount\n2026-01,letters,\(spend)\n",
        ]
        for number in 1...40 {
            texts["leads"]? += "M\(number),2026-01-05,letters\n"
            texts["stages"]? += "M\(number),2026-01-06,mql\n"
            guard number % 4 == 0 else { continue }
            texts["stages"]? += "M\(number),2026-01-20,sql\n"
            let status = number % 8 == 0 ? "won" : "lost"
            texts["deals"]? +=
                "D\(number),\(status),2026-01-20,2026-02-20,9000.00,3000.00,M\(number)\n"
        }
        for (name, text) in texts {
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).csv"))
        }
    }

    private let data = [
        "--data", "leads.csv", "stages.csv", "deals.csv", "spend.csv", "--as-of", "2026-09-30",
    ]

    @Test("A numbered page is kept for its owner alone, and the next one says what moved")
    func moves() throws {
        try inFolder { folder in
            // 4,000 ÷ 40 = 100; later 4,800 ÷ 40 = 120.
            try write(spend: "4000.00", into: folder)
            let issue = ["justify", "--issue", "--format", "html"]
            let first = try Command.run(issue + data, in: folder)
            #expect(first.code == 0 && first.output.contains("page 1"))
            #expect(!first.output.contains("Shown before"))
            let path = folder.appendingPathComponent("mql-pages.yaml").path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            try write(spend: "4800.00", into: folder)
            let next = try Command.run(["justify", "--format", "html"] + data, in: folder)
            #expect(
                next.output.contains(
                    "Cost per MQL was €100 and is €120: +€20 by spend that came in later."))
            let dutch = try Command.run(
                ["justify", "--format", "html", "--lang", "nl"] + data, in: folder)
            #expect(dutch.output.contains("door uitgaven die later binnenkwamen"))
            // A margin that somebody types is no margin of later sales.
            let typed = try Command.run(
                ["justify", "--format", "html", "--margin", "6000"] + data, in: folder)
            #expect(typed.output.contains("as another margin is assumed"))
            // Nothing was kept that nobody asked to keep.
            let kept = try String(contentsOfFile: path, encoding: .utf8)
            #expect(kept.components(separatedBy: "number:").count == 2)
        }
    }

    @Test("An answer of a workspace that was kept is not given again once a page was issued")
    func cached() throws {
        try inFolder { folder in
            try write(spend: "4000.00", into: folder)
            let files = ["leads.csv", "stages.csv", "deals.csv", "spend.csv"]
            #expect(try Command.run(["init"], in: folder).code == 0)
            let imported = try Command.run(["import"] + files, in: folder)
            #expect(imported.code == 0, "\(imported.complaint)")
            let call = ["justify", "--format", "html", "--as-of", "2026-09-30"]
            let before = try Command.run(call, in: folder)
            #expect(before.code == 0 && !before.output.contains("Shown before"))
            #expect(try Command.run(call, in: folder).output == before.output)
            #expect(
                try Command.run(call + ["--issue", "--to", "page.html"], in: folder).code == 0)
            #expect(try Command.run(call, in: folder).output.contains("Shown before"))
        }
    }

    @Test("A file of pages that is broken is told with its place, and left as it is")
    func broken() throws {
        try inFolder { folder in
            try write(spend: "4000.00", into: folder)
            let path = folder.appendingPathComponent("mql-pages.yaml")
            let text = "pages:\n  - {number: one, on: 2026-01-01}\n"
            try Data(text.utf8).write(to: path)
            let result = try Command.run(
                ["justify", "--issue", "--format", "html"] + data, in: folder)
            #expect(result.code == 65)
            #expect(result.complaint.contains("mql-pages.yaml:2:"))
            #expect(try String(contentsOf: path, encoding: .utf8) == text)
        }
    }

    @Test("Of months that are shown as one, spend that some lack is no price of all")
    func earlierMonths() throws {
        try inFolder { folder in
            var (leads, stages) = ("lead_id,created_at,source\n", "lead_id,at,stage\n")
            var spend = "month,source,amount\n"
            var number = 0
            for year in 2023...2026 {
                for month in 1...9 {
                    let start = "\(year)-0\(month)"
                    // Of the first month nothing tells what was spent.
                    if number > 0 { spend += "\(start),letters,1000.00\n" }
                    for _ in 1...4 {
                        number += 1
                        leads += "E\(number),\(start)-03,letters\n"
                        stages += "E\(number),\(start)-04,mql\n"
                        if number % 4 == 0 { stages += "E\(number),\(start)-20,sql\n" }
                    }
                }
            }
            for (name, text) in [("leads", leads), ("stages", stages), ("spend", spend)] {
                try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).csv"))
            }
            let shown = try Command.run(
                [
                    "report", "--by", "month", "--data", "leads.csv", "stages.csv", "spend.csv",
                    "--as-of", "2026-12-31",
                ], in: folder, isFull: false)
            let row = try #require(
                shown.output.split(separator: "\n").first { $0.contains("earlier months") })
            let cells = row.split(separator: " ").map(String.init)
            // Its name of three words, the spend that is known, the MQLs, and no price.
            #expect(cells.count > 5 && cells[5] == "–", "\(row)")
        }
    }
}
