import Leads
import Quantities
import Testing

struct ActivityTableTests {
    private func row(_ seconds: Int64, _ identity: UInt64) -> Activity {
        Activity(
            at: Instant(seconds: seconds), identity: identity, session: 0, seconds: 0, action: 1,
            content: 0)
    }

    @Test("Rows are grouped by lead and ordered by time, whatever the order of the file")
    func grouping() {
        let table = ActivityTable(
            rows: [row(30, 1), row(10, 2), row(20, 3), row(5, 4)], leads: [2, 0, 2, 0],
            leadCount: 3, actions: SymbolTable(), contents: SymbolTable())
        #expect(table.rows(of: 0).map(\.at.seconds) == [5, 10])
        #expect(table.rows(of: 1).isEmpty)
        #expect(table.rows(of: 2).map(\.at.seconds) == [20, 30])
        #expect(table.count == 4)
    }

    @Test("Equal rows are one fact, and those left out are counted")
    func repeats() {
        let rows = [row(10, 1), row(10, 2), row(10, 1), row(20, 1), row(10, 1)]
        let table = ActivityTable(
            rows: rows, leads: [0, 0, 0, 0, 0], leadCount: 1, actions: SymbolTable(),
            contents: SymbolTable())
        #expect(table.rows(of: 0).map(\.identity) == [1, 2, 1])
        #expect(table.repeated == 2)
    }

    @Test("A lead with a thousand rows is ordered too")
    func manyRows() {
        let rows = (0..<1000).map { row(Int64(($0 * 7919) % 1000), UInt64($0)) }
        let table = ActivityTable(
            rows: rows, leads: Array(repeating: 0, count: 1000), leadCount: 1,
            actions: SymbolTable(), contents: SymbolTable())
        #expect(table.rows(of: 0).map(\.at.seconds) == Array(0..<1000))
    }
}

struct StageDaysTests {
    @Test("The first day of a stage counts, and a stage that was never reached has none")
    func firstDay() {
        var days = StageDays()
        #expect(Stage.allCases.allSatisfy { days[$0] == nil })
        days.note(.sql, on: Day(number: 20))
        days.note(.sql, on: Day(number: 10))
        days.note(.sql, on: Day(number: 30))
        #expect(days[.sql] == Day(number: 10))
        #expect(days[.mql] == nil)
        #expect(Stage(name: "SQL") == .sql)
        #expect(Stage(name: "lead") == nil)
    }
}

struct SpendTests {
    @Test("A month cut by days gives pieces that add up to it")
    func cutting() throws {
        // € 100.00 over the 31 days of March: 15 days are 48.387… = 48.39, the rest is 51.61.
        let spend = Spend(
            period: try #require(Period("2026-03")), source: "google-ads",
            money: Money(cents: 10_000))
        let first = spend.cents(within: try #require(Period("2026-03-01..2026-03-15")))
        let rest = spend.cents(within: try #require(Period("2026-03-16..2026-03-31")))
        #expect(first == 4839)
        #expect(rest == 5161)
        #expect(spend.cents(within: try #require(Period("2026"))) == 10_000)
        #expect(spend.cents(within: try #require(Period("2025"))) == 0)
        let days = (0..<31).map { offset in
            spend.cents(within: Period(day: spend.period.first.advanced(by: offset)))
        }
        #expect(days.reduce(0, +) == 10_000)
    }
}
