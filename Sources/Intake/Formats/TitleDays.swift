internal import Quantities

/// The days that a title names: `September 1, 2026 - September 30, 2026`, or with the day in front,
/// in English or Dutch.
enum TitleDays {
    /// Nil where no line names two days.
    static func find(in lines: [String]) -> Period? {
        lines.lazy.compactMap(period).first
    }

    private static let months = [
        ["january", "januari"], ["february", "februari"], ["march", "maart"], ["april"],
        ["may", "mei"], ["june", "juni"], ["july", "juli"], ["august", "augustus"],
        ["september"], ["october", "oktober"], ["november"], ["december"],
    ]

    private static func period(_ line: String) -> Period? {
        let halves = line.replacing("–", with: "-").split(separator: " - ")
        guard halves.count == 2, let first = day(halves[0]), let last = day(halves[1])
        else { return nil }
        return Period(first: first, end: last.advanced(by: 1))
    }

    private static func day(_ text: Substring) -> Day? {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        guard words.count == 3 else { return nil }
        let month = words.compactMap { number(ofMonth: $0) }
        let numbers = words.compactMap { Int($0) }
        guard month.count == 1, numbers.count == 2,
            let year = numbers.first(where: { $0 > 31 }),
            let day = numbers.first(where: { $0 <= 31 })
        else { return nil }
        return Day(year: year, month: month[0], day: day)
    }

    /// A name, or its first three letters or more.
    private static func number(ofMonth word: Substring) -> Int? {
        let word = word.lowercased()
        guard word.count >= 3 else { return nil }
        return months.firstIndex { names in
            names.contains { $0.hasPrefix(word) } || (word == "mrt" && names.contains("maart"))
        }.map { $0 + 1 }
    }
}
