import Quantities
import Testing

@testable import Intake

/// Dates as people, spreadsheets and programs write them. What is expected is read off the text by hand.
struct WrittenDateTests {
    private func shown(_ text: String, _ order: DateOrder? = nil) -> String? {
        guard let date = try? WrittenDate.read(text, order).get() else { return nil }
        let minutes = date.seconds / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let zone = date.offset.map { " \($0 / 60)" } ?? ""
        return "\(date.day) \(two(minutes / 60)):\(two(minutes % 60))" + zone
    }

    @Test(
        "A date that can be read in one way only is read without an order",
        arguments: [
            ("2026-03-12 09:14:00+00", "2026-03-12 09:14 0"),
            ("2026-03-31 23:30:00.123456+00", "2026-03-31 23:30 0"),
            ("2026-03-31 23:30:00 +00:00", "2026-03-31 23:30 0"),
            ("2026-03-31 23:30+0530", "2026-03-31 23:30 330"),
            ("2026-03-31T23:30:00-03", "2026-03-31 23:30 -180"),
            ("2025-10-31 23:30:00 UTC", "2025-10-31 23:30 0"),
            ("2025-10-31 09:14 GMT+0200", "2025-10-31 09:14 120"),
            ("2025-10-31T09:14:00.000+0100 (CET)", "2025-10-31 09:14 60"),
            ("2025-10-31 24:00", "2025-10-31 24:00"), ("2025-10-31\u{A0}", "2025-10-31 00:00"),
            ("\u{A0}2025-10-31 11:30 PM", "2025-10-31 23:30"),
            ("3/15/2026 2:30 PM", "2026-03-15 14:30"), ("3/15/2026 2:30 p.m.", "2026-03-15 14:30"),
            ("3/15/2026 2:30PM", "2026-03-15 14:30"),
            ("3/15/2026, 2:30:15\u{202F}PM", "2026-03-15 14:30"),
            ("3/18/2026 12:30 AM", "2026-03-18 00:30"), ("3/18/2026 12:10 pm", "2026-03-18 12:10"),
            ("15 Apr, 2021", "2021-04-15 00:00"), ("Apr 15, 2021", "2021-04-15 00:00"),
            ("Thu, 5 Feb 2026", "2026-02-05 00:00"), ("do 5 feb. 2026 14:30", "2026-02-05 14:30"),
            ("5 mei 2026", "2026-05-05 00:00"), ("5. März 2026", "2026-03-05 00:00"),
            ("15-apr-26", "2026-04-15 00:00"), ("1st of May 2026", "2026-05-01 00:00"),
            ("2026 mrt 31", "2026-03-31 00:00"), ("20260331", "2026-03-31 00:00"),
            ("31-12-2026 9:05", "2026-12-31 09:05"), ("12/31/26", "2026-12-31 00:00"),
            ("31.12.97", "1997-12-31 00:00"), ("4-4-2026", "2026-04-04 00:00"),
            ("46118", "2026-04-06 00:00"), ("46118.5", "2026-04-06 12:00"),
            (
                "Thu Feb 05 2026 14:30:00 GMT+0100 (Central European Standard Time)",
                "2026-02-05 14:30 60"
            ),
        ] as [(String, String)])
    func certain(text: String, expected: String) {
        // Day 46,118 of a spreadsheet: 1 January 1970 is day 25,569, and 20,549 days later is 6 April 2026.
        #expect(shown(text) == expected)
    }

    @Test("Numbers alone need an order, and two digits are the years 1969 to 2068")
    func orders() {
        #expect(shown("20-10-16", .dmy) == "2016-10-20 00:00")
        #expect(shown("20-10-16", .ymd) == "2020-10-16 00:00")
        #expect(shown("05-03-17", .dmy) == "2017-03-05 00:00")
        #expect(shown("10/20/16", .mdy) == "2016-10-20 00:00")
        #expect(shown("20.10.16 09:14", .dmy) == "2016-10-20 09:14")
        #expect(shown("01-02-68", .dmy) == "2068-02-01 00:00")
        #expect(shown("01-02-69", .dmy) == "1969-02-01 00:00")
        #expect(shown("3-4-2026", .dmy) == "2026-04-03 00:00")
        #expect(shown("3-4-2026", .mdy) == "2026-03-04 00:00")
        for text in ["3-4-2026", "3-4-26", "20-10-16", "01-02-69"] {
            #expect(WrittenDate.read(text, nil) == .failure(.unclearOrder))
            #expect(WrittenDate.vote(text) == .either)
        }
    }

