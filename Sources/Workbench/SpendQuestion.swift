internal import Intake
internal import Leads
internal import Quantities

/// What to say where exports state different amounts for the same days and nobody knows which is later.
struct SpendQuestion {
    private let finding: SpendFinding

    init(_ finding: SpendFinding) { self.finding = finding }

    private var fact: Phrase {
        let names = finding.files.map(\.visible)
        let (one, other) = (amount(finding.counted), amount(finding.other))
        let campaign = [finding.source, finding.account, finding.campaign].filter { !$0.isEmpty }
            .map(\.visible).joined(separator: " · ")
        return Phrase(
            en:
                "\(names.joined(separator: " and ")): \(campaign) cost \(one) and \(other) on "
                + "\(finding.period), and nothing says which is the later export.",
            nl:
                "\(names.joined(separator: " en ")): \(campaign) kostte \(one) en \(other) op "
                + "\(finding.period), en niets zegt welke export de latere is.")
    }

    private func amount(_ money: Money) -> String {
        "\(money.currency.code) \(FixedPoint.text(cents: money.cents))"
    }

    private static let accounts = Phrase(
        en: "Are these two accounts or two campaigns of one name, then export them again with the "
            + "columns for the account and the campaign ID.",
        nl:
            "Zijn het twee accounts of twee campagnes met één naam, exporteer ze dan opnieuw met de "
            + "kolommen voor het account en de campagne-ID.")

    /// For files that are read together.
    var read: Phrase {
        Phrase(
            en: "\(fact.en) Put the day of the export in the name of each file, such as "
                + "campaigns-2026-05-01.csv, or leave one out. \(Self.accounts.en)",
            nl: "\(fact.nl) Zet de dag van de export in de naam van elk bestand, zoals "
                + "campagnes-2026-05-01.csv, of laat er een weg. \(Self.accounts.nl)")
    }

    /// For a file that was to be imported, and of which nothing was kept.
    var imported: Phrase {
        Phrase(
            en: "\(fact.en) The later of the two was not imported. Say of which day it is with "
                + "--exported-on, or take the other import back with mql undo-import. "
                + Self.accounts.en,
            nl:
                "\(fact.nl) De laatste van de twee is niet geïmporteerd. Zeg met --exported-on van welke "
                + "dag het is, of draai de andere import terug met mql undo-import. "
                + Self.accounts.nl)
    }
}
