internal import Leads
internal import Quantities
internal import Spreadsheets

/// A table of which it is known which columns it has and what its rows mean.
final class RecognisedTable {
    let name: String
    private let file: String
    private let sheet: SheetText?
    /// What is to be said of the file beside its rows.
    var notes: [Problem] = []
    private let plan: TablePlan
    private let header: Header
    private let parser: ValueParser
    private var reader: RecordReader?
    private let makePlan: () throws -> TablePlan
    private let decoder: TextDecoder
    private var recognition = Recognition()
    /// The header and what stands above it.
    private let rowsBeforeData: Int
    private let said: Int64
    private let exportedIsSaid: Bool
    private let size: Int?
    /// The moment in which the report says that it was made, in UTC seconds.
    private let made: Int64?
    /// How many empty cells more than the header every row has.
    private let emptyEnd: Int
    private let shape: RowShape
    private let roles: RoleAddresses?
    /// The rows after the header and the line on which they begin, where they were looked through.
    private var rows: (bytes: [UInt8], line: Int)?

    var hasLeads: Bool { plan.facts.contains { $0.kind == .lead } }
    var kinds: [FactKind] { plan.facts.map(\.kind) }

    /// Reads the first rows, finds separator and header, and picks the mapping.
    init(_ source: ByteSource, mappings: [TableMapping], options: ReadingOptions) throws {
        name = source.name
        (file, sheet) = (source.file, source.sheet)
        size = source.size
        (said, exportedIsSaid) = (options.exported, options.exportedIsSaid)
        decoder = TextDecoder(source)
        var reader = try RecordReader.reading(decoder)
        let front = reader.front
        guard reader.frontHoldsRow else {
            throw IntakeError(
                file: source.name,
                en: "The first row is longer than a mebibyte. It must name the columns.",
                nl: "De eerste rij is langer dan een mebibyte. Ze moet de kolommen noemen.")
        }
        if source.sheet == nil,
            let why = OtherFile.complaint(front, firstBytes: decoder.firstBytes, source.name)
        {
            throw IntakeError(noTable: source.name, why)
        }
        let isSheet = source.sheet != nil
        guard !front.allSatisfy({ isSheet && $0 == 0x0A }) else {
            throw IntakeError(
                noTable: source.name,
                isSheet
                    ? Phrase(
                        en: "The sheet is empty. Its first row must name the columns.",
                        nl: "Het blad is leeg. De eerste rij moet de kolommen noemen.")
                    : Phrase(
                        en: "The file is empty. Its first row must name the columns.",
                        nl: "Het bestand is leeg. De eerste rij moet de kolommen noemen."))
        }
        let given = mappings.filter { mapping in
            mapping.fits(source.name) || source.otherNames.contains(where: mapping.fits)
        }
        let wanted =
            given.isEmpty
            ? TableStart.known.union(mappings.flatMap(\.columns).map(Header.folded))
            : Set(given.flatMap(\.columns).map(Header.folded))
        let found = try TableStart.find(
            in: front, wanted: wanted, isSheet: isSheet, other: reader.dialect?.separator)
        guard let start = found else {
            throw IntakeError(
                noTable: source.name,
                Phrase(
                    en: "The first row names no columns.",
                    nl: "De eerste rij noemt geen kolommen."))
        }
        let header = start.header
        try RecognisedTable.refuseDoubles(header, in: source.name)

        var mapping: TableMapping
        // By the file's name, or, for a renamed file, by having all the columns.
        let byColumns = mappings.filter { header.has($0.columns) }
        if let chosen = given.first ?? byColumns.first {
            mapping =
                options.exportedOn.map {
                    chosen.withOwnStatus.rejecting(options.rejectedStatuses, on: $0)
                } ?? chosen
            recognition.isMapped = true
        } else if let kind = header.kind {
            mapping = .canonical(kind)
        } else if let format = VendorFormat.all.first(where: { format in
            format.signature.allSatisfy { header.index(ofAny: $0) != nil }
        }) {
            let rejecting = options.exportedOn.map {
                format.rejecting(options.rejectedStatuses, on: $0)
            }
            mapping = rejecting ?? format
        } else if !mappings.isEmpty {
            let forms = mappings.compactMap { $0.file?.quoted }.joined(separator: ", ")
            let complaint = header.complaint()
            throw IntakeError(
                noTable: source.name,
                Phrase(
                    en:
                        "No table of the mapping is for this file: they are for \(forms). \(complaint.en)",
                    nl: "Geen tabel van de mapping is voor dit bestand: ze zijn voor \(forms). "
                        + complaint.nl))
        } else {
            let complaint =
                VendorFormat.isCostByCampaign(header)
                ? VendorFormat.lacksDay
                : VendorFormat.nearlyKnown(header, file) ?? header.complaint()
            throw IntakeError(noTable: source.name, complaint)
        }
        mapping = mapping.naming(options.leadStages, header)
        try VendorFormat.takeBrackets(of: &mapping, header, source.name)
        if let persons = mapping.personColumns {
            var id = FieldSource.made(
                of: persons.compactMap { header.index(ofAny: $0) }.map { header.names[$0] })
            id.isOfPerson = true
            mapping.facts[0].fields["lead_id"] = id
        }
        // A list of one's own may have a total under it too.
        if mapping.vendor == nil,
            mapping.facts.contains(where: { $0.kind != .activity && $0.kind != .stage })
        {
            mapping.skips.append(.total)
        }
        if mapping.isPlatform {
            made = try RecognisedTable.complete(
                &mapping, start, header, front, options, source.name)
        } else {
            made = nil
        }
        let extra = (options.leadFields + options.presenceFields).filter {
            !FactKind.lead.columns.contains($0) && $0 != LeadTable.emailDomain
        }
        makePlan = { [mapping] in
            try TablePlan(mapping, header: header, extraLeadFields: extra)
        }
        emptyEnd = try RecognisedTable.emptyEnd(front, start)
        shape = RowShape(front, start)
        roles = options.roles
        do {
            plan = try makePlan()
        } catch let error as TablePlan.PlanError {
            let names = error.missing.map { name in
                Header.guessed(name.quoted, Spelling.nearest(to: name, in: header.names))
            }
            let list = Phrase(joining: names, separator: ", ")
            throw IntakeError(
                file: source.name, en: "The mapping names columns that are not here: \(list.en).",
                nl: "De mapping noemt kolommen die hier niet zijn: \(list.nl).")
        }
        // How numbers and dates are written is seen once for the whole file, and never guessed.
        let forms = try ColumnHabits(front, start, plan, mapping, options, file: source.name)
            .forms(mapping, options)
        reader.separator = start.separator
        rowsBeforeData = start.rowsBefore + 1
        recognition.separator = start.separator
        recognition.isSheet = isSheet
        recognition.headerLine = start.line
        recognition.dateOrder = forms.mostOrder ?? .ymd
        recognition.decimal = forms.mostSign ?? .point
        recognition.rowDays = mapping.isPlatform ? mapping.rowDays : nil
        recognition.fields = plan.uses(header).map(\.use)
        self.header = header
        parser = ValueParser(zone: options.zone, forms: forms)
        self.reader = consume reader
        recognition.firstRows = try firstRows(front, start, options.saidStages)
    }

