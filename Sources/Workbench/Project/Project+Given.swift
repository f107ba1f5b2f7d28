internal import Quantities

extension Project {
    /// The answers about words and files, with who gave each.
    func given(askAgainAfter months: Int) -> [GivenAnswer] {
        let words: [(key: String, words: [String])] = [
            ("lead_stages", leadStages.keys.sorted()), ("sources", sources.keys.sorted()),
            ("campaigns", campaigns.keys.sorted()),
            ("spend_categories", spendCategories.keys.sorted()),
        ]
        let whole: [(key: String, isGiven: Bool)] = [
            ("won_stages", !wonStages.isEmpty), ("lost_stages", !lostStages.isEmpty),
            ("open_stages", !openStages.isEmpty), ("rejected", !rejected.isEmpty),
            ("spend_vat", vatInSpend != nil), ("created", created == .earliest),
        ]
        let stages = ["won_stages", "lost_stages", "open_stages"]
        return words.flatMap { given($0.key, $0.words, months) }
            + whole.filter(\.isGiven).map {
                GivenAnswer($0.key, said[$0.key], afterMonths: months)
            }.reduce(into: []) { found, answer in
                // What stages of deals mean is asked as one question.
                let isSame = found.contains {
                    stages.contains($0.key) && stages.contains(answer.key) && $0.said == answer.said
                }
                if !isSame { found.append(answer) }
            }
    }

    /// One answer where all words were answered by the same at once, else one for each who answered.
    private func given(_ key: String, _ words: [String], _ months: Int) -> [GivenAnswer] {
        var found: [(said: Said?, words: [String])] = []
        for word in words {
            let said = self.said["\(key)/\(word)"] ?? self.said[key]
            if let place = found.firstIndex(where: { $0.said == said }) {
                found[place].words.append(word)
            } else {
                found.append((said, [word]))
            }
        }
        return found.map {
            GivenAnswer(
                key, words: found.count == 1 ? [] : $0.words, $0.said, afterMonths: months)
        }
    }
}
