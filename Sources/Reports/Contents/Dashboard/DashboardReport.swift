package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// Does it pay, on one screen: the answer of `justify` beside four numbers with their months, and who waits for a call.
package struct DashboardReport: Report {
    private let dashboard: DashboardFigures
    package let context: ReportContext
    private var justification: JustificationFigures { dashboard.justification }
    private var figures: Figures { dashboard.figures }

    package init(_ dashboard: DashboardFigures, _ context: ReportContext = ReportContext()) {
        self.dashboard = dashboard
        self.context = context
    }

    package func html(warning: String?) -> String {
        DashboardFormat(sheet, language: say.language.rawValue).write(warning: warning)
    }

    var sheet: DashboardSheet { DashboardPage(dashboard, context).sheet }

    package var json: JSONValue {
        let calls = dashboard.calls
        return FiguresJSON(figures, context).with([
            "justification": JustificationJSON(justification, context).justificationValue,
            "decided": dashboard.decided.filter(\.decision.isOpen).map {
                DecisionText($0, context.forPrograms.say).json
            },
            "ahead": dashboard.ahead.map { AheadSection($0, context.forPrograms).json },
            "calls": JSONValue.members([
                "mqls": calls.map(\.mqls), "contacted": calls.map(\.contacted),
                "waiting": calls.map(\.waiting), "turned_down": calls.map(\.turnedDown),
                "agreed_days": calls.value?.agreedDays, "in_time": calls.value?.inTime,
                "had_the_days": calls.value?.hadTheDays,
            ]),
        ])
    }

    /// What each source costs, is worth and asks for, and all together.
    private var sources: Table {
        let fields: [Field<JustifiedRow>] = [.mqls, .cost, .worth, .pays, .advice]
        return justification.table([.by(figures.question.by)] + fields, justification.rows)
    }

    package var document: Document {
        let sheet = sheet
        let answer = sheet.management
        var document = Document(
            [say("Does it pay?", "Loont het?"), answer.firm, answer.period].compactMap(\.self)
                .joined(separator: " · "))
        document.add(.paragraph(JustificationReport(justification, context).verdict))
        document.add(answer.cautions.map(Document.Block.paragraph))
        document.section(sheet.decidedTitle, .list(sheet.decided))
        document.section(
            sheet.decideTitle,
            .list(
                answer.decisions.map { decision in
                    "\(decision.title): \(decision.text.map(\.text).joined())"
                }), .lines(answer.together))
        document.section(
            say("In four numbers", "In vier getallen"),
            .labelled(
                sheet.tiles.map { tile in
                    (
                        tile.title,
                        [tile.small.isEmpty ? tile.value : "\(tile.value) (\(tile.small))"]
                    )
                }))
        let sources = sources.withoutEmptyColumns
        if sources.columns.count > 1 {
            document.section(
                say(
                    "Sources, per MQL (\(figures.question.currency))",
                    "Bronnen, per MQL (\(figures.question.currency))"), .table(sources))
        }
        let months = Table([.by(.month)] + OutlookSection.monthFields, figures.months)
        // A table of months alone says nothing.
        if months.withoutEmptyColumns.columns.count > 1 {
            document.section(
                say("By month", "Per maand"), .table(months.withoutEmptyColumns),
                .lines(
                    [ConversionNote(figures, say).text]
                        + OutlookSection(figures, say).notes(on: figures.months[...])))
        }
        document.dataTable = months
        document.add(
            WhatIfSection(
                justification.whatIf, mqls: justification.total.row.counts.mqls, say
            ).blocks)
        if let waiting = sheet.waiting {
            document.section(waiting.title, .lines([waiting.note]))
        }
        if let ahead = dashboard.ahead { document.add(AheadSection(ahead, context).blocks) }
        document.section(
            say(.basis), .labelled(answer.trust.map { ($0.label, [$0.text]) } + [context.again]))
        return document
    }
}
