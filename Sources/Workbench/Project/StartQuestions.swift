internal import Analysis
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Reports
internal import Valuation

/// What only the firm can say of its files, with how much each answer changes.
struct StartQuestions {
    let bench: Bench
    let figures: Figures
    let project: Project
    let today: Day
    let rules: StartRules
    var facts: Facts { bench.reading.facts }
    var economics: EconomicRules { bench.pipeline.rules.book.economics }

    /// - Parameters:
    ///   - figures: what the files say as they are, by source.
    ///   - project: what was answered before.
    ///   - today: by which it is told that an answer is old.
    init(_ bench: Bench, _ figures: Figures, project: Project, today: Day) {
        self.bench = bench
        self.figures = figures
        self.project = project
        self.today = today
        rules = (try? RuleFiles.startRules()) ?? StartRules()
    }

    /// All questions, those first that change most; how long persons are kept last, and only once.
    ///
    /// - Parameters:
    ///   - sources: what leads have as their source, and how many.
    ///   - open: those of them that are not taken as a platform.
    ///   - settled: sources of which it is known whose leads they are.
    func ranked(
        sources: [(text: String, leads: Int)], _ open: [(text: String, leads: Int)],
        _ settled: Set<String>, isAgain: Bool
    ) -> [Start.Question] {
        let asked = [
            leadWords, stages, figures.move.flatMap(created), names(open, settled), tools, margin,
            marginOf, hours, required, vat, rejected, referrals(sources),
        ].compactMap(\.self)
        let order = Start.Question.Subject.allCases
        func place(_ question: Start.Question) -> Int {
            order.firstIndex(of: question.subject) ?? order.count
        }
        let ranked = asked.sorted { ($1.effect, place($0)) < ($0.effect, place($1)) }
        return ranked + (isAgain || isSettled(.retention) ? [] : [retention])
    }

    /// Whether it was answered with no at an earlier time.
    func isSettled(_ subject: Start.Question.Subject, of name: String = "") -> Bool {
        project.settled.contains(Self.settled(subject, of: name))
    }

    /// How a question that was answered with no is written down.
    static func settled(_ subject: Start.Question.Subject, of name: String) -> String {
        name.isEmpty ? subject.rawValue : "\(subject.rawValue) \(name)"
    }

    /// More than any sum of money: without the answer there is no figure.
    static let everything = Int128(Int64.max)

    /// What was spent in the period on buying, in cents.
    var spent: Int128 { Int128(figures.total.boughtFor.value?.cents ?? 0) }

    /// An amount in words, to whole units.
    func money(_ cents: Int128, _ language: Language) -> String {
        let units = Rounding.halfEven(cents, over: 100) ?? 0
        let money = Money(clamping: Int128(units) * 100, figures.question.currency)
        return NumberFormat(language).money(money, whole: true)
    }

    /// The same in both languages, with words around it.
    func phrase(_ cents: Int128, en: (String) -> String, nl: (String) -> String) -> Phrase {
        Phrase(en: en(money(cents, .en)), nl: nl(money(cents, .nl)))
    }

    /// How many leads have each text of a field, most frequent first.
    static func counts(_ bench: Bench, _ field: String) -> [(text: String, leads: Int)] {
        guard let column = bench.reading.facts.leads.column(field) else { return [] }
        var counts = [Int](repeating: 0, count: column.table.count)
        for symbol in column.symbols { counts[Int(symbol)] += 1 }
        return counts.indices.dropFirst().filter { counts[$0] > 0 }
            .map { (column.table.text(Symbol($0)), counts[$0]) }
            .sorted { ($1.leads, $0.text) < ($0.leads, $1.text) }
    }

    /// So many of all leads, as the part of the spend that goes with them.
    func part(of leads: Int) -> Int128 {
        facts.leadCount > 0 ? spent * Int128(leads) / Int128(facts.leadCount) : 0
    }

    func leads(_ count: Int) -> Phrase {
        Phrase(
            en: "\(count) of \(facts.leadCount) leads", nl: "\(count) van \(facts.leadCount) leads")
    }

    private var retention: Start.Question {
        Start.Question(
            subject: .retention,
            text: Phrase(
                en:
                    "After how many months without any activity is a person erased from a workspace? For example 36.",
                nl:
                    "Na hoeveel maanden zonder activiteit wordt iemand uit een werkruimte gewist? Bijvoorbeeld 36."
            ),
            reason: Phrase(
                en:
                    "Each import then does so. Without an answer, nobody is erased for being too old.",
                nl:
                    "Elke import doet dat dan. Zonder antwoord wordt niemand gewist omdat het te lang geleden is."
            ))
    }
}

