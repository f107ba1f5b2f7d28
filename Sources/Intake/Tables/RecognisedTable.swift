internal import Quantities

/// A table of which it is known which columns it has and what its rows mean.
final class RecognisedTable {
    private let name: String
    private let plan: TablePlan
    private let size: Int?
    private var cursor: TableCursor?

    var hasLeads: Bool { plan.facts.contains { $0.kind == .lead } }

    /// Reads the first rows, finds separator and header, and picks the mapping.
    init(_ source: ByteSource, mappings: [TableMapping], options: ReadingOptions) throws {
        name = source.name
        size = source.size
        var reader = try RecordReader(source)
        let front = reader.front
        guard !front.isEmpty else {
            throw IntakeError(
                file: source.name,
                message: "The file is empty. Its first row must name the columns.")
        }
        let given = mappings.filter { $0.fits(source.name) }
        let named = Set(
            given.flatMap { $0.facts.flatMap { $0.fields.values.compactMap(\.column) } })

        // The right separator is the one that yields the columns that are wanted.
        var best: (separator: UInt8, header: Header, score: Int)?
        for separator in [",", ";", "\t", "|"] as [Unicode.Scalar] {
            let header = try RecognisedTable.header(front, separator: UInt8(ascii: separator))
            let wanted = given.isEmpty ? FactKind.allCases.flatMap(\.columns) : Array(named)
            let score = header.names.count { name in
                wanted.contains { Header.folded($0) == Header.folded(name) }
            }
            if score > best?.score ?? -1 { best = (UInt8(ascii: separator), header, score) }
        }
        guard let best else {
            throw IntakeError(file: source.name, message: "The first row names no columns.")
        }
        let header = best.header
        try RecognisedTable.refuseDoubles(header, in: source.name)

        let mapping: TableMapping
        if let chosen = given.first {
            mapping = chosen
        } else if let kind = header.kind {
            mapping = .canonical(kind)
        } else if !mappings.isEmpty {
            let forms = mappings.compactMap { $0.file?.quoted }.joined(separator: ", ")
            throw IntakeError(
                file: source.name,
                message: "No table of the mapping is for this file: they are for \(forms). "
                    + header.complaint())
        } else {
            throw IntakeError(file: source.name, message: header.complaint())
        }
        do {
            plan = try TablePlan(
                mapping, header: header,
                extraLeadFields: (options.leadFields + options.presenceFields).filter {
                    !FactKind.lead.columns.contains($0)
                })
        } catch {
            let names = error.missing.map { name in
                let other = Spelling.nearest(to: name, in: best.header.names)
                return name.quoted + (other.map { " (is that \($0.quoted)?)" } ?? "")
            }
            throw IntakeError(
                file: source.name,
                message: "The mapping names columns that are not here: "
                    + names.joined(separator: ", ") + ".")
        }
        reader.separator = best.separator
        cursor = TableCursor(
            file: source.name, header: header, plan: plan,
            parser: ValueParser(
                zone: options.zone, dateOrder: mapping.dateOrder ?? options.dateOrder,
                decimal: mapping.decimal ?? options.decimal),
            reader: reader)
    }

    /// Reads all rows after the header. Once.
    func read(into builder: inout FactsBuilder) throws {
        guard var cursor = cursor.take() else { return }
        _ = try cursor.reader.next()
        try builder.read(&cursor, size: size)
    }

    private static func header(_ front: [UInt8], separator: UInt8) throws -> Header {
        var reader = try RecordReader(
            ByteSource(name: "", bytes: front), separator: separator, chunk: front.count + 16)
        guard case .record = try reader.next() else { return Header(names: []) }
        return Header(names: (0..<reader.cellCount).map { reader.text($0) })
    }

    private static func refuseDoubles(_ header: Header, in file: String) throws {
        var seen = Set<String>()
        for name in header.names where !name.isEmpty {
            guard seen.insert(Header.folded(name)).inserted else {
                throw IntakeError(
                    file: file,
                    message: "Two columns are called \(name.quoted). Rename one of them.")
            }
        }
    }
}
