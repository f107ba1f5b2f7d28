import Foundation
import Funnels
import Quantities
import TestSupport
import Testing

@testable import Intake
@testable import Valuation
@testable import Workbench

struct RuleBookFileTests {
    private let small = """
        rule_book: small
        mql_decided_by: crm
        intents:
          interest: {band: {low: 100, high: 200}}
        sources:
          fair: {position: 0.5}
        actions:
          cart: {intent: interest, points: 10}
        matrix:
          high_fit: {high_engagement: mql, medium_engagement: nurture, low_engagement: nurture}
          medium_fit: {high_engagement: nurture, medium_engagement: nurture, low_engagement: nurture}
          low_fit: {high_engagement: nurture, medium_engagement: nurture, low_engagement: nurture}

        """

    private func problems(_ text: String) -> [String] {
        do {
            _ = try RuleBookFile.read(text, name: "my.yaml", benchmarks: RuleFiles.benchmarks())
            return []
        } catch let error as RuleFileError {
            return error.problems.sorted().map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("The preset is read whole, and its lines are those of the file")
    func preset() throws {
        let book = try RuleFiles.ruleBook("b2b")
        #expect(book.name == "b2b")
        #expect(book.intents.map(\.key) == ["awareness", "interest", "consideration"])
        #expect(book.intents.map(\.low.cents) == [5000, 10_000, 20_000])
        #expect(book.intents.map(\.high.cents) == [10_000, 20_000, 50_000])
        #expect(book.engagement.needed == 2)
        #expect(book.fit.needed == 3)
        #expect(book.matrix[fit: .high, engagement: .low] == .decided(.targetAccount))
        #expect(book.matrix[fit: .low, engagement: .high] == .decided(.nurture))
        // Only the firm itself can say that.
        #expect(book.economics.requiredReturn == nil)
        let lines = try String(
            contentsOf: Fixtures.root.appendingPathComponent("pricing/b2b.yaml"), encoding: .utf8
        ).split(separator: "\n", omittingEmptySubsequences: false)
        for intent in book.intents { #expect(lines[intent.line - 1].contains("band:")) }
        for source in book.sources { #expect(lines[source.line - 1].contains("\(source.key):")) }
        for action in book.actions { #expect(lines[action.line - 1].contains("\(action.key):")) }
    }

    @Test(
        "What a lead that comes back counts as is `once`, or `again after` 1 to 3650 days",
        arguments: [
            ("once", Recycled.once), ("again after 365 days", .again(afterDays: 365)),
            ("\"again after 1 day\"", .again(afterDays: 1)),
            ("again after 3650 days", .again(afterDays: 3650)),
        ])
    func recycled(text: String, meaning: Recycled) throws {
        let book = try RuleBookFile.read(
            small + "recycled: \(text)\n", name: "my.yaml", benchmarks: RuleFiles.benchmarks())
        #expect(book.recycled == meaning)
    }

    @Test(
        "Anything else is refused with its place and what can stand there",
        arguments: [
            "again", "again after 0 days", "again after -5 days", "-5", "1e30",
            "again after 1e30 days", "again after 3651 days",
            "again after 99999999999999999999 days",
            "again after 365", "again after  365 days", "again after +5 days",
            "again after 1.000 days",
            "after 365 days", "twice", "365", "true",
        ])
    func recycledRefused(text: String) {
        let lines = small.split(separator: "\n").count
        #expect(
            problems(small + "recycled: \(text)\n") == [
                "my.yaml:\(lines + 1):11: expected once, or again after a number of days from 1 to 3650, "
                    + "such as again after 365 days, not \"\(text)\""
            ])
    }

    @Test("A list or a section is no duration either", arguments: ["[once]", "{again: 365}"])
    func recycledNoText(text: String) {
        let found = problems(small + "recycled: \(text)\n")
        #expect(found.count == 1 && found[0].hasSuffix("such as again after 365 days"))
    }

    @Test("A small rule book is enough")
    func smallest() {
        #expect(problems(small).isEmpty)
    }

    @Test(
        "A mistake is named with its place and what was probably meant",
        arguments: [
            (
                "intent: interest, points", "intent: intrest, points",
                "my.yaml:8:18: unknown intent \"intrest\". Did you mean \"interest\"?"
            ),
            (
                "position: 0.5", "positon: 0.5",
                "my.yaml:6:10: unknown name \"positon\". Did you mean \"position\"? Known here: direction, channel, labels, when, position, points, benchmark, reason."
            ),
            (
                "position: 0.5", "position: 1.5",
                "my.yaml:6:20: expected a place from 0 to 1 with at most three decimals, not \"1.5\""
            ),
            (
                "position: 0.5", "benchmark: refferal",
                "my.yaml:6:21: unknown benchmark \"refferal\". Did you mean \"referral\"?"
            ),
            ("low: 100", "low: 300", "my.yaml:4:20: low is more than high"),
            ("low: 100, ", "", "my.yaml:4:20: low is missing"),
            (
                "high_engagement: mql,", "high_engagement: mlq,",
                "my.yaml:10:31: unknown decision \"mlq\". Did you mean \"mql\"? It is one of mql, target_account, nurture, disqualified."
            ),
            (
                "  medium_fit:", "  midium_fit:",
                "my.yaml:11:3: unknown name \"midium_fit\". Did you mean \"medium_fit\"? Known here: high_fit, medium_fit, low_fit."
            ),
            (
                "points: 10", "points: ten",
                "my.yaml:8:36: expected a whole number from -1000 to 1000, not \"ten\""
            ),
            (
                "rule_book: small\n", "rule_book: small\ntime_zone: Europe/Amsterdan\n",
                "my.yaml:2:12: unknown time zone \"Europe/Amsterdan\". Did you mean \"Europe/Amsterdam\"? Known are UTC, offsets such as +01:00, and the zones of the European Union."
            ),
            (
                "fair: {position: 0.5}", "fair: &x {position: 0.5}",
                "my.yaml:6:9: \"x\" is an anchor or a reference to one. Write the value out."
            ),
            ("rule_book: small\n", "", "my.yaml:1:1: rule_book is missing"),
        ])
    func mistakes(old: String, new: String, message: String) {
        let problems = problems(small.replacing(old, with: new))
        #expect(problems.contains(message), "\(problems)")
    }

    @Test("All mistakes are named at once")
    func several() {
        let text = small.replacing("position: 0.5", with: "position: high")
            .replacing("points: 10", with: "points: many").replacing("low: 100", with: "low: x")
        #expect(problems(text).count == 3)
    }

    @Test(
        "What is no rule book is refused, not half understood",
        arguments: [
            "", "a", "- 1\n- 2\n", "{", "rule_book: [", "\t", "a: b: c", "? [a]\n: b\n",
            String(repeating: "[", count: 5000), "rule_book: x\nrule_book: y\n",
        ])
    func nonsense(text: String) {
        #expect(!problems(text).isEmpty)
    }

    @Test(
        "What would silently mean nothing is refused",
        arguments: [
            ("fit: {all: {points: {over: 10}}}", "has a meaning of its own here"),
            ("fit: {any: {}}", "no criterion stands here"),
            ("engagement: {at_least: 1, of: {}}", "no criterion stands here"),
            ("fit: {all: {a: {b: {contains: []}}}}", "expected at least one text"),
            ("fit: {all: {a: {b: {contains: [\"\"]}}}}", "an empty text is in everything"),
            ("fit: {all: {a: {b: {matches: \"[0-9]+\"}}}}", "* stands for anything"),
            ("fit: {all: {a: {b: {between: [1, x]}}}}", "expected two numbers"),
            ("fit: {all: {a: {b: {over: 1}, pionts: 10}}}", "Did you mean \"points\"?"),
            ("handover: {checklist: {pain: {}}}", "expected a field"),
            ("profile: {required: [updated_at]}", "says nothing of a lead"),
            ("names: {nl: {fair: \"\"}}", "needs a name here"),
            ("names: {nl: {fairr: beurs}}", "Did you mean \"fair\"?"),
            ("actions: {cart: {points: -5, decay: {30: 0}}}", "only points that an action earns"),
            ("actions: {cart: {points: 5, decay: {90: 1, 30: 0}}}", "the days of a decay go up"),
            ("intents: {hot: {band: {low: 1, high: 2}}}", "which these intents leave out"),
            ("weights: {source: 0, persona: 0}", "cannot both weigh 0"),
        ])
    func meaningless(line: String, message: String) throws {
        let text = "rule_book: x\nextends: b2b\n\(line)\n"
        do {
            _ = try RuleBookFile.read(
                text, name: "my.yaml", benchmarks: RuleFiles.benchmarks(),
                presets: { RuleFiles.presets.contains($0) ? RuleFiles.preset($0) : nil })
            Issue.record("taken: \(line)")
        } catch let error as RuleFileError {
            let texts = error.problems.map(\.message)
            #expect(texts.contains { $0.contains(message) }, "\(texts)")
            #expect(error.problems.allSatisfy { $0.file == "my.yaml" && $0.line == 3 })
        }
    }

    @Test("A name that is no preset says which there are, and how to give a file")
    func unknownPreset() {
        #expect {
            try RuleFiles.ruleBook("b2c")
        } throws: { error in
            (error as? FailedVerb)?.message.en
                == "\"b2c\" is not a preset. Did you mean \"b2b\"? Presets: b2b, manufacturing, pumps, venues. For a file of "
                + "your own, give its path: b2c.yaml."
        }
    }
}

struct PresetTests {
    @Test("Every preset is read, and says what it chose", arguments: RuleFiles.presets)
    func presets(name: String) throws {
        let book = try RuleFiles.ruleBook(name)
        #expect(book.name == name)
        #expect(book.file == "pricing/\(name).yaml")
        #expect(book.intents.count == 3)
        #expect(book.sources.count > 10)
        #expect(name == "b2b" || book.choices.count >= 5)
    }

    @Test("What a preset does not say is that of the preset it extends, three deep")
    func layers() throws {
        let pumps = try RuleFiles.ruleBook("pumps")
        let b2b = try RuleFiles.ruleBook("b2b")
        let manufacturing = try RuleFiles.ruleBook("manufacturing")
        #expect(pumps.intents == b2b.intents)
        #expect(pumps.matrix == manufacturing.matrix)
        #expect(pumps.actions.count == b2b.actions.count + 2)
        #expect(pumps.actions[0].key == "parts_catalogue")
        #expect(pumps.fit.criteria.map(\.key) == ["sector", "company-size", "function"])
        #expect(pumps.fingerprint != manufacturing.fingerprint)
    }

    @Test("An entry of one's own takes the place of the preset's, and mistakes stay in their file")
    func ownEntry() throws {
        let presets: RuleBookFile.Presets = { name in
            name == "base"
                ? (
                    "base.yaml",
                    """
                    rule_book: base
                    mql_decided_by: crm
                    intents: {interest: {band: {low: 1, high: 2}}}
                    sources: {fair: {position: 0.1}, web: {position: 0.2}}
                    """
                ) : nil
        }
        let text =
            "rule_book: mine\nextends: base\nsources: {fair: {position: 0.9}, list: {position: 0}}\n"
        let book = try RuleBookFile.read(
            text, name: "mine.yaml", benchmarks: [], presets: presets)
        #expect(book.sources.map(\.key) == ["fair", "list", "web"])
        #expect(book.sources.map(\.position) == [900, 0, 200])
        #expect(book.intents[0].file == "base.yaml")
        #expect {
            try RuleBookFile.read(
                text.replacing("0.9", with: "9"), name: "mine.yaml", benchmarks: [],
                presets: presets)
        } throws: { "\($0)".hasPrefix("mine.yaml:3:") }
        #expect {
            try RuleBookFile.read(
                "rule_book: x\nextends: pmps\n", name: "mine.yaml", benchmarks: [], presets: presets
            )
        } throws: {
            "\($0)".contains(
                "mine.yaml:2:10: there is no preset \"pmps\" to extend. Did you mean \"pumps\"?")
        }
    }
}

struct BenchmarkFileTests {
    @Test("Every published figure is there with its rate, its stage and its origin")
    func rows() throws {
        let benchmarks = try RuleFiles.benchmarks()
        let rates: [(String, Double)] = [
            ("average", 0.13), ("one-in-ten", 0.10), ("website", 0.313), ("referral", 0.247),
            ("webinar", 0.178), ("social", 0.172), ("marketing-and-advertising", 0.153),
            ("paid-search", 0.143), ("sales-generated", 0.139), ("events", 0.042),
            ("purchased-list", 0.025), ("email-campaign", 0.009), ("opportunity-to-deal", 0.06),
            ("saas-seo", 0.51), ("saas-ppc", 0.26), ("saas-linkedin", 0.30), ("saas-email", 0.46),
            ("saas-webinar", 0.39),
        ]
        #expect(benchmarks.count == rates.count)
        for (name, rate) in rates {
            let benchmark = try #require(benchmarks.first { $0.name == name })
            #expect(benchmark.rate == rate)
            #expect(!benchmark.measures.isEmpty && !benchmark.publisher.isEmpty)
            #expect(!benchmark.family.isEmpty)
        }
        let average = try #require(benchmarks.first { $0.name == "average" })
        #expect(average.year == 2014 && average.horizonDays == 84)
        #expect(benchmarks.filter { $0.kind == .norm }.map(\.name) == ["one-in-ten"])
    }

