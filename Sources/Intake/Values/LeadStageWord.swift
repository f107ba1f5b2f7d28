internal import Leads

/// What a firm's own word for where a lead stands means.
package enum LeadStageWord: String, CaseIterable, Sendable {
    case mql, sql, opportunity, won, lost
    /// Nothing has been decided yet.
    case none

    var meaning: OutcomeWords.LeadWord {
        switch self {
        case .mql: .reached(.mql)
        case .sql: .reached(.sql)
        case .opportunity: .reached(.opportunity)
        case .won: .reached(.won)
        case .lost: .reached(.lost)
        case .none: .nothing
        }
    }
}

extension TableMapping {
    /// The same table of a CRM in which a firm gave stages names of its own: what its words mean, and in which
    /// columns the days stand on which they were reached.
    ///
    /// A column of days names the stage between quotes, with the name of its pipeline behind it or not:
    /// `Date entered "Warm lead (Sales)"`.
    ///
    /// In whatever language the words of the CRM itself are known, their columns are found in the same way.
    func naming(_ words: [String: LeadStageWord], _ header: Header) -> TableMapping {
        let said = Dictionary(
            words.map { (OutcomeWords.folded($0.key), $0.value.meaning) },
            uniquingKeysWith: { one, _ in one })
        let days = header.names.compactMap { name in
            StageColumn.word(in: name).map { word in
                (name, said[OutcomeWords.folded(word)] ?? OutcomeWords.lead(word))
            }
        }
        var mapping = self
        for place in mapping.facts.indices where mapping.facts[place].claim != nil {
            let stage = mapping.facts[place].fields["stage"]?.constant
            for (word, meaning) in words where meaning.rawValue == stage {
                mapping.facts[place].claim?.values[word] = "yes"
            }
            let known = mapping.facts[place].fields["at"]?.columns ?? []
            let columns = days.filter { name, meaning in
                guard case .reached(let reached)? = meaning else { return false }
                return reached.name == stage && header.index(ofAny: known) != header.index(of: name)
            }.map(\.0)
            if !columns.isEmpty {
                mapping.facts[place].fields["at"] = .firstFilled(known + columns)
            }
        }
        return mapping
    }
}

/// Columns that say when a lead came into a stage: `Date entered "Warm lead (Sales)"`.
package enum StageColumn {
    /// Words by which such a column says that it is about coming in, and not about leaving or how long it took.
    private static let entering = [
        "entered", "became", "reached", "ingevoerd", "ingegaan", "binnengekomen", "bereikt",
        "eingetreten",
        "eintritt", "erreicht", "eingegeben",
    ]

    /// The word for the stage, without that of the pipeline behind it; nil for any other column.
    package static func word(in column: String) -> String? {
        let parts = column.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return nil }
        let outside = (parts[0] + " " + parts[parts.count - 1]).lowercased()
        guard entering.contains(where: outside.contains) else { return nil }
        let inside = parts[1..<(parts.count - 1)].joined(separator: "\"")
        guard inside.last == ")", let open = inside.lastIndex(of: "(") else {
            return inside.isEmpty ? nil : inside
        }
        let word = inside[..<open].reversed().drop(while: \.isWhitespace).reversed()
        return word.isEmpty ? nil : String(word)
    }
}
