package import Leads
package import Quantities

/// A rule book made ready for some facts: every rule is asked once per distinct text, not per row.
///
/// It never changes, and is no value because it is large and every lead is judged by it.
package final class AppliedRules: Sendable {
    package let book: RuleBook
    package let prices: PriceList
    /// Every source that occurs among leads and spend.
    package let sources: SourceDirectory
    /// The source number of each lead.
    package let sourceOfLead: [Int32]
    private let earliestActivity: Instant?
    /// Who decides, where that is known without the activities.
    private let decided: Decider?
    private let fileActions: Int

    /// Fields that the rules ask for and no lead has filled in, in order.
    package let emptyFields: [String]

    let leads: LeadTable
    /// By action symbol: the place of its rule in the book, or −1.
    let ruleOfAction: [Int]
    /// By action symbol: a bit for each engagement criterion that it counts for.
    let criteriaOfAction: [UInt64]
    /// By content symbol: the strongest intent that the subject shows, or −1.
    let intentOfContent: [Int]
    let fit: [[AppliedTest]]
    let disqualifiers: [[AppliedTest]]
    let personas: [[AppliedTest]]
    let required: [AppliedTest]
    let pointed: [AppliedTest]
    /// Whether any lead has filled in each required field, and whether the fields of each fit criterion
    /// are filled in.
    private let requiredIsKnown: [Bool]
    /// Required fields that a lead has filled in.
    package let filledFields: [String]
    private let fitFields: [[AppliedTest]]
    private let checklist: [[AppliedTest]]
    private let givenPersona: AppliedNames
    private let givenIntent: AppliedNames
    private let firstConversion: AppliedNames

    /// Asks every question of the book once per distinct text of its column.
    ///
    /// - Parameter counted: the sources of leads that were counted elsewhere, and who decided of them; nil
    ///   where the facts have the leads.
    package init(
        _ book: RuleBook, to facts: Facts,
        counted: (sources: SourceDirectory, decidedBy: Decider)? = nil
    ) {
        self.book = book
        prices = PriceList(book)
        leads = facts.leads
        decided = counted?.decidedBy
        var sources =
            counted?.sources ?? SourceDirectory(book.sources, agreed: book.agreedSources)
        var sourceOfLead = sources.resolve(facts.leads)
        if counted == nil {
            sources.settle(facts.spend, facts.leads)
            let places = sources.putInOrder()
            if places != Array(places.indices) {
                for lead in sourceOfLead.indices {
                    sourceOfLead[lead] = Int32(places[Int(sourceOfLead[lead])])
                }
            }
        }
        self.sourceOfLead = sourceOfLead
        self.sources = sources
        earliestActivity = facts.activities.earliest

        let places = Dictionary(
            book.actions.enumerated().map { (TextTest.folded($1.key), $0) },
            uniquingKeysWith: { first, _ in first })
        let actions = facts.activities.actions
        let rulesOfFiles = (0..<actions.count).map { symbol in
            places[TextTest.folded(actions.text(Symbol(symbol)))] ?? -1
        }
        // Behind the actions of the files one of each rule, also of what nobody has done yet.
        let rules = rulesOfFiles + book.actions.indices
        ruleOfAction = rules
        fileActions = actions.count

        emptyFields = book.askedFields.filter { facts.leads.column($0)?.table.count ?? 1 <= 1 }
        criteriaOfAction = rules.map { rule in
            var bits: UInt64 = 0
            for (place, criterion) in book.engagement.criteria.enumerated()
            where criterion.actions.contains(rule) { bits |= 1 << UInt64(place) }
            return bits
        }
        let contents = facts.activities.contents
        intentOfContent = (0..<contents.count).map { symbol in
            AppliedRules.intent(ofContent: contents.text(Symbol(symbol)), book) ?? -1
        }

        let leads = facts.leads
        let (numbers, keys) = (sourceOfLead, sources.keys)
        func applied(_ tests: [FieldTest]) -> [AppliedTest] {
            tests.map { test in
                test.field == FieldTest.taggedSource
                    ? AppliedTest(test, numbers, keys) : AppliedTest(test, leads)
            }
        }
        fit = book.fit.criteria.map { applied($0.tests) }
        disqualifiers = book.disqualifiers.map { applied($0.tests) }
        personas = book.personas.map { $0.when.isEmpty ? [] : applied($0.when) }
        checklist = book.handover.checklist.map { applied($0.tests) }
        required = applied(
            book.requiredProfile.map { FieldTest(field: $0, test: .present(true)) })
        func isFilled(_ field: String) -> Bool {
            leads.column(field).map { $0.symbols.contains { $0 != 0 } }
                ?? leads.presences.first { $0.name == field }?.flags.contains(true) ?? false
        }
        filledFields = book.requiredProfile.filter(isFilled)
        requiredIsKnown = book.requiredProfile.map(isFilled)
        fitFields = book.fit.criteria.map { criterion in
            applied(criterion.tests.map { FieldTest(field: $0.field, test: .present(true)) })
        }
        pointed = applied(
            book.profilePoints.prefix(64).map { FieldTest(field: $0.field, test: .present(true)) })
        givenPersona = AppliedNames("persona", leads) { text in
            book.personas.firstIndex { TextTest.folded($0.key) == TextTest.folded(text) }
        }
        givenIntent = AppliedNames("intent", leads) { text in
            book.intents.firstIndex { TextTest.folded($0.key) == TextTest.folded(text) }
        }
        firstConversion = AppliedNames("first_conversion", leads) { text in
            let action = places[TextTest.folded(text)].flatMap { book.actions[$0].intent }
            return [action, AppliedRules.intent(ofContent: text, book)].compactMap { $0 }.max()
        }
    }

    private static func intent(ofContent text: String, _ book: RuleBook) -> Int? {
        guard !text.isEmpty else { return nil }
        return book.contents.filter { $0.test.holds(for: text) }.map(\.intent).max()
    }
}

