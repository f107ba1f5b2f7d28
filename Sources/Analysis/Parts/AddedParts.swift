internal import Economics
internal import Funnels
package import Intake
package import Leads
package import Quantities
package import Valuation

/// What parts have in common, by the names of the lines of their headers.
package struct PartHeader: Hashable, Sendable {
    /// In order of the names.
    package private(set) var lines: [(name: String, value: String)] = []

    package init() {}

    package subscript(name: String) -> String? {
        get { lines.first { $0.name == name }?.value }
        set {
            lines.removeAll { $0.name == name }
            if let newValue { lines.append((name, newValue)) }
            lines.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
    }

    package static let format = "mql-part 1"

    /// The first line in which two differ; nil where they are the same.
    package func difference(
        from other: PartHeader
    ) -> (name: String, own: String?, other: String?)? {
        let names = Set(lines.map(\.name)).union(other.lines.map(\.name)).sorted()
        return names.lazy.map { ($0, self[$0], other[$0]) }.first { $0.1 != $0.2 }
    }

    package func add(to lines: inout PartLines) {
        for (name, value) in self.lines { lines.add("#\(name)", value) }
    }

    package static func == (one: PartHeader, other: PartHeader) -> Bool {
        one.difference(from: other) == nil
    }

    package func hash(into hasher: inout Hasher) {
        for line in lines {
            hasher.combine(line.name)
            hasher.combine(line.value)
        }
    }
}

/// Why parts make no report.
package enum PartFault: Error, Hashable, Sendable {
    /// A line that is none of this format, by its number from 1.
    case line(Int)
    /// The file does not begin as parts do.
    case noHeader
    /// Of a sum of parts: several values for one line of the header.
    case header(name: String, values: [String])
    /// A name that the rule book does not have.
    case unknownName(String)
    /// Leads, deals or companies that stand in several parts.
    case twice(Twice)
    /// The CRM decides by these facts, or the rules do, and the parts were counted otherwise.
    case decider(Decider)

    package enum Twice: Hashable, Sendable {
        case part, deal, refund, company, companyName
    }
}

/// Parts while they are read: the sum of their lines.
package struct PartSum {
    private var lines: [[UInt8]: Int64] = [:]
    private var cells: Tally
    private var names: CellNames
    private let book: RuleBook

    /// - Parameter book: the rule book of the report.
    package init(_ book: RuleBook) {
        self.book = book
        cells = Tally()
        names = CellNames(book)
    }

    /// Adds a part, or the sum of several.
    ///
    /// - Returns: its header, and of how many parts it is the sum.
    package mutating func add(_ text: [UInt8]) throws(PartFault) -> (header: PartHeader, parts: Int)
    {
        var header = PartHeader()
        var parts: Int64 = 0
        var found: PartFault?
        text.withUnsafeBytes { bytes in
            var (start, number) = (0, 0)
            while start < bytes.count, found == nil {
                number += 1
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                let length = rest.firstIndex(of: 0x0A) ?? rest.count
                let line = UnsafeRawBufferPointer(rebasing: rest[..<length])
                start += length + 1
                guard let tab = line.lastIndex(of: 0x09),
                    let count = Self.number(line[(tab + 1)...])
                else {
                    found = number == 1 ? .noHeader : .line(number)
                    return
                }
                let front = UnsafeRawBufferPointer(rebasing: line[..<tab])
                if front.starts(with: Self.cell) {
                    do throws(PartFault) {
                        guard try names.add(front, count, to: &cells) else { throw .line(number) }
                    } catch { found = error }
                    continue
                }
                if front.first == UInt8(ascii: "#") {
                    let fields = front.dropFirst().split(
                        separator: 0x09, maxSplits: 1, omittingEmptySubsequences: false)
                    guard fields.count == 2, let value = PartLines.unescaped(fields[1]) else {
                        found = .line(number)
                        return
                    }
                    let name = String(decoding: fields[0], as: UTF8.self)
                    if let other = header[name] {
                        found = .header(name: name, values: [other, value])
                        return
                    }
                    header[name] = value
                    if name == "format" { parts = count }
                    continue
                }
                if number == 1 {
                    found = .noHeader
                    return
                }
                lines[Array(front), default: 0] += count
            }
        }
        if let found { throw found }
        guard parts > 0 else { throw .noHeader }
        return (header, Int(parts))
    }

    private static let cell = Array("\(CellLines.word)\t".utf8)

    private static func number(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int64? {
        var (value, isNegative, digits): (Int64, Bool, Int) = (0, false, 0)
        for byte in bytes {
            if byte == UInt8(ascii: "-"), digits == 0, !isNegative {
                isNegative = true
                continue
            }
            guard byte &- 0x30 < 10, digits < 18 else { return nil }
            value = value * 10 + Int64(byte &- 0x30)
            digits += 1
        }
        return digits == 0 ? nil : isNegative ? -value : value
    }

    /// All lines, each with its fields and its number.
    fileprivate func fields() throws(PartFault) -> [(fields: [String], number: Int64)] {
        var result: [(fields: [String], number: Int64)] = []
        result.reserveCapacity(lines.count)
        for (line, number) in lines.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            var fields: [String] = []
            for field in line.split(separator: 0x09, omittingEmptySubsequences: false) {
                guard let text = PartLines.unescaped(field) else { throw .noHeader }
                fields.append(text)
            }
            result.append((fields, number))
        }
        return result
    }

    /// What they come to, once all were added.
    ///
    /// - Parameter facts: what is not of leads: spend has a say in what sources are called.
    package func added(
        _ question: PartQuestion, facts: Facts
    ) throws(PartFault) -> AddedParts {
        try AddedParts(fields(), cells, names, book, question, facts)
    }
}

/// What is asked of parts.
package struct PartQuestion: Sendable {
    package let unit: CountedUnit
    package let period: Period
    package let by: Breakdown
    package let decidedBy: Decider

    package init(unit: CountedUnit, period: Period, by: Breakdown, decidedBy: Decider) {
        (self.unit, self.period, self.by, self.decidedBy) = (unit, period, by, decidedBy)
    }
}

/// Reads lines of cells: most are of the segment, event and day of the one before.
struct CellNames {
    private let book: RuleBook
    private(set) var sources: SourceDirectory
    private(set) var details = InternTable()
    private var segments: [[UInt8]: Segment] = [:]
    private var last: (name: [UInt8], segment: Segment)?
    private var lastEvent: (name: [UInt8], event: Event)?
    private var lastDay: (name: [UInt8], day: Day)?
    private let events: [[UInt8]: Event]

    init(_ book: RuleBook) {
        self.book = book
        sources = SourceDirectory(book.sources, agreed: book.agreedSources)
        events = Dictionary(uniqueKeysWithValues: CellLines.events.map { ($1, $0) })
    }

    /// False where the line is none.
    mutating func add(
        _ line: UnsafeRawBufferPointer, _ count: Int64, to tally: inout Tally
    ) throws(PartFault) -> Bool {
        // The tabs before: event, day, lag and cents are the last four fields.
        var tabs = SIMD4<Int>(repeating: -1)
        var place = line.count
        for field in 0..<4 {
            place -= 1
            while place > 4, line[place] != 0x09 { place -= 1 }
            guard place > 4 else { return false }
            tabs[field] = place
        }
        func part(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: line[start..<end])
        }
        let name = part(5, tabs[3])
        let event = part(tabs[3] + 1, tabs[2])
        let day = part(tabs[2] + 1, tabs[1])
        if last.map({ $0.name.count != name.count || !name.elementsEqual($0.name) }) ?? true {
            guard let segment = try segment(Array(name)) else { return false }
            last = (Array(name), segment)
        }
        if lastEvent.map({ $0.name.count != event.count || !event.elementsEqual($0.name) }) ?? true
        {
            guard let known = events[Array(event)] else { return false }
            lastEvent = (Array(event), known)
        }
        if lastDay.map({ !day.elementsEqual($0.name) }) ?? true {
            guard let known = Day(iso: String(decoding: day, as: UTF8.self)) else { return false }
            lastDay = (Array(day), known)
        }
        guard let lag = Self.number(part(tabs[1] + 1, tabs[0])), abs(lag) < 1 << 18,
            let cents = Self.number(part(tabs[0] + 1, line.count)), count > 0,
            let segment = last?.segment, let event = lastEvent?.event, let day = lastDay?.day
        else { return false }
        tally.add(
            event, segment, from: day, on: day.advanced(by: Int(lag)), cents: cents, count: count)
        return true
    }

    private static func number(_ text: UnsafeRawBufferPointer) -> Int64? {
        if text.count == 1, text[0] &- 0x30 < 10 { return Int64(text[0] &- 0x30) }
        return Int64(String(decoding: text, as: UTF8.self))
    }

    private mutating func segment(_ name: [UInt8]) throws(PartFault) -> Segment? {
        if let known = segments[name] { return known }
        let fields = name.split(separator: 0x09, omittingEmptySubsequences: false)
            .compactMap(PartLines.unescaped)
        guard fields.count == 4 else { return nil }
        func place(_ key: String, in keys: [String]) throws(PartFault) -> Int? {
            if key.isEmpty { return nil }
            guard let place = keys.firstIndex(of: key) else { throw .unknownName(key) }
            return place
        }
        let segment = Segment(
            source: number(ofSource: fields[0]),
            intent: try place(fields[1], in: book.intents.map(\.key)),
            persona: try place(fields[2], in: book.personas.map(\.key)),
            detail: details.intern(fields[3]))
        segments[name] = segment
        return segment
    }

    /// A source that no rule knows gets the next number.
    mutating func number(ofSource key: String) -> Int {
        if key == SourceDirectory.noSource { return sources.rules.count }
        return sources.number(of: key) ?? sources.take(key)
    }

    mutating func take(unlisted text: String) { sources.take(text) }

    mutating func settle(_ spend: [Spend], _ uses: [(text: String, leads: Int)]) -> [Int] {
        sources.settle(spend, byLeads: { uses })
        return sources.putInOrder()
    }
}

