package import Quantities
internal import Valuation

/// Rule books that were tried and saved in this folder: `rules-try-1.yaml` and so on.
package enum RuleDrafts {
    private static let (start, end) = ("rules-try-", ".yaml")

    /// A name that nothing here has yet.
    package static func nextName() -> String {
        let last = numbers.max() ?? 0
        return "\(start)\(last + 1)\(end)"
    }

    /// Keeps a rule book under a name that nothing here has.
    package static func save(_ text: String, as name: String) throws {
        _ = try RuleFiles.read(text, name: name)
        try OutputGuard(reading: []).file(name, for: "--save", over: .nothing).write(text)
    }

    private static var numbers: [Int] {
        let names = Files.names(in: ".")
        return names.compactMap { name in
            guard name.hasPrefix(start), name.hasSuffix(end) else { return nil }
            return Int(name.dropFirst(start.count).dropLast(end.count))
        }
    }

    /// Each with what it is called, and who signed what it says now; what cannot be read is left out.
    package static var all: [(name: String, title: String, by: [String])] {
        numbers.sorted().compactMap { number in
            let name = "\(start)\(number)\(end)"
            guard let book = try? RuleFiles.ruleBook("./" + name) else { return nil }
            let isSigned = book.review.of == book.signable
            return (name, "\(book.name) \(book.version)", isSigned ? book.review.by : [])
        }
    }
}

extension RuleFiles {
    /// The zone in which a rule book has its days.
    package static func zone(of name: String) throws -> TimeZoneRule { try ruleBook(name).zone }
}
