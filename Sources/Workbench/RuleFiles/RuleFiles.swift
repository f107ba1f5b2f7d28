package import Analysis
internal import Dispatch
internal import Economics
package import Funnels
package import Intake
package import Leads
internal import Quantities
package import Valuation

/// Rule books, benchmarks and mappings, by the name of a preset or the path of a file.
package enum RuleFiles {
    /// The presets that are part of the program.
    package static let presets = ["b2b", "manufacturing", "pumps", "venues"]

    static func preset(_ name: String) -> (file: String, text: String)? {
        let bytes: [UInt8]
        switch name {
        case "b2b": bytes = PackageResources.b2b_yaml
        case "manufacturing": bytes = PackageResources.manufacturing_yaml
        case "pumps": bytes = PackageResources.pumps_yaml
        case "venues": bytes = PackageResources.venues_yaml
        default: return nil
        }
        return ("pricing/\(name).yaml", String(decoding: bytes, as: UTF8.self))
    }

    /// The norms that the program brings along, each with its origin.
    package static func benchmarks() throws -> [Benchmark] { try ownBenchmarks.get() }

    /// From what size on data look like an import into a CRM, and something that is missing is a finding.
    static func findings() throws -> (move: MoveRules, holes: HoleRules) {
        let all = try ownFindings.get()
        return (all.move, all.holes)
    }

    /// From when on what is watched of a decision says something.
    static func watch() throws -> WatchRules { try ownFindings.get().watch }

    /// From when on a digest tells what moved.
    static func digest() throws -> DigestRules { try ownFindings.get().digest }

    private static let ownFindings = Result {
        try FindingsFile.read(
            String(decoding: PackageResources.findings_yaml, as: UTF8.self),
            name: "pricing/findings.yaml")
    }

    /// What is part of the program is read once.
    private static let ownBenchmarks = Result {
        try BenchmarkFile.read(
            String(decoding: PackageResources.benchmarks_yaml, as: UTF8.self),
            name: "pricing/benchmarks.yaml")
    }
    private static let ownBooks = BooksRead()

    /// From where on too much of a file is lost.
    package static func lossLimits() throws -> LossLimits { try ownLossLimits.get() }

    private static let ownLossLimits = Result {
        try LossFile.read(
            String(decoding: PackageResources.loss_yaml, as: UTF8.self), name: "pricing/loss.yaml")
    }

    /// By what a test of a source is made.
    package static func experiments() throws -> ExperimentRules { try ownExperiments.get() }

    private static let ownExperiments = Result {
        try ExperimentsFile.read(
            String(decoding: PackageResources.experiments_yaml, as: UTF8.self),
            name: "pricing/experiments.yaml")
    }

    /// When what customers bring can be told.
    package static func customers() throws -> CustomerRules { try ownCustomers.get() }

    private static let ownCustomers = Result {
        try CustomersFile.read(
            String(decoding: PackageResources.customers_yaml, as: UTF8.self),
            name: "pricing/customers.yaml")
    }

    /// What a budget supposes of months and sources until the firm's own tell.
    static func budgetSuppositions() throws -> BudgetSuppositions { try ownSuppositions.get() }

    private static let ownSuppositions = Result {
        try BudgetFile.read(
            String(decoding: PackageResources.budget_yaml, as: UTF8.self),
            name: "pricing/budget.yaml")
    }

    /// What `mql start` asks, and over what an answer may lie.
    static func startRules() throws -> StartRules { try ownStartRules.get() }

    private static let ownStartRules = Result {
        try StartFile.read(
            String(decoding: PackageResources.start_yaml, as: UTF8.self), name: "pricing/start.yaml"
        )
    }

    /// What addresses begin with that are of a task and not of a person.
    package static func roleAddresses() throws -> RoleAddresses { try ownRoles.get() }

    private static let ownRoles = Result {
        let file = YAMLFile(name: "pricing/role-addresses.yaml")
        let text = String(decoding: PackageResources.role_addresses_yaml, as: UTF8.self)
        let words = file.root(text)?.section(["role_addresses"])["role_addresses"]?.strings() ?? []
        try file.finish()
        return RoleAddresses(words)
    }

    /// - Parameter name: a preset such as `b2b`, or the path of a YAML file.
    package static func ruleBook(_ name: String) throws -> RuleBook {
        let benchmarks = try benchmarks()
        if let preset = preset(name) {
            return try ownBooks.book(name) {
                try RuleBookFile.read(
                    preset.text, name: preset.file, benchmarks: benchmarks, presets: self.preset)
            }
        }
        guard name.contains("/") || name.contains(".") else {
            throw FailedVerb(
                .noInput,
                en:
                    "\(name.quoted) is not a preset.\(Spelling.suggestion(for: name, in: presets)) Presets: "
                    + "\(presets.joined(separator: ", ")). For a file of your own, give its path: "
                    + "\(name).yaml.",
                nl: "\(name.quoted) is geen regelboek van het programma."
                    + Spelling.suggestion(for: name, in: presets, .nl)
                    + " Het heeft \(presets.joined(separator: ", ")). Geef van een eigen bestand het "
                    + "pad: \(name).yaml.")
        }
        return try read(name) {
            try RuleBookFile.read($0, name: $1, benchmarks: benchmarks, presets: self.preset)
        }
    }

    /// The same of a text that is in no file yet.
    static func read(_ text: String, name: String) throws -> RuleBook {
        do {
            return try RuleBookFile.read(
                text, name: name, benchmarks: benchmarks(), presets: preset)
        } catch let error as RuleFileError {
            throw FailedVerb(.badData, Phrase(error.description))
        }
    }

    /// A rule book, mapping or project that is not in a file: only to see whether it can be read.
    package static func check(_ text: String, as kind: RuleFileKind) throws {
        switch kind {
        case .ruleBook:
            _ = try RuleBookFile.read(
                text, name: "rules.yaml", benchmarks: benchmarks(), presets: preset)
        case .mapping: _ = try MappingFile.read(text, name: "map.yaml")
        case .project: _ = try ProjectFile.read(text, name: Project.fileName)
        }
    }

    /// The kinds of YAML file that people write.
    package enum RuleFileKind: CaseIterable { case ruleBook, mapping, project }

    /// A rule book as a file of its own, with everything that a preset gave.
    package static func text(of book: RuleBook) -> String { RuleBookText.write(book) }

    /// The tables of a mapping.
    ///
    /// - Throws: `FailedVerb` with all mistakes at once.
    package static func mapping(_ path: String) throws -> [TableMapping] {
        try read(path) { try MappingFile.read($0, name: $1) }
    }

    private static func read<Value>(
        _ path: String, _ parse: (String, String) throws -> Value
    ) throws -> Value {
        let text = try Files.text(path)
        do {
            return try parse(text, path)
        } catch let error as RuleFileError {
            throw FailedVerb(.badData, Phrase(error.description))
        }
    }
}

/// Rule books of the program that have been read, by name.
private final class BooksRead: @unchecked Sendable {
    private let queue = DispatchQueue(label: "rule books")
    private var books: [String: RuleBook] = [:]

    func book(_ name: String, read: () throws -> RuleBook) rethrows -> RuleBook {
        if let book = queue.sync(execute: { books[name] }) { return book }
        let book = try read()
        queue.sync { books[name] = book }
        return book
    }
}
