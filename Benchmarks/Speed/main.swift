// How fast a report is: a million leads and five million activities, generated, read and reported.
// Every run is a process of its own; time and memory are those that the system counted for it.

import Intake
import Quantities
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
    let megabytes: Double

    /// Runs a command with its output thrown away.
    static func run(_ arguments: [String]) -> Measured? {
        let start = now()
        let child = spawn(arguments)
        guard child > 0 else { return nil }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(child, &status, 0, &usage) == child, status == 0 else { return nil }
        #if canImport(Darwin)
            let unit = 1_048_576.0
        #else
            let unit = 1024.0
        #endif
        return Measured(seconds: now() - start, megabytes: Double(usage.ru_maxrss) / unit)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func spawn(_ arguments: [String]) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
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
let runs = 5

var world = DemoWorld(seed: 2026, scale: 1182)
print("Writing the data to \(folder) …")
try world.write(into: folder)
let files = DemoWorld.files.map { "\(folder)/\($0)" }
let leads = try lines(in: files[0]) - 1
let activities = try lines(in: files[1]) - 1
let rows = try files.reduce(0) { try $0 + lines(in: $1) - 1 }
print("\(leads) leads, \(activities) activities, \(rows) rows in all")

for jobs in [1, 2] {
    let command = [binary, "report", "--as-of", "\(DemoWorld.asOf)", "--jobs", "\(jobs)", "--data"]
    var measured: [Measured] = []
    for _ in 0..<runs {
        guard let one = Measured.run(command + files) else {
            print("The report failed: \((command + files).joined(separator: " "))")
            exit(1)
        }
        measured.append(one)
    }
    let seconds = measured.map(\.seconds).sorted()
    let median = seconds[runs / 2]
    let peak = measured.map(\.megabytes).max() ?? 0
    func two(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
    print(
        "jobs \(jobs): \(two(median)) s (median of \(runs), \(two(seconds[0]))–\(two(seconds[runs - 1]))), "
            + "\(Int(Double(rows) / median)) rows per second, \(Int(peak)) MiB at most")
}
