import Foundation
import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// What happens when the machine fails at the worst moment: every write in turn is the last, or finds
/// the disk full, or is lost. Needs strace; elsewhere these are skipped.
@Suite(.serialized)
struct FaultTests {
    static let strace = ["/usr/bin/strace", "/bin/strace"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Whether calls of a program can be made to fail here.
    static let canInject: Bool = {
        guard strace != nil else { return false }
        let result = try? run(["-e", "trace=none", "/bin/true"], in: "/")
        if result != 0 { print("strace cannot trace here: faults are not injected") }
        return result == 0
    }()

    /// Runs a program under strace, and gives its exit code; 128 and the number of the signal that ended it.
    static func run(_ arguments: [String], in folder: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: strace ?? "")
        process.arguments = ["-f", "-qq", "-o", "/dev/null"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
    }

    private func files(_ place: TemporaryPlace, rows: Int) throws {
        let leads = (1...rows).map {
            "L-\($0),2026-03-01,google-ads,p\($0)@example.com,t,Firma \($0),\n"
        }
        try place.write(header + leads.joined(), to: "leads.csv")
    }

    private func workspace(_ place: TemporaryPlace) throws -> Workspace {
        let workspace = Workspace(place.path + "/mql-data")
        try workspace.create(Workspace.terms(at: Instant(seconds: 0), actor: "test"))
        return workspace
    }

    private func restart(_ place: TemporaryPlace) throws -> Workspace {
        try? FileManager.default.removeItem(atPath: place.path + "/mql-data")
        return try workspace(place)
    }

    private var importing: [String] {
        [Command.binary.path, "import", "leads.csv", "--jobs", "1", "--at", "2026-10-01T09:00:00Z"]
    }

    private func fingerprint(_ workspace: Workspace) throws -> String {
        var request = Request()
        request.workspace = workspace
        request.asOf = "2026-10-01"
        let facts = try Bench(request).reading.facts
        return "\(facts.leads.count) \(facts.fingerprint)"
    }

    /// Tries every number of a call, or so many of them spread over all.
    private func everyCall(_ tries: Int, _ body: (Int) throws -> Bool) throws -> Int {
        var last = 1
        // First how many there are, in great steps.
        while last < 1 << 20, try !body(last) { last *= 2 }
        let step = max(1, last / tries)
        for number in stride(from: 1, to: last, by: step) { _ = try body(number) }
        return last
    }

    @Test(
        "Killed at any write: none of the rows or all, and the next import makes it whole",
        .enabled(if: canInject))
    func killed() throws {
        let place = try TemporaryPlace()
        try files(place, rows: 400)
        let whole = try restart(place)
        #expect(try Self.run(["-e", "trace=none"] + importing, in: place.path) == 0)
        let expected = try fingerprint(whole)
        var (killed, empty) = (0, 0)
        let calls = try everyCall(Torture.tries(10, 400)) { number in
            let workspace = try restart(place)
            let code = try Self.run(
                ["-e", "trace=pwrite64", "-e", "inject=pwrite64:signal=KILL:when=\(number)"]
                    + importing,
                in: place.path)
            if code != 0 { killed += 1 }
            #expect(try workspace.checkup().database.isSound, "at write \(number)")
            let state = try fingerprint(workspace)
            if state.hasPrefix("0 ") { empty += 1 } else { #expect(state == expected) }
            // A start that is killed while it repairs does no harm either.
            _ = try? Self.run(
                [
                    "-e", "trace=pwrite64", "-e",
                    "inject=pwrite64:signal=KILL:when=\(number % 7 + 1)",
                ]
                    + [Command.binary.path, "imports"], in: place.path)
            #expect(try Self.run(["-e", "trace=none"] + importing, in: place.path) == 0)
            #expect(try fingerprint(workspace) == expected)
            return code == 0
        }
        #expect(killed >= 4 && empty >= 1)
        if Torture.isOn {
            print(
                "killed at \(killed) of about \(calls) writes: 0 losses, \(empty) times nothing was kept yet"
            )
        }
    }

    @Test(
        "The disk full at any write, once or for good: never a record without its rows",
        .enabled(if: canInject), arguments: ["error=ENOSPC:when=#", "error=ENOSPC:when=#+"])
    func full(fault: String) throws {
        let place = try TemporaryPlace()
        try files(place, rows: 400)
        var refused = 0
        let calls = try everyCall(Torture.tries(8, 300)) { number in
            let workspace = try restart(place)
            let code = try Self.run(
                [
                    "-e", "trace=pwrite64", "-e",
                    "inject=pwrite64:\(fault.replacing("#", with: "\(number)"))",
                ] + importing, in: place.path)
            #expect(try workspace.checkup().database.isSound)
            let records = try workspace.history().count
            let leads = try fingerprint(workspace).split(separator: " ")[0]
            #expect(
                records == 0 && leads == "0" || records == 1 && leads == "400", "at write \(number)"
            )
            // It may be told as failed after all was kept; as done it is told only when it was.
            if code == 0 { #expect(records == 1) } else { refused += 1 }
            return code == 0
        }
        #expect(refused >= 2)
        if Torture.isOn {
            print(
                "full at \(refused) of about \(calls) writes (\(fault)): never a record without its rows"
            )
        }
    }

    @Test(
        "A disk that does not keep what it was told to: no import is told as done",
        .enabled(if: canInject))
    func unsynced() throws {
        let place = try TemporaryPlace()
        try files(place, rows: 400)
        for call in ["fdatasync", "fsync"] {
            var points = 0
            for number in 1... {
                let workspace = try restart(place)
                let code = try Self.run(
                    ["-e", "trace=\(call)", "-e", "inject=\(call):error=EIO:when=\(number)"]
                        + importing,
                    in: place.path)
                if code == 0 {
                    #expect(try workspace.history().count == 1)
                    break
                }
                points += 1
                #expect(try workspace.checkup().database.isSound)
                guard number < 50 else { break }
            }
            if Torture.isOn { print("\(call) failed at \(points) points") }
        }
    }

    @Test(
        "A page is the old one or the new one, whenever the program is killed",
        .enabled(if: canInject))
    func pages() throws {
        let place = try TemporaryPlace()
        try files(place, rows: 50)
        _ = try restart(place)
        #expect(try Self.run(["-e", "trace=none"] + importing, in: place.path) == 0)
        let asking = [
            Command.binary.path, "report", "--as-of", "2026-10-01", "--format", "html", "--to",
            "out.html", "--force",
        ]
        #expect(try Self.run(["-e", "trace=none"] + asking, in: place.path) == 0)
        let new = try place.data("out.html")
        for call in ["write", "rename", "fsync"] {
            for number in 1...Torture.tries(4, 60) {
                try place.write("old", to: "out.html")
                let code = try Self.run(
                    ["-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)"]
                        + asking,
                    in: place.path)
                let page = try place.data("out.html")
                #expect(page == Data("old".utf8) || page == new)
                if code == 0 { break }
            }
        }
        // What a killed run left beside it is not mistaken for anything.
        #expect(try Self.run(["-e", "trace=none"] + asking, in: place.path) == 0)
        #expect(try place.data("out.html") == new)
    }

    @Test(
        "No room: the message says where, how much is needed and free; with room it works",
        .enabled(if: canMount))
    func noRoom() throws {
        let place = try TemporaryPlace(onDisk: true)
        try files(place, rows: 2000)
        let mount = place.path + "/small"
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
        var (refused, done) = (0, 0)
        let steps = Torture.tries(6, 40)
        for step in 0..<steps {
            let kilobytes = 160 + step * 3000 / steps
            guard try shell("mount -t tmpfs -o size=\(kilobytes)k none \(mount)").code == 0 else {
                break
            }
            defer { _ = try? shell("umount \(mount)") }
            guard try shell("cd \(mount) && \(Command.binary.path) init").code == 0 else {
                refused += 1
                continue
            }
            let result = try shell("cd \(mount) && \(Command.binary.path) import ../leads.csv")
            if result.code == 0 {
                done += 1
                continue
            }
            refused += 1
            #expect(result.code == 73 || result.code == 74, "\(result.text)")
            if result.text.contains("full") {
                #expect(result.text.contains("facts.sqlite"))
                #expect(result.text.contains("bytes are needed"))
                #expect(result.text.contains("are free"))
            }
            #expect(try shell("cd \(mount) && \(Command.binary.path) doctor").code == 0)
            #expect(try shell("mount -o remount,size=64m \(mount)").code == 0)
            #expect(
                try shell("cd \(mount) && \(Command.binary.path) import ../leads.csv").code == 0)
        }
        #expect(refused > 0 && done > 0)
        if Torture.isOn {
            print("of \(steps) sizes of a disk \(refused) were too small, and told so")
        }
    }

    static let canMount: Bool = {
        guard getuid() == 0 else { return false }
        let folder =
            FileManager.default.temporaryDirectory.path + "/mql-mount-\(UUID().uuidString)"
        let result = try? shell(
            "mkdir \(folder) && mount -t tmpfs none \(folder) && umount \(folder)")
        try? FileManager.default.removeItem(atPath: folder)
        if result?.code != 0 { print("nothing can be mounted here: no disk is filled") }
        return result?.code == 0
    }()
}

/// Runs a line of the shell, and gives all that it says.
func shell(_ line: String) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = Command.all(of: pipe)
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
