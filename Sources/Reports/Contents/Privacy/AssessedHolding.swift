package import Intake
package import Quantities

/// What is held of persons, and who may see it, as the workspace of a folder says.
package struct AssessedHolding: Sendable {
    /// Nil where there is no workspace: then files are read, and nothing of them is kept.
    package var imports: [Import]?
    /// After how many months without anything persons are erased; nil where nobody has said it.
    package var retention: Int?
    package var roles: [Role]
    /// Whether sellers have lists of their own.
    package var hasSellers: Bool

    package init(
        imports: [Import]?, retention: Int?, roles: [Role], hasSellers: Bool = false
    ) {
        (self.imports, self.retention) = (imports, retention)
        (self.roles, self.hasSellers) = (roles, hasSellers)
    }

    /// What was imported, whatever the files are called: of which vendor, and what it has.
    package struct Import: Hashable, Sendable {
        package let vendor: String?
        package let kinds: [FactKind]

        package init(vendor: String?, kinds: [FactKind]) {
            (self.vendor, self.kinds) = (vendor, kinds)
        }
    }

    /// What somebody is to the service.
    package struct Role: Sendable {
        package let name: String
        package let sees: Phrase
        /// How many hold a token for it; nil where there is no workspace.
        package let tokens: Int?

        package init(name: String, sees: Phrase, tokens: Int?) {
            (self.name, self.sees, self.tokens) = (name, sees, tokens)
        }
    }
}
