/// An exact amount of money: whole cents and the currency they are in.
package struct Money: Hashable, Sendable {
    package var cents: Int64
    package let currency: Currency

    package init(cents: Int64, _ currency: Currency = .eur) {
        self.cents = cents
        self.currency = currency
    }

    /// An estimate to the nearest cent, a half going to the even neighbour; nil for what is no number, and
    /// beyond 64 bits.
    package init?(rounding cents: Double, _ currency: Currency) {
        guard let whole = Rounding.halfEven(cents) else { return nil }
        self.init(cents: whole, currency)
    }

    /// The same, and the greatest or the least amount there is beyond that: of what is compared and cannot
    /// be absent.
    package init(clamping cents: Double, _ currency: Currency) {
        self.init(cents: Rounding.clamped(cents), currency)
    }

    /// A sum; nil beyond 64 bits.
    package init?(exactly cents: Int128, _ currency: Currency) {
        guard let cents = Int64(exactly: cents) else { return nil }
        self.init(cents: cents, currency)
    }

    /// A sum that is only shown, and the greatest or the least amount there is beyond 64 bits.
    package init(clamping cents: some BinaryInteger, _ currency: Currency) {
        self.init(cents: Rounding.clamped(cents), currency)
    }

    /// The amount shared over `count` equal parts, rounded half to even; nil where `count` is zero.
    ///
    /// This is the cost per lead, MQL, SQL or customer: a plain division, to the cent.
    package func divided(by count: Int) -> Money? {
        Rounding.halfEven(Int128(cents), over: Int128(count)).map { Money(cents: $0, currency) }
    }
}

extension Money {
    /// Two amounts cannot be added: they are in different currencies, or the sum is out of range.
    package enum ArithmeticError: Error, Hashable, CustomStringConvertible {
        case differentCurrencies(Currency, Currency)
        case tooLarge

        package var description: String {
            switch self {
            case .differentCurrencies(let one, let other):
                "\(one) and \(other) cannot be added: they are different currencies."
            case .tooLarge:
                "The sum is larger than 92 thousand million million."
            }
        }
    }

    /// The sum in cents; throws where the currencies differ or the sum is too large to count.
    package func adding(_ other: Money) throws(ArithmeticError) -> Money {
        guard currency == other.currency else {
            throw .differentCurrencies(currency, other.currency)
        }
        let (sum, overflow) = cents.addingReportingOverflow(other.cents)
        guard !overflow, sum >= Rounding.least else { throw .tooLarge }
        return Money(cents: sum, currency)
    }
}
