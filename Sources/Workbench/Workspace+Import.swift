package import Analysis
package import Intake
internal import Leads
package import Quantities
package import Store
internal import Valuation

/// A file of which so much was lost that nothing of it is kept.
package struct RefusedFile: Error {
    package let reading: Reading
    /// Why; nil where no row may be lost.
    package let loss: RowLoss?
}

extension Workspace {
    /// Imports files, one after the other: those with leads first, because the others are about them.
    ///
    /// A file is added as a whole or not at all, and what failed ends it. Of a file that is refused the others do
    /// not depend, unless it has leads; where no row may be lost, all are added together or none.
    ///
    /// - Parameters:
    ///   - exportedOn: of which day the files are, where that is said.
    ///   - order: what a program asks beside the files; told what came of it.
    ///   - run: told what becomes of each file.
    ///   - mayKeep: asked before a file is kept for good.
    ///   - refused: told of each file that was refused.
    ///   - done: told of each file that was added.
    package func add(
        _ request: Request, _ terms: ChangeTerms, exportedOn: Day?, order: ImportOrder? = nil,
        run: ImportRun = ImportRun(), mayKeep: @escaping @Sendable () throws -> Void = {},
        refused: (RefusedFile) throws -> Void = { _ in }, done: (ImportReceipt) throws -> Void
    ) throws {
        run.start(request.data.map { $0 == "-" ? "standard input" : Files.name(of: $0) })
        do {
            var files = try FilesToAdd(request, terms, exportedOn, order, key: key())
            // A workbook may have several tables, each of which is an import.
            run.start(files.names)
            let database = try open(addsOnly: true)
            defer { database.close() }
            let last = try telling { try database.lastImport() }
            do {
                try add(&files, to: database, request.loss, run, mayKeep, refused, done)
            } catch {
                database.close()
                run.failed(isUnsure: (error as? StoreError)?.isUnsure == true) { name, known in
                    (try? history()).map { records in
                        records.contains { record in
                            record.number > last && record.file == name
                                && !known.contains(record.number)
                        }
                    }
                }
                guard let error = error as? StoreError else { throw error }
                order?.note(error)
                throw FailedVerb(
                    error, self.database, needed: files.needed, saysWhatWasKept: false)
            }
        } catch let error as IntakeErrors {
            throw FailedVerb(.badData, error.described)
        } catch let error as IntakeError {
            throw FailedVerb(.badData, error.described)
        }
    }

    private func add(
        _ files: inout FilesToAdd, to database: LeadDatabase, _ rule: LossRule, _ run: ImportRun,
        _ mayKeep: () throws -> Void, _ refused: (RefusedFile) throws -> Void,
        _ done: (ImportReceipt) throws -> Void
    ) throws {
        func tell(_ place: Int, _ receipt: ImportReceipt) throws {
            run.note(.kept(receipt.record.number), of: place)
            files.asked?.note(receipt)
            try done(receipt)
        }
        guard rule != .strict else {
            do {
                let receipts = try database.adding(mayKeep: mayKeep) { addition in
                    try files.order.indices.map { turn in
                        run.note(.begun, of: files.order[turn])
                        return try files.add(turn, to: addition)
                    }
                }
                for (place, receipt) in zip(files.order, receipts) {
                    run.note(.kept(receipt.record.number), of: place)
                    files.asked?.note(receipt)
                }
                for receipt in receipts { try done(receipt) }
            } catch let file as RefusedFile {
                run.restart()
                files.asked?.refuse(file)
                try refused(file)
            }
            return
        }
        for (turn, place) in files.order.enumerated() {
            run.note(.begun, of: place)
            do {
                let receipt = try database.adding(mayKeep: mayKeep) {
                    try files.add(turn, to: $0)
                }
                try tell(place, receipt)
            } catch let file as RefusedFile {
                run.note(.refused, of: place)
                files.asked?.refuse(file)
                try refused(file)
                // What is told of leads that are not here would be lost too.
                if files.hasLeads(place) { return }
            }
        }
    }
}

/// Files that are recognised, and read when it is their turn.
private struct FilesToAdd {
    /// By turn, the place of a file among those that were named.
    let order: [Int]
    /// About how many bytes are to be written.
    let needed: Int
    /// What a program asks beside the files.
    let asked: ImportOrder?
    private let request: Request
    private let terms: ChangeTerms
    private let key: ErasureKey
    private let mappings: [TableMapping]
    private let options: ReadingOptions
    private let tables: [OpenTable]
    private let limits: LossLimits
    private var numbers = LeadNumbers()
    private var ahead: ReadAhead?

