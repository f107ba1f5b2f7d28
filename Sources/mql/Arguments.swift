import ArgumentParser
import Economics
import Intake
import Quantities

/// A day as people type it.
enum DayArgument {
    static func read(_ text: String) throws -> Day {
        do { return try TypedDay.read(text) } catch { throw ValidationError(error.why) }
    }
}

/// A period as people type it.
enum PeriodArgument {
    static func read(_ text: String) throws -> Period {
        do { return try TypedPeriod.read(text) } catch { throw ValidationError(error.why) }
    }
}

/// An amount as people type it, in cents.
enum AmountArgument {
    static func read(_ text: String?, _ name: String) throws -> Int64? {
        guard let text else { return nil }
        guard let cents = TypedNumber.cents(text), cents >= 0 else {
            let meant = TypedNumber.suggestion(for: text)
            throw ValidationError(
                en: "\(name): \(text.quoted) is not an amount. Write it as 4000 or 99.50."
                    + meant.en,
                nl: "\(name): \(text.quoted) is geen bedrag. Schrijf het als 4000 of 99.50."
                    + meant.nl)
        }
        return cents
    }
}

/// A whole number as people type it.
enum CountArgument {
    static func read(_ text: String) throws -> Int {
        guard let count = TypedNumber.whole(text) else {
            let meant = TypedNumber.suggestion(for: text, decimals: 0)
            throw ValidationError(
                en: "\(text.quoted) is not a whole number. Write it as 1000." + meant.en,
                nl: "\(text.quoted) is geen geheel getal. Schrijf het als 1000." + meant.nl)
        }
        return count
    }
}

/// Euros of margin per euro of cost as people type it, in hundredths.
enum ReturnArgument {
    static func read(_ text: String?) throws -> Int? {
        guard let text else { return nil }
        guard let units = TypedNumber(text, decimals: 2)?.units, (100...100_000).contains(units)
        else {
            let meant = TypedNumber.suggestion(for: text)
            throw ValidationError(
                en:
                    "\(text.quoted) is no return to ask: below 1 it is a loss. Write it as 2 or 1.50, up to 1000."
                    + meant.en,
                nl:
                    "\(text.quoted) is geen eis aan de opbrengst: onder 1 is het verlies. Schrijf het als 2 of 1.50, "
                    + "hoogstens 1000." + meant.nl)
        }
        return Int(units)
    }
}

/// Settings with commas between them: `conversion=+20%,margin=0.35`. A comma before the decimals of an amount
/// is none of those.
enum ArgumentList {
    static func parts(_ text: String) -> [String] {
        var parts: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            if let last = parts.last, last.contains("="), last.last?.isNumber == true,
                !part.isEmpty, part.allSatisfy({ $0.isNumber || $0 == "." || $0 == "%" })
            {
                parts[parts.count - 1] = "\(last),\(part)"
            } else {
                parts.append(String(part))
            }
        }
        return parts
    }
}

/// Suppositions as people type them: `conversion=+20%,margin=0.35`. With a percent sign it changes by so
/// much of itself, without one it becomes that.
enum WhatIfArgument {
    static func read(_ text: String) throws -> WhatIf {
        var changes: [WhatIf.Change] = []
        for part in ArgumentList.parts(text) {
            let words = part.split(separator: "=", omittingEmptySubsequences: false).map(
                String.init)
            let names = WhatIf.Input.allCases.map(\.rawValue)
            guard words.count == 2, let units = number(words[1], words[0].lowercased()) else {
                let isAmount =
                    words.count == 2 && ["margin", "cost"].contains(words[0].lowercased())
                let meant = isAmount ? TypedNumber.suggestion(for: words[1]) : Phrase("")
                guard meant.isEmpty else {
                    throw ValidationError(
                        en:
                            "--what-if: \(words[1].quoted) is not an amount. Write it as margin=4000 or cost=99.50."
                            + meant.en,
                        nl:
                            "--what-if: \(words[1].quoted) is geen bedrag. Schrijf het als margin=4000 of cost=99.50."
                            + meant.nl)
                }
                throw ValidationError(
                    en:
                        "--what-if: \(part.quoted) is not a change. Write it as conversion=+20%, cost=-10% or margin=4000.",
                    nl:
                        "--what-if: \(part.quoted) is geen verandering. Schrijf het als conversion=+20%, cost=-10% of "
                        + "margin=4000.")
            }
            guard let input = WhatIf.Input(rawValue: words[0].lowercased()) else {
                let list = names.joined(separator: ", ")
                throw ValidationError(
                    en: "--what-if: there is no \(words[0].quoted)."
                        + Spelling.suggestion(for: words[0], in: names) + " It takes \(list).",
                    nl: "--what-if: \(words[0].quoted) is er niet."
                        + Spelling.suggestion(for: words[0], in: names, .nl) + " Er is \(list).")
            }
            guard !changes.contains(where: { $0.input == input }) else {
                throw ValidationError(
                    en: "--what-if: \(words[0]) changes once.",
                    nl: "--what-if: \(words[0]) verandert één keer.")
            }
            changes.append(try change(input, units, isPercent: words[1].hasSuffix("%")))
        }
        return WhatIf(changes)
    }

