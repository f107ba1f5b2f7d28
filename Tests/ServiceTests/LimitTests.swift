#if Service
    import Foundation
    import TestSupport
    import Testing

    #if canImport(Darwin)
        import Darwin
    #else
        import Glibc
    #endif

    /// What is too much, too slow or no request at all.
    struct LimitTests {
        private func withDemo(_ body: (RunningService, (String, String)) throws -> Void) throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let service = try RunningService(in: place.url.appendingPathComponent("mql-demo"))
            try body(service, service.enter())
        }

        @Test(
            "A head over 16 KiB, a body over 2 MiB and bytes that are no request are refused with a reason"
        )
        func sizes() throws {
            try withDemo { service, cookie in
                let long = String(repeating: "a", count: 17_000)
                let head = try service.ask("/healthz", headers: [("X-Long", long)])
                #expect(head.status == 431)
                #expect(
                    head["content-security-policy"] != nil
                        && head["x-content-type-options"] == "nosniff")
                #expect(try service.ask("/healthz?\(long)").status == 431)
                #expect(
                    try service.ask(
                        "/healthz", headers: [("X-Long", String(repeating: "a", count: 12_000))]
                    )
                    .status == 200)
                let json = ("Content-Type", "application/json")
                let own = ("Sec-Fetch-Site", "same-origin")
                let big = try service.ask(
                    "/api/1/judge", "POST", headers: [cookie, json, own],
                    body: [UInt8](repeating: 32, count: 2_200_000))
                #expect(big.status == 413)
                for garbage in ["\u{1}\u{2}\u{3}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"]
                {
                    let bytes = try service.raw(Array(garbage.utf8))
                    let status = try? RunningService.parse(bytes).status
                    #expect(
                        bytes.isEmpty || status == 400 || status == 505,
                        "\(garbage.debugDescription)")
                }
                #expect(try service.ask("/healthz").status == 200)
            }
        }

        @Test("Questions behind each other on one connection are answered in their order")
        func pipelining() throws {
            try withDemo { service, cookie in
                let host = "Host: \(service.host):\(service.port)\r\n\(cookie.0): \(cookie.1)\r\n"
                let asked =
                    "GET /check.json HTTP/1.1\r\n\(host)\r\nGET /healthz HTTP/1.1\r\n\(host)\r\n"
                    + "GET /nothing HTTP/1.1\r\n\(host)Connection: close\r\n\r\n"
                let bytes = try service.raw(Array(asked.utf8))
                let statuses = String(decoding: bytes, as: UTF8.self)
                    .matches(of: /HTTP\/1\.1 ([0-9]{3})/).map { String($0.output.1) }
                #expect(statuses == ["200", "200", "404"])
            }
        }

        @Test("Whoever sends a head or a body too slowly is cut off")
        func slow() throws {
            try withDemo { service, cookie in
                let (slowHead, slowBody) = (try service.connect(), try service.connect())
                defer {
                    close(slowHead)
                    close(slowBody)
                }
                RunningService.send(Array("GET /healthz HTTP/1.1\r\nHost: ".utf8), slowHead)
                let head =
                    "POST /api/1/judge HTTP/1.1\r\nHost: \(service.host):\(service.port)\r\n\(cookie.0): \(cookie.1)\r\n"
                    + "Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 100000\r\n\r\n{"
                RunningService.send(Array(head.utf8), slowBody)
                let start = Date()
                #expect(RunningService.readAll(slowHead).isEmpty)
                #expect(RunningService.readAll(slowBody).isEmpty)
                let taken = Date().timeIntervalSince(start)
                #expect(taken > 7 && taken < 60)
                #expect(try service.ask("/healthz").status == 200)
            }
        }

        @Test("Texts that mean something elsewhere are texts here, in every field and header")
        func hostile() throws {
            try withDemo { service, cookie in
                let texts = [
                    "<script>alert(1)</script>", "'; DROP TABLE leads; --", "../../etc/passwd",
                    "%00", "%0d%0aX: y",
                    "\u{202E}abc", "{{7*7}}", "${jndi:ldap://x}", "=cmd|'/c calc'!A1", "\\u0000",
                    "%ff%fe",
                    "-9999999999999999999", "1e309", "NaN", "2026-13-45", "9999-12-31..0001-01-01",
                    "--help",
                    "--data=/etc/passwd", "@file", "`id`", "$(id)", "\"><img src=x>", "a\u{0301}",
                    "👩‍👩‍👧‍👦",
                ]
                let fields = [
                    "period", "what-if", "margin", "by",
                ]
                for text in texts {
                    let value =
                        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                    for field in fields {
                        let answer = try service.ask(
                            "/report.json?\(field)=\(value)", headers: [cookie])
                        #expect(
                            answer.status < 500,
                            "\(field)=\(text): \(answer.status)")
                        #expect(!answer.text.contains("<script>"))
                    }
                    let ascii = String(text.unicodeScalars.filter { $0.isASCII && $0.value >= 32 })
                    for header in [
                        "Cookie", "Authorization", "Accept-Language", "If-None-Match", "Origin",
                    ] {
                        let answer = try service.ask("/check.json", headers: [(header, ascii)])
                        #expect(answer.status == 401 || answer.status == 400, "\(header): \(text)")
                    }
                }
                #expect(try service.ask("/healthz").status == 200)
            }
        }

        @Test("Asked to end it answers what it was asked, and ends with 0")
        func ends() throws {
            try withDemo { service, cookie in
                let descriptor = try service.connect()
                defer { close(descriptor) }
                let head =
                    "GET /report.json HTTP/1.1\r\nHost: \(service.host):\(service.port)\r\n\(cookie.0): \(cookie.1)\r\n\r\n"
                RunningService.send(Array(head.utf8), descriptor)
                usleep(100_000)
                service.process.terminate()
                let answer = try RunningService.parse(RunningService.readAll(descriptor))
                #expect(answer.status == 200)
                #expect(answer["content-length"] == "\(answer.body.count)")
                service.process.waitUntilExit()
                #expect(service.process.terminationStatus == 0)
            }
        }
    }
#endif
