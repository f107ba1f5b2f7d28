internal import Quantities

/// An amount as a person, a spreadsheet or a program writes it, taken apart without knowing yet which of a
/// point and a comma stands before the cents.
///
/// `1.234,56`, `1'219.75`, `CHF 2 300.00`, `1,100.25-`, `(1.250,00)`, `€ 1.250,-`, `1.05E7`, `0.30000000000000004`.
struct WrittenAmount {
    /// What parts two runs of digits, or ends the last.
    private enum Mark {
        case point, comma
        /// An apostrophe or a blank, which parts thousands in any country.
        case group
    }

    /// What an amount says of the sign before the cents of its column.
    enum Vote: Equatable {
        /// No sign in it, or no amount.
        case none
        case certain(DecimalSign)
        /// Three digits behind a single sign: thousands, or decimals.
        case either
    }

    /// An amount to the cent.
    struct Value: Equatable {
        var cents: Int64
        /// Whether digits behind the cents were rounded away, half to even.
        var isRounded = false
        /// The codes of the currencies that the sign beside it may mean; nil where there is none.
        var currencies: [String]?
    }

    private var isNegative = false
    private var hasSign = false
    private(set) var currencies: [String]?
    private var runs: [[UInt8]] = []
    private var marks: [Mark] = []
    private var exponent: Int?
    /// The sign before the dash of `1.250,-`.
    private var end: Mark?

    /// Nil for what is not an amount in any country.
    init?(_ text: some StringProtocol) {
        var letters = text.unicodeScalars.map(Self.plain)[...]
        guard strip(&letters), takeExponent(&letters), takeRuns(letters) else { return nil }
    }

    /// Blanks of all kinds are one, and so are the apostrophes.
    private static func plain(_ letter: Unicode.Scalar) -> Unicode.Scalar {
        switch letter {
        case "\u{2019}", "\u{2018}", "\u{02BC}", "\u{00B4}", "`": "'"
        case "\u{2212}", "\u{FE63}", "\u{FF0D}": "-"
        case "\u{FEFF}", "\u{200B}", "\u{200E}", "\u{200F}": " "
        default: letter.properties.isWhitespace ? " " : letter
        }
    }

    /// Takes off what stands around the digits: signs, brackets, a currency, a dash for no cents.
    private mutating func strip(_ letters: inout ArraySlice<Unicode.Scalar>) -> Bool {
        while let first = letters.first, let last = letters.last {
            if first == " " {
                letters.removeFirst()
            } else if last == " " {
                letters.removeLast()
            } else if first == "(", last == ")", letters.count > 2 {
                guard setNegative() else { return false }
                letters = letters.dropFirst().dropLast()
            } else if first == "-" {
                guard letters.count > 1, setNegative() else { return false }
                letters.removeFirst()
            } else if first == "+" {
                guard !hasSign else { return false }
                hasSign = true
                letters.removeFirst()
            } else if Self.isDash(last) {
                guard takeDash(&letters) else { return false }
            } else if first != "'", !Self.isDigit(first), first != ".", first != "," {
                let word = letters.prefix {
                    !Self.isDigit($0) && !" -(+".unicodeScalars.contains($0)
                }
                guard takeCurrency(word, true, &letters) else { return false }
            } else if !Self.isDigit(last), last != ".", last != "," {
                let word = letters.reversed().prefix { !Self.isDigit($0) && $0 != " " && $0 != "-" }
                guard takeCurrency(ArraySlice(word.reversed()), false, &letters) else {
                    return false
                }
            } else {
                return true
            }
        }
        return false
    }

    private mutating func setNegative() -> Bool {
        guard !hasSign else { return false }
        (hasSign, isNegative) = (true, true)
        return true
    }

    /// A minus behind the digits, or, behind a point or comma, the dash that stands for no cents.
    private mutating func takeDash(_ letters: inout ArraySlice<Unicode.Scalar>) -> Bool {
        var rest = letters
        while let last = rest.last, Self.isDash(last) { rest.removeLast() }
        let dashes = letters.count - rest.count
        if let mark = rest.last, mark == "." || mark == ",", dashes <= 2, end == nil {
            end = mark == "." ? .point : .comma
            rest.removeLast()
        } else {
            guard dashes == 1, letters.last == "-", setNegative() else { return false }
        }
        letters = rest
        return true
    }

