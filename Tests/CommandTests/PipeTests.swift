import Foundation
import TestSupport
import Testing

/// Data that comes from other programs: through named pipes, and all of it on standard input.
struct PipeTests {
    private static let kinds = ["leads", "activities", "stages", "deals", "spend"]
    private static let asked = ["report", "--as-of", "2026-10-01", "--format", "csv"]

    private func inDemo(_ body: (URL) throws -> Void) throws {
        try DemoPlace.use(body)
    }

    private func plain(_ folder: URL) throws -> String {
        let result = try Command.run(
            Self.asked + ["--data"] + DemoPlace.files, in: folder)
        #expect(result.code == 0)
        return result.output
    }

    @Test("Several tables come through named pipes, each read once", .timeLimit(.minutes(5)))
    func namedPipes() throws {
        try inDemo { folder in
            for kind in Self.kinds {
                let path = folder.appendingPathComponent("\(kind).pipe").path
                #expect(mkfifo(path, 0o600) == 0)
                let text = try Data(
                    contentsOf: folder.appendingPathComponent("mql-demo/\(kind).csv"))
                Thread.detachNewThread {
                    // Opening waits until somebody reads; whoever opens it again would wait for ever.
                    guard let pipe = FileHandle(forWritingAtPath: path) else { return }
                    try? pipe.write(contentsOf: text)
                    try? pipe.close()
                }
            }
            let result = try Command.run(
                Self.asked + ["--data"] + Self.kinds.map { "\($0).pipe" }, in: folder)
            #expect(result.code == 0, "\(result.complaint)")
            #expect(try result.output == plain(folder))
        }
    }

    /// Rows of all tables in one stream.
    private func stream(_ folder: URL, _ separator: String) throws -> String {
        try Self.kinds.map { kind in
            try String(
                contentsOf: folder.appendingPathComponent("mql-demo/\(kind).csv"), encoding: .utf8
            ).split(separator: "\n").map { "\(kind)\(separator)\($0)\n" }.joined()
        }.joined()
    }

    @Test("All tables come on standard input, of which the first column says the table")
    func tagged() throws {
        try inDemo { folder in
            let input = try stream(folder, ",")
            let result = try Command.run(
                Self.asked + ["--data", "-", "--tagged"], in: folder, input: input)
            #expect(result.code == 0, "\(result.complaint)")
            #expect(try result.output == plain(folder))
            let other = try Command.run(
                ["leads", "--as-of", "2026-10-01", "--format", "csv", "--data", "-", "--tagged"],
                in: folder, input: input)
            #expect(other.output.split(separator: "\n").count == 847)
        }
    }

    @Test("What has no tag is told with its line, and --tagged goes with standard input alone")
    func wrong() throws {
        try inDemo { folder in
            let untagged = try Command.run(
                Self.asked + ["--data", "-", "--tagged"], in: folder,
                input: "leads,lead_id,created_at\n1,2\n")
            #expect(untagged.code == 65 && untagged.complaint.contains("standard input:2:"))
            for data in [["mql-demo/leads.csv"], ["-", "mql-demo/spend.csv"]] {
                let result = try Command.run(
                    Self.asked + ["--tagged", "--data"] + data, in: folder)
                #expect(result.code == 2 && result.complaint.contains("--tagged goes with"))
            }
        }
    }

    @Test("The check of rules is tried on the data of the environment too")
    func environment() throws {
        try inDemo { folder in
            let files = ["mql-demo/leads.csv", "mql-demo/activities.csv"]
            func leads(_ environment: [String: String], _ words: [String] = []) throws -> String {
                try Command.run(
                    ["rules", "check", "b2b", "--format", "json", "--as-of", "2026-10-01"] + words,
                    in: folder, environment: environment
                ).output
            }
            let named = try leads([:], ["--data"] + files)
            #expect(named.contains("\"leads\": 846"))
            #expect(try leads(["MQL_DATA": files.joined(separator: ":")]) == named)
            // An option goes before the environment.
            #expect(
                try leads(["MQL_DATA": "mql-demo/spend.csv"], ["--data"] + files)
                    == named)
        }
    }
}
