internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What to do about each source whose cost is clearly justified, or clearly not.
struct JustificationAdvice {
    private let justification: JustificationFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ justification: JustificationFigures, _ say: Wording) {
        self.justification = justification
        self.say = say
    }

    /// What to do, the most money first.
    var lines: [String] { rows.compactMap(decision) + kept + [together].compactMap(\.self) }

    /// Of sources to keep that pay for themselves and do not reach what is required: what they may cost for that.
    var kept: [String] {
        guard let required = justification.requiredReturn, required > 1 else { return [] }
        return justification.rows.compactMap { row -> String? in
            guard row.advice == .keep, row.row.buying == .bought, let worth = row.worth.value,
                let cost = row.cost.value, let meets = row.meets
            else { return nil }
            let most = worth.highestPrice(required)
            guard most.cents < cost.cents else { return nil }
            let (name, currency) = (
                say.text(row.row.label), justification.figures.question.currency
            )
            let (now, highest, sure) = (
                numbers.whole(cost), numbers.whole(most), say.chance(meets)
            )
            let (back, one) = (numbers.back(required, currency), numbers.one(currency))
            let basis = row.isAllIn ? say(" all-in", ", alles meegerekend,") : ""
            return say(
                "\(name): keep, for it earns back what it takes to buy. For the required \(back) per \(one) an MQL may "
                    + "cost at most \(highest)\(basis); it is \(now) (chance that it meets it: \(sure)).",
                "\(name): houden, want de inkoop verdient zich terug. Voor de vereiste \(back) per \(one) mag een MQL "
                    + "hoogstens \(highest)\(basis) kosten; nu is het \(now) (kans dat het de eis haalt: \(sure))."
            )
        }
    }

    /// What the decisions come to when all are carried out.
    private var together: String? {
        guard let joint = justification.joint else { return nil }
        let (saved, effect) = (sign(joint.saved), sign(joint.effect))
        let before = justification.total.effect.value.map(sign) ?? "–"
        var range = ""
        if let low = joint.effectLow, let high = joint.effectHigh {
            range = say(" (\(sign(low)) to \(sign(high)))", " (\(sign(low)) tot \(sign(high)))")
        }
        var text = say(
            "Together: stopping before would have saved about \(saved): worth less cost would have been about "
                + "\(effect)\(range) and not \(before).",
            "Samen: eerder stoppen had ongeveer \(saved) bespaard: waarde min kosten was dan ongeveer "
                + "\(effect)\(range) geweest, en niet \(before).")
        if let staying = joint.staying, let cost = joint.costLeft {
            let left = say.count(joint.mqlsLeft, .mql)
            text += say(
                " \(sign(staying)) of own hours, people and tools stays; divided over the \(left) that are "
                    + "left, an MQL costs \(numbers.money(cost)) all-in (put stays: no under economics in mql.yaml "
                    + "if they go too).",
                " \(sign(staying)) aan eigen uren, mensen en tools blijft; verdeeld over de \(left) die "
                    + "overblijven kost een MQL dan \(numbers.money(cost)), alles meegerekend (zet stays: no onder "
                    + "economics in mql.yaml als ze ook verdwijnen).")
        }
        return text
    }

    /// How long to stop something to see what it was for: as long as an MQL is given.
    private var weeks: Int { (justification.figures.horizon.days + 6) / 7 }

    /// The day on which such a test ends.
    static func testEnd(_ justification: JustificationFigures) -> Day {
        justification.figures.question.asOf
            .advanced(by: (justification.figures.horizon.days + 6) / 7 * 7)
    }

    /// The same in few words, for a page.
    ///
    /// - Parameter length: how long a name may be.
    func short(names length: Int = 60) -> [String] {
        let decisions = rows.compactMap { row -> String? in
            if let nothing = nothing(row) { return nothing }
            guard let worth = row.worth.value, let cost = row.avoidable.value,
                let effect = row.effect.value, let pays = row.pays
            else { return nil }
            let name = Self.shortened(say.text(row.row.label), to: length)
            let price = numbers.money(cost)
            let most = justification.requiredReturn.map { numbers.money(worth.highestPrice($0)) }
            let (money, sure) = (sign(effect), say.chance(pays))
            switch row.advice {
            case .raise:
                return say(
                    "\(name): buy more (\(money); chance that it pays for itself: \(sure))",
                    "\(name): koop meer in (\(money); kans dat het zich terugverdient: \(sure))")
            case .cheaper:
                guard let most else { return nil }
                return say(
                    "\(name): at most \(most) per MQL to buy, now \(price) (chance that it pays for itself: \(sure))",
                    "\(name): hoogstens \(most) inkoop per MQL, nu \(price) (kans dat het zich terugverdient: \(sure))"
                )
            case .stop:
                let ask =
                    row.turnedByRepeats == nil
                    ? "" : say("; ask finance first", "; eerst finance vragen")
                guard let saved = row.saved.map(sign) else { return nil }
                if row.row.boughtUntil != nil {
                    return say(
                        "\(name): do not buy again (\(saved) lost; chance that buying it pays: \(sure)\(ask))",
                        "\(name): niet meer kopen (\(saved) verlies; kans dat inkoop loont: \(sure)\(ask))"
                    )
                }
                return say(
                    "\(name): stop as a test (\(saved) lost; chance that buying it pays: \(sure)\(ask))",
                    "\(name): stop als proef (\(saved) verlies; kans dat inkoop loont: \(sure)\(ask))"
                )
            case .keep, .tooFew, .tooYoung, .undecided, .noCost, .notMatched, .notSplit, .notSaid,
                .sourceNotKnown, .sum:
                return nil
            }
        }
        return decisions + [shortTogether].compactMap(\.self)
    }

    /// What several stops come to, in few words.
    private var shortTogether: String? {
        guard let joint = justification.joint, joint.stopped > 1 else { return nil }
        let stays = joint.staying.map {
            say(
                "; \(sign($0)) of own hours, people and tools stays",
                "; \(sign($0)) aan eigen uren, mensen en tools blijft")
        }
        return say(
            "together: \(sign(joint.saved)) lost",
            "samen: \(sign(joint.saved)) verlies")
            + (stays ?? "")
    }

    private static func shortened(_ name: String, to length: Int) -> String {
        name.count > length ? name.prefix(length - 1) + "…" : name
    }

    /// Much money and many leads, and not one MQL.
    private func nothing(_ row: JustificationFigures.Row) -> String? {
        guard row.advice == .stop, row.row.counts.mqls == 0, let spent = row.row.boughtFor.value
        else { return nil }
        let (name, money) = (say.text(row.row.label), sign(spent))
        let leads = say.count(row.row.counts.leads, .lead)
        return say(
            "\(name): stop as a test for \(weeks) weeks. \(money) brought \(leads), but not one MQL.",
            "\(name): stop als proef voor \(weeks) weken. \(money) bracht \(leads), maar niet één MQL."
        )
    }

    private var rows: [JustificationFigures.Row] {
        let rows = justification.rows.filter {
            switch $0.advice {
            case .raise, .cheaper, .stop: true
            case .keep, .tooFew, .tooYoung, .undecided, .noCost, .notMatched, .notSplit, .notSaid,
                .sourceNotKnown, .sum:
                false
            }
        }.sorted { one, other in
            let cents = (
                one.effect.value?.cents.magnitude ?? 0, other.effect.value?.cents.magnitude ?? 0
            )
            return (cents.1, one.row.key) < (cents.0, other.row.key)
        }
        return rows
    }

    private func decision(_ row: JustificationFigures.Row) -> String? {
        if let nothing = nothing(row) { return nothing }
        guard let worth = row.worth.value, let cost = row.avoidable.value,
            let effect = row.effect.value
        else { return nil }
        let (name, price, mean) = (
            say.text(row.row.label), numbers.money(cost), numbers.money(worth.mean)
        )
        let magnitude = Money(
            cents: effect.cents == .min ? .max : abs(effect.cents), effect.currency)
        let money = sign(magnitude)
        let counts = say.count(row.row.counts.mqls, .mql)
        switch row.advice {
        case .raise:
            return say(
                "\(name): buy more. An MQL costs \(price) and is worth \(mean); the \(counts) are expected to "
                    + "bring \(money) more than they cost.",
                "\(name): koop meer in. Een MQL kost \(price) en is \(mean) waard; de \(counts) brengen naar "
                    + "verwachting \(money) meer op dan ze kosten.")
        case .cheaper:
            guard let highest = justification.requiredReturn.map(worth.highestPrice) else {
                return nil
            }
            let most = numbers.money(highest)
            return say(
                "\(name): pay at most \(most) per MQL to buy; now it is \(price), and worth \(mean).",
                "\(name): betaal hoogstens \(most) inkoop per MQL; nu is het \(price), bij een waarde van \(mean)."
            )
        case .stop:
            guard let saved = row.saved.map(sign), let goes = row.avoidableOfAll.value.map(sign)
            else { return nil }
            let end = say.day(Self.testEnd(justification))
            let first =
                row.row.boughtUntil.map(say.day).map {
                    say(
                        "\(name): do not buy it again; the last was on \($0).",
                        "\(name): koop het niet opnieuw in; de laatste inkoop was \($0).")
                }
                ?? say(
                    "\(name): stop as a test for \(weeks) weeks, until \(end); watch brand search and direct.",
                    "\(name): stop als proef voor \(weeks) weken, tot \(end); let op zoeken op de eigen naam en direct."
                )
            return first
                + say(
                    " An MQL costs \(price) to buy and is worth \(mean). It would have saved about \(saved): buying the \(counts) took \(goes), and they are "
                        + "expected to bring \(brings(row)).",
                    " Een MQL kost \(price) aan inkoop en is \(mean) waard. Het had ongeveer \(saved) bespaard: de inkoop van de "
                        + "\(counts) kostte \(goes), en ze brengen naar verwachting \(brings(row))."
                )
                + askFinance(row)
        case .keep, .tooFew, .tooYoung, .undecided, .noCost, .notMatched, .notSplit, .notSaid,
            .sourceNotKnown, .sum:
            return nil
        }
    }

    /// What the MQLs of a row are expected to bring: what goes with it, less what is saved.
    private func brings(_ row: JustificationFigures.Row) -> String {
        guard let goes = row.avoidableOfAll.value, let saved = row.saved else { return "–" }
        let (rest, isTooFar) = goes.cents.subtractingReportingOverflow(saved.cents)
        return isTooFar ? "–" : sign(Money(cents: rest, goes.currency))
    }

    /// What to ask before a source is stopped that repeat orders would pay for.
    private func askFinance(_ row: JustificationFigures.Row) -> String {
        guard let factor = row.turnedByRepeats else { return "" }
        let times = numbers.ratio(factor)
        let isOwn = justification.figures.sales.orders?.repeats != nil
        let by =
            isOwn
            ? say("as your orders show", "zoals uw orders laten zien")
            : say(
                "which the rule book supposes", "zoals het regelboek veronderstelt")
        return say(
            " Ask finance first: this is without repeat orders. If a customer brings \(times) times this, \(by), it "
                + "is no longer clear that it should stop.",
            " Vraag het eerst aan finance: dit is zonder vervolgorders. Brengt een klant \(times) keer zoveel, \(by), "
                + "dan is niet langer duidelijk dat het moet stoppen.")
    }

    /// An estimated amount with its sign, to whole units.
    private func sign(_ money: Money) -> String { numbers.whole(money) }
}
