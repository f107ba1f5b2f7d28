import Foundation
import TestSupport
import Testing

/// Every kind of wrong input, with what is said of it word for word.
struct ErrorTests {
    static let names = (try? Fixtures.names(in: "errors")) ?? []

    /// Whether a workbook can be made depends on how this program was built.
    private func withoutExcel(_ text: String) -> String {
        text.replacing("  - xlsx\n", with: "")
    }

    @Test("Wrong input is answered with place, what was seen and what to do", arguments: names)
    func message(name: String) throws {
        let line = try Fixtures.text("errors/\(name)/command")
        let result = try Command.run(
            line.split(whereSeparator: \.isWhitespace).map(String.init),
            in: Fixtures.url("errors/\(name)"))
        expectGolden(
            "exit \(result.code)\n\(withoutExcel(result.complaint))",
            at: "errors/\(name)/expected.txt")
        #expect(!result.complaint.contains("Optional("))
        #expect(!result.complaint.contains("Fatal error"))
        #expect(!result.complaint.isEmpty)
        // Whatever was read is still reported; what was not is no report.
        let isTold =
            result.code == 65 && result.complaint.hasPrefix("MISSING: nothing could be taken from ")
        #expect(result.code == 0 ? !result.output.isEmpty : result.output.isEmpty || isTold)
    }

    @Test("In Dutch the same mistakes are answered at the same places", arguments: names)
    func dutch(name: String) throws {
        let line = try Fixtures.text("errors/\(name)/command")
        let arguments = line.split(whereSeparator: \.isWhitespace).map(String.init)
        let folder = Fixtures.url("errors/\(name)")
        let english = try Command.run(arguments, in: folder)
        let dutch = try Command.run(arguments + ["--lang", "nl"], in: folder)
        expectGolden(
            "exit \(dutch.code)\n\(withoutExcel(dutch.complaint))",
            at: "errors/\(name)/expected.nl.txt")
        #expect(dutch.code == english.code)
        func places(_ text: String) -> [String] {
            text.split(separator: "\n").compactMap { line in
                line.firstMatch(of: /^[^ ]+:[0-9]+:[0-9]+:/).map { String($0.output) }
            }
        }
        #expect(places(dutch.complaint) == places(english.complaint))
    }

    @Test("Every kind of problem in data occurs here")
    func completeness() throws {
        #expect(Self.names.count > 30)
        let all = try Self.names.map { try Fixtures.text("errors/\($0)/expected.txt") }.joined()
        for words in [
            "cells and the header has", "does not close where", "is empty", "is not a date",
            "is not an amount", "too large",
            "can be a thousand or have three decimals", "can be a thousand or a decimal",
            "can be read with the day or with the month first", "is not a time",
            "is not understood",
            "is in USD", "parts of a cent", "number of a day", "is no month", "is not a stage",
            "is not a state",
            "is not a category", "is not a currency", "is before the first", "in no file of leads",
            "stands in several rows", "This row is equal", "is negative", "before it became an MQL",
        ] {
            #expect(all.contains(words), "\(words)")
        }
    }
}
