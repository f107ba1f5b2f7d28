#if Service
    import Foundation
    import TestSupport
    import Testing

    /// Who gets in, and under which names.
    struct DoorTests {
        private func withDemo(_ body: (RunningService) throws -> Void) throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            try body(RunningService(in: place.url.appendingPathComponent("mql-demo")))
        }

        @Test("Nobody gets an answer without a token, and the link lets one in once")
        func door() throws {
            try withDemo { service in
                #expect(try service.ask("/healthz").status == 200)
                #expect(try service.ask("/report.json").status == 401)
                #expect(try service.ask("/report.json")["www-authenticate"] == "Bearer")
                // A browser gets the door itself.
                let door = try service.ask("/report", headers: [("Accept", "text/html")])
                #expect(door.status == 401 && door.text.contains("action=\"/enter\""))
                let cookie = try service.enter()
                #expect(try service.ask("/check.json", headers: [cookie]).status == 200)
                // The code is used up; a code that was never given is not told apart from it.
                for code in [service.code, String(repeating: "0", count: 32), ""] {
                    let again = try service.ask(
                        "/enter", "POST",
                        headers: [
                            ("Sec-Fetch-Site", "same-origin"),
                            ("Content-Type", "application/x-www-form-urlencoded"),
                        ], body: Array("code=\(code)".utf8))
                    #expect(again.status == 401)
                }
                // Who leaves is out.
                let left = try service.ask(
                    "/leave", "POST", headers: [cookie, ("Sec-Fetch-Site", "same-origin")])
                #expect(left.status == 303)
                #expect(try service.ask("/check.json", headers: [cookie]).status == 401)
            }
        }

        @Test("The cookie is for this host, no script and no other page")
        func cookie() throws {
            try withDemo { service in
                let answer = try service.ask(
                    "/enter", "POST",
                    headers: [
                        ("Sec-Fetch-Site", "none"),
                        ("Content-Type", "application/x-www-form-urlencoded"),
                    ], body: Array("code=\(service.code)".utf8))
                let cookie = try #require(answer["set-cookie"])
                for word in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"] {
                    #expect(cookie.contains(word))
                }
                #expect(!cookie.contains("Domain"))
                #expect(service.host.wholeMatch(of: /mql-[0-9a-f]{8}\.localhost/) != nil)
            }
        }

        /// What is asked under which name, from where, in which way, and what is answered.
        struct Row: CustomTestStringConvertible, Sendable {
            let method: String
            let host: String
            let headers: [(String, String)]
            let hasCookie: Bool
            let status: Int

            var testDescription: String { "\(method) \(host) \(headers) → \(status)" }
        }

        @Test("Hosts, origins and methods: what is answered to each")
        func matrix() throws {
            try withDemo { service in
                let cookie = try service.enter()
                let own = "\(service.host):\(service.port)"
                let origin = ("Origin", "http://\(own)")
                let foreign = ("Origin", "http://evil.example")
                func row(
                    _ method: String, _ host: String, _ headers: [(String, String)] = [],
                    cookie: Bool = true, gives status: Int
                ) -> Row {
                    Row(
                        method: method, host: host, headers: headers, hasCookie: cookie,
                        status: status)
                }
                let reads: [Row] = [
                    row("GET", own, gives: 200), row("HEAD", own, gives: 200),
                    row("GET", "localhost:\(service.port)", gives: 200),
                    row("GET", "127.0.0.1:\(service.port)", gives: 200),
                    row("GET", "[::1]:\(service.port)", gives: 200),
                    row("GET", own.uppercased(), gives: 200),
                    row("GET", own, [foreign], gives: 200),
                    row("GET", own, cookie: false, gives: 401),
                    row("HEAD", own, cookie: false, gives: 401),
                    row("GET", "evil.example", gives: 421),
                    row("GET", "evil.example:\(service.port)", gives: 421),
                    row("HEAD", "evil.example", gives: 421),
                    row("POST", "evil.example", gives: 421),
                    row("DELETE", "evil.example", gives: 421),
                    row("OPTIONS", "evil.example", gives: 421),
                    row("GET", "\(service.host).evil.example:\(service.port)", gives: 421),
                    row("GET", "localhost", gives: 421), row("GET", "localhost:1", gives: 421),
                    row("GET", "127.0.0.1.nip.io:\(service.port)", gives: 421),
                    row("GET", "", gives: 421),
                    row("GET", "169.254.1.1:\(service.port)", gives: 421),
                    row("GET", "evil.example", cookie: false, gives: 421),
                ]
                let writes: [Row] = [
                    row("OPTIONS", own, gives: 405), row("PUT", own, gives: 405),
                    row("PATCH", own, gives: 405),
                    row("TRACE", own, gives: 405),
                    row("POST", own, [("Sec-Fetch-Site", "same-origin")], gives: 405),
                    row("DELETE", own, [("Sec-Fetch-Site", "same-origin")], gives: 405),
                    row("POST", own, [("Sec-Fetch-Site", "none")], gives: 405),
                    row("POST", own, [origin], gives: 405),
                    row("POST", own, gives: 403), row("POST", own, [foreign], gives: 403),
                    row("POST", own, [("Origin", "null")], gives: 403),
                    row("POST", own, [("Origin", "https://\(own)")], gives: 403),
                    row("POST", own, [("Origin", "http://\(own).evil.example")], gives: 403),
                    row("POST", own, [("Sec-Fetch-Site", "cross-site")], gives: 403),
                    row("POST", own, [("Sec-Fetch-Site", "same-site")], gives: 403),
                    row("POST", own, [("Sec-Fetch-Site", "cross-site"), origin], gives: 403),
                    row("DELETE", own, [("Sec-Fetch-Site", "cross-site")], gives: 403),
                    row("DELETE", own, gives: 403),
                    row("POST", own, [origin], cookie: false, gives: 401),
                    row("DELETE", own, cookie: false, gives: 401),
                ]
                #expect(reads.count + writes.count >= 40)
                for row in reads + writes {
                    let answer = try service.ask(
                        "/check.json", row.method,
                        headers: row.headers + (row.hasCookie ? [cookie] : []), host: row.host)
                    #expect(answer.status == row.status, "\(row.testDescription): \(answer.status)")
                    if answer.status == 405 { #expect(answer["allow"] != nil) }
                }
                // Two names, or none, are no request.
                #expect(
                    try service.ask(
                        "/check.json", headers: [cookie, ("Host", own), ("Host", "evil.example")]
                    ).status == 400)
            }
        }

        @Test("A token has the rights of its role, until its last day or until it is taken back")
        func tokens() throws {
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
            func token(_ name: String, _ role: String, _ more: [String] = []) throws -> (
                String, String
            ) {
                let made = try Command.run(
                    ["token", "add", "--name", name, "--role", role] + more, in: folder)
                #expect(made.code == 0)
                return (
                    "Authorization",
                    "Bearer " + made.output.trimmingCharacters(in: .whitespacesAndNewlines)
                )
            }
            let (read, sales) = (try token("crm", "read"), try token("anna", "sales"))
            let old = try token("old", "owner", ["--until", "2020-01-01"])
            let service = try RunningService(in: folder)
            func status(_ path: String, _ header: (String, String)) throws -> Int {
                try service.ask(path, headers: [header]).status
            }
            #expect(try status("/report.json", read) == 200)
            #expect(try status("/leads.json", read) == 403)
            #expect(try status("/explain.json?lead=L-0014", read) == 403)
            #expect(try status("/leads.json?limit=3", sales) == 200)
            #expect(try status("/report.json", old) == 401)
            // A token in Basic is one, but not from a browser, which would send it along by itself.
            let basic = Data("crm:\(read.1.dropFirst(7))".utf8).base64EncodedString()
            #expect(try status("/report.json", ("Authorization", "Basic \(basic)")) == 200)
            #expect(
                try service.ask(
                    "/report.json",
                    headers: [("Authorization", "Basic \(basic)"), ("Sec-Fetch-Site", "none")]
                ).status == 401)
            // That leads were shown is in the log, and by whom; no token is anywhere.
            let log = try Command.run(["privacy", "log"], in: folder).output
            #expect(log.contains("token anna"))
            let kept = try String(
                contentsOf: folder.appendingPathComponent("mql-data/access"), encoding: .utf8)
            #expect(!kept.contains(String(read.1.dropFirst(7))))
            let mode = try FileManager.default.attributesOfItem(
                atPath: folder.appendingPathComponent("mql-data/access").path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(try Command.run(["token", "remove", "crm"], in: folder).code == 0)
            #expect(try status("/report.json", read) == 401)
        }
    }
#endif
