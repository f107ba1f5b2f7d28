package import Leads
internal import Quantities

/// A question about one text that has a yes or a no. Upper and lower case are equal.
package enum TextTest: Hashable, Sendable {
    /// It is one of these.
    case isOneOf([String])
    /// One of these stands somewhere in it, also inside a word: `inkoop` in `hoofdinkoop`.
    case contains([String])
    /// One of these stands in it as whole words: `intern`, but not in `international`.
    case words([String])
    /// It has one of these forms, in which `*` stands for anything: `*@*.nl`.
    case matches([Wildcard])
    /// It is a number above this.
    case over(Double)
    case under(Double)
    /// It is a number from the first to the last, both included.
    case between(Double, Double)
    /// It is filled in, or, where false, it is not.
    case present(Bool)

    /// What a rule book calls the questions. Whoever adds one here is told by the compiler where it is read,
    /// written and put in words.
    package enum Operator: String, CaseIterable, Sendable {
        case isOneOf = "in"
        case contains, words, matches, over, under, between, present
    }

    /// Whether the text of a field answers to it, whatever its capitals.
    package func holds(for text: String) -> Bool {
        switch self {
        case .isOneOf(let words):
            let text = TextTest.folded(text)
            return words.contains { TextTest.folded($0) == text }
        case .contains(let parts):
            let text = text.lowercased()
            return parts.contains { !$0.isEmpty && TextTest.holds(text, $0.lowercased()) }
        case .words(let phrases):
            let text = TextTest.words(text)
            return phrases.contains { phrase in
                let words = TextTest.words(phrase)
                guard !words.isEmpty, words.count <= text.count else { return false }
                return (0...(text.count - words.count)).contains { start in
                    text[start..<(start + words.count)].elementsEqual(words)
                }
            }
        case .matches(let forms): return forms.contains { $0.matches(text) }
        case .over(let bound): return TextTest.range(text).map { $0.low > bound } ?? false
        case .under(let bound): return TextTest.range(text).map { $0.high < bound } ?? false
        case .between(let low, let high):
            return TextTest.range(text).map { $0.low >= low && $0.high <= high } ?? false
        case .present(let wanted): return text.isEmpty != wanted
        }
    }

    /// `420`, and also `51-200` or `1000+`, as the numbers it can stand for. A test holds for a
    /// range only where it holds for all of it.
    static func range(_ text: String) -> (low: Double, high: Double)? {
        var text = text.filter { $0 != " " && $0 != "\u{A0}" }
        if text.hasSuffix("+") {
            text.removeLast()
            return Double(text).map { ($0, .infinity) }
        }
        if let number = Double(text), number.isFinite { return (number, number) }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let low = Double(ends[0]), let high = Double(ends[1]), low <= high
        else { return nil }
        return (low, high)
    }

    /// Whether a text has another in it. Of plain letters their bytes tell, without knowledge of letters.
    private static func holds(_ text: String, _ part: String) -> Bool {
        guard text.utf8.allSatisfy({ $0 < 0x80 }), part.utf8.allSatisfy({ $0 < 0x80 }) else {
            return text.contains(part)
        }
        return text.utf8.withContiguousStorageIfAvailable { text in
            part.utf8.withContiguousStorageIfAvailable { part in
                part.count <= text.count
                    && (0...(text.count - part.count)).contains { start in
                        text[start...].starts(with: part)
                    }
            }
        }.flatMap(\.self) ?? text.contains(part)
    }

    /// The form by which two names are compared.
    package static func folded(_ text: String) -> String { FoldedName.of(text) }

    private static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
}

/// A question about one field of a lead.
package struct FieldTest: Hashable, Sendable {
    /// The name that stands for the source that a lead was found to be of, by its key: no file has a column of it.
    package static let taggedSource = "tagged_source"

    package let field: String
    package let test: TextTest

    package init(field: String, test: TextTest) {
        self.field = field
        self.test = test
    }
}
