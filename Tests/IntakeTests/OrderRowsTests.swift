import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// How orders and invoices are written down, and what is said of those that are not.
struct OrderRowsTests {
    private func read(
        _ files: [(String, String)], _ change: (inout ReadingOptions) -> Void = { _ in }
    ) throws -> Reading {
        var options = ReadingOptions()
        change(&options)
        return try Reading.read(
            files.map { ByteSource(name: $0.0, text: $0.1) }, options: options)
    }

    private func rows(_ text: String) throws -> Reading {
        try read([("orders.csv", "order_id,customer,day,amount,margin,kind\n\(text)\n")])
    }

    @Test("A credit lowers, with a minus or without one")
    func credits() throws {
        let reading = try rows(
            "1,Kade,2026-01-02,100.00,40.00,order\n2,Kade,2026-01-03,30.00,12.00,credit\n"
                + "3,Kade,2026-01-04,-20.00,-8.00,Credit\n4,Kade,2026-01-05,-5.00,,invoice")
        #expect(reading.problems.isEmpty)
        #expect(reading.facts.orders.map(\.amount) == [10_000, -3_000, -2_000, -500])
        #expect(reading.facts.orders.map(\.margin) == [4_000, -1_200, -800, nil])
    }

    @Test("Lines of one order are all kept, also where two of them are equal")
    func lines() throws {
        let line = "7,Kade,2026-01-02,100.00,40.00,"
        let reading = try rows("\(line)\n\(line)\n7,Kade,2026-01-02,50.00,20.00,")
        #expect(reading.facts.orders.map(\.amount).sorted() == [5_000, 10_000, 10_000])
        #expect(reading.tables[0].counts.new == 3)
    }

    @Test("Of an order in two exports the later one counts whole, in whatever order they are read")
    func again() throws {
        let header = "order_id,customer,day,amount\n"
        let old = ("old.csv", header + "7,Kade,2026-01-02,100.00\n7,Kade,2026-01-02,50.00\n")
        let new = ("new.csv", header + "7,Kade,2026-01-02,120.00\n8,Kade,2026-02-02,10.00\n")
        let days: [String: Day] = ["old.csv": "2026-01-31", "new.csv": "2026-02-28"]
        var prints = Set<Fingerprint>()
        for files in [[old, new], [new, old]] {
            let named = files.map { name, text in
                (name.replacing(".csv", with: "-\(days[name]!).csv"), text)
            }
            let reading = try read(named)
            #expect(reading.facts.orders.map(\.amount) == [12_000, 1_000])
            prints.insert(reading.facts.fingerprint)
        }
        #expect(prints.count == 1)
        // The same export twice is the same orders once.
        let twice = try read([("a.csv", old.1), ("b.csv", old.1)])
        #expect(twice.facts.orders.map(\.amount).sorted() == [5_000, 10_000])
        #expect(twice.tables.map(\.counts.unchanged) == [0, 2])
    }

    @Test(
        "What a row lacks is told at its place",
        arguments: [
            (",Kade,2026-01-02,100.00,,", Problem.Kind.missingValue, 1),
            ("1,,2026-01-02,100.00,,", .missingValue, 3),
            ("1,Kade,,100.00,,", .missingValue, 8),
            ("1,Kade,2026-01-02,,,", .missingValue, 19),
            ("1,Kade,2026-01-02,about ten,,", .badAmount, 19),
            ("1,Kade,2026-01-02,100.00,,refund", .badStatus, 27),
        ])
    func mistakes(row: String, kind: Problem.Kind, column: Int) throws {
        let reading = try rows(row)
        #expect(reading.facts.orders.isEmpty)
        let problem = try #require(reading.problems.listed.first)
        #expect(problem.kind == kind, "\(problem.message.en)")
        #expect(problem.column == column)
        #expect(reading.tables[0].counts.rejected == 1)
    }

    @Test("A ledger of Business Central gives invoices and credits, and its payments are no orders")
    func ledger() throws {
        let text = try Fixtures.text("exports/business-central-ledger.csv")
        let reading = try read([("ledger.csv", text)])
        #expect(reading.problems.isEmpty, "\(reading.problems.listed)")
        let orders = reading.facts.orders
        #expect(orders.map(\.id) == ["PSI-1001", "PSC-101", "PSI-1180"])
        #expect(orders.map(\.amount) == [200_000, -50_000, 100_000])
        #expect(orders.map(\.margin) == [70_000, -17_500, 34_000])
        // The amounts are those of the firm's own currency, whatever the invoice was in.
        #expect(Set(orders.map(\.currency)) == [.eur])
        #expect(orders.map(\.company) == ["Brugwacht NV", "Brugwacht NV", "Cello Techniek GmbH"])
    }

    @Test("Lines of SAP Business One are those of one invoice; a Dutch list has its own names")
    func others() throws {
        let sap = try read([("sap.csv", Fixtures.text("exports/sap-invoices.csv"))])
        #expect(sap.facts.orders.map(\.id) == ["5001", "5001", "5020"])
        #expect(sap.facts.orders.map(\.margin).compactMap { $0 }.reduce(0, +) == 104_000)
        let dutch = try read([("facturen.csv", Fixtures.text("exports/facturen.csv"))])
        #expect(dutch.facts.orders.map(\.amount) == [200_000, -50_000, 100_000])
        #expect(dutch.facts.orders.map(\.customer) == ["20017", "20017", "30001"])
        let dollars = try read([
            ("bc.csv", Fixtures.text("exports/business-central-invoices.csv"))
        ])
        #expect(dollars.facts.orders.map(\.currency.code) == ["EUR", "USD"])
    }

    @Test(
        "An amount of which nobody says that VAT is out of it is asked for, and invoices of suppliers are none",
        arguments: [
            "Factuurnummer;Factuurdatum;Klant;Bedrag\n1;02-01-2026;Kade;121,00\n",
            "Factuurnummer;Factuurdatum;Klant;Bedrag incl. btw\n1;02-01-2026;Kade;121,00\n",
            "Invoice number,Invoice date,Customer,Total\n1,2026-01-02,Kade,121.00\n",
            "Factuurnummer;Factuurdatum;Leverancier;Bedrag excl. btw\n1;02-01-2026;Kade;121,00\n",
        ])
    func amountsWithVAT(text: String) throws {
        let error = #expect(throws: IntakeErrors.self) { try read([("facturen.csv", text)]) }
        let message = error?.description ?? ""
        #expect(!text.contains("Klant") || message.contains("Bedrag excl. btw"), "\(message)")
    }
}
