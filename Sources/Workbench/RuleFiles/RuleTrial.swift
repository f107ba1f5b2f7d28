package import Quantities
package import Valuation

/// A rule book with a threshold moved, a criterion switched off or a source left out, to see what that would have
/// done.
package struct RuleTrial: Hashable, Sendable {
    /// From how many points on the cells of the matrix make an MQL that ask for points.
    package var points: Int?
    /// How many of the criteria have to hold for a high and for a medium level.
    package var fit: Int?
    package var fitMedium: Int?
    package var engagement: Int?
    package var engagementMedium: Int?
    /// Criteria of fit and engagement, and reasons to disqualify, by their keys.
    package var without: [String] = []
    /// Sources whose leads are no MQL, by their keys.
    package var withoutSources: [String] = []

    package init() {}

    /// The rule book with all of it, one version further, and signed by nobody.
    ///
    /// - Throws: `FailedVerb` with all that cannot be.
    package func applied(to book: RuleBook) throws -> RuleBook {
        var faults: [Phrase] = []
        var new = book
        drop(from: &new, &faults)
        let (all, ofAll) = (
            book.fit.needed == book.fit.criteria.count,
            book.engagement.needed == book.engagement.criteria.count
        )
        new.fit.set(fit, fitMedium, asksAll: all, ("--fit", "--fit-medium"), &faults)
        new.engagement.set(
            engagement, engagementMedium, asksAll: ofAll, ("--engagement", "--engagement-medium"),
            &faults)
        if let points {
            if Self.pointRange.contains(points) {
                new.matrix.ask(points)
            } else {
                faults.append(Self.outside("--points", points, Self.pointRange))
            }
        }
        guard faults.isEmpty else {
            throw FailedVerb(.badData, Phrase(joining: faults, separator: "\n"))
        }
        guard new != book else { return book }
        (new.review.on, new.review.by, new.review.of) = (nil, [], nil)
        new.version += 1
        // It never was in force.
        new.inForceFrom = nil
        return new
    }

    private static let pointRange = 0...1_000

    private func drop(from book: inout RuleBook, _ faults: inout [Phrase]) {
        let known = Choices(book)
        var seen: Set<String> = []
        for key in without where seen.insert(key).inserted {
            guard known.criteria.contains(where: { $0.key == key }) else {
                faults.append(Self.unknown("--without", key, known.criteria.map(\.key)))
                continue
            }
            book.fit.criteria.removeAll { $0.key == key }
            book.engagement.criteria.removeAll { $0.key == key }
            book.disqualifiers.removeAll { $0.key == key }
        }
        seen = []
        for key in withoutSources where seen.insert(key).inserted {
            guard known.sources.contains(where: { $0.key == key }) else {
                faults.append(Self.unknown("--without-source", key, known.sources.map(\.key)))
                continue
            }
            book.disqualifiers.append(
                Disqualifier(
                    key: "source-\(key)",
                    tests: [.init(field: FieldTest.taggedSource, test: .isOneOf([key]))], line: 0))
        }
        for (name, isEmpty, was) in [
            ("fit", book.fit.criteria.isEmpty, known.fit.isEmpty),
            ("engagement", book.engagement.criteria.isEmpty, known.engagement.isEmpty),
        ] where isEmpty && !was {
            faults.append(
                Phrase(
                    en: "--without: one criterion of \(name) has to be left.",
                    nl: "--without: er moet één criterium van \(name) overblijven."))
        }
    }

    private static func unknown(_ option: String, _ key: String, _ known: [String]) -> Phrase {
        let list = known.joined(separator: ", ")
        return Phrase(
            en: "\(option): the rule book has no \(key.quoted)."
                + Spelling.suggestion(for: key, in: known) + " It has \(list).",
            nl: "\(option): het regelboek heeft geen \(key.quoted)."
                + Spelling.suggestion(for: key, in: known, .nl) + " Het heeft \(list).")
    }

    fileprivate static func outside(
        _ option: String, _ number: Int, _ range: ClosedRange<Int>
    ) -> Phrase {
        Phrase(
            en:
                "\(option) \(number): it is a number from \(range.lowerBound) to \(range.upperBound).",
            nl:
                "\(option) \(number): het is een getal van \(range.lowerBound) tot en met \(range.upperBound)."
        )
    }
}

