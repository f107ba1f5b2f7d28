internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The short screen of what MQLs cost and are worth: the answer, what to do, one table, and whether it can be
/// trusted.
struct JustificationScreen {
    private let justification: JustificationFigures
    private let context: ReportContext
    private let report: JustificationReport
    private var say: Wording { context.say }
    private var figures: Figures { justification.figures }
    private var answer: JustificationAnswer { JustificationAnswer(justification, say) }

    init(_ justification: JustificationFigures, _ context: ReportContext) {
        self.justification = justification
        self.context = context
        report = JustificationReport(justification, context)
    }

    /// Is it justified?
    var justify: Document {
        document(
            report.title, [report.verdict] + answer.cautions + [report.ledger].compactMap(\.self),
            tone)
    }

    /// - Parameters:
    ///   - title: of the report.
    ///   - answers: its first paragraphs.
    ///   - tone: whether the first of them is a good one.
    func document(
        _ title: String, _ answers: [String], _ tone: Document.Tone? = nil
    ) -> Document {
        let sources = SourcesScreen(justification, say)
        let trust = ScreenTrust(figures, context)
        let warnings = trust.warnings
        return ShortScreen.fitted(
            say.language, rows: sources.count, hasLosses: trust.hasLosses
        ) { rows, isDense, isRoomy in
            var document = Document(title)
            document.tone = tone
            document.add(answers.map(Document.Block.paragraph))
            if isRoomy { document.add(.paragraph(say.meaning)) }
            document.add(.list(warnings))
            document.add(.list(advice))
            if figures.total.counts.mqls > 0 || figures.total.boughtFor.value != nil {
                let table = sources.table(rows, isDense: isDense)
                document.add(.table(table), .lines(sources.notes(table)))
            }
            document.add(.lines([""]))
            document.add(
                .labelled(
                    trust.entries(
                        Array(report.assumptions().prefix(1)) + report.answered,
                        NotKnown(
                            figures, justification, say,
                            isHeldAgainstBooks: justification.ledger != nil))))
            return document
        }
    }

    private var tone: Document.Tone {
        switch answer.tag.tone {
        case .good: .good
        case .bad: .bad
        case .open: .open
        }
    }

    /// What to do, in a line each.
    private var advice: [String] {
        guard justification.isSaid else { return [] }
        let lines = JustificationAdvice(justification, say).short()
        guard lines.isEmpty, justification.verdict.value != nil else {
            return ScreenTrust.shown(lines, say)
        }
        return [
            say(
                "Nothing is clear enough to change yet.",
                "Nog niets is duidelijk genoeg om te veranderen.")
        ]
    }
}
