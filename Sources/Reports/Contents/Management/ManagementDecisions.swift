internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What to do, as decisions: stop, pay at most, buy more, ask, wait.
struct ManagementDecisions {
    private let justification: JustificationFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    /// More do not fit beside each other.
    private static let most = 3

    init(_ justification: JustificationFigures, _ say: Wording) {
        self.justification = justification
        self.say = say
    }

    typealias Decision = ManagementSheet.Decision
    typealias Part = ManagementSheet.Part

    /// The ones with most money in them.
    var most: [Decision] {
        let all = all
        return all.isEmpty ? [nothing] : Array(all.prefix(Self.most))
    }

    /// What they come to together, and what is not among them.
    var below: [String] {
        let more = all.count - Self.most
        let rest =
            more > 0
            ? say(
                "\(numbers.count(more)) more: see the last column of the table.",
                "Nog \(numbers.count(more)): zie de laatste kolom van de tabel.") : nil
        return [together, finance].compactMap(\.self)
            + JustificationAdvice(justification, say).kept.prefix(1) + [rest].compactMap(\.self)
    }

    private var all: [Decision] {
        justification.rows.compactMap { row -> (Decision, UInt64, String)? in
            decision(row).map { ($0, stake(row), row.row.key) }
        }.sorted { ($1.1, $0.2) < ($0.1, $1.2) }.map(\.0)
    }

    private func stake(_ row: JustificationFigures.Row) -> UInt64 {
        max(
            row.effect.value?.cents.magnitude ?? 0, row.row.boughtFor.value?.cents.magnitude ?? 0)
    }

    /// How long to stop something to see what it was for: as long as an MQL is given.
    private var testEnd: String {
        say.day(JustificationAdvice.testEnd(justification))
    }

    private func decision(_ row: JustificationFigures.Row) -> Decision? {
        let name = say.text(row.row.label)
        switch row.advice {
        case .stop: return stop(row, name)
        case .cheaper: return cheaper(row, name)
        case .raise: return raise(row, name)
        case .notMatched, .notSplit: return ask(row, name)
        case .keep, .tooFew, .tooYoung, .undecided, .noCost, .notSaid, .sourceNotKnown, .sum:
            return nil
        }
    }

    private func stop(_ row: JustificationFigures.Row, _ name: String) -> Decision? {
        let until = row.row.boughtUntil.map(say.day)
        let title =
            until == nil
            ? say("Stop \(name)", "Stop \(name)")
            : say("Do not buy again: \(name)", "Niet opnieuw inkopen: \(name)")
        let test =
            until.map {
                say("It was last bought on \($0).", "De laatste inkoop was op \($0).")
            }
            ?? say("Stop as a test until \(testEnd).", "Stop als proef tot \(testEnd).")
        guard row.row.counts.mqls > 0 else {
            guard let spent = row.row.boughtFor.value.map(numbers.whole) else { return nil }
            let leads = say.count(row.row.counts.leads, .lead)
            return Decision(
                title: title,
                text: [
                    .loss(spent),
                    .plain(
                        say(
                            " bought \(leads), but not one MQL. ",
                            " bracht \(leads), maar niet één MQL. ")),
                    .plain(test),
                ])
        }
        guard let goes = row.avoidableOfAll.value, let saved = row.saved,
            let brings = Money(exactly: Int128(goes.cents) - Int128(saved.cents), goes.currency)
        else { return nil }
        let (count, cost, back) = (
            say.count(row.row.counts.mqls, .mql), numbers.whole(goes), numbers.whole(brings)
        )
        let stays =
            row.isAllIn && justification.ownCostsStay
            ? say(
                ", as own hours and tools stay. ", " bespaard, want eigen uren en tools blijven. ")
            : say(". ", " bespaard. ")
        return Decision(
            title: title,
            text: [
                .plain(
                    say(
                        "\(count) took \(cost) to buy and are expected to bring \(back): stopping before would have saved about ",
                        "De inkoop van \(count) kostte \(cost); ze brengen naar verwachting \(back) op: eerder stoppen had ongeveer "
                    )),
                .loss(numbers.whole(saved)), .plain(stays), .plain(test),
            ])
    }

