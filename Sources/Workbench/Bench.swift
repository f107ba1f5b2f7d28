package import Analysis
internal import Funnels
package import Intake
internal import Leads
package import Quantities
internal import Spreadsheets
internal import Store
package import Valuation

/// What somebody wants to know, as asked on the command line.
package struct Request: Sendable {
    package var data: [String] = []
    package var map: String?
    /// The tables of a mapping that is not in its file yet; nil where the file has them.
    package var mapTables: [TableMapping]?
    package var rules = "b2b"
    /// A second rule book, to hold beside the first; nil for none.
    package var otherRules: String?
    package var asOf: Day?
    /// Of which day the exports are, where somebody says it.
    package var exportedOn: Day?
    package var period: Period?
    package var by = Breakdown.source
    package var unit = CountedUnit.person
    /// The currency of the report; nil for that of the rule book.
    package var currency: Currency?
    package var horizon: Int?
    /// What a sale brings, in cents; nil to have it follow from the deals.
    package var margin: Int64?
    package var dateOrder: DateOrder?
    package var decimal: DecimalSign?
    /// What a row of a platform's export is of, where it does not tell.
    package var eachRow: RowDays?
    /// A file of exchange rates; nil where other currencies stay apart.
    package var rates: String?
    /// What a project says beside all that.
    package var project: Project?
    /// Fields of leads that nothing else asks for.
    package var moreFields: [String] = []
    /// Whether every column of a lead is wanted.
    package var learnsFromEverything = false
    package var jobs = 1
    /// Who is told how far it is; nil for nobody.
    package var progress: WorkProgress?
    /// What standard input holds, where it was read already.
    package var input: [UInt8]?
    /// Whether it has rows of all tables, of which the first column says the table.
    package var isTagged = false
    /// Where rejected rows are written; nil for nowhere.
    package var rejects: String?
    /// The workspace that has the facts; nil where files have them.
    package var workspace: Workspace?
    /// Only what had been imported by this day; nil for everything.
    package var knownOn: Day?
    /// Whether of a workspace it may be shown who persons are.
    package var showsPersons = false
    /// Whether it is shown of nobody, also where files are read.
    package var hidesPersons = false
    /// What is done with a file of which rows are rejected, where files are imported.
    package var loss = LossRule.accepted
    /// Parts that others counted, in place of leads.
    package var tallies: [String] = []
    /// The version of the program, which parts must be of.
    package var version = ""
    /// The facts that are held between questions; nil where each question reads them.
    package var held: HeldFacts?
    /// What tells this program from another version of it; empty where nothing is kept for next time.
    package var program = ""

    package init() {}
}

/// What is done with a file of which rows are rejected.
package enum LossRule: Sendable {
    /// The rest of it is kept.
    case accepted
    /// Nothing of it is kept where too much was lost.
    case refused
    /// Nothing of any file is kept where one row was lost.
    case strict
}

extension Request {
    /// Asks how leads are followed up: by which team, and how often they were tried.
    package mutating func asksFollowUp() {
        moreFields += [LeadTable.team, LeadTable.attempts]
        if project?.sellers != nil { moreFields.append(LeadTable.seller) }
    }

    /// Asks for what tests of sources are read by.
    package mutating func asksTests() {
        let isByRegion = project?.experiments.contains {
            !$0.regionsOff.isEmpty || !$0.regionsOn.isEmpty
        }
        if isByRegion ?? false { moreFields.append("region") }
    }

    /// Asks for the leads of a seller.
    ///
    /// - Throws: `FailedVerb` where it was not agreed that leads keep who has them.
    package mutating func asksSeller() throws {
        guard project?.sellers != nil else {
            throw FailedVerb(.badData, SellerAgreement.refusal)
        }
        moreFields.append(LeadTable.seller)
    }

    /// What tests showed that sources cause.
    var caused: [String: CausedShare] { project?.caused ?? [:] }

    /// The rule book, with what the firm says of itself.
    var book: RuleBook {
        get throws {
            var book = try RuleFiles.ruleBook(rules)
            if let project { book.take(project) }
            return book
        }
    }

