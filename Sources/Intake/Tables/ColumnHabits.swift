internal import Quantities

/// How the columns of a table write their dates and amounts, as seen from its first rows.
///
/// One value that can be read in one way only decides for its column: a part above 12 is a day, two digits
/// behind a sign are cents. A column in which no value decides is written as the others are; where these
/// do not tell it either, nothing is guessed.
struct ColumnHabits {
    private(set) var orders: [Int: DateOrder] = [:]
    private(set) var signs: [Int: DecimalSign] = [:]

    private static let dateFields = ["created_at", "at", "day", "from", "to", "closed_at", "month"]
    private static let amountFields = ["amount", "margin", "spend"]
    /// Fields in which a date, an amount or a number belongs.
    static let valueFields = Set(
        dateFields + amountFields + ["updated_at", "currency", "seconds", "months"]
            + FactKind.plan.columns.filter { $0 != "source" })

    init() {}

    /// - Throws: where a column can be read in two ways and nobody has said which.
    init(
        _ front: [UInt8], _ start: TableStart, _ plan: TablePlan, _ mapping: TableMapping,
        _ options: ReadingOptions, file: String
    ) throws {
        func cells(_ fields: [String]) -> [Int] {
            Set(
                plan.facts.flatMap { fact in fields.map { fact.cell($0).column } }.filter {
                    $0 >= 0
                }
            )
            .sorted()
        }
        try Self.refuseUnclearMonths(cells(["month"]), front, start, file)
        let asksOrder =
            options.dateOrder == nil && (mapping.vendor != nil || mapping.dateOrder == nil)
        let asksSign = options.decimal == nil && mapping.decimal == nil
        let dateCells = asksOrder ? cells(Self.dateFields + ["updated_at"]) : []
        let amountCells = asksSign ? cells(Self.amountFields) : []
        guard !dateCells.isEmpty || !amountCells.isEmpty else { return }
        var dates = [[String]](repeating: [], count: dateCells.count)
        var amounts = [[String]](repeating: [], count: amountCells.count)
        var reader = try RecordReader(
            ByteSource(name: "", bytes: front), separator: start.separator,
            chunk: 1 << 15)
        for _ in 0...start.rowsBefore { _ = try reader.next() }
        let skipsTotals = !plan.skips.isEmpty
        reading: while true {
            switch try reader.next() {
            case .end, .cut: break reading
            case .badQuote, .badText, .tooLong: continue
            case .record: break
            }
            if skipsTotals, TotalWord.mayBegin(reader.bytes(0)),
                TotalWord.match(reader.text(0)) == .whole
            {
                continue
            }
            for (place, cell) in dateCells.enumerated() where cell < reader.cellCount {
                let text = reader.bytes(cell)
                if !Self.isYearFirst(text) { dates[place].append(reader.text(cell)) }
            }
            for (place, cell) in amountCells.enumerated() where cell < reader.cellCount {
                // What a sheet has as a number is written in no way.
                guard !reader.isSheetNumber(cell) else { continue }
                let text = reader.bytes(cell)
                if text.contains(where: { $0 &- 0x30 > 9 }) || mapping.mayBeMicros {
                    amounts[place].append(String(decoding: text, as: UTF8.self))
                }
            }
        }
        orders = try Self.settled(
            dateCells,
            dates.map { column in
                // What is the same both ways needs no order, and what stands further down tells its own.
                let isSame = column.allSatisfy { [.same, .none].contains(WrittenDate.vote($0)) }
                if isSame, mapping.dateOrder == nil { return .none }
                return try Self.orderFinding(column, mapping.dateOrder, file)
            })
        if asksSign, mapping.mayBeMicros {
            try Self.refuseMicros(amounts.flatMap { $0 }, file: file)
        }
        signs = try Self.settled(
            amountCells, amounts.map { try Self.signFinding($0, file) })
    }

    /// The same as forms of columns, with what was said and what is usual where a column tells nothing.
    func forms(_ mapping: TableMapping, _ options: ReadingOptions) -> ColumnForms {
        let isOwnOrder = mapping.vendor == nil && mapping.dateOrder != nil
        let order = isOwnOrder ? mapping.dateOrder : options.dateOrder
        let sign = mapping.decimal ?? options.decimal
        return ColumnForms(
            order: order ?? Self.only(orders) ?? mapping.dateOrder, sign: sign ?? Self.only(signs),
            isOrderSaid: order != nil, isSignSaid: sign != nil, orders: orders, signs: signs)
    }

