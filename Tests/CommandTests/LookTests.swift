import Foundation
import TestSupport
import Testing

/// Colour, the pager, and what a reader does who has seen enough.
struct LookTests {
    private static let escape: Character = "\u{1B}"

    private func words(_ more: [String] = []) -> [String] {
        ["justify", "--data"] + DemoPlace.files + ["--as-of", "2026-10-01"] + more
    }

    /// The text without the signs for colours.
    private func plain(_ text: String) -> String { text.replacing(/\u{1B}\[[0-9;]*m/, with: "") }

    @Test("In a terminal verdicts, losses and totals stand out, and the words are the same")
    func colour() throws {
        try DemoPlace.use { folder in
            let shown = try Command.show(words(["--no-pager"]), columns: 100, in: folder)
            let never = try Command.show(
                words(["--no-pager", "--color", "never"]), columns: 100, in: folder)
            #expect(shown.text.contains("\u{1B}[31mstop\u{1B}[0m"))
            #expect(shown.text.contains("\u{1B}[32mkeep\u{1B}[0m"))
            #expect(shown.text.contains("\u{1B}[1mtotal "))
            #expect(!never.text.contains(Self.escape))
            #expect(plain(shown.text) == never.text.replacing(" --color never", with: ""))
            let full = try Command.show(
                words(["--no-pager", "--full"]), columns: 100, in: folder)
            // A loss of the demo, in the column of effects.
            #expect(full.text.contains(/\u{1B}\[31m[-−][0-9,]+\u{1B}\[0m/))
        }
    }

    @Test("No colour where it is not wanted or cannot be, and always where that is said")
    func noColour() throws {
        try DemoPlace.use { folder in
            for environment in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
                let shown = try Command.show(
                    words(["--no-pager"]), columns: 100, in: folder, environment: environment)
                #expect(shown.code == 0 && !shown.text.contains(Self.escape), "\(environment)")
            }
            let empty = try Command.show(
                words(["--no-pager"]), columns: 100, in: folder, environment: ["NO_COLOR": ""])
            #expect(empty.text.contains(Self.escape))
            let pipe = try Command.run(words(), in: folder, isFull: false)
            #expect(!pipe.output.contains(Self.escape))
            let always = try Command.run(words(["--color", "always"]), in: folder, isFull: false)
            #expect(always.output.contains("\u{1B}[31mstop\u{1B}[0m"))
            #expect(plain(always.output) == pipe.output)
            for format in ["md", "csv", "json", "html"] {
                let other = try Command.run(
                    words(["--color", "always", "--format", format]), in: folder)
                #expect(!other.output.contains(Self.escape), "\(format)")
            }
            _ = try Command.run(words(["--color", "always", "--to", "r.txt"]), in: folder)
            let file = folder.appendingPathComponent("r.txt")
            #expect(!(try String(contentsOf: file, encoding: .utf8)).contains(Self.escape))
        }
    }

    @Test("What stands in a file never steers the terminal, in colour either")
    func harmless() throws {
        let place = try TemporaryPlace()
        let evil = "\u{1B}[41mred\u{1B}]0;title\u{7}"
        try place.write(
            "lead_id,created_at,source\nK-1,2026-02-03,\(evil)\nK-2,2026-02-04,\(evil)\n",
            to: "leads.csv")
        try place.write("month,source,amount\n2026-02,\(evil),100.00\n", to: "spend.csv")
        for verb in [
            ["report"], ["report", "--full"], ["justify"], ["funnel"], ["leads"], ["compare"],
        ] {
            let result = try Command.run(
                verb + [
                    "--color", "always", "--data", "leads.csv", "spend.csv", "--as-of",
                    "2026-03-01",
                ],
                in: place.url, isFull: false)
            #expect(result.code == 0)
            let rest = plain(result.output)
            #expect(!rest.contains(Self.escape) && !rest.contains("\u{7}"), "\(verb)")
            #expect(!result.output.contains("\u{1B}[41m"))
        }
    }

