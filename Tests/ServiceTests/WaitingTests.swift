#if Service
    import Foundation
    import TestSupport
    import Testing

    #if canImport(Darwin)
        import Darwin
    #else
        import Glibc
    #endif

    /// Questions that take long, and who waits for them.
    struct WaitingTests {
        /// Leads of which it takes seconds to say what they are.
        private func manyLeads() throws -> TemporaryPlace {
            let place = try TemporaryPlace()
            let actions = ["pricing_page", "spec_download", "form_question"]
            var leads = "lead_id,created_at,source,job_title,company,employees,country,industry\n"
            var acts = "lead_id,at,action\n"
            for number in 0..<40_000 {
                let month = "2026-0\(number % 9 + 1)"
                let day = number % 20 + 1
                leads +=
                    "L\(number),\(month)-\(day < 10 ? "0" : "")\(day),google,Hoofd inkoop,Firma \(number),120,NL,food\n"
                for (later, action) in actions.enumerated() {
                    let day = day + later + 1
                    acts += "L\(number),\(month)-\(day < 10 ? "0" : "")\(day),\(action)\n"
                }
            }
            try place.write(leads, to: "leads.csv")
            try place.write(acts, to: "activities.csv")
            return place
        }

        /// How much the processor has done for it, in seconds: time on a clock is also that of others on the machine.
        private func work(_ service: RunningService) throws -> Double {
            let stat = try String(
                contentsOfFile: "/proc/\(service.process.processIdentifier)/stat", encoding: .utf8)
            let fields = stat.drop { $0 != ")" }.split(separator: " ")
            return ((Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0)) / 100
        }

        /// Asks and does not wait for the answer.
        private func begin(
            _ path: String, _ service: RunningService, _ cookie: (String, String)
        ) throws -> Int32 {
            let descriptor = try service.connect()
            let head =
                "GET \(path) HTTP/1.1\r\nHost: \(service.authority)\r\n\(cookie.0): \(cookie.1)\r\n\r\n"
            RunningService.send(Array(head.utf8), descriptor)
            return descriptor
        }

        @Test(
            "Questions that nobody waits for are stopped, and the next one does not wait for them",
            .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat")))
        func stopped() throws {
            let place = try manyLeads()
            let service = try RunningService(
                ["--data", "leads.csv", "activities.csv"], in: place.url)
            let cookie = try service.enter()
            func ask(_ path: String) throws {
                #expect(try service.ask(path, headers: [cookie]).status == 200)
            }
            func worked(_ body: () throws -> Void) throws -> Double {
                let before = try work(service)
                try body()
                return try work(service) - before
            }
            // The facts are read by the first one; each day is counted anew.
            try ask("/report.json?as-of=2026-11-01")
            let whole = try worked { try ask("/report.json?as-of=2026-11-02") }
            let left = try worked {
                for day in 3...22 {
                    let path = "/report.json?as-of=2026-11-\(day < 10 ? "0" : "")\(day)"
                    let descriptor = try begin(path, service, cookie)
                    usleep(20_000)
                    close(descriptor)
                }
                try ask("/report.json?as-of=2026-11-23")
            }
            #expect(
                left < whole * 4,
                "twenty questions that nobody waits for and one more took \(left) s, one takes \(whole) s"
            )
            // What was stopped is no answer: asked again it is that of the whole.
            let answer = try service.ask("/report.json?as-of=2026-11-03", headers: [cookie])
            let printed = try Command.run(
                [
                    "report", "--as-of", "2026-11-03", "--data", "leads.csv", "activities.csv",
                    "--format", "json",
                ], in: place.url)
            #expect(answer.text == printed.output)
        }

        @Test("Two wait for the same: where one goes the other is answered")
        func other() throws {
            let place = try manyLeads()
            let service = try RunningService(
                ["--data", "leads.csv", "activities.csv"], in: place.url)
            let cookie = try service.enter()
            let path = "/report.json?as-of=2026-11-01"
            let (one, two) = (
                try begin(path, service, cookie), try begin(path, service, cookie)
            )
            defer { close(two) }
            usleep(300_000)
            close(one)
            let head = try #require(
                String(bytes: RunningService.readSome(two), encoding: .utf8))
            #expect(head.hasPrefix("HTTP/1.1 200"))
        }

        @Test("judge, held answers and the door do not wait for a question that takes long")
        func beside() throws {
            let place = try manyLeads()
            let service = try RunningService(
                ["--data", "leads.csv", "activities.csv"], in: place.url)
            let cookie = try service.enter()
            let value = "/value.json?mqls=100&sqls=13&closed=12&won=4&margin=9000"
            #expect(try service.ask(value, headers: [cookie]).status == 200)
            let start = DispatchTime.now().uptimeNanoseconds
            let slow = try begin("/report.json", service, cookie)
            defer { close(slow) }
            let json = ("Content-Type", "application/json")
            let own = ("Sec-Fetch-Site", "same-origin")
            var asked = 0
            for _ in 0..<5 {
                let judged = try service.ask(
                    "/api/1/judge", "POST", headers: [cookie, json, own],
                    body: Array("{\"lead_id\": \"1\", \"created_at\": \"2026-09-01\"}".utf8))
                #expect(judged.status == 200)
                #expect(try service.ask(value, headers: [cookie]).status == 200)
                #expect(try service.ask("/metrics", headers: [cookie]).status == 200)
                #expect(try service.ask("/healthz").status == 200)
                asked += 4
            }
            let beside = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            #expect(!RunningService.readSome(slow).isEmpty)
            let whole = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            #expect(beside < whole, "\(asked) answers in \(beside) s, the long one in \(whole) s")
        }
    }
#endif
