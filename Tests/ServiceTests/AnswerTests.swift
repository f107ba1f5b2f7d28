#if Service
    import Foundation
    import TestSupport
    import Testing

    /// What is answered is what the program prints.
    struct AnswerTests {
        @Test(
            "Sources of a report lead to the page of each, with what was asked; sums lead nowhere")
        func sources() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let service = try RunningService(in: place.url.appendingPathComponent("mql-demo"))
            let cookie = try service.enter()
            // In this quarter seven sources have leads, and four tables have a row for each.
            let report = try service.ask("/report?lang=nl&period=2026-Q2", headers: [cookie]).text
            let links = report.matches(of: /<a href="(\/source\?source=[^"]*)">/).map(\.output.1)
            #expect(links.count == 28 && Set(links).count == 7, "\(links)")
            for link in Set(links) {
                let address = link.replacing("&amp;", with: "&")
                #expect(address.hasSuffix("&lang=nl&period=2026-Q2"), "\(address)")
                let answer = try service.ask(String(address), headers: [cookie])
                #expect(answer.status == 200, "\(address)")
            }
            let campaigns = try service.ask("/report?by=campaign", headers: [cookie]).text
            #expect(!campaigns.contains("href=\"/source?"))
        }

        @Test(
            "Every reading verb gives over HTTP the bytes that it prints, in every format and both languages"
        )
        func sameBytes() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let folder = place.url.appendingPathComponent("mql-demo")
            let service = try RunningService(in: folder)
            let cookie = try service.enter()
            let suffixes = [
                "json": "json", "csv": "csv", "md": "md", "text": "txt", "html": "html",
            ]
            func compare(_ verb: [String], _ options: [(String, String)], _ format: String) throws {
                let suffix = try #require(suffixes[format])
                let query = options.map { name, value in
                    let value =
                        value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                    return "\(name)=\(value.isEmpty ? "true" : value)"
                }
                let path =
                    "/" + verb.filter { !$0.hasPrefix("L-") }.joined(separator: "/") + ".\(suffix)"
                let answer = try service.ask(
                    query.isEmpty ? path : path + "?" + query.joined(separator: "&"),
                    headers: [cookie])
                let words = options.flatMap { $0.1.isEmpty ? ["--\($0.0)"] : ["--\($0.0)", $0.1] }
                let positional = options.filter { $0.0 == "lead" }.map(\.1)
                let others = options.first { $0.0 == "lead" } == nil ? words : []
                let printed = try Command.run(
                    verb + positional + others + ["--format", format], in: folder, isFull: false)
                #expect(printed.code <= 1 && answer.status == 200, "\(path) \(query)")
                #expect(answer.text == printed.output, "\(path) \(query)")
            }
            for verb in [
                ["report"], ["justify"], ["compare"], ["attribution"], ["funnel"], ["handover"],
                ["review"], ["check"], ["leads"], ["rules", "check"], ["dashboard"],
            ] {
                try compare(verb, [], "json")
                try compare(verb, [("lang", "nl")], "html")
            }
            try compare(["explain"], [("lead", "L-0014")], "json")
            let page = try service.ask("/dashboard", headers: [cookie]).text
            #expect(page.contains("<a href=\"/source?source=google-ads\">"))
            #expect(try service.ask("/source?source=google-ads", headers: [cookie]).status == 200)
            #expect(try service.ask("/source?source=tv", headers: [cookie]).status == 404)
            try compare(["budget"], [("amount", "15000"), ("lang", "nl")], "md")
            try compare(["plan"], [("period", "2026-Q3")], "csv")
            try compare(
                ["value"],
                [
                    ("mqls", "100"), ("sqls", "13"), ("closed", "12"), ("won", "4"),
                    ("margin", "9000"),
                ], "text")
            for format in ["csv", "md", "text", "html"] {
                try compare(["report"], [("lang", "nl"), ("by", "month")], format)
            }
            for question: [(String, String)] in [
                [("period", "2026-Q3"), ("against", "2026-Q2")],
                [("what-if", "conversion=+20%,cost=-10%")],
                [("unit", "company")], [("full", "")], [("margin", "4000"), ("by", "persona")],
                [("as-of", "2026-08-31")], [("horizon", "120"), ("by", "campaign")],
            ] {
                try compare(["report"], question, "text")
            }
        }

        @Test("Wrong questions are told, all faults at once, with what was probably meant")
        func wrong() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let service = try RunningService(in: place.url.appendingPathComponent("mql-demo"))
            let cookie = try service.enter()
            func ask(_ path: String) throws -> RunningService.Answer {
                try service.ask(path, headers: [cookie])
            }
            let two = try ask("/report.json?perod=2026&by=sorce&period=2026")
            #expect(two.status == 400 && two["content-type"] == "application/problem+json")
            #expect(two.text.contains("Did you mean period?"))
            #expect(two.text.contains("\"by\""))
            #expect(try ask("/report.json?period=20x6").status == 400)
            #expect(!(try ask("/report.json?period=20x6").text.contains("Usage")))
            #expect(try ask("/nothing").status == 404)
            #expect(try ask("/report.docx").status == 404)
            #expect(try ask("/explain.json").status == 400)
            #expect(try ask("/explain.json?lead=L-9999").status == 404)
            // No path of this machine is an option, nor anything that writes.
            for name in [
                "data", "to", "map", "rates", "rules", "rules-then", "rejects", "issue", "jobs",
                "with-personal-data", "format",
            ] {
                #expect(try ask("/justify.json?\(name)=/etc/passwd").status == 400, "\(name)")
            }
        }

        @Test("What has not changed is not sent again, and what has is")
        func tags() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let folder = place.url.appendingPathComponent("mql-demo")
            let service = try RunningService(in: folder)
            let cookie = try service.enter()
            let first = try service.ask("/report.json", headers: [cookie])
            let tag = try #require(first["etag"])
            let again = try service.ask("/report.json", headers: [cookie, ("If-None-Match", tag)])
            #expect(again.status == 304 && again.body.isEmpty)
            #expect(first["cache-control"] == "private, no-cache")
            #expect(
                try service.ask("/leads.json", headers: [cookie])["cache-control"] == "no-store")
            // Another spend: another answer, without a word to the service.
            let spend = folder.appendingPathComponent("spend.csv")
            let text = try String(contentsOf: spend, encoding: .utf8)
            try text.replacingOccurrences(of: "\n2026-01,", with: "\n2026-01,", options: [])
                .appending("2026-01,google,1000.00,pompen-zoeken,media,,\n")
                .write(to: spend, atomically: true, encoding: .utf8)
            let later = try service.ask("/report.json", headers: [cookie, ("If-None-Match", tag)])
            #expect(later.status != 304)
        }

        @Test(
            "A pattern in mql.yaml stands for what lies there now: a file that changes, and one that comes"
        )
        func patterns() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let folder = place.url.appendingPathComponent("mql-demo")
            let project = folder.appendingPathComponent("mql.yaml")
            let text = try String(contentsOf: project, encoding: .utf8)
            try text.replacing("spend.csv", with: "spend*.csv")
                .write(to: project, atomically: true, encoding: .utf8)
            let service = try RunningService(in: folder)
            let cookie = try service.enter()
            func spend() throws -> String { try service.ask("/report.csv", headers: [cookie]).text }
            let before = try spend()
            #expect(try spend() == before)
            let more = "month,source,amount\n2026-01,google,1000.00\n"
            let file = folder.appendingPathComponent("spend-more.csv")
            try more.write(to: file, atomically: true, encoding: .utf8)
            let with = try spend()
            #expect(with != before)
            try (more + "2026-02,google,500.00\n").write(
                to: file, atomically: true, encoding: .utf8)
            #expect(try spend() != with)
        }

        @Test("Pages load nothing from elsewhere, and have neither style nor script in them")
        func pages() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let service = try RunningService(in: place.url.appendingPathComponent("mql-demo"))
            let cookie = try service.enter()
            for path in [
                "/justify", "/report?lang=nl", "/budget?amount=15000", "/value", "/rules/show",
            ] {
                let page = try service.ask(path, headers: [cookie])
                #expect(page.status == 200 || path == "/value", "\(path)")
                #expect(page["content-security-policy"]?.contains("style-src 'self'") ?? false)
                #expect(
                    !page.text.contains("<style") && !page.text.contains(" style=\""), "\(path)")
                #expect(
                    !page.text.contains("http://") && !page.text.contains("https://"), "\(path)")
                #expect(page.text.matches(of: /<script/).count == 1)
                #expect(page.text.matches(of: /<main/).count == 1, "\(path)")
                for sheet in page.text.matches(of: /href="(\/style\/[^"]+)"/) {
                    let answer = try service.ask(String(sheet.output.1))
                    #expect(answer.status == 200 && !answer.body.isEmpty)
                }
            }
            // The file as the program writes it has a policy that knows its own style.
            let file = try service.ask("/report.html", headers: [cookie])
            #expect(file["content-security-policy"]?.contains("sha256-") ?? false)
            #expect(!(file["content-security-policy"]?.contains("unsafe-inline") ?? true))
        }
    }
#endif
