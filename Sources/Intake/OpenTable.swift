package import Leads

/// A table of which it is known what it holds, and of which no row has been read.
package struct OpenTable {
    package let name: String
    /// The place of the file among those that were given, of which a workbook may have several tables.
    package let source: Int
    fileprivate let table: RecognisedTable

    /// Whether it gives leads, which have to be known before what is told of them.
    package var hasLeads: Bool { table.hasLeads }

    /// What its rows are about, the first first.
    package var kinds: [FactKind] { table.kinds }

    /// The ids of the leads that its rows are about, or may be.
    ///
    /// - Parameter most: how many bytes are looked through for that.
    /// - Returns: nil where the table is larger, or says it in another way than by the id.
    package func leadIDs(most: Int) throws -> LeadIndex? { try table.leadIDs(most: most) }
}

extension Reading {
    /// Reads all sources, those with leads first, so that every other row finds its lead.
    ///
    /// A bad row is counted, listed and left out. A file of which nothing can be read throws.
    package static func read(
        _ sources: [ByteSource], mappings: [TableMapping] = [], options: ReadingOptions
    ) throws -> Reading {
        let tables = try open(sources, mappings: mappings, options: options)
        return try read(tables.map(\.table), options, filesInOrder: tables.map(\.name))
    }

    /// Recognises all sources before a row of any is read; a workbook or an archive may give several tables.
    package static func open(
        _ sources: [ByteSource], mappings: [TableMapping] = [], options: ReadingOptions
    ) throws -> [OpenTable] {
        var errors: [IntakeError] = []
        var tables: [OpenTable] = []
        for (place, source) in sources.enumerated() {
            func recognised(_ source: ByteSource) throws -> RecognisedTable {
                try RecognisedTable(source, mappings: mappings, options: options)
            }
            do {
                let (parts, text) = try FileParts.open(source)
                let found = try parts?.tables(recognised) ?? [(text.name, recognised(text))]
                tables += found.map { OpenTable(name: $0.name, source: place, table: $0.table) }
            } catch let error as IntakeError {
                errors.append(error)
            } catch let error as IntakeErrors {
                errors += error.errors
            }
        }
        guard errors.isEmpty else { throw IntakeErrors(errors: errors) }
        return tables
    }

    /// Reads what is packed to its end, without looking at it: what is damaged further down is told before
    /// anything is read.
    ///
    /// - Throws: `IntakeError` where it is damaged.
    package static func requireWhole(_ source: ByteSource) throws {
        try FileParts.requireWhole(source)
    }

    /// Reads one table by itself. Once.
    package static func read(_ table: OpenTable, options: ReadingOptions) throws -> Reading {
        try read([table.table], options, filesInOrder: [table.name])
    }

    private static func read(
        _ tables: [RecognisedTable], _ options: ReadingOptions, filesInOrder names: [String]
    ) throws -> Reading {
        var builder = FactsBuilder(options: options)
        // Two rounds over open tables: first those with leads, then the others, each in order.
        for table in tables where table.hasLeads { try table.read(into: &builder) }
        // Now every lead is known: rows about one of a later row or file can be taken.
        try builder.readDeferred()
        for table in tables where !table.hasLeads { try table.read(into: &builder) }
        return builder.finish(filesInOrder: names)
    }
}
