package import Quantities

/// With whom and when it was agreed that leads keep who of sales has them, for two purposes alone: a seller's own
/// list, and how many sellers a team has.
package struct SellerAgreement: Hashable, Sendable {
    package let with: String
    package let on: Day

    /// The names of its keys in the file.
    static let keys = ["agreed_with", "on"]

    /// Why nothing of a seller is told without it.
    package static let refusal = Phrase(
        en:

            "Which seller has a lead is not read: the works council and privacy law have a say in that. "
            + "With sellers: {agreed_with: \"works council\", on: 2026-03-01} in \(Project.fileName) it is "
            + "kept with the lead, for a seller's own list and to see how many sellers a team has.",
        nl:

            "Welke verkoper een lead heeft wordt niet gelezen: daar gaan de ondernemingsraad en de "
            + "privacywet mee over. Met sellers: {agreed_with: \"ondernemingsraad\", on: 2026-03-01} in "
            + "\(Project.fileName) wordt het bij de lead bewaard, voor de eigen lijst van een verkoper en "
            + "om te zien hoeveel verkopers een team heeft."
    )

    /// Nil, with what is wrong with it, where one of both is missing or the day is still to come.
    init?(_ field: YAMLField, today: Day) {
        let section = field.section(Self.keys)
        for key in Self.keys where section[key] == nil {
            field.note(
                "\(key) is missing: say with whom it was agreed and when, as in "
                    + "{agreed_with: \"works council\", on: 2026-03-01}")
        }
        guard let withField = section["agreed_with"], let onField = section["on"] else {
            return nil
        }
        let with = withField.string()
        if with?.allSatisfy(\.isWhitespace) == true {
            withField.note("with whom it was agreed is empty, such as works council")
        }
        let day = onField.day()
        if let day, day > today {
            onField.note("\(day) is still to come: nothing was agreed on that day yet")
        }
        guard let with, let day, day <= today, !with.allSatisfy(\.isWhitespace) else { return nil }
        (self.with, on) = (with, day)
    }
}
