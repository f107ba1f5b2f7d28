import Foundation
import MadeWorkbooks
import TestSupport
import Testing

/// One file that cannot be read does not stop a start: it is named, with what to do.
struct LeftOutTests {
    private func folder() throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        let rows = (1...30).map { "K-\($0),2026-03-0\(1 + $0 % 9),fair\n" }.joined()
        try place.write("lead_id,created_at,source\n\(rows)", to: "leads.csv")
        return place
    }

    private func write(_ bytes: [UInt8], _ name: String, _ place: TemporaryPlace) throws {
        try Data(bytes).write(to: place.url.appendingPathComponent(name))
    }

    private func spend(_ count: Int) -> [UInt8] {
        Array("day,source,amount\n".utf8)
            + (1...count).flatMap { Array("2026-03-01,fair \($0),10.00\n".utf8) }
    }

    @Test("Damaged exports are left out by name, also where only their end is")
    func damaged() throws {
        var flipped = MadeWorkbook.gzip(spend(10))
        flipped[40] ^= 1
        let book = MadeWorkbook.workbook([
            ("x", MadeWorkbook.row(1, ["month", "source", "amount"]))
        ])
        for (name, bytes) in [
            // Cut through; with another sum at its end, far behind what is looked at first; one byte changed.
            ("spend.csv.gz", Array(MadeWorkbook.gzip(spend(10)).dropLast(30))),
            ("spend.csv.gz", Array(MadeWorkbook.gzip(spend(60_000)).dropLast(20))),
            ("spend.csv.gz", flipped),
            ("spend.zip", Array(MadeWorkbook.zip([("s.csv", spend(10))]).dropLast(60))),
            ("spend.xlsx", Array(book.dropLast(200))),
        ] {
            let place = try folder()
            try write(bytes, name, place)
            let start = try Command.run(["start", "--as-of", "2026-04-01"], in: place.url)
            #expect(start.code == 0, "\(name) \(start.complaint)")
            #expect(start.complaint.contains("\(name) is left out."), "\(start.complaint)")
            #expect(start.complaint.contains("damaged"))
            #expect(start.output.contains("30"))
            // Asked for by its name, it is no report without it.
            let report = try Command.run(
                ["report", "--data", "leads.csv", name, "--as-of", "2026-04-01"], in: place.url)
            #expect(report.code == 65)
        }
    }

    @Test("Tables of other programs in a folder are named, with how to save them")
    func others() throws {
        let place = try folder()
        let open = "application/vnd.oasis.opendocument.spreadsheet"
        try write(
            MadeWorkbook.zip([("mimetype", Array(open.utf8)), ("content.xml", Array("<a/>".utf8))]),
            "kosten.ods", place)
        try write([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600), "oud.xls", place)
        let start = try Command.run(
            ["start", ".", "--as-of", "2026-04-01", "--lang", "nl"], in: place.url)
        #expect(start.code == 0)
        #expect(start.complaint.contains("kosten.ods blijft weg. Dit is een OpenDocument-bestand"))
        #expect(start.complaint.contains("bewaar het als Excel-werkmap (.xlsx) of als CSV UTF-8"))
        #expect(start.complaint.contains("oud.xls blijft weg."))
        // A report reads what can be read of a folder, and nothing else was meant.
        let report = try Command.run(
            ["report", "--data", ".", "--as-of", "2026-04-01"], in: place.url)
        #expect(report.code == 0)
    }
}
