package import Funnels
package import Quantities

/// What a report says, before it is written down in any format.
package struct Document: Sendable {
    package let title: String
    /// What has to be known before anything else; nil where there is nothing.
    package var warning: String?
    /// Whether the answer of its first paragraph is a good one; nil where it is neither.
    package var tone: Tone?
    package private(set) var blocks: [Block] = []
    /// All columns side by side, for a spreadsheet; nil where the tables of the blocks serve.
    package var dataTable: Table?
    /// Tables for a spreadsheet that stand below that one, with rows of another kind.
    package var moreData: [Table] = []

    /// Whether a page of it names commands and options, as one does for whoever works with the program.
    package var saysCommands = false

    package init(_ title: String) { self.title = title }

    /// Adds what stands below the rest; a note or a list without a line is left out.
    package mutating func add(_ blocks: Block...) { add(blocks) }

    /// The same of blocks that stand in a list.
    package mutating func add(_ blocks: [Block]) {
        self.blocks += blocks.filter { !$0.isEmpty }
    }

    /// Adds a heading and what stands under it; neither, where that is nothing.
    package mutating func section(_ heading: String, _ blocks: Block...) {
        section(heading, blocks)
    }

    /// The same of blocks that stand in a list.
    package mutating func section(_ heading: String, _ blocks: [Block]) {
        guard !blocks.allSatisfy(\.isEmpty) else { return }
        add([.heading(heading)] + blocks)
    }

    /// What somebody should think of an answer, a word or an amount.
    package enum Tone: Sendable {
        case good, bad
        /// Nothing can be said yet.
        case open
    }

    /// A part of a document, which each format writes in its own way.
    package enum Block: Sendable {
        case heading(String)
        case paragraph(String)
        /// Notes under what stands above them.
        case lines([String])
        /// Points of equal weight.
        case list([String])
        /// Names with what is to be said of each, one below the other.
        case labelled([(label: String, text: [String])])
        case table(Table)
        /// Lines of a file, to be copied as they stand.
        case file([String])
        // Formats without pictures leave these out: a table says the same.
        case chart(Chart)
        case headlines([Headline])
        /// Parts that stand beside each other where there is room.
        case columns([[Block]])
        /// What a page has room for, and a terminal has elsewhere.
        case onPage([Block])

        /// Whether it is a note, a list or labels of which there are none.
        fileprivate var isEmpty: Bool {
            switch self {
            case .lines(let lines), .list(let lines): lines.isEmpty
            case .labelled(let entries): entries.isEmpty
            default: false
            }
        }
    }

    /// The tables that stand in it one below the other.
    package var tables: [Table] {
        blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }
}

/// Rows of typed cells: every format writes the same values in its own way.
package struct Table: Sendable {
    /// What the cells below one title are.
    package struct Column: Sendable {
        /// What people read above it; empty where only programs read it.
        package let title: Phrase
        /// The name that programs read.
        package let key: String
        /// What the title means; nil where there is none.
        package let help: Glossary.Term?
        package let shape: Shape
        /// How soon it falls away where there is no room for all: the highest first, 0 last. The first column,
        /// which names the rows, stays whatever its rank.
        package let rank: Int
        /// Whether a text in it is never shortened, as a day or the number of a lead, or may always be; nil where
        /// names may be and words of the program may not.
        package let isWhole: Bool?
        /// Which of several norms it holds the rows against, and what it says of that; nil where it is of none.
        package var norm: (name: String, measure: String)?
        /// The key of the column that says of how many a share is; nil where none does.
        package var base: String?

        /// The rank of a column of which nobody said more.
        package static let usualRank = 4

        /// Whether it is written from the left.
        package var isText: Bool { shape == .text }

        /// What a cell holds, and so how many columns it takes where each holds one value.
        package enum Shape: Sendable {
            case text, number
            /// A number and the range in which the true one lies.
            case range
            /// The two ends of a band.
            case band
        }

        package init(
            _ key: String, _ title: Phrase, _ help: Glossary.Term?, _ shape: Shape = .number,
            rank: Int = usualRank, isWhole: Bool? = nil
        ) {
            self.rank = rank
            self.isWhole = isWhole
            self.title = title
            self.key = key
            self.help = help
            self.shape = shape
        }

        /// The names of the columns that it takes where each holds one value.
        package var keys: [String] {
            switch shape {
            case .text, .number: [key]
            case .range: [key, "\(key)_low", "\(key)_high"]
            case .band: ["\(key)_low", "\(key)_high"]
            }
        }
    }

    package let columns: [Column]
    package var rows: [[Cell]]
    /// Whether the last row is the total of the others.
    package var hasTotal: Bool
    /// Places of rows that are the sum of some above them, and of those after which another part begins.
    package let sums: Set<Int>
    package let ends: Set<Int>
    /// The place of the column that names the rows.
    package var naming = 0

    package init(
        columns: [Column], rows: [[Cell]], hasTotal: Bool = false, sums: Set<Int> = [],
        ends: Set<Int> = []
    ) {
        self.columns = columns
        self.rows = rows
        self.hasTotal = hasTotal
        (self.sums, self.ends) = (sums, ends)
    }
}