    @Test("A figure without an origin is refused")
    func origin() {
        #expect {
            try BenchmarkFile.read("benchmarks:\n  x: {rate: 0.1, kind: norm}\n", name: "b.yaml")
        } throws: { error in
            "\(error)".contains("b.yaml:2:3: publisher is missing")
        }
    }
}

struct MappingFileTests {
    @Test("A mapping says which column is what, what is constant and what is replaced")
    func reading() throws {
        let tables = try MappingFile.read(
            """
            tables:
              - file: "crm*"
                date_order: dmy
                decimal: comma
                facts:
                  - lead: {lead_id: Nr, created_at: Datum, source: {column: Bron, value: unknown}}
                  - stage: {at: Datum, stage: {column: Status, values: {Gekwalificeerd: sql, Nieuw: ""}}}
            """, name: "m.yaml")
        #expect(tables.count == 1)
        #expect(tables[0].dateOrder == .dmy)
        #expect(tables[0].decimal == .comma)
        #expect(tables[0].facts.map(\.kind) == [.lead, .stage])
        #expect(
            tables[0].facts[0].fields["source"] == FieldSource(column: "Bron", constant: "unknown"))
        #expect(
            tables[0].facts[1].fields["stage"]?.values == ["Gekwalificeerd": "sql", "Nieuw": ""])
    }

    @Test(
        "A mistake in a mapping is named with its place",
        arguments: [
            (
                "tables:\n  - facts:\n      - leed: {lead_id: a}\n",
                "m.yaml:3:9: unknown kind of fact \"leed\". Did you mean \"lead\"? It is one of lead, activity, stage, deal, order, spend, plan."
            ),
            (
                "tables:\n  - facts:\n      - stage: {lead_ID: a}\n",
                "m.yaml:3:17: a stage has no \"lead_ID\". Did you mean \"lead_id\"?"
            ),
            (
                "tables:\n  - file: x\n",
                "m.yaml:2:5: facts is missing: what do the rows of this table give?"
            ),
            (
                "tables:\n  - facts: []\n",
                "m.yaml:2:5: facts is missing: what do the rows of this table give?"
            ),
            (
                "tables:\n  - facts:\n      - stage: {at: a, stage: {value: mqll}}\n",
                "m.yaml:3:9: \"mqll\" is not a stage. Did you mean \"mql\"? The stages are mql, contacted, sql, opportunity, won, lost, rejected."
            ),
            (
                "tables:\n  - facts:\n      - stage: {at: a, stage: b}\n",
                "m.yaml:3:9: this stage has no lead_id. Say which column it is in."
            ),
            ("x: 1\n", "m.yaml:1:1: unknown name \"x\". Known here: tables."),
        ])
    func mistakes(text: String, message: String) {
        #expect {
            try MappingFile.read(text, name: "m.yaml")
        } throws: { error in
            "\(error)".split(separator: "\n").contains { $0 == message }
        }
    }
}
