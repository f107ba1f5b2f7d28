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
                .heading(say("Why sales turned them down", "Waarom sales ze afwees")),
                .table(rejections),
                .lines([
                    say(
                        "Many rejections point to criteria that are too loose, few MQLs to criteria "
                            + "that are too strict.",
                        "Veel afwijzingen wijzen op te ruime criteria, weinig MQL's op te strenge.")
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
        if figures.question.unit == .company {
            document.blocks.append(
                .lines([
                    say(
                        "The first table counts companies; reasons, questions and fields are counted "
                            + "per person.",
                        "De eerste tabel telt bedrijven; redenen, vragen en velden zijn per persoon "
                            + "geteld.")
                ]))
        }
        document.dataTable = contacts
        return document
    }

    /// What the meeting starts with.
    var summary: String {
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
            "Sales sprak \(contacted) van de \(all) (\(share))")
        if case .value(.some(let days)) = total.medianDays {
            let count = say.count(days, .day)
            text += say(
                ", and by estimate half of all within \(count)",
                ", en naar schatting de helft van alle binnen \(count)")
        }
        text += ". " + (agreement ?? "")
        if let waiting = total.waiting.value, waiting > 0 {
            text +=
                waiting == 1
                ? say("1 still waits. ", "1 wacht nog. ")
                : say("\(waiting) still wait. ", "\(waiting) wachten nog. ")
        }
        if let estimate = total.sqlOfContacted.value, let rate = estimate.rate {
            let (share, range) = (
                numbers.share(rate), numbers.range(estimate.low, estimate.high)
            )
            text += say(
                "Of those spoken to \(share) became an SQL so far (\(range)).",
                "Van wie gesproken is werd tot nu toe \(share) SQL (\(range)).")
        }
        return text.last == " " ? String(text.dropLast()) : text
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
            "Afgesproken was binnen \(count): dat lukte bij \(inTime.contacted) van de \(inTime.of) "
                + "(\(share)). ")
    }

    var contacts: Table {
        Table(
            columns: [
                .init(
                    say.breakdown(figures.question.by), key: figures.question.by.rawValue,
                    isText: true),
                .init(say("MQLs", "MQL's"), key: "mqls"),
                .init(say("Contacted", "Gesproken"), key: "contacted"),
                .init(say("Share", "Deel"), key: "contacted_share"),
                .init(say("Half in*", "Helft binnen*"), key: "median_days"),
                .init(say("In time", "Op tijd"), key: "in_time"),
                .init(say("Waiting", "Wacht"), key: "waiting"),
                .init(say("Rejected", "Afgewezen"), key: "rejected"),
                .init(say("SQL of contacted", "SQL van gesproken"), key: "sql_of_contacted_range"),
            ],
            rows: (handover.rows + [handover.total]).map { row in
                [
                    .text(say.text(row.label)), count(row.mqls), count(row.contacted),
                    share(row.contacted.value, of: row.mqls.value), median(row.medianDays),
                    row.inTime.value.map { share($0.contacted, of: $0.of) } ?? .dash,
                    count(row.waiting), count(row.rejected),
                    row.sqlOfContacted.value.map {
                        .range($0.rate, low: $0.low, high: $0.high)
                    } ?? .dash,
                ]
            }, hasTotal: true)
    }

    var footnotes: [String] {
        var lines = [
            say(
                "* Days from MQL by which half are spoken to; who waits counts for as long as it has "
                    + "waited, who was rejected uncalled until then.",
                "* Dagen vanaf MQL waarbinnen de helft gesproken is; wie wacht telt zolang hij wacht, "
                    + "wie ongebeld is afgewezen tot dan."),
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
                    "In time: spoken to within \(count), of those that had \(count) and were not rejected before.",
                    "Op tijd: gesproken binnen \(count), van wie \(count) had en niet eerder was afgewezen."
                ))
        }
        if figures.total.contacted.value != nil {
            lines.append(
                say(
                    "Whom to call: mql leads --not-contacted --older-than 0d.",
                    "Wie te bellen: mql leads --not-contacted --older-than 0d."))
        }
        return lines
    }

    private func name(_ key: String) -> String { figures.names.name(of: key, in: say.language) }

    var rejections: Table? {
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
                .init(say("Of ", "Van ") + say.count(mqls, .mql), key: "mqls"),
                .init(say("Share", "Deel"), key: "mqls_share"),
                .init(
                    sqls.map { say("Of ", "Van ") + say.count($0, .sql) }
                        ?? say("SQLs not known", "SQL's niet bekend"), key: "sqls"),
                .init(say("Share", "Deel"), key: "sqls_share"),
            ],
            rows: handover.checklist.map { question in
                guard let ofMQLs = question.mqls else {
                    let none = Cell.dash
                    let why = Phrase(en: "nothing in the files", nl: "niets in de bestanden")
                    return [.text(name(question.key)), .absent(why), none, none, none]
                }
                return [
                    .text(name(question.key)), .count(ofMQLs), share(ofMQLs, of: mqls),
                    question.sqls.map(Cell.count) ?? .dash, share(question.sqls, of: sqls),
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
                    field.filled.map(Cell.count)
                        ?? .absent(Phrase(en: "no column", nl: "geen kolom")),
                    share(field.filled, of: field.leads),
                ]
            })
    }

    private func count(_ known: Known<Int>) -> Cell {
        known.value.map(Cell.count) ?? .dash
    }

    private func share(_ part: Int?, of whole: Int?) -> Cell {
        guard let part, let whole, whole > 0 else { return .dash }
        return .share(Double(part) / Double(whole))
    }

    private func median(_ days: Known<Int?>) -> Cell {
        switch days {
        case .value(.some(let days)): .word(Wording.both { $0.count(days, .day) }, code: "\(days)")
        case .value(nil): .absent(Phrase(en: "not half", nl: "minder dan helft"))
        case .unknown: .dash
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
            ("checklist_sqls", handover.checklistSQLs.map(JSONValue.int) ?? .null),
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
