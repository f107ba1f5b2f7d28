internal import Leads
internal import Quantities

/// A stage row that is in order.
struct PreparedStage: PreparedFact {
    /// Nil for the lead of the same row.
    let lead: KnownLead?
    let stage: Stage
    let day: Day
    /// The second of the day at which it became an MQL; nil where the cell has a day alone.
    let second: UInt32?

    var hash: UInt64 {
        (UInt64(UInt32(bitPattern: day.number)) << 8 | UInt64(stage.rawValue))
            &* 0xBF58_476D_1CE4_E5B9
    }
}

/// Words for where leads stand, and how many rows have each of those that nobody knows.
struct LeadWords {
    /// What somebody said that words mean, without regard to capitals and blanks.
    let said: [String: OutcomeWords.LeadWord]
    private var words = InternTable()
    /// By symbol.
    private var meanings: [OutcomeWords.LeadWord?] = [.nothing]
    private var deals: [Deal.Status?] = [nil]
    private var counts = [0]
    private var turnedDown = [false]
    /// What somebody said that words for where deals stand mean.
    private let saidDeals: [String: Deal.Status]
    /// Words that somebody said are of leads that were turned down.
    private let saidTurnedDown: Set<String>

    init(_ options: ReadingOptions) {
        said = options.saidLeadWords
        (saidDeals, saidTurnedDown) = (options.saidStages, options.turnedDown)
    }

    mutating func meaning(of text: UnsafeRawBufferPointer) -> OutcomeWords.LeadWord? {
        meanings[symbol(of: text)]
    }

    /// Whether the word is one for leads that were turned down.
    mutating func isTurnedDown(_ text: UnsafeRawBufferPointer) -> Bool {
        turnedDown[symbol(of: text)]
    }

    /// Whether the word is one for a deal that was decided, which nobody has who was no MQL.
    mutating func isDecidedDeal(_ text: UnsafeRawBufferPointer) -> Bool {
        let symbol = symbol(of: text)
        return deals[symbol] == .won || deals[symbol] == .lost
    }

    /// Counts a row, where nobody knows its word.
    @inline(__always)
    mutating func note(_ text: UnsafeRawBufferPointer) {
        let symbol = symbol(of: text)
        if meanings[symbol] == nil { counts[symbol] &+= 1 }
    }

    @inline(__always)
    private mutating func symbol(of text: UnsafeRawBufferPointer) -> Int {
        let symbol = Int(words.intern(text))
        if symbol == meanings.count {
            let word = words.text(Symbol(symbol))
            let folded = OutcomeWords.folded(word)
            meanings.append(said[folded] ?? OutcomeWords.lead(word))
            deals.append(saidDeals[folded] ?? OutcomeWords.deal(word))
            turnedDown.append(
                saidTurnedDown.contains(folded) || meanings[symbol] == .reached(.rejected))
            counts.append(0)
        }
        return symbol
    }

    /// The rows that were counted, by word, and none from now on.
    mutating func taken() -> [String: Int] {
        var taken: [String: Int] = [:]
        for symbol in counts.indices where counts[symbol] > 0 {
            taken[words.text(Symbol(symbol))] = counts[symbol]
            counts[symbol] = 0
        }
        return taken
    }
}

/// One stage that one lead reached, with its place for what may be said of it later.
struct StageRow {
    private let number: UInt32
    let stage: Stage
    let day: Day
    /// One more than the second of the day; 0 where that is not known.
    private let time: UInt32
    let reason: Symbol
    let identity: UInt64
    /// The table in which it stands.
    let report: Int32
    private let place: (line: UInt32, column: UInt32)

    /// The same, of a lead with another number, in another table.
    func moved(to lead: Int, report: Int, reason: Symbol) -> StageRow {
        StageRow(
            lead: lead, stage: stage, day: day, second: second, reason: reason, identity: identity,
            report: report, place: (line, column))
    }

    var second: UInt32? { time > 0 ? time - 1 : nil }

    var lead: Int { Int(number) }
    var line: Int { Int(place.line) }
    var column: Int { Int(place.column) }

