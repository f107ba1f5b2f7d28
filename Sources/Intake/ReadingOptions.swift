package import Leads
package import Quantities

/// What to read, and how to understand it.
package struct ReadingOptions: Sendable {
    package var zone: TimeZoneRule
    /// The order of dates that do not begin with the year; nil where nobody has said it.
    package var dateOrder: DateOrder?
    /// The sign before the cents; nil where nobody has said it.
    package var decimal: DecimalSign?
    /// The currency of amounts beside which none stands.
    package var currency: Currency
    /// The lead fields whose text is wanted.
    package var leadFields: [String]
    /// The lead fields of which it matters only whether they are filled in.
    package var presenceFields: [String]
    package var keepsRejectedRows: Bool
    /// What a row of a platform's export stands for, where that cannot be seen.
    package var rowDays: RowDays?
    /// VAT that is part of amounts spent and is taken out, in hundredths of a percent.
    package var vatInSpend = 0
    /// By what a CRM calls a lead that sales has turned down, and the day of which that is known.
    package var rejectedStatuses: [String] = []
    package var exportedOn: Day?
    /// Whether leads count as created with their first stage: then none comes before its lead.
    package var createdAtEarliest = false
    /// What words for where a lead stands mean that no format knows: mql, sql, opportunity, won, or none of
    /// them, by the CRM's own word.
    package var leadStages: [String: LeadStageWord] = [:]
    /// What stages of deals mean that no format knows: open, won or lost, by the CRM's own word.
    package var dealStages: [String: String] = [:]
    /// Addresses that are of no person; nil where persons with several ids are not looked for.
    package var roles: RoleAddresses?
    /// What is known already, where rows are read to be added to it; nil where they stand alone.
    package var known: KnownFacts?
    /// The day of the export in UTC seconds, of files that do not say it; `.min` where nobody knows.
    package var exported = Int64.min
    /// Whether that day goes before the one in the name of a file.
    package var exportedIsSaid = false
    /// How many parts of a file are read at once; it makes no difference to what is read.
    package var jobs = 1
    /// The bytes of one such part.
    var blockSize = 1 << 20

    package init(
        zone: TimeZoneRule = .utc, dateOrder: DateOrder? = nil, decimal: DecimalSign? = nil,
        currency: Currency = .eur, leadFields: [String] = [], presenceFields: [String] = [],
        keepsRejectedRows: Bool = false
    ) {
        self.zone = zone
        self.dateOrder = dateOrder
        self.decimal = decimal
        self.currency = currency
        self.leadFields = leadFields
        self.presenceFields = presenceFields
        self.keepsRejectedRows = keepsRejectedRows
    }
}

extension ReadingOptions {
    /// What the user said that words for where a lead stands mean, without regard to capitals and blanks.
    var saidLeadWords: [String: OutcomeWords.LeadWord] {
        // A word by which sales turns leads down is no other stage, and is not asked about.
        Dictionary(
            leadStages.map { (OutcomeWords.folded($0.key), $0.value.meaning) }
                + rejectedStatuses.filter { OutcomeWords.lead($0) == nil }
                .map { (OutcomeWords.folded($0), .nothing) },
            uniquingKeysWith: { one, _ in one })
    }

    /// The same for what became of the deals of leads: a lead that was turned down lost it.
    var saidOutcomes: [String: OutcomeWords.LeadWord] {
        let words = turnedDown.map { ($0, OutcomeWords.LeadWord.reached(.rejected)) }
        return saidLeadWords.merging(words) { _, rejected in rejected }
    }

    /// The words by which sales turns leads down, without regard to capitals and blanks.
    var turnedDown: Set<String> { Set(rejectedStatuses.map(OutcomeWords.folded)) }

    /// The same without regard to capitals and blanks.
    var saidStages: [String: Deal.Status] {
        Dictionary(
            dealStages.sorted { $0.key < $1.key }.compactMap { text, status in
                Deal.Status(rawValue: status).map { (OutcomeWords.folded(text), $0) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
