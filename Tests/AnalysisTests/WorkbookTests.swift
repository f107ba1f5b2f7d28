import Analysis
import Economics
import Foundation
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// Works out the few formulas that sheets have: sums, products, quotients, and sums of columns.
private struct Evaluator {
    let sheets: [String: Workbook.Sheet]
    private var text: [Character] = []
    private var place = 0
    private var sheet = ""

    init(_ book: Workbook) {
        sheets = Dictionary(uniqueKeysWithValues: book.sheets.map { ($0.name, $0) })
    }

    mutating func value(_ formula: String, on sheet: String) throws -> Double {
        text = Array(formula.dropFirst())
        place = 0
        self.sheet = sheet
        let result = try sum()
        #expect(place == text.count, "\(formula)")
        return result
    }

    private mutating func takes(_ character: Character) -> Bool {
        guard place < text.count, text[place] == character else { return false }
        place += 1
        return true
    }

    private mutating func sum() throws -> Double {
        var result = try product()
        while place < text.count {
            if takes("+") {
                result += try product()
            } else if takes("-") {
                result -= try product()
            } else {
                break
            }
        }
        return result
    }

    private mutating func product() throws -> Double {
        var result = try factor()
        while place < text.count {
            if takes("*") {
                result *= try factor()
            } else if takes("/") {
                result /= try factor()
            } else {
                break
            }
        }
        return result
    }

    private mutating func factor() throws -> Double {
        if takes("(") {
            let result = try sum()
            _ = takes(")")
            return result
        }
        if String(text[place...].prefix(4)) == "SUM(" {
            place += 4
            let first = reference()
            _ = takes(":")
            let last = reference()
            _ = takes(")")
            return try (first.row...last.row).reduce(0) { $0 + (try cell(sheet, $1, first.column)) }
        }
        var other = sheet
        if takes("'") {
            var name = ""
            while !takes("'") {
                name.append(text[place])
                place += 1
            }
            _ = takes("!")
            other = name
        }
        let found = reference()
        return try cell(other, found.row, found.column)
    }

    private mutating func reference() -> (row: Int, column: Int) {
        _ = takes("$")
        let column = Int(text[place].asciiValue ?? 0) - 65
        place += 1
        _ = takes("$")
        var digits = ""
        while place < text.count, text[place].isNumber {
            digits.append(text[place])
            place += 1
        }
        return ((Int(digits) ?? 0) - 1, column)
    }

    private func cell(_ name: String, _ row: Int, _ column: Int) throws -> Double {
        let sheet = try #require(sheets[name], "\(name)")
        guard sheet.rows.indices.contains(row), sheet.rows[row].indices.contains(column) else {
            return 0
        }
        switch sheet.rows[row][column] {
        case .number(let value, _), .input(let value, _): return value
        case .formula(let formula, _, _):
            var other = self
            return try other.value(formula, on: name)
        case .blank, .title, .heading, .text: return 0
        }
    }
}

struct WorkbookTests {
    /// Two sources with spend, own hours, SQLs and sales, and one that is free.
    private func bench() throws -> Bench {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        for (source, mqls, sqls) in [
            ("google-ads", 40, 9), ("=evil()", 30, 2), ("referral", 12, 5),
        ] {
            for number in 1...mqls {
                let id = "\(source)\(number)"
                world.leads += "\(id),2026-0\(number % 3 + 1)-05,\(source)\n"
                stages += "\(id),2026-0\(number % 3 + 1)-06,mql\n"
                guard number <= sqls else { continue }
                stages += "\(id),2026-04-20,sql\n"
                let status = number % 2 == 1 ? "won" : "lost"
                deals += "D\(id),\(status),2026-04-20,2026-05-20,9000,3333.33,\(id)\n"
            }
        }
        (world.stages, world.deals) = (stages, deals)
        world.spend = """
            month,source,amount,category
            2026-01,google-ads,4000.01,media
            2026-02,=evil(),999.99,media
            2026-02,*,700.00,people

            """
        return try world.bench(asOf: "2026-09-30")
    }

