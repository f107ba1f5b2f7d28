internal import Leads
internal import Quantities

/// A mapping made ready for one table: fields have become cell numbers.
struct TablePlan {
    /// Where the text of a field comes from in each row.
    struct Cell: Hashable {
        /// The cell's number in the row, −1 for none.
        var column = -1
        /// A text for rows without one, by its number among the plan's texts, −1 for none.
        var constant = -1
        /// Replacements, by their number among the plan's translations, −1 for none.
        var translation = -1
        /// Where more may be found, by number among the plan's, −1 for nowhere.
        var more = -1

        static let none = Cell()

        /// Whether it is what stands in its column, or nothing where there is none.
        var isPlain: Bool { constant & translation & more < 0 }

        /// Whether rows have something in it at all.
        var saysSomething: Bool { column >= 0 || constant >= 0 || more >= 0 }
    }

    /// Where a text comes from that is not simply that of its column.
    enum Elsewhere {
        /// From another column, where this one has one of these texts.
        case others([(texts: Set<[UInt8]>, cell: Cell)])
        /// It is made of what stands in some columns, or, without any, of the row.
        case made([Int])
        /// It is made of the first of some columns that has the address of one person, or else of the row.
        case madeOfPerson([Int])
    }

    /// Not changed any more once the plan is made. Rows are taken by it, and it is no value because
    /// copying one for each row takes time.
    final class Fact {
        let kind: FactKind
        let emptyMeansNone: Bool
        /// Whether a mapping of the user's own says where its fields are.
        let isOwn: Bool
        /// By the place of the field in `kind.columns`.
        let cells: [Cell]
        /// Whether `lead_id` is that of the lead which the same row gives.
        let isAboutRowsLead: Bool
        /// Where the row claims a stage without a day.
        let claim: Cell
        /// The column in which its day would stand.
        let dayColumn: String
        /// Whether the words of the claim are looked at, of which other facts of the row have the same.
        let countsClaims: Bool
        /// Whether a word for a stage beyond MQL says that the lead was one, and another word nothing.
        let isBeyondMQL: Bool
        /// Of such a stage the amount of the deal that the same row may give.
        let dealAmount: Cell
        /// Of a deal: what stands beside the words for what became of it.
        let outcome: OutcomeCells
        private let places: [String: Int]

        init(
            _ mapping: FactMapping, cells: [Cell], isAboutRowsLead: Bool, claim: Cell,
            outcome: OutcomeCells, dealAmount: Cell
        ) {
            kind = mapping.kind
            emptyMeansNone = mapping.emptyMeansNone
            isOwn = mapping.isOwn
            isBeyondMQL = mapping.isBeyondMQL
            self.dealAmount = dealAmount
            self.cells = cells
            self.isAboutRowsLead = isAboutRowsLead
            self.claim = claim
            self.outcome = outcome
            countsClaims = claim.column >= 0 && mapping.fields["stage"]?.constant == "mql"
            dayColumn = mapping.fields["at"]?.columns.first ?? ""
            places = Dictionary(
                uniqueKeysWithValues: kind.columns.enumerated().map { ($1, $0) })
        }

        func cell(_ field: String) -> Cell { places[field].map { cells[$0] } ?? .none }
    }

    /// The cells of `OutcomeColumns`.
    struct OutcomeCells {
        let pipeline: Cell
        let isWon: Cell
        let isLost: Cell
        let isClosed: Cell
    }

    private(set) var facts: [Fact] = []
    /// Cells of lead fields that only a rule names, by field.
    private(set) var extraLeadCells: [String: Cell] = [:]
    let texts: TextStore
    private(set) var unusedColumns: [String] = []
    /// Columns that name who of sales has something, and that are not read.
    private(set) var sellerColumns: [Int] = []
    let vendor: String?
    let hasNumberedIDs: Bool
    let isPlatform: Bool
    private(set) var mores: [Elsewhere] = []
    let skips: [Skip]
    /// Of a platform's export what its rows stand for, and the days that it is about.
    let rowDays: RowDays?
    let report: Period?
    /// The amount of a row of spend or of a deal, if it has one.
    let amountCell: Cell
    /// Where the currency of amounts stands.
    let currencyCell: Cell
    /// The columns by which a row is told from a total: of days, and of ids.
    private(set) var dayCells: [Int] = []
    private(set) var idCells: [Int] = []
    /// The columns that no row can do without.
    private(set) var requiredColumns: [Int] = []
    /// What a row of spend is for.
    private(set) var nameCells: [Cell] = []