// MARK: Words of the files

extension StartQuestions {
    private func created(_ move: CRMMove) -> Start.Question? {
        guard !isSettled(.created), project.created == .asGiven else { return nil }
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
        var question = Start.Question(
            subject: .created,
            text: Phrase(
                en:
                    "This looks like an import into the CRM: \(en). Count each lead from its first stage or "
                    + "activity instead? yes or no.",
                nl:
                    "Dit lijkt op een import in het CRM: \(nl). Elke lead tellen vanaf zijn eerste fase of "
                    + "activiteit? ja of nee."),
            reason: Phrase(
                en: "Without an answer, the report does not say what the money brought.",
                nl: "Zonder antwoord zegt het rapport niet wat het geld opleverde."))
        question.effect = Self.everything
        question.decides = Phrase(en: "every verdict", nl: "elk oordeel")
        question.example = "created: earliest"
        return question
    }

    /// Words of which nobody knows where leads with them stand, and how many leads.
    private var unknownWords: [String: Int] {
        bench.reading.tables.reduce(into: [:]) { words, table in
            // The same leads may be in several exports.
            words.merge(table.unknownWords, uniquingKeysWith: max)
        }
    }

    var unknownLeads: Int { unknownWords.values.reduce(0, +) }

    /// What words for where a lead stands mean that nobody knows; nil where there are none. Some are what leads
    /// are called now, others only stand above a column of days.
    private var leadWords: Start.Question? {
        var words = unknownWords
        for table in bench.reading.tables {
            guard table.recognition.fields.contains(where: { $0.fact == .stage }) else { continue }
            for column in table.unusedColumns {
                if let word = StageColumn.word(in: column), OutcomeWords.lead(word) == nil {
                    words[word] = words[word] ?? 0
                }
            }
        }
        words = words.filter { project.leadStages[$0.key] == nil }
        guard !words.isEmpty else { return nil }
        var question = Start.Question(
            subject: .leadStages,
            text: Phrase(
                en:
                    "Which of these words mean that a lead is an MQL, an SQL, an opportunity or a customer?",
                nl: "Welke van deze woorden betekenen dat een lead MQL, SQL, kans of klant is?"),
            reason: Phrase(
                en:
                    "For example: mql 1, sql 2, won 3. Without an answer, these words say nothing, and who is an MQL may "
                    + "not be known.",
                nl:
                    "Bijvoorbeeld: mql 1, sql 2, klant 3. Zonder antwoord zeggen deze woorden niets, en is misschien niet "
                    + "bekend wie MQL is."))
        question.choices = Array(
            words.map { (text: $0.key, leads: $0.value) }
                .sorted { ($1.leads, $0.text) < ($0.leads, $1.text) }.prefix(20))
        let count = words.values.reduce(0, +)
        // Without an MQL nothing else has an answer.
        question.effect = figures.total.counts.mqls == 0 ? Self.everything : part(of: count)
        question.decides =
            count > 0
            ? leads(count) : Phrase(en: "\(words.count) columns", nl: "\(words.count) kolommen")
        question.example = "lead_stages: {\(question.choices[0].text.yaml): …}"
        return question
    }

    /// What stages of deals mean that nobody knows; nil where there are none.
    private var stages: Start.Question? {
        var stages: [String: OpenStage] = [:]
        for deal in facts.deals where !deal.unknownStage.isEmpty {
            stages[deal.unknownStage, default: OpenStage()].add(deal)
        }
        guard !stages.isEmpty else { return nil }
        var question = Start.Question(
            subject: .stages,
            text: Phrase(
                en: "Which of these stages mean that a deal is won, and which that it is lost?",
                nl: "Welke van deze fasen betekenen dat een deal gewonnen is, en welke verloren?"),
            reason: Phrase(
                en:
                    "For example: won 1, lost 2 3. The others are open, as all are without an answer.",
                nl:
                    "Bijvoorbeeld: gewonnen 1, verloren 2 3. De andere zijn open, en zonder antwoord alle."
            ))
        let sorted = stages.sorted { ($1.value.deals, $0.key) < ($0.value.deals, $1.key) }
            .prefix(20)
        question.choices = sorted.map { ($0.key, $0.value.deals) }
        question.isOfDeals = true
        question.amounts = sorted.map { stage in
            func text(_ language: Language) -> String {
                stage.value.cents.sorted { $0.key < $1.key }.map { currency, cents in
                    NumberFormat(language).money(Money(clamping: cents, currency))
                }.joined(separator: ", ")
            }
            return Phrase(en: text(.en), nl: text(.nl))
        }
        let sum = stages.values.reduce(Int128(0)) { sum, stage in
            sum + Int128((stage.cents[figures.question.currency] ?? 0).magnitude)
        }
        let deals = stages.values.reduce(0) { $0 + $1.deals }
        // Without a won deal there is no worth.
        question.effect = figures.sales.won == 0 ? max(sum, spent) : sum
        question.decides = phrase(
            sum, en: { "\($0) in \(deals) deals" }, nl: { "\($0) in \(deals) deals" })
        question.example = "won_stages: [\"…\"]"
        return question
    }

