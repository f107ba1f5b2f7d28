internal import Leads

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

        static let none = Cell()
    }

    struct Fact {
        let kind: FactKind
        let emptyMeansNone: Bool
        /// By the place of the field in `kind.columns`.
        var cells: [Cell]
        /// Whether `lead_id` is that of the lead which the same row gives.
        var isAboutRowsLead = false

        func cell(_ field: String) -> Cell {
            kind.columns.firstIndex(of: field).map { cells[$0] } ?? .none
        }
    }

    private(set) var facts: [Fact] = []
    /// Cells of lead fields that only a rule names, by field.
    private(set) var extraLeadCells: [String: Cell] = [:]
    let texts: TextStore
    private(set) var unusedColumns: [String] = []

    /// Nil, with the reasons, where a column that the mapping names is not in the table.
    init(
        _ mapping: TableMapping, header: Header, extraLeadFields: [String]
    ) throws(PlanError) {
        let texts = TextStore()
        self.texts = texts
        var used = Set<Int>()
        var missing: [String] = []

        func cell(_ source: FieldSource?, isRequired: Bool) -> Cell {
            guard let source else { return .none }
            var cell = Cell()
            if let column = source.column {
                if let index = header.index(of: column) {
                    cell.column = index
                    used.insert(index)
                } else if isRequired {
                    missing.append(column)
                }
            }
            if let constant = source.constant { cell.constant = texts.store(constant) }
            if !source.values.isEmpty { cell.translation = texts.store(translation: source.values) }
            return cell
        }

        let rowsLead = mapping.facts.first { $0.kind == .lead }
        for fact in mapping.facts {
            let isByHand = !fact.emptyMeansNone
            var plan = Fact(kind: fact.kind, emptyMeansNone: fact.emptyMeansNone, cells: [])
            for field in fact.kind.columns {
                // What a mapping names must be there; of a table by hand only what is required.
                let isRequired = !isByHand || fact.kind.required.contains(field)
                var source = fact.fields[field]
                // Spend in a lead's row is for that lead's source, unless it says otherwise.
                if source == nil, fact.kind == .spend,
                    ["source", "medium", "campaign"].contains(field)
                {
                    source = rowsLead?.fields[field]
                }
                plan.cells.append(cell(source, isRequired: isRequired))
            }
            if let rowsLead, fact.kind != .lead {
                let own = fact.fields[fact.kind == .deal ? "lead_ids" : "lead_id"]
                plan.isAboutRowsLead = own == nil || own == rowsLead.fields["lead_id"]
            }
            if fact.kind == .lead {
                for field in extraLeadFields {
                    let source = fact.fields[field] ?? FieldSource(column: field)
                    extraLeadCells[field] = cell(source, isRequired: false)
                }
            }
            facts.append(plan)
        }
        guard missing.isEmpty else { throw PlanError(missing: missing) }
        unusedColumns = header.names.indices
            .filter { !used.contains($0) && !header.names[$0].isEmpty }
            .map { header.names[$0] }
    }

    /// The lead fields that this table has something to say of.
    var leadFieldsWithColumn: [String] {
        func says(_ cell: Cell) -> Bool { cell.column >= 0 || cell.constant >= 0 }
        let canonical = facts.filter { $0.kind == .lead }.flatMap { fact in
            FactKind.lead.columns.filter { says(fact.cell($0)) }
        }
        return canonical + extraLeadCells.filter { says($0.value) }.map(\.key)
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
        var known = SymbolTable()
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

    func store(translation values: [String: String]) -> Int {
        var translation = Translation()
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

    func text(_ number: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(texts[number]) }

    func translate(_ text: UnsafeRawBufferPointer, by number: Int) -> UnsafeRawBufferPointer {
        let symbol = translations[number].known.find(text)
        guard let symbol, translations[number].replacements[Int(symbol)] >= 0 else { return text }
        return self.text(translations[number].replacements[Int(symbol)])
    }
}
