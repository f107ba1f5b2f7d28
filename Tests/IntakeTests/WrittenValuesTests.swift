import Foundation
import Leads
import Quantities
import Testing

@testable import Intake

/// Columns of dates and amounts in every form that a program, a spreadsheet or a person gives them, written
/// by code that shares nothing with the reader: each column is read right, or asked about, and never wrong.
struct WrittenValuesTests {
    /// Two digits at least.
    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October",
        "November", "December",
    ]
    private static let dutch = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december",
    ]
    private static let german = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober",
        "November", "Dezember",
    ]

    /// The day of a spreadsheet, by Foundation's calendar.
    private static func serial(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let parts = DateComponents(
            calendar: Calendar(identifier: .gregorian), timeZone: .gmt, year: year, month: month,
            day: day)
        return Int((parts.date?.timeIntervalSince1970 ?? 0) / 86_400) + 25_569
    }

    /// A day in every form.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> [(
        name: String, text: String
    )] {
        let (longMonth, longDay, short) = (two(month), two(day), two(year % 100))
        var forms = [
            ("iso", "\(year)-\(longMonth)-\(longDay)"),
            ("slash", "\(year)/\(longMonth)/\(longDay)"),
            ("short iso", "\(year)-\(month)-\(day)"), ("digits", "\(year)\(longMonth)\(longDay)"),
            ("number", "\(serial(year, month, day))"),
        ]
        for sign in ["-", "/", "."] {
            forms.append(("dmy", [longDay, longMonth, "\(year)"].joined(separator: sign)))
            forms.append(("short dmy", ["\(day)", "\(month)", "\(year)"].joined(separator: sign)))
            forms.append(("mdy", [longMonth, longDay, "\(year)"].joined(separator: sign)))
            forms.append(("short mdy", ["\(month)", "\(day)", "\(year)"].joined(separator: sign)))
            forms.append(("dmy two", [longDay, longMonth, short].joined(separator: sign)))
            forms.append(("mdy two", [longMonth, longDay, short].joined(separator: sign)))
            forms.append(("ymd two", [short, longMonth, longDay].joined(separator: sign)))
        }
        for names in [english, dutch, german] {
            let name = names[month - 1]
            let cut = name.prefix(3)
            forms.append(("day name", "\(day) \(name) \(year)"))
            forms.append(("day cut", "\(day)-\(cut)-\(short)"))
            forms.append(("name day", "\(name) \(day), \(year)"))
            forms.append(("point", "\(day). \(cut). \(year)"))
        }
        return forms
    }

    private typealias Suffix = (name: String, text: String)

    /// What may stand behind a day.
    private static let times: [Suffix] = [
        ("none", ""), ("clock", " 14:30"), ("seconds", " 14:30:15"), ("am pm", " 2:30 PM"),
        ("narrow blank", " 2:30\u{202F}pm"), ("no-break blank", "\u{A0}"),
    ]

    @Test("A column of dates in any form is read right, or asked about")
    func dates() throws {
        // A column in which nothing decides, one in which one day does, and one of the same day twice.
        let columns = [
            [(2026, 3, 4), (2026, 5, 6), (2025, 11, 12)],
            [(2026, 3, 4), (2026, 5, 26), (2025, 11, 12)],
            [(2026, 7, 7), (2026, 7, 7)],
        ]
        var (right, asked, tried) = (0, 0, 0)
        for column in columns {
            let written = column.map { Self.days($0.0, $0.1, $0.2) }
            for form in written[0].indices {
                let name = written[0][form].name
                for time in Self.times where name != "number" || time.text.isEmpty {
                    tried += 1
                    let rows = written.enumerated().map { place, days in
                        "L-\(place);\(days[form].text)\(time.text);x"
                    }
                    let text = "lead_id;created_at;source\n" + rows.joined(separator: "\n") + "\n"
                    let reading: Reading
                    do {
                        reading = try Reading.read(
                            [ByteSource(name: "x.csv", text: text)], options: ReadingOptions())
                    } catch {
                        asked += 1
                        continue
                    }
                    // One row that was left out would be a question that nobody asked.
                    #expect(
                        reading.facts.leads.count == column.count, "\(name) \(time.name) \(text)")
                    for place in 0..<reading.facts.leads.count {
                        let day = TimeZoneRule.utc.day(of: reading.facts.leads.created[place]).civil
                        #expect(day == column[place], "\(name) \(text)")
                    }
                    right += 1
                }
            }
        }
        #expect(right + asked == tried)
        #expect(tried > 200)
        // Only numbers without a name can be unclear.
        #expect(asked * 2 < tried)
    }

    private static func grouped(_ number: Int, _ sign: String) -> String {
        var digits = "\(number)"
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: sign)
    }

    /// An amount of cents in every form.
    private static func amounts(_ amount: Int) -> [String] {
        let (euros, cents) = (amount / 100, amount % 100)
        var forms: [String] = []
        for (decimal, groups) in [
            (".", ["", ",", "'", "’", " ", "\u{202F}"]), (",", ["", ".", "'", " ", "\u{A0}"]),
        ] {
            for group in groups {
                let whole = grouped(euros, group)
                let full = whole + decimal + two(cents)
                let one = cents % 10 == 0 ? whole + decimal + "\(cents / 10)" : full
                forms += [
                    full, "€ " + full, full + " EUR", one, cents == 0 ? whole : full,
                    cents == 0 ? whole + decimal + "-" : full, full + "000004",
                ]
            }
        }
        forms.append("\(euros).\(two(cents))E0")
        forms.append(cents == 0 ? "\(euros)" : "\(euros).\(two(cents))")
        return forms
    }

    @Test("A column of amounts in any form is read right, or asked about")
    func money() throws {
        // In cents: one with cents, whole thousands alone, below a thousand, and mixed.
        let columns = [
            [123_456, 100_000, 7_550], [125_000_00, 3_000_00, 9_999_000_00], [50_00, 999_00],
            [1_234_567_89, 10, 250_000], [1_000_00, 2_500_00, 750_00],
        ]
        var (right, asked, tried) = (0, 0, 0)
        for column in columns {
            let written = column.map { Self.amounts($0) }
            for form in written[0].indices {
                tried += 1
                let rows = written.enumerated().map { place, amounts in
                    "2026-0\(place + 1);x;\(amounts[form])"
                }
                let text = "month;source;amount\n" + rows.joined(separator: "\n") + "\n"
                let reading: Reading
                do {
                    reading = try Reading.read(
                        [ByteSource(name: "spend.csv", text: text)], options: ReadingOptions())
                } catch {
                    asked += 1
                    continue
                }
                let read = reading.facts.spend.sorted { $0.period.first < $1.period.first }
                    .map { Int($0.money.cents) }
                #expect(read == column, "\(text)")
                right += 1
            }
        }
        #expect(right + asked == tried)
        #expect(tried > 200)
        #expect(asked * 3 < tried)
    }

    @Test(
        "Brackets behind the name of a column of amounts say a currency, or nothing, or are asked about"
    )
    func brackets() throws {
        func read(_ header: String, _ amount: String = "12.50") throws -> [Money] {
            let text = "Month,Channel,\(header)\n2026-05,fair,\(amount)\n"
            return try Reading.read(
                [ByteSource(name: "s.csv", text: text)], options: ReadingOptions()
            )
            .facts.spend.map(\.money)
        }
        for header in ["Cost", "Cost (EUR)", "Cost (€)", "Amount (excl. VAT)"] {
            #expect(try read(header).map(\.cents) == [1250], "\(header)")
        }
        #expect(try read("Cost (USD)").map(\.currency.code) == ["USD"])
        #expect(try read("Cost (£)").map(\.currency.code) == ["GBP"])
        for header in [
            "Amount (k€)", "Cost (x 1000)", "Cost (per click)", "Spend (thousands)", "Cost ($)",
        ] {
            #expect(throws: IntakeErrors.self, "\(header)") { _ = try read(header) }
        }
        #expect(throws: IntakeErrors.self) { _ = try read("Cost (USD),Cost (EUR)", "12,10") }
    }

    @Test("Dates that are the same both ways decide nothing for those further down")
    func same() throws {
        let rows = (1...60_000).map { "L\($0),1/1/2026,fair\n" }.joined()
        #expect(throws: (any Error).self) {
            _ = try Reading.read(
                [
                    ByteSource(
                        name: "x.csv", text: "lead_id,created_at,source\n\(rows)X,3/4/2026,fair\n")
                ],
                options: ReadingOptions())
        }
    }
}
