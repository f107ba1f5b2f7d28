internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What the dashboard says: the answer, four numbers with their months, the sources by what to do, what to decide, who
/// waits for a call, and whether it can be trusted.
struct DashboardPage {
    private let dashboard: DashboardFigures
    private let page: ManagementPage
    private var say: Wording { page.say }
    private var numbers: NumberFormat { say.numbers }
    private var justification: JustificationFigures { dashboard.justification }

    init(_ dashboard: DashboardFigures, _ context: ReportContext) {
        self.dashboard = dashboard
        page = ManagementPage(dashboard.justification, context)
    }

    var sheet: DashboardSheet {
        var sheet = DashboardSheet()
        sheet.management = page.sheet
        sheet.management.table.groups = groups
        sheet.decideTitle = say("Decide", "Besluit")
        sheet.decidedTitle = DecisionsReport.heading(say)
        sheet.decided = DecisionsReport.lines(dashboard.decided, say)
        sheet.tiles = DashboardTiles(dashboard, page).all
        sheet.waiting = waiting
        sheet.ahead = dashboard.ahead.map { AheadSection($0, page.context).parts } ?? []
        return sheet
    }

    // MARK: Sources, by what to do

    /// What sources have in common of which the same is to be done, in the order in which they stand.
    private enum Kind: Int {
        case stop, payLess, buyMore, keep, ask, notBought, wait
    }

    private var groups: [ManagementSheet.Group] {
        let sources = ManagementSources(page)
        var found: [Kind: [ManagementSheet.Row]] = [:]
        for source in sources.shown {
            found[kind(of: source), default: []].append(sources.row(source, page.name(source)))
        }
        var groups = found.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, rows in
            ManagementSheet.Group(title: title(kind), note: note(kind), rows: rows)
        }
        let others = [sources.rest, sources.anyway, sources.inNoRow].compactMap(\.self)
        if !others.isEmpty { groups.append(.init(title: say("The rest", "De rest"), rows: others)) }
        return groups
    }

    private func kind(of source: JustificationFigures.Row) -> Kind {
        switch source.advice {
        case .stop: return .stop
        case .cheaper: return .payLess
        case .raise: return .buyMore
        case .keep: return .keep
        case .notMatched, .notSplit, .sourceNotKnown: return .ask
        case .tooFew, .tooYoung, .undecided, .notSaid:
            return source.row.buying == .notBought ? .notBought : .wait
        case .noCost, .sum: return .notBought
        }
    }

    private func title(_ kind: Kind) -> String {
        switch kind {
        case .stop: say("Stop", "Stoppen")
        case .payLess: say("Pay less", "Minder betalen")
        case .buyMore: say("Buy more", "Meer inkopen")
        case .keep: say("Keep", "Houden")
        case .ask: say("Ask first", "Eerst navragen")
        case .notBought: say("Nothing was spent on these", "Hier is niets aan besteed")
        case .wait: say("Too early to judge", "Te vroeg om te oordelen")
        }
    }

    private func note(_ kind: Kind) -> String {
        switch kind {
        case .stop:
            say(
                "almost surely cost more than they are worth",
                "kosten vrijwel zeker meer dan ze waard zijn")
        case .payLess:
            say("worth buying, not at this price", "het inkopen waard, maar niet voor deze prijs")
        case .buyMore:
            say(
                "the next euro is expected to pay for itself too",
                "ook de volgende euro verdient zich naar verwachting terug")
        case .ask:
            say(
                "names do not meet, or nobody knows the source",
                "namen sluiten niet aan, of niemand kent de bron")
        case .notBought:
            page.total.isAllIn
                ? say("their cost is own hours and tools", "hun kosten zijn eigen uren en tools")
                : ""
        case .keep, .wait: ""
        }
    }

    // MARK: Who waits

    private var waiting: DashboardSheet.Waiting? {
        guard let calls = dashboard.calls.value, calls.mqls > 0 else { return nil }
        let (all, wait) = (say.count(calls.mqls, .mql), numbers.count(calls.waiting))
        let (spoken, down) = (numbers.count(calls.contacted), numbers.count(calls.turnedDown))
        let title =
            calls.waiting == 0
            ? say("Nobody waits for a call", "Niemand wacht op een telefoontje")
            : say(
                "\(wait) of \(all) still \(calls.waiting == 1 ? "waits" : "wait") for a call",
                "\(wait) van de \(all) \(calls.waiting == 1 ? "wacht" : "wachten") nog op een telefoontje"
            )
        var note = say(
            "\(spoken) spoken to, \(wait) wait, \(down) turned down without a call.",
            "\(spoken) gesproken, \(wait) wachten, \(down) afgewezen zonder gesprek.")
        let description = note
        if let days = calls.agreedDays, let inTime = calls.inTime, let of = calls.hadTheDays {
            let (count, share) = (
                say.count(days, .day), numbers.fixed(Double(inTime) / Double(of) * 100, decimals: 0)
            )
            note += say(
                " Agreed: within \(count); kept for \(numbers.count(inTime)) of the \(numbers.count(of)) that had them (\(share)%).",
                " Afgesproken: binnen \(count); gehaald bij \(numbers.count(inTime)) van de \(numbers.count(of)) die zo lang hadden (\(share)%)."
            )
        }
        return .init(
            title: title, spoken: calls.contacted, waiting: calls.waiting,
            turnedDown: calls.turnedDown, note: note, description: description)
    }
}