    private func cheaper(_ row: JustificationFigures.Row, _ name: String) -> Decision? {
        guard let worth = row.worth.value, let required = justification.requiredReturn,
            let now = row.avoidable.value
        else { return nil }
        let most = numbers.whole(worth.highestPrice(required))
        let (price, mean) = (numbers.whole(now), numbers.whole(worth.mean))
        let whole = justification.ownCostsStay || !row.isAllIn
        return Decision(
            title: whole
                ? say("Pay at most \(most) for \(name)", "Betaal hoogstens \(most) voor \(name)")
                : say(
                    "Pay at most \(most) all-in for \(name)",
                    "Betaal hoogstens \(most), alles meegerekend, voor \(name)"),
            text: [
                .plain(
                    whole
                        ? say(
                            "per MQL to buy. It is now \(price) to buy, and worth about \(mean).",
                            "inkoop per MQL. Nu is het \(price) aan inkoop, bij een waarde van ongeveer \(mean)."
                        )
                        : say(
                            "per MQL, own hours and tools in it. It is now \(price), and worth about \(mean).",
                            "per MQL, met eigen uren en tools. Nu is het \(price), bij een waarde van ongeveer \(mean)."
                        ))
            ])
    }

    private func raise(_ row: JustificationFigures.Row, _ name: String) -> Decision? {
        guard let worth = row.worth.value, let cost = row.avoidable.value,
            let effect = row.effect.value
        else { return nil }
        let (price, mean) = (numbers.whole(cost), numbers.whole(worth.mean))
        let basis =
            justification.ownCostsStay && row.isAllIn
            ? say(" to buy", " aan inkoop")
            : row.isAllIn ? say(" all-in", ", alles meegerekend,") : ""
        return Decision(
            title: say("Buy more of \(name)", "Koop meer in van \(name)"),
            text: [
                .plain(
                    say(
                        "An MQL costs \(price)\(basis) and is worth about \(mean); the next euro is expected to bring what is required too. So far: ",
                        "Een MQL kost \(price)\(basis) en is ongeveer \(mean) waard; ook de volgende euro brengt naar verwachting op wat vereist is. Tot nu toe: "
                    )),
                .gain(say("\(numbers.whole(effect)) over", "\(numbers.whole(effect)) over")),
                .plain("."),
            ])
    }

    private func ask(_ row: JustificationFigures.Row, _ name: String) -> Decision? {
        guard let spent = row.row.boughtFor.value, spent.cents != 0 else { return nil }
        let money = numbers.whole(spent)
        return row.advice == .notMatched
            ? Decision(
                title: say("Ask which leads are of \(name)", "Vraag welke leads van \(name) zijn"),
                text: [
                    .plain(
                        say(
                            "\(money) was spent on it, but no lead has that name: until somebody says which leads are "
                                + "meant, nothing can be said of it.",
                            "Er is \(money) aan besteed, maar geen lead heeft die naam: tot iemand zegt welke leads "
                                + "bedoeld zijn, is er niets van te zeggen."
                        ))
                ])
            : Decision(
                title: say("Ask how \(name) is divided", "Vraag hoe \(name) verdeeld is"),
                text: [
                    .plain(
                        say(
                            "\(money) is not divided over the campaigns, so none of them can be judged by its money.",
                            "\(money) is niet over de campagnes verdeeld, dus geen ervan is op geld te beoordelen."
                        ))
                ])
    }

