internal import Analysis
internal import Intake
internal import Leads
internal import Quantities
internal import Store
internal import Valuation

/// Facts as they stand in memory, and what leads were judged to be, kept in the workspace: what was
/// imported since is read and judged, and the rest is not looked at again.
extension Workspace {
    /// Names in the folder of what is kept.
    static let factsCopy = "facts"
    static let judgedLeads = "judged"

    private var factsCopy: String { "\(kept)/\(Self.factsCopy)" }
    private var judgedLeads: String { "\(kept)/\(Self.judgedLeads)" }

    /// The facts, by way of what is kept of them.
    ///
    /// - Parameter program: what tells this program from another version of it; empty to keep nothing.
    func facts(
        _ wanted: FactsWanted, jobs: Int, program: String
    ) throws -> (reading: Reading, since: SinceCopy?) {
        let database = try openForReading()
        defer { database.close() }
        var wanted = wanted
        wanted.jobs = jobs
        guard !program.isEmpty else {
            return (try telling { try database.facts(wanted) }, nil)
        }
        let before = try telling { try database.state() }
        let copy = FactsCopy(
            program: program, least: copiesFrom,
            read: { body in Files.withBytes(factsCopy, body) },
            write: { body in try keep(factsCopy) { try body($0) } })
        let found = try telling { try database.facts(wanted, copy: copy) }
        // Somebody may have been erased while the copy was made.
        if (try? database.state()) != before { clearKept() }
        return found
    }

    /// What leads were judged to be, of those of which nothing has changed since; nil where that was
    /// not kept.
    func judged(_ pipeline: Pipeline, asOf: Day, _ since: SinceCopy) -> JudgedLeads? {
        var found: JudgedLeads?
        Files.withBytes(judgedLeads) { bytes in
            var snapshot = SnapshotReader(bytes)
            guard let name = try? snapshot.text(), name == mark(pipeline, asOf, since),
                let judged = try? JudgedLeads(pipeline.rules.book, from: &snapshot),
                judged.count == since.leads
            else { return }
            found = judged
        }
        found?.forget(since.changed, from: since.leads)
        return found
    }

    /// Keeps what leads are of which nothing has changed, for as long as the copy of the facts is kept.
    func keep(_ judged: JudgedLeads, _ pipeline: Pipeline, asOf: Day, _ since: SinceCopy) {
        guard Files.exists(factsCopy) else { return }
        var judged = judged
        judged.forget(since.changed, from: since.leads)
        // Where it cannot be kept, they are judged again next time.
        try? keep(judgedLeads) {
            try $0.write(mark(pipeline, asOf, since))
            try judged.write(to: $0)
        }
    }

    /// By what, and of which day and facts, leads were judged.
    private func mark(_ pipeline: Pipeline, _ asOf: Day, _ since: SinceCopy) -> String {
        "\(since.name) \(pipeline.rules.book.fingerprint) \(asOf) \(pipeline.rules.decider(asOf: asOf))"
    }

    private func keep(_ path: String, _ body: (SnapshotWriter) throws -> Void) throws {
        try Files.makeFolder(kept)
        let file = try FileWriter(path)
        try body(SnapshotWriter { file.write($0) })
        try file.finish(mayBeLost: true)
    }
}
