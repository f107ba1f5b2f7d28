package import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// What sales gets, and what it does with it: the page for the meeting of marketing and sales.
package struct HandoverReport: Report {
    let handover: HandoverFigures
    package let context: ReportContext
    private var figures: Figures { handover.figures }

    package init(_ handover: HandoverFigures, _ context: ReportContext = ReportContext()) {
        self.handover = handover
        self.context = context
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say(
                "Hand-over to sales · MQLs of \(period) · \(asOf)",
                "Overdracht aan sales · MQL's van \(period) · \(asOf)")
                + " · " + say.unit(question.unit))
        document.add(.paragraph(summary), .table(contacts), .lines(footnotes))
        document.section(say("By sales team", "Per verkoopteam"), teams)
        if let rejections {
            document.section(
                say(.refusals), .table(rejections),
                .lines([
                    say(
                        "Many rejections point to criteria that are too loose, few MQLs to criteria "
                            + "that are too strict.",
                        "Veel afwijzingen wijzen op te ruime criteria, weinig MQL's op te strenge.")
                ]))
        }
        if !handover.checklist.isEmpty {
            document.section(
                say("What is known at the hand-over", "Wat bij de overdracht bekend is"),
                .table(checklist))
        }
        if !figures.completeness.isEmpty {
            document.section(
                say("How well the profile is filled in", "Hoe goed het profiel is ingevuld"),
                .table(profile))
        }
        if figures.question.unit == .company {
            document.add(
                .lines([
                    say(
                        "The first table counts companies; reasons, questions and fields are counted "
                            + "per person.",
                        "De eerste tabel telt bedrijven; redenen, vragen en velden zijn per persoon "
                            + "geteld.")
                ]))
        }
        document.dataTable = contactData
        document.moreData = teamData
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
                ", en naar schatting de helft van alle MQL's binnen \(count)")
        }
        text += ". " + (agreement ?? "")
        if let waiting = total.waiting.value, waiting > 0 {
            text +=
                waiting == 1
                ? say("1 is still waiting. ", "1 wacht nog. ")
                : say("\(waiting) are still waiting. ", "\(waiting) wachten nog. ")
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
            "The agreement was within \(count): sales kept to it for \(inTime.contacted) of \(inTime.of) "
                + "(\(share)). ",
            "Afgesproken was binnen \(count): dat lukte bij \(inTime.contacted) van de \(inTime.of) "
                + "(\(share)). ")
    }

    var contacts: Table { contacts(handover.knowsAttempts ? Self.attemptFields : []) }

    /// The same with all columns, for a spreadsheet.
    var contactData: Table {
        contacts(handover.knowsAttempts ? Self.attemptFields + Self.attemptData : [])
    }

    private func contacts(_ more: [Field<HandoverFigures.Row>]) -> Table {
        Table(
            [Field(.by(figures.question.by)) { .phrase($0.label) }] + Self.contactFields + more,
            handover.rows + [handover.total], hasTotal: true)
    }

    static let contactFields: [Field<HandoverFigures.Row>] = [
        Field("mqls", .mqls, .mql, rank: 0) { .of($0.mqls) },
        Field("contacted", .contacted, .contacted) { .of($0.contacted) },
        Field("contacted_share", .share, .share, rank: 1) {
            .share($0.contacted.value, of: $0.mqls.value)
        }.per("mqls"),
        Field("median_days", "Half in*", "Helft binnen*", .halfIn) { median($0.medianDays) },
        Field("in_time", "In time", "Op tijd", .inTime) {
            $0.inTime.value.map { .share($0.contacted, of: $0.of) } ?? .dash
        },
        Field("waiting", "Waiting", "Wacht", .waiting, rank: 1) { .of($0.waiting) },
        Field("rejected", .rejected, .rejected) { .of($0.rejected) },
        Field("sql_of_contacted", "SQL of contacted", "SQL van gesproken", .range, .range, rank: 2)
        {
            .of($0.sqlOfContacted) { .of($0) }
        }.per("contacted"),
    ]

    private static func median(_ days: Known<Int?>) -> Cell {
        switch days {
        case .value(.some(let days)): .word(Wording.both { $0.count(days, .day) }, code: "\(days)")
        case .value(nil): .absent(Phrase(en: "not half", nl: "minder dan helft"))
        case .unknown: .dash
        }
    }

    var footnotes: [String] {
        var lines = [
            say(
                "* The days after becoming an MQL within which half were spoken to; those still waiting "
                    + "count for as long as they have waited, and those turned down without a call until that day.",
                "* Het aantal dagen na het MQL worden waarbinnen de helft is gesproken; wie nog wacht telt "
                    + "zolang hij wacht, en wie zonder gesprek is afgewezen tot die dag."),
            say(
                "The published 13% and the rule of 1 in 10 are about leads that sales follows up: compare "
                    + "them with \"SQL of contacted\", and not with MQLs that nobody called.",
                "De gepubliceerde 13% en de regel van 1 op 10 gaan over leads die sales opvolgt: vergelijk ze met "
                    + "\"SQL van gesproken\", niet met MQL's die niemand heeft gebeld."),
        ]
        if let days = handover.contactWithinDays {
            let count = say.count(days, .day)
            lines.append(
                say(
                    "In time: spoken to within \(count), of those that had \(count) and were not rejected before.",
                    "Op tijd: gesproken binnen \(count), van wie \(count) had en niet eerder was afgewezen."
                ))
        }
        if let attemptNote { lines.append(attemptNote) }
        if figures.total.contacted.value != nil {
            lines.append(
                say(
                    "Whom to call: mql leads --not-contacted --older-than 0d.",
                    "De bellijst: mql leads --not-contacted --older-than 0d."))
        }
        return lines
    }

    var rejections: Table? {
        guard let rejections = handover.rejections, !rejections.isEmpty else { return nil }
        let all = rejections.reduce(0) { $0 + $1.count }
        let reasons = rejections.map { rejection in
            Rejected(
                reason: rejection.reason.map(figures.names.phrase)
                    ?? Phrase(en: "(no reason)", nl: "(geen reden)"),
                count: rejection.count, all: all)
        }
        let total = Rejected(reason: Phrase(en: "total", nl: "totaal"), count: all, all: all)
        return Table(Self.rejectionFields, reasons + [total], hasTotal: true)
    }

    /// MQLs that were turned down for one reason, of all that were.
    struct Rejected {
        let reason: Phrase
        let count: Int
        let all: Int
    }

    static let rejectionFields: [Field<Rejected>] = [
        Field("reason", "Reason", "Reden", .reason, .text) { .phrase($0.reason) },
        Field("mqls", .mqls, .mql) { .count($0.count) },
        Field("share", .share, .share) { .share($0.count, of: $0.all) },
    ]

    private var checklist: Table {
        let (mqls, sqls) = (handover.checklistMQLs, handover.checklistSQLs)
        return Table(
            Self.checklistFields(mqls: mqls, sqls: sqls),
            handover.checklist.map { (figures.names.phrase(for: $0.key), $0) })
    }

    static func checklistFields(
        mqls: Int, sqls: Int?
    ) -> [Field<(name: Phrase, of: HandoverFigures.Question)>] {
        func of(_ count: Int, _ noun: Wording.Noun) -> Phrase {
            Wording.both { say in say("Of ", "Van ") + say.count(count, noun) }
        }
        let notKnown = Phrase(en: "SQLs not known", nl: "SQL's niet bekend")
        return [
            Field("question", "Question", "Vraag", .handover, .text) { .phrase($0.name) },
            Field(.init("mqls", of(mqls, .mql), .mql)) {
                $0.of.mqls.map(Cell.count)
                    ?? .absent(Phrase(en: "nothing in the files", nl: "niets in de bestanden"))
            },
            Field("mqls_share", .share, .share) { .share($0.of.mqls, of: mqls) },
            Field(.init("sqls", sqls.map { of($0, .sql) } ?? notKnown, .sql)) {
                .counted($0.of.sqls)
            },
            Field("sqls_share", .share, .share) { .share($0.of.sqls, of: sqls) },
        ]
    }

    private var profile: Table {
        Table(
            Self.profileFields,
            figures.completeness.map { (figures.names.phrase(for: $0.field), $0) })
    }

    static let profileFields: [Field<(name: Phrase, of: FieldCompleteness)>] = [
        Field("field", "Field", "Veld", .completeness, .text) { .phrase($0.name) },
        Field("required", "For an MQL", "Voor een MQL", .completeness, .text) {
            .phrase(
                $0.of.isRequired
                    ? Phrase(en: "required", nl: "verplicht") : Phrase(en: "useful", nl: "nuttig"))
        },
        Field("points", .points, .score) { .count($0.of.points) },
        Field("filled", "Filled in", "Ingevuld", .completeness) {
            $0.of.filled.map(Cell.count) ?? .absent(Phrase(en: "no column", nl: "geen kolom"))
        },
        Field("share", "Of the leads", "Van de leads", .completeness) {
            .share($0.of.filled, of: $0.of.leads)
        },
    ]
}

