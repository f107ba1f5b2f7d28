import Foundation
import TestSupport
import Testing

/// What changed since the digest before, and nothing that chance explains.
struct DigestTests {
    private func run(_ words: [String], _ folder: URL) throws -> CommandResult {
        try Command.run(["digest"] + words + TwoSources.data, in: folder)
    }

    @Test(
        "Where nothing moves it says so, with the days that it looked at; its state is its owner's")
    func quiet() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            let first = try run([], folder)
            #expect(first.code == 0, "\(first.complaint)")
            let text = first.output.oneLine
            #expect(
                text.contains("The first digest: the next one tells what changed since this day."))
            // 28 days to 30 Jun; before that five times 28 days, back to 14 Jan.
            #expect(
                text.contains(
                    "Nothing moved beyond chance in 3 – 30 Jun 2026, against 14 Jan – 2 Jun 2026."))
            let path = folder.appendingPathComponent("mql-digest.yaml").path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(try run([], folder).output == first.output)
        }
    }

    @Test("A source that falls silent while its money goes on is told once")
    func silent() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder, adsLeadsUntil: "2026-06-02")
            let text = try run(["--look"], folder).output.oneLine
            // 4 of January from the 14th on … 2 June: 46 MQLs for 587 + 2,000 + 4,500 + 100 of ads; 1,400 brought 9 of them.
            #expect(
                text.contains("ads: no MQL in 3 – 30 Jun 2026, where that money brought"), "\(text)"
            )
            #expect(
                !FileManager.default.fileExists(
                    atPath: folder.appendingPathComponent("mql-digest.yaml").path))
            #expect(try run([], folder).code == 0)
            let kept = try String(
                contentsOf: folder.appendingPathComponent("mql-digest.yaml"), encoding: .utf8)
            #expect(kept.contains("ads/fewer"))
            // The next day says it no more, and tells from which day on it counts.
            let next = try Command.run(
                [
                    "digest", "--data", "leads.csv", "stages.csv", "spend.csv", "--as-of",
                    "2026-07-01",
                ],
                in: folder)
            #expect(!next.output.contains("no MQL in") && next.output.contains("since 30 Jun 2026"))
        }
    }

    @Test("A card for Teams, blocks for Slack, and a draft of a letter with the page")
    func readers() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            try Data("firm: A*B & C\nfiles: [leads.csv]\nexported_on: 2026-06-30\n".utf8)
                .write(to: folder.appendingPathComponent("mql.yaml"))
            let card =
                try JSONSerialization.jsonObject(
                    with: Data(try run(["--for", "teams"], folder).output.utf8)) as? [String: Any]
            let content =
                ((card?["attachments"] as? [[String: Any]])?.first)?["content"] as? [String: Any]
            #expect(content?["type"] as? String == "AdaptiveCard")
            let body = content?["body"] as? [[String: Any]]
            #expect(
                (body?.first?["text"] as? String)?.hasPrefix("A\\*B & C · MQLs: what changed")
                    == true)
            #expect((3...7).contains(body?.count ?? 0))
            let slack =
                try JSONSerialization.jsonObject(
                    with: Data(try run(["--for", "slack"], folder).output.utf8)) as? [String: Any]
            #expect((slack?["blocks"] as? [[String: Any]])?.first?["type"] as? String == "header")
            #expect(try run(["--for", "mail"], folder).code == 2)
            #expect(try run(["--for", "mail", "--to", "week.eml"], folder).code == 0)
            let letter = try String(
                contentsOf: folder.appendingPathComponent("week.eml"), encoding: .utf8)
            #expect(letter.hasPrefix("X-Unsent: 1\r\nSubject: =?utf-8?B?"))
            #expect(letter.contains("filename=\"mql-2026-06-30.html\""))
            let parts = letter.components(separatedBy: "base64\r\n\r\n")
            let page = try #require(
                Data(
                    base64Encoded: parts[2].components(separatedBy: "\r\n--")[0],
                    options: .ignoreUnknownCharacters))
            #expect(String(decoding: page, as: UTF8.self).contains("<html"))
            #expect(try run(["--for", "mail", "--to", "leads.csv", "--force"], folder).code == 73)
        }
    }
}

/// The page for whoever takes over.
struct AboutTests {
    @Test(
        "Files with how they are exported, answers with who gave them, rules, decisions and what to do"
    )
    func files() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            try Data(
                """
                files: [leads.csv, stages.csv, spend.csv]
                exported_on: 2026-06-30
                how_exported: {"sp*.csv": "Exact, ledger 4500, by month"}
                economics: {margin: {value: 40%, by: controller, on: 2026-03-03}}

                """.utf8
            ).write(to: folder.appendingPathComponent("mql.yaml"))
            let decided = try Command.run(
                ["decide", "Call sooner", "--on", "2026-03-31"], in: folder)
            #expect(decided.code == 0, "\(decided.complaint)")
            let text = try Command.run(["about"], in: folder).output.oneLine
            for part in [
                "For whoever takes this over", "How: Exact, ledger 4500, by month",
                "not written down (how_exported in mql.yaml): \"leads.csv\", \"stages.csv\".",
                "margin: 40%, said by controller on 3 Mar 2026",
                "Nobody has answered: hours_per_mql, required_return.", "Signed by nobody",
                "1. Call sooner", "Copy to the new machine: mql.yaml, mql-decisions.yaml.",
            ] {
                #expect(text.contains(part), "\(part)\n\(text)")
            }
            let dutch = try Command.run(["about", "--lang", "nl"], in: folder).output.oneLine
            #expect(dutch.contains("Voor wie dit overneemt") && dutch.contains("Elke maandag"))
        }
    }

    @Test("Of a workspace: how often each export comes, who may come in, and the last backup")
    func workspace() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            #expect(try Command.run(["init"], in: folder).code == 0)
            #expect(
                try Command.run(["import", "leads.csv", "stages.csv", "spend.csv"], in: folder).code
                    == 0)
            #expect(
                try Command.run(["token", "add", "--name", "anna", "--role", "read"], in: folder)
                    .code == 0)
            let before = try Command.run(["about"], in: folder).output.oneLine
            #expect(
                before.contains("There is no backup yet")
                    && before.contains("anna: read, without an end"))
            #expect(before.contains("Imported on one day so far"), "\(before)")
            #expect(try Command.run(["backup"], in: folder).code == 0)
            #expect(
                try Command.run(["about"], in: folder).output.oneLine.contains(
                    "The last backup is mql-data/backups/"))
        }
    }
}
