import ArgumentParser
import Economics
import Intake
import Quantities

/// A day as people type it.
enum DayArgument {
    static func read(_ text: String) throws -> Day {
        guard let day = Day(iso: text) else {
            throw ValidationError("\(text.quoted) is no day. Write it as 2026-03-31.")
        }
        return day
    }
}

/// A period as people type it.
enum PeriodArgument {
    static func read(_ text: String) throws -> Period {
        guard let period = Period(text) else {
            throw ValidationError(
                "\(text.quoted) is no period. Write it as 2026, 2026-Q1, 2026-03 or "
                    + "2026-01-15..2026-02-14, the first day first.")
        }
        return period
    }
}

/// An amount as people type it, in cents.
enum AmountArgument {
    static func read(_ text: String?, _ name: String) throws -> Int64? {
        guard let text else { return nil }
        // Nobody types thousands here, so a comma can only stand before the cents.
        guard let cents = FixedPoint.cents(text.replacing(",", with: ".")), cents >= 0 else {
            throw ValidationError(
                "\(name): \(text.quoted) is no amount. Write it as 4000 or 99.50."
                    + (meant(text).map { " Did you mean \($0)?" } ?? ""))
        }
        return cents
    }
}

extension AmountArgument {
    /// `60.000`, `60,000.50` and `€ 60000` without what an amount cannot have here.
    fileprivate static func meant(_ text: String) -> String? {
        let digits = text.filter { $0.isNumber || $0 == "." || $0 == "," }
        let parts = digits.split(whereSeparator: { $0 == "." || $0 == "," })
        guard let last = parts.last, parts.count > 1 || digits != text else { return nil }
        let hasCents = parts.count > 1 && last.count <= 2
        let units = (hasCents ? parts.dropLast() : parts[...]).joined()
        let meant = hasCents ? "\(units).\(last)" : units
        return FixedPoint.cents(meant) == nil ? nil : meant
    }
}

/// Euros of margin per euro of cost as people type it, in hundredths.
enum ReturnArgument {
    static func read(_ text: String?) throws -> Int? {
        guard let text else { return nil }
        guard let units = FixedPoint.units(text.replacing(",", with: "."), decimals: 2),
            (100...100_000).contains(units)
        else {
            throw ValidationError(
                "\(text.quoted) is no return to ask: below 1 it is a loss. Write it as 2 or 1.50, up to 1000."
            )
        }
        return Int(units)
    }
}

/// Suppositions as people type them: `conversion=+20%,margin=0.35`. With a percent sign it changes by so
/// much of itself, without one it becomes that.
enum WhatIfArgument {
    static func read(_ text: String) throws -> WhatIf {
        var changes: [WhatIf.Change] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: "=", omittingEmptySubsequences: false).map(
                String.init)
            let names = WhatIf.Input.allCases.map(\.rawValue)
            guard words.count == 2, let units = number(words[1]) else {
                throw ValidationError(
                    "--what-if: \(String(part).quoted) is no change. Write it as conversion=+20%, cost=-10% or "
                        + "margin=4000.")
            }
            guard let input = WhatIf.Input(rawValue: words[0].lowercased()) else {
                throw ValidationError(
                    "--what-if: there is no \(words[0].quoted)."
                        + Spelling.suggestion(for: words[0], in: names)
                        + " It takes \(names.joined(separator: ", ")).")
            }
            guard !changes.contains(where: { $0.input == input }) else {
                throw ValidationError("--what-if: \(words[0]) changes once.")
            }
            changes.append(try change(input, units, isPercent: words[1].hasSuffix("%")))
        }
        return WhatIf(changes)
    }

    /// In ten-thousandths.
    private static func number(_ text: String) -> Int64? {
        let isPercent = text.hasSuffix("%")
        // What has a sign is a change, and a change is in percent.
        guard isPercent || !text.hasPrefix("+") else { return nil }
        let digits = String((isPercent ? text.dropLast() : text[...]).drop { $0 == "+" })
        return isPercent
            ? FixedPoint.units(digits, decimals: 2) : FixedPoint.units(digits, decimals: 4)
    }

    private static func change(
        _ input: WhatIf.Input, _ units: Int64, isPercent: Bool
    ) throws -> WhatIf.Change {
        let part = Double(units) / 10_000
        if isPercent {
            guard let change = WhatIf.Change(input, by: part) else {
                throw ValidationError(
                    "--what-if: \(input.rawValue) changes by more than -100% and at most 10000%.")
            }
            return change
        }
        // An amount is in cents; a margin up to 1 is a part of the amount of a sale.
        let isAmount = input == .cost || (input == .margin && part > 1)
        guard let change = WhatIf.Change(input, to: isAmount ? part * 100 : part) else {
            throw ValidationError(
                "--what-if: \(input.rawValue) becomes "
                    + (input == .cost || input == .margin
                        ? "an amount above 0." : "a chance above 0 and up to 1, such as 0.15."))
        }
        return change
    }
}

/// Amounts per source as people type them: `fair=18000`, or more with commas between.
enum SourceAmounts {
    static func read(_ texts: [String], _ name: String) throws -> [String: Int64] {
        var result: [String: Int64] = [:]
        for text in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let cents = FixedPoint.cents(parts[1]), cents >= 0 else {
                throw ValidationError(
                    "\(name): \(String(text).quoted) is no amount for a source. Write it as fair=18000."
                )
            }
            guard result.updateValue(cents, forKey: parts[0]) == nil else {
                throw ValidationError("\(name): \(parts[0].quoted) is named twice.")
            }
        }
        return result
    }
}
