import Foundation
import TestSupport
import Testing

struct JustifyTests {
    private func inDemo(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Command.run(["demo"], in: folder).code == 0)
        try body(folder)
    }

    private let data =
        ["--data"]
        + ["leads", "activities", "stages", "deals", "spend"].map { "mql-demo/\($0).csv" }
        + ["--as-of", "2026-10-01"]

    @Test(
        "The planted list that brings nothing is stopped, in both languages, with the command to repeat it"
    )
    func demo() throws {
        try inDemo { folder in
            let page = try Command.run(["justify", "--required-return", "2"] + data, in: folder)
            #expect(page.code == 0)
            #expect(
                page.output.contains(
                    "- LinkedIn Ads: stop as a test for 13 weeks, until 31 Dec 2026;"))
            // Its last spend was months before that of the others.
            #expect(
                page.output.contains(
                    "- purchased list: do not buy it again; the last was on 30 Jun 2026."))
            #expect(
                page.output.contains(
                    "2.00 of margin per €1 of cost (required_return), as typed"))
            // In its folder the firm has said what it requires; elsewhere nobody has.
            let answered = try Command.run(
                ["justify"], in: folder.appendingPathComponent("mql-demo"))
            #expect(
                answered.output.contains(
                    "2.00 of margin per €1 of cost (required_return), said by controller on "
                        + "3 Mar 2026"))
            #expect(answered.output.contains("Meets"))
            let unasked = try Command.run(["justify"] + data, in: folder)
            #expect(unasked.output.contains("Not yet. An MQL costs us €192"))
            #expect(!unasked.output.contains("Meets"))
            #expect(page.output.contains("Again"))
            #expect(
                page.output.contains(
                    "Not yet. An MQL costs us €192 and is worth about"))
            let dutch = try Command.run(
                ["justify", "--lang", "nl", "--required-return", "2"] + data, in: folder)
            #expect(
                dutch.output.contains(
                    "- LinkedIn Ads: stop als proef voor 13 weken, tot 31 dec 2026;"))
            #expect(dutch.output.contains("- gekochte lijst: koop het niet opnieuw in;"))
            #expect(
                dutch.output.contains(
                    "Nog niet. Een MQL kost ons €\u{A0}192 en is ongeveer"))
            // The books of the year differ by more than two percent.
            let books = try Command.run(["justify", "--ledger", "57600"] + data, in: folder)
            #expect(books.output.contains("Explain it before you use these figures."))
            // With margin enough anything pays.
            let rich = try Command.run(
                ["justify", "--margin", "90000", "--required-return", "1"] + data, in: folder)
            #expect(rich.output.contains("Yes. An MQL costs us"))
        }
    }

    @Test("What is not known stands in one place, on the screen, the page and in the check")
    func notKnown() throws {
        try inDemo { folder in
            let place = folder.appendingPathComponent("mql-demo")
            let screen = try Command.run(["report"], in: place, isFull: false).output
            #expect(
                screen.contains(
                    "Not known  The source of 18 of 349 MQLs; whether spend agrees with the books; "
                        + "repeat orders; the\n           lead of 1 deal; Meta Ads (too young until "
                        + "21 Oct 2026); webinar (too few).\n"))
            let page = try Command.run(["justify", "--format", "html"], in: place).output
            #expect(page.contains(">Not known<"))
            #expect(page.contains("The source of 18 of 349 MQLs; whether spend agrees"))
            let check = try Command.run(["check"], in: place).output
            #expect(check.contains("- The source of 18 of 349 MQLs."))
            // With the books it is known.
            let booked = try Command.run(
                ["justify", "--ledger", "66936.61"], in: place, isFull: false
            ).output
            #expect(!booked.contains("whether spend agrees with the books"))
            #expect(booked.contains("Not known  The source of 18 of 349 MQLs; repeat orders;"))
        }
    }

    @Test("A source to keep that does not return what is required says what it may cost for that")
    func kept() throws {
        try inDemo { folder in
            let place = folder.appendingPathComponent("mql-demo")
            let page = try Command.run(["justify", "--full"], in: place).output
            #expect(page.contains("- Google Ads: keep, for it earns back what it takes to buy."))
            #expect(page.contains("cost at most €136 all-in; it is €226"))
            let less = try Command.run(
                ["justify", "--full", "--required-return", "1"], in: place
            ).output
            #expect(!less.contains("keep, for it earns back"))
        }
    }

    @Test("The table for programs has the numbers of the JSON")
    func formats() throws {
        try inDemo { folder in
            let data = data + ["--required-return", "2"]
            let json = try Command.run(["justify", "--format", "json"] + data, in: folder).output
            let top = try #require(
                try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let page = try #require(top["justification"] as? [String: Any])
            let rows = try #require(page["rows"] as? [[String: Any]])
            let lines = try Command.run(["justify", "--format", "csv"] + data, in: folder).output
                .split(separator: "\n").map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
            #expect(lines.count == rows.count + 2)
            let names = [
                "cost": "cost", "worth": "worth", "worth_band_low": "worth_low",
                "worth_band_high": "worth_high", "chance_pays": "chance_pays",
                "chance_meets": "chance_meets", "highest_price": "highest_price",
                "effect": "effect",
            ]
            for (row, line) in zip(rows, lines.dropFirst()) {
                #expect(row["key"] as? String == line[0])
                for (column, text) in zip(lines[0], line) {
                    guard let name = names[column] else { continue }
                    // What is too early to tell is not shown.
                    let isEarly = ["too_few", "too_young", "source_not_known"]
                        .contains(row["advice"] as? String)
                    let expected = (row[name] as? NSNumber)?.doubleValue
                    #expect(Double(text) == (isEarly && text.isEmpty ? nil : expected), "\(column)")
                }
                #expect(line.contains(row["advice"] as? String ?? ""))
            }
            #expect(Set(names.keys).subtracting(lines[0]).isEmpty)
            // The keys stay where nobody has said what is required, and have nothing.
            let without = Array(data.dropLast(2))
            let keys = try Command.run(["justify", "--format", "csv"] + without, in: folder).output
                .split(separator: "\n").map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
            #expect(keys[0] == lines[0])
            for name in ["chance_meets", "highest_price"] {
                let place = try #require(keys[0].firstIndex(of: name))
                #expect(keys.dropFirst().allSatisfy { $0[place].isEmpty }, "\(name)")
            }
        }
    }

    @Test("Amounts that are none are named")
    func mistakes() throws {
        try inDemo { folder in
            for (option, value) in [
                ("--margin", "a lot"), ("--ledger", "-5"), ("--required-return", "0.5"),
            ] {
                let result = try Command.run(
                    ["justify"] + data + ["\(option)=\(value)"], in: folder)
                #expect(result.code == 2)
                #expect(result.complaint.contains("\"\(value)\" is no"))
            }
        }
    }

    @Test("A worth by one's own numbers: 416.41, at most 208.21, and 116 MQLs for three customers")
    func ownNumbers() throws {
        let numbers = [
            "--mqls", "100", "--sqls", "13", "--closed", "12", "--won", "4", "--margin", "9000",
        ]
        let value = try Command.run(
            ["value"] + numbers + ["--cost", "150", "--required-return", "2", "--customers", "3"])
        #expect(value.code == 0)
        #expect(value.output.contains("€416.41 per MQL (€128.49–858.01, 95%)"))
        #expect(value.output.contains("€208.21 to bring 2.00 per €1"))
        #expect(value.output.contains("you need 116 MQLs, €17,400, for a chance of 80%"))
        // Without a requirement there is no cap, and no second chance.
        let plain = try Command.run(["value"] + numbers + ["--cost", "150"])
        #expect(plain.output.contains("hance that it pays for itself"))
        #expect(!plain.output.contains("At most") && !plain.output.contains("per €1"))
        for wrong in [["--sqls", "130"], ["--won", "13"], ["--mqls", "0"]] {
            var words = numbers
            for (place, word) in words.enumerated() where word == wrong[0] {
                words[place + 1] = wrong[1]
            }
            let result = try Command.run(["value"] + words)
            #expect(result.code == 2)
            #expect(result.complaint.contains("These numbers cannot be"))
        }
        #expect(
            try Command.run(["value", "--mqls", "10"]).complaint.contains("A worth takes --mqls"))
        #expect(try Command.run(["value"]).complaint.contains("--intent consideration"))
    }

    @Test("What if: 20 % more conversion is worth 20 % more, and costs less are sorted beside it")
    func whatIf() throws {
        try inDemo { folder in
            let page = try Command.run(
                ["justify"] + data + [
                    "--what-if", "conversion=+20%,cost=-10%", "--format", "json",
                ],
                in: folder)
            #expect(page.code == 0)
            let top = try #require(
                try JSONSerialization.jsonObject(with: Data(page.output.utf8)) as? [String: Any])
            let found = try #require(top["justification"] as? [String: Any])
            let rows = try #require(found["what_if"] as? [[String: Any]])
            let total = try #require(found["total"] as? [String: Any])
            func cents(_ row: [String: Any], _ name: String) -> Int {
                Int(((row[name] as? Double ?? .nan) * 100).rounded())
            }
            #expect(rows.map { $0["change"] as? String } == ["conversion", "cost", "together"])
            let (worth, cost) = (cents(total, "worth"), cents(total, "cost"))
            let more = cents(rows[0], "worth") - worth
            #expect(abs(more * 5 - worth) <= 5)
            #expect(cents(rows[0], "effect") == more * 349)
            #expect(abs((cost - cents(rows[1], "cost")) * 10 - cost) <= 10)
            #expect(cents(rows[2], "effect") == cents(rows[0], "effect") + cents(rows[1], "effect"))
            for (text, message) in [
                ("conversion", "is not a change"),
                ("conversoin=+20%", "Did you mean \"conversion\"?"),
                ("cost=-100%", "more than -100%"), ("won=+5%,won=+6%", "changes once"),
                ("won=1.5", "a chance above 0"), ("margin=0", "an amount above 0"),
            ] {
                let wrong = try Command.run(["justify"] + data + ["--what-if=\(text)"], in: folder)
                #expect(wrong.code == 2)
                #expect(wrong.complaint.contains(message), "\(text)")
            }
        }
    }
}
