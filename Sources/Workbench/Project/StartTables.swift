package import Intake
internal import Leads
package import Quantities

/// Tables of the files that are known to no format, with what their columns seem to be: each is asked about once,
/// before all else, because what else is to be asked hangs on what they hold.
package struct StartTables {
    /// A table of which a mapping can be made.
    package struct Table {
        /// What it is called in a file of answers: `crm.csv`, or `crm.xlsx!Sheet`.
        package var name: String { proposal.file }
        package fileprivate(set) var proposal: MappingProposal
        /// The file in which it stands.
        let path: String
        /// Others with the same columns, such as the export of another month, which the answer is for too.
        var alike: [Table] = []

        var paths: [String] { [path] + alike.map(\.path) }
        /// Every name by which a file of answers may have it.
        var names: [String] { [name] + alike.map(\.name) }

        /// Whether what is said of one is said of the other: their columns mean the same, and are written alike.
        func isAlike(_ other: Table) -> Bool {
            func columns(_ proposal: MappingProposal) -> [[String]] {
                let lines = proposal.lines + proposal.stages + proposal.beside.flatMap(\.lines)
                return lines.map { line in
                    [line.field, line.column ?? "", line.constant ?? ""] + line.made + line.instead
                        + line.values.flatMap { [$0.text, $0.meaning] }
                }
            }
            let (one, two) = (proposal, other.proposal)
            return one.kind == two.kind && columns(one) == columns(two) && one.order == two.order
                && one.sign == two.sign
        }
    }

    /// What is to be done with one.
    package enum Answer: Sendable {
        case read, leaveOut, edit

        package init?(_ text: String) {
            switch Start.trimmed(text).lowercased() {
            case "1", "yes", "ja", "y", "j": self = .read
            case "2", "no", "nee", "n": self = .leaveOut
            case "3", "edit", "bewerken", "bewerk", "wijzigen": self = .edit
            default: return nil
            }
        }

        /// What to write where it was not understood.
        package static func wrong(_ text: String) -> Phrase {
            Phrase(
                en: "\(text.quoted) is not understood. Write 1, 2 or 3.",
                nl: "\(text.quoted) is niet begrepen. Schrijf 1, 2 of 3.")
        }
    }

    /// What came of the questions.
    package struct Answered {
        /// How many were asked.
        package var asked = 0
        /// What is written down as left out, and what no longer is.
        var settled: [String] = []
        var noLongerSettled: [String] = []

        package init() {}
    }

    /// Those that are asked about, first the one without which there is no figure.
    package private(set) var asked: [Table] = []
    /// What is left out without a question, with the reason and what to do.
    package private(set) var leftOut: [(name: String, why: Phrase)] = []
    /// Tables that are written down for somebody to change.
    package private(set) var toEdit: [Table] = []
    /// Tables that somebody does not want read.
    package private(set) var declined: [String] = []
    package private(set) var answered = Answered()
    private var file: MapFile
    /// The file with what is to be changed first too.
    private(set) var whole: MapFile
    private var taken: [Table] = []
    private let most: Int

    /// - Parameters:
    ///   - request: the files, of which what is not known is taken out.
    ///   - named: files that somebody named, which are asked about although they were left out before.
    ///   - given: what a file answers.
    package init(
        _ request: inout Request, kept: Project?, named: [String], given: Start.Given?,
        _ language: Language
    ) throws {
        file = try MapFile(request.map, language)
        whole = file
        most = (try? RuleFiles.startRules().questions) ?? 5
        let mappings = try request.mappings
        let options = request.readingOptions(try RuleFiles.ruleBook(request.rules), nil)
        let unknown = try Bench.unknown(in: request)
        var found: [Table] = []
        for path in request.data {
            let left = unknown.first { $0.path == path }
            let why = left?.why
            // Of what is known only a sheet or a file in an archive can be unknown.
            let mayHaveTables = left?.isTable ?? Bench.isPacked(path)
            let proposals = mayHaveTables ? Self.proposals(path, mappings, options) : []
            let tables = proposals.filter { $0.missing.isEmpty && !$0.isReport }.map {
                Table(proposal: $0, path: path)
            }
            let open = tables.filter { table in
                let isSettled = kept?.settled.contains(Self.settled(table.name)) == true
                return !isSettled || named.contains(path) || given?.answer(of: table.name) != nil
            }
            found += open
            if open.isEmpty, !proposals.isEmpty, proposals.allSatisfy({ $0.rows == 0 }) {
                leftOut.append((path, Self.noRows))
            } else if let why, open.isEmpty {
                let isSettled = !tables.isEmpty
                leftOut.append(
                    (path, isSettled ? Self.asAnswered : Self.lacking(proposals, why, path)))
            } else if open.count < tables.count {
                leftOut += tables.filter { table in !open.contains { $0.name == table.name } }
                    .map { ($0.name, Self.asAnswered) }
            }
        }
        request.data.removeAll { path in unknown.contains { $0.path == path } }
        let lists = found.map(\.proposal)
        for place in found.indices { found[place].proposal.join(to: lists) }
        order(&found, hasLeads: try Self.hasLeads(request, mappings, options))
        found = found.reduce(into: []) { groups, table in
            if let place = groups.firstIndex(where: { $0.isAlike(table) }) {
                groups[place].alike.append(table)
            } else {
                groups.append(table)
            }
        }
        asked = Array(found.prefix(most))
        leftOut += found.dropFirst(most).map { ($0.name, Self.tooMany($0.name)) }
    }

    private static func proposals(
        _ path: String, _ mappings: [TableMapping], _ options: ReadingOptions
    ) -> [MappingProposal] {
        guard Files.size(of: path) != nil, Files.kind(of: path) != .other,
            let source = try? Files.plainSource(path, most: .max)
        else { return [] }
        // What is damaged further down is not asked about.
        if Bench.isPacked(path) {
            guard let whole = try? Files.plainSource(path, most: .max),
                (try? Reading.requireWhole(whole)) != nil
            else { return [] }
        }
        return (try? MappingProposal.ofUnknown(in: source, mappings: mappings, options: options))
            ?? []
    }

    /// Whether the files that are known have leads.
    private static func hasLeads(
        _ request: Request, _ mappings: [TableMapping], _ options: ReadingOptions
    ) throws -> Bool {
        request.data.contains { path in
            guard let source = try? Files.plainSource(path, most: .max),
                let tables = try? Reading.open([source], mappings: mappings, options: options)
            else { return false }
            return tables.contains(where: \.hasLeads)
        }
    }

    /// Leads first where there are none, then by what the amounts add up to, then by rows.
    private func order(_ tables: inout [Table], hasLeads: Bool) {
        func isFirst(_ table: Table) -> Int { !hasLeads && table.proposal.kind == .lead ? 1 : 0 }
        func rank(_ table: Table) -> (Int, Int128, Int) {
            (isFirst(table), table.proposal.sum, table.proposal.rows)
        }
        tables = tables.enumerated().sorted { one, other in
            let (left, right) = (rank(one.element), rank(other.element))
            return left == right ? one.offset < other.offset : left > right
        }.map(\.element)
    }

    /// How it is written down that a table is left out.
    private static func settled(_ name: String) -> String {
        StartQuestions.settled(.tables, of: MappingText.form(of: name))
    }

    // MARK: Answers

    /// Takes an answer; nil where nobody gave one.
    package mutating func answer(_ table: Table, _ answer: Answer?) throws {
        answered.asked += 1
        let settled = Set(table.names.map(Self.settled)).sorted()
        switch answer {
        case .read:
            try file.add(table.proposal)
            try whole.add(table.proposal)
            taken.append(table)
            answered.noLongerSettled += settled
        case .edit:
            try whole.add(table.proposal)
            toEdit.append(table)
            answered.noLongerSettled += settled
        case .leaveOut:
            answered.settled += settled
            declined += table.names
        case nil: break
        }
    }

    /// Adds what was answered with yes to what is read.
    package func apply(to request: inout Request, in order: [String]) {
        guard !taken.isEmpty || !toEdit.isEmpty else { return }
        request.map = file.path
        request.mapTables = file.tables
        let more = Set(taken.flatMap(\.paths))
        request.data = order.filter { request.data.contains($0) || more.contains($0) }
    }

    /// The mapping that is written to; nil where nothing is.
    private var written: String? { taken.isEmpty && toEdit.isEmpty ? nil : whole.path }

    /// Whether a file is read now.
    package func reads(_ path: String, _ request: Request) -> Bool { request.data.contains(path) }

    /// Whether a name or form of a file of answers is that of a table that was asked about.
    package func asks(_ name: String) -> Bool {
        asked.contains { $0.names.contains(where: Wildcard(name).matches) }
    }

    /// Writes the mapping, with everything that was said of it.
    package func write() throws { if written != nil { try whole.write() } }
}

extension Start.Given {
    /// What it says of a table: the first name or form that fits.
    package func answer(of table: StartTables.Table) -> StartTables.Answer? {
        table.names.lazy.compactMap { self.answer(of: $0) }.first
    }

    func answer(of table: String) -> StartTables.Answer? {
        tables.first { Wildcard($0.name).matches(table) }?.answer
    }
}