    /// What all columns that tell something tell alike.
    private static func only<Form: Hashable>(_ forms: [Int: Form]) -> Form? {
        let all = Set(forms.values)
        return all.count == 1 ? all.first : nil
    }

    /// Whether a date begins with its year, as nearly all of them do, and so says nothing of the order.
    private static func isYearFirst(_ text: UnsafeRawBufferPointer) -> Bool {
        text.isEmpty
            || text.count >= 8 && text[4] == UInt8(ascii: "-")
                && text.prefix(4).allSatisfy { $0 &- 0x30 <= 9 }
    }

    /// What the values of one column tell.
    private enum Finding<Form: Hashable> {
        case none
        case certain(Form)
        /// How it is usually written where a value may be read in two ways.
        case usual(Form)
        /// A value may be read in two ways.
        case unclear(IntakeError)
    }

    /// Gives each column what it tells itself, or what the others tell.
    private static func settled<Form: Hashable>(
        _ columns: [Int], _ findings: [Finding<Form>]
    ) throws -> [Int: Form] {
        var forms: [Int: Form] = [:]
        var told = Set<Form>()
        for (column, finding) in zip(columns, findings) {
            if case .certain(let form) = finding {
                forms[column] = form
                told.insert(form)
            }
        }
        for (column, finding) in zip(columns, findings) {
            switch finding {
            case .none, .certain: continue
            case .usual(let form): forms[column] = form
            case .unclear(let question):
                guard told.count == 1, let form = told.first else { throw question }
                forms[column] = form
            }
        }
        return forms
    }

    /// The order of dates such as `3-9-2026`; nil where they begin with the year, or there are none.
    ///
    /// - Throws: where they may be read in two ways.
    static func order(
        of dates: [String], usual: DateOrder? = nil, file: String
    ) throws -> DateOrder? {
        switch try orderFinding(dates, usual, file) {
        case .none: return nil
        case .certain(let order), .usual(let order): return order
        case .unclear(let question): throw question
        }
    }

    /// - Parameter usual: the order in which the program itself writes dates, with slashes; dashes say
    ///   that another one has saved the file since.
    private static func orderFinding(
        _ dates: [String], _ usual: DateOrder?, _ file: String
    ) throws -> Finding<DateOrder> {
        var example: String?
        // A date such as 1/1/2026 is the same both ways.
        var isSame = false
        var certain: [DateOrder: String] = [:]
        for date in dates {
            switch WrittenDate.vote(date) {
            case .none: continue
            case .certain(let order): certain[order] = certain[order] ?? date
            case .either: example = example ?? date
            case .same: isSame = true
            }
        }
        let both = DateOrder.allCases.compactMap { certain[$0] }
        if both.count > 1 {
            let (one, other) = (both[0], both[1])
            let isByDay = certain[.ymd] == nil
            throw IntakeError(
                file: file,
                en: (isByDay
                    ? "\(one.quoted) has the day in front and \(other.quoted) the month"
                    : "\(one.quoted) has the year in front and \(other.quoted) has not")
                    + ", so that no date here is certain. Export the file again with one way to write "
                    + "dates, or add --date-order dmy or --date-order mdy: rows with the other are then "
                    + "left out.",
                nl: (isByDay
                    ? "\(one.quoted) heeft de dag voorop en \(other.quoted) de maand"
                    : "\(one.quoted) heeft het jaar voorop en \(other.quoted) niet")
                    + ", zodat geen datum hier zeker is. Exporteer het bestand opnieuw met één "
                    + "schrijfwijze, of geef --date-order dmy of --date-order mdy: rijen met de andere "
                    + "vallen dan weg.")
        }
        if let order = certain.keys.first { return .certain(order) }
        guard let example else { return isSame ? .usual(usual ?? .dmy) : .none }
        if let usual, example.contains("/") { return .usual(usual) }
        let parts: [Substring] = example.split { !$0.isNumber }
        let isShort = parts.prefix(3).allSatisfy { $0.count < 3 }
        return .unclear(
            IntakeError(
                file: file,
                en:
                    "\(example.quoted) can be read with the day or with the month first, and no date here "
                    + "decides. Add --date-order dmy or --date-order mdy"
                    + (isShort ? ", or --date-order ymd where the year is in front." : "."),
                nl:
                    "\(example.quoted) is te lezen met de dag of met de maand voorop, en geen datum hier "
                    + "beslist. Geef --date-order dmy of --date-order mdy"
                    + (isShort ? ", of --date-order ymd als het jaar voorop staat." : ".")))
    }

