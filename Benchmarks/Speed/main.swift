// How fast a report is: a million leads and five million activities, generated, read and reported;
// and how fast other tools make the same table of leads, MQLs and SQLs per source from the same files.
// Every run is a process of its own; time and memory are those that the system counted for it, and
// the tools take turns, so that all have the same neighbours.

import Analysis
import Intake
import Quantities
import Reports
import Workbench

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the system counted for one finished process.
struct Measured {
    let seconds: Double
    /// Seconds of all processors together: what neighbours on the machine change less.
    let processor: Double
    let megabytes: Double

    /// Runs a command with its output in a file; nil for where that of this program goes.
    static func run(_ arguments: [String], output: String? = "/dev/null") -> Measured? {
        let start = now()
        let child = spawn(arguments, output)
        guard child > 0 else { return nil }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(child, &status, 0, &usage) == child, status == 0 else { return nil }
        #if canImport(Darwin)
            let unit = 1_048_576.0
        #else
            let unit = 1024.0
        #endif
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Measured(
            seconds: now() - start, processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            megabytes: Double(usage.ru_maxrss) / unit)
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func spawn(_ arguments: [String], _ output: String?) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output {
            posix_spawn_file_actions_addopen(
                &actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        return posix_spawn(&child, arguments[0], &actions, nil, words, environ) == 0 ? child : -1
    }
}

func lines(in path: String) throws -> Int {
    let source = try Files.source(path)
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    var count = 0
    while true {
        let size = try chunk.withUnsafeMutableBytes { try source.read($0) }
        if size == 0 { return count }
        count += chunk[..<size].count { $0 == UInt8(ascii: "\n") }
    }
}

let binary =
    CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    .dropLast().joined(separator: "/") + "/mql"
let folder = ".build/bench"
let python = ".build/bench-env/bin/python"
let runs = 5

/// The folder in which this runs.
let currentFolder: String = {
    var path = [CChar](repeating: 0, count: 4096)
    guard getcwd(&path, path.count) != nil else { return "." }
    return path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "." }
}()

if try ShapeSpeed.isAsked(CommandLine.arguments) { exit(0) }
if CommandLine.arguments.contains("store") {
    try StoreSpeed.run(binary: binary, in: folder)
    exit(0)
}

BudgetSpeed.run()
if CommandLine.arguments.contains("budget") { exit(0) }

var world = DemoWorld(seed: 2026, scale: 1182)
print("Writing the data to \(folder) …")
try world.write(into: folder)
let files = DemoWorld.files.map { "\(folder)/\($0)" }
let leads = try lines(in: files[0]) - 1
let activities = try lines(in: files[1]) - 1
let rows = try files.reduce(0) { try $0 + lines(in: $1) - 1 }
print("\(leads) leads, \(activities) activities, \(rows) rows in all; median of \(runs)")

func two(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }

/// What came of one way to make the table.
struct Result {
    let seconds: [Double]
    /// The median.
    let processor: Double
    let megabytes: Double

    init(_ measured: [Measured]) {
        seconds = measured.map(\.seconds).sorted()
        processor = measured.map(\.processor).sorted()[measured.count / 2]
        megabytes = measured.map(\.megabytes).max() ?? 0
    }

    var median: Double { seconds[seconds.count / 2] }

