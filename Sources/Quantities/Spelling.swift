/// Finds the word that somebody probably meant.
package enum Spelling {
    /// The candidate nearest to `word`, where one is near enough to be worth a guess.
    ///
    /// Distance is the number of letters added, left out, changed or swapped with their neighbour;
    /// up to a third of the word may differ, or the word may be the beginning of one candidate. Upper and lower case, `-`, `_` and spaces are equal.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let wanted = folded(word)
        guard wanted.count > 1 else { return nil }
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, word: String)?
        var begun: [String] = []
        for candidate in candidates {
            if wanted.count >= 3, folded(candidate).starts(with: wanted) { begun.append(candidate) }
            let distance = distance(wanted, folded(candidate))
            guard distance <= limit else { continue }
            if best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
        }
        // The beginning of one word only is as good: `linkedin` for `linkedin-ads`.
        return best?.word ?? (begun.count == 1 ? begun[0] : nil)
    }

    /// ` Did you mean "interest"?`, or nothing where no candidate is near.
    package static func suggestion(
        for word: String, in candidates: some Sequence<String>, _ language: Language = .en
    ) -> String {
        let question = language == .nl ? "Bedoelt u" : "Did you mean"
        return nearest(to: word, in: candidates).map { " \(question) \"\($0)\"?" } ?? ""
    }

    private static func folded(_ word: String) -> [Character] {
        word.prefix(64).lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
    }

    /// Optimal string alignment: Damerau (1964), restricted to one edit per place.
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            for (column, against) in other.enumerated() {
                var cost = min(
                    last[column + 1] + 1, current[column] + 1,
                    last[column] + (letter == against ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == against {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[other.count]
    }
}
