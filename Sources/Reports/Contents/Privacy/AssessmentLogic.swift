internal import Quantities
internal import Valuation

/// The logic of the score in words, as the rule book has it, and what becomes of the answer.
struct AssessmentLogic {
    private let book: RuleBook
    private let context: ReportContext
    private var say: Wording { context.say }

    init(_ book: RuleBook, _ context: ReportContext) {
        self.book = book
        self.context = context
    }

    private var rules: RuleBookReport { RuleBookReport(book, context) }

    private func name(_ key: String) -> String { book.names.name(of: key, in: say.language) }

    var entries: [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = [
            (say("In short", "In het kort"), [rules.answer]),
            (say("Whose word", "Wiens oordeel"), [rules.decider] + rules.recycled),
            (say("Required", "Verplicht"), [rules.required]),
            (say("Ruled out", "Uitgesloten"), rules.never),
            (say("Fit", "Fit"), rules.fit),
            (say("Engaged", "Betrokken"), rules.engagement),
        ]
        let points = self.points
        if !points.isEmpty { entries.append((say(.points), points)) }
        entries.append((say("Then it is", "Dan is het"), [matrix]))
        return entries
    }

    /// What gives points, and what takes them away: each action with its points, and how they fade.
    private var points: [String] {
        let actions = book.actions.filter { $0.points != 0 }.map { action in
            let fading = action.decay.map { step in
                say(
                    "\(step.points) from day \(step.afterDays)",
                    "\(step.points) vanaf dag \(step.afterDays)")
            }
            return "\(name(action.key)) \(Wording.signed(points: action.points))"
                + (fading.isEmpty ? "" : " (\(fading.joined(separator: ", ")))")
        }
        return
            (actions.isEmpty
            ? []
            : [say("For behaviour: ", "Voor gedrag: ") + actions.joined(separator: "; ") + "."])
            + rules.otherPoints
    }

    private var matrix: String {
        let byPoints = Level.allCases.contains { fit in
            Level.allCases.contains { engagement in
                if case .byPoints = book.matrix[fit: fit, engagement: engagement] {
                    true
                } else {
                    false
                }
            }
        }
        return say(
            "by fit and engagement together, as the table below says",
            "naar fit en betrokkenheid samen, zoals de tabel hieronder zegt")
            + (byPoints
                ? say("; where it says so, by points", "; waar dat daar staat, naar punten") : "")
    }

    /// That a person decides, and what the program leaves alone.
    var decision: String {
        let first =
            book.decidedBy == .crm
            ? say(
                "Whether somebody is an MQL people decide in the CRM; the score says only how well a lead fits.",
                "Of iemand een MQL is, beslissen mensen in het CRM; de score zegt alleen hoe goed een lead past."
            )
            : say(
                "The score is advice to people of marketing and sales.",
                "De score is een advies aan mensen van marketing en sales.")
        return first
            + say(
                " The program sets no stage in a CRM, sends no message, turns nobody down and offers nobody another price: a person decides whether to call, and may decide otherwise than the score (art. 22). Why a lead is what it is, with everything that was looked at and the one fact that would turn it, mql explain says. ",
                " Het programma zet geen fase in een CRM, stuurt geen bericht, wijst niemand af en biedt niemand een andere prijs: een mens beslist of er gebeld wordt, en kan anders beslissen dan de score (art. 22). Waarom een lead is wat hij is, met alles waarnaar gekeken is en het ene feit dat het zou keren, zegt mql explain. "
            )
            + say(
                "[TO FILL IN: who decides with it, and whether another system acts on the score by itself]",
                "[IN TE VULLEN: wie ermee beslist, en of een ander systeem zelf iets doet met de score]"
            )
    }
}
