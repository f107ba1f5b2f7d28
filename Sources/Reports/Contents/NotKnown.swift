internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What is not known of what a report says, in one place, so that nobody has to gather it from its notes.
struct NotKnown {
    private let figures: Figures
    private let justification: JustificationFigures?
    private let isHeldAgainstBooks: Bool
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    /// - Parameters:
    ///   - justification: what is judged of each source; nil where nothing is.
    ///   - isHeldAgainstBooks: whether the spend was held against what was booked.
    init(
        _ figures: Figures, _ justification: JustificationFigures?, _ say: Wording,
        isHeldAgainstBooks: Bool = false
    ) {
        self.figures = figures
        self.justification = justification
        self.isHeldAgainstBooks = isHeldAgainstBooks
        self.say = say
    }

    init(_ figures: Figures, _ say: Wording) { self.init(figures, nil, say) }

    /// The title under which it stands.
    static func title(_ say: Wording) -> String { say("Not known", "Niet bekend") }

    /// One thing each, the ones that weigh most first.
    var parts: [String] { shortParts + TestedSources(figures, say).notKnown }

    private var shortParts: [String] {
        [source, ownHours, books, repeats, noLead].compactMap(\.self) + young
            + [few].compactMap(\.self)
    }

    /// All of it as one sentence; nil where all is known.
    var sentence: String? { Self.sentence(parts) }

    /// The same for a screen on which there is no room for what nobody has tested.
    var shortSentence: String? { Self.sentence(shortParts) }

    private static func sentence(_ parts: [String]) -> String? {
        guard !parts.isEmpty else { return nil }
        return ManagementPage.capitalised(parts.joined(separator: "; ")) + "."
    }

    private var source: String? {
        guard let without = figures.withoutSource, without.mqls > 0 else { return nil }
        let (some, whole) = (
            numbers.count(without.mqls), numbers.count(without.mqls + without.known)
        )
        return say(
            "the source of \(some) of \(whole) MQLs",
            "de bron van \(some) van de \(whole) MQL's")
    }

    private var ownHours: String? {
        guard figures.total.counts.mqls > 0, figures.total.boughtFor.value != nil,
            figures.total.allIn.value == nil
        else { return nil }
        return say("own hours and tools", "eigen uren en tools")
    }

    private var books: String? {
        guard !isHeldAgainstBooks, let tie = figures.spendTie.value, tie.file.cents != 0 else {
            return nil
        }
        return say(
            "whether spend agrees with the books", "of de uitgaven met de boeken kloppen")
    }

    private var repeats: String? {
        guard justification?.isSaid ?? false, figures.sales.isWithoutRepeats else {
            return nil
        }
        return say("repeat orders", "vervolgorders")
    }

    private var noLead: String? {
        guard let wins = figures.winsTie, wins.withoutLead > 0 else { return nil }
        let deals = say.count(wins.withoutLead, .deal)
        return say("the lead of \(deals)", "de lead van \(deals)")
    }

    /// Bought sources that are too young, by the day on which they can be judged.
    private var young: [String] {
        guard let justification else { return [] }
        let asOf = figures.question.observed.sqls
        var byDay: [(day: String?, names: [String])] = []
        for row in justification.rows where row.advice == .tooYoung {
            let when = row.row.judgedAfter.map { say.day(asOf.advanced(by: $0)) }
            if let place = byDay.firstIndex(where: { $0.day == when }) {
                byDay[place].names.append(say.text(row.row.label))
            } else {
                byDay.append((when, [say.text(row.row.label)]))
            }
        }
        return byDay.map { day, names in
            let names = say.joined(names)
            return day.map {
                say("\(names) (too young until \($0))", "\(names) (te jong tot \($0))")
            } ?? say("\(names) (too young)", "\(names) (te jong)")
        }
    }

    /// Bought sources of too few MQLs.
    private var few: String? {
        guard let justification else { return nil }
        let names = justification.rows.filter { $0.advice == .tooFew && $0.row.buying == .bought }
            .map { say.text($0.row.label) }
        guard !names.isEmpty else { return nil }
        let most = 3
        let shown =
            names.count > most
            ? names.prefix(most - 1) + [
                say(
                    "\(numbers.count(names.count - most + 1)) others",
                    "\(numbers.count(names.count - most + 1)) andere")
            ] : names[...]
        let all = say.joined(Array(shown))
        return say("\(all) (too few)", "\(all) (te weinig)")
    }
}
