import Foundation
import Quantities
import Reports
import TestSupport
import Testing

/// A figure is the same wherever it stands: in text, Markdown, CSV and JSON, in both languages.
struct AgreementTests {
    /// Where each column of the CSV stands in the JSON.
    private static let paths = [
        "spend": "spend.bought_for", "leads": "leads", "mqls": "mqls", "sqls": "sqls", "won": "won",
        "per_lead": "cost.per_lead", "per_mql": "cost.per_mql", "per_sql": "cost.per_sql",
        "per_customer": "cost.per_customer", "conversion": "conversion.matured.rate",
        "conversion_low": "conversion.matured.low", "conversion_high": "conversion.matured.high",
        "had_time": "conversion.matured.had_time", "value": "value_band.value",
        "value_band_low": "value_band.low", "value_band_high": "value_band.high",
        "next_mql_band_low": "next_cost.per_mql.low",
        "next_mql_band_high": "next_cost.per_mql.high",
        "next_sql_band_low": "next_cost.per_sql.low",
        "next_sql_band_high": "next_cost.per_sql.high",
        "next_customer_band_low": "next_cost.per_customer.low",
        "next_customer_band_high": "next_cost.per_customer.high", "undecided": "to_come.undecided",
        "sqls_to_come": "to_come.sqls", "sqls_to_come_low": "to_come.low",
        "sqls_to_come_high": "to_come.high", "per_sql_in_the_end": "to_come.per_sql_in_the_end",
        "planning_rate": "to_come.planning_rate", "back_cost": "return.so_far.cost",
        "back_amount": "return.so_far.amount", "back_per_1": "return.so_far.per_euro",
        "back_per_1_low": "return.so_far.per_euro_low",
        "back_per_1_high": "return.so_far.per_euro_high",
        "back_with_open_deals": "return.with_open_deals.per_euro",
    ]

    private func value(_ path: String, in row: [String: Any]) -> Double? {
        var value: Any? = row
        for name in path.split(separator: ".") {
            value = (value as? [String: Any])?[String(name)]
        }
        return (value as? NSNumber)?.doubleValue
    }

    private func inDemo(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Command.run(["demo"], in: folder).code == 0)
        try body(folder)
    }

    private func report(_ format: String, _ language: String, in folder: URL) throws -> String {
        let files = ["leads", "activities", "stages", "deals", "spend"].map { "mql-demo/\($0).csv" }
        let result = try Command.run(
            ["report", "--data"] + files
                + ["--as-of", "2026-10-01", "--format", format, "--lang", language], in: folder)
        #expect(result.code == 0)
        return result.output
    }

    /// The rows and the total of the JSON, by key.
    private func rows(_ json: String) throws -> [[String: Any]] {
        let top = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let figures = try #require(top["figures"] as? [String: Any])
        return try #require(figures["rows"] as? [[String: Any]])
            + [try #require(figures["total"] as? [String: Any])]
    }

    @Test("Every number of the CSV is the number of the JSON")
    func csv() throws {
        try inDemo { folder in
            let rows = try rows(try report("json", "en", in: folder))
            let lines = try report("csv", "en", in: folder).split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            #expect(lines.count == rows.count + 1)
            var compared = 0
            for (row, line) in zip(rows, lines.dropFirst()) {
                #expect(row["key"] as? String == line[0])
                for (column, text) in zip(lines[0], line) {
                    guard let path = Self.paths[column] else { continue }
                    let expected = value(path, in: row)
                    #expect(Double(text) == expected, "\(line[0]) \(column)")
                    compared += expected == nil ? 0 : 1
                }
            }
            // Nothing of the map is misspelt: every column of it was met.
            #expect(Set(Self.paths.keys).subtracting(lines[0]).isEmpty)
            #expect(compared > 200)
        }
    }

    @Test(
        "Every figure of the JSON stands in the text and in the Markdown", arguments: ["en", "nl"])
    func text(language: String) throws {
        try inDemo { folder in
            let rows = try rows(try report("json", language, in: folder))
            let numbers = NumberFormat(language == "nl" ? .nl : .en)
            for format in ["text", "md"] {
                let lines = try report(format, language, in: folder)
                    .replacingOccurrences(of: "**", with: "").split(separator: "\n").map(
                        String.init)
                for (place, row) in rows.enumerated() {
                    func money(_ path: String) -> String? {
                        value(path, in: row).map {
                            numbers.amount(Money(cents: Int64(($0 * 100).rounded())))
                        }
                    }
                    func share(_ path: String) -> String? {
                        value(path, in: row).map(numbers.share)
                    }
                    func ratio(_ path: String) -> String? {
                        value(path, in: row).map(numbers.ratio)
                    }
                    let expected = [
                        money("spend.bought_for"), money("cost.per_mql"), money("cost.per_sql"),
                        money("cost.per_customer"), share("conversion.matured.rate"),
                        value("value_band.low", in: row).map {
                            numbers.rounded(Money(cents: Int64(($0 * 100).rounded())))
                        }, share("to_come.planning_rate"),
                        money("to_come.per_sql_in_the_end"), ratio("return.so_far.per_euro"),
                        ratio("return.so_far.per_euro_high"),
                        ratio("return.with_open_deals.per_euro"),
                    ].compactMap(\.self)
                    #expect(expected.count >= 4)
                    // The lines of this row: each table has its rows in the same order.
                    let label =
                        place == rows.count - 1 ? (language == "nl" ? "totaal" : "total") : nil
                    let own = lines.filter { line in
                        guard let label else { return true }
                        return line.hasPrefix(label) || line.hasPrefix("| \(label)")
                    }.joined(separator: "\n")
                    for text in expected {
                        // What has no cents in a whole column is shown without them.
                        let whole = text.hasSuffix(".00") || text.hasSuffix(",00")
                        #expect(
                            own.contains(text) || whole && own.contains(String(text.dropLast(3))),
                            "\(row["key"] ?? "") \(text) in \(format)")
                    }
                }
            }
        }
    }
}
