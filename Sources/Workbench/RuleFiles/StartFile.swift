internal import Leads

/// What `mql start` asks: how many questions, what is common for an answer, and by which words spend on
/// tools and people is known.
struct StartRules: Sendable {
    var questions = 5
    /// The least and the most that is common: of a margin and a tax in hundredths of a percent, of hours and
    /// of a return in hundredths.
    var margin = 0...0
    var hours = 0...0
    var required = 100...100
    var vat = 0
    /// Cents per hour.
    var hourCost = 0
    /// Words in the name of spend, small, and what they say that was paid for.
    var categories: [String: Spend.Category] = [:]

    /// What the name of spend says that was paid for, beside advertising; nil where it says nothing of it.
    func category(of name: String) -> Spend.Category? {
        name.lowercased().split { !$0.isLetter && !$0.isNumber }
            .lazy.compactMap { categories[String($0)] }.first
    }
}

/// Reads those rules.
enum StartFile {
    static func read(_ text: String, name: String) throws -> StartRules {
        let file = YAMLFile(name: name)
        var rules = StartRules()
        let top = file.root(text)?.section(["start"]) ?? [:]
        let section = top["start"]?.section(["questions", "common", "tools", "people"]) ?? [:]
        rules.questions = section["questions"]?.integer(1...20) ?? rules.questions
        let common =
            section["common"]?.section([
                "margin", "hours_per_mql", "hour_cost", "required_return", "vat",
            ]) ?? [:]
        func bounds(_ field: YAMLField?, _ read: (YAMLField) -> Int?) -> ClosedRange<Int>? {
            let values = field?.items?.compactMap(read) ?? []
            guard values.count == 2, values[0] <= values[1] else {
                field?.note("expected the least and the most, such as [20%, 60%]")
                return nil
            }
            return values[0]...values[1]
        }
        func hundredths(_ field: YAMLField) -> Int? {
            field.fixed(decimals: 2, 1...100_000, "a number such as 2.5")
        }
        rules.margin = bounds(common["margin"]) { $0.percent() } ?? rules.margin
        rules.hours = bounds(common["hours_per_mql"], hundredths) ?? rules.hours
        rules.required = bounds(common["required_return"], hundredths) ?? rules.required
        rules.hourCost = common["hour_cost"].flatMap(hundredths) ?? rules.hourCost
        rules.vat = common["vat"]?.percent() ?? rules.vat
        for (key, category) in [("tools", Spend.Category.tools), ("people", .people)] {
            for word in section[key]?.strings() ?? [] {
                rules.categories[word.lowercased()] = category
            }
        }
        try file.finish()
        return rules
    }
}
