internal import Dispatch
internal import Leads
internal import Quantities

/// Reads one table in blocks, several at a time, and puts what they give together in the order in
/// which they stand.
///
/// For any number of jobs the blocks are the same, and so is what is read. What changes is reached
/// through the queue alone.
final class BlockReading: @unchecked Sendable {
    private let blocks: RowBlocks
    private let cursor: () throws -> TableCursor
    private let leads: KnownLeads
    private let options: ReadingOptions
    private let report: TableReport
    private let queue = DispatchQueue(label: "parts")
    private var whole: FactsBuilder
    /// Those who read, and what they have read, as far as all before it was.
    private var readers: [FactsBuilder] = []
    private var parts: [TablePart] = []
    private var waiting: [Int: Part] = [:]
    private var failure: (any Error)?
    private var isCut = false

    private struct Part {
        let rows: TablePart
        /// What the block ends with in the middle of a row, and the line on which that begins.
        let left: (bytes: [UInt8], line: Int)?
    }

    /// - Parameter cursor: makes a cursor over the table, whose reader is given blocks.
    init(
        _ source: ByteSource, line: Int, into whole: consuming FactsBuilder,
        cursor: @escaping () throws -> TableCursor
    ) {
        blocks = RowBlocks(source, line: line)
        options = whole.options
        report = TableReport(file: whole.report.file, kinds: whole.report.kinds)
        leads = whole.leads.ofPart(givesLeads: whole.report.kinds.contains(.lead), options)
        self.whole = whole
        self.cursor = cursor
    }

    /// Whether rows of a table can be read without knowing what the rows before them gave.
    static func canRead(_ plan: TablePlan) -> Bool {
        let hasLead = plan.facts.contains { $0.kind == .lead }
        return plan.facts.allSatisfy { fact in
            fact.kind.isReadInParts && (fact.kind == .lead || !hasLead || fact.isAboutRowsLead)
        }
    }

    /// Reads everything and hands back the builder that it was to go into.
    func run() throws -> FactsBuilder {
        Parallel.together(min(options.jobs, 64)) { work() }
        if let failure { throw failure }
        whole.add(parts, of: readers)
        parts = []
        var result = FactsBuilder(options: options)
        swap(&result, &whole)
        return result
    }

    private func work() {
        do {
            let cursor = try cursor()
            var builder = FactsBuilder(partOf: report, leads: leads, options: options)
            let number = queue.sync {
                readers.append(builder)
                return readers.count - 1
            }
            defer { queue.sync { readers[number] = builder } }
            while let block = try cursor.reader.load(blocks) {
                try Cancellation.check()
                builder.reserve(block.lineCount)
                if block.number == 0, let rows = blocks.estimatedRows(by: block) {
                    queue.sync { whole.expect(rows) }
                }
                let isCut = try builder.read(cursor, mayDefer: false)
                let left = isCut ? (cursor.reader.unread, cursor.reader.line) : nil
                let part = Part(rows: builder.takePart(number), left: left)
                try queue.sync { try deliver(part, block.number) }
            }
        } catch {
            queue.sync { failure = failure ?? error }
            blocks.stop()
        }
    }

    /// Numbers the leads of the parts of which all before them have their numbers.
    private func deliver(_ part: Part, _ number: Int) throws {
        waiting[number] = part
        while !isCut, failure == nil, let part = waiting.removeValue(forKey: parts.count) {
            let number = parts.count
            keep(part.rows)
            if let left = part.left {
                isCut = true
                blocks.stop()
                try readOn(after: number, left.bytes, line: left.line)
            } else {
                blocks.confirm(number)
            }
        }
    }

    private func keep(_ part: TablePart) {
        var part = part
        whole.number(&part)
        parts.append(part)
    }

    /// Reads all that is left in one piece: the blocks behind this one did not begin with a row.
    private func readOn(after number: Int, _ left: [UInt8], line: Int) throws {
        let cursor = try cursor()
        cursor.reader = try RecordReader(
            blocks.rest(after: number, left: left), separator: cursor.reader.separator,
            firstLine: line)
        var builder = FactsBuilder(partOf: report, leads: leads, options: options)
        try builder.read(cursor, mayDefer: false)
        keep(builder.takePart(readers.count))
        readers.append(builder)
    }
}
