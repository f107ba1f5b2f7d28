/// Who gave an answer that no file can give, and on what day.
package struct Said: Hashable, Sendable {
    /// A role or a name, as somebody wrote it; empty where nobody was named.
    package let by: String
    package let on: Day?

    package init(by: String = "", on: Day? = nil) {
        self.by = by
        self.on = on
    }

    /// The day from which on it is asked again; nil where nobody wrote down when it was given.
    package func again(afterMonths months: Int) -> Day? {
        guard let (year, month, day) = on?.civil else { return nil }
        let index = year * 12 + month - 1 + months
        // The 31st of a month of 30 days is its last day.
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        return Day(
            year: newYear, month: newMonth,
            day: min(day, Day.length(ofMonth: newMonth, year: newYear)))
    }
}

/// An answer on which figures rest, as a report tells it: what it is about, and who gave it.
package struct GivenAnswer: Hashable, Sendable {
    /// The name under which it stands in a project or a rule book, such as `margin`.
    package let key: String
    /// The words that it is about, where it is about some of several: stages, sources.
    package let words: [String]
    package let said: Said
    /// From this day on it is asked again; nil where nobody wrote down when it was given.
    package let again: Day?

    package init(_ key: String, words: [String] = [], _ said: Said?, afterMonths months: Int) {
        self.key = key
        self.words = words
        self.said = said ?? Said()
        again = self.said.again(afterMonths: months)
    }

    /// Whether it is so old that it is asked again.
    package func isOld(on day: Day) -> Bool { again.map { $0 <= day } ?? false }
}
