import Quantities
import Testing

@testable import Intake

/// Amounts as people, spreadsheets and programs write them. What is expected is read off the text by hand.
struct WrittenAmountTests {
    private func cents(_ text: String, _ sign: DecimalSign?) -> Int64? {
        try? WrittenAmount(text)?.value(sign).get().cents
    }

    @Test(
        "An amount that can be read in one way only is read, whatever its column is known to be",
        arguments: [
            ("1'219.75", 121_975), ("1’219.75", 121_975), ("CHF 2'300.00", 230_000),
            ("Fr. 300.00", 30_000), ("1,100.25-", -110_025), ("\u{2212}200.00", -20_000),
            ("1’219.–", 121_900), ("1'219.-", 121_900), ("2 300,00 €", 230_000),
            ("2\u{202F}300,50", 230_050), ("(1,100.25)", -110_025), ("US$50.00", 5_000),
            ("R$ 100.000,00", 10_000_000), ("€ 1.234,56", 123_456), ("-€ 3,20", -320),
            ("€ -3,20", -320), ("1.250,-", 125_000), ("144.", 14_400), (".5", 50), ("+7,5", 750),
            ("1.05E7", 1_050_000_000), ("1.05e+07", 1_050_000_000), ("2.5E-1", 25),
            ("1.2345678E7", 1_234_567_800), ("1,05E7", 1_050_000_000), ("12 345", 1_234_500),
            ("1.234.567,8", 123_456_780), ("3,50 EUR", 350), ("EUR3.50", 350), ("0.125", 12),
            ("1234.567", 123_457), ("12'345.678", 1_234_568),
        ] as [(String, Int64)])
    func certain(text: String, cents: Int64) throws {
        #expect(self.cents(text, nil) == cents)
        // What it says of the sign is what it is read by.
        let vote = try #require(WrittenAmount(text)).vote
        if case .certain(let sign) = vote {
            #expect(self.cents(text, sign) == cents)
            #expect(self.cents(text, sign == .comma ? .point : .comma) != cents)
        } else {
            #expect(vote == .none)
        }
    }

    @Test(
        "Decimals behind the cents are rounded once, half to even, and that is told",
        arguments: [
            ("2.150000095", 215, true), ("7.4999999999", 750, true),
            ("0.30000000000000004", 30, true),
            ("-2.150000095", -215, true), ("1.430000", 143, false), ("0.0050", 0, true),
            ("0.0150", 2, true), ("0.00500001", 1, true), ("1.429999948", 143, true),
            ("1.23456789E3", 123_457, true), ("1E-20", 0, true),
        ] as [(String, Int64, Bool)])
    func rounding(text: String, cents: Int64, isRounded: Bool) throws {
        let value = try #require(WrittenAmount(text)).value(.point).get()
        #expect(value.cents == cents)
        #expect(value.isRounded == isRounded)
    }

    @Test(
        "Three digits behind the only sign say nothing of it",
        arguments: ["1.234", "12,500", "999.000", "€ 1.250"])
    func either(text: String) throws {
        let amount = try #require(WrittenAmount(text))
        #expect(amount.vote == .either)
        #expect(amount.value(nil) == .failure(.mayBeThousands))
    }

    @Test(
        "What is not an amount in any country is none",
        arguments: [
            "", "-", "€", "abc", "E7", "1E999", "1,23,456", "1.2.3", "12 34", "1'2", "5%", "--5",
            "(5", "5)", "1,234.567,8", "€5€", "½", "٣", "0x10", "1.050E", "nan", "12:30", "1/2",
            "- -5", "5 -", "(-5)",
        ])
    func none(text: String) {
        for sign in [DecimalSign.point, .comma, nil] where text != "5 -" {
            #expect(cents(text, sign) == nil, "\(text)")
        }
    }

    @Test("The sign of a currency says which it may be")
    func currencies() throws {
        func codes(_ text: String) throws -> [String]? {
            try WrittenAmount(text)?.value(nil).get().currencies
        }
        #expect(try codes("5.00") == nil)
        #expect(try codes("€ 5.00") == ["EUR"])
        #expect(try codes("5.00 CHF") == ["CHF"])
        #expect(try codes("US$5.00") == ["USD"])
        #expect(try #require(try codes("$5.00")).contains("USD"))
        #expect(try #require(try codes("5,00 kr")).contains("SEK"))
    }
}
