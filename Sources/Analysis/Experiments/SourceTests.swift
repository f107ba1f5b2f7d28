package import Economics
internal import Quantities
internal import Valuation

/// What tests showed that sources cause, of those that a report is about.
package struct SourceTests: Hashable, Sendable {
    /// By key of the source, what is taken to hold on the day of the report.
    package private(set) var measured: [String: CausedShare] = [:]
    /// By key, what was measured and is no longer taken to hold: it counts for nothing.
    package private(set) var lapsed: [String: CausedShare] = [:]
    /// Names that no source has, as they stand in the file, in order.
    package private(set) var unknown: [String] = []
    /// Keys of the sources of which a test was agreed, whatever it showed.
    package private(set) var agreed: Set<String> = []

    package init() {}

    /// What was measured by a day, of the sources of these names.
    ///
    /// - Parameters:
    ///   - kept: by name, in whatever case or language, or by key.
    ///   - names: the keys that sources have, by their names in small letters.
    ///   - tested: names of sources of which a test was agreed.
    init(
        _ kept: [String: CausedShare], tested: Set<String>, names: [String: String], asOf: Day
    ) {
        agreed = Set(tested.compactMap { names[$0.lowercased()] })
        for (name, share) in kept.sorted(by: { $0.key < $1.key }) {
            guard let key = names[name.lowercased()] else {
                unknown.append(name)
                continue
            }
            // Nobody knew it before the test was over.
            if let from = share.from, asOf < from { continue }
            if asOf <= share.until { measured[key] = share } else { lapsed[key] = share }
        }
    }

    /// What is drawn from.
    func part(_ key: String) -> CausedPart? { measured[key]?.part }
}

extension CausedShare {
    /// As something that can be drawn from.
    package var part: CausedPart { CausedPart(share: share, low: low, high: high) }
}

extension Pipeline {
    /// What tests showed of the sources of a report.
    ///
    /// - Parameter keys: of the sources that its leads and its spend have.
    func tests(_ question: Figures.Question, _ keys: [String]) -> SourceTests {
        guard !question.caused.isEmpty || !question.tested.isEmpty else { return SourceTests() }
        var names: [String: String] = [:]
        for key in keys + rules.book.sources.map(\.key) {
            let phrase = rules.book.names.phrase(for: key)
            for name in [key, phrase.en, phrase.nl] { names[name.lowercased()] = key }
        }
        return SourceTests(
            question.caused, tested: question.tested, names: names, asOf: question.asOf)
    }
}
