import Quantities
import TestSupport
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
        // −2⁶³ has no counterpart above zero: taking it off would be too much.
        #expect(throws: Money.ArithmeticError.tooLarge) {
            try Money(cents: -.max).adding(Money(cents: -1))
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

    @Test(
        "A fraction of a cent goes to the nearest cent, a half to the even one; what is too much is nil"
    )
    func fraction() {
        #expect(Money(rounding: 2.5, .eur)?.cents == 2)
        #expect(Money(rounding: 3.5, .eur)?.cents == 4)
        #expect(Money(rounding: -2.5, .eur)?.cents == -2)
        #expect(Money(rounding: 2.51, .eur)?.cents == 3)
        for beyond in [1e19, -1e19, .infinity, -.infinity, .nan] {
            #expect(Money(rounding: beyond, .eur) == nil)
        }
    }

    @Test("What has to be an amount is the greatest or the least there is beyond 64 bits")
    func clamped() {
        #expect(Money(clamping: 2.5, .eur).cents == 2)
        #expect(Money(clamping: 1e19, .eur).cents == .max)
        // Not the least number of all, which has no counterpart above zero.
        #expect(Money(clamping: -1e19, .eur).cents == -.max)
        #expect(Money(clamping: Double.nan, .eur).cents == .max)
        #expect(Money(clamping: Int128(Int64.max) + 1, .eur).cents == .max)
        #expect(Money(clamping: Int128(Int64.min) - 1, .eur).cents == -.max)
        #expect(Money(exactly: Int128(Int64.max) + 1, .eur) == nil)
        #expect(Money(exactly: Int128(Int64.max), .eur)?.cents == .max)
    }

    @Test("Whole euros are below, above or next to an amount")
    func units() {
        #expect(Rounding.wholeUnits(199, .down) == 100)
        #expect(Rounding.wholeUnits(101, .up) == 200)
        #expect(Rounding.wholeUnits(150, .toNearestOrAwayFromZero) == 200)
        // A sum of fractions that lies a hair below two euros is two euros.
        #expect(Rounding.wholeUnits(199.999999, .down, slack: 1e-6) == 200)
    }

    @Test("Whole cents near fractions add up to the sum, and what is nothing stays nothing")
    func near() {
        // 1.6, 0 and 1.4 are 1, 0 and 1 rounded down; of the 3 a cent is left, for the largest remainder.
        #expect(Rounding.split(3, near: [1.6, 0, 1.4]) == [2, 0, 1])
        // −1.5 is −2 rounded down and 2.5 is 2, so a cent is left: the remainders are equal, and the first
        // has it.
        #expect(Rounding.split(1, near: [-1.5, 2.5]) == [-1, 2])
        // Ten more than the fractions have goes to the largest.
        #expect(Rounding.split(17, near: [2, 5]) == [2, 15])
    }

    @Test("Money is rounded in one place, and nowhere else")
    func onePlace() throws {
        // These round what is no money: leads, months, shares, marks of a scale, and numbers that are written.
        let ofOtherThings = [
            "Analysis/Budget/SourceMonths.swift",
            "Analysis/Experiments/ExperimentDesignFigures.swift",
            "Analysis/Forecast/ForecastDraws.swift",
            "Reports/Contents/BudgetJSON.swift",
            "Reports/Contents/FiguresCharts.swift", "Reports/ChartAxis.swift",
            "Reports/Formats/CSVFormat.swift",
            "Reports/Language/NumberFormat.swift", "Reports/Language/Wording+Rules.swift",
        ]
        let ways = [".rounded()", ".rounded(.", "Int64(clamping:", "< 9e1"]
        var found: [String] = []
        for (path, lines) in try SourceText.files()
        where !path.hasPrefix("Quantities/") && !ofOtherThings.contains(path) {
            let isOfMoney = lines.contains { $0.contains("Money") || $0.contains("cents") }
            guard isOfMoney else { continue }
            for line in lines where ways.contains(where: line.contains) {
                found.append("\(path): \(line)")
            }
        }
        #expect(found == [], "Use Money(rounding:), Money(clamping:) or Rounding.")
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