    @Test("What is longer than the screen goes through the pager, and what is not does not")
    func pager() throws {
        try DemoPlace.use { folder in
            let mark = ["MQL_PAGER": "sed -e s/^/page:/"]
            func shown(
                _ more: [String], rows: Int, _ environment: [String: String],
                _ parts: Command.Parts = [.input, .output]
            ) throws -> ShownResult {
                try Command.show(
                    words(["--color", "never"] + more), columns: 100, rows: rows, parts: parts,
                    in: folder, environment: environment)
            }
            let short = try shown([], rows: 24, mark)
            #expect(short.code == 0)
            #expect(short.lines.dropLast().allSatisfy { $0.hasPrefix("page:") })
            let other = try shown([], rows: 24, ["PAGER": "sed -e s/^/other:/"])
            #expect(other.lines.first?.hasPrefix("other:") == true)
            for result in [
                try shown([], rows: 70, mark), try shown(["--no-pager"], rows: 24, mark),
                try shown([], rows: 24, mark, .output),
                try shown([], rows: 24, ["MQL_PAGER": "cat", "PAGER": "sed -e s/^/page:/"]),
                try shown([], rows: 24, ["MQL_PAGER": ""]),
                try shown([], rows: 24, ["MQL_PAGER": "no-such-program --x"]),
                try shown([], rows: 24, ["MQL_PAGER": "X=1 no-such-program 2>/dev/null"]),
            ] {
                #expect(result.code == 0)
                #expect(result.lines.first?.hasPrefix("Is the cost per MQL justified?") == true)
                #expect(result.text.contains("Made with"))
            }
            // One that has seen enough.
            let early = try shown(["--full"], rows: 24, ["MQL_PAGER": "head -n 1"])
            #expect(early.code == 0 && early.lines.filter { !$0.isEmpty }.count <= 2)
            #expect(!early.text.contains("cannot be written"))
        }
    }

    @Test("A reader who has seen enough is no error")
    func closedPipe() throws {
        try DemoPlace.use { folder in
            for ignore in ["", "trap '' PIPE; "] {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/bin/sh")
                process.currentDirectoryURL = folder
                process.arguments = [
                    "-c",
                    "\(ignore)'\(Command.binary.path)' leads --limit 800 --data \(DemoPlace.files.joined(separator: " ")) "
                        + "--as-of 2026-10-01 | head -n 1",
                ]
                let (output, complaint) = (Pipe(), Pipe())
                process.standardOutput = output
                process.standardError = complaint
                try process.run()
                let said = Command.all(of: complaint)
                process.waitUntilExit()
                #expect(String(decoding: said, as: UTF8.self) == "")
                #expect(Command.all(of: output).filter { $0 == 0x0A }.count == 1)
            }
        }
    }

    @Test("What is wrong with a call is said in the language of the call, with its own usage")
    func languages() throws {
        let dutch = ["LANG": "nl_NL.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""]
        let english = ["LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""]
        let place = try TemporaryPlace()
        func said(_ words: [String], _ environment: [String: String]) throws -> String {
            let result = try Command.run(words, in: place.url, environment: environment)
            #expect(result.code == 2)
            return result.complaint
        }
        for (words, en, nl) in [
            (["rules", "show", "--yml"], "Unknown option '--yml'", "Onbekende optie '--yml'"),
            (
                ["report", "--data", "x.csv", "--margin"], "Missing value for",
                "Er ontbreekt een waarde bij"
            ),
            (["explain"], "Missing expected argument", "Er ontbreekt '<lead>'"),
            (["reprot"], "Did you mean \"report\"?", "Bedoelt u \"report\"?"),
            (["help", "had-tiem"], "There is no help on", "Er is geen hulp bij"),
            (
                ["budget", "--data", "x.csv", "--amount", "5.000"],
                "is not an amount", "is geen bedrag"
            ),
            (["report", "--data", "x.csv", "--as-of", "33"], "33", "33"),
            (["report"], "No data.", "Geen gegevens."),
        ] {
            #expect(try said(words, english).contains(en), "\(words)")
            #expect(try said(words, dutch).contains(nl), "\(words)")
            #expect(try said(words + ["--lang", "nl"], english).contains(nl), "\(words)")
            #expect(try said(words + ["--lang", "en"], dutch).contains(en), "\(words)")
        }
        // A message that the command throws by itself has the usage of the command too.
        #expect(
            try said(["budget", "--data", "x.csv", "--amount", "5.000"], english).contains(
                "Usage: mql budget "))
        #expect(try said(["rules", "sign", "b2b"], english).contains("Usage: mql rules sign "))
    }

    @Test(
        "The help has what is used most in front, and the rest in groups"
    )
    func help() throws {
        let text = try Command.run(["report", "--help"]).output
        let titles = [
            "MOST USED:", "WHAT TO COUNT:", "WHAT DATA:", "HOW IT LOOKS:", "WHAT IF:", "OPTIONS:",
        ]
        let places = titles.compactMap { text.range(of: $0)?.lowerBound }
        #expect(places.count == titles.count && places == places.sorted())
        let used = text.components(separatedBy: "MOST USED:\n").last?.components(
            separatedBy: "\n\n"
        ).first
        let names = (used ?? "").matches(of: /(?m)^  (--[a-z-]+)/).map { String($0.output.1) }
        #expect(names == ["--data", "--period", "--by", "--format", "--full"])
    }
}
