package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What changed since the digest before, in five lines at most.
package struct DigestReport: Report {
    private let digest: DigestFigures
    package let context: ReportContext
    private var figures: Figures { digest.justification.figures }

    /// As many as are read in a chat.
    private static let most = 5

    package init(_ digest: DigestFigures, _ context: ReportContext = ReportContext()) {
        self.digest = digest
        self.context = context
    }

    /// Whose it is, and of which day.
    package var title: String {
        let day = say.day(figures.question.asOf)
        let firm = context.firm.map { "\($0) · " } ?? ""
        return say("\(firm)MQLs: what changed · \(day)", "\(firm)MQL's: wat er veranderde · \(day)")
    }

    /// What came since then, and where an MQL stands, in one sentence.
    package var summary: String {
        let bought = figures.blocks.first { $0.buying == .bought }?.sum ?? figures.total
        // What an MQL costs with spend missing is no headline.
        let isWhole = !figures.holes.mayTurn(costOf: nil)
        let cost = (isWhole ? bought.costs.perMQL.value : nil).map {
            let amount = numbers.money($0)
            return say(
                " Over the whole period an MQL that was bought cost \(amount) to buy.",
                " Over de hele periode kostte een ingekochte MQL \(amount) inkoop.")
        }
        guard let since = digest.since else {
            return say(
                "The first digest: the next one tells what changed since this day.",
                "De eerste samenvatting: de volgende zegt wat er sinds deze dag veranderde.")
                + (cost ?? "")
        }
        guard let then = digest.sinceThen else {
            return say(
                "No day has data since \(say.day(since)).",
                "Sinds \(say.day(since)) heeft geen dag gegevens.")
        }
        let count = say.count(then.mqls, .mql)
        let spend =
            then.spend.map { money -> String in
                let amount = numbers.money(money)
                guard let until = then.spendUntil, until < then.period.lastDay else {
                    return say(" for \(amount)", " voor \(amount)")
                }
                let day = say.day(until)
                return say(
                    ", and \(amount) spent up to \(day)", ", en \(amount) besteed tot en met \(day)"
                )
            } ?? say(" (what was spent is not known)", " (wat er is besteed is niet bekend)")
        return say(
            "Since \(say.day(since)): \(count)\(spend).",
            "Sinds \(say.day(since)): \(count)\(spend).")
            + (cost ?? "")
    }

    /// What is to be told, the most urgent first; what there is no room for is counted in the last.
    package var lines: [String] {
        guard !digest.changes.isEmpty else { return [nothing] }
        let lines = digest.changes.map(line)
        guard lines.count > Self.most else { return lines }
        let rest = lines.count - Self.most + 1
        return lines.prefix(Self.most - 1) + [
            say(
                "\(numbers.count(rest)) more changes: mql digest --format json, or mql review.",
                "Nog \(numbers.count(rest)) veranderingen: mql digest --format json, of mql review."
            )
        ]
    }

    private var nothing: String {
        if let absence = figures.total.mqls.absence {
            return say(
                "Whether anything moved cannot be told: \(say.why(absence)).",
                "Of er iets verschoof is niet te zeggen: \(say.why(absence)).")
        }
        guard let compared = digest.compared else {
            return say(
                "Whether anything moved beyond chance cannot be told: too few days are known.",
                "Of er iets meer dan toevallig verschoof is niet te zeggen: er zijn te weinig dagen bekend."
            )
        }
        let (recent, before) = (say.period(compared.recent), say.period(compared.before))
        return say(
            "Nothing moved beyond chance in \(recent), against \(before).",
            "Niets verschoof meer dan toevallig in \(recent), vergeleken met \(before).")
    }

    // MARK: One line of each kind

    private func line(_ change: DigestFigures.Change) -> String {
        switch change {
        case .hole(let hole):
            return say("Missing: ", "Ontbreekt: ") + HoleText(say, reading).note(hole) + "."
        case .due(let outcome):
            let text = DecisionText(outcome, say)
            return say(
                "To be looked at again: \(text.title). \(text.status)",
                "Opnieuw te bekijken: \(text.title). \(text.status)")
        case .cost(let moved): return cost(moved)
        case .count(let moved): return count(moved)
        case .advice(let label, let now, let notAgain, let before):
            let (name, word) = (say.text(label), say.text(advice(now.code, notAgain: notAgain)))
            let was = before.map { say.text(advice($0, notAgain: notAgain)) }
            return was.map {
                say(
                    "\(name): the advice is \"\(word)\" now, and was \"\($0)\".",
                    "\(name): het advies is nu \"\(word)\", en was \"\($0)\".")
            }
                ?? say(
                    "\(name): the advice is \"\(word)\", of a source that was not there before.",
                    "\(name): het advies is \"\(word)\", van een bron die er nog niet was.")
        case .waiting(let now, let before, let agreed):
            let (count, days) = (say.count(now, .mql), say.count(agreed, .day))
            let was = before.map {
                say("; it was \(numbers.count($0))", "; het waren er \(numbers.count($0))")
            }
            return say(
                "\(count) \(now == 1 ? "waits" : "wait") longer than the agreed \(days)\(was ?? "").",
                "\(count) \(now == 1 ? "wacht" : "wachten") langer dan de afgesproken \(days)\(was ?? "")."
            )
        case .plan(let spend, let planned, let mqls, let plannedMQLs):
            let (amount, of) = (numbers.money(spend), numbers.money(planned))
            var text = say(
                "Plan: \(amount) of \(of) was spent", "Plan: \(amount) van \(of) is besteed")
            if let mqls, let plannedMQLs {
                let (count, wanted) = (say.count(mqls, .mql), numbers.count(plannedMQLs))
                text += say(
                    ", for \(count) of \(wanted)", ", voor \(count) van \(wanted)")
            }
            return text + "."
        }
    }

    private func advice(_ code: String, notAgain: Bool) -> Phrase {
        switch code {
        case "raise": Phrase(en: "buy more", nl: "meer kopen")
        case "keep": Phrase(en: "keep", nl: "houden")
        case "cheaper": Phrase(en: "pay less", nl: "minder betalen")
        case "stop":
            notAgain
                ? Phrase(en: "do not buy again", nl: "niet meer kopen")
                : Phrase(en: "stop as a test", nl: "stop als proef")
        default: Phrase(en: "none yet", nl: "nog geen")
        }
    }

    private func days(_ period: Period?) -> String { period.map(say.period) ?? "" }

    private func cost(_ moved: DigestFigures.Moved) -> String {
        let name = moved.label.map(say.text) ?? say("All sources", "Alle bronnen")
        let before = moved.costBefore.map { numbers.money($0) } ?? ""
        let recent = days(digest.compared?.recent)
        let range = self.range(moved)
        guard let cost = moved.cost.map({ numbers.money($0) }) else {
            return say(
                "\(name): no MQL in \(recent), where that money brought \(range) before.",
                "\(name): geen MQL in \(recent), waar dat geld er eerder \(range) bracht.")
        }
        let count = say.count(moved.mqls, .mql)
        return moved.isMore
            ? say(
                "\(name): an MQL became cheaper, \(cost) in \(recent) and \(before) before (\(count); that money brought \(range)).",
                "\(name): een MQL werd goedkoper, \(cost) in \(recent) en eerder \(before) (\(count); dat geld bracht er \(range))."
            )
            : say(
                "\(name): an MQL became dearer, \(cost) in \(recent) and \(before) before (\(count); that money brought \(range)).",
                "\(name): een MQL werd duurder, \(cost) in \(recent) en eerder \(before) (\(count); dat geld bracht er \(range))."
            )
    }

    private func count(_ moved: DigestFigures.Moved) -> String {
        let name = moved.label.map(say.text) ?? say("All sources", "Alle bronnen")
        let (count, recent, range) = (
            say.count(moved.mqls, .mql), days(digest.compared?.recent), range(moved)
        )
        if moved.expected == 0 {
            return say(
                "\(name): new, \(count) in \(recent).", "\(name): nieuw, \(count) in \(recent).")
        }
        return moved.isMore
            ? say(
                "\(name): more MQLs, \(count) in \(recent) where \(range) were to be expected.",
                "\(name): meer MQL's, \(count) in \(recent) waar er \(range) te verwachten waren.")
            : say(
                "\(name): fewer MQLs, \(count) in \(recent) where \(range) were to be expected.",
                "\(name): minder MQL's, \(count) in \(recent) waar er \(range) te verwachten waren."
            )
    }

    private func range(_ moved: DigestFigures.Moved) -> String {
        "\(numbers.expected(moved.expected)) (\(numbers.count(moved.low))–\(numbers.count(moved.high)))"
    }

    // MARK: Formats

    package var document: Document {
        var document = Document(title)
        document.saysCommands = true
        document.add(.paragraph(summary), .list(lines))
        document.dataTable = Table(
            Self.dataFields, digest.changes.map { Told(kind: Self.kind($0), text: line($0)) })
        return document
    }

    /// A change as a row.
    private struct Told: Sendable {
        let kind: String
        let text: String
    }

    private static let dataFields: [Field<Told>] = [
        Field(data: "kind", .text) { .text($0.kind) },
        Field(data: "text", .text) { .text($0.text) },
    ]

    package var json: JSONValue {
        let question = figures.question
        return .members([
            "schema": "mql.digest/1", "as_of": question.asOf,
            "data_until": question.observed.data, "currency": question.currency.code,
            "since": digest.since, "spend": digest.sinceThen?.spend,
            "mqls": digest.sinceThen?.mqls, "recent_from": digest.compared?.recent.first,
            "recent_to": digest.compared?.recent.lastDay,
            "before_from": digest.compared?.before.first,
            "before_to": digest.compared?.before.lastDay,
            "changes": digest.changes.map { change -> JSONValue in
                .members([
                    "kind": Self.kind(change),
                    "text": DigestReport(digest, context.forPrograms).line(change),
                ])
            },
        ])
    }

    private static func kind(_ change: DigestFigures.Change) -> String {
        switch change {
        case .hole: "missing"
        case .due: "decision_due"
        case .cost: "cost"
        case .count: "mqls"
        case .advice: "advice"
        case .waiting: "waiting"
        case .plan: "plan"
        }
    }

    /// A message with an Adaptive Card, as an incoming webhook or a workflow of Microsoft Teams takes it.
    package var teams: String {
        func block(_ text: String, _ more: [(String, JSONValue)] = []) -> JSONValue {
            .object(
                [("type", .string("TextBlock")), ("text", .string(text)), ("wrap", .bool(true))]
                    + more)
        }
        let bold: [(String, JSONValue)] = [
            ("weight", .string("Bolder")), ("size", .string("Medium")),
        ]
        // What stands in a card is Markdown: signs of it in a name are no marks.
        let body =
            [block(title.plainInCards, bold), block(summary.plainInCards)]
            + lines.map { block("- " + $0.plainInCards) }
        let content: JSONValue = .object([
            ("$schema", .string("http://adaptivecards.io/schemas/adaptive-card.json")),
            ("type", .string("AdaptiveCard")), ("version", .string("1.4")),
            ("lang", .string(say.language.rawValue)), ("body", .array(body)),
        ])
        return JSONValue.object([
            ("type", .string("message")),
            (
                "attachments",
                .array([
                    .object([
                        ("contentType", .string("application/vnd.microsoft.card.adaptive")),
                        ("content", content),
                    ])
                ])
            ),
        ]).text
    }

    /// A message of blocks, as an incoming webhook of Slack takes it.
    package var slack: String {
        func section(_ text: String) -> JSONValue {
            .object([
                ("type", .string("section")),
                (
                    "text",
                    .object([
                        ("type", .string("plain_text")),
                        ("text", .string(Self.cut(text, to: 3000))),
                    ])
                ),
            ])
        }
        let header: JSONValue = .object([
            ("type", .string("header")),
            (
                "text",
                .object([
                    ("type", .string("plain_text")), ("text", .string(Self.cut(title, to: 150))),
                ])
            ),
        ])
        return JSONValue.object([
            ("text", .string(title)),
            (
                "blocks",
                .array([header, section(summary)] + lines.map { section("• " + $0) })
            ),
        ]).text
    }

    private static func cut(_ text: String, to length: Int) -> String {
        text.count > length ? text.prefix(length - 1) + "…" : text
    }

    /// The digest as text, for the body of a letter.
    package var letter: String {
        ([summary, ""] + lines.map { "- " + $0 }).joined(separator: "\n") + "\n"
    }
}

extension String {
    /// With the signs that Markdown reads as marks set apart.
    fileprivate var plainInCards: String {
        reduce(into: "") { text, sign in
            if "\\*_`[]#~".contains(sign) { text.append("\\") }
            text.append(sign)
        }
    }
}
