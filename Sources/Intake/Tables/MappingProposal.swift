internal import Leads
internal import Quantities

/// What the columns of a table may mean that is known to no format: by their names, as any known export or
/// list calls them, and by what stands in them. A start for a mapping, which somebody looks at before it counts.
package struct MappingProposal: Sendable {
    /// One line of the mapping: a field and the column that it may be.
    package struct Line: Hashable, Sendable {
        package let field: String
        /// The column; nil where none was found, and one has to be named.
        package let column: String?
        /// Columns of which an id is made, where there is none.
        package var made: [String] = []
        /// A few of the texts that stand there; none of what says who somebody is.
        package var examples: [String] = []
    }

    package let file: String
    package let kind: FactKind
    package let lines: [Line]
    /// Stages of leads that have a column of days, by name.
    package let stages: [Line]
    /// The order of dates and the sign before the cents where the table tells them, and whether it must be said.
    package let order: DateOrder?
    package let asksOrder: Bool
    package let sign: DecimalSign?
    package let asksSign: Bool
    /// Columns that nothing is proposed for.
    package let others: [String]

    /// The tables of a file that have two columns or more.
    ///
    /// - Throws: `IntakeError` where the file is no table at all.
    package static func proposals(of source: ByteSource) throws -> [MappingProposal] {
        let (parts, text) = try FileParts.open(source)
        let tables = try parts?.visible() ?? [text]
        return try tables.compactMap { try MappingProposal($0) }
    }

    private init?(_ source: ByteSource) throws {
        let decoder = TextDecoder(source)
        let reader = try RecordReader.reading(decoder)
        let front = reader.front
        let isSheet = source.sheet != nil
        if !isSheet,
            let why = OtherFile.complaint(front, firstBytes: decoder.firstBytes, source.name)
        {
            throw IntakeError(noTable: source.name, why)
        }
        guard
            let start = try TableStart.find(
                in: front, wanted: Set(ColumnProfile.fields.keys), isSheet: isSheet,
                other: reader.dialect?.separator),
            start.header.names.count(where: { !$0.isEmpty }) > 1
        else { return nil }
        let columns = try ColumnProfile.all(front, start)
        file = source.name
        var taken = Set<Int>()

        /// The column that a field is called by, or else that looks like it.
        func find(
            _ kind: FactKind, _ field: String, _ looks: (ColumnProfile) -> Bool = { _ in false }
        ) -> ColumnProfile? {
            let free = columns.filter { !taken.contains($0.index) && !$0.name.isEmpty }
            let named = free.filter {
                $0.names.contains(ColumnProfile.Name(kind: kind, field: field))
            }
            guard let column = named.first ?? free.first(where: looks) else { return nil }
            taken.insert(column.index)
            return column
        }
        func line(_ field: String, _ column: ColumnProfile?, isPersonal: Bool = false) -> Line {
            Line(
                field: field, column: column?.name,
                examples: isPersonal ? [] : column?.examples ?? [])
        }

        let hasPerson = columns.contains {
            $0.isAddress || $0.isNamed(.lead, PersonalField.lastName.rawValue)
        }
        let hasMoney = columns.contains(where: \.isAmount)
        let hasOutcome = columns.contains { $0.isOutcome || $0.isNamed(.deal, "status") }
        kind =
            hasMoney && hasOutcome && !hasPerson
            ? .deal : hasMoney && !hasPerson ? .spend : .lead
        var lines: [Line] = []
        var stages: [Line] = []
        switch kind {
        case .deal:
            let id = find(.deal, "deal_id") { $0.isID }
            lines = [
                line("deal_id", id), line("status", find(.deal, "status") { $0.isOutcome }),
                line("amount", find(.deal, "amount") { $0.isAmount }),
                line("created_at", find(.deal, "created_at") { $0.isDate }),
                line("closed_at", find(.deal, "closed_at") { $0.isDate }),
            ]
            lines += ["currency", "lead_ids", "company"].compactMap { field in
                find(.deal, field).map { line(field, $0) }
            }
        case .spend:
            let month = find(.spend, "month") ?? find(.spend, "day")
            let time =
                month ?? find(.spend, "from") ?? find(.spend, "-") { $0.isDate || $0.isMonth }
            lines = [
                line(time?.isMonth == true ? "month" : "day", time),
                line("amount", find(.spend, "amount") { $0.isAmount }),
                line("source", find(.spend, "source") { $0.isChoice }),
            ]
            lines += ["campaign", "currency", "category"].compactMap { field in
                find(.spend, field).map { line(field, $0) }
            }
        default:
            let email = find(.lead, PersonalField.email.rawValue) { $0.isAddress }
            let id = find(.lead, "lead_id") { $0.isID }
            lines = [
                id == nil
                    ? Line(field: "lead_id", column: nil, made: [email?.name].compactMap(\.self))
                    : line("lead_id", id)
            ]
            for stage in ["mql", "sql", "opportunity", "won"] {
                guard let column = find(.stage, stage) else { continue }
                stages.append(line(stage, column))
            }
            lines.append(line("created_at", find(.lead, "created_at") { $0.isDate }))
            lines.append(line("source", find(.lead, "source") { $0.isChoice }))
            if let email {
                lines.append(line(PersonalField.email.rawValue, email, isPersonal: true))
            }
            for field in FactKind.lead.columns
            where !lines.contains(where: { $0.field == field }) {
                guard let column = find(.lead, field) else { continue }
                let isPersonal = PersonalField.ofOnePerson.contains(field)
                lines.append(line(field, column, isPersonal: isPersonal))
            }
        }
        self.lines = lines
        self.stages = stages
        others = columns.filter { !taken.contains($0.index) && !$0.name.isEmpty }.map(\.name)
        let used = columns.filter { taken.contains($0.index) }
        let orders = Set(used.flatMap(\.orders))
        order = orders.count == 1 ? orders.first : nil
        asksOrder = order == nil && used.contains(where: \.hasUnclearOrder)
        let signs = Set(used.filter(\.isAmount).flatMap(\.signs))
        sign = signs.count == 1 ? signs.first : nil
        asksSign = sign == nil && used.contains { $0.isAmount && $0.hasUnclearSign }
    }
}

