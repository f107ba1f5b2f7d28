package import Quantities

extension NumberFormat {
    /// `€1,235`, `€ 1.235`: an amount to whole units with the sign of its currency, for what is estimated or read
    /// at a glance.
    package func whole(_ money: Money) -> String { self.money(Self.units(money), whole: true) }

    /// The same to three digits, for the ends of a wide range: `€21,900`.
    package func coarse(_ money: Money) -> String {
        var step = UInt64(100)
        while money.cents.magnitude / step >= 1_000, step < 1_000_000_000_000_000 { step *= 10 }
        let count = Rounding.halfEven(Int128(money.cents), over: Int128(step)) ?? 0
        let (cents, isTooMuch) = count.multipliedReportingOverflow(by: Int64(step))
        return whole(Money(cents: isTooMuch ? money.cents : cents, money.currency))
    }

    /// `€63–422`, `€ 63–422`: the range of an estimated amount, with the sign of its currency once.
    package func span(_ low: Money, _ high: Money) -> String {
        "\(whole(low))–\(rounded(high))"
    }

    /// `21 Oct`, `21 okt`: a day of which the year is clear.
    package func dayAndMonth(_ day: Day, _ language: Language) -> String {
        let (_, month, number) = day.civil
        let names =
            language == .nl
            ? [
                "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
            ]
            : [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ]
        return "\(number)\u{A0}\(names[month - 1])"
    }

    /// To whole units.
    private static func units(_ money: Money) -> Money {
        let units = Rounding.halfEven(Int128(money.cents), over: 100) ?? 0
        let (cents, isTooMuch) = units.multipliedReportingOverflow(by: 100)
        return Money(cents: isTooMuch ? money.cents : cents, money.currency)
    }
}
