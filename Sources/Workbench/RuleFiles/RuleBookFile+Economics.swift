internal import Quantities
internal import Valuation

extension EconomicRules {
    /// What only the firm itself knows, and no preset may say.
    static let answers = ["required_return", "margin", "hours_per_mql", "hour_cost"]

    /// Takes over what is said of those; what is not said stays as it is.
    mutating func take(_ section: [String: YAMLField], _ field: YAMLField) {
        if let asked = section["required_return"] {
            requiredReturn = asked.fixed(
                decimals: 2, 1...100_000, "an amount per euro such as 2.00")
        }
        if let part = section["margin"] { margin = part.percent() }
        let hours = section["hours_per_mql"]?.fixed(
            decimals: 2, 1...100_000, "a number of hours such as 2.5")
        let cost = section["hour_cost"]?.fixed(
            decimals: 2, 1...100_000_00, "what an hour costs, such as 65.00")
        if let hours, let cost {
            ownHours = OwnHours(hours: hours, hourCost: Int64(cost))
        } else if section["hours_per_mql"] == nil, let entry = section["hour_cost"] {
            entry.note("how many hours? Say hours_per_mql too, or leave hour_cost out.")
        } else if section["hour_cost"] == nil, let entry = section["hours_per_mql"] {
            entry.note("what does an hour cost? Say hour_cost too, or leave hours_per_mql out.")
        }
    }

    /// Hundredths as `40`, `2.5` or `12.25`.
    private func short(_ hundredths: Int) -> String {
        var text = FixedPoint.text(cents: Int64(hundredths))
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// The lines of a file that say it again.
    var answerLines: [(String, String)] {
        var lines: [(String, String)] = []
        if let requiredReturn {
            lines.append(("required_return", FixedPoint.text(cents: Int64(requiredReturn))))
        }
        if let margin { lines.append(("margin", "\(short(margin))%")) }
        if let ownHours {
            lines.append(("hours_per_mql", short(ownHours.hours)))
            lines.append(("hour_cost", FixedPoint.text(cents: ownHours.hourCost)))
        }
        return lines
    }
}

extension EconomicRules.Budget {
    /// Takes over what is said; what is not said stays as it is.
    mutating func take(_ field: YAMLField) {
        let section = field.section(["elasticity", "spread", "most", "tests"])
        func hundredths(_ key: String, _ range: ClosedRange<Int>, _ what: String) -> Int? {
            section[key]?.fixed(decimals: 2, range, what)
        }
        elasticity =
            hundredths("elasticity", 5...95, "a number from 0.05 to 0.95, such as 0.70")
            ?? elasticity
        spread = hundredths("spread", 1...100, "a number from 0.01 to 1, such as 0.20") ?? spread
        most = hundredths("most", 100...10_000, "how many times, from 1 to 100") ?? most
        tests = section["tests"]?.percent() ?? tests
    }
}

extension YAMLField {
    /// `40%` or `12.5%`, in hundredths of a percent.
    func percent() -> Int? {
        if let scalar, scalar.hasSuffix("%"),
            let units = TypedNumber(String(scalar.dropLast()).trimmingSpaces, decimals: 2)?.units,
            let part = Int(exactly: units), (0...10_000).contains(part)
        {
            return part
        }
        note(
            "expected a percentage from 0% to 100%, such as 40%\(scalar.map { ", not \($0.quoted)" } ?? "")"
        )
        return nil
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