    init(
        _ request: Request, _ terms: ChangeTerms, _ exportedOn: Day?, _ asked: ImportOrder?,
        key: ErasureKey
    ) throws {
        let book = try request.book
        self.request = request
        self.asked = asked
        self.key = key
        self.terms = ChangeTerms(
            at: terms.at, day: book.zone.day(of: terms.at), actor: terms.actor)
        options = Self.wanted(request, book, exportedOn, terms)
        mappings = try request.mappings
        limits = try RuleFiles.lossLimits()
        let sources = try Bench.open(request.data, request.progress)
        let tables = try Reading.open(sources, mappings: mappings, options: options)
        try asked?.require(tables)
        needed = sources.compactMap(\.size).reduce(0, +) * 2
        order =
            tables.indices.filter { tables[$0].hasLeads }
            + tables.indices.filter { !tables[$0].hasLeads }
        self.tables = tables
    }

    private static func wanted(
        _ request: Request, _ book: RuleBook, _ exportedOn: Day?, _ terms: ChangeTerms
    ) -> ReadingOptions {
        var options = request.readingOptions(book)
        let extra = (options.leadFields + options.presenceFields).filter {
            !FactKind.lead.columns.contains($0) && $0 != LeadTable.emailDomain
        }
        let own = FactKind.lead.columns.filter {
            !["lead_id", "created_at", "updated_at"].contains($0)
        }
        let sellers = request.project?.sellers == nil ? [] : [LeadTable.seller]
        options.leadFields = own + extra + sellers + [LeadTable.emailDomain]
        options.presenceFields = []
        options.exportedIsSaid = exportedOn != nil
        // Of two files without a day the one that is imported later is the later one.
        options.exported = exportedOn.map { Int64($0.number) * 86_400 } ?? terms.at.seconds
        return options
    }

    var names: [String] { tables.map(\.name) }

    func hasLeads(_ place: Int) -> Bool { tables[place].hasLeads }

    /// The path of the file that a table is of.
    private func path(_ place: Int) -> String { request.data[tables[place].source] }

    /// Adds the file whose turn it is.
    ///
    /// - Throws: `RefusedFile` where more of it was lost than may be.
    mutating func add(_ turn: Int, to addition: LeadDatabase.Addition) throws -> ImportReceipt {
        let table = tables[order[turn]]
        let begun = ahead
        ahead = nil
        var next: ReadAhead?
        // Of a small file it is quicker to look its leads up than to know all there are.
        let ids = begun == nil ? try table.leadIDs(most: 16 << 20) : nil
        // Of a file that is taken back nothing is left behind for the next.
        var left = LeadNumbers()
        swap(&left, &numbers)
        let receipt = try addition.add(terms, key: key, after: &left, ids: ids) { known in
            let reading = try read(turn, known, begun)
            try requireEnough(reading)
            request.progress?.begin(.storing, reading.tables.reduce(0) { $0 + $1.rows })
            // The next file is read while this one is written.
            if turn + 1 < order.count, path(order[turn + 1]) != "-" {
                next = ReadAhead(tables[order[turn + 1]], options(known), after: reading)
            }
            return reading
        }
        (numbers, ahead) = (left, next)
        request.progress?.end()
        if let mark = asked?.mark {
            let answer = ImportOrder.answer(receipt)
            try addition.keep(mark, of: receipt.record.number, answer: answer)
        }
        return receipt
    }

    private func options(_ known: KnownFacts) -> ReadingOptions {
        var options = options
        options.known = known
        return options
    }

    private func read(_ turn: Int, _ known: KnownFacts, _ begun: ReadAhead?) throws -> Reading {
        let place = order[turn]
        if let begun {
            if let read = try begun.reading(for: known) { return read }
            // Another program has changed something meanwhile, or the file before was refused.
            let again = try Reading.open(
                Bench.open([path(place)], nil), mappings: mappings, options: options(known))
            let table = again.first { $0.name == tables[place].name } ?? again[0]
            return try Reading.read(table, options: options(known))
        }
        return try Reading.read(tables[place], options: options(known))
    }

    private func requireEnough(_ reading: Reading) throws {
        let losses = reading.tables.compactMap { RowLoss($0, limits) }
        switch request.loss {
        case .accepted: return
        case .refused:
            if let loss = losses.first { throw RefusedFile(reading: reading, loss: loss) }
        case .strict:
            guard reading.tables.contains(where: { $0.rejected > 0 }) else { return }
            throw RefusedFile(reading: reading, loss: nil)
        }
    }
}
