// How fast a workspace takes a million leads, against SQLite's own import of the same rows with keys on
// the same columns; how fast it answers again; and what one percent more costs.

import Intake
import Quantities
import Workbench

enum StoreSpeed {
    private static let tables = ["leads", "activities", "stages", "spend"]

    /// - Parameter folder: where there is room for the exports and both databases.
    static func run(binary: String, in folder: String) throws {
        print(
            "\nA workspace of a million leads, exported in order of time, and the same rows by sqlite3"
        )
        let place = "\(folder)/store"
        let program = absolute(binary)
        try Files.makeFolder(folder)
        try Files.makeFolder(place)
        // Another process: what one holds counts as the memory of those that it starts.
        let whole = ["shape-data", "1", "1000000", "\(place)"]
        let hundredth = ["shape-data", "1", "10000", "\(place)/more"]
        for words in [whole, hundredth] {
            guard Measured.run([CommandLine.arguments[0]] + words, output: nil) != nil
            else { return }
        }
        let data = tables.map { absolute("\(place)/\($0).csv") }
        let importing = words(
            "cd \(place) && rm -rf mql-data && \(program) init >/dev/null && \(program) import "
                + data.joined(separator: " ")
                + " --jobs 2 --at 2026-10-01T09:00:00Z >/dev/null 2>&1")
        try write(try script(data), "\(place)/import.sql")
        let plain = words(
            "cd \(place) && rm -f base.sqlite* && sqlite3 base.sqlite < import.sql >/dev/null")
        var (ours, others): ([Measured], [Measured]) = ([], [])
        for _ in 0..<3 {
            guard let one = Measured.run(importing) else {
                print("the import failed")
                return
            }
            ours.append(one)
            if let other = Measured.run(plain) { others.append(other) }
        }
        let result = Result(ours)
        result.tell("mql import, checked and told apart from what is there")
        if others.count == 3 {
            let other = Result(others)
            other.tell("sqlite3 .import, as text")
            print("mql import takes \(two(result.median / other.median)) times as long.")
        } else {
            print("sqlite3 is not there: mql is measured alone.")
        }
        func report(_ options: String) -> [String] {
            words("cd \(place) && \(program) report \(options) --jobs 2 >/dev/null 2>&1")
        }
        let usual = report("--as-of 2026-09-30")
        guard let first = Measured.run(usual) else { return }
        print("the first report: \(two(first.seconds)) s, \(two(first.processor)) s of processors")
        let again = Result((0..<runs).compactMap { _ in Measured.run(usual) })
        print("the same report again, nothing having changed: \(two(again.median * 1000)) ms")
        let days = (10..<(10 + runs)).map { report("--as-of 2026-09-\($0)") }
        Result(days.compactMap { Measured.run($0) }).tell("the report of another day")
        let rules = absolute("Benchmarks/rules.yaml")
        let byOthers = (10..<(10 + runs)).map {
            report("--as-of 2026-09-\($0) --rules \(rules)")
        }
        Result(byOthers.compactMap { Measured.run($0) }).tell("of another day by another rule book")
        let periods = (1...runs).map { report("--as-of 2026-09-30 --period 2026-0\($0)") }
        Result(periods.compactMap { Measured.run($0) }).tell("of another period")
        try tellSmaller(program, in: "\(place)/smaller")
        // One lead of a hundred more, with what it did; each time others, and to the same workspace.
        let keep = words("cd \(place) && rm -rf before && cp -r mql-data before")
        let bringBack = words("cd \(place) && rm -rf mql-data && cp -r before mql-data && sync")
        guard Measured.run(keep) != nil else { return }
        var additions: [Measured] = []
        for mark in ["N", "O", "P"] {
            for table in tables.prefix(2) {
                try write(
                    try marked("\(place)/more/\(table).csv", mark), "\(place)/\(table)-more.csv")
            }
            let more = words(
                "cd \(place) && \(program) import leads-more.csv activities-more.csv --jobs 2 >/dev/null 2>&1 && "
                    + "\(program) report --as-of 2026-09-30 --jobs 2 >/dev/null 2>&1")
            guard Measured.run(bringBack) != nil else { return }
            if let one = Measured.run(more) { additions.append(one) }
        }
        _ = Measured.run(words("rm -rf \(place)/before"))
        let one = Result(additions)
        let all = result.median + first.seconds
        print(
            "one percent more and a report: \(two(one.median)) s, \(two(one.median / all * 100)) % of all and a "
                + "report.")
    }

    private static func write(_ text: String, _ path: String) throws {
        try OutputGuard(reading: []).file(path, for: "a measurement", over: .plainFile).write(text)
    }

    /// How fast an unchanged workspace of a tenth of the leads answers.
    private static func tellSmaller(_ program: String, in place: String) throws {
        try Files.makeFolder(place)
        var world = DemoWorld(seed: 2026, scale: 118)
        try world.write(into: place)
        let importing = words(
            "cd \(place) && rm -rf mql-data && \(program) init >/dev/null && \(program) import "
                + DemoWorld.files.joined(separator: " ") + " --jobs 2 >/dev/null 2>&1")
        let report = words(
            "cd \(place) && \(program) report --as-of 2026-10-01 --jobs 2 >/dev/null 2>&1")
        guard Measured.run(importing) != nil, Measured.run(report) != nil else { return }
        let again = Result((0..<runs).compactMap { _ in Measured.run(report) })
        let leads = try lines(in: "\(place)/\(DemoWorld.files[0])") - 1
        print("the same of \(leads) leads: \(two(again.median * 1000)) ms")
    }

    private static func words(_ line: String) -> [String] { ["/bin/sh", "-c", line] }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
    }

    /// The same tables as text, with keys on what rows are looked up by.
    private static func script(_ files: [String]) throws -> String {
        let keys = [
            "leads": "UNIQUE INDEX key_leads ON leads (lead_id)",
            "activities": "INDEX key_activities ON activities (lead_id, at)",
            "stages": "INDEX key_stages ON stages (lead_id, at)",
            "deals": "UNIQUE INDEX key_deals ON deals (deal_id)",
        ]
        var lines = ["PRAGMA journal_mode = WAL;", "PRAGMA synchronous = FULL;", ".mode csv"]
        for file in files {
            let name = String(Files.name(of: file).dropLast(4))
            let columns = try rows(of: file, most: 1)[0].split(separator: ",").map {
                "\"\($0)\" TEXT"
            }
            lines.append("CREATE TABLE \(name) (\(columns.joined(separator: ", ")));")
            if let key = keys[name] { lines.append("CREATE \(key);") }
            lines.append(".import --skip 1 \(file) \(name)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A table under other ids and addresses.
    private static func marked(_ file: String, _ mark: String) throws -> String {
        let rows = try rows(of: file, most: .max)
        return
            ([rows[0]] + rows.dropFirst().map { mark + $0.replacing("@", with: "\(mark)@") })
            .joined(separator: "\n") + "\n"
    }

    private static func rows(of file: String, most: Int) throws -> [String] {
        let source = try Files.source(file)
        var (rows, row): ([String], [UInt8]) = ([], [])
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while rows.count < most {
            let size = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if size == 0 { break }
            for byte in chunk[..<size] {
                if byte == UInt8(ascii: "\n") {
                    rows.append(String(decoding: row, as: UTF8.self))
                    row.removeAll(keepingCapacity: true)
                    if rows.count == most { break }
                } else {
                    row.append(byte)
                }
            }
        }
        return rows
    }
}
