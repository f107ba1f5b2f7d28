internal import Leads
internal import Quantities

/// What stands in a column, as far as its first rows show.
struct ColumnProfile {
    struct Name: Hashable {
        let kind: FactKind
        let field: String
    }

    let index: Int
    let name: String
    /// What columns of this name are in any known export or list.
    let names: Set<Name>
    private(set) var filled = 0
    private(set) var rows = 0
    private(set) var orders = Set<DateOrder>()
    private(set) var signs = Set<DecimalSign>()
    private(set) var hasUnclearOrder = false
    private(set) var hasUnclearSign = false
    /// The texts by row; empty where nothing stands.
    private(set) var cells: [String] = []
    /// How many rows have each text, and the texts in order of appearance.
    private(set) var counts: [String: Int] = [:]
    private(set) var texts: [String] = []
    private var addresses = 0
    private var dates = 0
    private var months = 0
    private var amounts = 0
    private var outcomes = 0
    private var hasCents = false
    private var telephones = 0
    /// Texts without a blank and with a digit, as numbers of leads and deals are.
    private var numbers = 0

    /// So many rows say what a column is.
    private static let mostRows = 2000

    /// The fields that columns of some name give, by the folded name.
    static let fields: [String: Set<Name>] = {
        var fields: [String: Set<Name>] = [:]
        for format in VendorFormat.all {
            for fact in format.facts {
                let stage = fact.kind == .stage ? fact.fields["stage"]?.constant : nil
                for (field, source) in fact.fields {
                    let meant = stage != nil && field == "at" ? stage ?? "" : field
                    for column in source.columns where !column.contains("*") {
                        fields[Header.folded(column), default: []].insert(
                            Name(kind: fact.kind, field: meant))
                    }
                }
            }
        }
        for kind in FactKind.allCases {
            for column in kind.columns {
                fields[Header.folded(column), default: []].insert(Name(kind: kind, field: column))
            }
        }
        return fields
    }()

    static func all(_ front: [UInt8], _ start: TableStart) throws -> [ColumnProfile] {
        var columns = start.header.names.enumerated().map { index, name in
            ColumnProfile(index: index, name: name, names: fields[Header.folded(name)] ?? [])
        }
        var reader = try RecordReader(
            ByteSource(name: "", bytes: front), separator: start.separator, chunk: 1 << 15)
        for _ in 0...start.rowsBefore { _ = try reader.next() }
        var rows = 0
        while rows < mostRows {
            let outcome = try reader.next()
            if outcome == .end || outcome == .cut { break }
            guard outcome == .record else { continue }
            let texts = columns.indices.map { reader.text($0) }
            // Blank rows, and what stands under a table, are no rows of it.
            guard texts.count(where: { !$0.isEmpty }) > (columns.count > 2 ? 1 : 0),
                !texts.contains(where: { TotalWord.match($0) == .whole })
            else { continue }
            rows += 1
            for index in columns.indices {
                columns[index].take(texts[index], isNumber: reader.isSheetNumber(index))
            }
        }
        return columns
    }

    private init(index: Int, name: String, names: Set<Name>) {
        (self.index, self.name, self.names) = (index, name, names)
    }

    /// - Parameter isNumber: whether a sheet has it as a number, which is written in no way.
    private mutating func take(_ text: String, isNumber: Bool) {
        rows += 1
        let bare = text.drop(while: \.isWhitespace)
        guard !bare.isEmpty, text != "-", text != "--" else {
            cells.append("")
            return
        }
        cells.append(text)
        filled += 1
        counts[text, default: 0] += 1
        if counts[text] == 1 { texts.append(text) }
        if text.contains("@"), text.contains(".") { addresses += 1 }
        if !bare.contains(where: \.isWhitespace), bare.contains(where: \.isNumber) { numbers += 1 }
        if OutcomeWords.deal(text, pipeline: "") != nil { outcomes += 1 }
        if Self.isTelephone(text) { telephones += 1 }
        let found = [DateOrder.dmy, .mdy].lazy.compactMap { try? WrittenDate.read(text, $0).get() }
        if let date = found.first {
            if !date.isSerial { dates += 1 }
        } else if (try? WrittenDate.month(text, nil).get()) != nil {
            months += 1
        }
        switch WrittenDate.vote(text) {
        case .certain(let order): orders.insert(order)
        case .either: hasUnclearOrder = true
        case .none, .same: break
        }
        guard let amount = WrittenAmount(text) else { return }
        amounts += 1
        guard !isNumber else {
            hasCents = hasCents || text.contains(".")
            return
        }
        switch amount.vote {
        case .certain(let sign):
            signs.insert(sign)
            hasCents = true
        case .either:
            hasUnclearSign = true
            hasCents = true
        case .none: hasCents = hasCents || amount.currencies != nil
        }
    }

