internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

/// Which of the signs each lead has: a table of leads and signs, in which signs that exactly the same leads
/// have stand once.
struct SignTable {
    private(set) var kinds: [Sign.Kind] = []
    /// By sign, then by lead.
    private(set) var has: [[Bool]] = []
    private(set) var same: [[Sign.Kind]] = []
    /// Signs that nearly all or nearly none have.
    private(set) var telling = 0
    private(set) var lateFields: [LearningFigures.LateField] = []
    private(set) var leftOut: [String] = []
    private let fewest: Int
    private let count: Int

    /// Texts by which a person is known are not looked into; that they are filled in is.
    private static let personal = PersonalField.named + [LeadTable.emailDomain]

    /// - Parameter all: every lead that was decided, by whom it is seen who fills in a field, and when.
    init(
        _ pipeline: Pipeline, _ cases: [DecidedLeads.Case], ofAll all: [DecidedLeads.Case],
        without: [String]
    ) {
        let book = pipeline.rules.book
        let rules = book.definition.learn
        count = cases.count
        let won = cases.count(where: \.isWon)
        // Among thousands a sign of three leads is of no use.
        fewest = max(rules.fewest, min(won, cases.count - won) / 100)
        var columns = FoundSigns()
        addSources(pipeline, cases, &columns)
        let late = Set(
            book.handover.checklist.flatMap(\.tests).map(\.field)
                + without
                + pipeline.facts.leads.columns.map(\.name).filter {
                    Self.isNamedLate($0, rules.afterContact)
                })
        for column in pipeline.facts.leads.columns
        where !["source", "medium"].contains(column.name) {
            guard column.table.count > 1, !Self.personal.contains(column.name) else { continue }
            guard !late.contains(column.name) else {
                leftOut.append(column.name)
                continue
            }
            noteLate(column, all, rules)
            addField(column, cases, &columns)
        }
        for column in pipeline.facts.leads.presences {
            let values = cases.map { column.flags[$0.lead] }
            columns.add(.field(column.name, .present(true)), values)
        }
        leftOut.sort()
        addActions(pipeline, cases, &columns)
        keep(columns.sorted)
        lateFields.sort { $0.field < $1.field }
    }

    /// Whether the name of a field has a word of those that sales fills in.
    private static func isNamedLate(_ field: String, _ words: [String]) -> Bool {
        let name = "_\(TextTest.folded(field))_"
        return words.contains { name.contains("_\(TextTest.folded($0))_") }
    }

    // MARK: What a lead is

    private func addSources(
        _ pipeline: Pipeline, _ cases: [DecidedLeads.Case], _ columns: inout FoundSigns
    ) {
        let numbers = cases.map { pipeline.rules.sourceOfLead[$0.lead] }
        for number in Set(numbers).sorted() {
            columns.add(
                .source(pipeline.rules.sources.keys[Int(number)]), numbers.map { $0 == number })
        }
    }

