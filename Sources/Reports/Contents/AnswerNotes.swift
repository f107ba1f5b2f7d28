internal import Analysis
internal import Quantities
internal import Valuation

/// Answers that no file could give: who gave each, and which are to be asked again.
struct AnswerNotes {
    private let answers: [GivenAnswer]
    private let asOf: Day
    private let say: Wording

    init(_ figures: Figures, _ say: Wording) {
        answers = figures.notes.answers
        asOf = figures.question.asOf
        self.say = say
    }

    /// The end of the line that says an answer about money.
    func said(of answer: EconomicRules.Answer) -> String {
        say.said(answers.first { $0.key == answer.rawValue })
    }

    /// Who said what words of the files mean, and what is so old that it is asked again.
    var lines: [String] {
        // What an answer about money does to the figures is told where these stand.
        let money = Set(
            EconomicRules.Answer.allCases.filter { $0 != .marginOf }.map(\.rawValue))
        return answers.filter { !money.contains($0.key) }.map { "\(name($0))\(say.said($0))" }
            + answers.filter { $0.isOld(on: asOf) }.map { answer in
                let on = answer.said.on.map(say.day) ?? ""
                return say(
                    "\(name(answer)): the answer dates from \(on); ask again (mql start)",
                    "\(name(answer)): het antwoord is van \(on); vraag het opnieuw (mql start)")
            }
    }

    /// What it is about, with the key under which it stands and the words, where it is of some of them.
    private func name(_ answer: GivenAnswer) -> String {
        let words = answer.words.map(\.quoted).joined(separator: ", ")
        return "\(subject(answer.key)) (\(answer.key)\(words.isEmpty ? "" : ": \(words)"))"
    }

    private func subject(_ key: String) -> String {
        switch key {
        case "margin": say("the margin of a sale", "de marge van een verkoop")
        case "margin_of": say("of which orders the margin is", "van welke orders de marge is")
        case "sales_cycle": say("how long a sale takes", "hoe lang een verkoop duurt")
        case "stays": say("what stays when a source stops", "wat blijft als een bron stopt")
        case "hours_per_mql": say("own hours per MQL", "eigen uren per MQL")
        case "hour_cost": say("what an hour costs", "wat een uur kost")
        case "required_return":
            say("what each euro has to bring back", "wat een euro moet opbrengen")
        case "lead_stages": say("where a lead stands", "waar een lead staat")
        case "sources":
            say("which spend belongs to which leads", "welke uitgaven bij welke leads horen")
        case "spend_categories": say("what spend pays for", "waarvoor uitgaven zijn")
        case "campaigns": say("which campaign is meant", "welke campagne bedoeld is")
        case "won_stages", "lost_stages", "open_stages":
            say("which deals are won or lost", "welke deals gewonnen of verloren zijn")
        case "rejected": say("which leads were turned down", "welke leads zijn afgewezen")
        case "spend_vat": say("VAT in own lists of spend", "btw in eigen uitgavenlijsten")
        case "created": say("from when on a lead counts", "vanaf wanneer een lead telt")
        default: key
        }
    }
}