    /// What the fields of the first five rows hold.
    private func firstRows(
        _ front: [UInt8], _ start: TableStart, _ said: [String: Deal.Status]
    ) throws -> [[String?]] {
        let cursor = cursor(
            plan,
            try RecordReader(
                ByteSource(name: name, bytes: front), separator: start.separator, chunk: 1 << 15))
        for _ in 0...start.rowsBefore { _ = try cursor.reader.next() }
        var rows: [[String?]] = []
        while rows.count < 5, case .record = try cursor.reader.next() {
            if cursor.isBlank || cursor.nature(sum: 0, rows: 0) == .summary { continue }
            rows.append(
                plan.uses(header).map { use, cell in
                    let text = cursor.text(cell)
                    if use.fact == .deal, use.field == "status" {
                        return shown(text, cursor, said)
                    }
                    // In a row that is shifted, whatever stands there may be of a person.
                    let isShifted =
                        ColumnHabits.valueFields.contains(use.field) && !ShownValue.isShown(text)
                    return isShifted || PersonalField.ofOnePerson.contains(use.field)
                        || text.contains("@") ? nil : text
                })
        }
        return rows
    }

    /// The CRM's own word for where a deal stands, with what it means where that is sure.
    private func shown(
        _ text: String, _ cursor: borrowing TableCursor, _ said: [String: Deal.Status]
    ) -> String {
        guard let outcome = plan.facts.first(where: { $0.kind == .deal })?.outcome,
            outcome.isWon.column < 0, outcome.isLost.column < 0, outcome.isClosed.column < 0
        else { return text }
        let pipeline = cursor.text(outcome.pipeline)
        let status =
            said[OutcomeWords.folded(text)] ?? said[OutcomeWords.bare(text, pipeline: pipeline)]
            ?? OutcomeWords.deal(text, pipeline: pipeline)
        guard let status, status.rawValue != text.lowercased() else { return text }
        return "\(text) = \(status.rawValue)"
    }

