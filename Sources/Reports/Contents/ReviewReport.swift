package import Analysis
internal import Economics
internal import Funnels
internal import Quantities
package import Valuation

/// The agenda of the monthly meeting of marketing and sales: what was agreed and what came of it, whom to
/// call first and why, what sales turned down, what worked, and what to decide.
package struct ReviewReport: Report {
    private let review: ReviewFigures
    private let names: Names
    package let context: ReportContext
    private let handover: HandoverReport
    private var figures: Figures { review.handover.figures }

    /// As many as a meeting can talk about.
    private static let most = 10

    /// - Parameter names: of actions, sources and personas, as the rule book calls them.
    package init(_ review: ReviewFigures, names: Names, _ context: ReportContext = ReportContext())
    {
        self.review = review
        self.names = names
        self.context = context
        handover = HandoverReport(review.handover, context)
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say(
                "Meeting of marketing and sales · MQLs of \(period) · \(asOf)",
                "Overleg marketing en sales · MQL's van \(period) · \(asOf)")
                + say.basis(figures))
        document.section(
            DecisionsReport.heading(say), .list(DecisionsReport.lines(review.decided, say)))
        document.section(say("What to decide", "Wat te besluiten"), .list(decisions))
        document.section(
            say("From MQL to SQL", "Van MQL naar SQL"), .paragraph(handover.summary),
            .onPage(FiguresCharts(figures, say).funnel.map { [.chart($0)] } ?? []),
            .table(handover.contacts), .lines(handover.footnotes))
        document.section(say("By sales team", "Per verkoopteam"), handover.teams)
        document.section(say("Whom to call first", "Wie eerst te bellen"), waiting)
        if let rejections = handover.rejections {
            document.section(say(.refusals), .table(rejections))
        }
        document.add(DefinitionLoopSection(review.loop, say).blocks)
        document.add(contents)
        document.add(accounts)
        if let ahead = review.ahead { document.add(AheadSection(ahead, context).blocks) }
        document.section(
            say(.trust), .labelled(TrustSection(figures, context, isBought: false).entries))
        document.dataTable = handover.contactData
        document.moreData = handover.teamData
        return document
    }

    // MARK: What to decide

    private var decisions: [String] {
        var lines: [String] = []
        if let waiting = review.waiting.value, !waiting.isEmpty {
            let days = review.handover.contactWithinDays
            let late = waiting.filter { ($0.waitingDays ?? 0) > (days ?? 0) }.count
            let agreed = days.map {
                say(
                    " longer than the agreed \(say.count($0, .day))",
                    " langer dan de afgesproken \(say.count($0, .day))")
            }
            let count = say.count(late, .mql)
            if late > 0 {
                lines.append(
                    say(
                        "\(count) wait\(agreed ?? ""): who calls whom, and by when?",
                        "\(count) \(late == 1 ? "wacht" : "wachten")\(agreed ?? ""): wie belt wie, en wanneer?"
                    ))
            }
        }
        if let rejections = review.handover.rejections, let first = rejections.first,
            let reason = first.reason
        {
            let all = rejections.reduce(0) { $0 + $1.count }
            let name = names.name(of: reason, in: say.language)
            lines.append(
                say(
                    "\(numbers.count(first.count)) of \(numbers.count(all)) rejections say \(name.quoted): can a "
                        + "criterion keep these out, or should sales look again?",
                    "\(numbers.count(first.count)) van \(numbers.count(all)) afwijzingen noemen \(name.quoted): kan een "
                        + "criterium die tegenhouden, of moet sales nog eens kijken?"))
        }
        lines += DefinitionLoopSection(review.loop, say).decisions
        lines += JustificationAdvice(review.justification, say).short()
        if !review.targetAccounts.isEmpty {
            let count = say.count(review.targetAccounts.count, .lead)
            lines.append(
                say(
                    "\(count) fit well and showed little interest: does sales approach them?",
                    "\(count) passen goed en toonden weinig belangstelling: benadert sales hen zelf?"
                ))
        }
        lines.append(
            say(
                "The criteria: keep them, or change which one? What in the rule book cannot be meant: mql "
                    + "rules check.",
                "De criteria: houden, of welk criterium wijzigen? Wat in het regelboek niet bedoeld kan "
                    + "zijn: mql rules check."
            ))
        return lines
    }

    // MARK: Leads

    /// As many leads as a meeting can talk about.
    private func table(_ leads: [ListedLead], _ fields: [Field<LeadRow>]) -> Document.Block {
        .table(
            Table(fields, leads.prefix(Self.most).map { LeadRow(lead: $0, names: names) }))
    }

    static let waitingFields: [Field<LeadRow>] = [
        .id, .waiting, .source, .score, .value, .reason,
    ]

    static let accountFields: [Field<LeadRow>] = [.id, .source, .persona, .score, .created]

    private var waiting: [Document.Block] {
        switch review.waiting {
        case .unknown(let absence): return [.lines([say.why(absence)])]
        case .value(let leads) where leads.isEmpty:
            return [.lines([say("Nobody is waiting.", "Er wacht niemand.")])]
        case .value(let leads):
            return [table(leads, Self.waitingFields)]
                + more(leads.count, "mql leads --not-contacted")
        }
    }

    private func more(_ count: Int, _ command: String) -> [Document.Block] {
        guard count > Self.most else { return [] }
        let rest = numbers.count(count - Self.most)
        return [
            .lines([say("\(rest) more: \(command).", "Nog \(rest): \(command).")])
        ]
    }

    private var accounts: [Document.Block] {
        let leads = review.targetAccounts
        guard !leads.isEmpty else { return [] }
        return [
            .heading(
                say(
                    "Fit well, little interest yet", "Passen goed, nog weinig belangstelling")),
            table(leads, Self.accountFields),
        ] + more(leads.count, "mql leads --only target_account")
    }

    // MARK: Content

    private var contents: [Document.Block] {
        guard !review.contents.isEmpty else { return [] }
        let rows = review.contents.prefix(Self.most).map { ContentRow(content: $0, names: names) }
        return [
            .heading(say("What leads read and saw", "Wat leads lazen en zagen")),
            .table(Table(Self.contentFields, rows)),
            .lines([
                say(
                    "MQLs: those for which it was the last before they became one. Minutes: the mean, where a "
                        + "file says how long it took.",
                    "MQL's: die waarbij het het laatste was voordat ze het werden. Minuten: gemiddeld, waar een "
                        + "bestand zegt hoe lang het duurde.")
            ]),
        ] + more(review.contents.count, "mql report --by content")
    }

    /// Something that leads used, and what things are called.
    struct ContentRow {
        let content: ReviewFigures.Content
        let names: Names
    }

    static let contentFields: [Field<ContentRow>] = [
        Field("content", "Content", "Content", .content, .text) { .text($0.content.name) },
        Field("action", "What it is", "Wat het is", .content, .text) {
            .phrase($0.names.phrase(for: $0.content.action))
        },
        Field("leads", .leads, .lead) { .count($0.content.leads) },
        Field("minutes", "Minutes", "Minuten", .content) {
            $0.content.seconds.map { .decimal($0 / 60) } ?? .dash
        },
        Field("mqls", .mqls, .mql) { .count($0.content.row?.counts.mqls ?? 0) },
        Field("conversion", .conversion, .range, .range) {
            $0.content.row.map(Cell.conversion) ?? .dash
        },
    ]

    package var json: JSONValue {
        FiguresJSON(figures, context).with([
            "review": JSONValue.members([
                "decided": review.decided.filter(\.decision.isOpen).map {
                    DecisionText($0, context.forPrograms.say).json
                },
                "ahead": review.ahead.map { AheadSection($0, context.forPrograms).json },
                "decisions": ReviewReport(review, names: names, context.forPrograms).decisions,
                "waiting": review.waiting.value.map { leads in
                    leads.map { lead in
                        JSONValue.members([
                            "lead_id": Wording.lead(lead.id), "waiting_days": lead.waitingDays,
                            "source": lead.source,
                        ])
                    }
                }, "target_accounts": review.targetAccounts.count, "definition": review.loop.json,
                "contents": review.contents.map { content in
                    JSONValue.members([
                        "name": content.name, "action": content.action, "leads": content.leads,
                        "seconds": content.seconds, "mqls": content.row?.counts.mqls ?? 0,
                    ])
                },
            ])
        ])
    }
}
