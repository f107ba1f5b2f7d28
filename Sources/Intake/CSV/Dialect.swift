/// How a text writes its rows, where that is not with commas, semicolons, tabs or bars, double quotes around
/// what has one of them in it, and these quotes doubled inside.
struct Dialect: Hashable {
    var separator: UInt8
    var quote = UInt8(ascii: "\"")
    /// Whether a quote inside a quoted text has a backslash before it.
    var hasBackslashes = false
    /// Whether a blank behind a separator belongs to it.
    var hasBlanks = false

    /// The separators that tables have; others only where none of these parts the rows.
    static let usual = Array(",;\t|".utf8)
    private static let others = Array("^~\u{1}".utf8)

    /// So much of a text says how all of it is written.
    private static let sample = 1 << 16

    /// Whether the signs for quotes and blanks are other ones than RFC 4180 has.
    var isRewritten: Bool { quote != UInt8(ascii: "\"") || hasBackslashes || hasBlanks }

    /// The dialect of the front of a text; nil where it is the usual one.
    ///
    /// Another one is taken only where its own signs stand where only it has them, and no fewer rows have the
    /// same number of cells by it.
    init?(_ front: [UInt8]) {
        var sample = Array(front.prefix(Dialect.sample))
        if sample.count < front.count, let end = sample.lastIndex(of: UInt8(ascii: "\n")) {
            sample.removeSubrange((end + 1)...)
        }
        let signs = Signs(sample)
        let tried = signs.dialects(of: sample)
        guard !tried.isEmpty || signs.hasOthers else { return nil }
        let usual = RowFit.best(sample, Dialect.usual.map { Dialect(separator: $0) })
        if let usual, usual.fit.width > 1 {
            guard let other = RowFit.best(sample, tried), other.fit.isAsGood(as: usual.fit),
                !other.dialect.hasBackslashes || other.fit.bad < usual.fit.bad
            else { return nil }
            self = other.dialect
            return
        }
        let other = RowFit.best(sample, Dialect.others.map { Dialect(separator: $0) })
        guard let other, other.fit.width > 1, other.fit.share >= 0.9 else { return nil }
        self = other.dialect
    }

    init(separator: UInt8) { self.separator = separator }

    /// What stands in a text that only another dialect has, found without parting it.
    private struct Signs {
        private var hasBackslashes = false
        private var hasApostrophes = false
        /// Whether a separator stands there that tables have rarely.
        private(set) var hasOthers = false

        init(_ text: [UInt8]) {
            var before = UInt8(ascii: "\n")
            for byte in text {
                switch byte {
                case UInt8(ascii: "\""):
                    if before == UInt8(ascii: "\\") { hasBackslashes = true }
                case UInt8(ascii: "'"):
                    if before < 0x21 || Dialect.usual.contains(before) { hasApostrophes = true }
                case UInt8(ascii: "^"), UInt8(ascii: "~"), 1: hasOthers = true
                default: break
                }
                before = byte
            }
        }

        /// The dialects whose signs stand in a text.
        func dialects(of text: [UInt8]) -> [Dialect] {
            let line = text.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
            return Dialect.usual.filter(line.contains).flatMap { separator -> [Dialect] in
                var plain = Dialect(separator: separator)
                plain.hasBlanks = RowFit.hasBlanks(line, separator)
                var tried = plain.hasBlanks ? [plain] : []
                if hasBackslashes {
                    var dialect = plain
                    dialect.hasBackslashes = true
                    tried.append(dialect)
                }
                if hasApostrophes, RowFit.isQuoted(text, separator, UInt8(ascii: "'")) {
                    var dialect = plain
                    dialect.quote = UInt8(ascii: "'")
                    tried.append(dialect)
                }
                return tried
            }
        }
    }
}

/// How well a text can be parted into rows of one width.
struct RowFit {
    /// How many cells most rows have.
    let width: Int
    let good: Int
    /// Rows with another number of cells, or whose quotes do not close.
    let bad: Int

    private static let mostRows = 500

    /// The part of the rows that have the width of most.
    var share: Double { good + bad == 0 ? 0 : Double(good) / Double(good + bad) }
    private var score: Double { share * (1 - 1 / Double(max(width, 1))) }

    /// Whether a text is parted as well by another dialect, of one width or another.
    func isAsGood(as other: RowFit) -> Bool { width > 1 && score >= other.score }

    init(_ text: [UInt8], _ dialect: Dialect) throws {
        let plain = ByteSource(name: "", bytes: text)
        var reader = try RecordReader(
            dialect.isRewritten ? DialectText(plain, dialect).standard : plain,
            separator: dialect.separator, chunk: 1 << 15)
        var widths: [Int: Int] = [:]
        var rows = 0
        while rows < RowFit.mostRows {
            let outcome = try reader.next()
            if outcome == .end { break }
            rows += 1
            if outcome == .record { widths[reader.cellCount, default: 0] += 1 }
        }
        let most = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }
        (width, good) = (most?.key ?? 0, most?.value ?? 0)
        bad = rows - good
    }

    /// The dialect by which most rows have the same number of cells, and many of them; of equal ones the first.
    static func best(
        _ text: [UInt8], _ dialects: [Dialect]
    ) -> (dialect: Dialect, fit: RowFit)? {
        var best: (dialect: Dialect, fit: RowFit)?
        for dialect in dialects {
            guard let fit = try? RowFit(text, dialect), fit.score > best?.fit.score ?? -1 else {
                continue
            }
            best = (dialect, fit)
        }
        return best
    }

    /// Whether at least half of the lines have a cell between two such signs, and no cell begins with a double
    /// quote.
    static func isQuoted(_ text: [UInt8], _ separator: UInt8, _ quote: UInt8) -> Bool {
        var (lines, quoted) = (0, 0)
        for line in text.split(separator: UInt8(ascii: "\n")).prefix(mostRows) {
            lines += 1
            var (isInside, isFound, before) = (false, false, separator)
            for byte in line where byte != UInt8(ascii: "\r") {
                if byte == UInt8(ascii: " "), before == separator { continue }
                if before == separator, byte == UInt8(ascii: "\""), !isInside { return false }
                if before == separator, byte == quote { isInside = true }
                if byte == separator, before == quote, isInside {
                    (isFound, isInside) = (true, false)
                }
                before = byte
            }
            if isFound || isInside && before == quote { quoted += 1 }
        }
        return lines > 1 && quoted * 2 >= lines
    }

    /// Whether each separator of a line has a blank behind it.
    static func hasBlanks(_ line: ArraySlice<UInt8>, _ separator: UInt8) -> Bool {
        var found = false
        for place in line.indices where line[place] == separator {
            let next = line.index(after: place)
            guard next < line.endIndex, line[next] == UInt8(ascii: " ") else { return false }
            found = true
        }
        return found
    }
}