    /// Where nothing is clear enough to change, or not enough is known to say so.
    private var nothing: Decision {
        if let absence = justification.verdict.absence {
            let why = say.why(absence)
            return Decision(
                title: say("Nothing to decide yet", "Nog niets te besluiten"),
                text: [
                    .plain(
                        say(
                            "It cannot be said what to do: \(why).",
                            "Het is niet te zeggen wat te doen: \(why)."))
                ])
        }
        let asOf = justification.figures.question.observed.sqls
        let young = justification.rows.compactMap { row in
            row.advice == .tooYoung ? row.row.judgedAfter : nil
        }.min()
        let again = young.map { say.day(asOf.advanced(by: $0)) }
        return Decision(
            title: say("Change nothing yet", "Verander nog niets"),
            text: [
                .plain(
                    say(
                        "Of no source it is clear enough that it should stop, cost less or get more.",
                        "Van geen bron is duidelijk genoeg dat hij moet stoppen, goedkoper moet of meer verdient."
                    )
                        + (again.map {
                            say(" Look again from \($0).", " Kijk opnieuw vanaf \($0).")
                        } ?? ""))
            ])
    }

    /// What the stops come to when all are carried out.
    private var together: String? {
        guard let joint = justification.joint, let before = justification.total.effect.value else {
            return nil
        }
        var range = ""
        if let low = joint.effectLow, let high = joint.effectHigh {
            range = say(
                " (\(numbers.coarse(low)) to \(numbers.coarse(high)))",
                " (\(numbers.coarse(low)) tot \(numbers.coarse(high)))")
        }
        let stays = joint.staying.map {
            say(
                " \(numbers.whole($0)) of own hours, people and tools stays, whatever stops.",
                " \(numbers.whole($0)) aan eigen uren, mensen en tools blijft, wat er ook stopt.")
        }
        func balance(_ money: Money, about: Bool) -> String {
            let amount = numbers.whole(
                Money(cents: money.cents == .min ? .max : abs(money.cents), money.currency))
            let words = about ? say("about ", "ongeveer ") + amount : amount
            return switch (money.cents < 0, about) {
            case (true, true): say("a shortfall of \(words)", "een tekort van \(words)")
            case (true, false): say("the shortfall of \(words)", "het tekort van \(words)")
            case (false, true): say("a surplus of \(words)", "een overschot van \(words)")
            case (false, false): say("the surplus of \(words)", "het overschot van \(words)")
            }
        }
        let (now, then) = (balance(before, about: false), balance(joint.effect, about: true))
        let count = numbers.count(joint.stopped)
        let stops =
            joint.stopped == 1
            ? say("With that stop", "Met die stop")
            : joint.stopped == 2
                ? say("With both stops", "Met beide stops")
                : say("With these \(count) stops", "Met deze \(count) stops")
        return say(
            "\(stops) \(now) would have been \(then)\(range).",
            "\(stops) was \(now) \(then)\(range) geweest."
        ) + (stays ?? "")
    }

    /// What to ask before a source is stopped that repeat orders would pay for, said once.
    private var finance: String? {
        let turned = justification.rows.filter { $0.advice == .stop }
            .compactMap { row in
                row.turnedByRepeats.map { (name: say.text(row.row.label), times: $0) }
            }
        guard let first = turned.first else { return nil }
        let times = numbers.fixed(first.times, decimals: 1)
        let isOwn = justification.figures.sales.orders?.repeats != nil
        let by =
            isOwn
            ? say("as your orders show", "zoals uw orders laten zien")
            : say(
                "which the rule book supposes", "zoals het regelboek veronderstelt")
        let names = say.joined(turned.map(\.name))
        return say(
            "Ask finance first: repeat orders are not counted. If a customer brings \(times) times as much in all, "
                + "\(by), it is no longer clear that \(names) should stop.",
            "Vraag het eerst aan finance: vervolgorders zijn niet meegeteld. Brengt een klant in totaal \(times) keer "
                + "zoveel op, \(by), dan is niet langer duidelijk dat \(names) \(turned.count == 1 ? "moet" : "moeten") stoppen."
        )
    }
}

extension Wording {
    /// `A, B and C`.
    func joined(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + self(" and ", " en ") + last
    }
}