extension RuleBook {
    /// Fields that its rules ask for, in order.
    package var askedFields: [String] {
        let asked = Set(
            (fit.criteria.flatMap(\.tests) + disqualifiers.flatMap(\.tests)
                + personas.flatMap(\.when)).map(\.field))
        return asked.filter { $0 != FieldTest.taggedSource }.sorted()
    }
}

extension AppliedRules {
    /// Who decides an MQL, `auto` having been settled by whether there were activities by then.
    package func decider(asOf: Day) -> Decider {
        if let decided { return decided }
        guard book.decidedBy == .auto else { return book.decidedBy }
        let end = book.zone.startOfDay(asOf.advanced(by: 1))
        return earliestActivity.map { $0 < end } == true ? .rules : .crm
    }

    /// What leads had done by a day that no rule knows, in order.
    package func unknownActions(in activities: ActivityTable, asOf: Day) -> [String] {
        let end = book.zone.startOfDay(asOf.advanced(by: 1))
        // Nobody did what has no name.
        let unknown = ruleOfAction.indices.prefix(activities.actions.count).dropFirst()
            .filter { ruleOfAction[$0] < 0 }
        return activities.actions(Set(unknown.map { Symbol($0) }), before: end)
            .map { activities.actions.text($0) }.sorted()
    }

    /// The key of the rule that an action of the files falls under; nil where no rule knows it.
    package func actionKey(of action: Symbol) -> String? {
        let place = ruleOfAction[Int(action)]
        return place >= 0 ? book.actions[place].key : nil
    }

    /// The symbol of an action as if a file had it.
    func symbol(ofRule place: Int) -> Symbol { Symbol(fileActions + place) }

    /// The place of the first hard reason that holds for a lead.
    package func disqualifier(of lead: Int) -> Int? {
        disqualifiers.firstIndex { AppliedTest.all($0, hold: lead) }
    }

    /// Whether a lead may be an MQL by what it is, if everything that is not known of it were as good as
    /// can be: an empty field speaks against nobody, unless others have filled in what is required.
    package func mayFit(_ lead: Int) -> Bool {
        let lacking = lacking(lead)
        return !lacking.contains { requiredIsKnown[$0] } && mayFitByMatrix(lead)
    }

    /// The places of the required fields that a lead has not filled in.
    package func lacking(_ lead: Int) -> [Int] {
        required.indices.filter { !required[$0].holds(for: lead) }
    }

    /// The same as `mayFit`, whatever is required.
    package func mayFitByMatrix(_ lead: Int) -> Bool {
        var met: UInt64 = 0
        for (place, tests) in fit.enumerated() {
            let isUnknown = fitFields[place].contains { !$0.holds(for: lead) }
            if isUnknown || AppliedTest.all(tests, hold: lead) { met |= 1 << UInt64(place) }
        }
        return book.matrix.allowsMQL(fit: book.fitLevel(met: met))
    }

    /// How many of the hard reasons hold for a lead.
    func disqualifierCount(of lead: Int) -> Int {
        disqualifiers.count { AppliedTest.all($0, hold: lead) }
    }

    /// Which questions of the hand-over checklist are answered for a lead.
    package func checklistAnswers(of lead: Int, stages: StageDays, asOf: Day) -> [Bool] {
        book.handover.checklist.indices.map { place in
            let item = book.handover.checklist[place]
            let byStage = item.stage.flatMap { stages[$0] }.map { $0 <= asOf } ?? false
            return byStage
                || !item.tests.isEmpty && AppliedTest.all(checklist[place], hold: lead)
        }
    }

