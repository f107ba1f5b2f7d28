import Foundation
import TestSupport
import Testing

/// Where the books tell of more than a first sale, start asks which of them finance counts.
struct StartOrdersTests {
    @Test("Which sales the margin is counted from is asked with their amounts, and kept")
    func marginOf() throws {
        let place = try TemporaryPlace()
        for name in ["leads", "stages", "deals", "orders", "spend"] {
            try place.write(
                Fixtures.text("stories/orders-of-the-books/\(name).csv"), to: "\(name).csv")
        }
        let files = ["leads", "stages", "deals", "orders", "spend"].map { "\($0).csv" }
        try place.write("margin_of: 2\n", to: "answers.yaml")
        let start = try Command.run(
            ["start"] + files + ["--answers", "answers.yaml", "--as-of", "2026-03-31"],
            in: place.url)
        #expect(start.code == 0)
        // 480.00, 562.50 and 900.00, to whole units.
        #expect(
            start.complaint.contains(
                "1 the first order (€480), 2 the first 12 months (€562), 3 the first 24 months (€900)"
            ), "\(start.complaint)")
        let kept = try String(
            contentsOf: place.url.appendingPathComponent("mql.yaml"), encoding: .utf8)
        #expect(kept.contains("margin_of: first_12_months"))
        let justify = try Command.run(["justify", "--as-of", "2026-03-31"], in: place.url)
        #expect(justify.output.contains("the mean of the orders of the first 12 months (2"))
        // A word that is none is refused with what to write.
        try place.write("margin_of: 7\n", to: "answers.yaml")
        let wrong = try Command.run(
            ["start"] + files + ["--answers", "answers.yaml", "--again"], in: place.url)
        #expect((wrong.complaint + wrong.output).contains("Write a number from 1 to 4"))
    }
}
