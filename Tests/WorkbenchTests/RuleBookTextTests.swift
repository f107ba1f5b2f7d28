import Analysis
import Foundation
import Quantities
import Reports
import Statistics
import TestSupport
import Testing

@testable import Valuation
@testable import Workbench

struct RuleBookTextTests {
    private func read(_ text: String) throws -> RuleBook {
        try RuleBookFile.read(text, name: "written.yaml", benchmarks: RuleFiles.benchmarks())
    }

    /// All that a rule book decides of some leads, without the place of its bands.
    private func decisions(_ book: RuleBook, _ world: World) throws -> [String] {
        let bench = try world.bench(asOf: "2026-03-31", book: book)
        let asOf: Day = "2026-03-31"
        return (1...20).map { number in
            guard let explanation = bench.pipeline.explain("L-\(number)", asOf: asOf) else {
                return ""
            }
            let text = LeadExplanation(explanation).json.text
            return text.replacing(/\"rule\": \"[^\"]*\"/, with: "")
                .replacing(/\"judged_by\": \{[^}]*\}/, with: "")
        }
    }

    @Test(
        "200 random rule books survive being written and read: they decide the same of every lead")
    func random() throws {
        var mqls = 0
        for seed in 1...200 {
            var random = RandomRuleBook(seed: UInt64(seed))
            let book = random.book()
            let text = RuleBookText.write(book)
            let again: RuleBook
            do { again = try read(text) } catch {
                Issue.record("seed \(seed): \(error)\n\(text)")
                continue
            }
            #expect(RuleBookText.write(again) == text, "seed \(seed)")
            var world = World()
            let tables = random.tables()
            world.leads = tables.leads
            world.activities = tables.activities
            world.stages = tables.stages
            let before = try decisions(book, world)
            #expect(before == (try decisions(again, world)), "seed \(seed)")
            mqls += before.count { $0.contains("\"decision\": \"mql\"") }
        }
        // The leads are not all of one kind, so that the comparison says something.
        #expect((250...3750).contains(mqls))
    }

    @Test("A preset written out whole is the same rule book", arguments: RuleFiles.presets)
    func presets(preset: String) throws {
        let book = try RuleFiles.ruleBook(preset)
        let again = try read(RuleBookText.write(book))
        let (one, other) = (RuleBookReport(book).document, RuleBookReport(again).document)
        let words = TextFormat().write(one).split(separator: "\n").dropFirst()
        #expect(words.elementsEqual(TextFormat().write(other).split(separator: "\n").dropFirst()))
        #expect(RuleBookText.write(again) == RuleBookText.write(book))
    }

    /// A rule book with a mistake, and the line on which it stands.
    private struct Broken {
        let text: String
        let line: Int
        /// What does not close is found where the next thing begins, however far that is.
        let isOpen: Bool
    }

    /// Every line of the preset that has a name or a number is broken in turn.
    private var broken: [Broken] {
        let text = RuleBookText.write((try? RuleFiles.ruleBook("b2b")) ?? RandomRuleBook.empty)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var result: [Broken] = []
        for (place, line) in lines.enumerated() {
            func add(_ changed: String, isOpen: Bool = false) {
                guard changed != line else { return }
                var copy = lines
                copy[place] = changed
                result.append(
                    Broken(text: copy.joined(separator: "\n"), line: place + 1, isOpen: isOpen))
            }
            for (right, wrong) in [
                ("points:", "pionts:"), ("intent:", "intnet:"),
                ("strength: strong", "strength: big"),
                ("position: 0", "position: 7"), ("low: ", "low: x"),
                ("within_days: ", "within_days: -"),
                ("direction: inbound", "direction: sideways"),
                ("action: [", "action: [nothing_such, "),
                ("mql_engagement", "x"), ("high_engagement: mql", "high_engagement: maybe"),
                ("benchmark: ", "benchmark: no-"), ("at_least: 2", "at_least: 99"),
                ("over:", "above:"), ("between: [", "between: [x, "),
                ("deal_credit: ", "deal_credit: un"),
                ("contact_within_days: ", "contact_within_days: soon"),
                ("present: true", "present: maybe"),
                ("time_zone: ", "time_zone: Mars/"), ("in_force_from: 2026", "in_force_from: 26"),
                ("source: 1", "source: heavy"), ("after_days: ", "after_days: many"),
                ("channel: event", "channel: radio"), ("currency: EUR", "currency: EURO"),
                ("  nl:", "  xx:"), ("per: session", "per: century"), ("rule_book:", "rulebook:"),
            ] { add(line.replacing(right, with: wrong)) }
            add(line.replacing(": ", with: ": *", maxReplacements: 1))
            if line.hasSuffix("}") { add(String(line.dropLast()), isOpen: true) }
            if line.hasSuffix("\"") { add(String(line.dropLast()), isOpen: true) }
        }
        return result
    }

    @Test(
        "A broken rule book is refused with a place near its mistake, and never stops the program")
    func brokenBooks() throws {
        let all = broken
        #expect(all.count > 300)
        var refused = 0
        for book in all {
            do {
                _ = try read(book.text)
                Issue.record("line \(book.line) was taken: \(line(book))")
            } catch let error as RuleFileError {
                refused += 1
                let problems = error.problems.sorted()
                #expect(problems.allSatisfy { $0.line >= 1 && !$0.message.isEmpty })
                let last = book.line + (book.isOpen ? 40 : 1)
                let isNear = problems.contains { (book.line...last).contains($0.line) }
                #expect(isNear, "\(line(book)): \(error)")
            }
        }
        #expect(refused == all.count)
    }

    private func line(_ book: Broken) -> String {
        "\(book.line): "
            + book.text.split(separator: "\n", omittingEmptySubsequences: false)[book.line - 1]
    }

    @Test("Text thrown together from a rule book's own pieces never stops the program")
    func noise() throws {
        let text = Array(RuleBookText.write(try RuleFiles.ruleBook("pumps")).utf8)
        var random = SplitMix64(seed: 7)
        for _ in 0..<150 {
            var bytes = text
            for _ in 0..<(1 + random.below(6)) {
                let start = random.below(bytes.count - 60)
                switch random.below(3) {
                case 0: bytes.removeSubrange(start..<(start + random.below(50)))
                case 1:
                    bytes[start] =
                        [0x7B, 0x5B, 0x3A, 0x22, 0x2D, 0x0A, 0x00, 0xFF][random.below(8)]
                default:
                    bytes.insert(
                        contentsOf: bytes[start..<(start + 40)], at: random.below(bytes.count))
                }
            }
            do { _ = try read(String(decoding: bytes, as: UTF8.self)) } catch let error
                as RuleFileError
            {
                #expect(!error.problems.isEmpty)
                #expect(error.problems.allSatisfy { $0.line >= 1 && $0.column >= 1 })
            }
        }
    }
}

extension RandomRuleBook {
    static let empty = RuleBook(
        name: "", version: 1, zone: .utc, decidedBy: .auto, file: "", fingerprint: Fingerprint())
}