    /// All that is known of a lead beside what it did.
    package func profile(of lead: Int) -> Profile {
        var profile = Profile()
        for (place, tests) in fit.enumerated() where AppliedTest.all(tests, hold: lead) {
            profile.fitMet |= 1 << UInt64(place)
            profile.fitPoints += book.fit.criteria[place].points
        }
        for (place, test) in required.enumerated() where !test.holds(for: lead) {
            profile.missing |= 1 << UInt64(place)
        }
        for (place, test) in pointed.enumerated() where test.holds(for: lead) {
            profile.filled |= 1 << UInt64(place)
            profile.fieldPoints += book.profilePoints[place].points
        }
        let source = sources.rule(Int(sourceOfLead[lead]))
        profile.sourcePoints = source?.points ?? 0
        profile.channel = source?.channel
        profile.disqualifier = disqualifier(of: lead)
        if let given = givenPersona.number(of: lead) {
            profile.persona = given
            profile.isPersonaGiven = true
        } else {
            profile.persona = personas.firstIndex {
                !$0.isEmpty && AppliedTest.all($0, hold: lead)
            }
        }
        profile.givenIntent = givenIntent.number(of: lead)
        profile.firstConversionIntent = firstConversion.number(of: lead)
        return profile
    }
}

/// What is known of a lead beside what it did. Fields are today's values, taken to hold from the
/// day of creation, as no CRM exports their history.
package struct Profile: Hashable, Sendable {
    /// A bit for each fit criterion that holds.
    package var fitMet: UInt64 = 0
    package var fitPoints = 0
    /// What fields that are filled in, and the source, add to the score.
    package var fieldPoints = 0
    package var sourcePoints = 0
    /// The channel of the source; what the lead does may add others.
    package var channel: Channel?
    /// A bit for each field with points that is filled in.
    package var filled: UInt64 = 0
    /// A bit for each required field that is empty.
    package var missing: UInt64 = 0
    /// The first disqualifier that holds.
    package var disqualifier: Int?
    package var persona: Int?
    package var isPersonaGiven = false
    /// The intent that the file states.
    package var givenIntent: Int?
    /// The intent that the first form or paper shows.
    package var firstConversionIntent: Int?

    /// All points that do not depend on what the lead did.
    package var points: Int { fitPoints + fieldPoints + sourcePoints }
}

/// A test on one lead field, answered beforehand for every text that the field has.
struct AppliedTest: Sendable {
    private let symbols: [Symbol]
    private let answers: [Bool]
    private let flags: [Bool]
    private let wantsPresent: Bool
    private let answerForNothing: Bool

    init(_ test: FieldTest, _ leads: LeadTable) {
        if let column = leads.column(test.field) {
            symbols = column.symbols
            answers = (0..<column.table.count).map {
                test.test.holds(for: column.table.text(Symbol($0)))
            }
        } else {
            symbols = []
            answers = []
        }
        flags = leads.presences.first { $0.name == test.field }?.flags ?? []
        if case .present(let wanted) = test.test {
            wantsPresent = wanted
        } else {
            wantsPresent = true
        }
        answerForNothing = test.test.holds(for: "")
    }

    /// On the source that a lead was found to be of, whatever its file calls that.
    init(_ test: FieldTest, _ sourceOfLead: [Int32], _ keys: [String]) {
        symbols = sourceOfLead.map { Symbol($0) }
        answers = keys.map(test.test.holds)
        flags = []
        wantsPresent = true
        answerForNothing = test.test.holds(for: "")
    }

    @inline(__always)
    func holds(for lead: Int) -> Bool {
        if !symbols.isEmpty { return answers[Int(symbols[lead])] }
        if !flags.isEmpty { return flags[lead] == wantsPresent }
        return answerForNothing
    }

    static func all(_ tests: [AppliedTest], hold lead: Int) -> Bool {
        for test in tests where !test.holds(for: lead) { return false }
        return true
    }
}

/// The number that each text of one lead field stands for.
private struct AppliedNames: Sendable {
    private let symbols: [Symbol]
    private let numbers: [Int?]

    init(_ field: String, _ leads: LeadTable, number: (String) -> Int?) {
        guard let column = leads.column(field), column.table.count > 1 else {
            symbols = []
            numbers = []
            return
        }
        symbols = column.symbols
        numbers = (0..<column.table.count).map {
            $0 == 0 ? nil : number(column.table.text(Symbol($0)))
        }
    }

    func number(of lead: Int) -> Int? { symbols.isEmpty ? nil : numbers[Int(symbols[lead])] }
}