    /// Nine digits or more that begin as numbers of telephones do, with nothing else between them.
    private static func isTelephone(_ text: String) -> Bool {
        let digits = text.count { $0.isASCII && $0.isNumber }
        return digits >= 9 && (text.first == "+" || text.first == "0" || text.first == "(")
            && text.allSatisfy { $0.isNumber || " +-()/.".contains($0) }
    }

    private func isMost(_ count: Int) -> Bool { filled > 0 && count * 10 >= filled * 8 }

    func isNamed(_ kind: FactKind, _ field: String) -> Bool {
        names.contains(Name(kind: kind, field: field))
    }

    /// Whether its name has a word of a subject.
    func isAbout(_ subject: ColumnWords.Subject) -> Bool { ColumnWords.have(name, subject) }

    var isAddress: Bool { isMost(addresses) }
    var isTelephone: Bool { isMost(telephones) }
    var isDate: Bool { isMost(dates) && !isTelephone }
    var isMonth: Bool {
        isMost(months) || names.contains(Name(kind: .spend, field: "month")) && !isDate
    }
    var isOutcome: Bool { isMost(outcomes) }
    /// An amount has cents or a currency, or the name of one.
    var isAmount: Bool {
        isMost(amounts) && !isDate && !isTelephone
            && (hasCents || isNamed(.spend, "amount") || isNamed(.deal, "amount")
                || isAbout(.amount))
    }
    /// Whether every row has something here.
    var isFull: Bool { filled == rows }
    /// Whether nearly every row has a text here, and none that another has.
    private var isEachOnce: Bool {
        let empty = rows - filled
        return filled > 1 && (empty * 5 <= rows || empty == 1 && rows > 3)
            && counts.count == filled
    }
    /// A number or code in each row, or in nearly each, and never the same twice.
    var isID: Bool {
        isEachOnce && numbers == filled && !isDate && !isAmount && !isAddress && !isTelephone
            && !isAbout(.telephone)
    }
    /// A few words again and again.
    var isChoice: Bool {
        filled > 1 && counts.count * 2 <= max(filled, 2) && isOfWords
    }
    /// Whether words stand here that may be a few, where they or the name of the column say what they are: in
    /// a short table each may stand once.
    private var mayBeChoice: Bool {
        filled > 1 && isOfWords
            && (counts.count < filled || filled <= 20 && texts.allSatisfy(Self.isShort))
    }

    private static func isShort(_ text: String) -> Bool {
        text.count <= 30 && text.split(whereSeparator: \.isWhitespace).count <= 3
    }

    private var isOfWords: Bool {
        counts.count <= 40 && !isDate && !isMonth && !isAmount && amounts == 0 && addresses == 0
            && !isCurrency
    }
    /// Codes of currencies, or signs of them under a name that says so.
    var isCurrency: Bool {
        guard filled > 0 else { return false }
        let isCalledSo = isAbout(.currency) || isNamed(.deal, "currency")
        let known = texts.filter {
            isCalledSo ? CurrencyWords.code($0) != nil : CurrencyWords.isCode($0)
        }
        return isCalledSo ? !known.isEmpty : known.count == texts.count
    }
    /// What its texts are replaced by where it has currencies in other words than codes.
    var currencyWords: [(text: String, code: String)] {
        texts.compactMap { text in
            guard !CurrencyWords.isCode(text), let code = CurrencyWords.code(text) else {
                return nil
            }
            return (text, code)
        }
    }
    /// Where a lead or deal stands: by the name of the column, or by words that can mean nothing else.
    var isStatus: Bool {
        guard mayBeChoice, !isAbout(.owner) else { return false }
        if isNamed(.lead, "lead_status") || isNamed(.deal, "status") || isAbout(.status) {
            return true
        }
        return texts.contains { Self.decides($0) }
            && texts.count { isKnownStage($0) } * 2 >= texts.count
    }
    /// Whether its words say of which lead or deal something has come.
    var hasOutcomes: Bool { texts.contains { Self.decides($0) } }