    func tell(_ name: String) {
        print(
            "\(name): \(two(median)) s (\(two(seconds[0]))–\(two(seconds[seconds.count - 1]))), "
                + "\(two(processor)) s of processors, \(Int(megabytes)) MiB at most")
    }
}

/// Runs every command in turn, over and over.
func measure(_ commands: [(name: String, words: [String])], _ runs: Int = runs) -> [Result] {
    var measured = commands.map { _ in [Measured]() }
    for _ in 0..<runs {
        for (place, command) in commands.enumerated() {
            guard let one = Measured.run(command.words) else {
                print("This failed: \(command.words.joined(separator: " "))")
                exit(1)
            }
            measured[place].append(one)
        }
    }
    return measured.map(Result.init)
}

/// The same, told one by one.
func measured(_ commands: [(name: String, words: [String])], _ runs: Int = runs) -> [Result] {
    let results = measure(commands, runs)
    for (command, result) in zip(commands, results) { result.tell(command.name) }
    return results
}

/// How long it takes to work all figures out once every lead is counted: all of it, less the counting.
func secondsFromTally() async throws -> (figures: Double, page: Double) {
    var request = Request()
    request.data = files
    request.asOf = DemoWorld.asOf
    request.jobs = 2
    let bench = try Bench(request)
    var (seconds, pages): ([Double], [Double]) = ([], [])
    for _ in 0..<runs {
        let start = Measured.now()
        _ = await bench.pipeline.tally(bench.question, jobs: 2)
        let middle = Measured.now()
        let figures = await bench.figures()
        let end = Measured.now()
        seconds.append(end - middle - (middle - start))
        _ = HTMLFormat().write(FiguresReport(figures, bench.context()).document)
        pages.append(Measured.now() - end)
    }
    return (max(0, seconds.sorted()[runs / 2]), pages.sorted()[runs / 2])
}

print("\nThe report on all six files, by the rules of b2b")
let report = [binary, "report", "--as-of", "\(DemoWorld.asOf)", "--data"] + files
let jobs = [1, 2].map { (name: "jobs \($0)", words: report + ["--jobs", "\($0)"]) }
let reports = measured(jobs)

print("\nLeads, MQLs, SQLs and spend per source, by Benchmarks/rules.yaml, on two threads")
let table = [
    binary, "report", "--as-of", "2026-09-30", "--rules", "Benchmarks/rules.yaml", "--jobs", "2",
    "--format", "csv", "--data",
]
let four = ["leads", "activities", "stages", "spend"].map { "\(folder)/\($0).csv" }
let piped =
    "cat \(four[1]) | " + (table + [four[0], "-", four[2], four[3]]).joined(separator: " ")
var commands = [
    (name: "mql", words: table + four),
    (name: "mql, activities from a pipe", words: ["/bin/sh", "-c", piped]),
]
let hasOthers = Files.exists(python)
if hasOthers {
    for (name, script) in [("DuckDB", "duckdb_report.py"), ("Polars", "polars_report.py")] {
        commands.append((name, [python, "Benchmarks/\(script)", folder, "2"]))
    }
} else {
    print("Python with duckdb and polars is not there: mql is measured alone.")
}

/// The counted columns of a table, in order of source.
func counts(_ words: [String]) throws -> [String] {
    let path = "\(folder)/table.txt"
    guard Measured.run(words, output: path) != nil else { return [] }
    let lines = try Files.text(path).split(separator: "\n").map(String.init)
    guard lines.first?.hasPrefix("source,spend,") == true else { return lines.sorted() }
    return lines.dropFirst().filter { !$0.hasPrefix("total,") }.map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return [cells[0], cells[2], cells[3], cells[5]].map(String.init).joined(separator: ",")
    }.sorted()
}

let expected = try counts(commands[0].words)
for command in commands.dropFirst() {
    let other = try counts(command.words)
    guard other == expected else {
        print("\(command.name) counts something else: \(other) instead of \(expected)")
        exit(1)
    }
}
print("All count the same: \(expected.count) sources.")
let results = measured(commands)
if hasOthers {
    let others = results.dropFirst(2)
    let fastest = others.map(\.median).min() ?? 0
    let smallest = others.map(\.megabytes).min() ?? 0
    print(
        "mql takes \(two(results[0].median / fastest)) times the time of the faster of the others, and "
            + "\(two(results[0].megabytes / smallest)) times the memory of the smaller.")
}

try ShapeSpeed.run()
try StoreSpeed.run(binary: binary, in: folder)

// Last, because a process that holds a million leads is what its children are measured by.
let after = try await secondsFromTally()
let share = after.figures / reports[1].median
print(
    "Of jobs 2, \(two(share * 100)) % is what follows the counting of leads: rates, ranges, verdicts, "
        + "months and forecasts, read from the tally.")
print(
    "The page of the full account is written in \(two(after.page * 1000)) ms once the figures are there."
)