    private func addField(
        _ column: TextColumn, _ cases: [DecidedLeads.Case], _ columns: inout FoundSigns
    ) {
        let texts = cases.map { column.text(at: $0.lead) }
        let isFilled = texts.map { !$0.isEmpty }
        columns.add(.field(column.name, .present(true)), isFilled)
        let numbers = texts.map { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
        let filled = isFilled.count(where: \.self)
        let numeric = numbers.count { $0 != nil }
        if filled > 0, numeric * 10 >= filled * 9, Set(numbers.compactMap { $0 }).count > 2 {
            // Cut where a quarter, half and three quarters of all leads are, whoever was won.
            let sorted = numbers.compactMap { $0 }.sorted()
            for quarter in 1...3 {
                let bound = sorted[(sorted.count - 1) * quarter / 4]
                columns.add(
                    .field(column.name, .over(bound)),
                    numbers.map { $0.map { $0 > bound } ?? false })
            }
            return
        }
        let folded = texts.map(TextTest.folded)
        var names: [String: String] = [:]
        var counts: [String: Int] = [:]
        for (text, key) in zip(texts, folded) where !text.isEmpty {
            names[key] = min(names[key] ?? text, text)
            counts[key, default: 0] += 1
        }
        for (key, number) in counts where number >= fewest {
            columns.add(
                .field(column.name, .isOneOf([names[key] ?? key])), folded.map { $0 == key })
        }
        // Titles seldom agree to the letter: their words do.
        guard names.count > 12, Self.isWordy(texts) else { return }
        var words: [String: Set<Int>] = [:]
        for (place, text) in texts.enumerated() {
            for word in Set(text.lowercased().split { !$0.isLetter }) where word.count >= 4 {
                words[String(word), default: []].insert(place)
            }
        }
        for (word, places) in words where places.count >= fewest {
            columns.add(
                .field(column.name, .words([word])), texts.indices.map(places.contains))
        }
    }

    /// Whether texts have several words, so that their words are looked at too.
    private static func isWordy(_ texts: [String]) -> Bool {
        let filled = texts.filter { !$0.isEmpty }
        return filled.count { $0.contains(" ") } * 4 >= filled.count && !filled.isEmpty
    }

    private mutating func noteLate(
        _ column: TextColumn, _ cases: [DecidedLeads.Case], _ rules: DefinitionRules.Learn
    ) {
        var (won, lost) = ((with: 0, of: 0), (with: 0, of: 0))
        for entry in cases {
            let isFilled = !column.text(at: entry.lead).isEmpty
            if entry.isWon {
                won = (won.with + (isFilled ? 1 : 0), won.of + 1)
            } else {
                lost = (lost.with + (isFilled ? 1 : 0), lost.of + 1)
            }
        }
        guard won.of > 0, lost.of > 0, let weight = WeightOfEvidence(won, lost) else { return }
        let difference =
            Double(won.with) / Double(won.of) - Double(lost.with) / Double(lost.of)
        if abs(difference) * 10_000 >= Double(rules.late), weight.exactP < 0.01 {
            lateFields.append(
                .init(
                    field: column.name, won: won.with, wonOf: won.of, lost: lost.with,
                    lostOf: lost.of))
        }
    }

    // MARK: What a lead did

    private func addActions(
        _ pipeline: Pipeline, _ cases: [DecidedLeads.Case], _ columns: inout FoundSigns
    ) {
        let table = pipeline.facts.activities
        guard table.count > 0 else { return }
        var actions: [String: [Int]] = [:]
        var contents: [String: [Int]] = [:]
        var visits = [Int](repeating: 0, count: cases.count)
        let zeros = visits
        let names = (0..<table.actions.count).map { symbol in
            pipeline.rules.actionKey(of: Symbol(symbol)) ?? table.actions.text(Symbol(symbol))
        }
        for (place, entry) in cases.enumerated() {
            var sessions = Set<UInt32>()
            for row in table.rows(of: entry.lead) where row.at < entry.end {
                let name = names[Int(row.action)]
                actions[name, default: zeros][place] += 1
                if row.content != 0 {
                    contents[table.contents.text(row.content), default: zeros][place] += 1
                }
                if row.session != 0 { sessions.insert(row.session) }
            }
            visits[place] = sessions.count
        }
        for (name, times) in actions {
            for least in [1, 3] {
                columns.add(.action(name, atLeast: least), times.map { $0 >= least })
            }
        }
        for (text, times) in contents { columns.add(.content(text), times.map { $0 > 0 }) }
        for least in [2, 4] { columns.add(.visits(least), visits.map { $0 >= least }) }
    }

    // MARK: What is kept

    /// Signs in an order of their own; of those that exactly the same leads have, or exactly the others, one.
    private mutating func keep(_ columns: [(kind: Sign.Kind, values: [Bool])]) {
        var places: [[Bool]: Int] = [:]
        for (kind, values) in columns {
            let present = values.count(where: \.self)
            guard present >= fewest, count - present >= fewest else {
                telling += 1
                continue
            }
            // Having it and lacking it are one question.
            let question = values.first == true ? values.map { !$0 } : values
            if let place = places[question] {
                same[place].append(kind)
                continue
            }
            places[question] = kinds.count
            kinds.append(kind)
            has.append(values)
            same.append([])
        }
    }

    func isLate(_ place: Int) -> Bool {
        guard let field = kinds[place].field else { return false }
        return lateFields.contains { $0.field == field }
    }

    /// Whether two signs go together so much that one of them will do: a correlation of more than a half.
    func overlaps(_ one: Int, _ other: Int) -> Bool {
        var (both, first, second) = (0, 0, 0)
        for place in 0..<count {
            if has[one][place] { first += 1 }
            if has[other][place] { second += 1 }
            if has[one][place], has[other][place] { both += 1 }
        }
        let (all, a, b) = (Double(count), Double(first), Double(second))
        let spread = (a * (all - a) * b * (all - b)).squareRoot()
        guard spread > 0 else { return true }
        return abs(Double(both) * all - a * b) / spread > 0.5
    }

    /// How the signs are spread over won and lost, some leads perhaps being left out.
    func weights(_ isWon: [Bool], leavingOut left: Set<Int> = []) -> [WeightOfEvidence] {
        let places = isWon.indices.filter { !left.contains($0) }
        let won = places.count { isWon[$0] }
        return has.map { values in
            var (first, second) = (0, 0)
            for place in places where values[place] {
                if isWon[place] { first += 1 } else { second += 1 }
            }
            return WeightOfEvidence((first, won), (second, places.count - won)) ?? .nothing
        }
    }
}

/// Signs as they are come across, put in order afterwards.
private struct FoundSigns {
    private var all: [(kind: Sign.Kind, values: [Bool])] = []

    mutating func add(_ kind: Sign.Kind, _ values: [Bool]) { all.append((kind, values)) }

    var sorted: [(kind: Sign.Kind, values: [Bool])] {
        all.sorted { $0.kind.order < $1.kind.order }
    }
}
