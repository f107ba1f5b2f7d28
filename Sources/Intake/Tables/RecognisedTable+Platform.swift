internal import Leads
internal import Quantities

extension RecognisedTable {
    /// Finds out of which days a platform's report is, of which account, and what its rows stand for.
    ///
    /// - Returns: the moment in which it says that it was made, in UTC seconds; nil where it does not.
    /// - Throws: where what a row stands for can be read in more than one way.
    static func complete(
        _ mapping: inout TableMapping, _ start: TableStart, _ header: Header, _ front: [UInt8],
        _ options: ReadingOptions, _ file: String
    ) throws -> Int64? {
        takeSegment(&mapping, header)
        let column = mapping.facts.first?.fields["day"].flatMap { header.index(ofAny: $0.columns) }
        let rows = try column.map { try dates(front, start, header, mapping, $0) } ?? []
        var order = options.dateOrder ?? mapping.dateOrder
        if order == nil { order = try? ColumnHabits.order(of: rows.map(\.date), file: file) }
        let lines = ReportLines(start.above, order: order)
        mapping.report = lines.days
        // What stands above the table is written as what stands in it.
        mapping.dateOrder = mapping.dateOrder ?? lines.toldOrder
        for place in mapping.facts.indices {
            // Where campaigns are called ad sets, a campaign is a group of them.
            if header.index(of: "Ad Set Name") != nil, header.index(of: "Ad Set ID") == nil,
                mapping.vendor == VendorFormat.linkedInAds.vendor
            {
                mapping.facts[place].fields["campaign_id"] = nil
            }
            if let account = lines.account, let source = mapping.facts[place].fields["account"],
                header.index(ofAny: source.columns) == nil
            {
                mapping.facts[place].fields["account"] = FieldSource(constant: account)
            }
        }
        if mapping.hasDaysInTitle {
            guard let days = lines.days else {
                let complaint = VendorFormat.lacksDay
                throw IntakeError(file: file, en: complaint.en, nl: complaint.nl)
            }
            for place in mapping.facts.indices {
                mapping.facts[place].fields["from"] = FieldSource(constant: "\(days.first)")
                mapping.facts[place].fields["to"] = FieldSource(constant: "\(days.lastDay)")
            }
            return lines.made
        }
        // Both days stand in each row of some exports; of others a column says what its dates are.
        guard mapping.rowDays == nil, let column else { return lines.made }
        if let said = options.rowDays ?? lines.rowDays ?? named(header.names[column]) {
            mapping.rowDays = said
            return lines.made
        }
        let told = RowDays.told(
            by: try days(rows, mapping, options, file), of: lines.days)
        guard let told else {
            throw IntakeError(
                file: file, line: start.line,
                en:
                    "A row here may be of one day, or of a week, a month or the whole report, and nothing "
                    + "says which. Export it again with a row for each day, or add --each-row day, week, "
                    + "month, quarter or report.",
                nl:
                    "Een rij kan hier van één dag zijn, of van een week, een maand of het hele rapport, en "
                    + "niets zegt welke. Exporteer het opnieuw met een rij per dag, of geef --each-row day, "
                    + "week, month, quarter of report.")
        }
        mapping.rowDays = told
        return lines.made
    }

    /// Where a column says the days of a row beside those of the whole report, that column counts.
    private static func takeSegment(_ mapping: inout TableMapping, _ header: Header) {
        guard mapping.facts.first?.fields["from"]?.columns.isEmpty == false else { return }
        for (names, days) in [
            (["Day", "Dag"], RowDays.day), (["Week"], .week), (["Month", "Maand"], .month),
            (["Quarter", "Kwartaal"], .quarter), (["Year", "Jaar"], .year),
        ] where header.index(ofAny: names) != nil {
            for place in mapping.facts.indices {
                mapping.facts[place].fields["day"] = FieldSource(columns: names)
                mapping.facts[place].fields["from"] = nil
                mapping.facts[place].fields["to"] = nil
            }
            mapping.rowDays = days
            return
        }
    }

    /// What a column of dates is for, by its name.
    private static func named(_ column: String) -> RowDays? {
        switch Header.folded(column) {
        case "week": .week
        case "month", "maand": .month
        default: nil
        }
    }

    /// Of each row the texts that tell its campaign, and its date.
    private static func dates(
        _ front: [UInt8], _ start: TableStart, _ header: Header, _ mapping: TableMapping,
        _ column: Int
    ) throws -> [(line: [String], date: String)] {
        let names = ["account", "campaign_id", "campaign"].compactMap { field in
            mapping.facts.first?.fields[field].flatMap { header.index(ofAny: $0.columns) }
        }
        var texts: [(line: [String], date: String)] = []
        var reader = try RecordReader(
            ByteSource(name: "", bytes: front), separator: start.separator, chunk: 1 << 15)
        for _ in 0...start.rowsBefore { _ = try reader.next() }
        while case .record = try reader.next() {
            guard reader.cellCount > column else { continue }
            texts.append((names.map { reader.text($0) }, reader.text(column)))
        }
        return texts
    }

    /// The dates of each campaign, as far as they can be read.
    private static func days(
        _ rows: [(line: [String], date: String)], _ mapping: TableMapping,
        _ options: ReadingOptions, _ file: String
    ) throws -> [[Day]] {
        let order =
            try options.dateOrder
            ?? ColumnHabits.order(of: rows.map(\.date), usual: mapping.dateOrder, file: file)
        let parser = ValueParser(
            zone: options.zone, forms: ColumnForms(order: order, sign: nil))
        var dates: [[String]: [Day]] = [:]
        for (line, text) in rows {
            let day = Array(text.utf8).withUnsafeBytes { parser.day($0) }
            if let day { dates[line, default: []].append(day) }
        }
        return dates.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    /// How many empty cells more than the header every row has, of two rows or more; 0 where they differ.
    static func emptyEnd(_ front: [UInt8], _ start: TableStart) throws -> Int {
        let width = start.header.names.count
        var reader = try RecordReader(
            ByteSource(name: "", bytes: front), separator: start.separator, chunk: 1 << 15)
        for _ in 0...start.rowsBefore { _ = try reader.next() }
        var more: Int?
        var rows = 0
        while rows < 4096, case .record = try reader.next() {
            let own = reader.cellCount - width
            guard own > 0, more ?? own == own,
                (width..<reader.cellCount).allSatisfy({ reader.bytes($0).isEmpty })
            else { return 0 }
            more = own
            rows += 1
        }
        return rows > 1 ? more ?? 0 : 0
    }
}
