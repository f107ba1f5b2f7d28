import Leads
import Quantities
import Testing

struct ActivityTableTests {
    private func row(_ seconds: Int64, _ identity: UInt64) -> Activity {
        Activity(
            at: Instant(seconds: seconds), identity: identity, session: 0, seconds: 0, action: 1,
            content: 0)
    }

    private func table(_ rows: [Activity], leads: [UInt32], jobs: Int = 1) -> ActivityTable {
        var gathered = GatheredActivities()
        var actions = InternTable()
        _ = actions.intern("visit")
        gathered.add(
            ShelvedActivities(rows, leads: leads), actions: actions, contents: InternTable())
        return ActivityTable(gathered, jobs: jobs)
    }

    @Test("Rows are grouped by lead and ordered by time, whatever the order of the file")
    func grouping() {
        let table = table(
            [row(30, 1), row(10, 2), row(20, 3), row(5, 4)], leads: [2, 0, 2, 0])
        #expect(table.rows(of: 0).map(\.at.seconds) == [5, 10])
        #expect(table.rows(of: 1).isEmpty)
        #expect(table.rows(of: 2).map(\.at.seconds) == [20, 30])
        #expect(table.rows(of: 3).isEmpty)
        #expect(table.rows(of: 99_999).isEmpty)
        #expect(table.count == 4)
        #expect(table.earliest == Instant(seconds: 5))
    }

    @Test("Equal rows are one fact, and those left out are counted")
    func repeats() {
        let rows = [row(10, 1), row(10, 2), row(10, 1), row(20, 1), row(10, 1)]
        let table = table(rows, leads: [0, 0, 0, 0, 0])
        #expect(table.rows(of: 0).map(\.identity) == [1, 2, 1])
        #expect(table.repeated == 2)
    }

    @Test("A lead with a thousand rows is ordered too")
    func manyRows() {
        let rows = (0..<1000).map { row(Int64(($0 * 7919) % 1000), UInt64($0)) }
        let table = table(rows, leads: Array(repeating: 0, count: 1000))
        #expect(table.rows(of: 0).map(\.at.seconds) == Array(0..<1000))
    }

    @Test("Leads far apart keep their rows, in however many parts they are put in order")
    func manyLeads() {
        let leads: [UInt32] = [70_000, 16_383, 16_384, 0, 70_000, 33_000]
        let rows = leads.indices.map { row(Int64(100 - $0), UInt64($0)) }
        for jobs in [1, 3] {
            let table = table(rows, leads: leads, jobs: jobs)
            #expect(table.rows(of: 70_000).map(\.identity) == [4, 0])
            #expect(table.rows(of: 16_383).map(\.identity) == [1])
            #expect(table.rows(of: 16_384).map(\.identity) == [2])
            #expect(table.rows(of: 33_000).map(\.identity) == [5])
            #expect(table.rows(of: 69_999).isEmpty)
            #expect(table.count == 6)
        }
    }

    @Test(
        "Rows of very many leads in two parts keep what they are when shelves are put in order at once"
    )
    func manyShelves() {
        let count = 150_000
        var gathered = GatheredActivities()
        var actions = InternTable()
        _ = actions.intern("visit")
        for part in 0..<2 {
            // 7,919 and 150,000 have no common divisor: each lead once.
            let leads = (0..<count).map { UInt32($0 * 7919 % count) }
            let rows = leads.map { row(Int64(100 - part), UInt64($0) << 1 | UInt64(part)) }
            gathered.add(
                ShelvedActivities(rows, leads: leads), actions: actions, contents: InternTable())
        }
        let table = ActivityTable(gathered, jobs: 2)
        #expect(table.count == 2 * count)
        let wrong = (0..<count).filter { lead in
            table.rows(of: lead).map(\.identity) != [UInt64(lead) << 1 | 1, UInt64(lead) << 1]
        }
        #expect(wrong == [])
    }

    @Test("Rows that come in parts, some of one shelf and some of several, are put together")
    func parts() {
        var gathered = GatheredActivities()
        var actions = InternTable()
        _ = actions.intern("visit")
        let parts: [[UInt32]] = [[40_000, 40_001], [], [5, 40_000, 20_000], [5], [16_384]]
        var number: UInt64 = 0
        for leads in parts {
            let rows = leads.map { _ in
                number += 1
                return row(100 - Int64(number), number)
            }
            gathered.add(
                ShelvedActivities(rows, leads: leads), actions: actions, contents: InternTable())
        }
        let table = ActivityTable(gathered, jobs: 2)
        #expect(table.count == 7)
        #expect(table.rows(of: 40_000).map(\.identity) == [4, 1])
        #expect(table.rows(of: 40_001).map(\.identity) == [2])
        #expect(table.rows(of: 20_000).map(\.identity) == [5])
        #expect(table.rows(of: 5).map(\.identity) == [6, 3])
        #expect(table.rows(of: 16_384).map(\.identity) == [7])
    }

