internal import Spreadsheets

/// Where a table begins in a file: exports put titles, periods and blank lines above it.
struct TableStart {
    let separator: UInt8
    let header: Header
    /// The rows that are not blank above the header.
    let above: [String]
    /// The line on which the header stands, from 1.
    let line: Int
    /// How many of its names are wanted.
    let score: Int

    var rowsBefore: Int { above.count }

    /// How far down a header is looked for.
    private static let deepest = 20

    /// The folded names of columns by which a table is known without a mapping.
    static let known = Set(
        (FactKind.allCases.flatMap(\.columns)
            + VendorFormat.all.flatMap { $0.signature.flatMap { $0 } }).map(Header.folded))

    /// The row and separator under which most of the wanted columns stand; of equal ones the first.
    /// A file that has none of them begins with its first row.
    ///
    /// A row further down is a header only where it looks like one: no number, date or address stands in it,
    /// no name twice, and more than one name is known, unless all that is above it are titles of one cell.
    ///
    /// - Parameters:
    ///   - wanted: folded names of columns.
    ///   - isSheet: whether these are the rows of a sheet, between whose cells only one sign stands.
    ///   - other: a separator that tables do not have as a rule.
    ///   - mayBeUnknown: whether a row below titles may be the header although none of its names is wanted.
    static func find(
        in front: [UInt8], wanted: Set<String>, isSheet: Bool = false, other: UInt8? = nil,
        mayBeUnknown: Bool = false
    ) throws -> TableStart? {
        // `sep=;` says which one it is, and is no row.
        let named = isSheet ? nil : named(front)
        var best: (start: TableStart, score: Int)?
        var separators = isSheet ? [SheetText.separator] : Dialect.usual
        if let other, !separators.contains(other) { separators = [other] }
        for byte in separators {
            if let named, named != byte { continue }
            var reader = try RecordReader(
                ByteSource(name: "", bytes: front), separator: byte, chunk: 1 << 15)
            var above: [String] = []
            for row in 0..<deepest {
                let outcome = try reader.next()
                if outcome == .end { break }
                var header = Header(names: [])
                defer {
                    above.append(
                        header.names.joined(
                            separator: isSheet ? "\t" : String(UnicodeScalar(byte))))
                }
                guard outcome == .record else { continue }
                header = Header(names: (0..<reader.cellCount).map { reader.text($0) })
                if row == 0, named != nil { continue }
                let score = Set(header.names.map(Header.folded)).intersection(wanted).count
                let isHeader =
                    row == 0
                    ? score > best?.score ?? -1
                        // Where no name is known, the separator that parts the row into the most cells.
                        || score == 0 && best?.score == 0 && best?.start.above.isEmpty == true
                            && header.names.count > best?.start.header.names.count ?? 0
                    : score > best?.score ?? -1 && header.mayStandBelow(best?.start.header, score)
                        || mayBeUnknown && score == 0 && best?.score == 0
                            && header.mayStandBelowTitles(best?.start.header)
                if isHeader {
                    best = (
                        TableStart(
                            separator: byte, header: header, above: above, line: reader.line,
                            score: score),
                        score
                    )
                }
            }
        }
        return best?.start
    }

    /// The separator that the first line of some Excel files names.
    static func named(_ front: [UInt8]) -> UInt8? {
        guard front.count >= 5,
            front.prefix(4).map({ $0 | 0x20 }).elementsEqual(
                "sep=".map { $0.asciiValue.map { $0 | 0x20 } ?? 0 })
        else { return nil }
        let byte = front[4]
        return [UInt8(ascii: ","), UInt8(ascii: ";"), 9, UInt8(ascii: "|")].contains(byte)
            ? byte : nil
    }
}

extension Header {
    /// Whether a row that is not the first can be the one that names the columns.
    ///
    /// - Parameters:
    ///   - first: the row that is taken for it so far.
    ///   - score: how many of its names are known.
    fileprivate func mayStandBelow(_ first: Header?, _ score: Int) -> Bool {
        let filled = names.filter { !$0.isEmpty }
        guard Set(filled.map(Header.folded)).count == filled.count,
            filled.allSatisfy({ !Header.isValue($0) })
        else { return false }
        let titleCells = first?.names.count { !$0.isEmpty } ?? 0
        return score > 1 || titleCells <= 1 && filled.count > 1
    }

    /// Whether a row of which no name is known has more names than the titles above it: one, or a title and
    /// what it says.
    fileprivate func mayStandBelowTitles(_ first: Header?) -> Bool {
        let filled = names.filter { !$0.isEmpty }
        let titleCells = first?.names.count { !$0.isEmpty } ?? 0
        return titleCells <= 2 && filled.count > max(titleCells, 2)
            && mayStandBelow(Header(names: []), 0)
    }

    /// Whether a text is a number, a date, an amount or an address, and so no name of a column.
    static func isValue(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else {
            return false
        }
        if text.contains("@") { return true }
        let mayBeNumber =
            first.properties.numericType != nil || "-+(€$£".unicodeScalars.contains(first)
        return mayBeNumber
            && (WrittenAmount(text) != nil || (try? WrittenDate.read(text, .dmy).get()) != nil)
    }
}