    private mutating func takeCurrency(
        _ word: ArraySlice<Unicode.Scalar>, _ isInFront: Bool,
        _ letters: inout ArraySlice<Unicode.Scalar>
    ) -> Bool {
        var mark = String(String.UnicodeScalarView(word))
        if !isInFront { while mark.first == "." { mark.removeFirst() } }
        guard currencies == nil, !word.isEmpty, let codes = CurrencyMark.codes(mark) else {
            return false
        }
        currencies = codes
        if isInFront {
            letters.removeFirst(word.count)
        } else {
            letters.removeLast(mark.unicodeScalars.count)
        }
        return true
    }

    /// `E7`, `e+07`, `E-1` behind the digits.
    private mutating func takeExponent(_ letters: inout ArraySlice<Unicode.Scalar>) -> Bool {
        guard let place = letters.lastIndex(where: { $0 == "E" || $0 == "e" }) else { return true }
        var digits = letters[(place + 1)...]
        let isDown = digits.first == "-"
        if isDown || digits.first == "+" { digits.removeFirst() }
        guard (1...3).contains(digits.count), digits.allSatisfy(Self.isDigit),
            place > letters.startIndex,
            let size = Int(String(String.UnicodeScalarView(digits))), size <= 99
        else { return false }
        exponent = isDown ? -size : size
        letters = letters[..<place]
        return true
    }

    private mutating func takeRuns(_ letters: ArraySlice<Unicode.Scalar>) -> Bool {
        guard letters.count <= 400 else { return false }
        var run: [UInt8] = []
        for letter in letters {
            switch letter {
            case "0"..."9": run.append(UInt8(letter.value))
            case ".", ",", "'", " ":
                runs.append(run)
                marks.append(letter == "." ? .point : letter == "," ? .comma : .group)
                run = []
            default: return false
            }
        }
        runs.append(run)
        return runs.contains { !$0.isEmpty }
    }

    private static func isDigit(_ letter: Unicode.Scalar) -> Bool { ("0"..."9").contains(letter) }

    private static func isDash(_ letter: Unicode.Scalar) -> Bool {
        letter == "-" || letter == "\u{2013}" || letter == "\u{2014}" || letter == "\u{2012}"
    }

    // MARK: - Which sign stands before the cents

    var vote: Vote {
        if let end { return .certain(end == .comma ? .comma : .point) }
        guard let last = marks.last(where: { $0 != .group }),
            let place = marks.lastIndex(where: { $0 != .group })
        else { return .none }
        let ofLast = marks.count { $0 == last }
        let sign: DecimalSign = last == .comma ? .comma : .point
        let other: DecimalSign = last == .comma ? .point : .comma
        if marks.contains(where: { $0 != last && $0 != .group }) {
            return ofLast == 1 ? .certain(sign) : .none
        }
        // One sign twice parts thousands.
        if ofLast > 1 { return .certain(other) }
        let (before, behind) = (runs[place], runs[place + 1])
        let mayBeThousands =
            behind.count == 3 && (1...3).contains(before.count) && before[0] != 0x30
            && exponent == nil && !marks.contains(.group)
        return mayBeThousands ? .either : .certain(sign)
    }

    // MARK: - The amount

    enum Refusal: Error, Equatable {
        case notANumber
        /// Three digits behind a sign, and nothing says whether they are decimals.
        case mayBeThousands
        case tooLarge
    }