    init(
        lead: Int, stage: Stage, day: Day, second: UInt32?, reason: Symbol, identity: UInt64,
        report: Int, place: (line: Int, column: Int)
    ) {
        number = UInt32(truncatingIfNeeded: lead)
        self.stage = stage
        self.day = day
        time = second.map { $0 + 1 } ?? 0
        self.reason = reason
        self.identity = identity
        self.report = Int32(truncatingIfNeeded: report)
        self.place = (
            UInt32(truncatingIfNeeded: place.line), UInt32(truncatingIfNeeded: place.column)
        )
    }

    /// What may not happen before a lead is an MQL, in words.
    static let became: [Stage: Phrase] = [
        .sql: Phrase(en: "became an SQL", nl: "werd SQL"),
        .opportunity: Phrase(en: "became an opportunity", nl: "werd een kans"),
        .won: Phrase(en: "was won", nl: "werd klant"),
    ]
}

/// The stages of all leads, put together.
struct FinishedStages {
    var all = AllStages()
    /// How many rows were equal to one that was there.
    var repeated = 0
    var problems = ProblemList()
}

/// The rows of stages.
struct StageRows: FactRows {
    var waiting: [PreparedStage] = []
    private(set) var rows: [StageRow] = []
    private(set) var reasons = InternTable()
    /// What words for the stage of a lead mean, and how many rows have those that nobody knows.
    private var words: LeadWords
    /// The last days of rows that were not told of yet.
    private var latest = LatestMoments()

    init(_ options: ReadingOptions) { words = LeadWords(options) }

    /// Makes room for so many rows.
    mutating func reserve(_ count: Int) { rows.reserveCapacity(count) }

    /// The rows so far with how many reasons were known then, and no rows from now on.
    mutating func taken() -> (rows: [StageRow], reasons: Int) {
        defer { rows = [] }
        return (rows, reasons.count)
    }

    /// Adds parts of a table, in order.
    ///
    /// - Parameters:
    ///   - parts: who read each, its rows with how many reasons were known then, and the numbers of the leads,
    ///     where those of the part are of rows.
    ///   - readers: those who did.
    mutating func add(
        _ parts: [(reader: Int, part: (rows: [StageRow], reasons: Int), numbers: [Int])],
        of readers: [StageRows], in table: Int
    ) {
        let known = reasons.take(
            readers.map(\.reasons), parts.map { ($0.reader, $0.part.reasons) })
        for (reader, part, numbers) in parts {
            for row in part.rows {
                rows.append(
                    row.moved(
                        to: numbers.isEmpty ? row.lead : numbers[row.lead], report: table,
                        reason: known[reader][Int(row.reason)]))
            }
        }
    }

    mutating func tell(_ report: inout TableReport) {
        report.unknownWords.merge(words.taken(), uniquingKeysWith: +)
        report.latestStages.add(latest)
        latest = LatestMoments()
    }

