package import Analysis
internal import Quantities

/// What a team decided on, in a file of the folder in which it works.
package struct TeamDecisions {
    package static let fileName = "mql-decisions.yaml"
    private let list: KeptList
    package private(set) var all: [TeamDecision] = []

    /// - Throws: `FailedVerb` that names every mistake in the file, with its place.
    package init(_ path: String = fileName) throws {
        list = KeptList(
            path: path, key: "decisions",
            remark:
                "What was decided (mql decide), with how things stood then: mql review and mql dashboard tell what "
                + "came of it.")
        var numbers: Set<Int> = []
        all = try list.read { field in
            let decision = Self.decision(field)
            if let decision, !numbers.insert(decision.number).inserted {
                field.note("there is a decision \(decision.number) already: give it another number")
            }
            return decision
        }
    }

    /// Of those that nobody has closed, the oldest first.
    package var open: [TeamDecision] { all.filter(\.isOpen) }

    /// The number of the next one.
    package var next: Int { (all.map(\.number).max() ?? 0) + 1 }

    package subscript(number: Int) -> TeamDecision? {
        get { all.first { $0.number == number } }
        set {
            guard let newValue else { return }
            if let place = all.firstIndex(where: { $0.number == number }) {
                all[place] = newValue
            } else {
                all.append(newValue)
            }
        }
    }

    /// Writes the file, which only its owner can read.
    package func keep() throws { try list.write(all.map(Self.parts), for: "decide") }

    private static let keys = [
        "number", "on", "text", "by", "source", "until", "stop", "cap", "spend", "currency",
        "before", "closed",
    ]

    private static func decision(_ field: YAMLField) -> TeamDecision? {
        let section = field.section(keys)
        if ["number", "on", "text"].contains(where: { section[$0] == nil }) {
            field.note("a decision needs number, on and text")
        }
        guard let number = section["number"]?.integer(1...1_000_000),
            let on = section["on"]?.day(), let text = section["text"]?.string()
        else { return nil }
        var currency = Currency.eur
        if let given = section["currency"] {
            guard let known = given.string().flatMap({ Currency($0) }) else {
                given.note("expected three letters such as EUR")
                return nil
            }
            currency = known
        }
        var decision = TeamDecision(number: number, on: on, text: text)
        decision.by = section["by"]?.string()
        decision.source = section["source"]?.string()
        decision.until = section["until"]?.day()
        if section["stop"]?.truth() == true { decision.aim = .stop }
        if let amount = section["cap"]?.amount(currency) { decision.aim = .cap(amount) }
        if let amount = section["spend"]?.amount(currency) { decision.aim = .spend(amount) }
        if ["stop", "cap", "spend"].count(where: { section[$0] != nil }) > 1 {
            field.note("one of stop, cap and spend at most: make two decisions of it")
        }
        decision.before = section["before"].flatMap { before($0, currency) }
        decision.closed = section["closed"].flatMap(closed)
        if let closed = decision.closed, closed.on < on {
            field.note("closed on \(closed.on), before it was decided on \(on)")
        }
        return decision
    }

    private static func before(_ field: YAMLField, _ currency: Currency) -> TeamDecision.Before? {
        let section = field.section(["from", "to", "spend", "mqls", "all_mqls"])
        guard let from = section["from"]?.day(), let to = section["to"]?.day(),
            let period = Period(first: from, end: to.advanced(by: 1)),
            let mqls = section["mqls"]?.integer(0...1_000_000_000),
            let all = section["all_mqls"]?.integer(mqls...1_000_000_000)
        else {
            field.note("before needs from, to, mqls and all_mqls, and to is no earlier than from")
            return nil
        }
        return .init(
            period: period, spend: section["spend"]?.amount(currency), mqls: mqls, allMQLs: all)
    }

    private static func closed(_ field: YAMLField) -> TeamDecision.Closed? {
        let section = field.section(["on", "how", "note"])
        guard let on = section["on"]?.day(),
            let how: TeamDecision.Closed.How = section["how"]?.choice("way to close a decision")
        else {
            field.note("closed needs on and how")
            return nil
        }
        return .init(on: on, how, note: section["note"]?.string())
    }

    private static func parts(_ decision: TeamDecision) -> [(name: String, value: String)] {
        func amount(_ money: Money) -> String { FixedPoint.text(cents: money.cents) }
        var parts: [(name: String, value: String)] = [
            ("number", "\(decision.number)"), ("on", "\(decision.on)"),
            ("text", decision.text.yaml),
        ]
        if let by = decision.by { parts.append(("by", by.yaml)) }
        if let source = decision.source { parts.append(("source", source.yaml)) }
        if let until = decision.until { parts.append(("until", "\(until)")) }
        switch decision.aim {
        case nil: break
        case .stop: parts.append(("stop", "true"))
        case .cap(let most): parts.append(("cap", amount(most)))
        case .spend(let sum): parts.append(("spend", amount(sum)))
        }
        if let currency = (decision.aim?.amount ?? decision.before?.spend)?.currency {
            parts.append(("currency", currency.code))
        }
        if let before = decision.before {
            let spend = before.spend.map { ", spend: \(amount($0))" } ?? ""
            parts.append(
                (
                    "before",
                    "{from: \(before.period.first), to: \(before.period.lastDay)\(spend), mqls: "
                        + "\(before.mqls), all_mqls: \(before.allMQLs)}"
                ))
        }
        if let closed = decision.closed {
            let note = closed.note.map { ", note: \($0.yaml)" } ?? ""
            parts.append(("closed", "{on: \(closed.on), how: \(closed.how.rawValue)\(note)}"))
        }
        return parts
    }
}

