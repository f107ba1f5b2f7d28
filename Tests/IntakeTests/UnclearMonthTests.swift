import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// `mei 15` is May 2015 or 15 May: a column says which, or somebody is asked.
struct UnclearMonthTests {
    private func months(_ texts: [String]) throws -> [Day] {
        let rows = texts.map { "\($0),fair,10.00\n" }.joined()
        return try Reading.read(
            [ByteSource(name: "spend.csv", text: "month,source,amount\n\(rows)")],
            options: ReadingOptions()
        ).facts.spend.map(\.period.first)
    }

    @Test(
        "Where nothing decides it is asked, and the advice works",
        arguments: [
            ["mei 15"], ["May 15", "2026-03"], ["mrt 26", "mrt 27"],
            // Days of several months: no two months have the same number.
            ["jan 12", "feb 14", "mrt 9", "apr 21"],
        ])
    func asked(texts: [String]) throws {
        #expect { try months(texts) } throws: { error in
            "\(error)".contains("\"\(texts[0])\" can be a month of a year or a day of a month")
        }
        #expect(try months(["2015-05"]) == ["2015-05-01"])
    }

    @Test("Months of the same year, and a year that is no day, decide for their column")
    func decided() throws {
        #expect(
            try months(["nov 25", "dec 25", "jan 26", "feb 26"]) == [
                "2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01",
            ])
        #expect(try months(["mei 99", "mei 15"]) == ["1999-05-01", "2015-05-01"])
    }

    @Test("A hyphen, a year in full and an apostrophe leave nothing to ask")
    func clear() throws {
        #expect(
            try months(["mei-15", "mei 2015", "2015 mei"]) == [
                "2015-05-01", "2015-05-01", "2015-05-01",
            ])
    }
}