    private func book() async throws -> (book: Workbook, figures: JustificationFigures) {
        let bench = try bench()
        var asked = JustificationFigures.Asked()
        asked.requiredReturn = 200
        let figures = await bench.justify(asked)
        return (
            FiguresWorkbook(figures, bench.context(command: "mql justify")).workbook, figures
        )
    }

    @Test("Every formula gives the value that stands beside it")
    func formulas() async throws {
        let book = try await book().book
        var evaluator = Evaluator(book)
        var count = 0
        for sheet in book.sheets {
            for row in sheet.rows {
                for case .formula(let formula, let value, _) in row {
                    let found = try evaluator.value(formula, on: sheet.name)
                    #expect(
                        abs(found - value) <= 1e-9 * max(1, abs(value)), "\(sheet.name) \(formula)")
                    count += 1
                }
            }
        }
        #expect(count > 50)
    }

    @Test("What the formulas give is, to the cent, what the report says")
    func cents() async throws {
        let (book, figures) = try await book()
        let sheet = try #require(book.sheets.first)
        let heads = sheet.rows[2].map { cell in
            if case .heading(let text) = cell { text } else { "" }
        }
        func value(_ row: Int, _ name: String) throws -> Double? {
            let column = try #require(heads.firstIndex(of: name))
            switch sheet.rows[3 + row][column] {
            case .formula(_, let value, _), .number(let value, _): return value
            default: return nil
            }
        }
        for (place, row) in (figures.rows + [figures.total]).enumerated() {
            for (name, known) in [
                ("Per MQL, to buy", row.row.costs.perMQL.value),
                ("Per MQL, all-in", row.row.costsAllIn.perMQL.value),
                ("Per SQL", row.row.costs.perSQL.value), ("Worth of an MQL", row.worth.value?.mean),
            ] {
                let shown = try value(place, name)
                #expect((shown == nil) == (known == nil), "\(row.row.key) \(name)")
                guard let shown, let known else { continue }
                #expect(
                    abs(shown * 100 - Double(known.cents)) <= 0.5 + 1e-6, "\(row.row.key) \(name)")
            }
        }
    }

    @Test("Another margin moves the worth of every source in proportion")
    func assumption() async throws {
        var (book, _) = try await book()
        let place = try #require(book.sheets.firstIndex { $0.name == "Assumptions" })
        var evaluator = Evaluator(book)
        let before = try evaluator.value("=U4", on: "Sources")
        guard case .input(let margin, let style) = book.sheets[place].rows[3][1] else {
            Issue.record("no margin to change")
            return
        }
        book.sheets[place].rows[3][1] = .input(margin * 2, style)
        evaluator = Evaluator(book)
        let after = try evaluator.value("=U4", on: "Sources")
        #expect(before > 0 && abs(after - 2 * before) < 1e-9)
    }

    @Test("No text of the data becomes a formula, and no sheet has a name that Excel refuses")
    func texts() async throws {
        let book = try await book().book
        #expect(book.sheets.map(\.name) == ["Sources", "Months", "Assumptions", "Origin"])
        let texts = book.sheets[0].rows.compactMap { row -> String? in
            if case .text(let text) = row.first { text } else { nil }
        }
        #expect(texts.contains("=evil()"))
        for sheet in book.sheets {
            #expect(sheet.name.count <= 31)
            for row in sheet.rows {
                for case .formula(let formula, _, _) in row { #expect(!formula.contains("evil")) }
            }
        }
    }

    @Test("Without the library it says what to install")
    func missing() async throws {
        #if XLSX
            let path =
                FileManager.default.temporaryDirectory.path + "/mql-\(UUID().uuidString).xlsx"
            defer { try? FileManager.default.removeItem(atPath: path) }
            let (book, _) = try await book()
            try ExcelFile.write(
                book, to: OutputGuard(reading: []).file(path, for: "--to", takesPipes: false))
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(bytes.prefix(2) == Data("PK".utf8))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? NSNumber == 0o600)
        #else
            let (book, _) = try await book()
            let error = try #require(throws: FailedVerb.self) {
                try ExcelFile.write(
                    book, to: OutputGuard(reading: []).file("x.xlsx", for: "--to"))
            }
            #expect(error.message.en.contains("libxlsxwriter-dev"))
        #endif
    }
}
