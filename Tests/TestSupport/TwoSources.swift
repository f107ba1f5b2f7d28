package import Foundation

/// A small firm that two sources bring MQLs, one each third day: ads from January on for €1,000 a month and from April
/// on for €1,500, letters for €500 a month.
package enum TwoSources {
    /// Writes leads, stages and spend.
    ///
    /// - Parameters:
    ///   - adsUntil: the last month in which ads are bought and bring MQLs.
    ///   - spendUntil: the last month of which any spend is known.
    package static func write(
        into folder: URL, adsUntil: Int = 6, adsLeadsUntil: String = "2026-06-30",
        spendUntil: Int = 6
    ) throws {
        var (leads, stages) = ("lead_id,created_at,source\n", "lead_id,at,stage\n")
        var spend = "month,source,amount\n"
        func add(_ id: String, _ day: String, _ source: String) {
            leads += "\(id),\(day),\(source)\n"
            stages += "\(id),\(day),mql\n"
        }
        for (start, first) in [("2026-01-01", "A"), ("2026-04-01", "B")] {
            for number in 0..<30 {
                let day = Self.day(start, plus: 3 * number)
                if day <= adsLeadsUntil, first == "A" || adsUntil > 3 {
                    add("\(first)\(number)", day, "ads")
                }
                let isLast = first == "B" && number == 29
                add("L\(first)\(number)", isLast ? "2026-06-30" : day, "letters")
            }
        }
        for month in 1...spendUntil {
            if month <= adsUntil {
                spend += "2026-0\(month),ads,\(month < 4 ? 1000 : 1500).00\n"
            }
            spend += "2026-0\(month),letters,500.00\n"
        }
        for (name, text) in [("leads", leads), ("stages", stages), ("spend", spend)] {
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).csv"))
        }
    }

    package static let data = [
        "--data", "leads.csv", "stages.csv", "spend.csv", "--as-of", "2026-06-30",
    ]

    private static func day(_ start: String, plus days: Int) -> String {
        let form = ISO8601DateFormatter()
        form.formatOptions = [.withFullDate]
        guard let date = form.date(from: start) else { return start }
        return form.string(from: date.addingTimeInterval(Double(days) * 86_400))
    }

    /// Does something in a folder of its own, which is gone afterwards.
    package static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-two-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }
}