    /// Whose leads the spend was for that no lead has the name of: the most money that may be matched.
    private func names(
        _ texts: [(text: String, leads: Int)], _ settled: Set<String>
    ) -> Start.Question? {
        let rows = figures.rows.compactMap { row -> (row: Figures.Row, keys: [String])? in
            guard case .noLead(let candidates) = row.match, !candidates.isEmpty,
                row.boughtFor.value != nil, !settled.contains(row.key),
                !isSettled(.names, of: row.key), category(of: row) == nil
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
        let (en, nl) = (row.label.text(.en), row.label.text(.nl))
        let isOne = choices.count == 1
        var question = Start.Question(
            subject: .names,
            text: phrase(
                Int128(spent.cents),
                en: {
                    "\($0) was spent on \(en), and no lead has that source. "
                        + (isOne
                            ? "Are the \(first.leads) leads of \(first.text.quoted) its leads? yes or no."
                            : "Which of these are its leads? Their numbers, such as 1,3, or no.")
                },
                nl: {
                    "Er is \($0) besteed aan \(nl), en geen lead heeft die bron. "
                        + (isOne
                            ? "Zijn de \(first.leads) leads van \(first.text.quoted) daarvan? ja of nee."
                            : "Welke van deze leads zijn daarvan? De nummers, zoals 1,3, of nee.")
                }),
            reason: Phrase(
                en: "Without an answer, what that spend brought is not known.",
                nl: "Zonder antwoord is niet bekend wat die uitgaven opbrachten."))
        question.choices = isOne ? [] : choices
        question.candidates = choices.map(\.text)
        question.source = row.key
        question.effect = Int128(spent.cents.magnitude)
        question.decides = phrase(
            Int128(spent.cents), en: { "\($0) of spend" }, nl: { "\($0) aan uitgaven" })
        question.example = "sources: {\(first.text.yaml): \(row.key.yaml)}"
        return question
    }

    /// What a row that no lead has the name of seems to pay for beside advertising.
    private func category(of row: Figures.Row) -> Spend.Category? {
        let answered = project.spendCategories.keys.contains {
            FoldedName.of($0) == FoldedName.of(row.label.code)
        }
        return answered ? nil : rules.category(of: row.label.code)
    }

    private var rejected: Start.Question? {
        let statuses = Self.counts(bench, "lead_status")
        guard !statuses.isEmpty, project.rejected.isEmpty, !isSettled(.rejected) else { return nil }
        var question = Start.Question(
            subject: .rejected,
            text: Phrase(
                en: "Which of these words means that sales has turned a lead down?",
                nl: "Welke van deze woorden betekent dat sales een lead heeft afgewezen?"),
            reason: Phrase(
                en:
                    "Give their numbers, such as 1,3, or none. Without an answer, no rejections are shown.",
                nl:
                    "Geef de nummers, zoals 1,3, of geen. Zonder antwoord worden geen afwijzingen getoond."
            ))
        question.choices = Array(statuses.prefix(12))
        question.decides = leads(statuses.reduce(0) { $0 + $1.leads })
        question.example = "rejected: [\"…\"]"
        return question
    }

    private func referrals(_ sources: [(text: String, leads: Int)]) -> Start.Question? {
        guard let links = sources.first(where: { $0.text == "Referring websites" }),
            project.sources[links.text] == nil, !isSettled(.referrals)
        else { return nil }
        var question = Start.Question(
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
                nl: "Een aanbeveling converteert veel beter dan een link."))
        question.decides = leads(links.leads)
        question.example = "sources: {Referring websites: referral}"
        return question
    }
}
