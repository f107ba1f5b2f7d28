internal import Quantities

/// How an export writes its dates and amounts, as seen from its first rows.
///
/// One value that can be read in one way only decides for all of them: a part above 12 is a day, two
/// digits behind a sign are cents. Where no value decides, nothing is guessed.
struct ColumnHabits {
    var dateOrder: DateOrder?
    var decimal: DecimalSign?

    init() {}

    /// - Throws: where a column can be read in two ways and nobody has said which.
    init(
        _ front: [UInt8], _ start: TableStart, _ plan: TablePlan, _ mapping: TableMapping,
        _ options: ReadingOptions, file: String
    ) throws {
        var dates: [String] = []
        var amounts: [String] = []
        let dateFields = ["created_at", "at", "day", "from", "to", "closed_at", "month"]
        let amountFields = ["amount", "margin"]
        var reader = try RecordReader(
            ByteSource(name: "", bytes: front), separator: start.separator,
            chunk: 1 << 15)
        for _ in 0...start.rowsBefore { _ = try reader.next() }
        func cells(_ fields: [String]) -> [Int] {
            plan.facts.flatMap { fact in fields.map { fact.cell($0).column } }.filter { $0 >= 0 }
        }
        let (dateCells, amountCells) = (cells(dateFields), cells(amountFields))
        let skipsTotals = !plan.skips.isEmpty
        while case .record = try reader.next() {
            if skipsTotals, TotalWord.mayBegin(reader.bytes(0)),
                TotalWord.match(reader.text(0)) == .whole
            {
                continue
            }
            for cell in dateCells where cell < reader.cellCount { dates.append(reader.text(cell)) }
            // What a sheet has as a number is written in no way.
            for cell in amountCells where cell < reader.cellCount {
                if !reader.isSheetNumber(cell) { amounts.append(reader.text(cell)) }
            }
        }
        if options.dateOrder == .ymd {
            dateOrder = try Self.order(of: dates, usual: mapping.dateOrder, file: file)
        }
        if mapping.mayBeMicros, mapping.decimal == nil, options.decimal == .point {
            try Self.refuseMicros(amounts, file: file)
        }
        if mapping.decimal == nil, options.decimal == .point {
            decimal = try Self.sign(of: amounts, file: file)
        }
    }

    /// The order of dates such as `3-9-2026`; nil where they begin with the year, or there are none.
    ///
    /// - Parameter usual: the order in which the program itself writes dates, with slashes; dashes say
    ///   that another one has saved the file since.
    static func order(
        of dates: [String], usual: DateOrder? = nil, file: String
    ) throws -> DateOrder? {
        var example: String?
        // A date such as 1/1/2026 is the same both ways.
        var isSame = false
        var certain: [DateOrder: String] = [:]
        for date in dates {
            let parts = date.prefix { $0 != " " && $0 != "T" }
                .split { $0 == "-" || $0 == "/" || $0 == "." }.map(String.init)
            guard parts.count == 3, parts[0].count <= 2, let first = Int(parts[0]),
                let second = Int(parts[1])
            else { continue }
            if first > 12, second <= 12 { certain[.dmy] = certain[.dmy] ?? date }
            if second > 12, first <= 12 { certain[.mdy] = certain[.mdy] ?? date }
            if first != second { example = example ?? date } else { isSame = true }
        }
        if let one = certain[.dmy], let other = certain[.mdy] {
            throw IntakeError(
                file: file,
                en:
                    "\(one.quoted) has the day in front and \(other.quoted) the month, so that no date "
                    + "here is certain. Export the file again with one way to write dates, or say "
                    + "--date-order dmy or --date-order mdy: rows with the other are then left out.",
                nl:
                    "\(one.quoted) heeft de dag voorop en \(other.quoted) de maand, zodat geen datum hier "
                    + "zeker is. Exporteer het bestand opnieuw met één schrijfwijze, of geef --date-order "
                    + "dmy of --date-order mdy: rijen met de andere vallen dan weg.")
        }
        if let order = certain.keys.first { return order }
        guard let example else { return isSame ? usual ?? .dmy : nil }
        if let usual, example.contains("/") { return usual }
        throw IntakeError(
            file: file,
            en:
                "\(example.quoted) can be read with the day or with the month first, and no date here "
                + "decides. Say --date-order dmy or --date-order mdy.",
            nl:
                "\(example.quoted) is te lezen met de dag of met de maand voorop, en geen datum hier "
                + "beslist. Geef --date-order dmy of --date-order mdy.")
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
                + "Say --decimal micros; where it is a whole amount, write it with two decimals.",
            nl:
                "\(example.quoted) lijkt een bedrag in miljoensten, zoals de interface van Google ze "
                + "geeft. Geef --decimal micros; is het een heel bedrag, schrijf het dan met twee "
                + "decimalen.")
    }

    /// The sign before the cents; nil where no amount has any sign in it.
    static func sign(of amounts: [String], file: String) throws -> DecimalSign? {
        var example: String?
        var certain: [DecimalSign: String] = [:]
        for amount in amounts {
            let marks = amount.filter { $0 == "." || $0 == "," }
            guard let last = marks.last else { continue }
            let behind = amount.reversed().prefix { $0 != last }.count { $0.isNumber }
            let sign: DecimalSign
            // Both signs: the last one is that of the cents. One sign twice parts thousands.
            if Set(marks).count == 2 {
                sign = last == "," ? .comma : .point
            } else if marks.count > 1 {
                sign = last == "," ? .point : .comma
            } else if behind != 3 {
                sign = last == "," ? .comma : .point
            } else {
                example = example ?? amount
                continue
            }
            certain[sign] = certain[sign] ?? amount
        }
        if let one = certain[.comma], let other = certain[.point] {
            throw IntakeError(
                file: file,
                en:
                    "\(one.quoted) has a decimal comma and \(other.quoted) a decimal point, so that no "
                    + "amount here is certain. Export the file again with one way to write amounts, or say "
                    + "--decimal comma: rows with the other are then left out.",
                nl:
                    "\(one.quoted) heeft een decimale komma en \(other.quoted) een decimale punt, zodat "
                    + "geen bedrag hier zeker is. Exporteer het bestand opnieuw met één schrijfwijze, of "
                    + "geef --decimal comma: rijen met de andere vallen dan weg.")
        }
        if let sign = certain.keys.first { return sign }
        guard let example else { return nil }
        throw IntakeError(
            file: file,
            en: "\(example.quoted) can be a thousand or a decimal, and no amount here decides. Say "
                + "--decimal comma, or write the amounts with two decimals.",
            nl:
                "\(example.quoted) kan een duizendtal of een decimaal zijn, en geen bedrag hier beslist. "
                + "Geef --decimal comma, of schrijf de bedragen met twee decimalen.")
    }
}
