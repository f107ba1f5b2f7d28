package import Analysis
package import Quantities
package import Valuation

/// What the makers of a rule book should look at, the worst first.
package struct RuleBookCheckReport {
    private let findings: [RuleBookFinding]
    private let book: RuleBook
    private let asOf: Day
    private let say: Wording

    package init(
        _ findings: [RuleBookFinding], _ book: RuleBook, asOf: Day, _ language: Language = .en
    ) {
        self.findings = findings
        self.book = book
        self.asOf = asOf
        say = Wording(language)
    }

    package var document: Document {
        let day = say.day(asOf)
        var document = Document(
            title: say("Rule book", "Regelboek") + " \(book.name) \(book.version) · "
                + say("looked at on \(day)", "bekeken op \(day)"))
        for severity in RuleBookFinding.Severity.allCases {
            let lines = findings.filter { $0.severity == severity }.map(line)
            guard !lines.isEmpty else { continue }
            document.blocks += [.heading(heading(severity)), .list(lines)]
        }
        if findings.isEmpty {
            document.blocks = [
                .paragraph(say("Nothing to remark.", "Niets op te merken."))
            ]
        }
        document.dataTable = table
        return document
    }

    private func heading(_ severity: RuleBookFinding.Severity) -> String {
        switch severity {
        case .mistake: say("Cannot be meant", "Kan niet de bedoeling zijn")
        case .agreement: say("Not agreed", "Niet afgesproken")
        case .advice: say("Often goes wrong", "Gaat vaak mis")
        }
    }

    private func line(_ finding: RuleBookFinding) -> String {
        (finding.place.map { "\($0): " } ?? "") + text(finding.kind)
    }

    private var table: Table {
        Table(
            columns: [
                .init("", key: "severity", isText: true), .init("", key: "place", isText: true),
                .init("", key: "finding", isText: true),
            ],
            rows: findings.map { finding in
                [
                    .text(finding.severity.rawValue), finding.place.map(Cell.text) ?? .absent(""),
                    .text(text(finding.kind)),
                ]
            })
    }

    package var json: JSONValue {
        .object([
            ("schema", .string("mql.rules-check/1")), ("rule_book", .string(book.name)),
            ("version", .int(book.version)), ("as_of", .string("\(asOf)")),
            (
                "findings",
                .array(
                    findings.map { finding in
                        .object([
                            ("severity", .string(finding.severity.rawValue)),
                            ("place", finding.place.map(JSONValue.string) ?? .null),
                            ("text", .string(text(finding.kind))),
                        ])
                    })
            ),
        ])
    }

    private func name(_ key: String) -> String { book.names.name(of: key, in: say.language) }
    private func names(_ keys: [String]) -> String { keys.map(name).joined(separator: ", ") }

    private func text(_ kind: RuleBookFinding.Kind) -> String {
        switch kind {
        case .sourceNeverReached(let one, let other), .personaNeverReached(let one, let other):
            return say(
                "the conditions of \(name(one)) never decide: \(name(other)) stands before it and takes "
                    + "all of them. Move it up, or narrow the other.",
                "de voorwaarden van \(name(one)) beslissen nooit: \(name(other)) staat ervoor en neemt ze "
                    + "allemaal. Zet het hoger, of maak het andere smaller.")
        case .contradiction(let field, let keys):
            return say(
                "no \(name(field)) can meet \(names(keys)): what they ask excludes each other.",
                "geen \(name(field)) kan voldoen aan \(names(keys)): wat zij vragen sluit elkaar uit."
            )
        case .disqualified(let criterion, let other):
            return say(
                "whoever meets \(name(criterion)) is disqualified as \(name(other)).",
                "wie aan \(name(criterion)) voldoet is uitgesloten als \(name(other)).")
        case .neverMQL:
            return say(
                "no combination of fit and engagement gives an MQL.",
                "geen combinatie van fit en betrokkenheid geeft een MQL.")
        case .bandGap(let lower, let upper, let from, let to):
            let (one, other) = (say.numbers.money(from), say.numbers.money(to))
            return say(
                "between the bands \(name(lower)) and \(name(upper)) there is a gap from \(one) to "
                    + "\(other).",
                "tussen de banden \(name(lower)) en \(name(upper)) zit een gat van \(one) tot \(other)."
            )
        case .bandOverlap(let lower, let upper, let from, let to):
            let (one, other) = (say.numbers.money(from), say.numbers.money(to))
            return say(
                "the bands \(name(lower)) and \(name(upper)) overlap from \(one) to \(other).",
                "de banden \(name(lower)) en \(name(upper)) overlappen van \(one) tot \(other).")
        case .bandOrder(let lower, let upper):
            return say(
                "\(name(upper)) stands after \(name(lower)) and goes for less: intents go from weak to "
                    + "strong.",
                "\(name(upper)) staat na \(name(lower)) en gaat voor minder: intenties gaan van zwak naar "
                    + "sterk.")
        case .bandCurrencies:
            return say(
                "the bands are in several currencies: a report has one.",
                "de banden zijn in meer dan één munt: een rapport heeft er één.")
        case .actionWithoutUse(let key):
            return say(
                "\(name(key)) gives no points, shows no intent and counts for no criterion.",
                "\(name(key)) geeft geen punten, toont geen intentie en telt voor geen criterium.")
        case .neverReviewed:
            return say(
                "marketing and sales have never reviewed it. Write reviewed: {on: DAY, by: [marketing, "
                    + "sales]} once they did.",
                "marketing en sales hebben het nooit besproken. Schrijf daarna reviewed: {on: DAG, by: "
                    + "[marketing, sales]}.")
        case .reviewedLater(let day):
            let on = say.day(day)
            return say(
                "reviewed on \(on), which is still to come.",
                "besproken op \(on), dat nog komen moet.")
        case .reviewOverdue(let day):
            let since = say.day(day)
            return say(
                "the review was due by \(since).",
                "de bespreking had uiterlijk \(since) gemoeten.")
        case .notSigned(let missing):
            let who = missing.joined(separator: say(" and ", " en "))
            return say("not signed by \(who).", "niet getekend door \(who).")
        case .notInForce(let day):
            let from = say.day(day)
            return say("in force only from \(from).", "geldt pas vanaf \(from).")
        case .tooBroad(let criterion, let action):
            return say(
                "\(name(action)) alone meets \(name(criterion)), and one criterion is enough: who does "
                    + "little becomes an MQL.",
                "\(name(action)) alleen voldoet aan \(name(criterion)), en één criterium is genoeg: wie "
                    + "weinig doet wordt MQL.")
        case .tooNarrow(let keys):
            return say(
                "only \(names(keys)) makes an MQL: who is not that far yet is missed.",
                "alleen \(names(keys)) maakt een MQL: wie nog niet zo ver is wordt gemist.")
        case .engagementOnly:
            return say(
                "a lead that does not fit can be an MQL by what it does: the student who downloads "
                    + "everything.",
                "een lead die niet past kan MQL worden door wat hij doet: de student die alles downloadt."
            )
        case .fitOnly:
            return say(
                "a lead that fits is an MQL without doing anything: it may never have heard of you.",
                "een lead die past is MQL zonder iets te doen: misschien kent hij u niet.")
        case .noTimeToCall:
            return say(
                "nothing is agreed on how soon sales calls (handover: contact_within_days).",
                "er is niets afgesproken over hoe snel sales belt (handover: contact_within_days).")
        case .noRequiredReturn:
            return say(
                "nothing is agreed on the margin asked per euro (economics: required_return).",
                "er is niets afgesproken over de marge per euro (economics: required_return).")
        }
    }
}