    private func isKnownStage(_ text: String) -> Bool {
        OutcomeWords.lead(text) != nil || OutcomeWords.deal(text) != nil
    }

    private static func decides(_ text: String) -> Bool {
        if case .reached? = OutcomeWords.lead(text) { return true }
        return [.won, .lost].contains(OutcomeWords.deal(text))
    }

    /// Whether it says by which way leads came: by its name, or by one of its words.
    var isSource: Bool {
        guard mayBeChoice, !isAbout(.owner) else { return false }
        let known = texts.count(where: ColumnWords.isSource)
        return isAbout(.source) || isChoice && known > 0 || known > 0 && known * 2 >= texts.count
    }

    /// The first texts, where none of them may say who somebody is.
    var examples: [String] {
        let first = texts.prefix(3)
        let isOfPerson =
            isAddress || isTelephone || isAbout(.telephone)
            || !isDate && !isID && (isAbout(.person) || isAbout(.owner))
        guard !isOfPerson, !first.contains(where: { $0.contains("@") }) else { return [] }
        if isDate || isMonth || isAmount || isStatus || isSource { return Array(first) }
        if isID { return first.allSatisfy(Self.isCode) ? Array(first) : [] }
        return []
    }

    /// Whether an id has so few letters, or such, that it is no name of somebody.
    private static func isCode(_ text: String) -> Bool {
        let letters = text.filter(\.isLetter)
        return letters.count <= 4 || letters.allSatisfy(\.isHexDigit)
    }

    /// The days by row, where it holds dates.
    func days(_ order: DateOrder?) -> [Day?] {
        cells.map { text in
            text.isEmpty ? nil : (try? WrittenDate.read(text, order ?? .dmy).get())?.day
        }
    }

    /// Whether what stands here nearly always stands in a column of another table too.
    func isAmong(_ other: ColumnProfile) -> Bool {
        let known = texts.count { other.counts[$0] != nil }
        return known > 0 && known * 10 >= texts.count * 8
    }

    /// Of the rows in which another column says something how many have something here, and how many there are.
    func filled(where other: ColumnProfile) -> (filled: Int, all: Int) {
        zip(cells, other.cells).reduce(into: (0, 0)) { counts, pair in
            guard !pair.1.isEmpty else { return }
            counts.1 += 1
            if !pair.0.isEmpty { counts.0 += 1 }
        }
    }

    /// How often it says something in rows that another column says are undecided, and how many of those there are.
    func filledUndecided(by status: ColumnProfile) -> (filled: Int, all: Int) {
        zip(cells, status.cells).reduce(into: (0, 0)) { counts, pair in
            guard Self.isUndecided(pair.1) else { return }
            counts.1 += 1
            if !pair.0.isEmpty { counts.0 += 1 }
        }
    }

    private static func isUndecided(_ text: String) -> Bool {
        switch OutcomeWords.lead(text) {
        case .reached(.won)?, .reached(.lost)?, .reached(.rejected)?: false
        case .reached?, .nothing?: true
        case nil: OutcomeWords.deal(text) == .open
        }
    }

    /// What its amounts add up to, in cents, where they can be read.
    func sum(_ sign: DecimalSign?) -> Int128 {
        cells.reduce(0) { sum, text in
            guard let cents = try? WrittenAmount(text)?.value(sign).get().cents else { return sum }
            return sum + Int128(cents)
        }
    }
}
