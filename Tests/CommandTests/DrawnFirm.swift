import Foundation
import TestSupport

/// An invented firm whose pages have every chart: six sources, one with a long name, ten months, touches of other
/// sources, deals, spend and a plan.
struct DrawnFirm {
    let folder: URL
    let data = [
        "--data", "leads.csv", "activities.csv", "stages.csv", "deals.csv", "spend.csv", "plan.csv",
        "--as-of", "2026-11-30", "--rules", "rules.yaml",
    ]

    /// How each page is asked for.
    static let calls =
        ReportCalls.all + [
            ["plan"], ["budget", "--amount", "9000"], ["report", "--by", "month"],
            ["leads", "--not-contacted"], ["source", "google"],
        ]

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-drawn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let sources = [
            "garden fair", "letters", "radio spots on the local station of the whole region",
            "google", "partners", "walk-in",
        ]
        var (leads, activities) = ("lead_id,created_at,source\n", "lead_id,at,action,source\n")
        var (stages, deals) = (
            "lead_id,at,stage\n",
            "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        )
        var (spend, plan) = ("month,source,amount\n", "month,source,spend,mqls,sqls,customers\n")
        for month in 1...10 {
            let start = month < 10 ? "2026-0\(month)" : "2026-\(month)"
            plan += "\(start),*,6500.00,60,8,2\n"
            for (place, source) in sources.enumerated() {
                if place < 4 {
                    spend += "\(start),\(source),\((place + 1) * 400 + month * 30).00\n"
                }
                for number in 1...8 {
                    let id = "P\(month)-\(place)-\(number)"
                    leads += "\(id),\(start)-03,\(source)\n"
                    let touch = sources[(place + number) % sources.count]
                    activities += "\(id),\(start)-04,page_view,\(touch)\n"
                    stages += "\(id),\(start)-05,mql\n"
                    if number < 7 { stages += "\(id),\(start)-08,contacted\n" }
                    guard number <= (place + month) % 4 else { continue }
                    stages += "\(id),\(start)-20,sql\n"
                    let status = number == 1 ? "won" : "lost"
                    deals += "D\(id),\(status),\(start)-20,\(start)-27,7000.00,2500.00,\(id)\n"
                }
            }
        }
        for (name, text) in [
            ("leads", leads), ("activities", activities), ("stages", stages), ("deals", deals),
            ("spend", spend), ("plan", plan),
        ] {
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).csv"))
        }
        let rules = "rule_book: drawn\nversion: 1\nextends: b2b\nmql_decided_by: crm\n"
        try Data(rules.utf8).write(to: folder.appendingPathComponent("rules.yaml"))
    }

    func page(_ call: [String], _ language: String) throws -> CommandResult {
        try Command.run(call + ["--format", "html", "--lang", language] + data, in: folder)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}
