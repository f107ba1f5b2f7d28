internal import Funnels
internal import Quantities

/// A document as sheets: what it answers, a sheet for each part with tables, and where it comes from. Each value has
/// a cell of its own: an estimate, and the two ends of its range beside it.
struct DocumentWorkbook {
    private let document: Document
    private let context: ReportContext
    private var say: Wording { context.say }

    init(_ document: Document, _ context: ReportContext) {
        self.document = document
        self.context = context
    }

    /// Nil where nothing in it is a table.
    var workbook: Workbook? {
        let parts = parts
        guard !parts.isEmpty else { return nil }
        var sheets = [answer] + parts
        if !origins.isEmpty { sheets.append(origin) }
        // A report of no files has no day: the first that there is keeps equal reports equal files.
        return Workbook(
            Self.named(sheets), asOf: context.observed?.asOf ?? Day(number: 0))
    }

    // MARK: What it says

    private var answer: Workbook.Sheet {
        var rows: [[Workbook.Cell]] = [[.title(document.title)], []]
        for block in document.blocks {
            switch block {
            case .paragraph(let text): rows.append([.text(text)])
            case .list(let items): rows += items.map { [.text($0)] }
            case .heading: return sheet(rows)
            default: break
            }
        }
        return sheet(rows)
    }

    private func sheet(_ rows: [[Workbook.Cell]]) -> Workbook.Sheet {
        Workbook.Sheet(say("Answer", "Antwoord"), widths: [120], rows: rows)
    }

    // MARK: Tables

    /// A sheet for each heading that has tables below it.
    private var parts: [Workbook.Sheet] {
        var parts: [(name: String, blocks: [Document.Block])] = [(document.title, [])]
        for block in document.blocks {
            if case .heading(let name) = block {
                parts.append((name, []))
            } else {
                parts[parts.count - 1].blocks.append(block)
            }
        }
        return parts.compactMap { part in
            Self.sheet(part.name, part.blocks, say)
        }
    }

    /// The tables among some blocks, one below the other, with their notes; nil where there is none.
    static func sheet(
        _ name: String, _ blocks: [Document.Block], _ say: Wording
    ) -> Workbook.Sheet? {
        var rows: [[Workbook.Cell]] = [[.title(name)], []]
        var widths: [Double] = []
        var frozen = 0
        var hasTable = false
        var totals = Set<Int>()
        for block in blocks {
            switch block {
            case .table(let table):
                if hasTable { rows.append([]) }
                hasTable = true
                rows.append(heads(table, say))
                if frozen == 0 { frozen = rows.count }
                totals.formUnion(table.sums.map { $0 + rows.count })
                rows += table.rows.map { row in
                    zip(row, table.columns).flatMap { cells($0, $1, say) }
                }
                if table.hasTotal { totals.insert(rows.count - 1) }
                let own = table.columns.flatMap { column in
                    column.keys.map { _ in column.isText ? 26.0 : 13.0 }
                }
                for (place, width) in own.enumerated() {
                    if place < widths.count {
                        widths[place] = max(widths[place], width)
                    } else {
                        widths.append(width)
                    }
                }
            case .lines(let lines) where hasTable: rows += lines.map { [.text($0)] }
            default: break
            }
        }
        guard hasTable else { return nil }
        return Workbook.Sheet(
            name, widths: widths, rows: rows, frozenRows: frozen, totals: totals)
    }

    private static func heads(_ table: Table, _ say: Wording) -> [Workbook.Cell] {
        table.columns.flatMap { column -> [Workbook.Cell] in
            let title = say.text(column.title)
            let (low, high) = (say("from", "van"), say("to", "tot"))
            switch column.shape {
            case .text, .number: return [.heading(title)]
            case .range:
                return [
                    .heading(title), .heading("\(title), \(low)"), .heading("\(title), \(high)"),
                ]
            case .band: return [.heading("\(title), \(low)"), .heading("\(title), \(high)")]
            }
        }
    }