    /// In ten-thousandths.
    private static func number(_ text: String, _ name: String) -> Int64? {
        let isPercent = text.hasSuffix("%")
        // What has a sign is a change, and a change is in percent.
        guard isPercent || !text.hasPrefix("+") else { return nil }
        let digits = String((isPercent ? text.dropLast() : text[...]).drop { $0 == "+" })
        if isPercent { return TypedNumber(digits, decimals: 2)?.units }
        // An amount has cents; a chance, or a part of an amount, is below 1 and has more decimals.
        let isAmount = ["margin", "cost"].contains(name) && !digits.hasPrefix("0")
        return isAmount
            ? TypedNumber.cents(digits).map { $0 * 100 } : TypedNumber(digits, decimals: 4)?.units
    }

    private static func change(
        _ input: WhatIf.Input, _ units: Int64, isPercent: Bool
    ) throws -> WhatIf.Change {
        let part = Double(units) / 10_000
        if isPercent {
            guard let change = WhatIf.Change(input, by: part) else {
                throw ValidationError(
                    en:
                        "--what-if: \(input.rawValue) changes by more than -100% and at most 10000%.",
                    nl:
                        "--what-if: \(input.rawValue) verandert met meer dan -100% en hoogstens 10000%."
                )
            }
            return change
        }
        // An amount is in cents; a margin up to 1 is a part of the amount of a sale.
        let isAmount = input == .cost || (input == .margin && part > 1)
        guard let change = WhatIf.Change(input, to: isAmount ? part * 100 : part) else {
            let isMoney = input == .cost || input == .margin
            throw ValidationError(
                en: "--what-if: \(input.rawValue) becomes "
                    + (isMoney
                        ? "an amount above 0." : "a chance above 0 and up to 1, such as 0.15."),
                nl: "--what-if: \(input.rawValue) wordt "
                    + (isMoney
                        ? "een bedrag boven 0." : "een kans boven 0 en hoogstens 1, zoals 0.15."))
        }
        return change
    }
}

/// Amounts per source as people type them: `fair=18000`, or more with commas between.
enum SourceAmounts {
    static func read(_ texts: [String], _ name: String) throws -> [String: Int64] {
        var result: [String: Int64] = [:]
        for text in texts.flatMap(ArgumentList.parts) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let cents = TypedNumber.cents(parts[1]), cents >= 0 else {
                let meant = parts.count == 2 ? TypedNumber.suggestion(for: parts[1]) : Phrase("")
                throw ValidationError(
                    en:
                        "\(name): \(text.quoted) is not an amount for a source. Write it as fair=18000."
                        + meant.en,
                    nl:
                        "\(name): \(text.quoted) is geen bedrag voor een bron. Schrijf het als fair=18000."
                        + meant.nl)
            }
            guard result.updateValue(cents, forKey: parts[0]) == nil else {
                throw ValidationError(
                    en: "\(name): \(parts[0].quoted) is named twice.",
                    nl: "\(name): \(parts[0].quoted) staat er twee keer.")
            }
        }
        return result
    }
}