    /// The amount to the cent, with a known sign before the cents.
    ///
    /// - Parameters:
    ///   - sign: nil where the column does not tell it: then the amount must tell it itself.
    ///   - isSaid: whether somebody has said that sign, so that three decimals are decimals.
    func value(_ sign: DecimalSign?, isSaid: Bool = false) -> Result<Value, Refusal> {
        let vote = vote
        var sign = sign == .micros ? .point : sign
        if sign == nil {
            switch vote {
            case .certain(let own): sign = own
            case .either: return .failure(.mayBeThousands)
            case .none: break
            }
        }
        let decimal: Mark = sign == .comma ? .comma : .point
        guard let (whole, decimals) = parts(decimal) else { return .failure(.notANumber) }
        if !isSaid, vote == .either, decimals.count == 3 { return .failure(.mayBeThousands) }
        return rounded(whole, decimals)
    }

    /// The digits before the decimal sign, and those behind it; nil where thousands do not come by three.
    private func parts(_ decimal: Mark) -> (whole: [UInt8], decimals: [UInt8])? {
        var (groups, between) = (runs[...], marks[...])
        var decimals: [UInt8] = []
        if let place = marks.firstIndex(of: decimal) {
            guard place == marks.count - 1, end == nil else { return nil }
            decimals = runs[place + 1]
            groups.removeLast()
            between.removeLast()
        }
        if let end, end != decimal { return nil }
        guard let first = groups.first else { return nil }
        if !between.isEmpty {
            guard between.allSatisfy({ $0 == between.first }), (1...3).contains(first.count),
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        let whole = groups.flatMap { $0 }
        return whole.isEmpty && decimals.isEmpty ? nil : (whole, decimals)
    }

    /// Cents of digits with their exponent, half to even.
    private func rounded(_ whole: [UInt8], _ decimals: [UInt8]) -> Result<Value, Refusal> {
        // Where the cents end, in all digits together.
        let cut = whole.count + 2 + (exponent ?? 0)
        let digits = whole + decimals
        var cents: Int64 = 0
        for place in 0..<max(cut, 0) {
            let digit = place < digits.count ? digits[place] - 0x30 : 0
            if cents == 0, digit == 0 { continue }
            let (tenfold, over) = cents.multipliedReportingOverflow(by: 10)
            let (sum, alsoOver) = tenfold.addingReportingOverflow(Int64(digit))
            guard !over, !alsoOver else { return .failure(.tooLarge) }
            cents = sum
        }
        let rest =
            cut < 0 ? Array(repeating: 0x30, count: -cut) + digits : Array(digits.dropFirst(cut))
        let isRounded = rest.contains { $0 != 0x30 }
        let first = rest.first ?? 0x30
        let isHalf = first == 0x35 && !rest.dropFirst().contains { $0 != 0x30 }
        if first > 0x35 || first == 0x35 && !isHalf || isHalf && cents % 2 == 1 {
            guard cents < Int64.max else { return .failure(.tooLarge) }
            cents += 1
        }
        return .success(
            Value(cents: isNegative ? -cents : cents, isRounded: isRounded, currencies: currencies))
    }
}

/// The signs by which currencies are written beside an amount.
enum CurrencyMark {
    private static let signs: [String: [String]] = [
        "€": ["EUR"], "£": ["GBP"], "us$": ["USD"], "r$": ["BRL"], "a$": ["AUD"], "c$": ["CAD"],
        "ca$": ["CAD"], "au$": ["AUD"], "nz$": ["NZD"], "hk$": ["HKD"],
        "$": ["USD", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN"],
        "fr": ["CHF"], "fr.": ["CHF"], "sfr": ["CHF"], "sfr.": ["CHF"],
        "kr": ["SEK", "NOK", "DKK", "ISK"], "kr.": ["DKK", "SEK", "NOK", "ISK"], "zł": ["PLN"],
        "kč": ["CZK"], "ft": ["HUF"], "lei": ["RON"], "¥": ["JPY", "CNY"], "₹": ["INR"],
        "₺": ["TRY"], "euro": ["EUR"],
    ]

    /// The currencies that a sign may stand for; nil for what is none.
    static func codes(_ mark: String) -> [String]? {
        let folded = mark.lowercased()
        if let codes = signs[folded] { return codes }
        guard mark == mark.uppercased() else { return nil }
        return Currency(mark).map { [$0.code] }
    }
}
