package import Analysis
internal import Funnels
package import Quantities
internal import Valuation

/// What sales gets, and what it does with it: the page for the meeting of marketing and sales.
package struct HandoverReport {
    private let handover: HandoverFigures
    private let say: Wording
    private var figures: Figures { handover.figures }
    private var numbers: NumberFormat { say.numbers }

    package init(_ handover: HandoverFigures, _ language: Language = .en) {
        self.handover = handover
        say = Wording(language)
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        var document = Document(
            title: say(
                "Hand-over to sales · MQLs of \(period) · as of \(asOf)",
                "Overdracht aan sales · MQL's van \(period) · peildatum \(asOf)")
                + " · " + say.unit(question.unit))
        document.blocks = [.paragraph(summary), .table(contacts), .lines(footnotes)]
        if let rejections {
            document.blocks += [
                .heading(say("Why sales turned them down", "Waarom sales ze weigerde")),
                .table(rejections),
                .lines([
                    say(
                        "Many rejections point to criteria that are too loose, few MQLs to criteria "
                            + "that are too strict.",
                        "Veel weigeringen wijzen op te ruime criteria, weinig MQL's op te strenge.")
                ]),
            ]
        }
        if !handover.checklist.isEmpty {
            document.blocks += [
                .heading(say("What is known at the hand-over", "Wat bij de overdracht bekend is")),
                .table(checklist),
            ]
        }
        if !figures.completeness.isEmpty {
            document.blocks += [
                .heading(
                    say("How well the profile is filled in", "Hoe goed het profiel is ingevuld")),
                .table(profile),
            ]
        }
        document.dataTable = contacts
        return document
    }

    /// What the meeting starts with.
    private var summary: String {
        let total = handover.total
        guard let contacted = total.contacted.value, let mqls = total.mqls.value else {
            let absence = total.mqls.absence ?? total.contacted.absence
            return say("Whom sales spoke to is not known: ", "Wie sales sprak is niet bekend: ")
                + (absence.map(say.why) ?? "") + "."
        }
        guard mqls > 0 else {
            return say("There is no MQL in this period.", "Er is geen MQL in deze periode.")
        }
        let share = numbers.share(Double(contacted) / Double(mqls))
        let all = say.count(mqls, .mql)
        var text = say(
            "Sales spoke to \(contacted) of \(all) (\(share))",
            "Sales sprak \(contacted) van \(all) (\(share))")
        if case .value(.some(let days)) = total.medianDays {
            let count = say.count(days, .day)
            text += say(", half of them within \(count)", ", de helft binnen \(count)")
        }
        text += ". " + (agreement ?? "")
        if let waiting = total.waiting.value, waiting > 0 {
            text += say("\(waiting) still wait. ", "\(waiting) wachten nog. ")
        }
        if let estimate = total.sqlOfContacted.value, let rate = estimate.rate {
            let (share, range) = (
                numbers.share(rate), numbers.range(estimate.low, estimate.high)
            )
            text += say(
                "Of those spoken to \(share) became an SQL so far (\(range)).",
                "Van wie gesproken is werd tot nu toe \(share) SQL (\(range)).")
        }
        return text
    }

    /// How far sales keeps to the number of days that was agreed.
    private var agreement: String? {
        guard let days = handover.contactWithinDays, let inTime = handover.total.inTime.value else {
            return nil
        }
        let share = numbers.share(Double(inTime.contacted) / Double(inTime.of))
        let count = say.count(days, .day)
        return say(
            "Agreed was within \(count): that was so for \(inTime.contacted) of \(inTime.of) "
                + "(\(share)). ",
            "Afgesproken was binnen \(count): dat gold voor \(inTime.contacted) van \(inTime.of) "
                + "(\(share)). ")
    }

    private var contacts: Table {
        Table(
            columns: [
                .init(
                    say.breakdown(figures.question.by), key: figures.question.by.rawValue,
                    isText: true),
                .init(say("MQLs", "MQL's"), key: "mqls"),
                .init(say("Contacted", "Gebeld"), key: "contacted"),
                .init(say("Share", "Deel"), key: "contacted_share"),
                .init(say("Half in*", "Helft in*"), key: "median_days"),
                .init(say("In time", "Op tijd"), key: "in_time"),
                .init(say("Waiting", "Wacht"), key: "waiting"),
                .init(say("Rejected", "Geweigerd"), key: "rejected"),
                .init(say("SQL of contacted", "SQL van gebeld"), key: "sql_of_contacted_range"),
            ],
            rows: (handover.rows + [handover.total]).map { row in
                [
                    .text(say.text(row.label)), count(row.mqls), count(row.contacted),
                    share(row.contacted.value, of: row.mqls.value), median(row.medianDays),
                    row.inTime.value.map { share($0.contacted, of: $0.of) } ?? .absent("–"),
                    count(row.waiting), count(row.rejected),
                    row.sqlOfContacted.value.map {
                        .range($0.rate, low: $0.low, high: $0.high)
                    } ?? .absent("–"),
                ]
            }, hasTotal: true)
    }

    private var footnotes: [String] {
        var lines = [
            say(
                "* Days from MQL by which half were spoken to; those who wait count for as long as they "
                    + "have waited.",
                "* Dagen vanaf MQL waarbinnen de helft gesproken is; wie wacht telt zolang als hij "
                    + "wacht."),
            say(
                "The published 13% and the rule of 1 in 10 speak of leads that sales follows up: hold "
                    + "them against the last column, not against MQLs that nobody called.",
                "De gepubliceerde 13% en de regel van 1 op 10 gaan over leads die sales opvolgt: leg ze "
                    + "naast de laatste kolom, niet naast MQL's die niemand belde."),
        ]
        if let days = handover.contactWithinDays {
            let count = say.count(days, .day)
            lines.append(
                say(
                    "In time: spoken to within \(count), of those that had \(count).",
                    "Op tijd: gesproken binnen \(count), van wie \(count) gehad heeft."))
        }
        lines.append(
            say(
                "Whom to call: mql leads --not-contacted.",
                "Wie te bellen: mql leads --not-contacted."))
        return lines
    }

    private func name(_ key: String) -> String { figures.names.name(of: key, in: say.language) }

    private var rejections: Table? {
        guard let rejections = handover.rejections, !rejections.isEmpty else { return nil }
        let all = rejections.reduce(0) { $0 + $1.count }
        return Table(
            columns: [
                .init(say("Reason", "Reden"), key: "reason", isText: true),
                .init(say("MQLs", "MQL's"), key: "mqls"), .init(say("Share", "Deel"), key: "share"),
            ],
            rows: rejections.map { rejection in
                [
                    .text(rejection.reason.map(name) ?? say("(no reason)", "(geen reden)")),
                    .count(rejection.count), share(rejection.count, of: all),
                ]
            } + [[.text(say("total", "totaal")), .count(all), share(all, of: all)]],
            hasTotal: true)
    }

    private var checklist: Table {
        let (mqls, sqls) = (handover.checklistMQLs, handover.checklistSQLs)
        return Table(
            columns: [
                .init(say("Question", "Vraag"), key: "question", isText: true),
                .init(say("Of \(mqls) MQLs", "Van \(mqls) MQL's"), key: "mqls"),
                .init(say("Share", "Deel"), key: "mqls_share"),
                .init(say("Of \(sqls) SQLs", "Van \(sqls) SQL's"), key: "sqls"),
                .init(say("Share", "Deel"), key: "sqls_share"),
            ],
            rows: handover.checklist.map { question in
                guard let ofMQLs = question.mqls, let ofSQLs = question.sqls else {
                    let none = Cell.absent("–")
                    let why = say("no column for it", "geen kolom ervoor")
                    return [.text(name(question.key)), .absent(why), none, none, none]
                }
                return [
                    .text(name(question.key)), .count(ofMQLs), share(ofMQLs, of: mqls),
                    .count(ofSQLs), share(ofSQLs, of: sqls),
                ]
            })
    }

    private var profile: Table {
        Table(
            columns: [
                .init(say("Field", "Veld"), key: "field", isText: true),
                .init(say("For an MQL", "Voor een MQL"), key: "required", isText: true),
                .init(say("Points", "Punten"), key: "points"),
                .init(say("Filled in", "Ingevuld"), key: "filled"),
                .init(say("Of the leads", "Van de leads"), key: "share"),
            ],
            rows: figures.completeness.map { field in
                [
                    .text(name(field.field)),
                    .text(
                        field.isRequired ? say("required", "verplicht") : say("useful", "nuttig")),
                    .count(field.points),
                    field.filled.map(Cell.count) ?? .absent(say("no column", "geen kolom")),
                    share(field.filled, of: field.leads),
                ]
            })
    }

    private func count(_ known: Known<Int>) -> Cell {
        known.value.map(Cell.count) ?? .absent("–")
    }

    private func share(_ part: Int?, of whole: Int?) -> Cell {
        guard let part, let whole, whole > 0 else { return .absent("–") }
        return .share(Double(part) / Double(whole))
    }

    private func median(_ days: Known<Int?>) -> Cell {
        switch days {
        case .value(.some(let days)): .text(say.count(days, .day))
        case .value(nil): .absent(say("not half", "niet de helft"))
        case .unknown: .absent("–")
        }
    }
}

