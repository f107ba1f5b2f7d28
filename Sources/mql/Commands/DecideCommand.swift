import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: CallLanguage.said(
            "Write down what was decided, and see later whether it was done and what came of it.",
            "Leg vast wat er is besloten, en zie later of het is gedaan en wat ervan kwam."),
        discussion: CallLanguage.said(
            """
            mql decide "cap Google at €150" --source google-ads --until 2027-01 --by "Els, marketing"
            mql decide "stop the purchased list" --source purchased-list --by marketing sales
            mql decide --done 1
            Without words it lists what was decided. What was decided stands in mql-decisions.yaml, with how things \
            stood then; mql review and mql dashboard begin with it.
            """,
            """
            mql decide "plafond Google op €150" --source google-ads --until 2027-01 --by "Els, marketing"
            mql decide "stop de ingekochte lijst" --source purchased-list --by marketing sales
            mql decide --done 1
            Zonder woorden toont het wat er is besloten. Wat is besloten staat in mql-decisions.yaml, met hoe het er \
            toen voor stond; mql review en mql dashboard beginnen ermee.
            """)
    )

    @Argument(
        help: .said(
            "What was decided, between quotes.", "Wat er is besloten, tussen aanhalingstekens."))
    var text: String?

    @OptionGroup var data: DataOptions

    @Option(
        help: .said(
            "The source that it is about, as google-ads or what it is called. Default: all.",
            "De bron waarover het gaat, zoals google-ads of hoe hij heet. Standaard: alle."))
    var source: String?

    @Option(
        help: .said(
            "When it is looked at again: a day, or a month of which the last day counts.",
            "Wanneer het opnieuw wordt bekeken: een dag, of een maand waarvan de laatste dag telt.")
    )
    var until: String?

    @Option(
        parsing: .upToNextOption,
        help: .said("Who decided it.", "Wie het besloot."))
    var by: [String] = []

    @Option(
        help: .said(
            "The day on which it was decided. Default: today.",
            "De dag waarop het is besloten. Standaard: vandaag."),
        transform: { try DayArgument.read($0) })
    var on: Day?

    @Option(
        help: .said(
            "Watch that an MQL costs at most so much to buy, such as 150.",
            "Volg of een MQL hoogstens zoveel inkoop kost, zoals 150."))
    var cap: String?

    @Option(
        help: .said(
            "Watch that so much is spent a month, such as 4000.",
            "Volg of er per maand zoveel wordt besteed, zoals 4000."))
    var spend: String?

    @Flag(
        help: .said(
            "Watch that nothing is bought of the source any more.",
            "Volg of er bij de bron niets meer wordt ingekocht."))
    var stop = false

    @Flag(
        help: .said(
            "Keep the words alone: nothing is watched.",
            "Bewaar alleen de woorden: er wordt niets gevolgd."))
    var onlyWords = false

    @Option(
        help: .said(
            "The number of a decision that was carried out.",
            "Het nummer van een besluit dat is uitgevoerd."),
        transform: { try CountArgument.read($0) })
    var done: Int?

    @Option(
        help: .said(
            "The number of a decision that is not wanted any more.",
            "Het nummer van een besluit dat niet meer nodig is."),
        transform: { try CountArgument.read($0) })
    var drop: Int?

    @Option(
        help: .said(
            "What there is to say of it, with --done or --drop.",
            "Wat erover te zeggen is, bij --done of --drop."))
    var note: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        let ways = [text != nil, done != nil, drop != nil].count(where: { $0 })
        if ways > 1 {
            throw ValidationError(
                en: "One thing at a time: a decision, --done or --drop.",
                nl: "Eén ding tegelijk: een besluit, --done of --drop.")
        }
        let isNew =
            source != nil || until != nil || !by.isEmpty || cap != nil || spend != nil || stop
        if text == nil, isNew || onlyWords {
            throw ValidationError(
                en: "What was decided? Write it between quotes: mql decide \"cap Google at €150\".",
                nl:
                    "Wat is er besloten? Schrijf het tussen aanhalingstekens: mql decide \"plafond Google op €150\"."
            )
        }
        if note != nil, done == nil, drop == nil {
            throw ValidationError(
                en: "--note goes with --done or --drop.", nl: "--note hoort bij --done of --drop.")
        }
        if let text, text.allSatisfy(\.isWhitespace) || text.count > Self.mostLetters {
            throw ValidationError(
                en: "A decision has from 1 to \(Self.mostLetters) letters.",
                nl: "Een besluit heeft 1 tot \(Self.mostLetters) letters.")
        }
        let aims = [cap != nil, spend != nil, stop, onlyWords].count(where: { $0 })
        if aims > 1 {
            throw ValidationError(
                en: "One of --cap, --spend, --stop and --only-words; make two decisions of two.",
                nl: "Eén van --cap, --spend, --stop en --only-words; maak van twee twee besluiten.")
        }
    }

    private static let mostLetters = 500

    func run() async throws {
        let isRead = text == nil && done == nil && drop == nil
        let lock = isRead ? nil : FolderLock()
        defer { withExtendedLifetime(lock) {} }
        var decisions = try TeamDecisions()
        if let done { return try close(done, .done, in: &decisions) }
        if let drop { return try close(drop, .dropped, in: &decisions) }
        let bench = try data.open(lang: output.lang)
        guard let text else {
            let outcomes = try await bench.outcomes(of: decisions.all)
            try output.print(of: bench) { DecisionsReport(outcomes, bench.question, $0) }
            return
        }
        let decision = try await made(text, decisions.next, bench)
        decisions[decision.number] = decision
        try decisions.keep()
        let lang = output.lang
        Terminal.complain(
            Phrase(
                en: "Decision \(decision.number) is kept in \(TeamDecisions.fileName).",
                nl: "Besluit \(decision.number) is bewaard in \(TeamDecisions.fileName)."
            ).text(lang))
        let kept = try await bench.outcomes(of: [decision])
        Terminal.complain(DecisionsReport.watched(decision, bench.pipeline.rules.book.names, lang))
        if decision.on >= bench.question.asOf {
            Terminal.complain(
                Phrase(
                    en:
                        "The data go to \(bench.question.asOf): what came of it can be seen once they go on.",
                    nl:
                        "De gegevens gaan tot \(bench.question.asOf): wat ervan kwam is te zien als ze verder gaan."
                ).text(lang))
        }
        if output.format != .text || output.to != nil {
            try output.print(of: bench) { DecisionsReport(kept, bench.question, $0) }
        }
    }

    private func made(
        _ text: String, _ number: Int, _ bench: Bench
    ) async throws -> TeamDecision {
        let today = Clock.today(in: bench.pipeline.rules.book.zone)
        let day = on ?? today
        guard day <= today else {
            throw ValidationError(
                en: "--on \(day) is still to come.", nl: "--on \(day) moet nog komen.")
        }
        var decision = TeamDecision(
            number: number, on: day,
            text: Self.oneLine(text))
        decision.by = by.isEmpty ? nil : Self.oneLine(by.joined(separator: ", "))
        decision.source = try await key(bench)
        decision.until = try until.map { text in
            if let day = try? DayArgument.read(text) { return day }
            return try PeriodArgument.read(text).lastDay
        }
        if let until = decision.until, until <= day {
            throw ValidationError(
                en: "--until \(until) is no later than the day of the decision, \(day).",
                nl: "--until \(until) is niet later dan de dag van het besluit, \(day).")
        }
        let currency = bench.question.currency
        func money(_ cents: Int64) -> Money { Money(cents: cents, currency) }
        for (name, amount) in [("--cap", cap), ("--spend", spend)] {
            if let cents = try AmountArgument.read(amount, name), cents == 0 {
                throw ValidationError(
                    en: "\(name) is more than 0; --stop watches that nothing is bought.",
                    nl: "\(name) is meer dan 0; --stop volgt of er niets wordt ingekocht.")
            }
        }
        if let cents = try AmountArgument.read(cap, "--cap") {
            decision.aim = .cap(money(cents))
        } else if let cents = try AmountArgument.read(spend, "--spend") {
            decision.aim = .spend(money(cents))
        } else if stop {
            decision.aim = .stop
        } else if !onlyWords, let read = DecisionWords.read(text) {
            switch (read.kind, read.cents) {
            case (.cap, let cents?): decision.aim = .cap(money(cents))
            case (.spend, let cents?): decision.aim = .spend(money(cents))
            case (.stop, _): decision.aim = decision.source == nil ? nil : .stop
            default: break
            }
        }
        if decision.aim == .stop, decision.source == nil {
            throw ValidationError(
                en: "Of which source is nothing bought any more? Add --source.",
                nl: "Van welke bron wordt niets meer ingekocht? Geef --source.")
        }
        decision.before = try await bench.before(day, source: decision.source)
        return decision
    }

    /// Without line breaks and signs that steer a terminal.
    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").visible
    }

    /// The source as reports have it.
    private func key(_ bench: Bench) async throws -> String? {
        guard let source else { return nil }
        let figures = await bench.figures()
        let known = figures.rows.map(\.key)
        if let key = known.first(where: { $0 == source })
            ?? known.first(where: { figures.names.isCalled($0, source) })
        {
            return key
        }
        let list = known.joined(separator: ", ")
        throw FailedVerb(
            .noInput,
            en: "No lead and no spend is of \(source.quoted)."
                + Spelling.suggestion(for: source, in: known) + " There are: \(list).",
            nl: "Geen lead en geen uitgave is van \(source.quoted)."
                + Spelling.suggestion(for: source, in: known, .nl) + " Er zijn: \(list).")
    }

    private func close(
        _ number: Int, _ how: TeamDecision.Closed.How, in decisions: inout TeamDecisions
    ) throws {
        guard var decision = decisions[number] else {
            let list = decisions.open.map { "\($0.number)" }.joined(separator: ", ")
            throw FailedVerb(
                .noInput,
                en: "There is no decision \(number)."
                    + (list.isEmpty ? " None is open." : " Open are: \(list)."),
                nl: "Er is geen besluit \(number)."
                    + (list.isEmpty ? " Er is er geen open." : " Open zijn: \(list)."))
        }
        if let closed = decision.closed {
            throw FailedVerb(
                .badData,
                en: "Decision \(number) was closed on \(closed.on) already.",
                nl: "Besluit \(number) is al op \(closed.on) afgehandeld.")
        }
        let day =
            try on
            ?? Clock.today(
                in: RuleFiles.ruleBook(data.request(by: .source, unit: .person).rules).zone)
        guard day >= decision.on else {
            throw ValidationError(
                en: "--on \(day) is before the day of the decision, \(decision.on).",
                nl: "--on \(day) ligt voor de dag van het besluit, \(decision.on).")
        }
        decision.closed = .init(on: day, how, note: note.map(Self.oneLine))
        decisions[number] = decision
        try decisions.keep()
        Terminal.complain(
            Phrase(
                en: "Decision \(number) is closed: \(decision.text.visible)",
                nl: "Besluit \(number) is afgehandeld: \(decision.text.visible)"
            ).text(output.lang))
    }
}