extension Document {
    /// Fewer letters than this say too little by themselves, such as a no.
    private static let leastOpening = 40

    /// What it says first: the first sentences of its first paragraph that say something, else its title.
    var opening: String {
        let text = blocks.lazy.compactMap { block in
            if case .paragraph(let text) = block { text } else { nil }
        }.first
        guard let text else { return title }
        var taken = ""
        for letter in text {
            if letter == " ", taken.count >= Self.leastOpening, let last = taken.last,
                ".?!".contains(last)
            {
                break
            }
            taken.append(letter)
        }
        return taken
    }
}

extension Table {
    /// Both tables side by side, with the first column of this one.
    func beside(_ other: Table) -> Table {
        Table(
            columns: columns + other.columns.dropFirst(),
            rows: zip(rows, other.rows).map { $0 + $1.dropFirst() }, hasTotal: hasTotal, sums: sums,
            ends: ends)
    }

    /// The same table for people: without columns in which nothing is known, and those for programs alone.
    var withoutEmptyColumns: Table {
        let isKept = columns.indices.map { column in
            !columns[column].title.isEmpty
                && rows.contains { row in
                    !row[column].saysNothing
                }
        }
        func kept<Value>(_ values: [Value]) -> [Value] {
            zip(values, isKept).filter(\.1).map(\.0)
        }
        return Table(
            columns: kept(columns), rows: rows.map(kept), hasTotal: hasTotal, sums: sums, ends: ends
        )
    }
}

extension Cell {
    /// A text, or a dash for people and nothing for programs where there is none.
    package static func known(_ text: String?) -> Cell { text.map(Cell.text) ?? .dash }

    /// A word of the program, or a dash for people and nothing for programs where there is none.
    package static func known(_ phrase: Phrase?) -> Cell { phrase.map(Cell.phrase) ?? .dash }

    /// A dash for people, nothing for programs.
    package static let dash = Cell.absent(Phrase("–"))
    /// Nothing, because there is nothing to say here.
    package static let blank = Cell.absent(Phrase(""))

    /// A word of the program.
    package static func phrase(_ phrase: Phrase) -> Cell {
        phrase.en == phrase.nl && phrase.code == phrase.en
            ? .text(phrase.en) : .word(phrase, code: phrase.code)
    }

    /// Whether there is neither a value nor a reason that people read.
    package var saysNothing: Bool {
        switch self {
        case .absent(let why): why.en == "–" || why.isEmpty
        case .unknown(let absence): Wording().whyShort(absence) == "–"
        default: false
        }
    }
}

/// One value of a table.
package enum Cell: Sendable {
    case text(String)
    /// A word for people, and the code that programs read.
    case word(Phrase, code: String)
    case count(Int)
    case money(Money)
    /// A share of 1.
    case share(Double)
    /// An estimated amount, to whole units.
    case rounded(Money)
    /// How sure something is; never quite 0 or 100 %.
    case chance(Double)
    /// A share of 1 with its range.
    case range(Double?, low: Double, high: Double)
    case ratio(Double)
    /// A number that is shown with one decimal.
    case decimal(Double)
    case band(low: Money, high: Money)
    /// An estimate of a price: at least `low`, and at most `high` where that is known.
    case prices(low: Money, high: Money?)
    /// An estimate of what something is worth, to whole units.
    case between(Money, Money)
    /// A number that is expected, and the whole numbers between which it lies.
    case expected(Double, low: Int, high: Int)
    /// A ratio with its range, where that is known.
    case ratios(Double, low: Double?, high: Double?)
    /// One share minus another, in points, with its range.
    case difference(Double, low: Double, high: Double)
    case day(Day)
    /// A number that people read in words of its own, such as one with its sign in front; a spreadsheet has the number.
    case stated(Phrase, Double, Workbook.Style)
    /// There is no value here, and what people read instead.
    case absent(Phrase)
    /// A value that is not known, and why.
    case unknown(Absence)
}
