import Analysis
import Economics
import Foundation
import Funnels
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

@testable import Reports

struct WorkbookTests {
    /// Two sources with spend, own hours, SQLs and sales, and one that is free.
    ///
    /// - Parameter hours: what of one's own goes into an MQL; then nothing of people is in the spend.
    private func bench(
        _ hours: EconomicRules.OwnHours? = nil, by: Breakdown = .source, margin: Int64? = nil
    ) throws -> Bench {
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
            2026-02,*,700.00,\(hours == nil ? "people" : "tools")

            """
        var rules = try RuleFiles.ruleBook("b2b")
        rules.economics.ownHours = hours
        return try world.bench(asOf: "2026-09-30", by: by, margin: margin, book: rules)
    }

    private func book(
        _ hours: EconomicRules.OwnHours? = nil, by: Breakdown = .source, margin: Int64? = nil,
        required: Int = 200
    ) async throws -> (book: Workbook, figures: JustificationFigures) {
        let bench = try bench(hours, by: by, margin: margin)
        var asked = JustificationFigures.Asked()
        asked.requiredReturn = required
        let figures = await bench.justify(asked)
        return (
            FiguresWorkbook(figures, bench.context(command: "mql justify")).workbook, figures
        )
    }

    /// A quarter of an hour less than one, at 65.50: an MQL takes 49.125, which is half a cent beside the cent.
    private static let hours = EconomicRules.OwnHours(hours: 75, hourCost: 6550)

    @Test(
        "Every formula gives the value that stands beside it, to the cent",
        arguments: [Breakdown.source, .month], [nil, Self.hours])
    func formulas(by: Breakdown, hours: EconomicRules.OwnHours?) async throws {
        let book = try await book(hours, by: by).book
        var evaluator = FormulaEvaluator(book)
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

    /// The numbers of the first sheet by the name of their row and their column, worked out.
    private func numbers(_ book: Workbook) throws -> [String: Double] {
        let sheet = try #require(book.sheets.first)
        let evaluator = FormulaEvaluator(book)
        var found: [String: Double] = [:]
        for (place, row) in sheet.rows.enumerated().dropFirst(3) {
            guard case .text(let name)? = row.first else { continue }
            for (column, head) in sheet.rows[2].enumerated() {
                guard case .heading(let title) = head else { continue }
                found["\(name) · \(title)"] = try evaluator.number(sheet.name, place, column)
            }
        }
        return found
    }

    /// The same, as the report has them.
    private func numbers(_ figures: JustificationFigures) -> [String: Double] {
        var found: [String: Double] = [:]
        for row in figures.rows + [figures.total] {
            let name = row.row.label.en
            for (title, known) in [
                ("Per MQL, to buy", row.row.costs.perMQL.value),
                ("Per MQL, all-in", row.row.costsAllIn.perMQL.value),
                ("Per SQL", row.row.costs.perSQL.value), ("Worth of an MQL", row.worth.value?.mean),
                ("Effect", row.effect.value),
            ] {
                found["\(name) · \(title)"] = known.map { Double($0.cents) / 100 }
            }
        }
        return found
    }

    private func expect(_ book: Workbook, says figures: JustificationFigures) throws {
        let shown = try numbers(book)
        let known = numbers(figures)
        #expect(known.count > 12)
        for (name, value) in known {
            #expect(abs((shown[name] ?? .nan) - value) < 1e-6, "\(name)")
        }
    }

    @Test(
        "What the formulas give is what the report says, to the cent",
        arguments: [nil, Self.hours])
    func cents(hours: EconomicRules.OwnHours?) async throws {
        let (book, figures) = try await book(hours)
        try expect(book, says: figures)
    }

    /// The sheets with another value in the cell of an assumption.
    private func changed(_ book: Workbook, _ values: [String: Double]) throws -> Workbook {
        var book = book
        let place = try #require(book.sheets.firstIndex { $0.name == "Assumptions" })
        var left = values
        for line in book.sheets[place].rows.indices {
            let row = book.sheets[place].rows[line]
            guard row.count > 1, case .text(let name) = row[0], case .input(_, let style) = row[1],
                let value = left.removeValue(forKey: name)
            else { continue }
            book.sheets[place].rows[line][1] = .input(value, style)
        }
        #expect(left.isEmpty, "\(left.keys)")
        return book
    }

    @Test("Other hours, margins and returns in the sheet give what the program says of them")
    func changes() async throws {
        let (book, _) = try await book(Self.hours)
        let hours = try await self.book(.init(hours: 225, hourCost: 7010)).figures
        try expect(
            changed(book, ["Own hours per MQL": 2.25, "Cost of an hour (EUR)": 70.10]),
            says: hours)
        let margin = try await self.book(Self.hours, margin: 700_000).figures
        try expect(changed(book, ["Margin of a sale (EUR)": 7000]), says: margin)
        // At most to pay: the worth ÷ 3.
        let required = try await self.book(Self.hours, required: 300).figures
        let shown = try numbers(changed(book, ["Required return per €1": 3]))
        let most = try #require(required.rows[0].worth.value).highestPrice(3)
        #expect(
            abs(
                (shown["\(required.rows[0].row.label.en) · At most"] ?? .nan) * 100
                    - Double(most.cents)) < 1e-4)
    }

    @Test("A half cent goes to the even one, as money does: 5.01 ÷ 2 is 2.50, and 5.03 ÷ 2 is 2.52")
    func halves() throws {
        for (cents, known) in [(501, 250), (503, 252), (502, 251)] as [(Int64, Int64)] {
            let money = try #require(Money(cents: cents).divided(by: 2))
            #expect(money.cents == known)
            let cell = Workbook.Cell.cents("A1/B1", Double(cents) / 2, money)
            guard case .formula(let formula, _, _) = cell else {
                Issue.record("no formula")
                continue
            }
            let row: [Workbook.Cell] = [
                .number(Double(cents) / 100, .money), .number(2, .count), cell,
            ]
            var evaluator = FormulaEvaluator(
                Workbook([.init("S", widths: [], rows: [row])], asOf: "2026-01-01"))
            #expect(try evaluator.value(formula, on: "S") == Double(known) / 100, "\(formula)")
        }
    }

    @Test("In a total every number is a formula, and follows the rows")
    func totals() async throws {
        var (book, figures) = try await book(Self.hours)
        let line = 3 + figures.rows.count
        for (place, cell) in book.sheets[0].rows[line].enumerated() {
            switch cell {
            // How many were contacted is no part of a cost.
            case .number where place < book.sheets[0].rows[line].count - 1:
                Issue.record("a number in column \(place)")
            case .input: Issue.record("an assumption of its own in column \(place)")
            default: break
            }
        }
        let before = try numbers(book)
        // 1,000.00 more on the first source: what an MQL costs in all follows from the new sum.
        guard case .number(let spend, let style) = book.sheets[0].rows[3][1] else {
            Issue.record("no spend")
            return
        }
        book.sheets[0].rows[3][1] = .number(spend + 1000, style)
        let after = try numbers(book)
        let mqls = Double(figures.total.row.counts.mqls)
        let sum = try #require(figures.total.row.boughtFor.value)
        #expect(
            after["total · Per MQL, to buy"]
                == ((Double(sum.cents) + 100_000) / mqls).rounded() / 100)
        #expect(before["total · Per MQL, to buy"] != after["total · Per MQL, to buy"])
        #expect(
            abs((before["total · Effect"] ?? .nan) - (after["total · Effect"] ?? .nan) - 1000)
                < 1e-6)
    }

    @Test("A chance that is changed in a row moves the worth and the effect of the total")
    func chances() async throws {
        var (book, figures) = try await book(Self.hours)
        let heads = book.sheets[0].rows[2]
        let column = try #require(
            heads.firstIndex { if case .heading("Chance of an SQL") = $0 { true } else { false } })
        let before = try numbers(book)
        guard case .input(let chance, let style) = book.sheets[0].rows[3][column] else {
            Issue.record("no chance to change")
            return
        }
        book.sheets[0].rows[3][column] = .input(chance * 2, style)
        let after = try numbers(book)
        // What the row is worth more, its MQLs have more of in the total.
        let row = figures.rows.first { $0.row.label.en == "Google Ads" } ?? figures.rows[0]
        let worth = try #require(row.worth.value)
        let more = worth.cents * Double(row.row.counts.mqls) / 100
        #expect(
            abs((after["total · Effect"] ?? .nan) - (before["total · Effect"] ?? .nan) - more)
                < 0.02)
    }

    @Test("Another margin moves the worth of every source in proportion")
    func assumption() async throws {
        var (book, _) = try await book()
        let place = try #require(book.sheets.firstIndex { $0.name == "Assumptions" })
        var evaluator = FormulaEvaluator(book)
        let before = try evaluator.value("=U4", on: "Sources")
        guard case .input(let margin, let style) = book.sheets[place].rows[3][1] else {
            Issue.record("no margin to change")
            return
        }
        book.sheets[place].rows[3][1] = .input(margin * 2, style)
        evaluator = FormulaEvaluator(book)
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

    @Test(
        "In a budget every formula gives the value beside it, and twice the margin returns twice as much"
    )
    func budget() async throws {
        let bench = try DemoBench.bench()
        let budget = try await bench.budget(
            .init(.amount(6_000_000), Period(monthOf: DemoWorld.asOf)))
        var book = try #require(BudgetReport(budget, bench.context(command: "mql budget")).workbook)
        let sheet = book.sheets[0]
        var evaluator = FormulaEvaluator(book)
        var count = 0
        for row in sheet.rows {
            for case .formula(let formula, let value, _) in row {
                let found = try evaluator.value(formula, on: sheet.name)
                #expect(abs(found - value) <= 1e-6 * max(1, abs(value)), "\(formula)")
                count += 1
            }
        }
        #expect(count >= 20)
        let line = try #require(
            sheet.rows.firstIndex { row in
                if case .text("Margin of a sale (EUR)")? = row.first { true } else { false }
            })
        guard case .input(let margin, let style) = sheet.rows[line][1] else {
            Issue.record("no margin")
            return
        }
        book.sheets[0].rows[line][1] = .input(margin * 2, style)
        let (last, column) = (sheet.rows.count - 1, sheet.rows[sheet.rows.count - 1].count - 1)
        let doubled = try #require(try FormulaEvaluator(book).number(sheet.name, last, column))
        guard case .formula(_, let returned, _) = sheet.rows[last][column] else {
            Issue.record("no return")
            return
        }
        #expect(abs(doubled - returned * 2) < 1e-9 && returned > 0)
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
            // Also what is of no day is the same file at another time.
            var undated: [Data] = []
            for _ in 0..<2 {
                try ExcelFile.write(
                    Workbook(book.sheets, asOf: Day(number: 0)),
                    to: OutputGuard(reading: []).file(
                        path, for: "--to", over: .plainFile, takesPipes: false))
                undated.append(try Data(contentsOf: URL(fileURLWithPath: path)))
                usleep(1_100_000)
            }
            #expect(undated[0] == undated[1])
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
