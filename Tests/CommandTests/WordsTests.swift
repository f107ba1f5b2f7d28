import Foundation
import Quantities
import Reports
import TestSupport
import Testing

/// What was decided of words in docs/words.md, and that both languages say the same.
struct WordsTests {
    /// A line of the list.
    private struct Decision {
        let dutch: String
        let english: String
        let never: [String]
    }

    private func decisions() throws -> [Decision] {
        try Documentation.page("docs/words.md").text.split(separator: "\n")
            .filter { $0.hasPrefix("| ") }.dropFirst().map { line in
                let cells = line.components(separatedBy: "|").dropFirst()
                    .map { $0.trimmingCharacters(in: .whitespaces) }
                return Decision(
                    dutch: cells[0], english: cells[1],
                    never: cells[4].split(separator: ",")
                        .map { $0.trimmingCharacters(in: .whitespaces) })
            }
    }

    @Test("The help answers for both screen words of every decision")
    func help() throws {
        let decisions = try decisions()
        #expect(decisions.count >= 30)
        for decision in decisions {
            #expect(Glossary(.nl).document(decision.dutch) != nil, "\(decision.dutch)")
            #expect(Glossary(.en).document(decision.english) != nil, "\(decision.english)")
        }
    }

    /// Every report on the files of the demo, with what each needs.
    private static let calls =
        ReportCalls.all + [
            ["justify", "--required-return", "2", "--margin", "4000"], ["plan"],
            ["budget", "--amount", "20000", "--margin", "4000"],
            ["report", "--period", "2026-Q3", "--against", "2026-Q2"],
            ["compare", "--between", "google-ads", "linkedin-ads"], ["rules", "learn"],
        ]

    /// A block is one line of Markdown, which breaks none.
    private func lines(_ call: [String], _ language: String, in folder: URL) throws -> [String] {
        let result = try Command.run(
            call + ["--data"] + DemoPlace.files + ["mql-demo/plan.csv", "--as-of", "2026-10-01"]
                + ["--format", "md", "--lang", language], in: folder)
        return result.output.components(separatedBy: "\n")
    }

    @Test("No word that was decided against is on a screen, in either language")
    func never() throws {
        let words = try decisions().flatMap(\.never)
        #expect(words.count >= 15)
        try DemoPlace.use { folder in
            for call in Self.calls {
                for language in ["en", "nl"] {
                    let text = try lines(call, language, in: folder).joined(separator: "\n")
                    for word in words where text.contains(word) {
                        Issue.record("\(call) \(language): \(word)")
                    }
                }
            }
        }
    }

    /// What a sentence of one language must say where that of the other does.
    private static let qualifiers: [(en: String, nl: String)] = [
        ("so far", "tot nu toe"), ("expect", "verwacht"),
        ("all-in", "alles meegerekend|kosten, alles"), ("at least", "minstens"),
        ("at most|or less", "hoogstens"),
        ("about (?=[€0-9])", "ongeveer (?=[€0-9])|zo'n (?=[€0-9])"),
        (
            "that had their time",
            "van wie tijd genoeg had|die tijd genoeg hadden|hadden tijd genoeg"
        ),
        ("by estimate", "naar schatting"), ("probably", "waarschijnlijk"),
        ("surely", "(?<!bijna )zeker (?=onder|boven|eronder|erboven)|^zeker:|- zeker:"),
        ("almost certain", "bijna zeker"), ("under 1%", "minder dan 1%|onder 1%"),
    ]

    private func has(_ pattern: String, _ line: String) -> Bool {
        line.range(of: pattern, options: [.regularExpression, .caseInsensitive]) != nil
    }

    /// The numbers of a line, as programs write them. Each `€1` of which something comes back is a word in Dutch.
    private func numbers(_ line: String, _ language: String) -> [String] {
        let isDutch = language == "nl"
        let (point, comma) = isDutch ? (",", "\\.") : ("\\.", ",")
        let text = line.replacingOccurrences(
            of: "€\u{A0}?1(?![0-9.,]*[0-9])", with: "", options: .regularExpression)
        let pattern = "[0-9]{1,3}(\(comma)[0-9]{3})+(\(point)[0-9]+)?|[0-9]+(\(point)[0-9]+)?"
        var found: [String] = []
        var rest = text[...]
        while let range = rest.range(of: pattern, options: .regularExpression) {
            let number = rest[range].filter { String($0) != (isDutch ? "." : ",") }
            found.append(number.replacingOccurrences(of: ",", with: "."))
            rest = rest[range.upperBound...]
        }
        return found
    }

    @Test("Every block has the same numbers in the same order in both languages, and is as careful")
    func bothLanguages() throws {
        try DemoPlace.use { folder in
            for call in Self.calls {
                let (english, dutch) = (
                    try lines(call, "en", in: folder), try lines(call, "nl", in: folder)
                )
                #expect(english.count == dutch.count, "\(call)")
                #expect(english.count > 3, "\(call)")
                for (one, other) in zip(english, dutch) {
                    // The call itself is the same in both, as it was typed.
                    guard !one.contains("--data") else { continue }
                    #expect(
                        numbers(one, "en") == numbers(other, "nl"), "\(call)\n\(one)\n\(other)")
                    for (en, nl) in Self.qualifiers where has(en, one) != has(nl, other) {
                        Issue.record("\(call), \(en): \(one)\n\(other)")
                    }
                }
            }
        }
    }

    @Test(
        "A difference between the languages would be seen",
        arguments: [
            ("at most €135.41 all-in, now €225.77", "hoogstens € 135,41, nu € 225,77"),
            ("12.1% so far", "12,1%"), ("about €1,000", "€ 1.000"),
        ])
    func isSeen(english: String, dutch: String) {
        #expect(numbers(english, "en") == numbers(dutch, "nl"))
        #expect(
            Self.qualifiers.contains { has($0.en, english) != has($0.nl, dutch) },
            "\(english) / \(dutch)")
    }
}
