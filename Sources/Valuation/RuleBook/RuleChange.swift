/// One thing that two rule books say differently, as a rule book writes it.
package struct RuleChange: Hashable, Sendable {
    /// Where it stands: `fit/company-size`, `version`.
    package let place: String
    /// Which part of that; nil for all of it.
    package let part: String?
    /// Nil where the old book says nothing of it.
    package let before: String?
    /// Nil where the new book says nothing of it.
    package let after: String?

    package init(place: String, part: String? = nil, before: String?, after: String?) {
        self.place = place
        self.part = part
        self.before = before
        self.after = after
    }
}
