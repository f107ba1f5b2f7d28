internal import Leads
internal import Quantities
internal import Valuation

extension EconomicRules {
    /// What only the firm itself knows, and no preset may say.
    static let answers = Answer.allCases.map(\.rawValue)

    /// Takes over what is said of those; what is not said stays as it is.
    mutating func take(_ given: [String: YAMLField], _ field: YAMLField) {
        var section: [String: YAMLField] = [:]
        for answer in Answer.allCases {
            guard let entry = given[answer.rawValue]?.answer() else { continue }
            section[answer.rawValue] = entry.value
            said[answer] = entry.said
        }
        if let asked = section["required_return"] {
            requiredReturn = asked.fixed(
                decimals: 2, 1...100_000, "an amount per euro such as 2.00")
        }
        if let part = section["margin"] { margin = part.percent() }
        if let basis = section["margin_of"] {
            marginOf = basis.choice("way to count a margin")
        }
        if let stays = section["stays"] {
            switch stays.scalar {
            case "yes", "true", "ja": ownCostsStay = true
            case "no", "false", "nee": ownCostsStay = false
            default:
                stays.note(
                    "do own hours, people and tools stay when a source stops? Write yes or no.")
            }
        }
        if let days = section["sales_cycle"] { salesCycle = days.integer(1...3650) }
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

    /// The lines of a file that say it again.
    var answerLines: [(String, String)] {
        Answer.allCases.compactMap { answer in
            text(of: answer).map { (answer.rawValue, said[answer].yaml(of: $0)) }
        }
    }

    /// The answers that were given, by their keys, without who gave them.
    var answers: [(key: String, value: String)] {
        Answer.allCases.compactMap { answer in
            text(of: answer).map { (answer.rawValue, $0) }
        }
    }

    private func text(of answer: Answer) -> String? {
        switch answer {
        case .requiredReturn: requiredReturn.map { FixedPoint.text(cents: Int64($0)) }
        case .margin: margin.map { "\($0.hundredthsInShort)%" }
        case .hours: ownHours.map { $0.hours.hundredthsInShort }
        case .hourCost: ownHours.map { FixedPoint.text(cents: $0.hourCost) }
        case .marginOf: marginOf?.rawValue
        case .salesCycle: salesCycle.map { "\($0)" }
        case .stays: ownCostsStay.map { $0 ? "yes" : "no" }
        }
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

extension Int {
    /// Hundredths as `40`, `2.5` or `12.25`.
    var hundredthsInShort: String {
        var text = FixedPoint.text(cents: Int64(self))
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
