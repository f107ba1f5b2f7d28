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
    var lines: [String] { rows.compactMap(decision) }

    /// The same in few words, for a page.
    ///
    /// - Parameter length: how long a name may be.
    func short(names length: Int = 60) -> [String] {
        rows.compactMap { row in
            if let nothing = nothing(row) { return nothing }
            guard let worth = row.worth.value, let cost = row.cost.value,
                let effect = row.effect.value, let pays = row.pays
            else { return nil }
            let name = Self.shortened(say.text(row.row.label), to: length)
            let price = numbers.money(cost)
            let most = justification.requiredReturn.map { numbers.money(worth.highestPrice($0)) }
            let (money, sure) = (sign(effect), say.chance(pays))
            let less = sign(
                Money(cents: effect.cents == .min ? .max : abs(effect.cents), effect.currency))
            switch row.advice {
            case .raise:
                return say(
                    "\(name): buy more (\(money); pays for itself \(sure))",
                    "\(name): koop meer in (\(money); verdient zich terug \(sure))")
            case .cheaper:
                guard let most else { return nil }
                return say(
                    "\(name): at most \(most) per MQL all-in, now \(price) (pays for itself \(sure))",
                    "\(name): hoogstens \(most) per MQL, nu \(price) (verdient zich terug \(sure))")
            case .stop:
                let ask =
                    row.turnedByRepeats == nil
                    ? "" : say("; ask finance first", "; vraag het eerst aan finance")
                return say(
                    "\(name): stop (brings \(less) less than it costs; pays for itself \(sure)\(ask))",
                    "\(name): stop (brengt \(less) minder dan het kost; verdient zich terug \(sure)\(ask))"
                )
            case .keep, .tooFew, .tooYoung, .undecided, .noCost, .notMatched, .notSplit, .notSaid:
                return nil
            }
        }
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
            "\(name): stop. \(money) brought \(leads) and not one MQL.",
            "\(name): stop. \(money) bracht \(leads) en niet één MQL.")
    }

    private var rows: [JustificationFigures.Row] {
        let rows = justification.rows.filter {
            switch $0.advice {
            case .raise, .cheaper, .stop: true
            case .keep, .tooFew, .tooYoung, .undecided, .noCost, .notMatched, .notSplit, .notSaid:
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
        guard let worth = row.worth.value, let cost = row.cost.value, let effect = row.effect.value
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
            let toBuy = row.row.costs.perMQL.value.flatMap { price -> Int64? in
                let (own, isTooMuch) = cost.cents.subtractingReportingOverflow(price.cents)
                let (rest, isTooFar) = highest.cents.subtractingReportingOverflow(own)
                return isTooMuch || isTooFar ? nil : rest
            }
            let part = toBuy.map { cents in
                cents > 0
                    ? say(
                        ", which is \(numbers.money(Money(cents: cents, cost.currency))) to buy",
                        ", dat is \(numbers.money(Money(cents: cents, cost.currency))) aan inkoop")
                    : say(
                        ", less than own hours and tools alone",
                        ", minder dan eigen uren en tools alleen al kosten")
            }
            let bought = row.isAllIn ? part ?? "" : ""
            return say(
                "\(name): pay at most \(most) per MQL all-in\(bought); now it is \(price), "
                    + "and worth \(mean).",
                "\(name): betaal hoogstens \(most) per MQL, alles meegerekend\(bought); nu "
                    + "is het \(price), bij een waarde van \(mean).")
        case .stop:
            let saved = row.row.boughtFor.value.map(sign) ?? "–"
            return say(
                "\(name): stop. An MQL costs \(price) and is worth \(mean): the \(counts) cost \(money) more than "
                    + "they are expected to bring. Buying them took \(saved).",
                "\(name): stop. Een MQL kost \(price) en is \(mean) waard: de \(counts) kostten \(money) meer dan ze "
                    + "naar verwachting opbrengen. De inkoop kostte \(saved).") + askFinance(row)
        case .keep, .tooFew, .tooYoung, .undecided, .noCost, .notMatched, .notSplit, .notSaid:
            return nil
        }
    }

    /// What to ask before a source is stopped that repeat orders would pay for.
    private func askFinance(_ row: JustificationFigures.Row) -> String {
        guard let factor = row.turnedByRepeats else { return "" }
        let times = numbers.ratio(factor)
        let isOwn = justification.figures.sales.orders?.repeats != nil
        let by =
            isOwn
            ? say("as your orders show", "zoals uw orders laten zien")
            : say("as is usual", "wat gebruikelijk is")
        return say(
            " Ask finance first: this is without repeat orders. If a customer brings \(times) times this, \(by), it "
                + "is no stop.",
            " Vraag het eerst aan finance: dit is zonder vervolgorders. Brengt een klant \(times) keer zoveel, \(by), "
                + "dan is het geen stop.")
    }

    /// An estimated amount with its sign, to whole units.
    private func sign(_ money: Money) -> String {
        let units = Rounding.halfEven(Int128(money.cents), over: 100) ?? 0
        let (cents, isTooMuch) = units.multipliedReportingOverflow(by: 100)
        return numbers.money(
            Money(cents: isTooMuch ? money.cents : cents, money.currency), whole: true)
    }
}
