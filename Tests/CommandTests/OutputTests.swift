import Foundation
import TestSupport
import Testing

/// Where somebody lets the program write: never over what it reads or keeps.
struct OutputTests {
    /// A folder with a file of every kind that is read, and a workspace with something in every folder.
    private func filled() throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        try place.write(
            "lead_id,created_at,source\nK-1,2026-02-03,beurs\nK-2,2026-02-04,beurs\nK-3,2026-02-40,beurs\n",
            to: "leads.csv")
        try place.write("rule_book: ours\nextends: b2b\n", to: "ours.yaml")
        try place.write(
            "tables:\n  - file: other.csv\n    facts:\n      - lead: {lead_id: Nr, created_at: Op, source: Bron}\n",
            to: "map.yaml")
        try place.write("Date,USD\n2026-02-01,1.0800\n", to: "rates.csv")
        try place.write("margin: 40%\n", to: "answers.yaml")
        try place.write("Nr,Op,Bron\nK-9,2026-02-05,beurs\n", to: "other.csv")
        try place.write(
            "files: [leads.csv, other.csv]\nmap: map.yaml\nrates: rates.csv\nrules: ours.yaml\n",
            to: "mql.yaml")
        for words in [
            ["init", "--at", "2026-03-01T00:00:00Z"],
            ["import", "leads.csv", "--accept-loss", "--at", "2026-03-01T00:00:00Z"],
            ["backup", "--at", "2026-03-01T00:00:00Z"],
            ["privacy", "erase", "K-2", "--yes", "--at", "2026-03-01T00:00:00Z"],
            ["report", "--as-of", "2026-03-01"],
        ] {
            let result = try Command.run(words, in: place.url)
            #expect(result.code == 0, "\(words): \(result.complaint)")
        }
        try place.write("", to: "mql-data/facts.sqlite-wal")
        let files = FileManager.default
        try files.createDirectory(
            atPath: place.path + "/folder", withIntermediateDirectories: false)
        for (name, target) in [
            ("to-leads", "leads.csv"), ("to-database", "mql-data/facts.sqlite"),
            ("to-key", "mql-data/key"), ("to-workspace", "mql-data"), ("to-rules", "ours.yaml"),
            ("to-nothing", "mql-data/not-there"), ("to-folder", "folder"),
        ] {
            try files.createSymbolicLink(
                atPath: "\(place.path)/\(name)", withDestinationPath: target)
        }
        try files.linkItem(
            atPath: place.path + "/mql-data/key", toPath: place.path + "/second-name-of-key")
        return place
    }

    /// Everything in a folder, by path.
    private func content(_ place: TemporaryPlace) throws -> [String: Data] {
        var content: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: place.path) {
            content[path] = try? place.data(path)
        }
        return content
    }

    static let writing: [[String]] = [
        ["report", "--data", "leads.csv", "other.csv", "--as-of", "2026-03-01", "--to"],
        ["leads", "--data", "leads.csv", "--format", "csv", "--to"],
        ["funnel", "--data", "leads.csv", "--rejects"],
        ["import", "leads.csv", "--rejects"], ["import", "other.csv", "--to"],
        ["budget", "--amount", "1000", "--data", "leads.csv", "--save"],
        ["rules", "learn", "--data", "leads.csv", "--save"],
        ["rules", "check", "ours.yaml", "--to"],
        ["inspect", "leads.csv", "--to"], ["value", "--intent", "interest", "--to"],
        ["backup", "--to"], ["privacy", "export", "K-1", "--to"], ["imports", "--to"],
        ["doctor", "--format", "html", "--to"],
    ]

    @Test(
        "Every command that writes × every path that is read or kept: refused, and not a byte is another",
        arguments: writing)
    func protected(words: [String]) throws {
        let place = try filled()
        let kept = try #require(try place.names("mql-data/kept").first)
        let backup = try #require(try place.names("mql-data/backups").first)
        let before = try content(place)
        let always = [
            "mql.yaml", "./mql.yaml", "map.yaml", "rates.csv", "ours.yaml", "leads.csv",
            place.path + "/leads.csv", "folder/../leads.csv", "to-leads", "to-rules",
            "mql-data/facts.sqlite", "mql-data/facts.sqlite-wal", "mql-data/../mql-data/key",
            "mql-data/erased", "mql-data/kept/\(kept)", "mql-data/backups/\(backup)",
            "mql-data/rejects/import-1.csv", "mql-data/new.csv", "to-database", "to-key",
            "to-workspace/key", "to-workspace/kept/new.csv", "second-name-of-key", "mql-data",
            "to-folder", "to-nothing", "no-folder/new.csv", "",
        ]
        for path in always {
            let result = try Command.run(words + [path, "--force"], in: place.url)
            #expect(result.code == 73, "\(words) \(path): \(result.code) \(result.complaint)")
            #expect(result.output == "")
            if FileManager.default.fileExists(atPath: place.path + "/" + path), !path.isEmpty,
                !["mql-data", "to-folder"].contains(path)
            {
                #expect(result.complaint.contains("is there already"), "\(path)")
            }
        }
        // Another file stays too, unless somebody says that it may go.
        try place.write("mine", to: "mine.txt")
        let result = try Command.run(words + ["mine.txt"], in: place.url)
        #expect(result.code == 73 && result.complaint.hasPrefix("mine.txt is there already."))
        #expect(try place.data("mine.txt") == Data("mine".utf8))
        try FileManager.default.removeItem(atPath: place.path + "/mine.txt")
        #expect(try content(place) == before)
    }

    @Test("Rules are signed in a file of one's own alone, and through a link in the file itself")
    func signed() throws {
        let place = try filled()
        let before = try content(place)
        for path in ["mql-data/key", "to-key", "folder", "mql-data/not-there.yaml", "no.yaml"] {
            let result = try Command.run(["rules", "sign", path, "--by", "sales"], in: place.url)
            #expect([65, 66, 73].contains(result.code), "\(path): \(result.complaint)")
        }
        #expect(try content(place) == before)
        #expect(
            try Command.run(["rules", "sign", "./to-rules", "--by", "sales"], in: place.url).code
                == 0)
        #expect(String(decoding: try place.data("ours.yaml"), as: UTF8.self).contains("sales"))
        let link = try FileManager.default.destinationOfSymbolicLink(
            atPath: place.path + "/to-rules")
        #expect(link == "ours.yaml")
    }

    @Test("A plain file of another is written over where that is said, and a link to it stays")
    func forced() throws {
        let place = try filled()
        try place.write("mine", to: "mine.txt")
        try FileManager.default.createSymbolicLink(
            atPath: place.path + "/to-mine", withDestinationPath: "mine.txt")
        let words = [
            "report", "--full", "--data", "other.csv", "--map", "map.yaml", "--as-of",
            "2026-03-01",
        ]
        let expected = try Command.run(words, in: place.url).output
        #expect(
            try Command.run(words + ["--to", "to-mine", "--force"], in: place.url).code == 0)
        #expect(String(decoding: try place.data("mine.txt"), as: UTF8.self) == expected)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: place.path + "/to-mine")
                == "mine.txt")
        // New names, pipes and devices.
        #expect(try Command.run(words + ["--to", "new.txt"], in: place.url).code == 0)
        #expect(String(decoding: try place.data("new.txt"), as: UTF8.self) == expected)
        #expect(try Command.run(words + ["--to", "/dev/stdout"], in: place.url).output == expected)
        #expect(try Command.run(words + ["--to", "/dev/null"], in: place.url).code == 0)
        let redirected = Process()
        redirected.executableURL = URL(fileURLWithPath: "/bin/sh")
        redirected.currentDirectoryURL = place.url
        redirected.arguments = [
            "-c",
            "'\(Command.binary.path)' \(words.joined(separator: " ")) --to /dev/stdout > redirected.txt; "
                + "mkfifo pipe; cat pipe > through.txt & '\(Command.binary.path)' "
                + "\(words.joined(separator: " ")) --to pipe; wait",
        ]
        redirected.standardError = FileHandle.nullDevice
        try redirected.run()
        redirected.waitUntilExit()
        #expect(String(decoding: try place.data("redirected.txt"), as: UTF8.self) == expected)
        #expect(String(decoding: try place.data("through.txt"), as: UTF8.self) == expected)
        // A file that another program makes, or a copy of the database, takes the place of no device.
        #expect(
            try Command.run(["backup", "--to", "/dev/null", "--force"], in: place.url).code == 73)
        #expect(
            try Command.run(["backup", "--to", "mql-data/backups/own.sqlite"], in: place.url).code
                == 0)
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
        #expect(type as? FileAttributeType == .typeCharacterSpecial)
    }

    @Test(
        "An earlier file of rejects is written over, also after a spreadsheet saved it; nothing else is"
    )
    func rejects() throws {
        let place = try filled()
        let words = ["report", "--as-of", "2026-03-01", "--data", "leads.csv", "--rejects"]
        #expect(try Command.run(words + ["r.csv"], in: place.url).code == 0)
        let first = try place.data("r.csv")
        #expect(try Command.run(words + ["r.csv"], in: place.url).code == 0)
        #expect(try place.data("r.csv") == first)
        let saved = String(decoding: first, as: UTF8.self).split(separator: "\n")[0]
            .replacing(",", with: ";")
        try place.write("\u{FEFF}\(saved)\r\nK-3;x\r\n", to: "saved.csv")
        #expect(try Command.run(words + ["saved.csv"], in: place.url).code == 0)
        #expect(try place.data("saved.csv") == first)
        for other in [
            "lead_id,mql_file,mql_line,mql_problem\n",
            "a\nb,mql_file,mql_line,mql_problem,mql_more_cells\n",
            "lead_id,created_at\n", "",
        ] {
            try place.write(other, to: "other-list.csv")
            #expect(try Command.run(words + ["other-list.csv"], in: place.url).code == 73)
            #expect(try place.data("other-list.csv") == Data(other.utf8))
        }
        // The rejected rows that are read here are an input, whoever wrote them.
        let again = words.map { $0 == "leads.csv" ? "r.csv" : $0 }
        #expect(try Command.run(again + ["r.csv"], in: place.url).code == 73)
        #expect(try place.data("r.csv") == first)
        // Two files of one name keep their rows apart, and what has the name of a part stays.
        for (folder, column) in [("north", "region"), ("south", "country")] {
            try FileManager.default.createDirectory(
                atPath: "\(place.path)/\(folder)", withIntermediateDirectories: false)
            try place.write(
                "lead_id,created_at,source,\(column)\n\(folder)-1,2026-02-01,beurs,a\n\(folder)-2,x,beurs,b\n",
                to: "\(folder)/list.csv")
        }
        let two = [
            "report", "--as-of", "2026-03-01", "--data", "north/list.csv", "south/list.csv",
            "--rejects", "p.csv",
        ]
        #expect(try Command.run(two, in: place.url).code == 0)
        let parts = try ["p-list.csv", "p-list-2.csv"].map {
            String(decoding: try place.data($0), as: UTF8.self)
        }
        #expect(parts[0].contains("north-2") && parts[1].contains("south-2"))
        try place.write("mine", to: "p-list.csv")
        #expect(try Command.run(two, in: place.url).code == 73)
        #expect(try place.data("p-list.csv") == Data("mine".utf8))
    }

    @Test("Two options that name one file are refused, and nothing is written")
    func twice() throws {
        let place = try filled()
        for words in [
            ["report", "--data", "leads.csv", "--to", "x.csv", "--rejects", "./x.csv"],
            [
                "budget", "--amount", "100", "--data", "leads.csv", "--save", "x.csv", "--to",
                "x.csv",
            ],
        ] {
            let result = try Command.run(words, in: place.url)
            #expect(result.code == 73)
            #expect(result.complaint.contains("both name"))
            #expect(!FileManager.default.fileExists(atPath: place.path + "/x.csv"))
        }
    }

    @Test("The demo writes over its own files, and names those of somebody else")
    func demo() throws {
        let place = try filled()
        let before = try content(place)
        #expect(try Command.run(["demo", "--into", "mql-data/demo"], in: place.url).code == 73)
        #expect(try Command.run(["demo", "--into", "leads.csv"], in: place.url).code == 73)
        // A notice of one's own says nothing of the files beside it.
        try place.write("our own notes", to: "folder/README.txt")
        try place.write("K", to: "folder/spend.csv")
        let refused = try Command.run(["demo", "--into", "folder"], in: place.url)
        #expect(refused.code == 73)
        #expect(
            refused.complaint
                == "folder/spend.csv, folder/README.txt are there already. Choose another folder with --into.\n"
        )
        try FileManager.default.removeItem(atPath: place.path + "/folder/README.txt")
        try FileManager.default.removeItem(atPath: place.path + "/folder/spend.csv")
        #expect(try content(place) == before)
        #expect(try Command.run(["demo", "--into", "trial"], in: place.url).code == 0)
        #expect(
            try Command.run(["demo", "--into", "trial", "--lang", "nl"], in: place.url).code == 0)
        // What somebody has put in the place of a file of the demo is that person's.
        try place.write(
            "lead_id,created_at,source\nEcht-1,2026-01-01,beurs\n", to: "trial/leads.csv")
        let own = try Command.run(["demo", "--into", "trial"], in: place.url)
        #expect(own.code == 73)
        #expect(
            own.complaint
                == "trial/leads.csv is there already. Choose another folder with --into.\n")
        #expect(
            String(decoding: try place.data("trial/leads.csv"), as: UTF8.self).contains("Echt-1"))
    }

    @Test("Where rejected rows cannot go, nothing is read and nothing imported")
    func checkedFirst() throws {
        let place = try TemporaryPlace()
        try place.write(
            "lead_id,created_at,source\nK-1,2026-02-03,beurs\nK-2,x,beurs\n", to: "a.csv")
        #expect(try Command.run(["init"], in: place.url).code == 0)
        for path in ["no-such-folder/x.csv", "a.csv/x.csv", "a.csv", "mql-data/x.csv"] {
            let result = try Command.run(["import", "a.csv", "--rejects", path], in: place.url)
            #expect(result.code == 73 && !result.complaint.contains("no date"), "\(path)")
        }
        #expect(
            try Command.run(["imports"], in: place.url).output.contains("Nothing was imported yet"))
    }

    @Test("There is one way to write to a path that somebody names")
    func oneWay() throws {
        // What opens a file to write it, or puts one in the place of another.
        let ways = [
            "O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "rename(", "renameat", " link(",
            "fopen", "freopen", "creat(", "mkstemp", "mkdtemp", "mkfifo", "symlink(", "FileManager",
            "FileHandle", "OutputStream", ".write(to: URL", "toFile:", "FileWriter(",
            "Files.write(", "posix_spawn(",
            "VACUUM INTO", "truncate(",
        ]
        // In these the program writes files of its own, whose names nobody gives; the guard is the first of them.
        let own = [
            "Workbench/Files.swift", "Workbench/Incoming/IncomingFolder.swift",
            "Workbench/OutputGuard.swift",
            "Workbench/TemporaryFolder.swift",
            "Workbench/PagePrinter.swift", "Workbench/Workspace.swift",
            "Workbench/Workspace+Care.swift",
            "Workbench/Workspace+Privacy.swift", "Workbench/Workspace+Marks.swift",
            "Workbench/Workspace+Rejects.swift", "Workbench/Cache.swift",
            "Store/LeadDatabase+Backup.swift",
        ]
        let root = Fixtures.root.appendingPathComponent("Sources")
        var found: [String] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
        where path.hasSuffix(".swift") && !own.contains(path) {
            let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            for line in text.split(separator: "\n")
            where ways.contains(where: { line.contains($0) })
                && !line.trimmingCharacters(in: .whitespaces).hasPrefix("//")
            {
                found.append("\(path): \(line.trimmingCharacters(in: .whitespaces))")
            }
        }
        #expect(found == [], "Use OutputGuard, or a method of Workspace for a file of its own.")
    }
}
