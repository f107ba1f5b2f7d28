#if Service
    import Foundation
    import TestSupport
    import Testing

    /// An import over HTTP that is killed, or asked beside others: nothing is lost, nothing is there twice.
    @Suite(.serialized)
    struct ImportKillTests {
        private static let rows = 2_000

        /// Leads from a number on, in a file of some size.
        private static func leads(from first: Int, _ count: Int = rows) -> [UInt8] {
            Array(
                ("lead_id,created_at,source,company\n"
                    + (first..<first + count).map {
                        "L-\($0),2026-03-0\($0 % 9 + 1),google-ads,Firma \($0)\n"
                    }.joined()).utf8)
        }

        private struct Served: Sendable {
            let place: TemporaryPlace
            let token: (String, String)

            init() throws {
                place = try TemporaryPlace()
                #expect(try Command.run(["init"], in: place.url).code == 0)
                let made = try Command.run(
                    ["token", "add", "--name", "crm", "--role", "import"], in: place.url)
                let secret = made.output.firstMatch(of: /mql_[0-9a-f]{64}/).map {
                    String($0.output)
                }
                token = ("Authorization", "Bearer \(try #require(secret))")
            }

            func start() throws -> RunningService {
                try RunningService(["--import"], in: place.url)
            }

            func post(_ service: RunningService, _ body: [UInt8], key: String) throws
                -> RunningService.Answer
            {
                try service.ask(
                    "/api/1/leads", "POST",
                    headers: [token, ("Content-Type", "text/csv"), ("Idempotency-Key", key)],
                    body: body)
            }

            /// The imports that stand, by how many rows each has.
            func imports(_ service: RunningService) throws -> [Int] {
                try service.ask("/api/1/imports", headers: [token]).text
                    .matches(of: /"rows": ([0-9]+)/).compactMap { Int($0.output.1) }
            }
        }

        /// What threads of a test have seen.
        private final class Seen: @unchecked Sendable {
            private let lock = NSLock()
            private var all: [String] = []
            private var isOver = false

            func add(_ text: String) { lock.withLock { all.append(text) } }
            var texts: [String] { lock.withLock { all } }
            func end() { lock.withLock { isOver = true } }
            var hasEnded: Bool { lock.withLock { isOver } }
        }

        @Test(
            "Killed at any moment: the same key gives the import once, and the workspace is whole")
        func killed() throws {
            let served = try Served()
            var service = try served.start()
            // How long one takes says between which moments it is killed.
            let start = Date()
            #expect(try served.post(service, Self.leads(from: 1), key: "k-0").status == 200)
            let taken = Date().timeIntervalSince(start)
            let moments = Torture.tries(6, 50)
            var (answered, replayed) = (0, 0)
            for moment in 1...moments {
                let body = Self.leads(from: moment * Self.rows + 1)
                let seen = Seen()
                let running = service
                let thread = Thread {
                    if let answer = try? served.post(running, body, key: "k-\(moment)") {
                        seen.add("\(answer.status)")
                    }
                    seen.end()
                }
                thread.start()
                usleep(UInt32(taken * 1.2e6 * Double(moment) / Double(moments)))
                kill(service.process.processIdentifier, SIGKILL)
                service.process.waitUntilExit()
                while !seen.hasEnded { usleep(5_000) }
                if seen.texts == ["200"] { answered += 1 }
                service = try served.start()
                let again = try served.post(service, body, key: "k-\(moment)")
                #expect(again.status == 200, "\(again.text)")
                #expect(again.text.contains("\"new\": \(Self.rows)"), "\(again.text)")
                if again["idempotency-replayed"] != nil { replayed += 1 }
                #expect(
                    try served.imports(service)
                        == [Int](repeating: Self.rows, count: moment + 1), "moment \(moment)")
            }
            #expect(replayed >= answered)
            let doctor = try Command.run(["doctor"], in: served.place.url)
            #expect(doctor.code == 0, "\(doctor.output)")
            print(
                "killed \(moments) times in \(String(format: "%.2f", taken)) s: \(answered) answered before, \(replayed) kept before"
            )
        }

        @Test("Asked to end in the middle it keeps the whole import or nothing")
        func ended() throws {
            let served = try Served()
            var service = try served.start()
            for moment in 1...Torture.tries(2, 10) {
                let body = Self.leads(from: moment * Self.rows + 1)
                let running = service
                let seen = Seen()
                let thread = Thread {
                    if let answer = try? served.post(running, body, key: "e-\(moment)") {
                        seen.add("\(answer.status)")
                    }
                    seen.end()
                }
                thread.start()
                usleep(UInt32(40_000 * moment))
                service.process.terminate()
                service.process.waitUntilExit()
                #expect(service.process.terminationStatus == 0)
                while !seen.hasEnded { usleep(5_000) }
                service = try served.start()
                #expect(try served.post(service, body, key: "e-\(moment)").status == 200)
                #expect(
                    try served.imports(service) == [Int](repeating: Self.rows, count: moment))
            }
            #expect(try Command.run(["doctor"], in: served.place.url).code == 0)
        }

        @Test("Two that import and ten that read at once: every answer is whole")
        func together() throws {
            let served = try Served()
            let service = try served.start()
            #expect(try served.post(service, Self.leads(from: 1, 100), key: "first").status == 200)
            let imports = Torture.tries(3, 25)
            let seen = Seen()
            let readers = DispatchGroup()
            let writers = DispatchGroup()
            for writer in 1...2 {
                DispatchQueue.global().async(group: writers) {
                    for number in 1...imports {
                        let first = (writer * imports + number) * 100 + 1
                        let answer = try? served.post(
                            service, Self.leads(from: first, 100), key: "\(writer)-\(number)")
                        if answer?.status != 200 { seen.add("write \(answer?.status ?? 0)") }
                    }
                }
            }
            for reader in 1...10 {
                let thread = Thread {
                    while !seen.hasEnded {
                        let path = reader % 2 == 0 ? "/api/1/report" : "/api/1/imports"
                        let answer = try? service.ask(path, headers: [served.token])
                        let isWhole =
                            answer?.status == 200 && answer?.text.hasSuffix("}\n") ?? false
                            && answer?["content-length"] == "\(answer?.body.count ?? 0)"
                        if !isWhole {
                            seen.add("read \(answer?.status ?? 0) \(answer?.text ?? "")")
                        }
                    }
                    readers.leave()
                }
                readers.enter()
                thread.start()
            }
            writers.wait()
            seen.end()
            readers.wait()
            #expect(seen.texts == [])
            #expect(
                try served.imports(service) == [Int](repeating: 100, count: 2 * imports + 1))
            #expect(try Command.run(["doctor"], in: served.place.url).code == 0)
        }
    }
#endif