    /// Which columns of other tables are what.
    var mappings: [TableMapping] {
        get throws { try mapTables ?? map.map(RuleFiles.mapping) ?? [] }
    }

    /// How files are read, and which fields of leads are wanted.
    ///
    /// - Parameter other: a second rule book, by which the same facts are judged too.
    func readingOptions(_ book: RuleBook, _ other: RuleBook? = nil) -> ReadingOptions {
        // What introduces a lead in an explanation, beside what the rules read.
        let introduced =
            Explanation.introducing + [Persons.mergedIDs] + moreFields
            + (project?.rejected.isEmpty == false ? ["lead_status"] : [])
            + (by == .selfReported ? [Breakdown.selfReported.rawValue] : [])
        // No rule asks for it, whatever it says: it is read for two purposes, where that was agreed.
        let own = book.fields.filter { $0 != LeadTable.seller }
        let asked = introduced + (other?.fields ?? []).filter { $0 != LeadTable.seller }
        let fields =
            own
            + asked.indices.filter { place in
                !own.contains(asked[place]) && !asked[..<place].contains(asked[place])
            }.map { asked[$0] } + [LeadTable.emailDomain]
        let presences = (book.presenceFields + (other?.presenceFields ?? [])).filter {
            $0 != LeadTable.seller
        }
        var options = ReadingOptions(
            zone: book.zone, dateOrder: dateOrder, decimal: decimal, currency: book.currency,
            leadFields: fields,
            presenceFields: presences.indices.filter { place in
                !fields.contains(presences[place])
                    && !presences[..<place].contains(presences[place])
            }.map { presences[$0] },
            keepsRejectedRows: rejects != nil)
        options.jobs = jobs
        options.rowDays = eachRow
        options.roles = try? RuleFiles.roleAddresses()
        options.vatInSpend = project?.vatInSpend ?? 0
        options.rejectedStatuses = project?.rejected ?? []
        options.exportedOn = project?.exportedOn
        options.createdAtEarliest = project?.created == .earliest
        options.leadStages = project?.leadStages ?? [:]
        for stage in project?.wonStages ?? [] { options.dealStages[stage] = "won" }
        for stage in project?.lostStages ?? [] { options.dealStages[stage] = "lost" }
        for stage in project?.openStages ?? [] { options.dealStages[stage] = "open" }
        return options
    }
}

