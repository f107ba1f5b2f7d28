// What a test of the ads on a firm's own name changes in its budget, held against the quarter that came.

import FirmWorlds
import Valuation

/// Firms in which the ads on their own name take credit for customers who come anyway.
struct Brands {
    let book: RuleBook
    let firms: Int
    /// Added to the seed that decides: anything but 0 is for trying things out.
    var other: UInt64 = 0

    func tellAll() async throws {
        try await tell(
            "that cause 0 to 30 % of their credit", 0...0.3, 90_001,
            asked: " (asked: at least 90 %)")
        try await tell("that cause 60 to 100 % of it", 0.6...1, 90_002, asked: "")
    }

    private func tell(
        _ title: String, _ caused: ClosedRange<Double>, _ seed: UInt64, asked: String
    ) async throws {
        let found = try await BrandTrial(
            caused: caused, firms: firms, seed: seed &+ other, book: book)
        print("\nAds on the firm's own name \(title), \(found.firms) firms")
        line("the test of 26 weeks in turn could be read", found.read)
        line("its range holds what was caused (asked: 94 to 97 %)", found.held)
        line("the budget gives them at least a tenth less for it", found.moved)
        line("the firm is better off with the test\(asked)", found.better)
        line("the firm is worse off", found.worse)
        print(
            "  left over more, of what is spent: \(percent(found.gained.value)) ± \(percent(found.gained.error))"
        )
    }

    private func line(_ name: String, _ share: FirmTrial.Tally) {
        print("  \(name): \(percent(share.share)) ± \(percent(share.error)) of \(share.runs)")
    }
}
