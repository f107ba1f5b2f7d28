internal import Leads
package import Quantities

/// What the columns of a table may mean that is known to no format: by what stands in them, and by their names, as
/// any known export or list calls them. A start for a mapping, which somebody looks at before it counts.
package struct MappingProposal: Sendable {
    /// One line of the mapping: a field and the column that it may be.
    package struct Line: Hashable, Sendable {
        package let field: String
        /// The column; nil where none was found, and one has to be named.
        package let column: String?
        /// Columns of which an id is made, where there is none.
        package var made: [String] = []
        /// Whether its column lacks some ids, so that one is made there.
        package var isMadeWhereEmpty = false
        /// Columns that are taken in turn where the first one is empty.
        package var instead: [String] = []
        /// A text for all rows, of which the name of a column tells.
        package var constant: String?
        /// What texts of the column mean, where they are no codes.
        package var values: [Value] = []
        /// A few of the texts that stand there; none of what may say who somebody is.
        package var examples: [String] = []
        /// Why this column was taken, where another might have been.
        package var why: Phrase?
    }

    /// What a text of a column means.
    package struct Value: Hashable, Sendable {
        package let text: String
        package let meaning: String
    }

    /// What rows say beside that: a stage that a lead reached, or its deal.
    package struct Beside: Hashable, Sendable {
        package let kind: FactKind
        package let lines: [Line]
        /// Whether a word for a stage beyond MQL says that the lead was one.
        package var isBeyondMQL = false
    }

    package let file: String
    package let kind: FactKind
    package private(set) var lines: [Line]
    /// Stages of leads that have a column of days, by name.
    package let stages: [Line]
    package let beside: [Beside]
    /// The order of dates and the sign before the cents where the table tells them, and whether it must be said.
    package let order: DateOrder?
    package let asksOrder: Bool
    package let sign: DecimalSign?
    package let asksSign: Bool
    /// Columns that nothing is proposed for.
    package private(set) var others: [String]
    /// Whether it is a report of a platform that lacks a column: it is to be exported again.
    package let isReport: Bool
    /// How many rows were looked at, and what their amounts add up to, in cents.
    package let rows: Int
    package let sum: Int128
    /// What it cannot be read without, each with what it would give; empty where it can be read.
    package let missing: [Phrase]
    /// What it can be read without, each with what it would give.
    package private(set) var lacking: [Phrase]
    private let columns: [ColumnProfile]

    /// The tables of a file that have two columns or more.
    ///
    /// - Throws: `IntakeError` where the file is no table at all.
    package static func proposals(of source: ByteSource) throws -> [MappingProposal] {
        let (parts, text) = try FileParts.open(source)
        let tables = try parts?.visible() ?? [text]
        return try tables.compactMap { try MappingProposal($0) }
    }

    /// The same of tables that are not known, of a file of which others may be.
    ///
    /// - Parameter mappings: those that are there already.
    package static func ofUnknown(
        in source: ByteSource, mappings: [TableMapping], options: ReadingOptions
    ) throws -> [MappingProposal] {
        let (parts, text) = try FileParts.open(source)
        guard let parts else { return try [MappingProposal(text, options)].compactMap(\.self) }
        // A part is read once: to know it, and anew to look at what stands in it.
        let again = try parts.visible()
        return try zip(parts.visible(), again).compactMap { part, again in
            do {
                _ = try RecognisedTable(part, mappings: mappings, options: options)
                return nil
            } catch let error as IntakeError where error.isNoTable {
                return try? MappingProposal(again, options)
            }
        }
    }

    private init?(_ source: ByteSource, _ options: ReadingOptions? = nil) throws {
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
                other: reader.dialect?.separator, mayBeUnknown: true),
            start.header.names.count(where: { !$0.isEmpty }) > 1
        else { return nil }
        // Who of sales has something is read from no table.
        let columns = try ColumnProfile.all(front, start).filter { !SellerColumns.isOne($0.name) }
        file = source.name
        let orders = Set(columns.filter { $0.isDate || $0.isMonth }.flatMap(\.orders))
        let usual = options?.dateOrder ?? (orders.count == 1 ? orders.first : nil)
        var found = MappingSearch(columns, usual)
        found.look()
        kind = found.kind
        lines = found.lines
        stages = found.stages
        beside = found.beside
        rows = columns.map(\.rows).max() ?? 0
        others = found.free.map(\.name)
        let used = found.used
        order = orders.count == 1 ? orders.first : nil
        let isOrderOpen = used.contains { $0.hasUnclearOrder || !$0.orders.isEmpty }
        asksOrder = order == nil && isOrderOpen
        let signs = Set(used.filter(\.isAmount).flatMap(\.signs))
        sign = signs.count == 1 ? signs.first : nil
        asksSign = sign == nil && used.contains { $0.isAmount && $0.hasUnclearSign }
        let usualSign = options?.decimal ?? sign
        sum = used.filter(\.isAmount).reduce(0) { $0 + $1.sum(usualSign) }
        isReport = VendorFormat.isNearlyReport(start.header)
        missing =
            found.missing
            + (asksOrder && options?.dateOrder == nil ? [MappingSearch.unclearOrder(used)] : [])
            + (asksSign && options?.decimal == nil ? [MappingSearch.unclearSign] : [])
        lacking = found.lacking
        self.columns = columns
    }

    /// Where these are deals, takes the leads that they belong to from a column that is called as the id of one of some
    /// lists of leads and has its ids; or says that nothing tells them.
    package mutating func join(to leads: [MappingProposal]) {
        guard kind == .deal, !lines.contains(where: { ["lead_ids", "company"].contains($0.field) })
        else { return }
        for list in leads where list.kind == .lead {
            guard let id = list.lines.first(where: { $0.field == "lead_id" })?.column,
                let known = list.columns.first(where: { $0.name == id }),
                let column = columns.first(where: {
                    Header.folded($0.name) == Header.folded(id) && $0.isAmong(known)
                })
            else { continue }
            lines.append(Line(field: "lead_ids", column: column.name, examples: column.examples))
            others.removeAll { $0 == column.name }
            return
        }
        lacking.append(Needed.leadsOfDeals)
    }
}