    /// The ids of the leads that its rows are about, or may be; nil where the table is large, or says it
    /// in another way than by the id.
    func leadIDs(most: Int) throws -> LeadIndex? {
        guard let size, size <= most, BlockReading.canRead(plan), var reader = reader.take() else {
            return nil
        }
        for _ in 0..<rowsBeforeData { _ = try reader.next() }
        let line = reader.nextLine
        let bytes = try reader.rest().all()
        rows = (bytes, line)
        let separator = reader.separator
        let ids = plan.facts.filter { !$0.isAboutRowsLead }.map { $0.cell("lead_id") }
        var found = LeadIndex()
        let cursor = cursor(
            plan,
            try RecordReader(
                ByteSource(name: name, bytes: bytes), separator: separator, firstLine: line))
        self.reader = consume reader
        while true {
            switch try cursor.reader.next() {
            case .end, .cut: return found
            case .record:
                for cell in ids {
                    let id = cursor.bytes(cell)
                    if !id.isEmpty { _ = found.insert(id) }
                }
            case .badQuote, .tooLong, .badText: continue
            }
        }
    }

    /// Reads all rows after the header. Once.
    func read(into builder: inout FactsBuilder) throws {
        guard var reader = reader.take() else { return }
        if rows == nil {
            for _ in 0..<rowsBeforeData { _ = try reader.next() }
        }
        builder.note(notes)
        builder.begin(
            name, plan, of: RecognisedTable.namedDay(file),
            sellers: plan.sellerColumns.map { header.names[$0] })
        builder.wasExported(at: exported, stated: statedDay)
        if BlockReading.canRead(plan) {
            let (separator, blockSize) = (reader.separator, builder.options.blockSize)
            var whole = FactsBuilder(options: builder.options)
            swap(&whole, &builder)
            let rest = rows.map { ByteSource(name: name, bytes: $0.bytes) } ?? reader.rest()
            let line = rows?.line ?? reader.nextLine
            rows = nil
            builder = try BlockReading(rest, line: line, into: whole) {
                self.cursor(
                    try self.makePlan(), RecordReader(separator: separator, blockSize: blockSize))
            }.run()
        } else {
            let cursor = cursor(plan, reader)
            try builder.read(cursor, mayDefer: hasLeads)
        }
        if let contradiction = builder.contradiction {
            throw IntakeError(
                file: name, line: contradiction.line, en: contradiction.message.en,
                nl: contradiction.message.nl)
        }
        recognition.encoding = decoder.encoding
        builder.recognised(recognition)
        builder.note(sheet.map(lostCells) ?? [])
    }

    private func cursor(_ plan: TablePlan, _ reader: consuming RecordReader) -> TableCursor {
        TableCursor(
            file: name, header: header, plan: plan, parser: parser,
            exported: exported, emptyEnd: emptyEnd, shape: shape, roles: roles,
            reader: reader)
    }

    /// The moment of the export in UTC seconds: that which it says itself, or the day of the file's name,
    /// unless somebody said another.
    private var exported: Int64 {
        let named = RecognisedTable.namedDay(file).map { Int64($0.number) * 86_400 }
        // A day in the name that is later than what the export says itself was put there to say so.
        return exportedIsSaid ? said : [made, named].compactMap { $0 }.max() ?? said
    }

    /// The day of the export, unless nothing and nobody says it.
    private var statedDay: Day? {
        if exportedIsSaid { return Self.day(said) }
        let named = RecognisedTable.namedDay(file)
        return [made.map(Self.day), named].compactMap { $0 }.max()
    }

    private static func day(_ seconds: Int64) -> Day {
        TimeZoneRule.utc.day(of: Instant(seconds: seconds))
    }

    /// The day that a file's name has, such as `contacts-2026-09-30.csv`: the last, where it has
    /// several.
    private static func namedDay(_ name: String) -> Day? {
        let letters = Array(name)
        for start in letters.indices.reversed() where start + 10 <= letters.count {
            let text = String(letters[start..<(start + 10)])
            guard letters[start].isNumber, let day = Day(iso: text) else { continue }
            return day
        }
        return nil
    }

    private static func refuseDoubles(_ header: Header, in file: String) throws {
        var seen = Set<String>()
        for name in header.names where !name.isEmpty {
            guard seen.insert(Header.folded(name)).inserted else {
                throw IntakeError(
                    file: file,
                    en: "Two columns are called \(name.quoted). Rename one of them.",
                    nl: "Twee kolommen heten \(name.quoted). Hernoem er een.")
            }
        }
    }
}
