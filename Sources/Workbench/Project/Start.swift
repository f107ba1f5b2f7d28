package import Analysis
internal import Funnels
internal import Intake
internal import Leads
package import Quantities
internal import Reports
internal import Valuation

/// From exports to a project: what the files say themselves, and a few questions about what
/// they cannot say.
package struct Start {
    package internal(set) var project = Project()
    package let questions: [Question]
    /// Sources under which leads and spend are taken together from now on.
    package let proposals: [Proposal]
    /// Sources of leads that could be of several platforms on which money was spent.
    package let undecided: [Undecided]

    /// Something that only the firm knows, with what it is for.
    package struct Question: Sendable {
        /// What it is about, by the name under which a file of answers has it.
        package enum Subject: String, CaseIterable, Sendable {
            case margin, hours, vat, names, referrals, rejected, stages, created, retention
            case leadStages = "lead_stages"
        }

        package let subject: Subject
        package let text: Phrase
        /// What the answer is for, and what is done without one.
        package let reason: Phrase
        /// Words to choose from, most frequent first.
        package var choices: [(text: String, leads: Int)] = []
        /// The source that the spend in question has.
        var source = ""
        /// The texts of leads that may be meant by it.
        var candidates: [String] = []
        /// Whether a choice is of deals, and not of leads.
        package var isOfDeals = false
        /// What the deals of each choice add up to, in words; empty where that is not known.
        package var amounts: [String] = []
    }

    /// Leads that the CRM calls by one name, and spend that the platform calls by another.
    package struct Proposal: Hashable, Sendable {
        package let text: String
        package let leads: Int
        package let source: String
    }

    /// A source of leads that may be of several platforms on which money was spent.
    package struct Undecided: Hashable, Sendable {
        package let text: String
        package let leads: Int
        package let platforms: [String]
    }

    /// What a CRM calls all of a kind of advertising, and the platforms that may be meant.
    private static let families: [(texts: [String], platforms: [String])] = [
        (["paid search", "paid-search", "sea"], ["google-ads", "paid-search"]),
        (["paid social", "paid-social"], ["linkedin-ads", "meta-ads"]),
    ]

    /// - Parameters:
    ///   - request: the files, and how to read them; its project is not looked at.
    ///   - figures: what the files say as they are, by source.
    package init(_ request: Request, _ bench: Bench, _ figures: Figures, language: Language) {
        project.files = Self.patterns(request.data)
        project.map = request.map
        project.rules = request.rules
        project.language = language
        project.currency = bench.pipeline.rules.book.currency
        project.eachRow = request.eachRow
        project.dateOrder = request.dateOrder
        project.decimal = request.decimal
        project.exportedOn =
            request.asOf ?? bench.reading.tables.compactMap(\.namedDay).max()
            ?? Clock.today(in: bench.pipeline.rules.book.zone)

        let all = Self.counts(bench, "source")
        var sources = bench.pipeline.rules.sources
        let spent = Set(
            bench.reading.facts.spend.map {
                sources.key(source: $0.source, medium: $0.medium, campaign: $0.campaign)
            })
        var (proposals, undecided): ([Proposal], [Undecided]) = ([], [])
        for (text, leads) in all {
            guard
                let family = Self.families.first(where: {
                    $0.texts.contains { TextTest.folded($0) == TextTest.folded(text) }
                })
            else { continue }
            let platforms = family.platforms.filter(spent.contains)
            if platforms.count == 1 {
                proposals.append(Proposal(text: text, leads: leads, source: platforms[0]))
            } else if platforms.count > 1 {
                // The rules know Microsoft's ads as paid search: without a name of their own they
                // would seem to have brought all of it.
                if platforms.contains("paid-search") {
                    project.sources["Microsoft Ads"] = "microsoft"
                }
                undecided.append(
                    Undecided(
                        text: text, leads: leads,
                        platforms: platforms.map { $0 == "paid-search" ? "microsoft" : $0 }))
            }
        }
        self.proposals = proposals
        self.undecided = undecided
        // What is taken together, or told as undecided, is not asked again.
        let settled = Set(proposals.map(\.source) + undecided.flatMap(\.platforms))
        let texts = all.filter { text, _ in
            !proposals.contains { $0.text == text } && !undecided.contains { $0.text == text }
        }
        let names = Self.names(bench, texts, figures, settled)
        questions = Self.questions(bench, all, names, figures.move)
        for proposal in proposals { project.sources[proposal.text] = proposal.source }
    }

    /// The files, and for those with a day in their name a pattern that fits the export of any day: what is
    /// written down once goes on working when the same export comes again.
    static func patterns(_ paths: [String]) -> [String] {
        var patterns: [String] = []
        for path in paths {
            var letters = Array(path)
            let start = letters.lastIndex(of: "/").map { $0 + 1 } ?? 0
            var place = start
            while place + 10 <= letters.count {
                if Day(iso: String(letters[place..<(place + 10)])) != nil {
                    letters.replaceSubrange(place..<(place + 10), with: "????-??-??")
                    place += 10
                } else {
                    place += 1
                }
            }
            let pattern = String(letters)
            // Signs of a pattern in a real name would make it fit something else.
            let isWhole = path.contains { "*?[".contains($0) }
            let kept = isWhole ? path : pattern
            if !patterns.contains(kept) { patterns.append(kept) }
        }
        return patterns
    }

    /// How many leads have each text of a field, most frequent first.
    private static func counts(_ bench: Bench, _ field: String) -> [(text: String, leads: Int)] {
        guard let column = bench.reading.facts.leads.column(field) else { return [] }
        var counts = [Int](repeating: 0, count: column.table.count)
        for symbol in column.symbols { counts[Int(symbol)] += 1 }
        return counts.indices.dropFirst().filter { counts[$0] > 0 }
            .map { (column.table.text(Symbol($0)), counts[$0]) }
            .sorted { ($1.leads, $0.text) < ($0.leads, $1.text) }
    }

    /// Whose leads the spend was for that no lead has the name of: the most money that may be matched.
    private static func names(
        _ bench: Bench, _ texts: [(text: String, leads: Int)], _ figures: Figures,
        _ settled: Set<String>
    ) -> Question? {
        let rows = figures.rows.compactMap { row -> (row: Figures.Row, keys: [String])? in
            guard case .noLead(let candidates) = row.match, !candidates.isEmpty,
                row.boughtFor.value != nil, !settled.contains(row.key)
            else { return nil }
            return (row, candidates.map(\.key))
        }
        let largest = rows.max { one, other in
            let cents = (one.row.boughtFor.value?.cents ?? 0, other.row.boughtFor.value?.cents ?? 0)
            return (cents.0, other.row.key) < (cents.1, one.row.key)
        }
        guard let (row, keys) = largest, let spent = row.boughtFor.value else { return nil }
        var sources = bench.pipeline.rules.sources
        let choices = texts.filter {
            keys.contains(sources.key(source: $0.text, medium: "", campaign: ""))
        }
        guard let first = choices.first else { return nil }
        func money(_ language: Language) -> String {
            NumberFormat(language).money(spent, whole: spent.cents % 100 == 0)
        }
        let (en, nl) = (row.label.text(.en), row.label.text(.nl))
        let isOne = choices.count == 1
        var question = Question(
            subject: .names,
            text: Phrase(
                en: "\(money(.en)) was spent on \(en), and no lead has that source. "
                    + (isOne
                        ? "Are the \(first.leads) leads of \(first.text.quoted) its leads? yes or no."
                        : "Which of these are its leads? Their numbers, such as 1,3, or no."),
                nl: "Er is \(money(.nl)) uitgegeven aan \(nl), en geen lead heeft die bron. "
                    + (isOne
                        ? "Zijn de \(first.leads) leads van \(first.text.quoted) daarvan? ja of nee."
                        : "Welke van deze leads zijn daarvan? De nummers, zoals 1,3, of nee.")),
            reason: Phrase(
                en: "Without it, what that spend brought is not known.",
                nl: "Zonder dit is niet bekend wat die uitgaven opbrachten."))
        question.choices = isOne ? [] : choices
        question.candidates = choices.map(\.text)
        question.source = row.key
        return question
    }

    /// More questions than this nobody answers.
    private static let mostQuestions = 5

    private static func created(_ move: CRMMove) -> Question {
        let seen = [
            move.day.map {
                Phrase(
                    en: "\($0.leads) of \($0.all) leads were created on \($0.day)",
                    nl: "\($0.leads) van \($0.all) leads zijn aangemaakt op \($0.day)")
            },
            move.wins.map {
                Phrase(
                    en: "\($0.early) of \($0.all) won deals were closed before their lead or MQL",
                    nl:
                        "\($0.early) van \($0.all) gewonnen deals zijn gesloten vóór hun lead of MQL"
                )
            },
        ].compactMap { $0 }
        let (en, nl) = (
            seen.map(\.en).joined(separator: ", and "), seen.map(\.nl).joined(separator: ", en ")
        )
        return Question(
            subject: .created,
            text: Phrase(
                en:
                    "This looks like an import into the CRM: \(en). Count each lead from its first stage or "
                    + "activity instead? yes or no.",
                nl:
                    "Dit lijkt op een import in het CRM: \(nl). Elke lead tellen vanaf zijn eerste fase of "
                    + "activiteit? ja of nee."),
            reason: Phrase(
                en: "Without it, what the money brought is not said.",
                nl: "Zonder dit wordt niet gezegd wat het geld opleverde."))
    }

    private static func questions(
        _ bench: Bench, _ sources: [(text: String, leads: Int)], _ names: Question?,
        _ move: CRMMove?
    ) -> [Question] {
        let facts = bench.reading.facts
        var questions = move.map { [created($0)] } ?? []
        let withoutMargin = facts.deals.count {
            $0.margin == nil && $0.amount != nil && !$0.isCredit
        }
        if withoutMargin > 0 {
            questions.append(
                Question(
                    subject: .margin,
                    text: Phrase(
                        en: "What part of a sale is margin, after direct costs? Such as 40%.",
                        nl: "Welk deel van een verkoop is marge, na directe kosten? Zoals 40%."),
                    reason: Phrase(
                        en: "Without it, what came back is turnover, and is called so.",
                        nl: "Zonder dit is wat terugkwam omzet, en heet het ook zo.")))
        }
        if !facts.spend.isEmpty, !facts.spend.contains(where: { $0.category == .people }) {
            questions.append(
                Question(
                    subject: .hours,
                    text: Phrase(
                        en:
                            "How many own hours go into one MQL, marketing and sales together, and what "
                            + "does an hour cost? Such as 2.5 at 65.",
                        nl:
                            "Hoeveel eigen uren gaan er in één MQL, marketing en sales samen, en wat kost "
                            + "een uur? Zoals 2,5 à 65."),
                    reason: Phrase(
                        en: "Without it, an MQL costs what was bought, and no more.",
                        nl: "Zonder dit kost een MQL wat er is ingekocht, en meer niet.")))
        }
        let hasOwnList = bench.reading.tables.contains {
            $0.kinds.contains(.spend) && !$0.isPlatform
        }
        if hasOwnList {
            questions.append(
                Question(
                    subject: .vat,
                    text: Phrase(
                        en:
                            "Is VAT part of the amounts in your own list of spend? no, or such as 21%.",
                        nl: "Zit er btw in de eigen uitgavenlijst? nee, of bijvoorbeeld 21%."),
                    reason: Phrase(
                        en: "It is taken out there; platforms export amounts without VAT.",
                        nl: "Ze gaat er daar uit; platforms exporteren zonder btw.")))
        }
        if let names { questions.append(names) }
        if let links = sources.first(where: { $0.text == "Referring websites" }) {
            questions.append(
                Question(
                    subject: .referrals,
                    text: Phrase(
                        en:
                            "HubSpot calls visitors from links on other sites Referrals (\(links.leads) "
                            + "leads). Were they sent by customers or colleagues? yes or no.",
                        nl:
                            "HubSpot noemt bezoekers via links op andere sites Referrals (\(links.leads) "
                            + "leads). Zijn ze gestuurd door klanten of collega's? ja of nee."),
                    reason: Phrase(
                        en: "A recommendation converts far better than a link.",
                        nl: "Een aanbeveling converteert veel beter dan een link.")))
        }
        let statuses = counts(bench, "lead_status")
        if !statuses.isEmpty {
            var question = Question(
                subject: .rejected,
                text: Phrase(
                    en: "Which of these words means that sales has turned a lead down?",
                    nl: "Welke van deze woorden betekent dat sales een lead heeft afgewezen?"),
                reason: Phrase(
                    en: "Their numbers, such as 1,3. Without it, no rejections are shown.",
                    nl: "De nummers, zoals 1,3. Zonder dit worden geen afwijzingen getoond."))
            question.choices = Array(statuses.prefix(12))
            questions.append(question)
        }
        if let stages = stages(bench) { questions.insert(stages, at: 0) }
        // Without an MQL nothing else has an answer.
        if let words = leadWords(bench) { questions.insert(words, at: 0) }
        // What changes least in the figures is left out first.
        let leastFirst: [Question.Subject] = [.referrals, .vat]
        for subject in leastFirst where questions.count > mostQuestions {
            questions.removeAll { $0.subject == subject }
        }
        // How long persons are kept is asked beside what the figures need.
        var asked = Array(questions.prefix(mostQuestions))
        asked.append(
            Question(
                subject: .retention,
                text: Phrase(
                    en:
                        "After how many months without anything is a person erased from a workspace? Such "
                        + "as 36.",
                    nl:
                        "Na hoeveel maanden zonder iets wordt iemand uit een werkruimte gewist? Zoals 36."
                ),
                reason: Phrase(
                    en: "Each import does it then. Without it, nobody is erased by age.",
                    nl: "Elke import doet dat dan. Zonder dit wordt niemand om de leeftijd gewist.")
            ))
        return asked
    }

    /// What words for where a lead stands mean that nobody knows; nil where there are none. Some are what leads
    /// are called now, others only stand above a column of days.
    private static func leadWords(_ bench: Bench) -> Question? {
        var words: [String: Int] = [:]
        for table in bench.reading.tables {
            // The same leads may be in several exports.
            words.merge(table.unknownWords, uniquingKeysWith: max)
            guard table.recognition.fields.contains(where: { $0.fact == .stage }) else { continue }
            for column in table.unusedColumns {
                if let word = StageColumn.word(in: column), OutcomeWords.lead(word) == nil {
                    words[word] = words[word] ?? 0
                }
            }
        }
        guard !words.isEmpty else { return nil }
        var question = Question(
            subject: .leadStages,
            text: Phrase(
                en:
                    "Which of these words mean that a lead is an MQL, an SQL, an opportunity or a customer?",
                nl: "Welke van deze woorden betekenen dat een lead MQL, SQL, kans of klant is?"),
            reason: Phrase(
                en:
                    "Such as: mql 1, sql 2, won 3. Without it, these words say nothing, and who is an MQL may "
                    + "not be known.",
                nl:
                    "Zoals: mql 1, sql 2, klant 3. Zonder dit zeggen deze woorden niets, en is misschien niet "
                    + "bekend wie MQL is."))
        question.choices = Array(
            words.map { (text: $0.key, leads: $0.value) }
                .sorted { ($1.leads, $0.text) < ($0.leads, $1.text) }.prefix(20))
        return question
    }

    /// What stages of deals mean that nobody knows; nil where there are none.
    private static func stages(_ bench: Bench) -> Question? {
        var stages: [String: OpenStage] = [:]
        for deal in bench.reading.facts.deals where !deal.unknownStage.isEmpty {
            stages[deal.unknownStage, default: OpenStage()].add(deal)
        }
        guard !stages.isEmpty else { return nil }
        var question = Question(
            subject: .stages,
            text: Phrase(
                en: "Which of these stages mean that a deal is won, and which that it is lost?",
                nl: "Welke van deze fasen betekenen dat een deal gewonnen is, en welke verloren?"),
            reason: Phrase(
                en: "Such as: won 1, lost 2 3. The others are open, as all are without an answer.",
                nl: "Zoals: gewonnen 1, verloren 2 3. De andere zijn open, en zonder antwoord alle."
            ))
        let sorted = stages.sorted { ($1.value.deals, $0.key) < ($0.value.deals, $1.key) }
            .prefix(20)
        question.choices = sorted.map { ($0.key, $0.value.deals) }
        question.isOfDeals = true
        question.amounts = sorted.map { stage in
            stage.value.cents.sorted { $0.key < $1.key }.map { currency, cents in
                "\(FixedPoint.text(cents: cents)) \(currency.code)"
            }.joined(separator: ", ")
        }
        return question
    }
}