extension HandoverReport {
    package var json: JSONValue {
        let question = figures.question
        let rejections = handover.rejections.map { rejections in
            JSONValue.array(
                rejections.map { rejection in
                    .object([
                        ("reason", rejection.reason.map(JSONValue.string) ?? .null),
                        ("mqls", .int(rejection.count)),
                    ])
                })
        }
        let checklist = handover.checklist.map { question in
            JSONValue.object([
                ("question", .string(question.key)),
                ("mqls", question.mqls.map(JSONValue.int) ?? .null),
                ("sqls", question.sqls.map(JSONValue.int) ?? .null),
            ])
        }
        return .object([
            ("schema", .string("mql.handover/1")), ("as_of", .string("\(question.asOf)")),
            ("first", .string("\(question.period.first)")),
            ("last", .string("\(question.period.lastDay)")),
            ("unit", .string(question.unit.rawValue)),
            (
                "contact_within_days",
                handover.contactWithinDays.map(JSONValue.int) ?? .null
            ),
            ("rows", .array(handover.rows.map(row))), ("total", row(handover.total)),
            ("rejections", rejections ?? .null), ("checklist", .array(checklist)),
            ("checklist_mqls", .int(handover.checklistMQLs)),
            ("checklist_sqls", .int(handover.checklistSQLs)),
        ])
    }

    private func row(_ row: HandoverFigures.Row) -> JSONValue {
        let inTime = row.inTime
        return .object([
            ("key", .string(row.key)),
            (
                "counts",
                .known([
                    ("mqls", row.mqls.map(JSONValue.int)),
                    ("contacted", row.contacted.map(JSONValue.int)),
                    ("sqls", row.sqls.map(JSONValue.int)),
                    ("rejected", row.rejected.map(JSONValue.int)),
                    ("waiting", row.waiting.map(JSONValue.int)),
                    ("median_days", row.medianDays.map { $0.map(JSONValue.int) ?? .null }),
                    ("in_time", inTime.map { .int($0.contacted) }),
                    ("had_the_days", inTime.map { .int($0.of) }),
                ])
            ),
            (
                "sql_of_contacted",
                .known([
                    (
                        "rate",
                        row.sqlOfContacted.map { $0.rate.map(JSONValue.number) ?? .null }
                    ), ("low", row.sqlOfContacted.map { .number($0.low) }),
                    ("high", row.sqlOfContacted.map { .number($0.high) }),
                ])
            ),
        ])
    }
}
