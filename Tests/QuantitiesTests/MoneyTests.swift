import Quantities
import Testing

struct MoneyTests {
    @Test("Spend is shared to the cent, a half going to the even neighbour")
    func division() {
        #expect(Money(cents: 5).divided(by: 2)?.cents == 2)
        #expect(Money(cents: 15).divided(by: 2)?.cents == 8)
        #expect(Money(cents: -5).divided(by: 2)?.cents == -2)
        #expect(Money(cents: -15).divided(by: 2)?.cents == -8)
        // € 100.00 over 3: 33.333… becomes 33.33.
        #expect(Money(cents: 10_000).divided(by: 3)?.cents == 3333)
        // € 200.00 over 3: 66.666… becomes 66.67.
        #expect(Money(cents: 20_000).divided(by: 3)?.cents == 6667)
    }

    @Test("Nothing is divided by no leads")
    func divisionByZero() {
        #expect(Money(cents: 5).divided(by: 0) == nil)
    }

    @Test("Two currencies are not added, and the message names both")
    func currencies() {
        let dirhams = Money(cents: 100, Currency("AED") ?? .eur)
        #expect(throws: Money.ArithmeticError.differentCurrencies(.eur, dirhams.currency)) {
            try Money(cents: 1).adding(dirhams)
        }
        let error = Money.ArithmeticError.differentCurrencies(.eur, dirhams.currency)
        #expect("\(error)" == "EUR and AED cannot be added: they are different currencies.")
        #expect(throws: Money.ArithmeticError.tooLarge) {
            try Money(cents: .max).adding(Money(cents: 1))
        }
    }

    @Test(
        "A currency is three letters",
        arguments: [("eur", "EUR"), (" AED ", "AED"), ("€", nil), ("EURO", nil), ("E1R", nil)])
    func codes(text: String, code: String?) {
        #expect(Currency(text)?.code == code)
    }
}

struct RoundingTests {
    @Test("The parts of a split add up to the whole, whatever the weights")
    func split() {
        // 100 over 1 : 1 : 1 is 33.33 each; the cent that is left goes to the first.
        #expect(Rounding.split(100, by: [1, 1, 1]) == [34, 33, 33])
        // 10 over 2 : 1: 6.67 and 3.33; the larger remainder gets the cent.
        #expect(Rounding.split(10, by: [2, 1]) == [7, 3])
        #expect(Rounding.split(-10, by: [2, 1]) == [-7, -3])
        #expect(Rounding.split(10, by: [0, 5]) == [0, 10])
        #expect(Rounding.split(10, by: [0, 0]) == nil)
        #expect(Rounding.split(10, by: []) == nil)
    }

    @Test("A quotient beyond 64 bits is refused, not wrapped")
    func range() {
        #expect(Rounding.halfEven(Int128(Int64.max) * 2, over: 1) == nil)
        #expect(Rounding.halfEven(Int128(Int64.max) * 2, over: 2) == Int64.max)
        #expect(Rounding.halfEven(1, over: 0) == nil)
        #expect(Rounding.halfEven(7, over: -2) == -4)
    }
}

struct FixedPointTests {
    @Test(
        "A decimal number is a whole number of its smallest unit",
        arguments: [
            ("12.5", 1250), ("0", 0), ("-3.07", -307),
            ("999999999999999.99", 99_999_999_999_999_999),
            ("1.234", nil), ("", nil), (".5", nil), ("5.", nil), ("1e3", nil), ("1,5", nil),
            ("--1", nil),
            ("1000000000000000", nil),
        ])
    func cents(text: String, cents: Int64?) {
        #expect(FixedPoint.cents(text) == cents)
    }
}
