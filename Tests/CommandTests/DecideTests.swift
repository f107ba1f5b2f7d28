import Foundation
import TestSupport
import Testing

/// What was decided, whether it was carried out, and what came of it.
struct DecideTests {
    private let data = TwoSources.data

    private func run(_ words: [String], _ folder: URL) throws -> CommandResult {
        try Command.run(words + data, in: folder)
    }

    @Test("A cap is held against what an MQL cost since, and so few say how sure that is")
    func cap() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            for amount in ["€200", "€250", "€100"] {
                let made = try run(
                    [
                        "decide", "cap ads at \(amount)", "--source", "ads", "--on", "2026-03-31",
                        "--until", "2026-12", "--by", "Els", "marketing",
                    ], folder)
                #expect(made.code == 0, "\(made.complaint)")
                #expect(
                    made.complaint.contains(
                        "whether an MQL of ads costs at most \(amount).00 to buy"))
            }
            let path = folder.appendingPathComponent("mql-decisions.yaml").path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            // 30 MQLs of January to March for 3 × 1,000, of 60 in all.
            #expect(
                try String(contentsOfFile: path, encoding: .utf8).contains(
                    "before: {from: 2026-01-01, to: 2026-03-31, spend: 3000.00, mqls: 30, all_mqls: 60}"
                ))
            // 30 MQLs since, for 3 × 1,500: 150 each; by Garwood 20.24 to 42.83 of them, 105 to 222 each.
            let told = try run(["decide"], folder).output.oneLine
            let found = "an MQL cost €150.00 to buy (30 MQLs, 1 Apr – 30 Jun 2026), at most"
            #expect(
                told.contains(
                    "So far yes: \(found) €200.00 was agreed. So few tell little: the next may cost between €105 and €222."
                ))
            #expect(told.contains("Carried out: \(found) €250.00 was agreed."))
            #expect(told.contains("Not carried out: \(found) €100.00 was agreed."))
            #expect(
                told.contains(
                    "31 Mar 2026 · Els, marketing · ads · to be looked at again on 31 Dec 2026"))
            let csv = try run(["decide", "--format", "csv"], folder).output
            #expect(
                csv.contains(
                    "1,2026-03-31,cap ads at €200,\"Els, marketing\",ads,2026-12-31,cap,200.00,rather_yes,2026-04-01,2026-06-30,4500.00,30,150.00,105.07,222.32,,,,,,,"
                ))
            let json = try run(["decide", "--format", "json"], folder).output
            #expect(json.contains("\"schema\": \"mql.decisions/1\""))
        }
    }

    @Test(
        "A stop is carried out where spend of others goes on, and is not known where all of it ends"
    )
    func stop() throws {
        let decide = ["decide", "Stop ads", "--source", "ads", "--on", "2026-03-31"]
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder, adsUntil: 3)
            #expect(try run(decide, folder).code == 0)
            let told = try run(["decide"], folder).output.oneLine
            // 3,000 in 90 days is 3,033 in 91; 30 MQLs of letters in 90 days are 30.3 in 91.
            #expect(told.contains("Carried out: nothing was bought since (1 Apr – 30 Jun 2026)."))
            #expect(told.contains("At the pace of before €3,033 would have been spent."))
            #expect(
                told.contains(
                    "All other sources brought 30 MQLs; 30.3 (17–48) were to be expected: the difference can be chance."
                ))
        }
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder, adsUntil: 3, spendUntil: 3)
            #expect(try run(decide, folder).code == 0)
            let told = try run(["decide"], folder).output.oneLine
            #expect(
                told.contains(
                    "Not known whether it was carried out: spend is known to 31 Mar 2026."))
        }
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            #expect(try run(decide, folder).code == 0)
            #expect(
                try run(["decide"], folder).output.oneLine.contains(
                    "Not carried out: it was bought since as well, for €4,500.00"))
        }
    }

    @Test("What was to be spent a month, in Dutch, on the agenda and on the dashboard; and closed")
    func spend() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            let made = try run(
                [
                    "decide", "Besteed €1500 per maand aan ads", "--source", "ads", "--on",
                    "2026-03-31", "--until", "2026-06-30", "--lang", "nl",
                ], folder)
            #expect(
                made.complaint.oneLine.contains("of er € 1.500,00 per maand aan ads wordt besteed"))
            // 4,500 in 91 days is 1,505 a month; at 100 each 45 MQLs were to be expected.
            let found =
                "Uitgevoerd: € 4.500,00 is besteed in 91 dagen, dat is € 1.505 per maand; € 1.500,00 was afgesproken. "
                + "Dat bracht 30 MQL's; te verwachten waren 45,0 (27–69) bij de eerdere kosten: het verschil "
                + "kan toeval zijn."
            for call in [["review"], ["dashboard"], ["decide"]] {
                let told = try run(call + ["--lang", "nl"], folder).output.oneLine
                #expect(told.contains(found), "\(call)\n\(told)")
            }
            let review = try run(["review", "--lang", "nl"], folder).output
            let first = review.range(of: "Eerdere besluiten")?.lowerBound
            let second = review.range(of: "Wat te besluiten")?.lowerBound
            #expect(
                first != nil && second != nil
                    && first ?? review.endIndex < second ?? review.startIndex)
            let page = try run(["dashboard", "--format", "html", "--lang", "nl"], folder).output
            #expect(page.contains("Eerdere besluiten"))
            #expect(try run(["decide", "--done", "1", "--note", "zie overleg"], folder).code == 0)
            let again = try run(["decide", "--drop", "1"], folder)
            #expect(again.code == 65 && again.complaint.contains("was closed on"))
            #expect(!(try run(["review"], folder).output.contains("Earlier decisions")))
            #expect(try run(["decide"], folder).output.oneLine.contains("Done on"))
        }
    }

    @Test(
        "What cannot be meant is refused, with what to do",
        arguments: [
            (
                ["decide", "cap it", "--source", "adds"], 66,
                "Did you mean \"ads\"? There are: ads, letters"
            ),
            (["decide", "stop all of it", "--stop"], 2, "Add --source."),
            (
                ["decide", "cap", "--until", "2026-01-01", "--on", "2026-03-31"], 2,
                "is no later than"
            ),
            (["decide", "x", "--on", "2199-12-31"], 2, "is still to come"),
            (["decide", "--note", "x"], 2, "--note goes with"),
            (["decide", "--by", "Els"], 2, "What was decided?"),
            (["decide", "x", "--cap", "1.500"], 2, "--cap"),
            (["decide", "--done", "7"], 66, "There is no decision 7. None is open."),
        ])
    func refused(_ words: [String], _ code: Int32, _ said: String) throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            let result = try run(words, folder)
            #expect(result.code == code && result.complaint.contains(said), "\(result.complaint)")
            #expect(
                !FileManager.default.fileExists(
                    atPath: folder.appendingPathComponent("mql-decisions.yaml").path))
        }
    }

    @Test(
        "Words of which nothing can be watched are kept as words, and a wrong file is named with its place"
    )
    func words() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            for text in [
                "Call sooner", "cap ads at €150 or €200", "spend €4000 on ads", "stop letters",
            ] {
                let made = try run(["decide", text, "--on", "2026-03-31"], folder)
                #expect(made.complaint.contains("Nothing of it is watched"), "\(text)")
            }
            let path = folder.appendingPathComponent("mql-decisions.yaml")
            try Data("decisions:\n  - {number: 1, on: 2026-13-01, text: x}\n  - {numbr: 2}\n".utf8)
                .write(to: path)
            let wrong = try run(["review"], folder)
            #expect(wrong.code == 65)
            #expect(
                wrong.complaint.contains("mql-decisions.yaml:2:")
                    && wrong.complaint.contains("mql-decisions.yaml:3:"))
        }
    }
}

extension String {
    /// With one blank where lines end or blanks stand together.
    var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
