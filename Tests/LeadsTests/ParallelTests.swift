import Leads
import Testing

struct ParallelTests {
    struct Refused: Error, Equatable {
        let part: Int
    }

    @Test(
        "Parts within parts give their results in order, on any number of threads",
        arguments: [1, 2, 3, 8])
    func nested(_ jobs: Int) {
        let sums = Parallel.map(7, jobs: jobs) { outer in
            let (inner, other) = Parallel.all(
                jobs: jobs, { Parallel.map(5, jobs: jobs) { outer * 10 + $0 } }, { outer })
            return inner + [other]
        }
        #expect(
            sums
                == (0..<7).map { outer in (0..<5).map { outer * 10 + $0 } + [outer] })
    }

    @Test("Of several parts that throw the first one counts, and the others are done")
    func failure() {
        #expect(throws: Refused(part: 3)) {
            try Parallel.map(40, jobs: 4) { part throws(Refused) -> Int in
                if part % 4 == 3 { throw Refused(part: part) }
                return part
            }
        }
    }

    @Test("What was begun is there for who asks, and who asks for nothing waits for nobody")
    func begun() throws {
        for jobs in 1...4 {
            let begun = Parallel.Begun(9, jobs: jobs) { part in part * part }
            #expect(try begun.results() == (0..<9).map { $0 * $0 })
        }
        for _ in 0..<50 { _ = Parallel.Begun(100, jobs: 3) { $0 } }
    }

    @Test("Work that nobody else comes to is done by who asked")
    func together() {
        final class Count: @unchecked Sendable {
            var done = 0
        }
        let count = Count()
        Parallel.together(1) { count.done += 1 }
        #expect(count.done == 1)
        // A thousand times: threads that come late find nothing to do.
        let sums = (0..<1000).map { round in Parallel.map(2, jobs: 2) { $0 + round } }
        #expect(sums.enumerated().allSatisfy { $1 == [$0, $0 + 1] })
    }
}
