/// What somebody may do. Each is asked for by itself: who may import sees no leads.
package enum Right: String, Sendable, CaseIterable {
    /// Figures: nobody of whom.
    case figures
    /// Lists of leads and one lead.
    case leads
    /// Adding what was exported, and taking it back.
    case importing = "import"
    /// Finding, erasing and objecting; tokens; the log.
    case persons
}

/// What somebody is to the service, as was said when the token was made.
package enum Role: String, Sendable, CaseIterable {
    case read, sales
    case importing = "import"
    case owner

    package func may(_ right: Right) -> Bool {
        switch (self, right) {
        case (.owner, _), (_, .figures): true
        case (.sales, .leads), (.importing, .importing): true
        case (.read, _), (.sales, _), (.importing, _): false
        }
    }
}

/// On whose behalf somebody signs a rule book.
package enum Side: String, Sendable, CaseIterable {
    case marketing, sales
}
