internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// What tests showed that sources cause, and which of the bought ones nobody has tested.
struct TestedSources {
    private let figures: Figures
    private let say: Wording

    init(_ figures: Figures, _ say: Wording) {
        (self.figures, self.say) = (figures, say)
    }

    /// A sentence each: what was measured, what no longer holds, and what belongs to no source.
    var lines: [String] {
        let tests = figures.tests
        return tests.measured.sorted { $0.key < $1.key }.map { measured(name($0.key), $0.value) }
            + tests.lapsed.sorted { $0.key < $1.key }.map { lapsed(name($0.key), $0.value) }
            + tests.unknown.map(unknown)
    }

    /// What was measured of one source, or no longer holds; nil where it was not tested.
    func line(of key: String) -> String? {
        let tests = figures.tests
        return tests.measured[key].map { measured(name(key), $0) }
            ?? tests.lapsed[key].map { lapsed(name(key), $0) }
    }

    private func name(_ key: String) -> String {
        figures.rows.first { figures.question.by == .source && $0.key == key }.map {
            say.text($0.label)
        } ?? say.text(figures.names.phrase(for: key))
    }

    private func measured(_ name: String, _ test: CausedShare) -> String {
        let share = say.caused(Measured(test.share, low: test.low, high: test.high))
        let (evidence, until) = (test.evidence.quoted, say.day(test.until))
        let rest =
            test.share < 1
            ? say("the rest would have come anyway", "de rest was toch gekomen")
            : say(
                "it brings other sources more than is to its credit",
                "ook bij andere bronnen komt er meer door")
        return say(
            "Of what \(name) has to its credit \(share) is caused by it, measured by \(evidence) and counted until \(until); \(rest).",
            "Van wat op naam van \(name) staat komt \(share) erdoor, gemeten met \(evidence) en meegeteld tot \(until); \(rest)."
        )
    }

    private func lapsed(_ name: String, _ test: CausedShare) -> String {
        let (share, until) = (say.wholeShare(test.share), say.day(test.until))
        return say(
            "\(name): what \(test.evidence.quoted) showed (\(share) caused) was counted until \(until), and now all that it has to its credit counts again: test it anew.",
            "Wat \(test.evidence.quoted) van \(name) liet zien (\(share) veroorzaakt) telde tot \(until), en nu telt weer alles wat op naam van \(name) staat: test opnieuw."
        )
    }

    private func unknown(_ name: String) -> String {
        say(
            "caused in mql.yaml has \(name.quoted), and no source of these data is called that: it counts for nothing.",
            "caused in mql.yaml heeft \(name.quoted), en geen bron in deze gegevens heet zo: het telt niet mee."
        )
    }

    /// Bought sources of which nobody knows whether their MQLs would have come anyway: those of which a test was agreed
    /// and nothing is kept, and those that nobody has tested.
    var notKnown: [String] {
        guard figures.question.by == .source else { return [] }
        let open = figures.rows.filter {
            $0.buying == .bought && $0.counts.mqls > 0 && $0.caused == nil
        }
        let agreed = figures.tests.agreed.subtracting(figures.tests.lapsed.keys)
        return [
            names(open.filter { agreed.contains($0.key) }).map {
                say(
                    "what of \($0) would have come anyway (no result of its test is kept)",
                    "wat van \($0) toch was gekomen (van de proef is geen uitkomst bewaard)")
            },
            names(open.filter { !agreed.contains($0.key) }).map {
                say(
                    "what of \($0) would have come anyway (not tested)",
                    "wat van \($0) toch was gekomen (niet getest)")
            },
        ].compactMap(\.self)
    }

    /// Two by name, and how many others; nil for none.
    private func names(_ rows: [Figures.Row]) -> String? {
        let names = rows.map { say.text($0.label) }
        guard !names.isEmpty else { return nil }
        let most = 2
        let rest = names.count - most
        let shown =
            rest > 1
            ? names.prefix(most) + [
                say("\(say.numbers.count(rest)) others", "\(say.numbers.count(rest)) andere")
            ] : names[...]
        return say.joined(Array(shown))
    }

    /// Each test that there is of a source, and whether it counts.
    var json: JSONValue {
        func test(_ source: String, _ test: CausedShare, _ state: String) -> JSONValue {
            .members([
                "source": source, "share": test.share, "low": test.low, "high": test.high,
                "until": test.until, "evidence": test.evidence, "state": state,
            ])
        }
        let tests = figures.tests
        return .array(
            tests.measured.sorted { $0.key < $1.key }.map { test($0.key, $0.value, "counted") }
                + tests.lapsed.sorted { $0.key < $1.key }.map { test($0.key, $0.value, "lapsed") })
    }
}
