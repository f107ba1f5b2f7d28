import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Pages as a command writes them.
struct PageTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    /// A firm with so many sources, one of which has a long name.
    private func write(sources: Int, into folder: URL) throws -> [String] {
        var leads = "lead_id,created_at,source\n"
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        var spend = "month,source,amount,category\n"
        for source in 1...sources {
            let name =
                source == 3 ? "an advertisement in the journal of the trade" : "source-\(source)"
            spend += "2026-01,\(name),\(source * 1500).00,media\n2026-01,\(name),500.00,people\n"
            for number in 1...30 {
                let id = "L\(source)-\(number)"
                leads += "\(id),2026-01-05,\(name)\n"
                stages += "\(id),2026-01-06,mql\n"
                guard number <= source % 7 + 1 else { continue }
                stages += "\(id),2026-01-20,sql\n"
                let status = number % 2 == 1 ? "won" : "lost"
                deals +=
                    "D\(id),\(status),2026-01-20,2026-02-20,9000.00,\(2000 + source * 300).00,\(id)\n"
            }
        }
        for (name, text) in [
            ("leads", leads), ("stages", stages), ("deals", deals), ("spend", spend),
        ] {
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).csv"))
        }
        return [
            "--data", "leads.csv", "stages.csv", "deals.csv", "spend.csv", "--as-of", "2026-09-30",
        ]
    }

    @Test(
        "The page for management has its parts in order, in both languages",
        arguments: ["en", "nl"])
    func order(_ language: String) throws {
        try inFolder { folder in
            let data = try write(sources: 10, into: folder)
            let page = try Command.run(
                ["justify", "--format", "html", "--lang", language] + data, in: folder)
            #expect(page.code == 0 && page.complaint == "")
            let parts = [
                "<header>", "<h1>", "class=\"bul\"", "class=\"decide\"", "class=\"main\"",
                "<table>",
                "class=\"rates\"", "class=\"small\"",
                language == "en" ? "Can it be trusted?" : "Is het te vertrouwen?",
                "<code>mql justify",
            ]
            var rest = page.output[...]
            for part in parts {
                let found = try #require(rest.range(of: part), "\(part)")
                rest = rest[found.upperBound...]
            }
            let parser = XMLParser(data: Data(page.output.utf8))
            #expect(parser.parse(), "\(parser.lineNumber)")
        }
    }

    @Test(
        "Printed it is one page, for one, five and ten sources",
        .enabled(if: Browser.name != nil, "no browser to print with"), arguments: [1, 5, 10, 14],
        ["en", "nl"])
    func onePage(_ sources: Int, _ language: String) throws {
        try inFolder { folder in
            let data = try write(sources: sources, into: folder)
            let printed = try Command.run(
                ["justify", "--format", "pdf", "--to", "page.pdf", "--lang", language] + data,
                in: folder)
            #expect(printed.code == 0, "\(printed.complaint)")
            let pdf = try Data(contentsOf: folder.appendingPathComponent("page.pdf"))
            let text = String(decoding: pdf, as: Unicode.ASCII.self)
            #expect(text.hasPrefix("%PDF"))
            // The tree of pages says how many there are.
            let count = try #require(text.firstMatch(of: /\/Count (\d+)/)?.1)
            #expect(count == "1")
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.filter { $0.contains("page") } == ["page.pdf"])
        }
    }

    @Test("Without a program that prints, it says what to install, and leaves nothing")
    func noProgram() throws {
        try inFolder { folder in
            let data = try write(sources: 1, into: folder)
            let result = try Command.run(
                ["justify", "--format", "pdf", "--to", "page.pdf"] + data, in: folder,
                environment: ["PATH": "/nowhere"])
            #expect(result.code == 73)
            #expect(result.complaint.contains("apt install chromium"))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/page.pdf"))
        }
    }

    @Test("A browser that prints looks up no name and updates nothing")
    func printsAlone() throws {
        try inFolder { folder in
            let data = try write(sources: 1, into: folder)
            let browser = folder.appendingPathComponent("bin/chromium")
            try FileManager.default.createDirectory(
                at: browser.deletingLastPathComponent(), withIntermediateDirectories: true)
            // It says with what it was called, in the place of the page that it would print.
            let script = """
                #!/bin/sh
                for word; do case "$word" in --print-to-pdf=*) result="${word#*=}";; esac; done
                printf '%s\\n' "$@" > "$result"

                """
            try Data(script.utf8).write(to: browser)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: browser.path)
            let printed = try Command.run(
                ["report", "--format", "pdf", "--to", "r.pdf"] + data, in: folder,
                environment: ["PATH": browser.deletingLastPathComponent().path])
            #expect(printed.code == 0, "\(printed.complaint)")
            let words = try String(
                contentsOf: folder.appendingPathComponent("r.pdf"), encoding: .utf8
            )
            .split(separator: "\n")
            for word in [
                "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-component-update",
                "--disable-background-networking", "--disable-sync",
            ] { #expect(words.contains(Substring(word)), "\(word)") }
        }
    }

    @Test("--to writes a file that only its owner reads, and never over data")
    func to() throws {
        try inFolder { folder in
            let data = try write(sources: 1, into: folder)
            let first = try Command.run(
                ["report", "--format", "html", "--to", "r.html"] + data, in: folder)
            #expect(first.code == 0 && first.output == "")
            let mode =
                try FileManager.default.attributesOfItem(atPath: folder.path + "/r.html")[
                    .posixPermissions] as? NSNumber
            #expect(mode == 0o600)
            // What is there is written over where that is said; a file that is read never.
            let again = ["report", "--format", "html", "--to", "r.html"] + data
            #expect(try Command.run(again, in: folder).code == 73)
            #expect(try Command.run(again + ["--force"], in: folder).code == 0)
            let over = try Command.run(
                ["report", "--format", "csv", "--to", "leads.csv"] + data, in: folder)
            #expect(over.code == 73 && over.complaint.contains("is there already"))
            for format in ["pdf", "xlsx"] {
                let nameless = try Command.run(["report", "--format", format] + data, in: folder)
                #expect(nameless.code == 2)
            }
            let other = try Command.run(
                ["compare", "--format", "xlsx", "--to", "x.xlsx"] + data, in: folder)
            // A program without the library for it says so.
            #expect(other.code == 0 || other.complaint.contains("--format csv"))
        }
    }

    @Test("Hostile names in every file come out of every page as text")
    func hostile() throws {
        try inFolder { folder in
            let evil = "<img src=x onerror=alert(1)>"
            let quoted = "\"\(evil)\""
            var leads = "lead_id,created_at,source,campaign,job_title\n"
            var activities = "lead_id,at,action,content,source\n"
            var stages = "lead_id,at,stage,reason\n"
            for number in 1...12 {
                leads += "\"\(evil)\(number)\",2026-01-05,\(quoted),\(quoted),\(quoted)\n"
                activities +=
                    "\"\(evil)\(number)\",2026-01-05,contact_request,\(quoted),\(quoted)\n"
                stages += "\"\(evil)\(number)\",2026-01-06,mql,\n"
                stages += "\"\(evil)\(number)\",2026-01-09,rejected,\(quoted)\n"
            }
            let spend = "month,source,campaign,amount\n2026-01,\(quoted),\(quoted),100.00\n"
            let name = "<b>.csv"
            for (file, text) in [
                (name, leads), ("a.csv", activities), ("s.csv", stages), ("p.csv", spend),
            ] {
                try Data(text.utf8).write(to: folder.appendingPathComponent(file))
            }
            let data = ["--data", name, "a.csv", "s.csv", "p.csv", "--as-of", "2026-06-30"]
            for command in ReportCalls.all + [
                ["report", "--by", "campaign"], ["report", "--by", "content"],
            ] {
                let page = try Command.run(command + ["--format", "html"] + data, in: folder)
                #expect(page.code == 0, "\(command) \(page.complaint)")
                #expect(!page.output.contains("<img") && !page.output.contains("<b>"), "\(command)")
                let parser = XMLParser(data: Data(page.output.utf8))
                #expect(parser.parse(), "\(command): \(parser.lineNumber)")
            }
        }
    }

    @Test("The same page with any number of jobs, in any time zone and locale")
    func repeatable() throws {
        try inFolder { folder in
            let data = try write(sources: 4, into: folder)
            for command in ["justify", "report", "review"] {
                func page(_ more: [String], _ environment: [String: String]) throws -> String {
                    let result = try Command.run(
                        [command, "--format", "html"] + data + more, in: folder,
                        environment: environment)
                    #expect(result.code == 0)
                    // The page says by what command it is made again.
                    return result.output.replacing(#/ --jobs \d/#, with: "")
                }
                let one = try page(["--jobs", "1"], ["TZ": "UTC", "LANG": "C"])
                let other = try page(
                    ["--jobs", "3"], ["TZ": "Asia/Kathmandu", "LANG": "nl_NL.UTF-8"])
                #expect(one == other, "\(command)")
            }
        }
    }

    @Test("The cost and the worth that a page opens with are those of the data")
    func agreement() throws {
        try inFolder { folder in
            let data = try write(sources: 5, into: folder)
            let json = try Command.run(["justify", "--format", "json"] + data, in: folder).output
            let page = try Command.run(["justify", "--format", "html"] + data, in: folder).output
            let top = try #require(
                JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let total = try #require(
                (top["justification"] as? [String: Any])?["total"] as? [String: Any])
            func amount(_ name: String) throws -> String {
                let number = try #require(total[name] as? NSNumber).doubleValue
                return "€" + String(format: "%.0f", number)
            }
            let head = try #require(
                page.replacing(",", with: "").firstMatch(of: /<h1>.*?<\/h1>/)?.0)
            for name in ["cost", "worth"] {
                #expect(head.contains(try amount(name)), "\(name)")
            }
        }
    }
}
