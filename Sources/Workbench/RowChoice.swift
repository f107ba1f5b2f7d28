package import Analysis
internal import Quantities

extension Figures {
    /// Two rows by what they are called, whatever the case; in either language.
    package func pair(_ one: String, _ other: String) throws -> RowPair {
        let (first, second) = (try row(called: one), try row(called: other))
        guard first.key != second.key else {
            throw FailedVerb(
                .badData, en: "--between: both are \(one.quoted). Name two rows.",
                nl: "--between: beide zijn \(one.quoted). Noem twee rijen.")
        }
        guard let pair = RowPair(first, second) else {
            throw FailedVerb(
                .badData,
                en:
                    "--between: of one of the two no MQL has had its time yet, so there is nothing to compare.",
                nl:
                    "--between: van een van de twee heeft nog geen MQL zijn tijd gehad, dus er valt niets te "
                    + "vergelijken.")
        }
        return pair
    }

    private func row(called name: String) throws -> Row {
        let wanted = name.lowercased()
        let found = rows.first { row in
            [row.key, row.label.en, row.label.nl].contains { $0.lowercased() == wanted }
        }
        guard let found else {
            let keys = rows.map(\.key)
            throw FailedVerb(
                .badData,
                en: "--between: there is no row \(name.quoted)."
                    + Spelling.suggestion(for: name, in: keys),
                nl: "--between: er is geen rij \(name.quoted)."
                    + Spelling.suggestion(for: name, in: keys, .nl))
        }
        return found
    }
}
