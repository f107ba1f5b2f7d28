package import Quantities

/// Writes numbers and days as people read them in their language, the same on every machine.
package struct NumberFormat: Sendable {
    private let language: Language

    package init(_ language: Language = .en) {
        self.language = language
    }

    private var point: String { language == .nl ? "," : "." }
    private var separator: Character { language == .nl ? "." : "," }
    /// Between a sign and its number, where no line may break.
    private static let space = "\u{A0}"
    /// In front of a number below zero; a hyphen is for programs.
    private static let minus = "\u{2212}"

    /// `12,345` or `12.345`.
    package func count(_ number: Int) -> String {
        grouped("\(number.magnitude)", negative: number < 0)
    }

    /// `1,234.56` or `1.234,56`, without the sign of the currency; with `whole`, an amount without
    /// cents as `1,234`.
    package func amount(_ money: Money, whole: Bool = false) -> String {
        let magnitude = money.cents.magnitude
        let units = grouped("\(magnitude / 100)", negative: money.cents < 0)
        if whole, magnitude % 100 == 0 { return units }
        let cents = magnitude % 100
        return "\(units)\(point)\(cents < 10 ? "0" : "")\(cents)"
    }

    private func sign(_ currency: Currency) -> String {
        currency != .eur ? currency.code + Self.space : language == .nl ? "€" + Self.space : "€"
    }

    /// `€0.62`, `€ 0,62`: what comes back for each unit of a currency.
    package func back(_ ratio: Double, _ currency: Currency) -> String {
        let text = self.ratio(abs(ratio))
        guard ratio < 0, text != self.ratio(0) else { return sign(currency) + text }
        return language == .en
            ? Self.minus + sign(currency) + text : sign(currency) + Self.minus + text
    }

    /// `€1`, and in Dutch `euro`; `AED 1`: of what something comes back for each.
    package func one(_ currency: Currency) -> String {
        language == .nl && currency == .eur ? "euro" : unit(currency)
    }

    /// One of the currency where there is room for a sign only: `€1`, `€ 1`.
    package func unit(_ currency: Currency) -> String { "\(sign(currency))1" }

    /// `€1,234.56` and `−€1,234.56`, or `€ 1.234,56` and `€ −1.234,56`; `AED 1,234.56`.
    package func money(_ money: Money, whole: Bool = false) -> String {
        let sign = sign(money.currency)
        guard money.cents < 0, language == .en else { return sign + amount(money, whole: whole) }
        let positive = Money(cents: money.cents == .min ? .max : -money.cents, money.currency)
        return Self.minus + "\(sign)\(amount(positive, whole: whole))"
    }

    /// `€200–500`: a guide, in whole units.
    package func band(_ low: Money, _ high: Money) -> String {
        "\(sign(low.currency))\(rounded(low))–\(rounded(high))"
    }

    /// An amount to whole units, for what is estimated: `1,235`.
    package func rounded(_ money: Money) -> String {
        let units = Rounding.halfEven(Int128(money.cents), over: 100) ?? money.cents / 100
        return count(Int(units))
    }

    /// `0.6 (0–2)`, `215–330`, `at least 955`, `0.93 (0.27–3.42)`, `+13.2 (+4.1 … +22.0)`: numbers that
    /// are estimated, with the range that holds the true one.
    func estimate(_ cell: Cell) -> String {
        switch cell {
        // A range as wide as this says where it begins, and nothing else.
        case .prices(let low, .some(let high)) where high.cents / 20 <= low.cents:
            return "\(rounded(low))–\(rounded(high))"
        case .prices(let low, _):
            return (language == .nl ? "minstens " : "at least ") + rounded(low)
        case .rounded(let money): return rounded(money)
        // In a column there is room for a short word.
        case .chance(let chance) where chance < 0.01:
            return language == .nl ? "onder 1%" : "under 1%"
        case .chance(let chance): return self.chance(chance)
        case .between(let low, let high): return "\(rounded(low))–\(rounded(high))"
        case .expected(let number, let low, let high):
            return "\(expected(number)) (\(count(low))–\(count(high)))"
        case .ratios(let value, .some(let low), .some(let high)):
            return "\(ratio(value)) (\(ratio(low))–\(ratio(high)))"
        case .ratios(let value, _, _): return ratio(value)
        case .difference(let value, let low, let high):
            return "\(points(value)) (\(points(low)) … \(points(high)))"
        default: return ""
        }
    }

    /// A cell as a page shows it, amounts with the sign of their currency.
    func text(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): text
        case .word(let phrase, _), .stated(let phrase, _, _): phrase.text(language)
        case .count(let number): count(number)
        case .money(let amount): money(amount)
        case .share(let part): share(part)
        case .range(let share, let low, let high):
            share.map { "\(self.share($0)) (\(range(low, high)))" } ?? "–"
        case .ratio(let number): ratio(number)
        case .decimal(let number): fixed(number, decimals: 1)
        case .band(let low, let high): band(low, high)
        case .rounded, .chance, .prices, .between, .expected, .ratios, .difference:
            estimate(cell)
        case .day(let date): day(date)
        case .absent(let why): why.text(language)
        case .unknown(let absence): Wording(language).whyShort(absence)
        }
    }

    /// `8.1`, `1,217`: how many are expected; a tenth of hundreds says nothing.
    package func expected(_ number: Double) -> String {
        fixed(number, decimals: number < 100 ? 1 : 0)
    }

    /// `29%`, `almost certain`, `under 1%`: how sure something is, in whole percents, as no estimate knows it
    /// better; never 0 or 100 %.
    package func chance(_ chance: Double) -> String {
        if chance < 0.01 { return language == .nl ? "minder dan 1%" : "under 1%" }
        let percent = fixed(chance * 100, decimals: 0)
        guard chance < 0.985 else { return language == .nl ? "bijna zeker" : "almost certain" }
        return "\(percent)%"
    }

    /// `+13.2`, `−4.0`: a difference between shares, in points of a hundred.
    package func points(_ difference: Double) -> String {
        let text = fixed(difference * 100, decimals: 1)
        return text.hasPrefix(Self.minus) || difference == 0 ? text : "+" + text
    }

    /// `40%` or `12.5%` of hundredths of a percent.
    package func percent(hundredths: Int) -> String {
        "\(decimal(hundredths: hundredths))%"
    }

    /// `2`, `2.5` or `2.25` of hundredths.
    package func decimal(hundredths: Int) -> String {
        let decimals = hundredths % 100 == 0 ? 0 : hundredths % 10 == 0 ? 1 : 2
        return fixed(Double(hundredths) / 100, decimals: decimals)
    }

    /// `12.5%`, `12,5%`.
    package func share(_ share: Double) -> String { "\(fixed(share * 100, decimals: 1))%" }

    /// `2.8–30.1%`.
    package func range(_ low: Double, _ high: Double) -> String {
        "\(fixed(low * 100, decimals: 1))–\(fixed(high * 100, decimals: 1))%"
    }

    /// `1.25` or `1,25`: two decimals.
    package func ratio(_ ratio: Double) -> String { fixed(ratio, decimals: 2) }

    /// `1 Oct 2026`, `1 okt 2026`.
    package func day(_ day: Day) -> String {
        "\(dayOfMonth(day)) \(month(day))"
    }

    /// `Oct 2026`, `okt 2026`.
    package func month(_ day: Day) -> String {
        "\(day.monthName(language)) \(day.year)"
    }

    /// `1 Jan – 30 Sep 2026`, `1 jan t/m 30 sep 2026`; `1 – 31 Jan 2026`; `1 Oct 2026` of one day. The last day
    /// is in the period, and what both days share stands once.
    package func period(_ period: Period) -> String {
        let (first, last) = (period.first, period.lastDay)
        guard first != last else { return day(last) }
        let start =
            first.year != last.year
            ? day(first)
            : first.monthName(language) != last.monthName(language)
                ? "\(dayOfMonth(first)) \(first.monthName(language))" : dayOfMonth(first)
        return "\(start) \(language == .nl ? "t/m" : "–") \(day(last))"
    }

    private func dayOfMonth(_ day: Day) -> String { "\(day.civil.day)" }

    /// A number to a fixed number of decimals, a half away from zero, without a negative zero.
    package func fixed(_ number: Double, decimals: Int) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (number * scale).rounded()
        let units = UInt64(abs(scaled))
        let factor = UInt64(scale)
        let whole = grouped("\(units / factor)", negative: scaled < 0)
        guard decimals > 0 else { return whole }
        let rest = "\(units % factor)"
        return "\(whole)\(point)\(String(repeating: "0", count: decimals - rest.count))\(rest)"
    }

    private func grouped(_ digits: String, negative: Bool) -> String {
        var result = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { result.append(separator) }
            result.append(digit)
        }
        return negative ? Self.minus + result : result
    }
}