    @Test(
        "The reason is the true one",
        arguments: [
            ("2025-02-30", .noSuchDay), ("2022/19/12", .noSuchDay), ("31/02/2026", .noSuchDay),
            ("13/45/2026", .noSuchDay),
            ("2025-10-31 25:00", .noSuchTime("25:00")), ("2025-10-31 09:60", .noSuchTime("09:60")),
            ("2025-10-31 13:05 PM", .noSuchTime("13:05 PM")),
            ("2025-10-31 0:30 PM", .noSuchTime("0:30 PM")),
            ("2025-10-31 24:01", .noSuchTime("24:01")),
            ("2025-10-31 09:14 CET", .unknownZone("CET")),
            ("2025-10-31 09:14 +15:00", .unknownZone("+15:00")),
            ("soon", .noDate), ("apr-26", .noDate), ("5 foo 2026", .noDate),
            ("12:30", .noDate), ("1234567890123", .noDate), ("2026-03-31x", .noDate),
        ] as [(String, WrittenDate.Refusal)])
    func reasons(text: String, refusal: WrittenDate.Refusal) {
        #expect(WrittenDate.read(text, nil) == .failure(refusal), "\(text)")
    }

    @Test("A date in another order than was said is told with its own")
    func otherOrder() {
        #expect(WrittenDate.read("12/19/2022", .dmy) == .failure(.otherOrder(.mdy)))
        #expect(WrittenDate.read("19-12-2022", .mdy) == .failure(.otherOrder(.dmy)))
        #expect(WrittenDate.read("05-13-17", .dmy) == .failure(.otherOrder(.mdy)))
    }

    @Test(
        "Z is UTC, and what says that and something else too is no zone",
        arguments: [
            "2026-03-12 09:14:00Z+02", "2026-03-12T09:14Z+02:00", "2026-03-12T09:14:00.5Z-0100",
            "2026-03-12 09:14 Z +2", "2026-03-12T09:14ZZ",
        ])
    func twoZones(text: String) {
        #expect(throws: WrittenDate.Refusal.self) { try WrittenDate.read(text, nil).get() }
        #expect((try? WrittenDate.read("2026-03-12 09:14 GMT+02", nil).get())?.offset == 7200)
    }

    @Test(
        "A month stands in words, in numbers, or as a day in it",
        arguments: [
            ("2026-03", "2026-03"), ("jan-26", "2026-01"), ("mrt-26", "2026-03"),
            ("Mar-26", "2026-03"),
            ("mei 2026", "2026-05"), ("oktober 2026", "2026-10"), ("January 2026", "2026-01"),
            ("okt. 2026", "2026-10"), ("2026 mei", "2026-05"), ("01-2026", "2026-01"),
            ("1/2026", "2026-01"), ("2026/3", "2026-03"), ("202603", "2026-03"),
            ("jan '26", "2026-01"),
            ("1-1-2026", "2026-01"), ("15-apr-26", "2026-04"), ("2026-04-30", "2026-04"),
            ("Dezember 2026", "2026-12"),
        ])
    func months(text: String, month: String) throws {
        let period = try WrittenDate.month(text, nil).get()
        #expect("\(period.first)".hasPrefix(month))
        #expect(period.first.civil.day == 1)
        #expect(period.end == Period(monthOf: period.first).end)
    }

    @Test(
        "What is no month is none",
        arguments: [
            "foo-26", "26-jan", "13-2026", "2026-13", "Q1 2026", "2026", "jan", "", "1-2-2026",
        ])
    func noMonths(text: String) {
        #expect((try? WrittenDate.month(text, nil).get()) == nil)
    }
}
