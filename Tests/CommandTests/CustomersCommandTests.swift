import TestSupport
import Testing

/// What the call says of the invented firm, and of names that are none.
struct CustomersCommandTests {
    @Test("The invented firm sells once to each; its cost and its sales are told on one screen")
    func demo() throws {
        try DemoPlace.use { folder in
            let call = ["customers", "--data"] + DemoPlace.files + ["--as-of", "2026-10-01"]
            let short = try Command.run(call, in: folder, isFull: false)
            #expect(short.code == 0, "\(short.complaint)")
            let lines = short.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 36 && lines.allSatisfy { $0.count <= 100 })
            #expect(short.output.oneLine.contains("cannot be told: no customer bought twice"))
            #expect(short.output.oneLine.contains("won, marketing sourced"))
        }
    }

    @Test("A source that is none is told with those that are")
    func unknown() throws {
        try DemoPlace.use { folder in
            let call = ["customers", "--data"] + DemoPlace.files + ["--as-of", "2026-10-01"]
            let source = try Command.run(call + ["--source", "gogle-ads"], in: folder)
            #expect(source.code == 66 && source.complaint.contains("Did you mean \"google-ads\""))
            let other = try Command.run(call + ["--not-marketing", "referal"], in: folder)
            #expect(other.code == 66 && other.complaint.contains("Did you mean \"referral\""))
        }
    }
}
