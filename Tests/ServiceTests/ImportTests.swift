#if Service
    import Foundation
    import TestSupport
    import Testing

    /// Rows that programs send: the same import as that of the command.
    struct ImportTests {
        /// Three leads of which the last has no day that exists.
        private static let leads =
            "lead_id,created_at,source,company\nL-1,2026-03-01,google-ads,\"Jansen, Bakker\"\n"
            + "L-2,2026-03-02,linkedin,\nL-3,2026-13-45,linkedin,\n"
        private static let json = ("Content-Type", "application/json")
        private static let csv = ("Content-Type", "text/csv; charset=utf-8")

        /// A workspace with tokens of three roles, served.
        struct Served {
            let service: RunningService
            let place: TemporaryPlace
            let tokens: [String: (String, String)]

            init(
                _ arguments: [String] = ["--import"], roles: [String] = ["import", "read", "owner"]
            )
                throws
            {
                place = try TemporaryPlace()
                #expect(try Command.run(["init"], in: place.url).code == 0)
                var tokens: [String: (String, String)] = [:]
                for role in roles {
                    let made = try Command.run(
                        ["token", "add", "--name", "a-\(role)", "--role", role], in: place.url)
                    let secret = made.output.firstMatch(of: /mql_[0-9a-f]{64}/).map {
                        String($0.output)
                    }
                    tokens[role] = ("Authorization", "Bearer \(try #require(secret))")
                }
                self.tokens = tokens
                service = try RunningService(arguments, in: place.url)
            }

            func post(
                _ table: String, _ body: String, _ type: (String, String) = ImportTests.csv,
                role: String = "import", key: String? = nil, query: String = ""
            ) throws -> RunningService.Answer {
                try service.ask(
                    "/api/1/\(table)\(query)", "POST",
                    headers: [tokens[role] ?? ("X", ""), type]
                        + (key.map { [("Idempotency-Key", $0)] } ?? []),
                    body: Array(body.utf8))
            }
        }

        /// Without the moment of the import.
        private static func timeless(_ text: String) -> String {
            text.replacing(/"at": [0-9]+/, with: "\"at\": 0")
        }

        @Test("A point in a number of JSON is a decimal one, however many digits stand behind it")
        func decimals() throws {
            let served = try Served(roles: ["import", "read"])
            let answer = try served.post(
                "spend",
                #"{"spend":[{"month":"2026-03","source":"google-ads","amount":12.345},"#
                    + #"{"month":"2026-03","source":"linkedin","amount":1000.5}]}"#, Self.json)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(
                try served.post(
                    "leads", "lead_id,created_at,source\nL-1,2026-03-01,google-ads\n"
                ).status == 200)
            let report = try served.service.ask(
                "/report.json", headers: [try #require(served.tokens["read"])])
            // 12.345 is 12.34 to the even cent; with 1,000.50 that is 1,012.84.
            #expect(report.text.contains("1012.84"), "\(report.text)")
            #expect(!report.text.contains("12345"))
        }

        @Test("Rows as CSV give what the command prints of the same file, and the same facts")
        func sameAsCommand() throws {
            let served = try Served(roles: ["import"])
            let answer = try served.post("leads", Self.leads, query: "?accept-loss=true")
            #expect(answer.status == 200)
            let twin = try TemporaryPlace()
            #expect(try Command.run(["init"], in: twin.url).code == 0)
            try twin.write(Self.leads, to: "leads.csv")
            let printed = try Command.run(
                ["import", "leads.csv", "--accept-loss", "--format", "json"], in: twin.url)
            #expect(Self.timeless(answer.text) == Self.timeless(printed.output))
            // The third row: its second cell begins at character 5 of line 4.
            for word in [
                "\"file\": \"leads.csv\"", "\"rows\": 3", "\"new\": 2", "\"rejected\": 1",
                "\"line\": 4", "\"column\": 5", "\"kind\": \"badDate\"",
            ] { #expect(answer.text.contains(word), "\(word)") }
            let listed = try served.service.ask(
                "/api/1/imports", headers: [try #require(served.tokens["import"])])
            #expect(
                listed.text
                    == (try Command.run(["imports", "--format", "json"], in: served.place.url))
                    .output)
            // Nothing that came stays beside the workspace but the rows to mend.
            let left = try FileManager.default.subpathsOfDirectory(
                atPath: served.place.path + "/mql-data/incoming")
            #expect(left.filter { $0.hasSuffix(".csv") || $0.hasSuffix("body") }.isEmpty)
            let log = try Command.run(["privacy", "log"], in: served.place.url).output
            #expect(log.contains("token a-import"))
        }

        @Test("Rows as JSON are those of the file that would have them")
        func rowsAsJSON() throws {
            let served = try Served(roles: ["import"])
            #expect(
                try served.post("leads", Self.leads, query: "?accept-loss=1").status == 200)
            let rows =
                "[{\"lead_id\": \"L-1\", \"created_at\": \"2026-03-01\", \"source\": \"google-ads\", "
                + "\"company\": \"Jansen, \\u0042akker\"},\n"
                + "{\"source\":\"linkedin\",\"created_at\":\"2026-03-02\",\"lead_id\":\"L-2\",\"company\":null}]"
            for body in [rows, "{\"leads\": \(rows)}", " \r\n{\"leads\":\(rows)}\n"] {
                let answer = try served.post("leads", body, Self.json)
                #expect(answer.status == 200, "\(answer.text)")
                // The same facts as before, in another form: nothing has changed by it.
                #expect(answer.text.contains("\"unchanged\": 2"), "\(answer.text)")
                #expect(answer.text.contains("\"new\": 0"))
            }
            let spend = try served.post(
                "spend",
                "{\"spend\":[{\"month\":\"2026-03\",\"source\":\"google-ads\",\"amount\":1234.5,\"currency\":\"EUR\"}]}",
                Self.json)
            #expect(spend.status == 200, "\(spend.text)")
            let wrong: [(String, String)] = [
                ("", "Send"), ("{}", "byte 2"), ("[]", "Send"), ("{\"deals\": []}", "byte"),
                ("[{\"lead_id\": {\"a\": [1, {}]}, \"b\": []}]", "leads[0].lead_id"),
                ("[{\"a\": 01}]", "byte 8"), ("[{\"a\": \"\\ud800\"}]", "byte"),
                ("[{\"a\": 1}", "byte 10"), ("[{\"a\": 1}] x", "byte 12"),
                ("[{\"a\": 1, \"a\": 2}]", "twice"), ("[{\"a\": \"\u{1}\"}]", "byte 9"),
                (String(repeating: "[", count: 5_000), "byte"),
                ("[{\"a\":" + String(repeating: "[", count: 5_000), "byte"), ("nul", "byte 1"),
            ]
            for (body, told) in wrong {
                let answer = try served.post("leads", body, Self.json)
                #expect(answer.status == 400, "\(body.prefix(40)): \(answer.status)")
                #expect(answer.text.contains(told), "\(body.prefix(40)): \(answer.text)")
            }
        }

        @Test("Who may not import, and what is no import, is told so before rows are read")
        func refused() throws {
            let served = try Served()
            func status(
                _ path: String, _ headers: [(String, String)], method: String = "POST",
                length: String = "1000000"
            ) throws -> Int {
                // The body never comes.
                let head =
                    "\(method) \(path) HTTP/1.1\r\nHost: \(served.service.host):\(served.service.port)\r\n"
                    + headers.map { "\($0.0): \($0.1)\r\n" }.joined()
                    + "Content-Length: \(length)\r\n\r\n"
                return try RunningService.parse(served.service.raw(Array(head.utf8))).status
            }
            let own = try #require(served.tokens["import"])
            let csv = Self.csv
            #expect(try status("/api/1/leads", [csv]) == 401)
            #expect(try status("/api/1/leads", [("Authorization", "Bearer x"), csv]) == 401)
            #expect(try status("/api/1/leads", [try #require(served.tokens["read"]), csv]) == 403)
            let cookie = try served.service.enter()
            #expect(try status("/api/1/leads", [cookie, csv]) == 403)
            #expect(
                try status("/api/1/leads", [cookie, csv, ("Sec-Fetch-Site", "cross-site")]) == 403)
            #expect(try status("/api/1/leads", [own]) == 415)
            #expect(try status("/api/1/leads", [own, ("Content-Type", "text/html")]) == 415)
            #expect(try status("/api/1/leads?accept-los=1", [own, csv]) == 400)
            #expect(try status("/api/1/leads", [own, csv, ("Idempotency-Key", "a b")]) == 400)
            #expect(try status("/api/1/leads", [own, csv], length: "1073741825") == 413)
            #expect(
                try served.service.ask("/api/1/contacts", "POST", headers: [own, csv]).status == 404
            )
            #expect(try status("/api/1/deals", [own, csv], method: "DELETE", length: "0") == 405)
            #expect(
                try served.service.ask("/api/1/deals", headers: [own]).status == 405)
            // Another table than that of the address, and rows that cannot be taken, all at once.
            let other = try served.post("deals", Self.leads)
            #expect(other.status == 422 && other.text.contains("deals"))
            let lost = try served.post(
                "leads", "lead_id,created_at,source\nL-1,x,a\nL-2,y,b\n", role: "owner")
            #expect(lost.status == 422)
            for word in ["line 2, column 5", "line 3, column 5"] {
                #expect(lost.text.contains(word), "\(lost.text)")
            }
            #expect(
                try served.service.ask("/api/1/imports", headers: [own]).text.contains(
                    "\"imports\": []"))
        }

        @Test("Without --import nothing is added, and with --data it cannot be said")
        func notImporting() throws {
            let served = try Served([], roles: ["import"])
            let answer = try served.post("leads", Self.leads)
            #expect(answer.status == 403 && answer.text.contains("mql serve --import"))
            let listed = try served.service.ask(
                "/api/1/imports", headers: [try #require(served.tokens["import"])])
            #expect(listed.status == 403)
            let place = try TemporaryPlace()
            try place.write(Self.leads, to: "leads.csv")
            let both = try Command.run(["serve", "--data", "leads.csv", "--import"], in: place.url)
            #expect(both.code == 2 && both.complaint.contains("--import"))
            let none = try Command.run(["serve", "--import"], in: place.url)
            #expect(none.code == 66)
        }

        @Test("The same key gives the same answer and imports nothing, also after a restart")
        func idempotent() throws {
            let served = try Served(roles: ["import", "owner"])
            func again(_ body: String, role: String = "import") throws -> RunningService.Answer {
                try served.post("leads", body, role: role, key: "monday-1", query: "?accept-loss=1")
            }
            let first = try again(Self.leads)
            #expect(first.status == 200 && first["idempotency-replayed"] == nil)
            let second = try again(Self.leads)
            #expect(second.body == first.body && second["idempotency-replayed"] == "true")
            #expect(try again(Self.leads + "L-4,2026-03-04,seo,\n").status == 422)
            #expect(
                try served.post("leads", Self.leads, key: "monday-1").status == 422,
                "other options are another import")
            // A key of somebody else is another.
            #expect(try again(Self.leads, role: "owner").text.contains("\"number\": 2"))
            let place = served.place
            served.service.process.terminate()
            served.service.process.waitUntilExit()
            let restarted = try RunningService(["--import"], in: place.url)
            func ask(_ path: String, _ method: String, _ body: String = "") throws
                -> RunningService.Answer
            {
                try restarted.ask(
                    path, method,
                    headers: [
                        try #require(served.tokens["import"]), Self.csv,
                        ("Idempotency-Key", "monday-1"),
                    ], body: Array(body.utf8))
            }
            let third = try ask("/api/1/leads?accept-loss=1", "POST", Self.leads)
            #expect(third.body == first.body)
            // Taken back it does not come back by itself.
            let undone = try ask("/api/1/imports/1", "DELETE")
            #expect(undone.status == 200 && undone.text.contains("\"import\": 1"))
            #expect(try ask("/api/1/imports/1", "DELETE").status == 422)
            #expect(try ask("/api/1/imports/99", "DELETE").status == 404)
            #expect(try ask("/api/1/imports/x", "DELETE").status == 404)
            let last = try ask("/api/1/leads?accept-loss=1", "POST", Self.leads)
            #expect(last.text.contains("\"undone\": true"))
            let history = try Command.run(["imports", "--format", "json"], in: place.url).output
            #expect(history.matches(of: /"number"/).count == 2)
            #expect(try Command.run(["doctor"], in: place.url).code == 0)
        }

        @Test("Who is erased is not told of in the answer to an import any more")
        func erased() throws {
            let served = try Served(roles: ["import"])
            let rows =
                "lead_id,created_at,source\nL-77,2026-03-01,seo\nL-77,2026-13-01,seo\nL-78,2026-03-01,seo\n"
            func again() throws -> RunningService.Answer {
                try served.post("leads", rows, key: "k", query: "?accept-loss=1")
            }
            #expect(try again().text.contains("problems"))
            let erased = try Command.run(
                ["privacy", "erase", "L-77", "--yes"], in: served.place.url)
            #expect(erased.code == 0)
            let answer = try again()
            #expect(answer.status == 200 && answer.text.contains("\"rejected\": 1"))
            #expect(!answer.text.contains("problems"))
            #expect(try Command.run(["doctor"], in: served.place.url).code == 0)
        }

        @Test("A body goes to a file that only its owner can read, and is gone with the connection")
        func file() throws {
            let served = try Served(roles: ["import"])
            let folder = served.place.path + "/mql-data/incoming"
            func files() throws -> [String] {
                try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
                    $0.hasSuffix("body")
                }
            }
            let descriptor = try served.service.connect()
            let token = try #require(served.tokens["import"])
            RunningService.send(
                Array(
                    ("POST /api/1/leads HTTP/1.1\r\nHost: \(served.service.host):\(served.service.port)\r\n"
                        + "\(token.0): \(token.1)\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nlead_\r\n").utf8), descriptor)
            var found: [String] = []
            for _ in 0..<100 where found.isEmpty {
                usleep(50_000)
                found = try files()
            }
            let path = try #require(found.first)
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
            #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            close(descriptor)
            for _ in 0..<100 where try !files().isEmpty { usleep(50_000) }
            #expect(try files().isEmpty)
            // What a killed program left is gone at the next start.
            kill(served.service.process.processIdentifier, SIGKILL)
            served.service.process.waitUntilExit()
            let left = "\(folder)/1-left/a"
            try FileManager.default.createDirectory(
                atPath: left, withIntermediateDirectories: true)
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(left)/contacts.csv"))
            let restarted = try RunningService(["--import"], in: served.place.url)
            #expect(!FileManager.default.fileExists(atPath: left))
            #expect(try restarted.ask("/healthz").status == 200)
        }

        @Test("More than is held in memory goes through, in pieces of any size")
        func large() throws {
            let served = try Served(roles: ["import"])
            let rows =
                "lead_id,created_at,source,company\n"
                + (1...60_000).map {
                    "L-\($0),2026-03-0\($0 % 9 + 1),google-ads,\(String(repeating: "x", count: 20)) \($0)\n"
                }.joined()
            #expect(rows.utf8.count > 2 << 20)
            let answer = try served.post("leads", rows)
            #expect(answer.status == 200 && answer.text.contains("\"new\": 60000"))
        }
    }
#endif