/// Facts that have been read, with the rules that go with them: the table at which verbs work.
package struct Bench: Sendable {
    package private(set) var reading: Reading
    package private(set) var pipeline: Pipeline
    /// Up to which day it is known what became of leads: the one place where a day is chosen that nobody
    /// asked for.
    package let observed: ObservedUntil
    /// The same facts under the second rule book; nil where none was asked for.
    package let other: Pipeline?
    private(set) var request: Request
    /// In how many parts it works.
    var jobs: Int { request.jobs }
    /// Of a workspace: what has changed since the facts were cached.
    private var since: FactsCache.Changes?
    /// Where that is going on, how they are cached.
    private var filling: FactsCache.Filling?

    /// Reads files and rules, or takes the facts that are held.
    package init(_ given: Request) throws {
        let request = given.learnsFromEverything ? try given.learningFromEverything() : given
        guard let held = request.held else {
            try self.init(reading: request)
            return
        }
        self = try held.bench(for: request) {
            var bench = try Bench(reading: request)
            bench.pipeline.counts = HeldCounts()
            return bench
        }
        self.request = request
        if since != nil {
            let stored = request.workspace?.storedJudgements(pipeline.rules.book)
            takeJudgements(stored)
        }
    }

    /// Reads files and rules.
    private init(reading request: Request) throws {
        guard request.tallies.isEmpty else {
            try self.init(parts: request)
            return
        }
        let book = try request.book
        var other = try request.otherRules.map(RuleFiles.ruleBook)
        if let project = request.project { other?.take(project) }
        if let workspace = request.workspace {
            let options = request.readingOptions(book, other)
            let wanted = FactsWanted(
                leadFields: options.leadFields, presenceFields: options.presenceFields,
                knownOn: request.knownOn)
            let (jobs, program) = (request.jobs, request.program)
            let (facts, stored) = Parallel.all(
                jobs: jobs,
                { Result { try workspace.facts(wanted, jobs: jobs, program: program) } },
                { program.isEmpty ? nil : workspace.storedJudgements(book) })
            var (reading, since, filling) = try facts.get()
            if !request.showsPersons { reading.hidePersons() }
            reading.settle(options)
            try self.init(request, reading, book, other)
            // What one lead was judged to be is no more what it is, where another is the same person.
            // Nor is it by its number, where rounds of one lead have rows of their own.
            let isByNumber =
                self.reading.facts.persons.isEmpty && pipeline.rules.book.recycled == .once
            self.since = isByNumber ? since : nil
            self.filling = filling
            takeJudgements(stored)
            return
        }
        let mappings = try request.mappings
        try self.init(
            request, sources: try Self.open(request), mappings: mappings,
            book: book, other: other)
    }

    /// Adds up what others counted of leads, with what is spent and planned here.
    private init(parts request: Request) throws {
        try Self.requireNoRates(request)
        let book = try request.book
        let others = try Self.spendAndPlan(request, book)
        if let question = others.facts.spendFindings.first(where: \.isQuestion) {
            throw FailedVerb(.badData, SpendQuestion(question).read)
        }
        let parts = try ReadParts(request.tallies, book, facts: others.facts)
        self.request = try request.answered(by: parts.header, book)
        request.progress?.end()
        reading = parts.reading(with: others)
        observed = ObservedUntil(
            parts.added.events, reading.tables, in: book.zone, said: request.exportedOn,
            today: Clock.today(in: book.zone))
        let (moveRules, holeRules) = try RuleFiles.findings()
        pipeline = Pipeline(
            parts.added, facts: others.facts, book: book, benchmarks: try RuleFiles.benchmarks(),
            moveRules: moveRules, holeRules: holeRules)
        other = nil
        reading.note(until: observed.tables)
    }

    /// Takes what leads were judged to be before, as far as that still holds.
    private mutating func takeJudgements(_ stored: StoredJudgements?) {
        guard let since, let workspace = request.workspace else { return }
        let asOf = question.asOf
        let judged = workspace.judgements(stored, pipeline, asOf: asOf, since)
        pipeline.take(
            JudgementCache.Lookup(leads: reading.facts.leads.count, before: judged), of: asOf)
    }

    /// The files of a request that are no table known here, or cannot be read, each with the reason and what to
    /// do.
    static func unknown(
        in request: Request
    ) throws -> [(path: String, why: Phrase, isTable: Bool)] {
        let mappings = try request.mappings
        let options = request.readingOptions(try RuleFiles.ruleBook(request.rules), nil)
        var unknown: [(path: String, why: Phrase, isTable: Bool)] = []
        // A pipe can be read only once.
        for path in request.data where Files.size(of: path) != nil && Files.kind(of: path) != .other
        {
            do {
                _ = try Reading.open(
                    [Files.plainSource(path, most: .max)], mappings: mappings, options: options)
                if isPacked(path) { try Reading.requireWhole(Files.plainSource(path, most: .max)) }
            } catch let errors as IntakeErrors {
                if let error = errors.errors.first(where: { $0.isNoTable || $0.isUnreadable }) {
                    unknown.append((path, error.message, error.isNoTable))
                }
            } catch let error as IntakeError where error.isNoTable || error.isUnreadable {
                unknown.append((path, error.message, error.isNoTable))
            }
        }
        return unknown
    }

    /// Whether a file begins as those do that gzip or zip has packed.
    static func isPacked(_ path: String) -> Bool {
        let front = Files.start(of: path, 4)
        return Gunzip.begins(front) || ZipArchive.begins(front)
    }

    /// Opens what a request names: files, or rows of all tables in one stream.
    static func open(_ request: Request) throws -> [ByteSource] {
        guard !request.isTagged else {
            return try TaggedRows.tables(Files.source("-", request.input))
        }
        return try open(request.data, request.progress, request.input)
    }

    /// Opens all files, or says of every one that cannot be opened why not.
    static func open(
        _ paths: [String], _ progress: WorkProgress?, _ input: [UInt8]? = nil
    ) throws -> [ByteSource] {
        for (place, path) in paths.enumerated() where path != "-" {
            if let other = paths[..<place].first(where: { $0 != "-" && Files.areSame($0, path) }) {
                throw FailedVerb(
                    .badData,
                    en: "\(path.visible) is the same file as \(other.visible). Name it once.",
                    nl:
                        "\(path.visible) is hetzelfde bestand als \(other.visible). Noem het één keer."
                )
            }
        }
        var failures: [FailedVerb] = []
        var sources: [ByteSource] = []
        for path in paths {
            do { sources.append(try Files.source(path, input)) } catch let error as FailedVerb {
                failures.append(error)
            }
        }
        guard let first = failures.first else {
            guard let progress else { return sources }
            let sizes = sources.compactMap(\.size)
            progress.expect(sizes.count == sources.count ? sizes.reduce(0, +) : nil)
            return sources.map { source in
                var counted = source.reading { buffer in
                    let count = try source.read(buffer)
                    progress.add(count)
                    return count
                }
                counted.anywhere = source.anywhere?.telling { progress.add($0) }
                return counted
            }
        }
        throw FailedVerb(
            first.cause, Phrase(joining: failures.map(\.message), separator: "\n"))
    }

    /// Reads sources that are open already.
    ///
    /// - Throws: `FailedVerb` with all that cannot be read.
    package init(
        _ request: Request, sources: [ByteSource], mappings: [TableMapping] = [], book: RuleBook,
        other: RuleBook? = nil
    ) throws {
        let options = request.readingOptions(book, other)
        do {
            try self.init(
                request, Reading.read(sources, mappings: mappings, options: options), book, other)
        } catch let error as IntakeErrors {
            throw FailedVerb(.badData, error.described)
        } catch let error as IntakeError {
            throw FailedVerb(.badData, error.described)
        }
    }

    /// From facts that have been read.
    private init(
        _ request: Request, _ reading: Reading, _ book: RuleBook, _ other: RuleBook?
    ) throws {
        self.request = request
        if let question = reading.facts.spendFindings.first(where: \.isQuestion) {
            throw FailedVerb(.badData, SpendQuestion(question).read)
        }
        if let other { try Self.requireSameZone(book, other) }
        var reading = reading
        if request.hidesPersons { reading.hidePersons() }
        if let path = request.rates {
            let rates: ExchangeRates
            do { rates = try ExchangeRates.read(Files.plainSource(path)) } catch let error
                as IntakeError
            {
                throw FailedVerb(.badData, error.described)
            } catch let errors as IntakeErrors {
                throw FailedVerb(.badData, errors.described)
            }
            reading.convert(to: request.currency ?? book.currency, by: rates)
        }
        request.progress?.end()
        reading.share(request.project?.spendCategories ?? [:])
        observed = ObservedUntil(
            reading, in: book.zone, said: request.exportedOn, today: Clock.today(in: book.zone))
        reading.note(until: observed.tables)
        reading.joinPersons()
        self.reading = reading
        let benchmarks = try RuleFiles.benchmarks()
        let facts = reading.facts
        let (moveRules, holeRules) = try RuleFiles.findings()
        func pipeline(_ book: RuleBook) -> Pipeline {
            Pipeline(
                facts: facts, book: book, benchmarks: benchmarks, moveRules: moveRules,
                holeRules: holeRules)
        }
        self.pipeline = pipeline(book)
        self.other = other.map(pipeline)
        if let progress = request.progress {
            self.pipeline.counted = { progress.add($0, of: .judging) }
        }
    }

    /// Works something out of all leads, and tells how far that is.
    func judging<Answer>(_ work: () async throws -> Answer) async rethrows -> Answer {
        request.progress?.begin(.judging, reading.facts.leads.count)
        defer { request.progress?.end() }
        return try await work()
    }

    /// A moment is one day in one zone and another in the next: two rule books on the same leads have
    /// one zone.
    private static func requireSameZone(_ one: RuleBook, _ other: RuleBook) throws {
        guard one.zone.name != other.zone.name else { return }
        throw FailedVerb(
            .badData,
            en: "\(one.file.visible) has time zone \(one.zone.name) and \(other.file.visible) "
                + "\(other.zone.name): a day begins at another moment. Give both the same time_zone.",
            nl: "\(one.file.visible) heeft tijdzone \(one.zone.name) en \(other.file.visible) "
                + "\(other.zone.name): een dag begint op een ander moment. Geef beide dezelfde time_zone."
        )
    }

    /// The files of which too much was lost. Of a workspace that was told when they were imported.
    package var losses: [RowLoss] {
        get throws {
            guard request.workspace == nil else { return [] }
            let limits = try RuleFiles.lossLimits()
            return reading.tables.compactMap { RowLoss($0, limits) }
        }
    }

    /// How many rows were rejected, of files or of all that was imported.
    package var rejectedRows: Int { reading.tables.reduce(0) { $0 + $1.rejected } }

    /// The request with everything filled in that was left open.
    package var question: Figures.Question {
        // Where nothing has a day there is nothing to count.
        let days = observed.days(asOf: request.asOf) ?? ObservedDays(asOf: Day(number: 0))
        let currency = request.currency ?? pipeline.rules.book.currency
        var question = Figures.Question(
            asOf: days.asOf, observed: days,
            period: request.period ?? pipeline.wholePeriod(asOf: lastDay(of: days)), by: request.by,
            unit: request.unit, currency: currency, horizon: request.horizon,
            margin: request.margin.map { Money(cents: $0, currency) },
            caused: request.caused)
        question.tested = Set(request.project?.experiments.map(\.source) ?? [])
        return question
    }

    /// The last day of the period where none was asked for. The day on which a month begins, and of which nothing is
    /// known, is the day of an export and no month.
    private func lastDay(of days: ObservedDays) -> Day {
        let last = days.endOfMonth
        guard last == last.startOfMonth, let lastRow = observed.lastRow, lastRow < last,
            !pipeline.facts.spend.contains(where: {
                $0.period.first <= last && last < $0.period.end
            })
        else { return last }
        return last.advanced(by: -1)
    }

    /// What an MQL costs against what it is worth, by source.
    package func justify(_ asked: JustificationFigures.Asked) async -> JustificationFigures {
        await judging { await pipeline.justify(question, asked, jobs: request.jobs) }
    }

    /// The same with months, who waits for a call, and the plan where there is one.
    ///
    /// - Parameter decisions: what was decided before.
    package func dashboard(
        _ asked: JustificationFigures.Asked, _ decisions: [TeamDecision] = []
    ) async throws -> DashboardFigures {
        var dashboard = await judging {
            await pipeline.dashboard(question, asked, jobs: request.jobs)
        }
        dashboard.decided = try await outcomes(of: decisions)
        dashboard.ahead = try await ahead()
        return dashboard
    }

    /// How to divide money over the sources.
    ///
    /// - Throws: `FailedVerb` with all that is wrong with what was asked.
    package func budget(_ asked: BudgetFigures.Asked) async throws -> BudgetFigures {
        var asked = asked
        asked.supposed = try RuleFiles.budgetSuppositions()
        do {
            let asked = asked
            return try await judging {
                try await pipeline.budget(question, asked, jobs: request.jobs)
            }
        } catch let errors as BudgetErrors {
            throw FailedVerb(
                .badData, Phrase(joining: errors.all.map(\.described), separator: "\n"))
        }
    }

    /// The figures, and why an MQL cost more or less than in another period.
    ///
    /// - Parameter rules: the rule book of that period; nil where it was the same.
    package func figures(
        against period: Period, rules: String? = nil
    ) async throws -> (figures: Figures, change: CostChangeFigures) {
        var other: Pipeline?
        if let rules {
            if request.data.contains("-") {
                throw FailedVerb(
                    .noInput,
                    en:
                        "--rules-then reads the files twice, which standard input cannot be. Name a file.",
                    nl:
                        "--rules-then leest de bestanden tweemaal, en standaardinvoer kan dat niet. Noem een "
                        + "bestand.")
            }
            var before = request
            before.rules = rules
            before.progress = nil
            // Read again, because other rules may ask for other fields.
            other = try Bench(before).pipeline
        }
        let then = other
        return await judging {
            await pipeline.figures(question, against: period, by: then, jobs: request.jobs)
        }
    }

    /// The figures of the question.
    package func figures() async -> Figures {
        await judging { await pipeline.figures(question, jobs: request.jobs) }
    }

    /// Stores in the workspace what leads were judged to be for the figures, so that it need not be judged
    /// again.
    package func storeJudgements() {
        guard let since, let judgements = pipeline.judgements, judgements.leads.isNew,
            !Cancellation.hasCome
        else { return }
        // They are kept beside the facts.
        filling?.finish()
        request.workspace?.store(
            judgements.leads.judged, pipeline, asOf: judgements.day, since)
    }
}

