internal import Quantities
internal import Valuation

extension DefinitionRules {
    /// Takes over what is said; what is not said stays as it is.
    mutating func take(_ field: YAMLField) {
        let section = field.section(["learn", "limits"])
        if let field = section["learn"] { learn.take(field) }
        if let field = section["limits"] { limits.take(field) }
    }

    /// The lines of a file that say it again.
    var lines: [(String, [(String, String)])] {
        func percent(_ hundredths: Int) -> String {
            "\(FixedPoint.text(cents: Int64(hundredths)))%"
        }
        return [
            (
                "learn",
                [
                    ("won", "\(learn.won)"), ("lost", "\(learn.lost)"),
                    ("fewest", "\(learn.fewest)"), ("found", percent(learn.found)),
                    ("per_criterion", "\(learn.perCriterion)"), ("most", "\(learn.most)"),
                    ("base_sql", percent(learn.baseSQL)), ("base_won", percent(learn.baseWon)),
                    ("late", percent(learn.late)), ("too_good", percent(learn.tooGood)),
                    (
                        "after_contact",
                        "[\(learn.afterContact.map(\.yaml).joined(separator: ", "))]"
                    ),
                ]
            ),
            (
                "limits",
                [
                    ("rejected", percent(limits.rejected)),
                    (
                        "beyond_criteria",
                        "[\(limits.beyondCriteria.map(\.yaml).joined(separator: ", "))]"
                    ), ("missed", percent(limits.missed)),
                    ("most_of_leads", percent(limits.mostOfLeads)),
                    ("least_of_leads", percent(limits.leastOfLeads)),
                ]
            ),
        ]
    }
}

extension DefinitionRules.Learn {
    fileprivate mutating func take(_ field: YAMLField) {
        let section = field.section([
            "won", "lost", "fewest", "found", "per_criterion", "most", "base_sql", "base_won",
            "late", "too_good", "after_contact",
        ])
        won = section["won"]?.integer(1...100_000) ?? won
        lost = section["lost"]?.integer(1...100_000) ?? lost
        fewest = section["fewest"]?.integer(1...1000) ?? fewest
        found = section["found"]?.percent() ?? found
        perCriterion = section["per_criterion"]?.integer(1...1000) ?? perCriterion
        most = section["most"]?.integer(1...30) ?? most
        baseSQL = section["base_sql"]?.percent() ?? baseSQL
        baseWon = section["base_won"]?.percent() ?? baseWon
        late = section["late"]?.percent() ?? late
        tooGood = section["too_good"]?.percent() ?? tooGood
        afterContact = section["after_contact"]?.strings() ?? afterContact
    }
}

extension DefinitionRules.Limits {
    fileprivate mutating func take(_ field: YAMLField) {
        let section = field.section([
            "rejected", "beyond_criteria", "missed", "most_of_leads", "least_of_leads",
        ])
        beyondCriteria = section["beyond_criteria"]?.strings() ?? beyondCriteria
        rejected = section["rejected"]?.percent() ?? rejected
        missed = section["missed"]?.percent() ?? missed
        mostOfLeads = section["most_of_leads"]?.percent() ?? mostOfLeads
        leastOfLeads = section["least_of_leads"]?.percent() ?? leastOfLeads
    }
}
