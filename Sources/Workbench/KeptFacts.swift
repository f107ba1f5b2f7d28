internal import Analysis
internal import Dispatch
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
    /// - Parameters:
    ///   - program: what tells this program from another version of it; empty to keep nothing.
    ///   - judged: what leads were judged to be, which is read meanwhile.
    func facts(
        _ wanted: FactsWanted, jobs: Int, program: String, with judged: JudgedFile
    ) throws -> (reading: Reading, since: SinceCopy?) {
        let database = try openForReading()
        defer { database.close() }
        var wanted = wanted
        wanted.jobs = jobs
        wanted.roles = try RuleFiles.roleAddresses()
        // Without the key a copy would hold what addresses can be tried against.
        guard !program.isEmpty, let salt = try? key().salt else {
            return (try telling { try database.facts(wanted) }, nil)
        }
        wanted.salt = salt
        let before = try telling { try database.state() }
        let copy = FactsCopy(
            program: program, least: copiesFrom,
            read: { hasOwnKept ? Files.bytes(factsCopy) : nil },
            whenRead: { if jobs > 1 { judged.start() } },
            write: { body in try keep(factsCopy) { try body($0) } })
        let found = try telling { try database.facts(wanted, copy: copy) }
        // Somebody may have been erased while the copy was made.
        if (try? database.state()) != before { clearKept() }
        return found
    }

    /// What leads were judged to be, of those of which nothing has changed since; nil where that was
    /// not kept.
    func judged(
        _ file: JudgedFile, _ pipeline: Pipeline, asOf: Day, _ since: SinceCopy
    ) -> JudgedLeads? {
        guard var found = file.content, found.mark == mark(pipeline, asOf, since),
            found.leads.count == since.leads
        else { return nil }
        found.leads.forget(since.changed, from: since.leads)
        return found.leads
    }

    /// What leads were judged to be by a rule book, by that or another.
    func judgedFile(_ book: RuleBook) -> JudgedFile { JudgedFile(judgedLeads, book) }

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
            + (pipeline.rules.book.createdAtEarliest ? " created earliest" : "")
    }

    private func keep(_ path: String, _ body: (SnapshotWriter) throws -> Void) throws {
        try makeKept()
        let file = try FileWriter(path)
        try body(SnapshotWriter { file.write($0) })
        try file.finish(mayBeLost: true)
    }
}

/// What leads were judged to be, as it is kept: read when it is asked for, or before that by another
/// thread.
final class JudgedFile: @unchecked Sendable {
    private let path: String
    private let book: RuleBook
    private let group = DispatchGroup()
    private var isStarted = false
    /// Written by that thread, and read when it has ended.
    private var found: (mark: String, leads: JudgedLeads)?

    init(_ path: String, _ book: RuleBook) {
        self.path = path
        self.book = book
    }

    func start() {
        isStarted = true
        DispatchQueue.global().async(group: group) { self.load() }
    }

    /// By what they were judged, and what they were; nil where nothing is kept that can be read.
    var content: (mark: String, leads: JudgedLeads)? {
        if !isStarted {
            isStarted = true
            load()
        }
        group.wait()
        return found
    }

    private func load() {
        guard let bytes = Files.bytes(path) else { return }
        var snapshot = SnapshotReader(bytes)
        guard let mark = try? snapshot.text(),
            let leads = try? JudgedLeads(book, from: &snapshot)
        else { return }
        found = (mark, leads)
    }
}