extension RuleBook {
    /// What the firm says of itself goes before what the rule book says.
    package mutating func take(_ project: Project) {
        economics.take(answersOf: project.economics)
        answers = economics.given + project.given(askAgainAfter: economics.askAgainAfter)
        agreedSources = project.sources
        agreedCampaigns = project.campaigns
        createdAtEarliest = project.created == .earliest
    }
}

extension Bench {
    /// What sales did with what marketing handed over.
    package func handover() async -> HandoverFigures {
        await judging { await pipeline.handover(question, jobs: request.jobs) }
    }

    /// What the monthly meeting is about.
    ///
    /// - Parameter decisions: what was decided before.
    package func review(_ decisions: [TeamDecision] = []) async throws -> ReviewFigures {
        var review = await judging {
            await pipeline.review(question, .init(), jobs: request.jobs)
        }
        review.decided = try await outcomes(of: decisions)
        review.ahead = try await ahead()
        return review
    }

    /// The rule book of the request against the second one, on the same leads; nil without a second.
    package func compareDefinitions() async -> (
        comparison: DefinitionComparison, changes: [RuleChange]
    )? {
        guard let other else { return nil }
        // Lead by lead: two rule books may see other rounds in the same one.
        return (
            await pipeline.countingOnce.compare(
                with: other.countingOnce, question, jobs: request.jobs),
            RuleFiles.changes(from: pipeline.rules.book, to: other.rules.book)
        )
    }

