import Quantities
import TestSupport
import Testing

@testable import Intake

/// Days and periods as somebody types them, alone: without a column that tells the order.
struct TypedDayTests {
    @Test(
        "One day in many forms",
        arguments: [
            "2026-04-30", "30-4-2026", "30/04/2026", "4/30/2026", "30.4.2026", "20260430",
            "30 april 2026", "30 Apr 2026", "April 30, 2026", "do 30 apr 2026", "2026/4/30",
            "30 de abril 2026", " 30-apr-26 ",
        ])
    func forms(text: String) throws { #expect(try TypedDay.read(text) == "2026-04-30") }

    @Test("What is the same both ways is that day")
    func same() throws { #expect(try TypedDay.read("5-5-2026") == "2026-05-05") }

    @Test(
        "What can be two days is refused with both, and what is none with what to write",
        arguments: [
            (
                "02-07-2026",
                "can be 2026-07-02 with the day first, or 2026-02-07 with the month first"
            ),
            ("7/2/26", "can be 2026-02-07 with the day first, or 2026-07-02 with the month first"),
            ("20-10-16", "can be 2016-10-20 with the day first, or 2020-10-16 with the year first"),
            ("2026-13-01", "there is no month 13"), ("20261301", "there is no month 13"),
            ("2026-02-29", "that month has days 1 to 28, and not 29"),
            ("31-04-2026", "that month has days 1 to 30, and not 31"),
            ("14-13-2026", "there is no month 13"), ("1826-01-05", "not from 1900 to 2199"),
            ("2026-05", "Its last day is 2026-05-31"), ("mei 2026", "Its last day is 2026-05-31"),
            // 1 January 1970 is day 25,569, so that 46,143 is 20,574 days later: 2026-05-01.
            ("46143", "Write it as 2026-05-01"), ("2026-05-01 13:30", "Write it as 2026-05-01"),
            ("today", "is another day tomorrow"), ("Vandaag", "is another day tomorrow"),
            ("", "is not a day"), ("soon", "is not a day. Write it as 2026-03-31"),
        ])
    func refused(text: String, why: String) {
        let error = #expect(throws: TypedDay.NotUnderstood.self) { try TypedDay.read(text) }
        #expect(error?.why.en.contains(why) == true, "\(error?.why.en ?? "")")
    }

    @Test(
        "Periods: a year, quarter, month or day, or from one to another with its last day",
        arguments: [
            ("2025", "2025-01-01", "2025-12-31"), ("2025-Q2", "2025-04-01", "2025-06-30"),
            ("q2 2025", "2025-04-01", "2025-06-30"), ("2025Q4", "2025-10-01", "2025-12-31"),
            ("2025-02", "2025-02-01", "2025-02-28"), ("feb 2025", "2025-02-01", "2025-02-28"),
            ("februari 2025", "2025-02-01", "2025-02-28"), ("2/2025", "2025-02-01", "2025-02-28"),
            ("2025-02..2025-03", "2025-02-01", "2025-03-31"),
            ("2025-Q1..2025-Q2", "2025-01-01", "2025-06-30"),
            ("2024..2025", "2024-01-01", "2025-12-31"),
            ("2025-02-10..2025-03-04", "2025-02-10", "2025-03-04"),
            ("13-2-2025..28 mrt 2025", "2025-02-13", "2025-03-28"),
            ("jan 2025 t/m mrt 2025", "2025-01-01", "2025-03-31"),
            ("2025-02-10 to 2025-03-04", "2025-02-10", "2025-03-04"),
            ("2025-Q1..2025-05-09", "2025-01-01", "2025-05-09"),
            ("14 mei 2025", "2025-05-14", "2025-05-14"),
            // As reports write them.
            ("1 Feb – 30 Nov 2025", "2025-02-01", "2025-11-30"),
            ("1 feb t/m 30 nov 2025", "2025-02-01", "2025-11-30"),
            ("1 – 31 Mar 2025", "2025-03-01", "2025-03-31"),
            ("1 t/m 31 mrt 2025", "2025-03-01", "2025-03-31"),
            ("6 May 2024 – 5 May 2025", "2024-05-06", "2025-05-05"),
            ("29\u{A0}feb – 1\u{A0}mrt 2024", "2024-02-29", "2024-03-01"),
            ("1 feb - 30 nov 2025", "2025-02-01", "2025-11-30"),
            ("9 okt 2025", "2025-10-09", "2025-10-09"), ("Q3 - 2025", "2025-07-01", "2025-09-30"),
        ])
    func periods(text: String, first: String, last: String) throws {
        let period = try TypedPeriod.read(text)
        #expect("\(period.first)" == first && "\(period.lastDay)" == last)
    }

    @Test(
        "What is no period is refused with what was seen",
        arguments: [
            ("2025-13", "there is no month 13"), ("13-2025", "there is no month 13"),
            ("2025-Q5", "quarters 1 to 4"), ("2025-Q0", "quarters 1 to 4"),
            ("2025-06..2025-05", "Write the first one first: 2025-05..2025-06"),
            ("2025-06-02..2025-06-01", "ends on 2025-06-01, before it begins on 2025-06-02"),
            ("2025-06..", "with which day it ends"), ("..2025-06", "with which day it begins"),
            ("01-02-2025..2025-03", "can be 2025-02-01 with the day first"),
            ("mei 25", "can be a month of a year or a day of a month. Write mei 2025"),
            ("31 – 30 Apr 2025", "is not a period"), ("9 – 3 Apr 2025", "before it begins"),
            ("always", "is not a period. Write it as 2026, 2026-Q1"), ("", "is not a period"),
            ("2025-02-30", "that month has days 1 to 28"), ("25", "is not a period"),
            ("99999999999999999999", "is not a period"),
        ])
    func noPeriods(text: String, why: String) {
        let error = #expect(throws: TypedDay.NotUnderstood.self) { try TypedPeriod.read(text) }
        #expect(error?.why.en.contains(why) == true, "\(error?.why.en ?? "")")
    }
}