extension YAMLField {
    /// An amount of money such as 150 or 99.50.
    fileprivate func amount(_ currency: Currency) -> Money? {
        fixed(decimals: 2, 0...1_000_000_000_000_000, "an amount such as 150 or 99.50").map {
            Money(cents: Int64($0), currency)
        }
    }
}

/// What can be watched of a decision, by how it is worded: `cap google at €150`.
package enum DecisionWords {
    package enum Kind: Sendable {
        case stop, cap, spend
    }

    private static let words: [(kind: Kind, words: Set<String>)] = [
        (.cap, ["cap", "limit", "plafond", "plafonneer", "begrens", "maximaal", "hoogstens"]),
        (.stop, ["stop", "pause", "cancel", "pauzeer", "beëindig", "schrap"]),
        (
            .spend,
            [
                "spend", "budget", "raise", "lower", "besteed", "verhoog", "verlaag",
            ]
        ),
    ]

    /// Nil where it cannot be told, or more than one amount is in it.
    ///
    /// - Returns: with the amount in cents, which a stop has not.
    package static func read(_ text: String) -> (kind: Kind, cents: Int64?)? {
        let parts = text.lowercased().split { $0.isWhitespace || $0 == "€" }.map {
            $0.trimming { ",;:!?.".contains($0) }
        }
        guard let first = parts.first,
            let kind = words.first(where: { $0.words.contains(String(first)) })?.kind
        else { return nil }
        let amounts = parts.filter { $0.contains(where: \.isNumber) }.map {
            TypedNumber.cents(String($0))
        }
        switch kind {
        case .stop: return amounts.isEmpty ? (.stop, nil) : nil
        case .cap, .spend:
            guard amounts.count == 1, let cents = amounts[0], cents > 0 else { return nil }
            // What is spent is a sum a month here, and has to be called so.
            let isMonthly =
                parts.contains { ["month", "monthly", "maand", "maandelijks"].contains($0) }
                || text.contains("/m")
            return kind == .cap || isMonthly ? (kind, cents) : nil
        }
    }
}

extension Substring {
    /// Without such signs at both ends.
    fileprivate func trimming(_ isLeft: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isLeft(last) { text = text.dropLast() }
        while let first = text.first, isLeft(first) { text = text.dropFirst() }
        return text
    }
}