    /// A row that is no data, by the cells of this table.
    enum Skip {
        case total
        case empty([Int])
        case single
    }

    /// Nil, with the reasons, where a column that the mapping names is not in the table.
    init(
        _ mapping: TableMapping, header: Header, extraLeadFields: [String]
    ) throws(PlanError) {
        let texts = TextStore()
        self.texts = texts
        vendor = mapping.vendor
        hasNumberedIDs = mapping.hasNumberedIDs
        isPlatform = mapping.isPlatform
        var mores: [Elsewhere] = []
        skips = mapping.skips.compactMap { skip in
            switch skip {
            case .total: return .total
            case .empty(let names):
                return header.index(ofAny: names).map { .empty([$0]) }
            case .single: return .single
            }
        }
        rowDays = mapping.rowDays
        report = mapping.report
        var used = Set<Int>()
        var missing: [String] = []
        let sellers = SellerColumns(header, mapping).places
        /// Whether the field that is being looked for may name a seller.
        var maySell = false

        func cell(_ source: FieldSource?, isRequired: Bool) -> Cell {
            guard let source else { return .none }
            var result = Cell()
            if let made = source.made {
                let found = made.compactMap { header.index(of: $0) }
                let columns = found.filter { !sellers.contains($0) }
                if found.count < made.count, isRequired {
                    missing += made.filter { header.index(of: $0) == nil }
                }
                result.more = mores.count
                mores.append(source.isOfPerson ? .madeOfPerson(columns) : .made(columns))
                return result
            }
            if let index = header.index(ofAny: source.columns) {
                guard maySell || !sellers.contains(index) else { return .none }
                if source.takesHeaderCurrency {
                    result.constant =
                        Header.currency(in: header.names[index]).map(texts.store) ?? -1
                    return result
                }
                result.column = index
                used.insert(index)
            } else if isRequired, let name = source.columns.first,
                !source.more.contains(where: { header.index(ofAny: $0.source.columns) != nil })
            {
                missing.append(name)
            }
            if let constant = source.constant { result.constant = texts.store(constant) }
            if !source.values.isEmpty || !source.forms.isEmpty {
                result.translation = texts.store(translation: source.values, forms: source.forms)
            }
            let more = source.more.compactMap { more -> (texts: Set<[UInt8]>, cell: Cell)? in
                guard more.source.made != nil || header.index(ofAny: more.source.columns) != nil
                else { return nil }
                let texts = Set(more.texts.map { Array($0.utf8) })
                return (texts, cell(more.source, isRequired: false))
            }
            if !more.isEmpty {
                result.more = mores.count
                mores.append(.others(more))
            }
            return result
        }

        let rowsLead = mapping.facts.first { $0.kind == .lead }
        let amount = mapping.facts.first { $0.kind == .deal }?.fields["amount"]
        for fact in mapping.facts {
            let isByHand = !fact.emptyMeansNone
            var cells: [Cell] = []
            for field in fact.kind.columns {
                // What a mapping names must be there; of a table by hand only what is required.
                let isRequired =
                    mapping.vendor == nil && (!isByHand || fact.kind.required.contains(field))
                var source = fact.fields[field]
                // Spend in a lead's row is for that lead's source, unless it says otherwise.
                if source == nil, fact.kind == .spend,
                    ["source", "medium", "campaign"].contains(field)
                {
                    source = rowsLead?.fields[field]
                }
                let found = cell(source, isRequired: isRequired)
                cells.append(field == LeadTable.seller ? .none : found)
            }
            var isAboutRowsLead = false
            if let rowsLead, fact.kind != .lead {
                let own = fact.fields[fact.kind == .deal ? "lead_ids" : "lead_id"]
                isAboutRowsLead = own == nil || own == rowsLead.fields["lead_id"]
            }
            if fact.kind == .lead {
                for field in extraLeadFields {
                    var source = fact.fields[field] ?? FieldSource(column: field)
                    maySell = field == LeadTable.seller
                    if maySell {
                        // Where the format has no name for it, any column that names one will do.
                        source.columns += sellers.sorted().map { header.names[$0] }
                    }
                    extraLeadCells[field] = cell(source, isRequired: false)
                    maySell = false
                }
            }
            facts.append(
                Fact(
                    fact, cells: cells, isAboutRowsLead: isAboutRowsLead,
                    claim: cell(fact.claim, isRequired: false),
                    outcome: OutcomeCells(
                        pipeline: cell(fact.outcome?.pipeline, isRequired: false),
                        isWon: cell(fact.outcome?.isWon, isRequired: false),
                        isLost: cell(fact.outcome?.isLost, isRequired: false),
                        isClosed: cell(fact.outcome?.isClosed, isRequired: false)),
                    dealAmount: fact.isBeyondMQL ? cell(amount, isRequired: false) : .none))
        }
        self.mores = mores
        let money = facts.first { $0.kind == .spend || $0.kind == .deal }
        amountCell = money?.cell("amount") ?? .none
        currencyCell =
            facts.lazy.map { $0.cell("currency") }.first { $0 != .none } ?? .none
        func columns(_ fields: [String]) -> [Int] {
            facts.flatMap { fact in fields.map { fact.cell($0).column } }.filter { $0 >= 0 }
        }
        dayCells = columns(["created_at", "at", "day", "month", "from", "to", "closed_at"])
        // A row that somebody has is no total; who that is, is not looked at.
        idCells =
            columns(["lead_id", "deal_id", "campaign_id", "email", "lead_ids"]) + sellers.sorted()
        requiredColumns = facts.flatMap { fact in
            fact.kind.required.map { fact.cell($0).column }.filter { $0 >= 0 }
        }
        nameCells = facts.filter { $0.kind == .spend }.flatMap { fact in
            ["source", "campaign"].map(fact.cell).filter { $0.column >= 0 }
        }
        guard missing.isEmpty else { throw PlanError(missing: missing) }
        sellerColumns = sellers.subtracting(used).sorted()
        unusedColumns = header.names.indices
            .filter { !used.contains($0) && !sellers.contains($0) && !header.names[$0].isEmpty }
            .map { header.names[$0] }
    }

