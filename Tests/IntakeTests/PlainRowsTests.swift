import Leads
import Quantities
import Statistics
import TestSupport
import Testing

@testable import Intake

/// Rows that are taken some at a time against the same rows one by one: a date in words keeps a row from being
/// taken with others.
struct PlainRowsTests {
    private struct Row {
        let id: String
        let day: Int
        let others: [String]
    }

    private static let header =
        "lead_id,created_at,source,campaign,email,first_name,last_name,company,job_title,attempts"

    private static func rows(_ seed: UInt64, columns: Int) -> [Row] {
        var dice = SplitMix64(seed: seed)
        let texts = [
            "", "", "google", "Google", "linkedin ads of the spring", " fair ", "\"a, b\"",
            "\"say \"\"no\"\"\"", "Ünïcode GmbH", "x", "12345678", "123456789",
            "\"a name of more than thirty-two signs, that is\"", "\"two\nlines\"",
        ]
        let addresses = [
            "", "-", "jan.smit@firm.nl", "Jan.Smit@Firm.NL", "Jan Smit <jan@smit.example>",
            "info@firm.nl", "jan@a.example; piet@b.example", "no address", "@", "a@b", "jan%40x.nl",
            "piet+fair@mail.firm.example", "x@firm.nl.",
        ]
        return (0..<700).map { number in
            var others = (0..<columns).map { _ in texts.randomElement(using: &dice) ?? "" }
            others[2] = addresses.randomElement(using: &dice) ?? ""
            // Most are new, some repeat a lead.
            let id = number % 9 == 8 ? Int.random(in: 0..<number, using: &dice) : number
            let name = ["L-\(id)", "\(id)", "00Q00000\(100_000 + id)AAA"][id % 3]
            return Row(id: name, day: Int.random(in: 1...28, using: &dice), others: others)
        }
    }

    private static func text(_ rows: [Row], inWords: (Int) -> Bool) -> String {
        let lines = rows.enumerated().map { number, row in
            let date =
                inWords(number)
                ? "\(row.day) March 2026 10:15"
                : "2026-03-\(row.day < 10 ? "0" : "")\(row.day) 10:15"
            return ([row.id, date] + row.others).joined(separator: ",")
        }
        return ([header.split(separator: ",").dropLast().joined(separator: ",")] + lines)
            .joined(separator: "\n") + "\n"
    }

    private static func read(
        _ files: [(String, String)], jobs: Int = 1, size: Int = 1 << 20
    ) throws -> Reading {
        var options = ReadingOptions(
            leadFields: ["source", "campaign", "company", LeadTable.emailDomain],
            presenceFields: ["job_title"], keepsRejectedRows: true)
        options.roles = RoleAddresses(["info", "sales"])
        options.jobs = jobs
        options.blockSize = size
        return try Reading.read(
            files.map { ByteSource(name: $0.0, text: $0.1) }, options: options)
    }

    /// All that is known of each lead.
    private static func content(_ reading: Reading) -> [[String]] {
        let leads = reading.facts.leads
        return (0..<leads.count).map { lead in
            [leads.index.id(of: lead), "\(leads.created[lead])", "\(leads.identities[lead])"]
                + leads.columns.map { $0.text(at: lead) }
                + leads.presences.map { "\($0.flags[lead])" } + ["\(leads.marks[lead])"]
        }
    }

    @Test(
        "Leads taken some at a time are those taken one by one",
        arguments: 1...3 as ClosedRange<UInt64>)
    func leads(_ seed: UInt64) throws {
        let rows = Self.rows(seed, columns: 7)
        let alone = try Self.read([("x.csv", Self.text(rows) { _ in true })])
        #expect(alone.facts.leads.count > 500)
        var dice = SplitMix64(seed: seed)
        let mixed = Set((0..<60).map { _ in Int.random(in: 0..<700, using: &dice) })
        for text in [
            Self.text(rows) { _ in false }, Self.text(rows) { mixed.contains($0) },
            Self.text(rows) { $0 / 100 % 2 == 0 },
        ] {
            for (jobs, size) in [(1, 1 << 20), (2, 3000), (3, 10_000), (8, 700)] {
                let reading = try Self.read([("x.csv", text)], jobs: jobs, size: size)
                #expect(Self.content(reading) == Self.content(alone))
                #expect(reading.facts.fingerprint == alone.facts.fingerprint)
                #expect(reading.tables[0].counts == alone.tables[0].counts)
                #expect(
                    reading.problems.listed.map(\.description).sorted()
                        == alone.problems.listed.map(\.description).sorted())
            }
        }
    }

    @Test("A row among plain ones that is wrong is refused at its place, and is the only one")
    func wrong() throws {
        var lines = Self.text(Self.rows(3, columns: 7).filter { $0.others[2] == "" }) { _ in
            false
        }.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines = lines.filter { $0.split(separator: ",").count > 2 || $0.isEmpty }
        let good = try Self.read([("x.csv", lines.joined(separator: "\n"))])
        lines.insert(",2026-03-01 10:15,no id,,,,,,", at: 40)
        lines.insert("L-x,31-31-2026,no such day,,,,,,", at: 20)
        lines.insert("L-y,2026-03-01 10:15,short", at: 10)
        let reading = try Self.read([("x.csv", lines.joined(separator: "\n"))], jobs: 2, size: 900)
        #expect(reading.facts.leads.count == good.facts.leads.count + 1)
        #expect(reading.tables[0].counts.rejected == good.tables[0].counts.rejected + 2)
        #expect(
            reading.problems.counts[.missingValue, default: 0]
                == good.problems.counts[.missingValue, default: 0] + 1)
    }

    @Test(
        "Activities behind a block that ends within a row count once, with their own leads"
    )
    func cutActivities() throws {
        let leads =
            "lead_id,created_at,source\n"
            + (0..<50).map { "L-\($0),2026-01-05,fair\n" }.joined()
        for lost in [nil, 100, 399] {
            var lines = (0..<400).map { number in
                "L-\(number * 7 % 50),2026-02-\(10 + number % 18) 12:0\(number % 10),"
                    + "visit\(number % 3),\"of\n\(number)\",\(number)"
            }
            if let lost { lines[lost] = "L-1,2026-02-10,visit,\"no end,1" }
            let activities =
                "lead_id,at,action,content,seconds\n" + lines.joined(separator: "\n") + "\n"
            let files = [("leads.csv", leads), ("activities.csv", activities)]
            let whole = try Self.read(files)
            #expect(whole.facts.activities.count == (lost == nil ? 400 : 399))
            for size in [60, 200, 1000, 5000] {
                for jobs in [1, 2, 8] {
                    let parts = try Self.read(files, jobs: jobs, size: size)
                    #expect(parts.facts.fingerprint == whole.facts.fingerprint)
                    #expect(parts.tables == whole.tables)
                    for lead in 0..<50 {
                        let rows = [whole, parts].map { reading in
                            reading.facts.activities.rows(of: lead).map {
                                "\($0.identity) \(reading.facts.activities.contents.text($0.content))"
                            }
                        }
                        #expect(rows[0] == rows[1])
                    }
                }
            }
        }
    }
}
