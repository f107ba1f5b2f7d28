import Leads
import MadeWorkbooks
import Quantities
import TestSupport
import Testing

@testable import Intake

/// Archives of exports, and exports that were packed, as a way into the same tables.
struct FilePartsTests {
    private func read(
        _ bytes: [UInt8], name: String, mappings: [TableMapping] = []
    ) throws -> Reading {
        try Reading.read(
            [ByteSource(name: name, bytes: bytes)], mappings: mappings, options: ReadingOptions())
    }

    private let leads = "lead_id,created_at,source\nL-1,2026-03-01,fair\nL-2,soon,web\n"
    private let spend = "month,source,amount\n2026-03,fair,100.00\n"

    @Test(
        "Each file of an archive is a table, with its own name in problems; a Mac's own files are none"
    )
    func archive() throws {
        let book = MadeWorkbook.workbook([
            (
                "Kosten",
                MadeWorkbook.row(1, ["month", "source", "amount"])
                    + MadeWorkbook.row(2, ["2026-04", "web", "7.5"])
            )
        ])
        let reading = try read(
            MadeWorkbook.zip([
                ("q1/", []), ("q1/leads.csv", Array(leads.utf8)), ("spend.csv", Array(spend.utf8)),
                ("q1/fair.xlsx", book), ("__MACOSX/._spend.csv", [0, 1]), (".DS_Store", [0]),
                (
                    "old.csv.gz",
                    MadeWorkbook.gzip(Array("month,source,amount\n2026-05,web,2.00\n".utf8))
                ),
                ("read me.txt", Array("Made on Monday\n".utf8)),
            ]), name: "exports.zip")
        #expect(
            reading.tables.map(\.file) == [
                "exports.zip!q1/leads.csv", "exports.zip!spend.csv",
                "exports.zip!q1/fair.xlsx!Kosten",
                "exports.zip!old.csv.gz",
            ])
        #expect(reading.facts.spend.map(\.money.cents).sorted() == [200, 750, 10_000])
        #expect(reading.problems.counts == [.badDate: 1, .unreadSheet: 1])
        #expect(
            reading.problems.listed.sorted().map { $0.description.prefix(30) } == [
                "exports.zip!q1/leads.csv:3:5: ", "exports.zip!read me.txt:1:1: T",
            ])
    }

    @Test("An archive in which nothing is known names every file of it; an empty one says so")
    func nothing() {
        #expect {
            try read(
                MadeWorkbook.zip([("a.txt", Array("x\n".utf8)), ("b.pdf", [0x25, 0, 1])]),
                name: "a.zip")
        } throws: {
            let lines = "\($0)".split(separator: "\n")
            return lines.count == 2 && lines[0].hasPrefix("a.zip!a.txt:1:1:")
                && lines[1] == "a.zip!b.pdf:1:1: This is no text. Save it as CSV UTF-8."
        }
        #expect { try read(MadeWorkbook.zip([]), name: "a.zip") } throws: {
            "\($0)" == "a.zip:1:1: This file holds no sheet and no table."
        }
    }

    @Test("A file that is a question is asked, though others can be read")
    func question() {
        #expect {
            try read(
                MadeWorkbook.zip([
                    ("a.csv", Array(spend.utf8)),
                    ("b.csv", Array("Day,Campaign,Cost\n3-4-2026,a,10.00\n".utf8)),
                ]), name: "a.zip")
        } throws: { "\($0)".hasPrefix("a.zip!b.csv:1:1:") }
    }

    @Test(
        "A packed export is read by its name and by that without .gz, and has the day of its name")
    func packed() throws {
        let bytes = MadeWorkbook.gzip(Array(leads.utf8))
        let reading = try read(bytes, name: "leads-2026-09-30.csv.gz")
        #expect(reading.facts.leads.count == 1)
        #expect(reading.tables[0].namedDay == "2026-09-30")
        #expect(reading.problems.listed[0].description.hasPrefix("leads-2026-09-30.csv.gz:3:5:"))
        let fact = FactMapping(
            kind: .lead,
            fields: [
                "lead_id": FieldSource(columns: ["lead_id"]),
                "created_at": FieldSource(columns: ["created_at"]),
            ])
        let mapped = try read(
            bytes, name: "l.csv.gz", mappings: [TableMapping(file: "l.csv", facts: [fact])])
        #expect(mapped.tables[0].recognition.isMapped)
    }

    @Test("A large packed export in parts is what it is unpacked")
    func large() throws {
        let rows = (0..<40_000).map { "L-\($0),2026-03-01,fair\n" }.joined()
        let text = Array("lead_id,created_at,source\n\(rows)".utf8)
        let packed = try read(MadeWorkbook.gzip(text), name: "x.csv.gz")
        let plain = try read(text, name: "x.csv")
        #expect(packed.facts.fingerprint == plain.facts.fingerprint)
        #expect(packed.facts.leads.count == 40_000)
    }

    @Test("A damaged file of an archive ends the reading, and is named")
    func damaged() {
        var bytes = MadeWorkbook.zip([("a.csv", Array(spend.utf8)), ("b.csv", Array(leads.utf8))])
        // The last letter of b.csv: the directory of both, 2 × (46 + 5), and its end, 22, stand behind it.
        bytes[bytes.count - 125] ^= 1
        #expect { try read(bytes, name: "a.zip") } throws: {
            "\($0)".hasPrefix("a.zip!b.csv:1:1: This file is damaged (b.csv).")
        }
    }
}