    /// One source by itself; nil where no lead and no spend has it.
    package func source(
        _ name: String, _ asked: JustificationFigures.Asked
    ) async -> SourceFigures? {
        await judging { await pipeline.source(name, question, asked, jobs: request.jobs) }
    }

    /// Those who wait for a call, in the order in which they are called.
    package func callList(_ waiting: [ListedLead]) async -> [ListedLead] {
        await judging { pipeline.callList(waiting, question, jobs: request.jobs) }
    }

    /// The rule book against the same with what is tried, on the same leads.
    ///
    /// - Returns: also the rule book as a file, which nobody has signed.
    package func tries(_ trial: RuleTrial) async throws -> (
        comparison: DefinitionComparison, changes: [RuleChange], text: String
    ) {
        let base = try RuleFiles.ruleBook(request.rules)
        let changed = try trial.applied(to: base)
        let text = RuleFiles.text(of: changed)
        var book = changed == base ? base : try RuleFiles.read(text, name: base.file)
        if let project = request.project { book.take(project) }
        let (moveRules, holeRules) = try RuleFiles.findings()
        let tried = Pipeline(
            facts: pipeline.countingOnce.facts, book: book, benchmarks: try RuleFiles.benchmarks(),
            moveRules: moveRules, holeRules: holeRules)
        return (
            await pipeline.countingOnce.compare(
                with: tried.countingOnce, question, jobs: request.jobs),
            RuleFiles.changes(from: pipeline.rules.book, to: book), text
        )
    }

