internal import Analysis
internal import Funnels
internal import Quantities

/// What is to be said of spend beside what it comes to.
enum SpendText {
    /// What is in other currencies, and so in no cost; empty where nothing is.
    static func otherCurrencies(_ figures: Figures, _ say: Wording) -> String {
        let apart = figures.spendTie.value?.otherCurrencies ?? []
        guard !apart.isEmpty else { return "" }
        let list = apart.map { say.numbers.money($0) }.joined(separator: say(" and ", " en "))
        return say(
            " \(list) of spend is not in it: convert it with --rates.",
            " \(list) aan uitgaven zit er niet in: reken om met --rates.")
    }
}
