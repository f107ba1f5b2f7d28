import Quantities
import Testing

@testable import Leads

struct ShelvedActivitiesTests {
    private func row(_ number: Int) -> Activity {
        Activity(
            at: Instant(seconds: Int64(number)), identity: UInt64(number), session: 0, seconds: 0,
            action: 0, content: 0)
    }

    /// The rows of a shelf with their leads, in the order in which they stand.
    private func rows(
        _ shelved: ShelvedActivities, _ shelf: Int, upTo most: Int = .max
    ) -> [[Int]] {
        var found: [[Int]] = []
        shelved.withShelf(shelf, upTo: most) { rows, leads in
            found += zip(rows, leads).map { [Int($0.identity), Int($1)] }
        }
        return found
    }

    @Test("Rows stand on the shelf of their lead in the order in which they came, however many")
    func order() {
        // Blocks end behind some 60, 500 and 8,000 rows.
        let shelved = ShelvedActivities()
        let leads = (0..<60_000).map { $0 % 3 == 0 ? 5 : $0 % 3 == 1 ? 40_000 : 16_384 + $0 % 100 }
        for (number, lead) in leads.enumerated() { shelved.append(row(number), of: lead) }
        #expect(shelved.counts.prefix(3) == [20_000, 20_000, 20_000])
        for shelf in 0..<3 {
            let expected = leads.enumerated().filter { $1 >> 14 == shelf }.map {
                [$0, $1 & 0x3FFF]
            }
            #expect(rows(shelved, shelf) == expected)
        }
        #expect(rows(shelved, 3) == [])
        #expect(rows(shelved, 400) == [])
    }

    @Test(
        "Of rows that came after some were counted nothing is seen", arguments: [1, 61, 600, 9000])
    func counts(_ first: Int) {
        let shelved = ShelvedActivities()
        for number in 0..<first { shelved.append(row(number), of: number % 2 * 20_000) }
        let counts = shelved.counts
        for number in first..<(first + 3000) { shelved.append(row(number), of: 7) }
        var gathered = GatheredActivities()
        let texts = gathered.add(texts: .init(actions: [0], contents: [0]))
        gathered.add(shelved, upTo: counts, texts: texts)
        let table = ActivityTable(gathered)
        #expect(table.count == first)
        #expect(table.rows(of: 7).isEmpty)
        #expect(table.rows(of: 0).count == (first + 1) / 2)
    }

    @Test("A shelf that was given back is empty, and the others are as they were")
    func release() {
        let shelved = ShelvedActivities()
        for number in 0..<50_000 { shelved.append(row(number), of: number) }
        shelved.release(1..<2)
        #expect(rows(shelved, 1) == [])
        #expect(rows(shelved, 0).count == 16_384)
        #expect(rows(shelved, 3).count == 50_000 - 3 * 16_384)
        shelved.release(0..<100)
        #expect((0..<4).allSatisfy { rows(shelved, $0).isEmpty })
    }
}
