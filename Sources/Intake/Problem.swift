package import Quantities

/// Something in the data that is not as it should be: where it stands, what was seen, what to do.
package struct Problem: Hashable, Sendable {
    /// What happened to the row.
    package enum Effect: Hashable, Sendable {
        /// The row was left out and counted.
        case rejected
        /// The row was taken; this is worth a look.
        case noted
    }

    /// Problems of one kind are listed together.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case badText, badQuote, rowTooLong, raggedRow, missingValue, badDate, badAmount, badNumber
        case badStage, badStatus, badCategory, badCurrency, badPeriod
        case roundedID, stageWithoutDay
        case unknownLead, duplicateLead, duplicateDeal, repeatedSpend, negativeSpend, duplicatePlan,
            totalDiffers, unclearTotal, unreadCell, outsideReport
        case stageBeforeMQL, stageBeforeCreation, unusedColumns
        case readOtherwise
        case badCredit, unknownCredit
        case unreadSheet, lostCell
        case dealWithoutDay, dealWithoutLead
        case dayOfCreation, stageDropped, turnedDown
    }

    package let file: String
    package let line: Int
    /// The character on the line, from 1.
    package let column: Int
    package let kind: Kind
    package let effect: Effect
    /// One or two sentences: what was seen, and what to do about it.
    package let message: Phrase
}

extension Problem: Comparable {
    package static func < (one: Problem, other: Problem) -> Bool {
        (one.file, one.line, one.column, one.message.en)
            < (other.file, other.line, other.column, other.message.en)
    }
}

extension Problem: CustomStringConvertible {
    /// `leads.csv:7:3: created_at "13/45/2026" is not a date. …`
    package var description: String { description(.en) }

    /// The place and the message, in one language.
    package func description(_ language: Language) -> String {
        "\(file.visible):\(line):\(column): \(message.text(language))"
    }
}

/// All problems of a reading, of which each kind keeps its first ones as examples.
package struct ProblemList: Sendable {
    /// How many of one kind and file are kept word for word.
    package static let examples = 100

    package private(set) var listed: [Problem] = []
    package private(set) var counts: [Problem.Kind: Int] = [:]

    package init() {}

    /// How many there are, of all kinds.
    package var total: Int { counts.values.reduce(0, +) }
    /// Whether there is none of any kind.
    package var isEmpty: Bool { counts.isEmpty }

    /// Counts one, and keeps it where it is among the first of its kind.
    package mutating func add(_ problem: Problem) {
        let count = counts[problem.kind, default: 0]
        counts[problem.kind] = count + 1
        if count < Self.examples { listed.append(problem) }
    }

    /// Adds a number of problems of which nothing more is known.
    package mutating func add(_ count: Int, of kind: Problem.Kind) {
        counts[kind, default: 0] += count
    }

    /// Takes out one that another has told already.
    mutating func remove(_ problem: Problem) {
        guard let count = counts[problem.kind] else { return }
        counts[problem.kind] = count > 1 ? count - 1 : nil
        if let place = listed.firstIndex(of: problem) { listed.remove(at: place) }
    }

    /// Adds those of rows further down.
    mutating func add(_ other: ProblemList) {
        var room = Problem.Kind.allCases.reduce(into: [:]) { room, kind in
            room[kind] = Self.examples - counts[kind, default: 0]
        }
        for problem in other.listed {
            room[problem.kind, default: 0] -= 1
            if room[problem.kind, default: 0] >= 0 { listed.append(problem) }
        }
        counts.merge(other.counts, uniquingKeysWith: +)
    }

    /// The kinds that occur, in a fixed order, each with its number and its first examples.
    package func grouped(examples: Int) -> [(kind: Problem.Kind, count: Int, first: [Problem])] {
        Problem.Kind.allCases.compactMap { kind in
            guard let count = counts[kind] else { return nil }
            let first = listed.filter { $0.kind == kind }.sorted().prefix(examples)
            return (kind, count, Array(first))
        }
    }
}

/// A file of which nothing can be read.
package struct IntakeError: Error, Hashable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let message: Phrase
    /// Whether it holds no table that is known, which one sheet of several need not, and nor one file of a
    /// folder.
    package private(set) var isNoTable = false
    /// Whether its bytes are damaged, locked or too many, so that nobody can read it.
    package private(set) var isUnreadable = false

    /// A message with its place; the first line where it is about the whole file.
    package init(file: String, line: Int = 1, en: String, nl: String) {
        self.file = file
        self.line = line
        message = Phrase(en: en, nl: nl)
    }

    /// What holds no table that is known.
    init(noTable file: String, _ message: Phrase) {
        self.init(file: file, en: message.en, nl: message.nl)
        isNoTable = true
    }

    /// What cannot be read as it is.
    init(unreadable file: String, _ message: Phrase) {
        self.init(file: file, en: message.en, nl: message.nl)
        isUnreadable = true
    }

    package var description: String { described.en }

    /// The message with the place in front of it.
    package var described: Phrase {
        let place = "\(file.visible):\(line):1: "
        return Phrase(en: place + message.en, nl: place + message.nl)
    }
}

/// All files of which nothing can be read, at once.
package struct IntakeErrors: Error, CustomStringConvertible {
    package let errors: [IntakeError]

    package var description: String { described.en }

    /// All messages with their places, a line each.
    package var described: Phrase {
        Phrase(joining: errors.map(\.described), separator: "\n")
    }
}