    /// The lead fields that this table has something to say of.
    var leadFieldsWithColumn: [String] {
        let canonical = facts.filter { $0.kind == .lead }.flatMap { fact in
            FactKind.lead.columns.filter { fact.cell($0).saysSomething }
        }
        return canonical + extraLeadCells.filter { $0.value.saysSomething }.map(\.key)
    }

    /// The fields that rows of this table give, and where each comes from.
    func uses(_ header: Header) -> [(use: Recognition.FieldUse, cell: Cell)] {
        func use(
            _ kind: FactKind, _ field: String, _ cell: Cell
        ) -> (use: Recognition.FieldUse, cell: Cell)? {
            guard cell.saysSomething else { return nil }
            let others = cell.more < 0 ? [] : mores[cell.more].columns
            let columns = ([cell.column] + others).filter { $0 >= 0 }
            var different: [Int] = []
            for column in columns where !different.contains(column) { different.append(column) }
            let constant =
                cell.constant >= 0
                ? String(decoding: texts.text(cell.constant), as: UTF8.self) : nil
            return (
                Recognition.FieldUse(
                    fact: kind, field: field, columns: different.map { header.names[$0] },
                    constant: constant), cell
            )
        }
        let known = facts.flatMap { fact -> [(use: Recognition.FieldUse, cell: Cell)] in
            let (at, stage) = (fact.cell("at"), fact.cell("stage"))
            // A stage with a column of its own: that column is the day on which it was reached.
            if fact.kind == .stage, stage.column < 0, stage.constant >= 0 {
                let name = String(decoding: texts.text(stage.constant), as: UTF8.self)
                return at.column < 0 ? [] : [use(.stage, name, at)].compactMap { $0 }
            }
            return fact.kind.columns.compactMap { use(fact.kind, $0, fact.cell($0)) }
        }
        let extra = extraLeadCells.sorted { $0.key < $1.key }.compactMap { use(.lead, $0, $1) }
        return known + extra
    }