    mutating func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leads: inout KnownLeads,
        _ fields: inout FieldReader
    ) -> PreparedStage? {
        let at = fact.cells[1]
        let name = fact.cells[2]
        if fact.countsClaims { words.note(cursor.reader.bytes(fact.claim.column)) }
        if fact.emptyMeansNone, cursor.bytes(at).isEmpty || cursor.bytes(name).isEmpty {
            if fact.claim != .none, cursor.text(fact.claim) == "yes" {
                noteClaim(fact, cursor, &fields)
            } else if fact.isOwn {
                noteEmptyDay(fact, cursor, &fields)
            }
            return nil
        }
        let number = fact.isAboutRowsLead ? nil : leads.find(fact.cells[0], cursor, &fields)
        var stage = Stage(name: cursor.text(name))
        if fact.isBeyondMQL {
            if stage == nil, case .reached(let known)? = words.meaning(of: cursor.bytes(name)) {
                stage = known
            }
            guard wasMQL(stage, fact, cursor, &fields) else { return nil }
            stage = .mql
            fields.noteOnce("mql beyond", cursor.beyondNote(name, at))
        }
        if stage == nil, !cursor.bytes(name).isEmpty {
            switch words.meaning(of: cursor.bytes(name)) {
            case .reached(let known): stage = known
            case .nothing where fact.emptyMeansNone: return nil
            case .nothing: break
            case nil:
                words.note(cursor.bytes(name))
                // What the row says beside it is taken.
                if fact.emptyMeansNone, name.column >= 0 { return nil }
            }
        }
        if stage == nil {
            let text = cursor.text(name)
            let names = Stage.allCases.map(\.name)
            fields.refuse(
                text.isEmpty
                    ? cursor.empty(
                        name, "stage", en: "It is one of \(names.joined(separator: ", ")).",
                        nl: "Het is een van \(names.joined(separator: ", ")).")
                    : cursor.problem(
                        .badStage, name,
                        en:
                            "\(text.quoted) is not a stage.\(Spelling.suggestion(for: text, in: names)) "
                            + "The stages are \(names.joined(separator: ", ")).",
                        nl: "\(text.quoted) is geen fase."
                            + Spelling.suggestion(for: text, in: names, .nl)
                            + " De fasen zijn \(names.joined(separator: ", "))."))
        }
        if stage == .won { fields.isWonRow = true }
        if fact.isOwn, !at.isPlain, at.column >= 0, cursor.isEmpty(at.column) {
            fields.note(cursor.dayOfCreationNote(at))
        }
        guard let moment = fields.instant(at, "at", cursor), let stage, fields.isInOrder else {
            return nil
        }
        let day = cursor.parser.zone.day(of: moment)
        var second: UInt32?
        if stage == .mql {
            let seconds = moment.seconds - cursor.parser.zone.startOfDay(day).seconds
            second = seconds > 0 ? UInt32(clamping: seconds) : nil
        }
        return PreparedStage(lead: number, stage: stage, day: day, second: second)
    }

    /// Stages that only an MQL comes to.
    private static let beyondMQL: Set<Stage> = [.sql, .opportunity, .won, .lost]

    /// Whether who stands at a stage now was an MQL: it is beyond that, or it has a deal that was decided. Of a
    /// lead that was turned down with nothing more nobody can tell.
    private mutating func wasMQL(
        _ stage: Stage?, _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor,
        _ fields: inout FieldReader
    ) -> Bool {
        let name = fact.cells[2]
        if let stage, Self.beyondMQL.contains(stage) { return true }
        if words.isDecidedDeal(cursor.bytes(name)) { return true }
        guard words.isTurnedDown(cursor.bytes(name)) else { return false }
        let amount = fact.dealAmount
        if amount.saysSomething, !cursor.bytes(amount).isEmpty { return true }
        fields.note(cursor.turnedDownNote(name))
        return false
    }

    /// A column says that a stage was reached, and that of its day is empty.
    private mutating func noteEmptyDay(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) {
        let (at, name) = (fact.cells[1], fact.cells[2])
        guard name.column >= 0, at.column >= 0, !cursor.bytes(name).isEmpty else { return }
        var stage = Stage(name: cursor.text(name))
        if stage == nil {
            switch words.meaning(of: cursor.bytes(name)) {
            case .reached(let known)?: stage = known
            case .nothing?: break
            case nil: words.note(cursor.bytes(name))
            }
        }
        guard let stage else { return }
        fields.note(cursor.emptyDayNote(at, stage))
    }

    /// The row says that a stage was reached, and not when.
    private func noteClaim(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) {
        let stage = cursor.text(fact.cells[2])
        let claim = cursor.name(fact.claim, or: "stage")
        let hasColumn = fact.cells[1].column >= 0
        let day = (hasColumn ? cursor.name(fact.cells[1], or: "at") : fact.dayColumn).quoted
        fields.note(
            cursor.problem(
                .stageWithoutDay, fact.claim, effect: .noted,
                en: "The lead is \(stage) by \(claim), and "
                    + (hasColumn ? "\(day) is empty" : "the export has no column \(day)")
                    + ": without a day it does not count as \(stage). Export that column too.",
                nl: "De lead is \(stage) volgens \(claim), en "
                    + (hasColumn ? "\(day) is leeg" : "de export heeft geen kolom \(day)")
                    + ": zonder dag telt hij niet als \(stage). Exporteer ook die kolom."))
    }

    mutating func commit(
        _ row: PreparedStage, of fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> RowOutcome {
        guard let lead = row.lead ?? rowsLead else { return .unchanged }
        var hash = RowHash(kind: 3)
        hash.mix(lead.hash)
        hash.mix(UInt64(row.stage.rawValue))
        hash.mix(Int64(row.day.number))
        for cell in fact.cells.dropFirst(3) { hash.mix(RowHash.hash(cursor.bytes(cell))) }
        let place = cursor.place(of: fact.cells[1])
        latest.note(row.day)
        rows.append(
            StageRow(
                lead: lead.number, stage: row.stage, day: row.day, second: row.second,
                reason: reasons.intern(cursor.bytes(fact.cell("reason"))),
                identity: hash.finished, report: fields.table, place: place))
        return .new
    }

    /// The first day of each stage by lead, and the reason of a rejection.
    ///
    /// - Parameters:
    ///   - zone: of the days of creation; nil where those do not count.
    ///   - files: by the number of the table in which a row stands.
    func finished(
        _ leads: LeadTable, _ zone: TimeZoneRule?, files: [String]
    ) -> FinishedStages {
        guard !rows.isEmpty else { return FinishedStages() }
        var finished = FinishedStages()
        var gathered = GatheredStages(leads: leads.index.count)
        for row in rows {
            gathered.add(
                row.stage, of: row.lead, on: row.day, second: row.second,
                reason: row.stage == .rejected ? reasons.text(row.reason) : "")
        }
        let days = gathered.days
        for row in rows {
            guard days[row.lead][row.stage] == row.day, let became = StageRow.became[row.stage]
            else { continue }
            let created = zone.flatMap { zone in
                leads.hasRow(row.lead) ? zone.day(of: leads.created[row.lead]) : nil
            }
            guard
                let (kind, message) = Self.tooEarly(
                    row, became, created: created, mql: days[row.lead][.mql],
                    "Lead \(leads.index.id(of: row.lead).quoted)")
            else { continue }
            finished.problems.add(
                Problem(
                    file: files[Int(row.report)], line: row.line, column: row.column,
                    kind: kind, effect: .noted, message: message))
        }
        // Only rows of one stage of one lead can be equal.
        var identities: [UInt64] = []
        var sum = Fingerprint()
        for row in rows {
            if gathered.isRepeated(row.stage, of: row.lead) {
                identities.append(row.identity)
            } else {
                sum.add(row.identity)
            }
        }
        identities.sort()
        for (index, identity) in identities.enumerated() {
            if index > 0, identities[index - 1] == identity {
                finished.repeated += 1
            } else {
                sum.add(identity)
            }
        }
        finished.all = AllStages(gathered, sum: sum, count: rows.count - finished.repeated)
        return finished
    }

    /// What is to be said of a stage that comes before its lead or before the MQL; nil where it does not.
    private static func tooEarly(
        _ row: StageRow, _ became: Phrase, created: Day?, mql: Day?, _ lead: String
    ) -> (Problem.Kind, Phrase)? {
        if let created, row.day < created {
            return (
                .stageBeforeCreation,
                Phrase(
                    en:
                        "\(lead) \(became.en) on \(row.day), before it was created on \(created). That "
                        + "counts for nothing. Check both dates.",
                    nl:
                        "\(lead) \(became.nl) op \(row.day), voordat hij werd aangemaakt op \(created). "
                        + "Dat telt niet mee. Controleer beide datums.")
            )
        }
        guard let mql, row.day < mql else { return nil }
        let counts =
            row.stage == .won
            ? Phrase(
                en: "The MQL did not bring that sale", nl: "Die verkoop kwam niet van de MQL")
            : Phrase(en: "It counts as on that day", nl: "Het telt als op die dag")
        return (
            .stageBeforeMQL,
            Phrase(
                en:
                    "\(lead) \(became.en) on \(row.day), before it became an MQL on \(mql). "
                    + "\(counts.en). Check both dates.",
                nl:
                    "\(lead) \(became.nl) op \(row.day), voordat hij MQL werd op \(mql). "
                    + "\(counts.nl). Controleer beide datums.")
        )
    }
}
