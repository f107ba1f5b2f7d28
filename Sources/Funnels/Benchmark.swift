package import Quantities

/// A published or agreed conversion figure, with what it really measures and where it comes from.
package struct Benchmark: Hashable, Sendable {
    package let name: String
    /// What it is called at the head of a column, such as `1 in 10`.
    package let title: Phrase
    /// A share of 1.
    package let rate: Double
    package let kind: Kind
    /// What it counts from and to, such as `lead → opportunity`.
    package let measures: Phrase
    package let population: Phrase
    package let year: Int?
    package let publisher: Phrase
    /// Figures of one family may be compared with each other; those of two may not.
    package let family: String
    /// Whether the publication itself was read, or only somebody who quotes it.
    package let evidence: Evidence
    package let horizonDays: Int?
    package let note: Phrase
    /// Whether every source is held against it, or only those that name it.
    package let isForAll: Bool

    /// What a figure is good for.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A rate that one holds oneself to: it gives a verdict.
        case norm
        /// A figure of another stage, population or horizon: it gives an indication.
        case published
    }

    /// How the figure is known: read in its source, quoted by somebody, written down from speech, or
    /// agreed on.
    package enum Evidence: String, CaseIterable, Hashable, Sendable {
        case read
        case secondHand = "second_hand"
        case transcription
        case agreed
    }

    package init(
        name: String, title: Phrase, rate: Double, kind: Kind, measures: Phrase, population: Phrase,
        year: Int?,
        publisher: Phrase, family: String, evidence: Evidence, horizonDays: Int?, note: Phrase,
        isForAll: Bool
    ) {
        self.name = name
        self.title = title
        self.rate = rate
        self.kind = kind
        self.measures = measures
        self.population = population
        self.year = year
        self.publisher = publisher
        self.family = family
        self.evidence = evidence
        self.horizonDays = horizonDays
        self.note = note
        self.isForAll = isForAll
    }
}