    /// The columns of which an id is made in a cell; nil where it is not made.
    func made(_ cell: Cell) -> [Int]? {
        guard cell.more >= 0 else { return nil }
        switch mores[cell.more] {
        case .made(let columns), .madeOfPerson(let columns): return columns
        case .others: return nil
        }
    }

    /// The columns that are looked at where that of a cell says little.
    func others(_ cell: Cell) -> [Int] {
        guard cell.more >= 0, case .others(let others) = mores[cell.more] else { return [] }
        return others.flatMap { _, other in
            other.column >= 0 ? [other.column] : made(other) ?? []
        }
    }

    struct PlanError: Error {
        let missing: [String]
    }
}

/// Texts that stay where they are in memory, so that a cell can point to them.
final class TextStore {
    private var texts: [UnsafeMutableRawBufferPointer] = []
    private var translations: [Translation] = []

    struct Translation {
        var forms: [FieldSource.ValueForm] = []
        /// The numbers of the texts of `forms`, in order.
        var formTexts: [Int] = []
        var known = InternTable()
        /// By symbol: the number of the text that replaces it, or −1.
        var replacements: [Int] = [-1]
    }

    deinit {
        for text in texts { text.deallocate() }
    }

    func store(_ text: String) -> Int {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(text.utf8.count, 1), alignment: 1)
        buffer.copyBytes(from: Array(text.utf8))
        texts.append(UnsafeMutableRawBufferPointer(rebasing: buffer[0..<text.utf8.count]))
        return texts.count - 1
    }

    func store(
        translation values: [String: String], forms: [FieldSource.ValueForm] = []
    ) -> Int {
        var translation = Translation()
        translation.forms = forms
        translation.formTexts = forms.map { store($0.value) }
        for (text, replacement) in values.sorted(by: { $0.key < $1.key }) {
            let symbol = Int(translation.known.intern(text))
            let number = store(replacement)
            if symbol == 0 {
                translation.replacements[0] = number
            } else {
                translation.replacements.append(number)
            }
        }
        translations.append(translation)
        return translations.count - 1
    }

    /// Tries the forms on a text that was not met before, and keeps the answer.
    private func learn(_ text: UnsafeRawBufferPointer, by number: Int) {
        let word = String(decoding: text, as: UTF8.self)
        let place = translations[number].forms.firstIndex { $0.form.matches(word) }
        _ = translations[number].known.intern(text)
        translations[number].replacements.append(
            place.map { translations[number].formTexts[$0] } ?? -1)
    }

    func text(_ number: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(texts[number]) }

    func translate(_ text: UnsafeRawBufferPointer, by number: Int) -> UnsafeRawBufferPointer {
        let known = translations[number].known.find(text)
        if known == nil, !translations[number].forms.isEmpty { learn(text, by: number) }
        guard let symbol = known ?? translations[number].known.find(text),
            translations[number].replacements[Int(symbol)] >= 0
        else { return text }
        return self.text(translations[number].replacements[Int(symbol)])
    }
}

extension TablePlan.Elsewhere {
    /// The columns that are looked at.
    fileprivate var columns: [Int] {
        switch self {
        case .others(let others): others.map(\.cell.column)
        case .made(let columns), .madeOfPerson(let columns): columns
        }
    }
}
