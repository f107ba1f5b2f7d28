import Testing

@testable import Spreadsheets

/// Numbers as a sheet has them, as people read them.
struct CellNumberTests {
    private func number(_ text: String) -> CellNumber? {
        Array(text.utf8).withUnsafeBytes { CellNumber($0) }
    }

    @Test(
        "A number has fifteen digits at most, as Excel shows it, and no exponent while these are enough",
        arguments: [
            ("0", "0"), ("-0", "0"), ("1234.5", "1234.5"), ("1234.50", "1234.5"), ("007", "7"),
            ("1.05E7", "10500000"), ("1.05E+07", "10500000"), ("2.5E-1", "0.25"), (".5", "0.5"),
            ("0.30000000000000004", "0.3"), ("2.6750000000000003", "2.675"),
            ("1.0049999999999999", "1.005"), ("333.33333333333331", "333.333333333333"),
            ("189165000000123", "189165000000123"), ("1E-7", "0.0000001"),
            ("-2.5e-9", "-0.0000000025"),
            ("1.8916500000012301E+17", "1.89165000000123E+17"), ("1E21", "1E+21"),
            ("5E-324", "5E-324"),
            ("999999999999999.9", "1E+15"),
        ])
    func shown(text: String, shown: String) throws {
        let number = try #require(self.number(text))
        #expect(String(decoding: number.shown, as: UTF8.self) == shown)
    }

    @Test(
        "What is no number is none",
        arguments: ["", "-", ".", "1,5", "1.2.3", "E7", "1E", "1E99999", "x", "1 2"])
    func none(text: String) {
        #expect(number(text) == nil)
    }

    @Test(
        "Days are counted from 1900 with a 29 February that never was, or from 1904",
        arguments: [
            // 1 January 1970 is day 25,569; 2026-03-31 is 20,543 days later: 46,112.
            ("46112", "2026-03-31", "2030-04-01"),
            ("46112.385", "2026-03-31 09:14:24", "2030-04-01 09:14:24"),
            ("1", "1900-01-01", "1904-01-02"), ("59", "1900-02-28", "1904-02-29"),
            ("61", "1900-03-01", "1904-03-02"), ("0.5", "12:00:00", "12:00:00"),
            // Half a second and less before midnight is the next day.
            ("46112.999999", "2026-04-01", "2030-04-02"),
            ("46112.25", "2026-03-31 06:00", "2030-04-01 06:00"),
        ])
    func days(text: String, from1900: String, from1904: String) throws {
        let number = try #require(self.number(text))
        let found = [DayCount.from1900, .from1904].map { count in
            count.text(number, .moment).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(found == [from1900, from1904])
    }

    @Test(
        "What is on no calendar is a number", arguments: ["60", "-1", "2958466", "1E300", "-0.5"])
    func noDay(text: String) throws {
        #expect(DayCount.from1900.text(try #require(self.number(text)), .moment) == nil)
    }

    @Test("A duration may be more than a day: 30.5 hours are 1.270833 days")
    func duration() throws {
        let number = try #require(self.number("1.2708333333333333"))
        #expect(
            DayCount.from1900.text(number, .duration).map { String(decoding: $0, as: UTF8.self) }
                == "30:30:00")
    }

    @Test(
        "A format is of a day, a time or a number by the letters that are shown",
        arguments: [
            ("d-m-yyyy", NumberForm.moment), ("[$-413]d mmm yyyy;@", .moment), ("mmm-yy", .moment),
            ("mmmm", .moment), ("yyyy", .moment), ("h:mm", .time), ("mm:ss.0", .time),
            ("h:mm AM/PM", .time), ("[h]:mm:ss", .duration), ("[mm]:ss", .duration),
            ("General", .number), ("0.00", .number), ("#,##0.00 \"dagen\"", .number),
            ("[Red]-0.00", .number), ("[$€-413] #,##0.00", .number), ("0.00E+00", .number),
            ("0\\d", .number), ("_-* #,##0_-;d", .number), ("@", .number), ("", .number),
            ("[Blue]dd/mm/yy", .moment), ("\"jaar\" yyyy", .moment), ("[", .number),
            ("\"", .number),
        ])
    func formats(format: String, form: NumberForm) {
        #expect(NumberForm(format: format) == form)
    }

    @Test("Formats that are built in: 14 to 17 and 22 are days, 18 to 21 and 45 to 47 times")
    func builtIn() {
        let forms = (0...58).map(NumberForm.builtIn)
        #expect(
            (0...58).filter { forms[$0] == .moment } == [
                14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58,
            ])
        #expect((0...58).filter { forms[$0] == .time } == [18, 19, 20, 21, 32, 33, 45, 47, 55, 56])
        #expect(forms[46] == .duration)
    }
}