/// What the leads of all parts add to the figures of one question.
package struct AddedParts: Sendable {
    let counted: Counted
    /// Texts of what rows are made of.
    let details: InternTable
    package let sources: SourceDirectory
    package let decidedBy: Decider
    /// On which days something happened, and how files were read.
    package let events: KnownDays
    package let tables: [TableReport]
    package let problems: ProblemList

    fileprivate init(
        _ lines: [(fields: [String], number: Int64)], _ cells: Tally, _ names: CellNames,
        _ book: RuleBook, _ question: PartQuestion, _ facts: Facts
    ) throws(PartFault) {
        var reader = PartReader(names, book, question)
        for (fields, number) in lines { try reader.take(fields, Int(number)) }
        let places = reader.settle(facts)
        try reader.check()
        var tally = cells
        tally.finish()
        if places != Array(places.indices) {
            tally = tally.renumbered { $0.at(source: places[$0.source]) }
        }
        let sums = reader.finished(facts)
        counted = Counted(tally, sums, reader.crm)
        (details, sources) = (reader.names.details, reader.names.sources)
        (events, tables, problems) = (reader.events, reader.finishedTables, reader.finishedProblems)
        decidedBy = question.decidedBy
    }
}

extension Counted {
    /// What others counted.
    fileprivate init(_ tally: Tally, _ sums: LeadSums, _ crm: CRMCounts) {
        let none = Reading.none.facts
        self.init(
            DealCredits(none, rule: .firstLead, asOf: Day(number: 0), zone: .utc))
        (self.tally, self.sums, self.crm) = (tally, sums, crm)
    }
}
