internal import Intake
internal import Quantities

/// The mapping of a project as a file, to which tables are added: what stands in it stays.
struct MapFile {
    let path: String
    private let before: String?
    private(set) var text: String
    private(set) var tables: [TableMapping]
    private let language: Language

    /// What a mapping is called that nobody gave a name.
    private static let usual = "map"

    /// - Parameter path: the mapping that is there already; nil where there is none.
    init(_ path: String?, _ language: Language) throws {
        self.language = language
        guard let path else {
            self.path = Self.freeName()
            before = nil
            text =
                Phrase(
                    en:
                        "# Which columns of tables that are not known are what: mql start proposed it, and somebody "
                        + "said yes.\n# Change what is wrong: the next report reads it anew.\ntables:\n",
                    nl:
                        "# Welke kolommen van onbekende tabellen wat zijn: mql start stelde het voor, en iemand zei "
                        + "ja.\n# Verander wat fout is: het volgende rapport leest het opnieuw.\ntables:\n"
                ).text(language)
            tables = []
            return
        }
        self.path = path
        tables = try RuleFiles.mapping(path)
        let text = try Files.text(path)
        before = text
        self.text = text
    }

    /// A name that nothing has: `map.yaml`, else `map-2.yaml`.
    private static func freeName() -> String {
        var (name, number) = ("\(usual).yaml", 1)
        while Files.exists(name) {
            number += 1
            name = "\(usual)-\(number).yaml"
        }
        return name
    }

    /// Adds a table that is read as it was proposed.
    ///
    /// - Throws: where the file is written in such a way that lines cannot be added.
    mutating func add(_ proposal: MappingProposal) throws {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        let own = MappingText.table(proposal, language, isWhole: true)
        let indent = lines.first { $0.drop { $0 == " " }.hasPrefix("- ") }?.prefix { $0 == " " }
        let moved = own.map { line in
            String(repeating: " ", count: indent?.count ?? 2) + line.dropFirst(2)
        }
        let more = (lines + moved).joined(separator: "\n") + "\n"
        guard let read = try? MappingFile.read(more, name: path), read.count == tables.count + 1,
            Array(read.dropLast()) == tables
        else {
            throw FailedVerb(
                .badData,
                en:
                    "\(path.visible): no table can be added here as it is written. Put each of its tables on lines "
                    + "of its own, or write what mql map gives of \(proposal.file.quoted) into it.",
                nl:
                    "\(path.visible): hier kan zo geen tabel bij. Zet elke tabel op eigen regels, of zet erin wat "
                    + "mql map van \(proposal.file.quoted) geeft.")
        }
        (text, tables) = (more, read)
    }

    /// Writes it, for its owner alone; what was there keeps its readers.
    func write() throws {
        guard text != before else { return }
        let file = try OutputGuard(reading: []).file(
            path, for: "start", over: before == nil ? .nothing : .plainFile, takesPipes: false)
        if before == nil { try file.write(text) } else { try file.replace(with: text) }
    }
}