    @Test("Rows in the order of the leads and the same rows in any other make one table")
    func orders() {
        // Three rows of each lead, the last equal to the first.
        let leads = (0..<10_000).flatMap { [UInt32($0), UInt32($0), UInt32($0)] }
        let rows = leads.indices.map { place in
            row(Int64(place % 3 == 1 ? 5 : 9), UInt64(leads[place]) << 1 | UInt64(place % 3 & 1))
        }
        let inOrder = table(rows, leads: leads)
        #expect(inOrder.count == 20_000)
        #expect(inOrder.repeated == 10_000)
        // 7,919 and 30,000 have no common divisor: each row once.
        let other = leads.indices.map { ($0 * 7919) % leads.count }
        let mixed = table(other.map { rows[$0] }, leads: other.map { leads[$0] })
        let inTwo = leads.indices.sorted { (leads[$0] & 1, $0) < (leads[$1] & 1, $1) }
        let twice = table(inTwo.map { rows[$0] }, leads: inTwo.map { leads[$0] }, jobs: 2)
        for lead in 0..<10_000 {
            let expected = [UInt64(lead) << 1 | 1, UInt64(lead) << 1]
            #expect(inOrder.rows(of: lead).map(\.identity) == expected)
            #expect(mixed.rows(of: lead).map(\.identity) == expected)
            #expect(twice.rows(of: lead).map(\.identity) == expected)
        }
        #expect(mixed.fingerprint == inOrder.fingerprint)
        #expect(twice.fingerprint == inOrder.fingerprint)
        #expect([mixed.repeated, twice.repeated] == [10_000, 10_000])
    }

    @Test("Texts of parts that number them differently stay what they are")
    func symbols() {
        var gathered = GatheredActivities()
        for text in ["one", "two"] {
            var actions = InternTable()
            if text == "two" { _ = actions.intern("unused") }
            let symbol = actions.intern(text)
            let row = Activity(
                at: Instant(seconds: 1), identity: UInt64(text.utf8.first ?? 0), session: 0,
                seconds: 0, action: symbol, content: 0)
            gathered.add(
                ShelvedActivities([row], leads: [0]), actions: actions, contents: InternTable())
        }
        let table = ActivityTable(gathered)
        #expect(table.rows(of: 0).map { table.actions.text($0.action) } == ["one", "two"])
    }
}

struct StageDaysTests {
    @Test("Every stage has its own day, from the first day of the calendar to the last")
    func lanes() {
        let ends = [Day.ofCalendar.lowerBound, Day(number: 0), Day.ofCalendar.upperBound]
        for (place, stage) in Stage.allCases.enumerated() {
            for day in ends {
                var days = StageDays()
                days.note(stage, on: day)
                for other in Stage.allCases { #expect(days[other] == (other == stage ? day : nil)) }
            }
            var all = StageDays()
            for (other, one) in Stage.allCases.enumerated() {
                all.note(one, on: ends[(other + place) % 3])
            }
            for (other, one) in Stage.allCases.enumerated() {
                #expect(all[one] == ends[(other + place) % 3])
            }
        }
    }

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

struct GatheredStagesTests {
    @Test("A stage that is told of twice is known as such, and the first day is kept")
    func repeated() {
        var stages = GatheredStages(leads: 2)
        stages.add(.sql, of: 0, on: Day(number: 20), reason: "")
        stages.add(.sql, of: 1, on: Day(number: 15), reason: "")
        stages.add(.sql, of: 0, on: Day(number: 10), reason: "")
        stages.add(.won, of: 0, on: Day(number: 30), reason: "")
        #expect(stages.isRepeated(.sql, of: 0))
        #expect(!stages.isRepeated(.sql, of: 1))
        #expect(!stages.isRepeated(.won, of: 0))
        #expect(stages.firstDays == [.sql: Day(number: 10), .won: Day(number: 30)])
    }

    @Test("The reason is that of the first rejection, in whatever order they come")
    func reasons() {
        for days: [Int32] in [[20, 10], [10, 20]] {
            var stages = GatheredStages(leads: 1)
            for day in days {
                stages.add(.rejected, of: 0, on: Day(number: day), reason: "on \(day)")
            }
            #expect(stages.reasons[0] == "on 10")
            #expect(stages.reasons[1] == nil)
        }
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
