package import Analysis
package import Funnels
internal import Intake
internal import Quantities
package import Valuation

/// The plain words for what figures say.
package enum Wording {
    /// Why a figure is not there, in a few words.
    package static func why(_ absence: Absence) -> String {
        switch absence {
        case .noSpendFile: "no spend was read"
        case .noSpendInPeriod: "none of the spend is of this period and in this currency"
        case .noSpendForRow: "no spend for this row"
        case .spendNotDividedSo: "spend is known per source, not by this breakdown"
        case .noOwnCosts: "no own hours or tools in the spend of this period"
        case .noLeads: "no leads in the period"
        case .noMQLs: "no MQLs in the period"
        case .noSQLs: "no SQLs yet"
        case .noCustomers: "no customers yet"
        case .noIntent: "the intent of these MQLs is not known"
        case .bandInOtherCurrency: "the value bands are in another currency"
        case .noDeals: "no deals were read"
        case .noMQLEvidence: "there are neither activities nor rows with the stage mql"
        case .noContacts: "no row with the stage contacted was read"
        case .noOutcomes: "neither a won deal nor a stage sql, opportunity or won was read"
        case .noRejections: "no row with the stage rejected was read"
        case .noWins: "neither deals nor the stage won were read"
        case .dealAmountsMissing: "not every won deal has an amount in this currency"
        case .costIsZero: "nothing was spent"
        case .notWorkedOut: "this version does not work it out"
        case .tooLarge: "the sum is too large to count in cents"
        }
    }

    /// What stands in a narrow cell where there is no figure.
    package static func whyShort(_ absence: Absence) -> String {
        switch absence {
        case .noSQLs, .noCustomers: "none yet"
        case .noMQLs, .noLeads: "none"
        default: "–"
        }
    }

    package static func verdict(_ verdict: Verdict) -> String {
        switch verdict {
        case .above: "above"
        case .below: "below"
        case .around: "around it"
        case .tooFew: "too few"
        case .tooYoung: "too young"
        case .noMQLs, .notKnown: "–"
        }
    }

    package static func decision(_ decision: Decision) -> String {
        switch decision {
        case .mql: "MQL"
        case .targetAccount: "target account"
        case .nurture: "nurture"
        case .disqualified: "disqualified"
        }
    }

    package static func decider(_ decider: Decider, book: Figures.RuleBookID) -> String {
        switch decider {
        case .crm: "MQL by the stages of the CRM"
        case .rules, .auto: "MQL by the rules of \(book.name) \(book.version)"
        }
    }

    package static func breakdown(_ breakdown: Breakdown) -> String {
        switch breakdown {
        case .source: "Source"
        case .intent: "Intent"
        case .persona: "Persona"
        case .campaign: "Campaign"
        case .month: "Month"
        }
    }

    package static func horizon(_ horizon: Figures.Horizon) -> String {
        let why =
            switch horizon.choice {
            case .given: "as asked"
            case .curve: "by then nine of ten known SQLs had come"
            case .fewSQLs: "fewer than ten SQLs have a known delay"
            case .youngMQLs: "no MQL is older yet"
            }
        return "\(horizon.days) days (\(why))"
    }

    package static func shared(_ rule: EconomicRules.SharedSpend) -> String {
        switch rule {
        case .byMQLs: "by MQLs"
        case .bySpend: "by spend"
        case .equally: "equally"
        }
    }

    /// A price and how it was worked out, so that it can be done again by hand.
    package static func price(
        _ price: PriceList.Price, intent: String, source: String?, persona: String?
    ) -> [String] {
        let numbers = NumberFormat()
        func position(_ name: String, _ place: Int, _ isAssumed: Bool) -> String {
            "\(name) \(numbers.fixed(Double(place) / 1000, decimals: 2))"
                + (isAssumed ? " (assumed: the middle)" : "")
        }
        let source = position(
            source ?? "source not known", price.sourcePosition, price.isSourceAssumed)
        let persona = position(
            persona ?? "persona not known", price.personaPosition, price.isPersonaAssumed)
        let mean = Double(price.sourcePosition + price.personaPosition) / 2000
        let width = Money(cents: price.high.cents - price.low.cents, price.low.currency)
        return [
            "\(numbers.money(price.value)): band \(intent) \(numbers.money(price.low, whole: true))"
                + "–\(numbers.amount(price.high, whole: true)) (\(price.place))",
            "\(source), \(persona), mean \(numbers.fixed(mean, decimals: 2)): "
                + "\(numbers.amount(price.low)) + \(numbers.fixed(mean, decimals: 4)) × "
                + "\(numbers.amount(width)) = \(numbers.amount(price.value))",
        ]
    }

    /// A sentence with up to six of some names; none where there are no names.
    package static func listed(_ names: [String], _ lead: String) -> [String] {
        guard !names.isEmpty else { return [] }
        let shown = names.prefix(6).map(\.quoted).joined(separator: ", ")
        let more = names.count > 6 ? " and \(names.count - 6) more" : ""
        return [lead + shown + more]
    }

    /// `1 SQL`, `2 SQLs`.
    package static func plural(_ count: Int, _ one: String) -> String {
        "\(NumberFormat().count(count)) \(one)\(count == 1 ? "" : "s")"
    }

    /// How a lead is called where others may read along: an e-mail address as a number.
    package static func lead(_ id: String) -> String {
        guard id.contains("@") else { return id }
        let hash = Array(id.utf8).withUnsafeBytes { RowHash.hash($0) }
        let digits = String(hash, radix: 16)
        return "e-mail-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
