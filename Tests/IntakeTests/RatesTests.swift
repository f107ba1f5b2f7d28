import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

struct RatesTests {
    private let text = """
        Date,USD,JPY,GBP,
        2026-03-06,1.0800,163.5,0.8421,
        2026-03-05,1.2500,N/A,0.8400,

        """

    private func rates(_ text: String) throws -> ExchangeRates {
        try ExchangeRates.read(ByteSource(name: "rates.csv", text: text))
    }

    @Test("Money is converted at the rate of its day, to the cent")
    func conversion() throws {
        let rates = try rates(text)
        let usd = try #require(Currency("USD"))
        let gbp = try #require(Currency("GBP"))
        // 100.00 ÷ 1.08 = 92.592… ; 100.00 ÷ 1.25 = 80.
        #expect(rates.convert(10_000, from: usd, to: .eur, on: "2026-03-06") == 9259)
        #expect(rates.convert(10_000, from: usd, to: .eur, on: "2026-03-05") == 8000)
        #expect(rates.convert(8000, from: .eur, to: usd, on: "2026-03-05") == 10_000)
        // Through the euro: 100.00 ÷ 1.25 × 0.84 = 67.20.
        #expect(rates.convert(10_000, from: usd, to: gbp, on: "2026-03-05") == 6720)
        #expect(rates.convert(-10_000, from: usd, to: .eur, on: "2026-03-05") == -8000)
    }

    @Test("A weekend has the rate of Friday; what is long past, unknown or to come has none")
    func noRate() throws {
        let rates = try rates(text)
        let usd = try #require(Currency("USD"))
        #expect(rates.convert(10_800, from: usd, to: .eur, on: "2026-03-08") == 10_000)
        #expect(rates.convert(10_800, from: usd, to: .eur, on: "2026-03-13") == 10_000)
        #expect(rates.convert(10_800, from: usd, to: .eur, on: "2026-03-14") == nil)
        #expect(rates.convert(10_800, from: usd, to: .eur, on: "2026-03-04") == nil)
        let yen = try #require(Currency("JPY"))
        #expect(rates.convert(10_800, from: yen, to: .eur, on: "2026-03-05") == nil)
        let zloty = try #require(Currency("PLN"))
        #expect(rates.convert(1, from: zloty, to: .eur, on: "2026-03-06") == nil)
        #expect(rates.convert(7, from: zloty, to: zloty, on: "1999-01-01") == 7)
    }

    @Test("What is no file of rates is refused, every row that is wrong at once")
    func mistakes() {
        #expect(throws: IntakeError.self) { try rates("day,USD\n2026-03-06,1.1\n") }
        #expect {
            try rates("Date,USD\n2026-03-06,1.1\n6 March,1.1\n2026-03-06,1.2\n2026-03-07,abc\n")
        } throws: { error in
            let lines = (error as? IntakeErrors)?.errors.map(\.line) ?? []
            return lines == [3, 4, 5]
        }
    }

    @Test("Spend and deals in dollars count once there are rates, and stay apart where not")
    func facts() throws {
        let reading = try Reading.read(
            [
                ByteSource(
                    name: "leads.csv", text: "lead_id,created_at,source\nL-1,2026-03-01,fair\n"),
                ByteSource(
                    name: "spend.csv",
                    text:
                        "day,source,amount,currency\n2026-03-05,fair,125.00,USD\n2026-03-05,fair,10.00,EUR\n2020-01-01,fair,5.00,USD\n"
                ),
                ByteSource(
                    name: "deals.csv",
                    text:
                        "deal_id,status,closed_at,amount,currency,lead_ids\nD-1,won,2026-03-06,540.00,USD,L-1\n"
                ),
            ], options: ReadingOptions())
        let facts = reading.facts.converted(to: .eur, by: try rates(text))
        #expect(facts.spend.map(\.money.cents) == [10_000, 1000, 500])
        #expect(facts.spend.map(\.money.currency.code) == ["EUR", "EUR", "USD"])
        #expect(facts.deals[0].amount == 50_000)
        #expect(facts.deals[0].currency == .eur)
        #expect(facts.conversion?.spendRows == 1)
        #expect(facts.conversion?.deals == 1)
        #expect(facts.conversion?.withoutRate == 1)
        #expect(facts.fingerprint == reading.facts.fingerprint)
    }
}