    /// Refuses months such as `mei 15`, which may be one of 2015 or a day, unless the column decides.
    ///
    /// Several months of one year, and a number above 31, can only be years.
    private static func refuseUnclearMonths(
        _ columns: [Int], _ front: [UInt8], _ start: TableStart, _ file: String
    ) throws {
        for column in columns {
            var reader = try RecordReader(
                ByteSource(name: "", bytes: front), separator: start.separator, chunk: 1 << 15)
            for _ in 0...start.rowsBefore { _ = try reader.next() }
            var example: String?
            var months: [Int: Set<Int>] = [:]
            reading: while true {
                switch try reader.next() {
                case .end, .cut: break reading
                case .badQuote, .badText, .tooLong: continue
                case .record: break
                }
                // No other form begins with a letter and has so few.
                guard reader.bytes(column).first.map({ $0 >= 0x41 }) == true else { continue }
                let text = reader.text(column)
                var date = DateReader(DateTokens(text))
                guard let found = date.monthAndNumber() else { continue }
                example = example ?? text
                months[found.number, default: []].insert(found.month)
            }
            let isSure =
                months.keys.contains { $0 == 0 || $0 > 31 }
                || months.count <= 3 && months.values.contains { $0.count > 1 }
            guard let example, !isSure else { continue }
            throw IntakeError(
                file: file,
                en:
                    "\(example.quoted) can be a month of a year or a day of a month, and nothing in its column "
                    + "decides. Write months as 2026-03.",
                nl:
                    "\(example.quoted) kan een maand van een jaar of een dag van een maand zijn, en niets in "
                    + "de kolom beslist. Schrijf maanden als 2026-03.")
        }
    }

    /// Amounts of a campaign that are all whole and in the ten thousands are millionths, most likely.
    static func refuseMicros(_ amounts: [String], file: String) throws {
        let spent = amounts.filter { $0.contains { ("1"..."9").contains($0) } }
        guard let example = spent.first,
            spent.allSatisfy({ $0.count >= 5 && $0.allSatisfy(\.isNumber) })
        else { return }
        throw IntakeError(
            file: file,
            en:
                "\(example.quoted) looks like an amount in millionths, as Google's interface gives them. "
                + "Add --decimal micros; where it is a whole amount, write it with two decimals.",
            nl:
                "\(example.quoted) lijkt een bedrag in miljoensten, zoals de interface van Google ze "
                + "geeft. Geef --decimal micros; is het een heel bedrag, schrijf het dan met twee "
                + "decimalen.")
    }

    /// The sign before the cents; nil where no amount has any sign in it.
    ///
    /// - Throws: where they may be read in two ways.
    static func sign(of amounts: [String], file: String) throws -> DecimalSign? {
        switch try signFinding(amounts, file) {
        case .none: return nil
        case .certain(let sign), .usual(let sign): return sign
        case .unclear(let question): throw question
        }
    }

    private static func signFinding(
        _ amounts: [String], _ file: String
    ) throws -> Finding<DecimalSign> {
        var example: String?
        var certain: [DecimalSign: String] = [:]
        for amount in amounts {
            switch WrittenAmount(amount)?.vote ?? .none {
            case .none: continue
            case .certain(let sign): certain[sign] = certain[sign] ?? amount
            case .either: example = example ?? amount
            }
        }
        if let one = certain[.comma], let other = certain[.point] {
            throw IntakeError(
                file: file,
                en:
                    "\(one.quoted) has a decimal comma and \(other.quoted) a decimal point, so that no "
                    + "amount here is certain. Export the file again with one way to write amounts, or say "
                    + "--decimal comma or --decimal point: rows with the other are then left out.",
                nl:
                    "\(one.quoted) heeft een komma voor de decimalen en \(other.quoted) een punt, zodat "
                    + "geen bedrag hier zeker is. Exporteer het bestand opnieuw met één schrijfwijze, of "
                    + "geef --decimal comma of --decimal point: rijen met de andere vallen dan weg."
            )
        }
        if let sign = certain.keys.first { return .certain(sign) }
        guard let example else { return .none }
        return .unclear(
            IntakeError(
                file: file,
                en:
                    "\(example.quoted) can be a thousand or a decimal, and no amount here decides. Say "
                    + "--decimal comma or --decimal point, or write the amounts with two decimals.",
                nl:
                    "\(example.quoted) kan een duizendtal of een decimaal zijn, en geen bedrag hier "
                    + "beslist. Geef --decimal comma of --decimal point, of schrijf de bedragen met twee "
                    + "decimalen."))
    }
}
