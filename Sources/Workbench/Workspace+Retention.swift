internal import Leads
package import Quantities
package import Store
internal import Valuation

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// What is kept longer than was agreed.
package struct Overdue: Hashable, Sendable {
    /// The day before which nothing has happened with these leads.
    package let limit: Day
    /// The ids of leads.
    package let leads: [String]
    /// Copies of the database that were made before that day.
    package let backups: [String]
    /// Files of rejected rows of imports before that day.
    package let rejects: [String]

    /// Whether nothing is old enough to go.
    package var isEmpty: Bool { leads.isEmpty && backups.isEmpty && rejects.isEmpty }
}

extension Workspace {
    /// What is kept longer than so many months, on the day of the rule book's zone.
    package func overdue(
        _ months: Int, _ rules: Request, _ terms: ChangeTerms
    ) throws -> Overdue {
        let zone = try rules.book.zone
        let day = zone.day(of: terms.at)
        let limit = day.back(months: months)
        let start = zone.startOfDay(limit)
        let imports = try history()
        let files = Files.names(in: rejects).filter { name in
            let number = name.split { !$0.isNumber }.first.flatMap { Int($0) }
            let record = imports.first { $0.number == number }
            return (record?.at ?? Files.changed("\(rejects)/\(name)") ?? terms.at) < start
        }
        return Overdue(
            limit: limit, leads: try idle(months: months, on: day, in: zone),
            backups: copies().map(\.path).filter { path in
                (Self.moment(ofCopy: Files.name(of: path)) ?? Files.changed(path) ?? terms.at)
                    < start
            }, rejects: files.map { "\(rejects)/\($0)" })
    }

    /// Erases what is kept too long: leads, and the files that are older than that.
    ///
    /// - Returns: what came of the leads; nil where none was overdue.
    package func erase(
        _ overdue: Overdue, _ rules: Request, _ terms: ChangeTerms
    ) throws -> WorkspaceErasure? {
        for path in overdue.backups {
            for end in ["", "-wal", "-shm"] { Files.remove(path + end) }
        }
        for path in overdue.rejects { Files.remove(path) }
        try forgetLists(before: rules.book.zone.startOfDay(overdue.limit))
        if !overdue.backups.isEmpty || !overdue.rejects.isEmpty {
            try note(
                terms, .retention, "old files",
                count: overdue.backups.count + overdue.rejects.count)
        }
        guard !overdue.leads.isEmpty else { return nil }
        return try erase(persons(overdue.leads), rules, terms)
    }

    private func forgetLists(before moment: Instant) throws {
        let database = try open(addsOnly: true)
        defer { database.close() }
        _ = try telling { try database.forgetLists(before: moment) }
    }

    /// The moment in the name of a copy, such as `2026-10-01-1790000000.sqlite`.
    private static func moment(ofCopy name: String) -> Instant? {
        let numbers = name.split { !$0.isNumber }.compactMap { Int64($0) }
        return numbers.first { $0 > 100_000_000 && $0 < 10_000_000_000 }.map(Instant.init)
    }
}

extension Files {
    /// When a file was written last; nil where there is none.
    static func changed(_ path: String) -> Instant? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            return Instant(seconds: Int64(status.st_mtimespec.tv_sec))
        #else
            return Instant(seconds: Int64(status.st_mtim.tv_sec))
        #endif
    }
}
