#if Service
    import Foundation
    import TestSupport
    import Testing

    /// A proxy that says who asks, and everybody else who says so.
    struct ProxyTests {
        private static let secret = String(repeating: "s3cret-", count: 6)
        private static let proof = ("X-MQL-Proxy", secret)

        /// A workspace with what the demo has, and users in it.
        private func workspace(_ users: [(name: String, user: String, role: String)]) throws
            -> (place: TemporaryPlace, folder: URL)
        {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let demo = place.url.appendingPathComponent("mql-demo")
            let folder = place.url.appendingPathComponent("work")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            #expect(try Command.run(["init"], in: folder).code == 0)
            let files = ["leads", "activities", "stages", "deals", "spend"].map {
                demo.appendingPathComponent("\($0).csv").path
            }
            #expect(try Command.run(["import"] + files, in: folder).code == 0)
            for (name, user, role) in users {
                let made = try Command.run(
                    ["token", "add", "--name", name, "--user", user, "--role", role], in: folder)
                #expect(made.code == 0 && !made.output.contains("mql_"))
            }
            return (place, folder)
        }

        private func file(_ text: String, mode: Int, in folder: URL) throws -> String {
            let file = folder.appendingPathComponent("proxy.secret")
            try? FileManager.default.removeItem(at: file)
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: file.path)
            return file.path
        }

        private static let proxy = ["--behind-proxy", "--host-name", "mql.example.com"]

        @Test(
            "Who says who asks has to be the proxy: it shows the secret, and hands on nothing of the client"
        )
        func users() throws {
            let (place, folder) = try workspace([
                ("anna", "anna@example.com", "sales"), ("rob", "rob@example.com", "read"),
            ])
            defer { withExtendedLifetime(place) {} }
            let secret = try file(Self.secret + "\n", mode: 0o600, in: folder)
            let service = try RunningService(
                Self.proxy + ["--user-header", "X-User", "--proxy-secret", secret], in: folder)
            func status(_ path: String, _ headers: [(String, String)]) throws -> Int {
                try service.ask(path, headers: headers).status
            }
            let (anna, rob) = (("X-User", "anna@example.com"), ("x-user", "ROB@Example.com"))
            #expect(try status("/report.json", [Self.proof, anna]) == 200)
            #expect(try status("/leads.json?limit=3", [Self.proof, anna]) == 200)
            #expect(try status("/report.json", [Self.proof, rob]) == 200)
            #expect(try status("/leads.json?limit=3", [Self.proof, rob]) == 403)
            // Without the secret, with another, a part of it, or two of them nobody is heard.
            for proofs in [
                [], [("X-MQL-Proxy", "")], [("X-MQL-Proxy", String(Self.secret.dropLast()))],
                [("X-MQL-Proxy", Self.secret + "x")], [Self.proof, ("X-MQL-Proxy", "other")],
                [Self.proof, Self.proof], [("X-Mql_Proxy", Self.secret)],
                [("X-MQL-Proxy", Self.secret.uppercased())],
            ] {
                #expect(try status("/report.json", proofs + [anna]) == 401, "\(proofs)")
            }
            // Two users: the proxy handed on what the client sent. One who is empty is none.
            #expect(try status("/report.json", [Self.proof, anna, rob]) == 400)
            #expect(try status("/report.json", [Self.proof, anna, anna]) == 400)
            #expect(try status("/report.json", [Self.proof, ("X-User", "")]) == 401)
            #expect(try status("/report.json", [Self.proof, ("X_User", anna.1)]) == 401)
            // Nobody's list: the proxy joined two.
            for user in [
                "eve@example.com", "anna@example.com, eve@example.com",
                "anna@example.com.evil.example",
            ] {
                let answer = try service.ask(
                    "/report.json", headers: [Self.proof, ("X-User", user)])
                #expect(answer.status == 403 && answer.text.contains("mql token add"), "\(user)")
            }
            let page = try service.ask(
                "/report",
                headers: [
                    Self.proof, ("X-User", "<b>eve</b>@example.com"), ("Accept", "text/html"),
                ])
            #expect(page.status == 403 && page.text.contains("&lt;b&gt;eve"))
            #expect(!page.text.contains("<b>eve"))
            // Other names that proxies hand on are not heard, with or without the secret.
            for name in [
                "X-Forwarded-Host", "X-Forwarded-Server", "X-Original-Host", "Forwarded",
                "X-Host",
            ] {
                let value = name == "Forwarded" ? "host=mql.example.com" : "mql.example.com"
                #expect(
                    try service.ask(
                        "/report.json", headers: [Self.proof, anna, (name, value)],
                        host: "evil.example"
                    ).status == 421, "\(name)")
            }
            for name in ["X-Forwarded-User", "X-Remote-User", "X-Forwarded-Email", "Remote-User"] {
                #expect(try status("/report.json", [Self.proof, (name, anna.1)]) == 401)
            }
            // That leads were shown is in the log under the name, and no address is kept.
            #expect(try Command.run(["privacy", "log"], in: folder).output.contains("token anna"))
            let kept = try String(
                contentsOf: folder.appendingPathComponent("mql-data/access"), encoding: .utf8)
            #expect(!kept.contains("example.com") && kept.contains("user anna sales"))
            #expect(try Command.run(["token", "remove", "anna"], in: folder).code == 0)
            #expect(try status("/report.json", [Self.proof, anna]) == 403)
        }

        @Test("Who is known by a header writes from a page of the service only, as with a cookie")
        func writing() throws {
            let (place, folder) = try workspace([("anna", "anna@example.com", "owner")])
            defer { withExtendedLifetime(place) {} }
            let made = try Command.run(
                ["token", "add", "--name", "crm", "--role", "read"], in: folder)
            let token = (
                "Authorization",
                "Bearer " + made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            )
            let secret = try file(Self.secret, mode: 0o400, in: folder)
            let service = try RunningService(
                Self.proxy + ["--user-header", "x-user", "--proxy-secret", secret], in: folder)
            let anna = ("X-User", "anna@example.com")
            func judge(_ headers: [(String, String)]) throws -> Int {
                try service.ask(
                    "/api/1/judge", "POST",
                    headers: headers + [("Content-Type", "application/json")],
                    body: Array("{\"lead_id\": \"1\", \"created_at\": \"2026-09-01\"}".utf8)
                ).status
            }
            let known = [Self.proof, anna]
            #expect(try judge(known) == 403)
            #expect(try judge(known + [("Sec-Fetch-Site", "cross-site")]) == 403)
            #expect(try judge(known + [("Origin", "http://mql.example.com")]) == 403)
            #expect(try judge(known + [("Origin", "https://evil.example")]) == 403)
            #expect(try judge(known + [("Origin", "https://mql.example.com")]) == 200)
            #expect(try judge(known + [("Sec-Fetch-Site", "same-origin")]) == 200)
            // A token by itself may; beside somebody whom the proxy names, it does not take the guard away.
            #expect(try judge([token]) == 200)
            #expect(try judge([token, Self.proof]) == 200)
            #expect(try judge([token] + known) == 403)
            #expect(try judge([token, anna]) == 200)
            // The token of the proxy's own log-in is none of ours, and the proxy still names who asks.
            #expect(
                try service.ask(
                    "/report.json", headers: known + [("Authorization", "Bearer eyJhbGciOi")]
                ).status == 200)
            // The cookie behind a proxy is for TLS, and nobody who came in by header leaves here.
            let page = try service.ask("/justify", headers: known)
            #expect(page.status == 200 && !page.text.contains("action=\"/leave\""))
            let cookie = try service.enter()
            #expect(cookie.1.hasPrefix("__Host-mql_session="))
            let own = try service.ask("/justify", headers: [cookie])
            #expect(own.text.contains("action=\"/leave\""))
        }

        @Test("A secret that others can read, or that can be guessed, is refused with what to do")
        func secrets() throws {
            let (place, folder) = try workspace([])
            defer { withExtendedLifetime(place) {} }
            func serve(_ words: [String]) throws -> CommandResult {
                try Command.run(["serve", "--port", "0"] + words, in: folder)
            }
            let header = Self.proxy + ["--user-header", "X-User"]
            for (text, mode, code, word) in [
                (Self.secret, 0o644, Int32(65), "chmod 600"), (Self.secret, 0o640, 65, "chmod 600"),
                ("short", 0o600, 65, "openssl rand"), ("", 0o600, 65, "openssl rand"),
                (String(repeating: "a", count: 31), 0o600, 65, "openssl rand"),
                (Self.secret + "\n" + Self.secret, 0o600, 65, "openssl rand"),
                (Self.secret + " é", 0o600, 65, "openssl rand"),
            ] {
                let path = try file(text, mode: mode, in: folder)
                let said = try serve(header + ["--proxy-secret", path])
                #expect(said.code == code && said.complaint.contains(word), "\(said.complaint)")
                #expect(!said.complaint.contains(Self.secret))
            }
            #expect(try serve(header + ["--proxy-secret", "nowhere"]).code == 66)
            let good = try file(Self.secret, mode: 0o600, in: folder)
            #expect(try serve(header).code == 2)
            #expect(try serve(["--user-header", "X-User", "--proxy-secret", good]).code == 2)
            #expect(try serve(Self.proxy + ["--proxy-secret", good]).code == 2)
            for name in ["Host", "cookie", "X-MQL-Proxy", "X_User", "X User", "", "Sec-Fetch-Site"]
            {
                let said = try serve(
                    Self.proxy + ["--user-header", name, "--proxy-secret", good])
                #expect(said.code == 2, "\(name)")
            }
            // Of files no workspace says who may come in.
            let said = try Command.run(
                ["serve", "--data", "spend.csv", "--proxy-secret", "../work/proxy.secret"] + header,
                in: place.url.appendingPathComponent("mql-demo"))
            #expect(said.code == 66 && said.complaint.contains("mql init"))
            for user in ["two words", "a,b", "", String(repeating: "a", count: 201)] {
                let said = try Command.run(
                    ["token", "add", "--name", "x", "--user", user, "--role", "read"], in: folder)
                #expect(said.code == 65, "\(user)")
            }
            let add = ["token", "add", "--role", "read", "--user", "a@example.com", "--name"]
            #expect(try Command.run(add + ["one"], in: folder).code == 0)
            let again = try Command.run(add + ["two"], in: folder)
            #expect(again.code != 0 && again.complaint.contains("one"))
        }

        @Test("A socket is for its owner alone, is taken away at the end, and nothing else ever is")
        func socket() throws {
            let (place, folder) = try workspace([("anna", "anna@example.com", "read")])
            defer { withExtendedLifetime(place) {} }
            let path = folder.appendingPathComponent("mql.sock").path
            let words = Self.proxy + ["--user-header", "X-User", "--listen", "unix:mql.sock"]
            func mode() -> Int? {
                (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions])
                    as? Int
            }
            do {
                let service = try RunningService(words, in: folder)
                #expect(mode() == 0o600)
                let anna = ("X-User", "anna@example.com")
                #expect(try service.ask("/report.json", headers: [anna]).status == 200)
                #expect(try service.ask("/leads.json", headers: [anna]).status == 403)
                #expect(try service.ask("/report.json").status == 401)
                #expect(
                    try service.ask("/report.json", headers: [anna], host: "evil.example").status
                        == 421)
                // Another one does not take the place of one that runs.
                let second = try Command.run(["serve"] + words, in: folder)
                #expect(second.code != 0 && second.complaint.contains("mql.sock"))
                #expect(try service.ask("/report.json", headers: [anna]).status == 200)
                service.process.terminate()
                service.process.waitUntilExit()
                #expect(service.process.terminationStatus == 0)
                #expect(!FileManager.default.fileExists(atPath: path))
            }
            do {
                // What was left by one that was killed is taken away.
                let killed = try RunningService(words, in: folder)
                kill(killed.process.processIdentifier, SIGKILL)
                killed.process.waitUntilExit()
                #expect(mode() == 0o600)
                let service = try RunningService(words, in: folder)
                #expect(try service.ask("/healthz").status == 200)
            }
            // A file, a folder and a link are left as they are.
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try Command.run(["serve"] + words, in: folder).code != 0)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: "mql-data/access")
            #expect(try Command.run(["serve"] + words, in: folder).code != 0)
            #expect(FileManager.default.fileExists(atPath: folder.path + "/mql-data/access"))
            let long = "unix:" + String(repeating: "a", count: 120)
            let said = try Command.run(
                ["serve"] + Self.proxy + ["--listen", long], in: folder)
            #expect(said.code != 0 && said.complaint.contains("--listen unix:"))
            #expect(try Command.run(["serve", "--listen", "unix:mql.sock"], in: folder).code == 2)
        }
    }
#endif
