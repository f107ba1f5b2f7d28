package import Analysis
internal import Funnels
internal import Intake
internal import Leads
package import Quantities
internal import Valuation

/// From exports to a project: what the files say themselves, and a few questions about what
/// they cannot say.
package struct Start {
    package internal(set) var project: Project
    /// What is asked, what changes most first; and what there is beside that.
    package private(set) var questions: [Question]
    package private(set) var others: [Question]
    /// The files that the project did not have.
    package let newFiles: [String]
    /// What was answered, by the name of its key, or by key and word.
    var answered: Set<String> = []
    /// Subjects of which an answer was given.
    var taken: Set<Question.Subject> = []
    /// The project that was here before; nil where there was none.
    private let kept: Project?
    /// Sources under which leads and spend are taken together from now on.
    package let proposals: [Proposal]
    /// Sources of leads that could be of several platforms on which money was spent.
    package let undecided: [Undecided]

    /// Something that only the firm knows, with what it is for.
    package struct Question: Sendable {
        /// What it is about, by the name under which a file of answers has it.
        package enum Subject: String, CaseIterable, Sendable {
            // In the order in which they are asked where they change as much.
            case leadStages = "lead_stages"
            case stages, created, names, tools, margin
            case marginOf = "margin_of"
            case hours
            case required = "required_return"
            case vat, rejected, referrals, retention
            /// What the columns of tables are that are not known, which is asked before all else.
            case tables
        }

        package let subject: Subject
        package let text: Phrase
        /// What the answer is for, and what is done without one.
        package let reason: Phrase
        /// How much it changes in the figures, in cents of cost or worth, so that what changes most is asked
        /// first.
        var effect: Int128 = 0
        /// What it decides, in a few words: `€12,500 of spend`.
        package var decides = Phrase("")
        /// The line that would say it in the project, for where it is not asked.
        var example = ""
        /// Words to choose from, most frequent first.
        package var choices: [(text: String, leads: Int)] = []
        /// The source that the spend in question has.
        var source = ""
        /// The texts of leads that may be meant by it.
        var candidates: [String] = []
        /// Whether no is an answer, after which it is not asked again.
        var takesNo: Bool {
            [.names, .referrals, .rejected, .created, .retention].contains(subject)
        }
        /// Whether a choice is of deals, and not of leads.
        package var isOfDeals = false
        /// What the deals of each choice add up to, in words; empty where that is not known.
        package var amounts: [Phrase] = []
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
    ///   - request: the files, and how to read them.
    ///   - figures: what the files say as they are, by source.
    ///   - kept: the project of an earlier time, of which every answer stays; nil where there is none.
    ///   - newFiles: the files that it does not have.
    ///   - given: what a file answers: that is asked however little it changes; nil where somebody types.
    ///   - today: by which it is told that an answer is old.
    ///   - tables: what was asked before about tables that are not known.
    package init(
        _ request: Request, _ bench: Bench, _ figures: Figures, language: Language,
        kept: Project? = nil, newFiles: [String] = [], given: Set<Question.Subject>? = nil,
        today: Day? = nil, tables: StartTables.Answered = .init()
    ) {
        let zone = bench.pipeline.rules.book.zone
        project = kept ?? Self.project(request, bench, language)
        self.newFiles = newFiles
        self.kept = kept
        if let kept {
            project.files = kept.files + Self.patterns(newFiles)
            project.exportedOn = Self.exportedOn(bench, kept, isMore: !newFiles.isEmpty)
            project.map = kept.map ?? request.map
        }
        let stays = project.settled.filter { !tables.noLongerSettled.contains($0) }
        project.settled = stays + tables.settled.filter { !stays.contains($0) }
        let all = StartQuestions.counts(bench, "source")
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
                }), project.sources[text] == nil
            else { continue }
            let platforms = family.platforms.filter(spent.contains)
            if platforms.count == 1 {
                proposals.append(Proposal(text: text, leads: leads, source: platforms[0]))
            } else if platforms.count > 1 {
                // The rules know Microsoft's ads as paid search: without a name of their own they
                // would seem to have brought all of it.
                if platforms.contains("paid-search"), project.sources["Microsoft Ads"] == nil {
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
        let builder = StartQuestions(
            bench, figures, project: project, today: today ?? Clock.today(in: zone))
        let ranked = builder.ranked(sources: all, texts, settled, isAgain: kept != nil)
        let most = (try? RuleFiles.startRules().questions) ?? ranked.count
        questions = []
        others = []
        for question in ranked {
            // How long persons are kept is asked beside what the figures need.
            let isAsked =
                questions.count < most - tables.asked || question.subject == .retention
                || given?.contains(question.subject) == true
            if isAsked { questions.append(question) } else { others.append(question) }
        }
        for proposal in proposals { project.sources[proposal.text] = proposal.source }
    }

    /// A project that says nothing yet but what the files and the call say.
    private static func project(
        _ request: Request, _ bench: Bench, _ language: Language
    ) -> Project {
        var project = Project()
        project.files = patterns(request.data)
        project.map = request.map
        project.rules = request.rules
        project.language = language
        project.currency = bench.pipeline.rules.book.currency
        project.eachRow = request.eachRow
        project.dateOrder = request.dateOrder
        project.decimal = request.decimal
        project.exportedOn = exportedOn(bench, nil, isMore: true)
        return project
    }

    /// To which day the files go; never before what was known.
    private static func exportedOn(
        _ bench: Bench, _ kept: Project?, isMore: Bool
    ) -> Day? {
        let day = bench.observed.day
        guard let before = kept?.exportedOn else { return kept == nil || isMore ? day : nil }
        return day.map { max($0, before) } ?? before
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

    /// Whether there is a project that has everything already.
    package var isNothingNew: Bool {
        kept != nil && newFiles.isEmpty && questions.isEmpty && proposals.isEmpty
            && project.exportedOn == kept?.exportedOn && project.settled == kept?.settled
            && project.map == kept?.map
    }

    /// Writes the project: a new one, or the answers of this time into the one that is here, of which
    /// everything stays that somebody wrote. What cannot stay is kept beside it.
    ///
    /// - Parameter again: whether it was asked to begin anew.
    package func write(to place: OutputFile, again: Bool) throws {
        let left = questions.filter { question in
            question.subject != .retention && !isTaken(question)
        }
        let proposals = ProjectEdit.proposals(left + others, project.language ?? .en)
        let whole =
            ProjectFile.text(of: project)
            + (proposals.isEmpty ? "" : "\n" + proposals.joined(separator: "\n") + "\n")
        guard Files.exists(place.path) else { return try place.write(whole) }
        let before = try Files.text(place.path)
        var edit = ProjectEdit(before, name: place.path)
        if let kept, !again, let text = edit.text(from: kept, to: project, proposals: proposals) {
            if text != before { try place.replace(with: text) }
            return
        }
        try Self.keep(before, beside: place.path)
        try place.replace(with: whole)
    }

    /// What was there before, under a name that nothing has.
    private static func keep(_ text: String, beside path: String) throws {
        var (name, number) = ("\(path).before", 1)
        while Files.exists(name) {
            number += 1
            name = "\(path).before.\(number)"
        }
        try OutputGuard(reading: []).file(name, for: "start", takesPipes: false).write(text)
    }

    private func isTaken(_ question: Question) -> Bool { taken.contains(question.subject) }
}
