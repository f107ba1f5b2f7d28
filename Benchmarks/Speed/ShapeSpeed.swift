// How fast a report is on exports as firms have them, shape by shape, beside other tools that make the same
// table of leads, MQLs and SQLs per source.

import Intake
import Workbench

enum ShapeSpeed {
    private static let place = "\(folder)/shapes"

    /// `shapes [LEADS [RUNS [NUMBER]]]` measures the shapes alone, or one of them, whose files then stay;
    /// `shape-data NUMBER LEADS [FOLDER]` writes the files of one.
    ///
    /// - Returns: whether nothing else is asked.
    static func isAsked(_ arguments: [String]) throws -> Bool {
        let numbers = arguments.dropFirst(2).compactMap { Int($0) }
        switch arguments.dropFirst().first {
        case "shapes":
            try run(
                leads: numbers.first ?? 1_000_000, runs: numbers.dropFirst().first ?? 3,
                one: numbers.dropFirst(2).first)
        case "shape-data" where numbers.count == 2:
            let folder = arguments.count > 4 ? arguments[4] : place
            try Files.makeFolder(folder)
            var world = ExportWorld(ExportShape.all[numbers[0] - 1], leads: numbers[1])
            print("\(world.write(into: folder)) activities")
        default: return false
        }
        return true
    }

    static func run(leads: Int = 1_000_000, runs: Int = 3, one: Int? = nil) throws {
        print("\nExports as firms have them: \(leads) leads, two threads, median of \(runs)")
        try Files.makeFolder(folder)
        try Files.makeFolder(place)
        var ratios: [(time: Double, memory: Double)] = []
        for (number, shape) in ExportShape.all.enumerated() where one == nil || one == number + 1 {
            print("\n\(number + 1). \(shape.name)")
            // Another process: what one holds counts as the memory of those that it starts.
            let made = [CommandLine.arguments[0], "shape-data", "\(number + 1)", "\(leads)"]
            guard Measured.run(made, output: nil) != nil else { break }
            if let ratio = try measure(shape, runs) { ratios.append(ratio) }
        }
        if one == nil { _ = Measured.run(["/bin/rm", "-rf", place]) }
        guard !ratios.isEmpty else { return }
        let (times, memories) = (ratios.map(\.time).sorted(), ratios.map(\.memory).sorted())
        print(
            "\nOver \(ratios.count) shapes mql takes \(two(times[times.count / 2])) times the time of the faster "
                + "of the others at the median and \(two(times[times.count - 1])) times at the worst, and "
                + "\(two(memories[memories.count / 2])) and \(two(memories[memories.count - 1])) times the memory of "
                + "the smaller.")
    }

    /// - Returns: the time and the memory of mql as a share of those of the better of the others.
    private static func measure(
        _ shape: ExportShape, _ runs: Int
    ) throws -> (time: Double, memory: Double)? {
        var activities = "\(place)/activities.csv"
        if shape.tables == .gzip {
            guard Measured.run(["/bin/sh", "-c", "gzip -1 -f \(activities)"]) != nil else {
                return nil
            }
            activities += ".gz"
        }
        var ours = [
            binary, "report", "--as-of", "2026-09-30", "--rules", "Benchmarks/rules.yaml",
            "--jobs", "2", "--format", "csv",
        ]
        // The first thousands of rows are of one day, which does not tell the day from the month.
        if shape.moments == .dayFirst { ours += ["--date-order", "dmy"] }
        if shape.tables == .mapped {
            try OutputGuard(reading: []).file(
                "\(place)/map.yaml", for: "a measurement", over: .plainFile
            )
            .write(ExportShape.mapping)
            ours += ["--map", "\(place)/map.yaml"]
        }
        let files = ["leads", "activities", "stages", "spend"].map { name in
            name == "activities" ? activities : "\(place)/\(name).csv"
        }
        var commands = [(name: "mql", words: ours + ["--data"] + files)]
        if shape.tables != .gzip {
            let piped = (ours + ["--data", files[0], "-", files[2], files[3]]).joined(
                separator: " ")
            commands.append(
                ("mql, activities from a pipe", ["/bin/sh", "-c", "cat \(activities) | \(piped)"]))
        }
        let own = commands.count
        if Files.exists(python) {
            for (name, script) in [("DuckDB", "duckdb_report.py"), ("Polars", "polars_report.py")] {
                commands.append(
                    (name, [python, "Benchmarks/\(script)", place, "2"] + shape.words))
            }
        }
        let expected = try counts(commands[0].words)
        for command in commands.dropFirst() {
            let other = try counts(command.words)
            guard other == expected else {
                print("\(command.name) counts something else: \(other) instead of \(expected)")
                return nil
            }
        }
        print(
            "All count the same: "
                + "\(expected.reduce(0) { $0 + (Int($1.split(separator: ",")[2]) ?? 0) }) MQLs.")
        let results = measured(commands, runs)
        let others = results.dropFirst(own)
        guard let time = others.map(\.median).min(), let memory = others.map(\.megabytes).min()
        else { return nil }
        let ratio = (time: results[0].median / time, memory: results[0].megabytes / memory)
        print(
            "mql takes \(two(ratio.time)) times the time, and \(two(ratio.memory)) times the memory."
        )
        return ratio
    }
}
