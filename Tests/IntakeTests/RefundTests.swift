import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// How a refund is written down, and what is said of one that is not.
struct RefundTests {
    private func read(
        _ rows: String, header: String = "deal_id,status,closed_at,amount,margin,credit_of",
        _ change: (inout ReadingOptions) -> Void = { _ in }
    ) throws -> Reading {
        var options = ReadingOptions()
        change(&options)
        return try Reading.read(
            [ByteSource(name: "deals.csv", text: "\(header)\n\(rows)\n")], options: options)
    }

    @Test("A refund names the sale that it belongs to, and has an amount below zero")
    func refund() throws {
        let reading = try read("V-1,won,2026-04-01,800,300,\nC-1,won,2026-05-01,-200,-75,V-1")
        #expect(reading.problems.isEmpty)
        let refund = reading.facts.deals[0]
        #expect(refund.creditOf == "V-1")
        #expect(refund.amount == -20_000)
        #expect(refund.margin == -7_500)
        #expect(!reading.facts.deals[1].isCredit)
    }

    @Test(
        "What is below zero may stand between brackets, as a spreadsheet shows it",
        arguments: [
            ("(1.000)", DecimalSign.comma, -100_000 as Int64),
            ("(1.000,50)", .comma, -100_050), ("\"(10,000)\"", .point, -1_000_000),
            ("(250.75)", .point, -25_075), ("-250.75", .point, -25_075),
            ("(€ 12,50)", .comma, -1250),
        ])
    func brackets(text: String, decimal: DecimalSign, cents: Int64) throws {
        let quoted = text.contains(",") && !text.hasPrefix("\"") ? "\"\(text)\"" : text
        let reading = try read("C-1,won,2026-05-01,\(quoted),,V-1") { $0.decimal = decimal }
        #expect(reading.problems.isEmpty)
        #expect(reading.facts.deals.map(\.amount) == [cents])
    }

    @Test(
        "An amount below zero without a sale is left out at its place, with how to write a refund")
    func negative() throws {
        let reading = try read("V-1,won,2026-04-01,800,,\nC-1,won,2026-05-01,-200,,")
        #expect(reading.facts.deals.count == 1)
        let problem = try #require(reading.problems.listed.first)
        #expect(problem.line == 3)
        #expect(problem.column == 20)
        #expect(problem.message.en.contains("credit_of"))
        #expect(problem.message.en.contains("lower the amount of that sale"))
        #expect(!problem.message.en.contains("empty"))
        #expect(!problem.message.nl.contains("leeg"))
    }

    @Test(
        "A refund that would take nothing off is refused at its place",
        arguments: [
            // Above zero; without an amount; of itself; not booked; with a margin above zero.
            ("C-1,won,2026-05-01,200,,V-1", Problem.Kind.badAmount, 20),
            ("C-1,won,2026-05-01,,,V-1", .missingValue, 20),
            ("C-1,won,2026-05-01,-200,,C-1", .badCredit, 26),
            ("C-1,lost,2026-05-01,-200,,V-1", .badCredit, 5),
            ("C-1,open,2026-05-01,-200,,V-1", .badCredit, 5),
            ("C-1,won,2026-05-01,-200,75,V-1", .badAmount, 25),
        ])
    func refused(row: String, kind: Problem.Kind, column: Int) throws {
        let reading = try read(row)
        #expect(reading.facts.deals.isEmpty)
        #expect(reading.problems.counts == [kind: 1])
        #expect(reading.problems.listed.first?.column == column)
    }

    @Test("Of a mapped table a column may name the sale")
    func mapped() throws {
        let map = TableMapping(
            facts: [
                FactMapping(
                    kind: .deal,
                    fields: [
                        "deal_id": FieldSource(column: "factuur"),
                        "status": FieldSource(constant: "won"),
                        "closed_at": FieldSource(column: "datum"),
                        "amount": FieldSource(column: "bedrag"),
                        "credit_of": FieldSource(column: "bij"),
                    ])
            ])
        let table = "factuur,datum,bedrag,bij\nF-1,2026-04-01,500,\nF-2,2026-04-20,-100,F-1\n"
        let reading = try Reading.read(
            [ByteSource(name: "f.csv", text: table)], mappings: [map], options: ReadingOptions())
        #expect(reading.facts.deals.map(\.creditOf) == [nil, "F-1"])
        #expect(reading.problems.isEmpty)
    }
}
