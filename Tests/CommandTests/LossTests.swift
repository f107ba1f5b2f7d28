import Foundation
import TestSupport
import Testing

/// Files of which much falls away: it is said first, and the exit code says it too.
struct LossTests {
    /// Rows of leads, of which the last so many have no day.
    private func leads(_ count: Int, bad: Int, _ start: String = "K") -> String {
        "lead_id,created_at,source\n"
            + (0..<count).map { number in
                "\(start)-\(number),\(number < count - bad ? "2026-02-03" : "soon"),beurs\n"
            }.joined()
    }

    /// Deals, of which so many are won and have no day, and so many of the others have no state.
    private func deals(won: Int, lost wonBad: Int, others: Int, lost otherBad: Int) -> String {
        "deal_id,status,closed_at,amount\n"
            + (0..<won).map { "W-\($0),won,\($0 < wonBad ? "" : "2026-03-01"),1000.00\n" }.joined()
            + (0..<others).map { "O-\($0),\($0 < otherBad ? "maybe" : "lost"),2026-03-01,500.00\n" }
            .joined()
    }

    private func workspace() throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        #expect(try Command.run(["init"], in: place.url).code == 0)
        return place
    }

    private func imported(_ place: TemporaryPlace) throws -> [String] {
        try Command.run(["imports", "--format", "csv"], in: place.url).output
            .split(separator: "\n").dropFirst().compactMap { line in
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                return cells.count > 2 ? String(cells[2]) : nil
            }
    }

    @Test(
        "More than 5% of at least 20 rows, or all of them: an import keeps nothing, unless it is told to",
        arguments: [
            // 1 of 20 is 5.0%, which is not more; 2 of 20 is 10%; of 19 rows 5 may fall away, and not 19.
            (20, 1, false), (20, 2, true), (19, 5, false), (19, 19, true), (1, 1, true),
            (100, 5, false), (100, 6, true),
        ])
    func share(rows: Int, bad: Int, isTooMuch: Bool) throws {
        let place = try workspace()
        try place.write(leads(rows, bad: bad), to: "list.csv")
        let result = try Command.run(["import", "list.csv"], in: place.url)
        #expect(result.code == (isTooMuch ? 65 : 0))
        #expect(result.complaint.contains("--accept-loss") == isTooMuch)
        #expect(result.complaint.hasPrefix("MISSING: ") == isTooMuch)
        #expect(try imported(place) == (isTooMuch ? [] : ["list.csv"]))
        let accepted = try Command.run(["import", "list.csv", "--accept-loss"], in: place.url)
        #expect(accepted.code == 0)
        #expect(try imported(place).last == "list.csv")
    }

    @Test(
        "Won rows that fall away at twice the rate of others, and not by chance: refused",
        arguments: [
            // 4 of 40 won rows and 2 of 160 others, 3.0% in all: 10% against 1.25%. By chance in
            // (C(40,4)·C(160,2) + C(40,5)·160 + C(40,6)) ÷ C(200,6) = 1.5% of files: that may be.
            (40, 4, 160, 2, false),
            // 6 of 40 and 2 of 160, 4.0% in all: 15% against 1.25%, by chance in 0.1%.
            (40, 6, 160, 2, true),
            // 5 of 60 and 5 of 140, 5.0% in all: 8.3% against 3.6%, by chance in 14%.
            (60, 5, 140, 5, false),
            // Others fall away, and what was won does not.
            (40, 0, 160, 8, false),
        ])
    func won(won: Int, wonBad: Int, others: Int, otherBad: Int, isTooMuch: Bool) throws {
        let place = try workspace()
        try place.write(
            deals(won: won, lost: wonBad, others: others, lost: otherBad), to: "deals.csv")
        let result = try Command.run(["import", "deals.csv"], in: place.url)
        #expect(result.code == (isTooMuch ? 65 : 0), "\(result.complaint)")
        if isTooMuch {
            #expect(
                result.complaint.hasPrefix(
                    "MISSING: of deals.csv \(wonBad) of \(won) rows that were won could not be taken, and "
                        + "\(otherBad) of the \(others) others."))
        }
    }

    @Test(
        "Of five files one is refused: the others are imported, each is named, and the code is 65")
    func oneOfFive() throws {
        let place = try workspace()
        try place.write(leads(3, bad: 0), to: "leads.csv")
        try place.write("lead_id,at,stage\nK-0,2026-02-09,contacted\n", to: "stages.csv")
        try place.write("month,source,amount\n2026-02,beurs,zie bon\n", to: "spend.csv")
        try place.write(deals(won: 1, lost: 0, others: 1, lost: 0), to: "deals.csv")
        try place.write("month,source,spend,mqls\n2026-02,beurs,900.00,3\n", to: "plan.csv")
        let files = ["leads.csv", "stages.csv", "spend.csv", "deals.csv", "plan.csv"]
        let result = try Command.run(["import"] + files, in: place.url)
        #expect(result.code == 65)
        #expect(result.complaint.contains("spend.csv: refused; nothing of it was kept."))
        for (number, name) in files.filter({ $0 != "spend.csv" }).enumerated() {
            #expect(result.complaint.contains("\(name): imported, as import \(number + 1)."))
        }
        #expect(try imported(place) == files.filter { $0 != "spend.csv" })
        #expect(try Command.run(["doctor"], in: place.url).code == 0)
        // Without leads there is nothing that the other files are about.
        let other = try workspace()
        for name in files {
            try other.write(String(decoding: place.data(name), as: UTF8.self), to: name)
        }
        try other.write(leads(30, bad: 15), to: "leads.csv")
        let refused = try Command.run(["import"] + files, in: other.url)
        #expect(refused.code == 65)
        #expect(refused.complaint.contains("leads.csv: refused; nothing of it was kept."))
        #expect(refused.complaint.contains("deals.csv: not begun."))
        #expect(try imported(other) == [])
        // A file that is no table at all: nothing is imported, and that is said.
        try place.write("hello", to: "note.txt")
        let unknown = try Command.run(["import", "plan.csv", "note.txt"], in: place.url)
        #expect(unknown.code == 65 && unknown.complaint.hasSuffix("Nothing was imported.\n"))
    }

    @Test("With --strict one rejected row is too much, and nothing of any file is kept")
    func strict() throws {
        let place = try workspace()
        try place.write(leads(3, bad: 0), to: "leads.csv")
        try place.write(leads(40, bad: 1, "M"), to: "more.csv")
        let result = try Command.run(
            ["import", "leads.csv", "more.csv", "--strict"], in: place.url)
        #expect(result.code == 65)
        #expect(result.complaint.contains("more.csv:41"))
        #expect(result.complaint.hasSuffix("Nothing was imported.\n"))
        #expect(try imported(place) == [])
        let log = try Command.run(["privacy", "log", "--format", "csv"], in: place.url).output
        #expect(!log.contains("import"))
        #expect(try Command.run(["doctor"], in: place.url).code == 0)
        try place.write(leads(39, bad: 0, "M"), to: "more.csv")
        #expect(
            try Command.run(["import", "leads.csv", "more.csv", "--strict"], in: place.url).code
                == 0
        )
        #expect(try imported(place) == ["leads.csv", "more.csv"])
        #expect(
            try Command.run(["import", "leads.csv", "--strict", "--accept-loss"], in: place.url)
                .code
                == 2)
        // Reports too, on files and on what was imported.
        try place.write(leads(40, bad: 1, "Q"), to: "q.csv")
        for verb in [
            ["report", "--data", "q.csv"], ["leads", "--data", "q.csv"], ["inspect", "q.csv"],
            ["rules", "check", "b2b", "--data", "q.csv"],
        ] {
            let report = try Command.run(verb + ["--strict", "--to", "out.txt"], in: place.url)
            #expect(report.code == 65 && report.output == "", "\(verb)")
            #expect(!FileManager.default.fileExists(atPath: place.path + "/out.txt"))
        }
        #expect(try Command.run(["report", "--strict"], in: place.url).code == 0)
        #expect(try Command.run(["import", "q.csv"], in: place.url).code == 0)
        #expect(try Command.run(["report", "--strict"], in: place.url).code == 65)
    }

    @Test("A report says the loss in its first line, and ends with 65 where a file gave no row")
    func reports() throws {
        let place = try TemporaryPlace()
        try place.write(leads(40, bad: 4), to: "leads.csv")
        try place.write(
            "month,source,amount\n2026-02,beurs,zie bon\n2026-03,beurs,?\n", to: "spend.csv")
        let asOf = ["--as-of", "2026-03-01"]
        // 4 of 40 rows are 10.0%: said, and every row of the other file is there.
        let part = try Command.run(["report", "--data", "leads.csv"] + asOf, in: place.url)
        #expect(part.code == 0)
        let sentence = "MISSING: 4 of 40 rows of leads.csv (10.0%) could not be taken."
        #expect(part.output.hasPrefix(sentence + "\n"))
        #expect(part.complaint.hasPrefix(sentence + "\n"))
        let nl = try Command.run(
            ["funnel", "--data", "leads.csv", "--lang", "nl"] + asOf, in: place.url)
        #expect(
            nl.output.hasPrefix(
                "ONTBREEKT: 4 van 40 rijen van leads.csv (10,0%) waren niet over te nemen.\n"))
        let md = try Command.run(
            ["report", "--data", "leads.csv", "--format", "md"] + asOf, in: place.url)
        #expect(md.output.hasPrefix("**MISSING: 4 of 40 rows"))
        let html = try Command.run(
            ["report", "--data", "leads.csv", "--format", "html"] + asOf, in: place.url)
        #expect(html.output.contains("<strong>\(sentence)</strong>"))
        let json = try Command.run(
            ["report", "--data", "leads.csv", "--format", "json"] + asOf, in: place.url)
        #expect(json.output.contains("\"missing\": ["))
        // None of the rows of spend.csv is there.
        for verb in [["report", "--data"], ["leads", "--data"], ["inspect"]] {
            let late = verb == ["inspect"] ? [] : asOf
            let none = try Command.run(verb + ["leads.csv", "spend.csv"] + late, in: place.url)
            #expect(none.code == 65 && none.output != "")
            #expect(
                none.output.split(separator: "\n")[0].contains(
                    "MISSING: nothing could be taken from spend.csv (2 rows)."))
        }
        // A file without rows has lost none.
        try place.write("month,source,amount\n", to: "spend.csv")
        try place.write(leads(40, bad: 0), to: "leads.csv")
        let empty = try Command.run(
            ["report", "--data", "leads.csv", "spend.csv"] + asOf, in: place.url)
        #expect(empty.code == 0 && !empty.output.contains("MISSING"))
    }
}
