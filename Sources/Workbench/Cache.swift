internal import Analysis
internal import Intake
internal import Leads
internal import Quantities
internal import Store
internal import Valuation

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The folder of a workspace for what can be worked out again at any time, and is there so that it need not be:
/// facts as they stand in memory, what leads were judged to be, and answers.
struct Cache {
    let folder: String

    /// A file of the cache, and the keyed sum over all that its content depends on.
    struct Entry: CacheFile {
        let cache: Cache
        let name: String
        let key: String

        private var path: String { "\(cache.folder)/\(name)" }

        var exists: Bool { cache.isOwn && Files.exists(path) }

        var bytes: MappedBytes? { cache.isOwn ? Files.bytes(path) : nil }

        var text: String? { cache.isOwn ? try? Files.text(path, follows: false) : nil }

        func replace(_ body: (SnapshotWriter) throws -> Void) throws {
            try cache.make()
            let file = try FileWriter(path)
            try body(SnapshotWriter { file.write($0) })
            try file.finish(mayBeLost: true)
            removeUnfinished()
        }

        /// Removes what others began to write in its place who are gone: they may have been stopped halfway.
        private func removeUnfinished() {
            for file in Files.names(in: cache.folder) {
                let parts = file.split(separator: ".")
                guard parts.count == 3, parts[0] == name, parts[2] == "part",
                    let process = pid_t(parts[1]), kill(process, 0) != 0, errno == ESRCH
                else { continue }
                Files.remove("\(cache.folder)/\(file)")
            }
        }

        func replace(with text: String) throws {
            try cache.make()
            try Files.write(text, to: path)
        }
    }

    /// Names of the entries of which there is one each; an answer has its key for a name.
    static let facts = "facts"
    static let judgements = "judged"

    /// Whether it is a folder of the workspace itself, and not behind a link.
    private var isOwn: Bool { Files.kind(of: folder) == .folder }

    private func make() throws {
        try Files.makeFolder(folder)
        guard isOwn else { throw Files.cannotWrite(folder, ENOTDIR) }
    }

    /// Removes everything.
    func clear() { clear { _ in true } }

    /// Removes answers, and what somebody began to write who was stopped.
    func clearAnswers() { clear { $0 != Self.facts && $0 != Self.judgements } }

    private func clear(_ goes: (String) -> Bool) {
        guard isOwn else { return }
        for name in Files.names(in: folder) where goes(name) { Files.remove("\(folder)/\(name)") }
    }
}

extension Workspace {
    var cache: Cache { Cache(folder: "\(folder)/kept") }

    /// - Parameter parts: all that the content depends on.
    private func entry(_ name: String, _ parts: [String]) throws -> Cache.Entry {
        Cache.Entry(cache: cache, name: name, key: try key().name(of: [name] + parts))
    }

    /// The facts, by way of the cache.
    ///
    /// - Parameter program: what tells this program from another version of it; empty to cache nothing.
    func facts(
        _ wanted: FactsWanted, jobs: Int, program: String
    ) throws -> (
        reading: Reading, since: FactsCache.Changes?, filling: FactsCache.Filling?
    ) {
        let database = try openForReading()
        defer { database.close() }
        var wanted = wanted
        wanted.jobs = jobs
        wanted.roles = try RuleFiles.roleAddresses()
        // Without the key a cache would hold what addresses can be tried against.
        guard !program.isEmpty, let salt = try? key().salt else {
            return (try telling { try database.facts(wanted) }, nil, nil)
        }
        wanted.salt = salt
        let before = try telling { try database.state() }
        let entry = try entry(Cache.facts, [program, "\(wanted.roles?.fingerprint ?? 0)"])
        let facts = FactsCache(entry, key: entry.key, least: cachesFrom)
        let (workspace, cache) = (self, cache)
        let found = try telling {
            try database.facts(wanted, by: facts) {
                // Somebody may have been erased while they were cached.
                let now = try? workspace.openForReading()
                defer { now?.close() }
                if (try? now?.state()) != before { cache.clear() }
            }
        }
        if (try? database.state()) != before { cache.clear() }
        return found
    }

    /// What leads were judged to be, of those of which nothing has changed since; nil where that is not
    /// cached.
    func judgements(
        _ stored: StoredJudgements?, _ pipeline: Pipeline, asOf: Day, _ since: FactsCache.Changes
    ) -> JudgementCache? {
        guard let stored, let entry = try? judgementEntry(pipeline, asOf, since),
            stored.key == entry.key, stored.leads.count == since.leads
        else { return nil }
        var leads = stored.leads
        leads.forget(since.changed, from: since.leads)
        return leads
    }

    /// What leads were judged to be, as it is cached, whatever it depended on.
    ///
    /// - Parameter book: the rule book that is used now: places in another may be other ones.
    func storedJudgements(_ book: RuleBook) -> StoredJudgements? {
        guard let bytes = Cache.Entry(cache: cache, name: Cache.judgements, key: "").bytes else {
            return nil
        }
        var snapshot = SnapshotReader(bytes)
        guard let key = try? snapshot.text(),
            let leads = try? JudgementCache(book, from: &snapshot)
        else { return nil }
        return StoredJudgements(key: key, leads: leads)
    }

    /// Caches what leads are of which nothing has changed, for as long as the facts are.
    func store(
        _ leads: JudgementCache, _ pipeline: Pipeline, asOf: Day, _ since: FactsCache.Changes
    ) {
        guard Cache.Entry(cache: cache, name: Cache.facts, key: "").exists,
            let entry = try? judgementEntry(pipeline, asOf, since)
        else { return }
        var leads = leads
        leads.forget(since.changed, from: since.leads)
        // Where that cannot be, they are judged again next time.
        try? entry.replace {
            try $0.write(entry.key)
            try leads.write(to: $0)
        }
    }

    private func judgementEntry(
        _ pipeline: Pipeline, _ asOf: Day, _ since: FactsCache.Changes
    ) throws -> Cache.Entry {
        let rules = pipeline.rules
        return try entry(
            Cache.judgements,
            [
                "\(since.name)", "\(rules.book.fingerprint)", "\(asOf)",
                "\(rules.decider(asOf: asOf))",
                "\(rules.book.createdAtEarliest)",
            ])
    }
}

/// What leads were judged to be, and the key under which that was cached.
struct StoredJudgements: Sendable {
    let key: String
    let leads: JudgementCache
}