/// What stands in a column, as far as its first rows show.
private struct ColumnProfile {
    struct Name: Hashable {
        let kind: FactKind
        let field: String
    }

    let index: Int
    let name: String
    /// What columns of this name are in any known export or list.
    let names: Set<Name>
    private(set) var filled = 0
    private(set) var addresses = 0
    private(set) var dates = 0
    private(set) var months = 0
    private(set) var amounts = 0
    private(set) var outcomes = 0
    private(set) var rows = 0
    private(set) var orders = Set<DateOrder>()
    private(set) var signs = Set<DecimalSign>()
    private(set) var hasUnclearOrder = false
    private(set) var hasUnclearSign = false
    private var hasCents = false
    /// Texts without a blank and with a digit, as numbers of leads and deals are.
    private var numbers = 0
    private var texts: [String] = []
    private var distinct = Set<String>()

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
            rows += 1
            for index in columns.indices { columns[index].take(reader.text(index)) }
        }
        return columns
    }

    private init(index: Int, name: String, names: Set<Name>) {
        (self.index, self.name, self.names) = (index, name, names)
    }

    private mutating func take(_ text: String) {
        rows += 1
        let bare = text.drop(while: \.isWhitespace)
        guard !bare.isEmpty, text != "-", text != "--" else { return }
        filled += 1
        if distinct.insert(text).inserted, texts.count < 3 { texts.append(text) }
        if text.contains("@"), text.contains(".") { addresses += 1 }
        if !bare.contains(where: \.isWhitespace), bare.contains(where: \.isNumber) { numbers += 1 }
        if OutcomeWords.deal(text, pipeline: "") != nil { outcomes += 1 }
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

    private func isMost(_ count: Int) -> Bool { filled > 0 && count * 10 >= filled * 8 }

    func isNamed(_ kind: FactKind, _ field: String) -> Bool {
        names.contains(Name(kind: kind, field: field))
    }

    var isAddress: Bool { isMost(addresses) }
    var isDate: Bool { isMost(dates) }
    var isMonth: Bool {
        isMost(months) || names.contains(Name(kind: .spend, field: "month")) && !isDate
    }
    var isOutcome: Bool { isMost(outcomes) }
    /// An amount has cents or a currency, or the name of one.
    var isAmount: Bool {
        isMost(amounts) && !isDate
            && (hasCents || isNamed(.spend, "amount") || isNamed(.deal, "amount"))
    }
    /// A number or code in each row, and never the same twice.
    var isID: Bool {
        rows > 1 && numbers == rows && distinct.count == rows && !isDate && !isAmount && !isAddress
    }
    /// A few words again and again.
    var isChoice: Bool {
        filled > 1 && distinct.count * 2 <= max(filled, 2) && distinct.count <= 40 && !isDate
            && !isMonth
            && !isAmount && amounts == 0
    }
    /// The first texts, but those that may say who somebody is.
    var examples: [String] { isAddress ? [] : texts }
}
