package import Economics
package import Funnels
internal import Leads
package import Quantities
internal import Valuation

/// The MQLs of a period divided over all sources that touched them, in several ways side by side.
package struct AttributionFigures: Sendable {
    package let figures: Figures
    package let rows: [Row]
    package let total: Row
    /// Touches that files have, and MQLs that more than one source touched.
    package let touches: Int
    package let mqlsOfMany: Int
    /// MQLs that nothing is known to have touched before they became one: their lead was created later.
    package let mqlsOfNone: Int
    /// Whether the margin of every won deal of these MQLs is known, in this currency.
    package let knowsMargins: Bool

    /// One source, or all of them together: what it has of its own, and by each way of dividing.
    package struct Row: Sendable {
        package let key: String
        package let label: Phrase
        /// By the source that the lead itself has.
        package let own: Int
        /// By it too: SQLs, margin in cents where it is known, and what an MQL cost.
        package let ownSQLs: Int
        package let ownMargin: Int128
        package let ownCost: Known<Money>
        package let credits: [AttributionModel: Credit]
        /// What was bought for it.
        package let spend: Known<Money>

        /// How many MQLs it has by this division; parts of an MQL count as such.
        package func mqls(_ model: AttributionModel) -> Double {
            Credit.count(credits[model]?.mqls ?? 0)
        }

        /// Spend ÷ the MQLs that it has by this division.
        package func costPerMQL(_ model: AttributionModel) -> Known<Money> {
            spend.flatMap { spend in
                guard let parts = credits[model]?.mqls, parts > 0 else { return .unknown(.noMQLs) }
                return Known(
                    Rounding.halfEven(
                        Int128(spend.cents) * Int128(AttributionModel.whole), over: parts
                    ).map { Money(cents: $0, spend.currency) }, else: .tooLarge)
            }
        }
    }
}

extension Pipeline {
    /// Always by source and per person: a touch is of one lead.
    package func attribution(
        _ question: Figures.Question, jobs: Int
    ) async -> AttributionFigures {
        var asked = question
        (asked.by, asked.unit) = (.source, .person)
        let figures = await figures(asked, jobs: jobs)
        return AttributionBuilder(self, asked, figures).figures
    }
}

private struct AttributionBuilder {
    let figures: AttributionFigures

    init(_ pipeline: Pipeline, _ question: Figures.Question, _ data: Figures) {
        let facts = pipeline.facts
        var sources = pipeline.rules.sources
        // Rows keep the names they have everywhere else; a touch may write one in another way.
        let known = sources.keys
        let table = facts.activities.touches
        var numbers: [SIMD2<UInt32>: Int] = [:]
        for texts in table.texts.sorted(by: { ($0.x, $0.y) < ($1.x, $1.y) }) {
            numbers[texts] =
                sources.resolve(
                    source: table.sources.text(texts.x), medium: "",
                    campaign: table.campaigns.text(texts.y)
                ).number
        }
        let keys = known + sources.keys.dropFirst(known.count)
        let credits = pipeline.credits(asOf: question.asOf)
        var judge = LeadJudge(pipeline.rules, facts, asOf: question.asOf)
        var tables = AttributionModel.allCases.map { CreditTable($0) }
        var own: [String: Int] = [:]
        var (ofMany, ofNone) = (0, 0)
        var knowsMargins = true
        let noted = pipeline.noted(question)
        for lead in 0..<facts.leads.count {
            if Cancellation.stops(at: lead) { break }
            guard let member = pipeline.member(lead, &judge, noted),
                let mql = member.counted.mqlDay, question.period.contains(mql),
                mql <= question.asOf
            else { continue }
            let journey = pipeline.journey(of: member, member.start, credits, question)
            let number = journey.segment.source
            own[keys[number], default: 0] += 1
            let end = pipeline.endOfMQL(member.counted, of: lead, mql, asOf: question.asOf)
            var path = Self.path(lead, number, before: end, pipeline, table, numbers)
                .map { keys[$0] }
            if Set(path).count > 1 { ofMany += 1 }
            if path.isEmpty {
                ofNone += 1
                path = [keys[pipeline.rules.book.sources.count]]
            }
            var margin: Int64 = 0
            for share in credits.shares(of: lead)
            where !share.isOpen && share.day <= question.asOf && share.isSince(mql) {
                guard share.currency == question.currency, let cents = share.margin else {
                    knowsMargins = false
                    continue
                }
                margin = Rounding.clamped(Int128(margin) + Int128(cents))
            }
            for place in tables.indices {
                tables[place].add(
                    path, sqls: journey.sql == nil ? 0 : 1, won: journey.won == nil ? 0 : 1,
                    margin: margin)
            }
        }
        figures = AttributionFigures(
            data, tables, own, touches: table.count, mqlsOfMany: ofMany, mqlsOfNone: ofNone,
            knowsMargins: knowsMargins, sources: sources,
            pipeline.rules.book.names)
    }