    /// What won and lost leads had in common, and what the rule book would then say differently.
    package func learn(
        _ asked: LearningFigures.Asked
    ) async -> (learning: LearningFigures, changes: [RuleChange]) {
        let learning = await judging {
            await pipeline.learn(question, asked, jobs: request.jobs)
        }
        let changes = learning.proposal.map {
            RuleFiles.changes(from: pipeline.rules.book, to: $0)
        }
        return (learning, changes ?? [])
    }

    /// MQLs, cost and what came back by the sources that touched them.
    package func attribution() async -> AttributionFigures {
        await judging { await pipeline.attribution(question, jobs: request.jobs) }
    }

    /// Nil where no plan was read.
    package func plan() async -> PlanFigures? {
        await judging { await pipeline.plan(question, jobs: request.jobs) }
    }

    /// What a project says of words that no file has, and of sources that nothing is called by.
    package var projectWarnings: [Phrase] {
        guard let project = request.project else { return [] }
        let leads = reading.facts.leads
        func texts(_ field: String) -> [String] {
            leads.column(field).map { column in
                (1..<max(1, column.table.count)).map { column.table.text(Symbol($0)) }
            } ?? []
        }
        func warn(_ key: String, _ word: String, _ known: [String]) -> Phrase {
            Phrase(
                en: "\(Project.fileName): \(key): no file has \(word.quoted)."
                    + Spelling.suggestion(for: word, in: known),
                nl: "\(Project.fileName): \(key): geen bestand heeft \(word.quoted)."
                    + Spelling.suggestion(for: word, in: known, .nl))
        }
        var warnings: [Phrase] = []
        let sources = texts("source") + Set(reading.facts.spend.map(\.source)).sorted()
        let keys = pipeline.rules.book.sources.map(\.key)
        for (text, key) in project.sources.sorted(by: { $0.key < $1.key }) {
            if !sources.contains(where: { TextTest.folded($0) == TextTest.folded(text) }) {
                warnings.append(warn("sources", text, sources))
            }
            if !keys.contains(key), let near = Spelling.nearest(to: key, in: keys) {
                warnings.append(
                    Phrase(
                        en:
                            "\(Project.fileName): sources: no rule knows \(key.quoted). Did you mean "
                            + "\(near.quoted)?",
                        nl:
                            "\(Project.fileName): sources: geen regel kent \(key.quoted). Bedoelt u "
                            + "\(near.quoted)?"))
            }
        }
        let campaigns = texts("campaign") + Set(reading.facts.spend.map(\.campaign)).sorted()
        for text in project.campaigns.keys.sorted()
        where !campaigns.contains(where: { TextTest.folded($0) == TextTest.folded(text) }) {
            warnings.append(warn("campaigns", text, campaigns))
        }
        let statuses = texts("lead_status")
        for word in project.rejected where !statuses.contains(word) {
            warnings.append(warn("rejected", word, statuses))
        }
        return warnings
    }

