package import Analysis
internal import Economics
package import Funnels
package import Quantities

/// The click on an advertisement by which somebody came, as a file of leads has it.
package struct AdClick: Hashable, Sendable {
    /// The id that Google gave the click; nil where there is none.
    package var id: String?
    /// Whether it has an id of another kind, which files of conversions do not take.
    package var hasOther: Bool
    /// Whether the person said yes.
    package var isAllowed: Bool

    package init(id: String?, hasOther: Bool, isAllowed: Bool) {
        (self.id, self.hasOther, self.isAllowed) = (id, hasOther, isAllowed)
    }
}

/// Leads that reached a stage, as Google Ads imports conversions from clicks: the id of the click where the person
/// allowed it, the day, and what such a lead is worth to the firm.
///
/// The worth is never a guide price: a platform bids by what it is told, and it would bid for what others ask.
package struct ConversionExport {
    /// What became of the leads.
    package struct Counts: Hashable, Sendable {
        package var written = 0
        package var withoutConsent = 0
        package var withoutClick = 0
        package var ofOtherKind = 0
    }

    package private(set) var counts = Counts()
    /// The ids of the leads that are in it.
    package private(set) var leads: [String] = []
    /// Why no conversion has a value; nil where they have.
    package let noValue: Absence?
    private var rows: [[String]] = []
    private let zone: String
    private let hasOrders: Bool

    /// - Parameters:
    ///   - clicks: by the id of the lead.
    ///   - figures: of all sources, for what a lead of each is worth.
    ///   - name: that of the conversion in Google Ads.
    ///   - zone: that of the days.
    ///   - orders: by the id of the lead, a number that says nothing of it; nil where nothing is kept.
    package init(
        _ reached: [ReachedLead], _ clicks: [String: AdClick], _ figures: Figures,
        _ stage: ReachedStage, name: String, zone: String, orders: [String: String]?
    ) {
        self.zone = zone
        hasOrders = orders != nil
        let worth = Self.worth(figures, stage)
        noValue = worth.total == nil ? Self.absence(figures) : nil
        for lead in reached {
            let known = ([lead.id] + lead.otherIDs).compactMap { clicks[$0] }
            guard known.contains(where: { $0.id != nil || $0.hasOther }) else {
                counts.withoutClick += 1
                continue
            }
            guard known.allSatisfy(\.isAllowed) else {
                counts.withoutConsent += 1
                continue
            }
            guard let click = known.compactMap(\.id).first else {
                counts.ofOtherKind += 1
                continue
            }
            counts.written += 1
            leads.append(lead.id)
            var cells = [click, name, "\(lead.day) \(Self.time)"]
            if let total = worth.total {
                let value = worth.rows[lead.source] ?? total
                cells += [Decimals.cents(value), value.currency.code]
            }
            if let orders { cells.append(orders[lead.id] ?? "") }
            rows.append(cells)
        }
    }

    /// The end of a day: of the stage only the day is known, and a conversion has to come after its click.
    private static let time = "23:59:59"

    /// What a lead of each source is worth once it has reached the stage; none where no margin is stated.
    private static func worth(
        _ figures: Figures, _ stage: ReachedStage
    ) -> (rows: [String: Money], total: Money?) {
        guard absence(figures) == nil else { return ([:], nil) }
        func value(_ row: Figures.Row) -> Money? {
            guard let worth = row.worth.value else { return nil }
            switch stage {
            case .mql: return worth.mean
            case .sql:
                return Money(
                    rounding: worth.expectedWins * Double(worth.perSale.cents) * worth.caused,
                    worth.perSale.currency)
            case .won:
                return Money(
                    rounding: Double(worth.perSale.cents) * worth.caused, worth.perSale.currency)
            }
        }
        let rows = figures.rows.compactMap { row in value(row).map { (row.key, $0) } }
        return (Dictionary(rows, uniquingKeysWith: { first, _ in first }), value(figures.total))
    }

    /// Why nothing is said of what a lead is worth.
    private static func absence(_ figures: Figures) -> Absence? {
        if figures.move != nil { return .looksLikeMove }
        if figures.notes.hidesRates { return .chosenByOutcome }
        // A margin that is only assumed is not stated.
        if figures.notes.assumedMargin != nil { return .noMargin }
        return figures.total.worth.absence
    }

    /// A line of parameters, one of names, and a row a conversion.
    package var text: String {
        var names = ["Google Click ID", "Conversion Name", "Conversion Time"]
        if noValue == nil { names += ["Conversion Value", "Conversion Currency"] }
        if hasOrders { names.append("Order ID") }
        return Self.written([names] + rows, zone)
    }

    /// The same for taking conversions back that were imported under these numbers.
    package static func retraction(
        of orders: [String], name: String, on day: Day, zone: String
    ) -> String {
        let names = ["Order ID", "Conversion Name", "Adjustment Time", "Adjustment Type"]
        return written(
            [names] + orders.map { [$0, name, "\(day) \(time)", "RETRACT"] }, zone)
    }

    private static func written(_ rows: [[String]], _ zone: String) -> String {
        "Parameters:TimeZone=\(zone)\n"
            + rows.map { $0.map(CSVFormat.escaped).joined(separator: ",") + "\n" }.joined()
    }
}
