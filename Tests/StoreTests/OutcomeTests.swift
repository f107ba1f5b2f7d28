import Foundation
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// What is said of an import is what became of it, and what is kept answers its own question alone.
@Suite(.serialized)
struct OutcomeTests {
    private func prepared() throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        #expect(try Command.run(["init", "--at", "2026-09-01T00:00:00Z"], in: place.url).code == 0)
        return place
    }

    private func leads(_ numbers: ClosedRange<Int>) -> String {
        "lead_id,created_at,source\n" + numbers.map { "P-\($0),2026-03-01,beurs\n" }.joined()
    }

    private func files(_ place: TemporaryPlace) throws -> [String] {
        try Workspace(place.path + "/mql-data").history().map(\.file)
    }

    @Test("No room for the second file: the first is imported, the second not, and both are told")
    func noRoom() throws {
        let place = try prepared()
        try place.write(leads(1...2), to: "small.csv")
        try place.write(leads(10...30_000), to: "big.csv")
        try place.write("month,source,amount\n2026-03,beurs,10.00\n", to: "spend.csv")
        // A file may not become longer than so many blocks of 512 bytes; the signal of that is ignored.
        let result = try shell(
            "cd \(place.path); trap '' XFSZ; ulimit -f 300; \(Command.binary.path) import small.csv big.csv spend.csv"
        )
        #expect(result.code == 74 || result.code == 73)
        #expect(result.text.contains("small.csv: imported, as import 1."))
        #expect(result.text.contains("big.csv: not imported; nothing of it was kept."))
        #expect(result.text.contains("spend.csv: not begun."))
        #expect(!result.text.contains("Nothing was kept"))
        #expect(try files(place) == ["small.csv"])
        #expect(try Command.run(["doctor"], in: place.url).code == 0)
    }

    @Test(
        "The disk does not take what was written: what is said of each file is what is so",
        .enabled(if: FaultTests.canInject))
    func unsynced() throws {
        for call in ["fdatasync", "fsync", "pwrite64"] {
            for number in 1...Torture.tries(6, 40) {
                let place = try prepared()
                try place.write(leads(1...2), to: "a.csv")
                try place.write(leads(3...9), to: "b.csv")
                let result = try shell(
                    "cd \(place.path); \(FaultTests.strace ?? "") -f -qq -o /dev/null -e trace=\(call) "
                        + "-e inject=\(call):error=EIO:when=\(number) \(Command.binary.path) import a.csv b.csv"
                )
                let listed = try files(place)
                for name in ["a.csv", "b.csv"] {
                    let isSaid =
                        result.text.contains("\(name): imported, as import") || result.code == 0
                    let isUnsure = result.text.contains(
                        "\(name): it is not sure whether it was kept: mql imports tells")
                    #expect(
                        isSaid == listed.contains(name) || isUnsure,
                        "\(call) \(number): \(listed) \(result.text)")
                }
                #expect(
                    !result.text.contains("Nothing was imported.") || listed.isEmpty,
                    "\(call) \(number): \(listed) \(result.text)")
                #expect(
                    !result.text.contains("Nothing was kept") || listed.isEmpty,
                    "\(call) \(number): \(listed) \(result.text)")
                if result.code == 0 { break }
            }
        }
    }

    @Test("Rejected rows that cannot be written stay in the workspace, and the import is told")
    func rejects() throws {
        let place = try prepared()
        try place.write(leads(1...30) + "P-31,no day,beurs\n", to: "a.csv")
        let result = try Command.run(["import", "a.csv", "--rejects", "/dev/full"], in: place.url)
        #expect(result.code == 73)
        #expect(result.complaint.contains("/dev/full: this cannot be written"))
        #expect(result.complaint.contains("a.csv: imported, as import 1."))
        #expect(result.complaint.contains("Rejected rows are in mql-data/rejects/import-1.csv"))
        #expect(
            String(decoding: try place.data("mql-data/rejects/import-1.csv"), as: UTF8.self)
                .contains("P-31,no day,beurs,a.csv,32,"))
        #expect(result.output.contains("a.csv"))
    }

    /// Runs an import in which one of the files waits in a pipe, and stops it there.
    private func stopped(_ place: TemporaryPlace, _ words: [String]) throws -> (Int32, String) {
        let child = Process()
        child.executableURL = Command.binary
        child.arguments = ["import"] + words
        child.currentDirectoryURL = place.url
        let (input, complaint) = (Pipe(), Pipe())
        child.standardInput = input
        child.standardOutput = FileHandle.nullDevice
        child.standardError = complaint
        try child.run()
        // As much as makes the program begin with the file before it has come to the end of this one.
        let row = "P-1,2026-03-09,contacted\n"
        let rows = String(repeating: row, count: 150_000)
        try input.fileHandleForWriting.write(contentsOf: Data("lead_id,at,stage\n\(rows)".utf8))
        usleep(1_500_000)
        kill(child.processIdentifier, SIGINT)
        child.waitUntilExit()
        let text = String(decoding: Command.all(of: complaint), as: UTF8.self)
        try input.fileHandleForWriting.close()
        return (child.terminationStatus, text)
    }

    @Test(
        "Ctrl-C between files: what was imported stays and is named, and what was not is named too")
    func interrupted() throws {
        let place = try prepared()
        try place.write(leads(1...3), to: "a.csv")
        try place.write("month,source,amount\n2026-03,beurs,10.00\n", to: "spend.csv")
        let (code, text) = try stopped(place, ["a.csv", "-", "spend.csv"])
        #expect(code == 130)
        #expect(text.contains("a.csv: imported, as import 1."))
        #expect(text.contains("standard input: stopped; nothing of it was kept."))
        #expect(text.contains("spend.csv: not begun."))
        #expect(try files(place) == ["a.csv"])
    }

    @Test("Ctrl-C when everything is imported says so")
    func interruptedLate() throws {
        let place = try prepared()
        try place.write(leads(1...30) + "P-31,no day,beurs\n", to: "a.csv")
        #expect(try shell("mkfifo \(place.path)/pipe").code == 0)
        let child = Process()
        child.executableURL = Command.binary
        child.arguments = ["import", "a.csv", "--rejects", "pipe"]
        child.currentDirectoryURL = place.url
        let complaint = Pipe()
        child.standardOutput = FileHandle.nullDevice
        child.standardError = complaint
        try child.run()
        // Nobody reads from the pipe: the program waits with the rejected rows.
        usleep(1_500_000)
        kill(child.processIdentifier, SIGINT)
        child.waitUntilExit()
        let text = String(decoding: Command.all(of: complaint), as: UTF8.self)
        #expect(child.terminationStatus == 130)
        #expect(text.contains("Stopped, and everything was imported:"))
        #expect(text.contains("a.csv: imported, as import 1."))
        #expect(!text.contains("only"))
        #expect(try files(place) == ["a.csv"])
    }

    @Test("A kept answer that is put in the place of another is worked out anew")
    func swapped() throws {
        let place = try prepared()
        try place.write(
            "lead_id,created_at,source\nP-1,2026-01-09,beurs\nP-2,2026-04-09,beurs\nP-3,2026-05-09,beurs\n",
            to: "a.csv")
        #expect(try Command.run(["import", "a.csv"], in: place.url).code == 0)
        let questions: [[String]] = [
            ["report", "--period", "2026-Q1"], ["report", "--period", "2026-Q2"],
            ["report", "--period", "2026-Q2", "--lang", "nl"],
            ["report", "--period", "2026-Q2", "--format", "csv"], ["leads", "--period", "2026-Q2"],
        ].map { $0 + ["--as-of", "2026-10-01"] }
        func ask(_ words: [String]) throws -> String {
            try Command.run(words, in: place.url).output
        }
        var answers: [String] = []
        var names: [String] = []
        for words in questions {
            answers.append(try ask(words))
            names.append(
                try #require(try place.names("mql-data/kept").first { !names.contains($0) }))
        }
        let kept = try names.map { try place.data("mql-data/kept/\($0)") }
        for (place1, name) in names.enumerated() {
            for (place2, other) in kept.enumerated() where place1 != place2 {
                try other.write(to: place.url.appendingPathComponent("mql-data/kept/\(name)"))
                #expect(try ask(questions[place1]) == answers[place1], "\(place1) \(place2)")
                try kept[place1].write(
                    to: place.url.appendingPathComponent("mql-data/kept/\(name)"))
            }
        }
        // One of before an import, and of another workspace with the same key.
        try place.write("lead_id,created_at,source\nP-4,2026-04-10,beurs\n", to: "b.csv")
        #expect(try Command.run(["import", "b.csv"], in: place.url).code == 0)
        let after = try ask(questions[1])
        #expect(after != answers[1])
        let name = try #require(try place.names("mql-data/kept").first)
        for old in kept {
            try old.write(to: place.url.appendingPathComponent("mql-data/kept/\(name)"))
            #expect(try ask(questions[1]) == after)
        }
        for (old, name) in zip(kept, names) {
            try old.write(to: place.url.appendingPathComponent("mql-data/kept/\(name)"))
        }
        #expect(try ask(questions[1]) == after)
        let other = try TemporaryPlace()
        try FileManager.default.copyItem(
            at: place.url.appendingPathComponent("mql-data"),
            to: other.url.appendingPathComponent("mql-data"))
        try other.write("lead_id,created_at,source\nP-9,2026-04-10,beurs\n", to: "c.csv")
        #expect(try Command.run(["import", "c.csv"], in: other.url).code == 0)
        let theirs = try Command.run(questions[1], in: other.url).output
        let their = try #require(try other.names("mql-data/kept").first)
        try place.data("mql-data/kept/\(name)").write(
            to: other.url.appendingPathComponent("mql-data/kept/\(their)"))
        #expect(try Command.run(questions[1], in: other.url).output == theirs)
    }

    @Test("A database that somebody else has changed is asked again, and found damaged")
    func changedOutside() throws {
        let place = try prepared()
        try place.write(leads(1...5), to: "a.csv")
        try place.write("month,source,amount\n2026-03,beurs,10.00\n", to: "spend.csv")
        #expect(try Command.run(["import", "a.csv", "spend.csv"], in: place.url).code == 0)
        let words = ["report", "--as-of", "2026-10-01"]
        #expect(try Command.run(words, in: place.url).code == 0)
        #expect(try place.names("mql-data/kept").count == 1)
        let sound = try place.data("mql-data/facts.sqlite")
        for (sql, what) in [
            ("UPDATE spend SET cents = 99900", "import 2: the checksum of its rows (spend)"),
            ("UPDATE lead_version SET created_at = created_at + 86400 WHERE lead = 2", "import 1"),
            ("UPDATE symbol SET text = 'seminar'", "(symbol)"),
            ("DELETE FROM lead_version WHERE lead = 3", "import 1"),
            ("UPDATE import SET rejected = 3, rows = rows + 3 WHERE number = 1", "list of imports"),
        ] {
            let kept = try place.names("mql-data/kept").map {
                ($0, try place.data("mql-data/kept/\($0)"))
            }
            let database = try LeadDatabase.write(place.path + "/mql-data/facts.sqlite")
            try database.meddle(sql)
            database.close()
            let result = try Command.run(words, in: place.url)
            #expect(result.code == 65, "\(sql): \(result.output)")
            #expect(result.complaint.contains("the file is damaged"))
            #expect(result.complaint.contains(what), "\(sql): \(result.complaint)")
            #expect(try Command.run(["doctor"], in: place.url).code == 1)
            for end in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(
                    atPath: place.path + "/mql-data/facts.sqlite" + end)
            }
            try sound.write(to: place.url.appendingPathComponent("mql-data/facts.sqlite"))
            for (name, data) in kept {
                try data.write(to: place.url.appendingPathComponent("mql-data/kept/\(name)"))
            }
            #expect(try Command.run(words, in: place.url).code == 0)
        }
    }

    @Test("A key that cannot be read is told from one that is not here")
    func keys() throws {
        let place = try prepared()
        let key = place.path + "/mql-data/key"
        let files = FileManager.default
        let text = try place.data("mql-data/key")
        func said() throws -> CommandResult { try Command.run(["doctor"], in: place.url) }
        try files.removeItem(atPath: key)
        #expect(try said().complaint.contains("mql-data/key is not here"))
        #expect(try said().code == 66)
        try files.createDirectory(atPath: key, withIntermediateDirectories: false)
        #expect(try said().complaint.contains("mql-data/key: this is a folder"))
        try files.removeItem(atPath: key)
        #expect(try shell("mkfifo \(key)").code == 0)
        #expect(try said().complaint.contains("mql-data/key: this is a pipe or a device"))
        try files.removeItem(atPath: key)
        try place.write("", to: "mql-data/key")
        #expect(try said().complaint.contains("mql-data/key is here and empty"))
        try place.write("0123", to: "mql-data/key")
        #expect(try said().complaint.contains("mql-data/key is not a key"))
        try files.removeItem(atPath: key)
        try files.createSymbolicLink(atPath: key, withDestinationPath: place.path + "/elsewhere")
        try text.write(to: place.url.appendingPathComponent("elsewhere"))
        #expect(try said().complaint.contains("mql-data/key: this is a link"))
        try files.removeItem(atPath: key)
        try text.write(to: URL(fileURLWithPath: key))
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        #expect(try said().code == 0)
        guard FaultTests.canInject else { return }
        // Who may do everything may read it too: the system says no in its place.
        let denied = try shell(
            "cd \(place.path); \(FaultTests.strace ?? "") -f -qq -o /dev/null -e trace=openat -P mql-data/key "
                + "-e inject=openat:error=EACCES \(Command.binary.path) doctor")
        #expect(denied.code == 66)
        #expect(denied.text.contains("mql-data/key: this file cannot be read: Permission denied"))
    }

    @Test("Pipes, devices and links where files belong are refused, and nothing waits for them")
    func pipes() throws {
        let place = try prepared()
        try place.write(leads(1...3), to: "a.csv")
        #expect(try Command.run(["import", "a.csv"], in: place.url).code == 0)
        #expect(try shell("mkfifo \(place.path)/pipe").code == 0)
        let data = ["--data", "a.csv", "--as-of", "2026-10-01"]
        for path in ["pipe", "/dev/zero", "/dev/random", "/dev/null", "."] {
            for option in ["--rates", "--map", "--rules"] {
                let rules = path == "pipe" ? "./pipe" : path
                let result = try limited(
                    place, ["report", option, option == "--rules" ? rules : path] + data)
                #expect([65, 66].contains(result.code), "\(option) \(path): \(result.text)")
                #expect(!result.text.isEmpty)
            }
            for call in [
                ["start", "a.csv", "--answers", path], ["restore", path, "--yes"],
                ["rules", "show", path == "pipe" ? "./pipe" : path],
                ["rules", "sign", path == "pipe" ? "./pipe" : path, "--by", "sales"],
            ] {
                let result = try limited(place, call)
                #expect([65, 66, 73].contains(result.code), "\(call): \(result.text)")
            }
        }
        #expect(try shell("mkfifo \(place.path)/mql.yaml").code == 0)
        for call in [["report"], ["leads"], ["import", "a.csv"], ["start", "a.csv", "--again"]] {
            let result = try limited(place, call)
            #expect([65, 73].contains(result.code), "\(call): \(result.text)")
        }
        try FileManager.default.removeItem(atPath: place.path + "/mql.yaml")
    }

    @Test(
        "The same inside the workspace: nothing waits, nothing is written elsewhere, doctor tells")
    func pipesInside() throws {
        let calls = [
            ["report", "--as-of", "2026-10-01"], ["import", "a.csv"], ["imports"], ["backup"],
            ["privacy", "erase", "P-1", "--yes"],
        ]
        for name in [
            "facts.sqlite", "facts.sqlite-wal", "key", "erased", "kept", "rejects", "backups",
            "kept/facts",
        ] {
            for make in ["mkfifo", "ln -s /dev/zero", "ln -s ../outside"] {
                let place = try prepared()
                try place.write(leads(1...30) + "P-31,x,beurs\n", to: "a.csv")
                try place.write("", to: "outside-of-it")
                #expect(try Command.run(["import", "a.csv"], in: place.url).code == 0)
                try FileManager.default.createDirectory(
                    atPath: place.path + "/outside", withIntermediateDirectories: false)
                let path = "\(place.path)/mql-data/\(name)"
                _ = try shell(
                    "rm -rf \(path); mkdir -p $(dirname \(path)); \(make) \(path)")
                let doctor = try limited(place, ["doctor"])
                #expect(doctor.code != 0, "\(make) \(name): \(doctor.text)")
                for call in calls {
                    let result = try limited(place, call)
                    #expect(
                        [0, 1, 65, 66, 73, 74].contains(result.code),
                        "\(make) \(name) \(call): \(result.code) \(result.text)")
                }
                let outside = try place.names("outside")
                #expect(
                    name == "backups" || name == "rejects" || outside.isEmpty, "\(make) \(name)")
            }
        }
    }

    /// Runs the program for ten seconds at most; what waits longer ends with 124.
    private func limited(
        _ place: TemporaryPlace, _ words: [String]
    ) throws -> (code: Int32, text: String) {
        try shell(
            "cd \(place.path); timeout 10 \(Command.binary.path) "
                + words.map { "'\($0)'" }.joined(separator: " ") + " </dev/null")
    }
}