    /// Why there is nothing to explain, with the id that was probably meant.
    package func whyNoLead(_ id: String, asOf: Day) -> Phrase {
        let index = reading.facts.leads.index
        let called = reading.facts.persons(called: id)
        if called.count > 1 {
            return Phrase(
                en:
                    "No lead has the id \(id.quoted), and several say that it was merged into them. Name "
                    + "the one that is meant.",
                nl:
                    "Geen lead heeft het nummer \(id.quoted), en meer leads zeggen dat het met hen is "
                    + "samengevoegd. Noem de lead die bedoeld is.")
        }
        if called.contains(where: { reading.facts.frozen[$0] != nil }) {
            return Phrase(
                en: "Lead \(id.quoted) is not judged any more: erased, or the person has objected.",
                nl:
                    "Lead \(id.quoted) wordt niet meer beoordeeld: gewist, of de persoon heeft bezwaar gemaakt."
            )
        }
        if !called.isEmpty {
            return Phrase(
                en: "Lead \(id.quoted) was created after \(asOf).",
                nl: "Lead \(id.quoted) is van na \(asOf).")
        }
        // Of who is in no list the id is not told here either, nor an address that is one.
        let frozen = reading.facts.frozen
        let ids = (0..<min(index.count, 200_000)).lazy.filter { frozen[$0] == nil }
            .map(index.id(of:)).filter { !$0.contains("@") }
        return Phrase(
            en: "There is no lead \(id.quoted).\(Spelling.suggestion(for: id, in: ids))",
            nl: "Er is geen lead \(id.quoted).\(Spelling.suggestion(for: id, in: ids, .nl))")
    }
}
