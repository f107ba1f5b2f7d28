package import Quantities
internal import Valuation

/// Who signed a rule book, on which day, and what it decided then: one line in the file itself.
///
/// The line is all that is written. Where signatures are to be kept beside the file as well, what this
/// returns is what there is to keep.
package struct SignOff: Hashable, Sendable {
    package let file: String
    package let name: String
    package let version: Int
    package let by: [String]
    package let on: Day
    /// What was signed, as the rule book's `signable`.
    package let of: String

    /// Writes the signatures into the file. Those of others stay where they signed what the file says now; whoever
    /// signs again signs once.
    package static func sign(_ path: String, by: [String], on: Day) throws -> SignOff {
        guard !RuleFiles.presets.contains(path) else {
            throw FailedVerb(
                .cannotWrite,
                en:
                    "\(path.quoted) is part of the program and cannot be signed. Make it yours first: "
                    + "mql rules show \(path) --yaml > ours.yaml.",
                nl:
                    "\(path.quoted) hoort bij het programma en kan niet worden getekend. Maak het eerst van u: "
                    + "mql rules show \(path) --yaml > ons.yaml.")
        }
        // Only the text between is another: what else is written here is held by the same guard.
        let file = try OutputGuard(reading: []).file(
            path, for: "rules sign", over: .plainFile, takesPipes: false)
        let book = try RuleFiles.ruleBook(path)
        var review = book.review
        let stay =
            review.of != book.signable ? [] : review.by.filter { !by.map(side).contains(side($0)) }
        let all = (stay + by).sorted()
        (review.on, review.by, review.of) = (on, all, book.signable)
        let line = "reviewed: " + RuleBookText.review(review).replacing("{\"on\":", with: "{on:")
        let text = replacing(try Files.text(path), by: line)
        // Only a file that says the same in all else is written.
        let signed = try RuleFiles.read(text, name: path)
        guard signed.signable == book.signable, signed.review == review else {
            throw FailedVerb(
                .cannotWrite,
                en:
                    "\(path.visible) has a section reviewed that cannot be replaced. Write there: \(line)",
                nl:
                    "\(path.visible) heeft een deel reviewed dat niet te vervangen is. Schrijf daar: \(line)"
            )
        }
        try file.replace(with: text)
        return SignOff(
            file: path, name: book.name, version: book.version, by: all, on: on, of: book.signable)
    }

    /// For whom somebody signs: what stands before a name in brackets.
    private static func side(_ signature: String) -> String {
        signature.lowercased().split(separator: " (").first.map(String.init) ?? ""
    }

    /// The text with one line for its section `reviewed`, which stands behind the version where it is new.
    private static func replacing(_ text: String, by line: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let start = lines.firstIndex(where: { $0.hasPrefix("reviewed:") }) {
            var end = start + 1
            while end < lines.count, lines[end].hasPrefix(" ") { end += 1 }
            lines.replaceSubrange(start..<end, with: [line])
        } else {
            let place = ["version:", "extends:", "rule_book:"].lazy.compactMap { key in
                lines.firstIndex { $0.hasPrefix(key) }
            }.first
            lines.insert(line, at: place.map { $0 + 1 } ?? 0)
        }
        return lines.joined(separator: "\n")
    }
}