extension HandoverReport {
    package var json: JSONValue {
        let question = figures.question
        let rejections = handover.rejections.map { rejections in
            JSONValue.array(
                rejections.map { rejection in
                    .members(["reason": rejection.reason, "mqls": rejection.count])
                })
        }
        let checklist = handover.checklist.map { question in
            JSONValue.members([
                "question": question.key, "mqls": question.mqls, "sqls": question.sqls,
            ])
        }
        return .members([
            "schema": "mql.handover/1", "as_of": question.asOf,
            "data_until": question.observed.data,
            "observed_until": question.observed.sqls, "first": question.period.first,
            "last": question.period.lastDay, "unit": question.unit.rawValue,
            "contact_within_days": handover.contactWithinDays, "rows": handover.rows.map(row),
            "total": row(handover.total), "rejections": rejections, "checklist": checklist,
            "checklist_mqls": handover.checklistMQLs, "checklist_sqls": handover.checklistSQLs,
            "teams": teamsJSON,
        ])
    }

    func row(_ row: HandoverFigures.Row) -> JSONValue {
        let attempts = row.attempts
        let inTime = row.inTime
        return .members([
            "key": row.key,
            "counts": JSONValue.members([
                "mqls": row.mqls, "contacted": row.contacted, "sqls": row.sqls,
                "rejected": row.rejected, "waiting": row.waiting, "median_days": row.medianDays,
                "in_time": inTime.map(\.contacted), "had_the_days": inTime.map(\.of),
            ]),
            "sql_of_contacted": JSONValue.members([
                "rate": row.sqlOfContacted.map(\.rate), "low": row.sqlOfContacted.map(\.low),
                "high": row.sqlOfContacted.map(\.high),
            ]),
            "attempts": attempts.mqls == 0
                ? .null
                : JSONValue.members([
                    "sum": attempts.sum, "mqls_known": attempts.mqls, "sqls_known": attempts.sqls,
                    "per_mql": attempts.perMQL, "per_sql": attempts.perSQL,
                ]),
        ])
    }
}