    /// As many cells as the column takes.
    private static func cells(
        _ cell: Cell, _ column: Table.Column, _ say: Wording
    ) -> [Workbook.Cell] {
        func money(_ money: Money) -> Workbook.Cell { .number(Double(money.cents) / 100, .money) }
        let found: [Workbook.Cell] =
            switch cell {
            case .range(let share, let low, let high):
                [
                    share.map { .number($0, .share) } ?? .blank, .number(low, .share),
                    .number(high, .share),
                ]
            case .difference(let value, let low, let high):
                [.number(value, .share), .number(low, .share), .number(high, .share)]
            case .ratios(let ratio, let low, let high):
                [
                    .number(ratio, .ratio), low.map { .number($0, .ratio) } ?? .blank,
                    high.map { .number($0, .ratio) } ?? .blank,
                ]
            case .expected(let number, let low, let high):
                [
                    .number(number, .decimal), .number(Double(low), .count),
                    .number(Double(high), .count),
                ]
            case .band(let low, let high), .between(let low, let high): [money(low), money(high)]
            case .prices(let low, let high): [money(low), high.map(money) ?? .blank]
            case .unknown, .absent: [Workbook.Cell(text: cell, say)]
            default: [Workbook.Cell(cell, say)]
            }
        let width = column.keys.count
        let padding = max(0, width - found.count)
        return Array(found.prefix(width)) + Array(repeating: .blank, count: padding)
    }

    // MARK: Where it comes from

    private var origins: [(label: String, text: [String])] {
        document.blocks.flatMap { block -> [(label: String, text: [String])] in
            if case .labelled(let entries) = block { entries } else { [] }
        }
    }

    private var origin: Workbook.Sheet {
        var entries = origins
        if !entries.contains(where: { $0.label == context.again.label }) {
            entries.append(context.again)
        }
        let rows = entries.flatMap { entry in
            entry.text.enumerated().map { place, text in
                [Workbook.Cell.text(place == 0 ? entry.label : ""), .text(text)]
            }
        }
        return Workbook.Sheet(
            say("Origin", "Herkomst"), widths: [22, 120],
            rows: [[.title(document.title)], []] + rows)
    }

    // MARK: Names

    /// The sheets with names that Excel takes: at most 31 characters, without signs, each once.
    static func named(_ sheets: [Workbook.Sheet]) -> [Workbook.Sheet] {
        var taken = Set<String>()
        return sheets.map { sheet in
            var sheet = sheet
            let start = short(sheet.name, 31)
            sheet.name = start.isEmpty ? "Sheet" : start
            var number = 2
            while !taken.insert(sheet.name.lowercased()).inserted {
                sheet.name = "\(short(start, 28)) \(number)"
                number += 1
            }
            return sheet
        }
    }

    /// The beginning of a name that says what a sheet is about, without a word that is cut where it has several.
    private static func short(_ name: String, _ most: Int) -> String {
        let plain = name.filter { !"[]:*?/\\'".contains($0) }
        let parts = plain.split(separator: " ", omittingEmptySubsequences: true)
        var words: [Substring] = []
        for word in parts {
            // What stands behind it is of when and by what it was counted.
            if word == "·", !words.isEmpty { break }
            guard words.reduce(word.count, { $0 + $1.count + 1 }) <= most else { break }
            words.append(word)
        }
        if let last = words.last, last.hasSuffix(",") { words[words.count - 1] = last.dropLast() }
        return words.isEmpty
            ? String((parts.first ?? "").prefix(most)) : words.joined(separator: " ")
    }
}

extension Workbook.Cell {
    /// Why there is no value, where people are told; nothing where there is nothing to tell.
    fileprivate init(text cell: Cell, _ say: Wording) {
        let text = say.numbers.text(cell)
        self = text.isEmpty || text == "–" ? .blank : .text(text)
    }
}
