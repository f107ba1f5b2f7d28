internal import Quantities
internal import Valuation

/// A rule book with what was found in it. It is a hypothesis: nobody signed it, and only later leads can
/// tell whether it holds.
struct Proposal {
    /// Nil where nothing was found that a rule book can say.
    let book: RuleBook?
    /// What was found and a rule book has no criterion for.
    let left: [Sign.Kind]

    init(_ old: RuleBook, _ weights: [(kind: Sign.Kind, points: Int)], found: [Sign.Kind]) {
        var book = old
        var left: [Sign.Kind] = []
        var changed = false
        let known = Set(found)
        for (kind, points) in weights where known.contains(kind) && points > 0 {
            if book.take(kind, points) { changed = true } else { left.append(kind) }
        }
        self.left = left
        guard changed else {
            self.book = nil
            return
        }
        book.version += 1
        book.inForceFrom = nil
        // What was signed was another one.
        book.review.on = nil
        book.review.by = []
        self.book = book
    }
}

extension RuleBook {
    /// Adds a sign with its points; false where it is none that a rule book asks for.
    fileprivate mutating func take(_ kind: Sign.Kind, _ points: Int) -> Bool {
        switch kind {
        case .source(let key):
            if let place = sources.firstIndex(where: { $0.key == key }) {
                sources[place].points += points
            } else {
                guard key != SourceDirectory.noSource else { return false }
                var rule = SourceRule(key: key, line: 0)
                rule.points = points
                rule.reason = Phrase(en: "learned", nl: "geleerd")
                sources.append(rule)
            }
        case .field(let name, .present(true)):
            if let place = profilePoints.firstIndex(where: { $0.field == name }) {
                profilePoints[place] = FieldPoints(
                    field: name, points: profilePoints[place].points + points)
            } else {
                profilePoints.append(FieldPoints(field: name, points: points))
            }
        case .field(let name, let test):
            guard fit.criteria.count < 64 else { return false }
            fit.criteria.append(
                FieldCriterion(
                    key: newKey(of: name, test), tests: [FieldTest(field: name, test: test)],
                    points: points, line: 0))
        case .action(let key, let times):
            guard let place = actions.firstIndex(where: { $0.key == key }) else { return false }
            actions[place].points += points
            addCriterion("learned-\(key)", [place], .times, times)
        case .visits(let count):
            addCriterion("learned-visits", Array(actions.indices), .visits, count)
        case .content: return false
        }
        return true
    }

    /// One more sign of interest, unless the same action counts as one already.
    private mutating func addCriterion(
        _ key: String, _ places: [Int], _ measure: ActionCriterion.Measure, _ least: Int
    ) {
        let isKnown = engagement.criteria.contains {
            Set(places).isSubset(of: $0.actions) && $0.measure == measure && $0.atLeast <= least
        }
        guard !isKnown, engagement.criteria.count < 64 else { return }
        engagement.criteria.append(
            ActionCriterion(
                key: Self.unique(key, among: engagement.criteria.map(\.key)), actions: places,
                measure: measure, atLeast: least, withinDays: nil, line: 0))
    }

    private func newKey(of name: String, _ test: TextTest) -> String {
        let what =
            switch test {
            case .isOneOf(let words): words.first ?? ""
            case .words(let words): "has-\(words.first ?? "")"
            case .over(let bound): "over-\(Int(exactly: bound.rounded(.down)) ?? 0)"
            default: "asked"
            }
        let text = "learned-\(name)-\(what)".lowercased()
        let key = String(text.map { $0.isLetter || $0.isNumber ? $0 : "-" })
        return Self.unique(key, among: fit.criteria.map(\.key))
    }

    /// A name that stands there already gets a number: in one section each stands once.
    private static func unique(_ key: String, among known: [String]) -> String {
        guard known.contains(key) else { return key }
        let number = (2...(known.count + 2)).first { !known.contains("\(key)-\($0)") }
        return "\(key)-\(number ?? 2)"
    }
}