extension CriteriaSet {
    /// Sets how many have to hold; where all had to, all that are left have to.
    fileprivate mutating func set(
        _ needed: Int?, _ medium: Int?, asksAll: Bool, _ names: (String, String),
        _ faults: inout [Phrase]
    ) {
        guard !criteria.isEmpty else { return }
        self.needed = asksAll ? criteria.count : min(self.needed, criteria.count)
        if let needed {
            let range = 1...criteria.count
            if range.contains(needed) {
                self.needed = needed
            } else {
                faults.append(RuleTrial.outside(names.0, needed, range))
            }
        }
        mediumFrom = min(mediumFrom, self.needed)
        if let medium {
            let range = 0...self.needed
            if range.contains(medium) {
                mediumFrom = medium
            } else {
                faults.append(RuleTrial.outside(names.1, medium, range))
            }
        }
    }
}

extension Matrix {
    /// Asks for so many points in every cell that asks for points.
    fileprivate mutating func ask(_ points: Int) {
        for fit in Level.allCases {
            for engagement in Level.allCases {
                guard case .byPoints(_, let below) = self[fit: fit, engagement: engagement] else {
                    continue
                }
                self[fit: fit, engagement: engagement] = .byPoints(from: points, below: below)
            }
        }
    }

    /// What it asks for now, where any cell does: the least of them.
    fileprivate var points: Int? {
        Level.allCases.flatMap { fit in
            Level.allCases.compactMap { engagement -> Int? in
                guard case .byPoints(let from, _) = self[fit: fit, engagement: engagement] else {
                    return nil
                }
                return from
            }
        }.min()
    }
}

extension RuleTrial {
    /// What there is to move and to switch in a rule book, and how it stands.
    package struct Choices: Hashable, Sendable {
        package struct Choice: Hashable, Sendable {
            package let key: String
            package let name: Phrase
        }

        /// A threshold: the option that moves it, how it stands, and between what it lies.
        package struct Threshold: Hashable, Sendable {
            package let option: String
            package let now: Int
            package let range: ClosedRange<Int>
        }

        package let title: String
        package let thresholds: [Threshold]
        package let fit: [Choice]
        package let engagement: [Choice]
        package let disqualifiers: [Choice]
        package let sources: [Choice]
        package var criteria: [Choice] { fit + engagement + disqualifiers }

        package init(_ book: RuleBook) {
            func choices(_ keys: [String]) -> [Choice] {
                keys.map { Choice(key: $0, name: book.names.phrase(for: $0)) }
            }
            title = "\(book.name) \(book.version)"
            fit = choices(book.fit.criteria.map(\.key))
            engagement = choices(book.engagement.criteria.map(\.key))
            disqualifiers = choices(book.disqualifiers.map(\.key))
            sources = choices(book.sources.map(\.key))
            var thresholds: [Threshold] = []
            if let points = book.matrix.points {
                thresholds.append(.init(option: "points", now: points, range: 0...max(150, points)))
            }
            for (name, needed, medium, count) in [
                ("fit", book.fit.needed, book.fit.mediumFrom, fit.count),
                (
                    "engagement", book.engagement.needed, book.engagement.mediumFrom,
                    engagement.count
                ),
            ] where count > 0 {
                thresholds.append(
                    .init(option: name, now: min(max(1, needed), count), range: 1...count))
                thresholds.append(
                    .init(
                        option: "\(name)-medium", now: min(max(0, medium), count), range: 0...count)
                )
            }
            self.thresholds = thresholds
        }
    }
}
