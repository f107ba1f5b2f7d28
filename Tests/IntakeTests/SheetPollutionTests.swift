import Leads
import MadeWorkbooks
import Quantities
import Statistics
import Testing

@testable import Intake

/// What goes wrong with tables, in workbooks: the same damage, ambiguity and stray signs as in text.
struct SheetPollutionTests {
    /// A workbook with one sheet, of which every cell is a text unless it is written as a cell.
    private func book(_ rows: [[String]], shared: Bool = false) -> [UInt8] {
        var strings: [String] = []
        func cell(_ text: String) -> String {
            if text.hasPrefix("<c") { return text }
            let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            guard shared else { return "<c t=\"inlineStr\"><is><t>\(escaped)</t></is></c>" }
            strings.append(escaped)
            return "<c t=\"s\"><v>\(strings.count - 1)</v></c>"
        }
        let text = rows.enumerated().map { place, row in
            "<row r=\"\(place + 1)\">\(row.map(cell).joined())</row>"
        }.joined()
        return MadeWorkbook.workbook([("Leads", text)], strings: strings)
    }

    private func read(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) throws
        -> Reading
    {
        try Reading.read([ByteSource(name: "x.xlsx", bytes: bytes)], options: options)
    }

    @Test("Sixty kinds of damage in workbooks: nothing is lost and nothing stops the program")
    func balance() throws {
        var (all, read) = (0, 0)
        for (name, damage) in PollutionTests.damages {
            for seed in 1...8 {
                var random = SplitMix64(seed: UInt64(seed))
                var sheet = PollutionTests.Sheet(&random)
                damage(&sheet, &random)
                let titles = sheet.front.isEmpty ? [] : [["Leads per maand"], []]
                let bytes = book(
                    titles + [sheet.header] + sheet.rows, shared: seed.isMultiple(of: 2))
                all += 1
                do {
                    var options = ReadingOptions(leadFields: ["company"], keepsRejectedRows: true)
                    let reading = try self.read(bytes, options)
                    read += 1
                    let table = reading.tables[0]
                    #expect(
                        table.rows
                            == table.new + table.updated + table.unchanged + table.rejected
                            + table.skipped, "\(name) \(seed)")
                    #expect(table.rejected == reading.rejected.count, "\(name) \(seed)")
                    #expect(table.new == reading.facts.leads.count, "\(name) \(seed)")
                    #expect(table.rejected == 0 || !reading.problems.isEmpty)
                    options.jobs = 1 + seed % 4
                    options.blockSize = [48, 100, 333][seed % 3]
                    let other = try self.read(bytes, options)
                    #expect(other.tables == reading.tables, "\(name) \(seed)")
                    #expect(other.facts.fingerprint == reading.facts.fingerprint, "\(name) \(seed)")
                } catch let error as IntakeErrors {
                    #expect(
                        error.errors.allSatisfy { !$0.message.en.isEmpty && !$0.message.nl.isEmpty }
                    )
                }
            }
        }
        #expect(all >= 480 && read * 5 > all * 4, "\(read) of \(all)")
    }

    @Test("A text in a cell that can be read in two ways is asked for; a day of the sheet is one")
    func ambiguity() throws {
        func month(_ dates: [String]) throws -> [Int64] {
            let rows =
                [["lead_id", "created_at", "source"]]
                + dates.enumerated().map { ["K-\($0)", $1, "fair"] }
            let leads = try read(book(rows)).facts.leads
            return (0..<leads.count).map { leads.created[$0].seconds / 86_400 }
        }
        for date in ["3-4-2026", "03/04/2026", "4-3-26", "11.12.2026"] {
            #expect(throws: IntakeErrors.self, "\(date)") { try month([date, date]) }
        }
        // 46,115 is 3 April 2026, 20,546 days after 1970; beside it 3-4-2026 is still asked for.
        let day = "<c s=\"1\"><v>46115</v></c>"
        #expect(try month([day]) == [20_546])
        #expect(throws: IntakeErrors.self) { try month([day, "3-4-2026"]) }
        // The 13th decides for its column: 3-4-2026 is in April.
        #expect(try month([day, "3-4-2026", "13-4-2026"]) == [20_546, 20_546, 20_556])
    }

    @Test("Texts that look like numbers stay the texts that they are, one by one and shared")
    func texts() throws {
        let ids = [
            "0612345678", "01234", "+31 6 1234", "1e5", "TRUE", "00", "1.0", "-0", "1,89E+11",
            "NaN", "2026-03-01", "'x", "=1+1", String(repeating: "7", count: 40),
        ]
        let rows = [["lead_id", "created_at", "source"]] + ids.map { [$0, "2026-03-01", "fair"] }
        for shared in [false, true] {
            let leads = try read(book(rows, shared: shared)).facts.leads
            #expect((0..<ids.count).map { leads.index.id(of: $0) } == ids)
        }
    }

    @Test("A quote in a cell of a workbook is a sign like any other, and costs no row")
    func quotes() throws {
        for place in 0..<20 {
            var rows = (0..<20).map { ["K-\($0)", "2026-03-01", "fair", "Firma \($0)"] }
            rows[place][3] = "\"Firma; \"\"6, \(place)"
            let reading = try read(
                book([["lead_id", "created_at", "source", "campaign"]] + rows),
                ReadingOptions(leadFields: ["campaign"]))
            #expect(reading.facts.leads.count == 20 && reading.problems.isEmpty)
            #expect(reading.facts.leads.text("campaign", of: place) == "\"Firma; \"\"6, \(place)")
        }
    }

    @Test("A line end within the name of a source is a blank, and the name meets the one without")
    func lineEnds() throws {
        for name in [
            "Beurs\nUtrecht", "Beurs\r\nUtrecht", "Beurs_x000D_\nUtrecht", "Beurs \nUtrecht",
        ] {
            let leads = book([
                ["lead_id", "created_at", "source"], ["K-1", "2026-03-01", name],
                ["K-2", "2026-03-01", "beurs utrecht"],
            ])
            let facts = try read(leads, ReadingOptions(leadFields: ["source"])).facts
            let names = Set((0..<2).map { FoldedName.of(facts.leads.text("source", of: $0)) })
            #expect(names.count == 1, "\(name.debugDescription)")
        }
    }
}
