internal import Leads
internal import Quantities
package import Valuation

/// A rule book as a marketer reads it: everything that is in force, also what a preset gave.
package struct RuleBookReport: Report {
    private let book: RuleBook
    package let context: ReportContext

    package init(_ book: RuleBook, _ context: ReportContext = ReportContext()) {
        self.book = book
        self.context = context
    }

    /// A rule book is no data: `mql rules show --yaml` writes it as a file.
    package var json: JSONValue { .null }

    package var document: Document {
        var document = Document(
            say("Rule book", "Regelboek") + " \(book.name) \(book.version) · \(book.file)")
        document.add(.paragraph(answer))
        document.add(
            .labelled([
                (say("Agreed", "Afgesproken"), [agreed]),
                (say("Who decides", "Wie beslist"), [decider] + recycled),
                (say("Required", "Verplicht"), [required]), (say("Never", "Uitgesloten"), never),
                ("Fit", fit), (say("Engaged", "Betrokken"), engagement),
            ]))
        document.section(say("Then it is", "Dan is het"), .table(matrix))
        document.section(say(.points), .table(points), .lines(otherPoints))
        document.section(
            say("Guide prices", "Richtprijzen"), .labelled(intents),
            .lines([weights]))
        document.section(say("Sources", "Bronnen"), .labelled(sources))
        if !book.personas.isEmpty {
            document.section(say("Personas", "Persona's"), .labelled(personas))
        }
        document.section(say("Hand-over and money", "Overdracht en geld"), .labelled(agreements))
        if !book.choices.isEmpty {
            document.section(
                say("Choices that this rule book made", "Keuzes van dit regelboek"),
                .labelled(
                    book.choices.map { (label: name($0.name), text: [say.text($0.taken)]) }))
        }
        return document
    }

    private func name(_ key: String) -> String { book.names.name(of: key, in: say.language) }
    private func names(_ keys: [String]) -> String { keys.map(name).joined(separator: ", ") }

    /// What makes an MQL, in a sentence.
    var answer: String {
        guard book.decidedBy != .crm else {
            return say(
                "An MQL is what the CRM calls one; the criteria below only say how well a lead fits.",
                "Een MQL is wat het CRM zo noemt; de criteria hieronder zeggen alleen hoe goed een lead past."
            )
        }
        let (fit, engagement) = (book.fit, book.engagement)
        func asked(_ needed: Int, _ count: Int, _ en: String, _ nl: String) -> String? {
            guard count > 0 else { return nil }
            return say("\(needed) of \(count) \(en)", "\(needed) van \(count) \(nl)")
        }
        let parts = [
            asked(fit.needed, fit.criteria.count, "criteria of fit", "criteria van fit"),
            asked(
                engagement.needed, engagement.criteria.count, "signs of engagement",
                "tekenen van betrokkenheid"),
        ].compactMap(\.self)
        guard !parts.isEmpty else {
            return say(
                "Every lead is judged by its points.", "Elke lead wordt naar punten beoordeeld.")
        }
        let all = parts.joined(separator: say(" and ", " en "))
        return say(
            "For high fit and high engagement a lead needs \(all); what it then is, the table says.",
            "Voor hoge fit en hoge betrokkenheid moet een lead voldoen aan \(all); wat hij dan is, zegt de tabel."
        )
    }

    private var agreed: String {
        var parts: [String] = []
        if let from = book.inForceFrom.map(say.day) {
            parts.append(say("in force from \(from)", "geldt vanaf \(from)"))
        }
        if let on = book.review.on.map(say.day) {
            let by = book.review.by.joined(separator: say(" and ", " en "))
            parts.append(say("reviewed on \(on)", "besproken op \(on)"))
            parts.append(
                by.isEmpty
                    ? say("signed by nobody", "door niemand getekend")
                    : say("signed by \(by)", "getekend door \(by)"))
        } else {
            parts.append(
                say("never reviewed, signed by nobody", "nooit besproken, door niemand getekend"))
        }
        if let days = book.review.againWithinDays {
            parts.append(say("again within \(days) days", "opnieuw binnen \(days) dagen"))
        }
        return parts.joined(separator: "; ")
    }

    /// What becomes of a lead that comes back; nothing where it counts once, as everywhere.
    var recycled: [String] {
        guard case .again(let days) = book.recycled else { return [] }
        return [
            say(
                "rejected or lost and back after \(say.count(days, .day)) or more: an MQL of its own",
                "afgewezen of verloren en na \(say.count(days, .day)) of meer terug: een eigen MQL")
        ]
    }

    var decider: String {
        switch book.decidedBy {
        case .rules: say("the criteria below", "de criteria hieronder")
        case .crm: say("the stage mql of the CRM", "de fase mql van het CRM")
        case .auto:
            say(
                "the criteria below; without activities the stage mql of the CRM",
                "de criteria hieronder; zonder activiteiten de fase mql van het CRM")
        }
    }

    var required: String {
        let needed =
            book.requiredProfile.isEmpty ? say("nothing", "niets") : names(book.requiredProfile)
        guard !book.wantedProfile.isEmpty else { return needed }
        return needed + say("; useful: ", "; nuttig: ") + names(book.wantedProfile)
    }

    var never: [String] {
        guard !book.disqualifiers.isEmpty else { return [say("nobody", "niemand")] }
        return book.disqualifiers.map { rule in
            "\(name(rule.key)): \(say.asked(rule.tests, names: book.names))"
        }
    }

    var fit: [String] {
        let lines = book.fit.criteria.map { criterion in
            "\(name(criterion.key)): \(say.asked(criterion.tests, names: book.names))"
                + (criterion.points == 0 ? "" : " (\(signed(criterion.points)))")
                + (criterion.isMust
                    ? say("; without it the fit is low", "; zonder dit is de fit laag") : "")
        }
        return [needed(book.fit.needed, of: lines.count, mediumFrom: book.fit.mediumFrom)] + lines
    }

    var engagement: [String] {
        let set = book.engagement
        let lines = set.criteria.map { criterion in
            "\(name(criterion.key)): \(names(criterion.actions.map { book.actions[$0].key })), "
                + say.asked(criterion)
        }
        return [needed(set.needed, of: lines.count, mediumFrom: set.mediumFrom)] + lines
    }

    private func needed(_ needed: Int, of count: Int, mediumFrom: Int) -> String {
        guard count > 0 else { return say("nothing is asked", "er wordt niets gevraagd") }
        return say(
            "\(needed) of \(count) for high, \(mediumFrom) for medium:",
            "\(needed) van \(count) voor hoog, \(mediumFrom) voor midden:")
    }

    var matrix: Table {
        Table(
            Self.matrixFields,
            Level.allCases.reversed().map { MatrixRow(fit: $0, matrix: book.matrix) })
    }

    /// What leads of one fit become, by their engagement.
    struct MatrixRow {
        let fit: Level
        let matrix: Matrix
    }

    static let matrixFields: [Field<MatrixRow>] =
        [
            Field("fit", "Fit", "Fit", .fit, .text) { row in
                .phrase(Wording.both { "\($0.level(row.fit)) (\(row.fit.grade))" })
            }
        ]
        + Level.allCases.reversed().map { level in
            let title = Wording.both { say in
                say("\(say.level(level)) engagement", "betrokkenheid \(say.level(level))")
            }
            return Field(.init("\(level.name)_engagement", title, .engagement, .text)) { row in
                .phrase(decision(row.matrix[fit: row.fit, engagement: level]))
            }
        }

    private static func decision(_ cell: Matrix.Cell) -> Phrase {
        Wording.both { say in
            switch cell {
            case .decided(let decision): say.decision(decision)
            case .byPoints(let from, let below):
                say("MQL from \(from), else ", "MQL vanaf \(from), anders ")
                    + say.decision(below)
            }
        }
    }

    private var points: Table {
        Table(Self.pointFields, book.actions.map { PointRow(action: $0, book: book) })
    }

    /// Something that leads do, as the rule book counts it.
    struct PointRow {
        let action: ActionRule
        let book: RuleBook
    }

    static let pointFields: [Field<PointRow>] = [
        Field("action", "What it did", "Wat hij deed", .rule, .text) {
            .phrase($0.book.names.phrase(for: $0.action.key))
        },
        Field("points", .points, .score) {
            .stated(Phrase(signed($0.action.points)), Double($0.action.points), .count)
        },
        Field("limit", .atMost, .pointsOfAct, .text) {
            .known($0.action.limit.map(limit))
        },
        Field("decay", "Later", "Later", .pointsOfAct, .text) {
            $0.action.decay.isEmpty
                ? .dash
                : .phrase(Phrase(joining: $0.action.decay.map(step), separator: ", "))
        },
        Field("intent", "Shows", "Toont", .intent, .text) { row in
            .known(
                row.action.intent.map { row.book.names.phrase(for: row.book.intents[$0].key) })
        },
        Field("strength", .sign, .intent, .text) {
            .phrase(
                $0.action.strength == .strong
                    ? Phrase(en: "strong", nl: "sterk") : Phrase(en: "weak", nl: "zwak"))
        },
    ]

    private static func limit(_ limit: ActionRule.Limit) -> Phrase {
        let points = limit.points
        return limit.days.map {
            Phrase(en: "\(points) in \($0) days", nl: "\(points) in \($0) dagen")
        } ?? Phrase("\(points)")
    }

    private static func step(_ step: ActionRule.DecayStep) -> Phrase {
        let (points, days) = (step.points, step.afterDays)
        return Phrase(
            en: "\(points) from day \(days)", nl: "\(points) vanaf dag \(days)")
    }

    var otherPoints: [String] {
        var lines: [String] = []
        if let rule = book.inactivity {
            lines.append(
                say(
                    "\(signed(rule.points)) after more than \(rule.afterDays) days of silence.",
                    "\(signed(rule.points)) na meer dan \(rule.afterDays) dagen stilte."))
        }
        let fields = book.profilePoints.filter { $0.points != 0 }.map { rule in
            "\(name(rule.field)) \(signed(rule.points))"
        }
        if !fields.isEmpty {
            lines.append(
                say("Filled in: ", "Ingevuld: ") + fields.joined(separator: ", ") + ".")
        }
        let channels = Channel.allCases.compactMap { channel -> String? in
            guard let points = book.channelPoints[channel], points != 0 else { return nil }
            return "\(say.channel(channel)) \(signed(points))"
        }
        if !channels.isEmpty {
            lines.append(
                say("Came in by: ", "Binnengekomen via: ") + channels.joined(separator: ", ") + ".")
        }
        for content in book.contents {
            lines.append(
                say("Subject ", "Onderwerp ") + say.asked(content.test) + ": "
                    + name(book.intents[content.intent].key) + ".")
        }
        return lines
    }

    private var intents: [(label: String, text: [String])] {
        book.intents.map { rule in
            let band =
                numbers.money(rule.low, whole: true) + "–" + numbers.amount(rule.high, whole: true)
            return (name(rule.key), ["\(band): \(say.text(rule.reason))"])
        }
    }

    private var weights: String {
        let (source, persona) = (book.weights.source, book.weights.persona)
        return say(
            "The intent chooses the band. The place in it is the mean of source (weight \(source)) and "
                + "persona (weight \(persona)); what is not known takes the middle.",
            "De intentie kiest de band. De plaats erin is het gemiddelde van bron (gewicht \(source)) "
                + "en persona (gewicht \(persona)); wat niet bekend is krijgt het midden.")
    }

    private func place(_ position: Int?) -> String {
        position.map { numbers.fixed(Double($0) / 1000, decimals: 2) }
            ?? say("no place", "geen plaats")
    }

    private var sources: [(label: String, text: [String])] {
        book.sources.map { rule in
            var parts = [
                place(rule.position), say.direction(rule.direction), say.channel(rule.channel),
            ]
            if rule.points != 0 {
                parts.append(
                    signed(rule.points) + say(" points", " punten"))
            }
            let reason = rule.reason.isEmpty ? "" : ": \(say.text(rule.reason))"
            var lines = [parts.joined(separator: ", ") + reason]
            let labels = [rule.key] + rule.labels
            var signs = [say("called ", "heet ") + labels.joined(separator: ", ")]
            if !rule.when.isEmpty { signs.append(say.asked(rule.when, names: book.names)) }
            lines.append(signs.joined(separator: say("; or ", "; of ")))
            return (name(rule.key), lines)
        }
    }

    private var personas: [(label: String, text: [String])] {
        book.personas.map { rule in
            let reason = rule.reason.isEmpty ? "" : ": \(say.text(rule.reason))"
            let sign =
                rule.when.isEmpty
                ? say("given in the file", "staat in het bestand")
                : say.asked(rule.when, names: book.names)
            return (name(rule.key), [place(rule.position) + reason, sign])
        }
    }

    private var agreements: [(label: String, text: [String])] {
        let handover = book.handover
        let economics = book.economics
        var entries: [(label: String, text: [String])] = []
        entries.append(
            (
                say("Call within", "Bel binnen"),
                [
                    handover.contactWithinDays.map { say.count($0, .day) }
                        ?? say("not agreed", "niet afgesproken")
                ]
            ))
        if !handover.checklist.isEmpty {
            entries.append((say("Checklist", "Checklist"), handover.checklist.map(question)))
        }
        if !handover.rejections.isEmpty {
            entries.append(
                (say("Rejected as", "Afgewezen als"), [names(handover.rejections.map(\.key))]))
        }
        let asked = economics.requiredReturn.map {
            numbers.money(Money(cents: Int64($0), book.currency))
        }
        if let asked {
            let one = numbers.one(book.currency)
            let said = economics.given.first {
                $0.key == EconomicRules.Answer.requiredReturn.rawValue
            }
            entries.append(
                (
                    say("Required", "Eis"),
                    [
                        say(
                            "\(asked) of margin for every \(one) of cost, all-in",
                            "\(asked) marge voor elke \(one) aan kosten, alles meegerekend")
                            + say.said(said)
                    ]
                ))
        }
        entries.append((say("Shared spend", "Gedeeld"), [say.shared(economics.sharedSpend)]))
        entries.append((say(.deals), [say.credit(economics.dealCredit)]))
        let free = book.companies.freeMail
        if !free.isEmpty {
            entries.append(
                (
                    say("No company", "Geen bedrijf"),
                    [
                        free.prefix(8).joined(separator: ", ")
                            + (free.count > 8
                                ? say(" and \(free.count - 8) more", " en nog \(free.count - 8)")
                                : "")
                    ]
                ))
        }
        return entries
    }

    private func question(_ item: ChecklistItem) -> String {
        var ways = item.tests.isEmpty ? [] : [say.asked(item.tests, names: book.names)]
        if let stage = item.stage {
            ways.append(say("the stage \(stage.name)", "de fase \(stage.name)"))
        }
        return "\(name(item.key)): \(ways.joined(separator: say(" or ", " of ")))"
    }
}

private func signed(_ points: Int) -> String { Wording.signed(points: points) }

extension Wording {
    /// `+8`, `−20`, `0`.
    static func signed(points: Int) -> String {
        points > 0 ? "+\(points)" : points < 0 ? "−\(points.magnitude)" : "0"
    }
}