    /// The sources that touched a lead up to the moment at which it became an MQL, in order of time;
    /// empty where nothing did.
    ///
    /// The lead's own source is a touch at the moment of its creation, if that came no later, unless an
    /// activity of that day says the same, or nobody knows it and others touched the lead.
    ///
    /// - Parameter end: the first moment after the MQL.
    private static func path(
        _ lead: Int, _ own: Int, before end: Instant, _ pipeline: Pipeline, _ table: TouchTable,
        _ numbers: [SIMD2<UInt32>: Int]
    ) -> [Int] {
        let zone = pipeline.rules.book.zone
        let created = pipeline.facts.leads.created[lead]
        let day = zone.day(of: created)
        var touches = table.rows(of: lead).compactMap { row -> (at: Instant, number: Int)? in
            guard row.at < end, let number = numbers[SIMD2(row.source, row.campaign)]
            else { return nil }
            return (row.at, number)
        }
        // What brought somebody back is what a touch of that round says, on whatever day.
        let isLater = pipeline.facts.rounds.isLater(lead)
        let isSaid = touches.contains {
            $0.number == own && (isLater || zone.day(of: $0.at) == day)
        }
        let isUnknown = own == pipeline.rules.book.sources.count && !touches.isEmpty
        if created < end, !isSaid, !isUnknown {
            let place = touches.firstIndex { $0.at >= created } ?? touches.count
            touches.insert((created, own), at: place)
        }
        return touches.map(\.number)
    }
}

extension AttributionFigures {
    fileprivate init(
        _ data: Figures, _ tables: [CreditTable], _ own: [String: Int], touches: Int,
        mqlsOfMany: Int, mqlsOfNone: Int, knowsMargins: Bool, sources: SourceDirectory,
        _ names: Names
    ) {
        let byKey = Dictionary(data.rows.map { ($0.key, $0) }) { first, _ in first }
        let keys = Set(own.keys).union(tables.flatMap { $0.byKey.keys })
            .union(data.rows.filter { $0.boughtFor.value != nil }.map(\.key))
        rows = keys.sorted().map { key in
            Row(
                key: key,
                label: byKey[key]?.label
                    ?? (sources.rules.contains { $0.key == key }
                        ? names.phrase(for: key) : Phrase(key)),
                own: own[key] ?? 0, ownSQLs: byKey[key]?.counts.sqls ?? 0,
                ownMargin: byKey[key]?.counts.margins.net ?? 0,
                ownCost: byKey[key]?.costs.perMQL ?? .unknown(.noSpendForRow),
                credits: Dictionary(
                    uniqueKeysWithValues: tables.map { ($0.model, $0.byKey[key] ?? Credit()) }),
                spend: byKey[key]?.boughtFor ?? .unknown(.noSpendForRow))
        }.sorted {
            let cents = ($0.spend.value?.cents ?? -1, $1.spend.value?.cents ?? -1)
            return (cents.1, $1.own, $0.key) < (cents.0, $0.own, $1.key)
        }
        total = Row(
            key: "total", label: data.total.label, own: own.values.reduce(0, +),
            ownSQLs: data.total.counts.sqls, ownMargin: data.total.counts.margins.net,
            ownCost: data.total.costs.perMQL,
            credits: Dictionary(uniqueKeysWithValues: tables.map { ($0.model, $0.total) }),
            spend: data.total.boughtFor)
        figures = data
        self.touches = touches
        self.mqlsOfMany = mqlsOfMany
        self.mqlsOfNone = mqlsOfNone
        self.knowsMargins = knowsMargins && (data.total.counts.deals > 0)
    }
}
