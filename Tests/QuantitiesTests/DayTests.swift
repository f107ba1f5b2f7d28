import Quantities
import Testing

struct DayTests {
    @Test("Every day from 1900 to 2199 has the date that leads back to it")
    func roundTrip() {
        for number in stride(from: Int32(-25_567), through: 84_005, by: 1) {
            let (year, month, day) = Day(number: number).civil
            #expect(Day(year: year, month: month, day: day)?.number == number)
        }
    }

    @Test(
        "There is no 30 February, month 13 or year 26",
        arguments: [
            "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "0026-01-01",
            "2026-1-1", "2026/01/01", "2026-01-01 ", "", "２０２６-01-01",
        ])
    func refused(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test("29 February exists in 2024 and 2000, not in 1900 and 2100")
    func leapYears() {
        #expect(Day(iso: "2024-02-29") != nil)
        #expect(Day(iso: "2000-02-29") != nil)
        #expect(Day(iso: "1900-02-29") == nil)
        #expect(Day(iso: "2100-02-29") == nil)
    }

    @Test("A day knows its month and is written as ISO 8601")
    func month() throws {
        let day = try #require(Day(iso: "2026-02-14"))
        #expect(day.startOfMonth.description == "2026-02-01")
        #expect(day.startOfNextMonth.description == "2026-03-01")
        #expect(try #require(Day(iso: "2026-12-31")).startOfNextMonth.description == "2027-01-01")
        // 1 January 1970 is day 0; 2026-01-01 is 56 years of which 14 are leap years later.
        #expect(try #require(Day(iso: "2026-01-01")).number == 56 * 365 + 14)
    }
}

struct PeriodTests {
    @Test(
        "A period is a year, quarter, month, day or two days",
        arguments: [
            ("2026", "2026-01-01 to 2026-12-31"), ("2026-Q1", "2026-01-01 to 2026-03-31"),
            ("2026-q4", "2026-10-01 to 2026-12-31"), ("2024-02", "2024-02-01 to 2024-02-29"),
            ("2026-03-31", "2026-03-31"), ("2026-01-15..2026-02-14", "2026-01-15 to 2026-02-14"),
        ])
    func parsed(text: String, meaning: String) {
        #expect(Period(text)?.description == meaning)
    }

    @Test(
        "What is no period is refused",
        arguments: [
            "", "26", "2026-Q5", "2026-Q0", "2026-13", "2026-1", "2026-02-30",
            "2026-03-01..2026-02-01", "2026-01-01..", "2200", "20266", "2026-01-01-",
        ])
    func refused(text: String) {
        #expect(Period(text) == nil)
    }

    @Test("The first day is in it, the end is not")
    func halfOpen() throws {
        let period = try #require(Period("2026-03"))
        #expect(period.contains(period.first))
        #expect(!period.contains(period.end))
        #expect(period.length == 31)
        let other = try #require(Period("2026-03-20..2026-04-10"))
        #expect(period.overlap(with: other)?.length == 12)
        #expect(period.overlap(with: try #require(Period("2026-04"))) == nil)
    }
}
