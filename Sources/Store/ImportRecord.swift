package import Intake
internal import Leads
package import Quantities

/// When a change is made, and by whom.
package struct ChangeTerms: Sendable {
    package var at: Instant
    /// The local day.
    package var day: Day
    package var actor: String

    package init(at: Instant, day: Day, actor: String) {
        self.at = at
        self.day = day
        self.actor = actor
    }
}

/// One file that was imported.
package struct ImportRecord: Hashable, Sendable {
    package let number: Int
    package let at: Instant
    package let day: Day
    package let file: String
    package let kinds: [FactKind]
    package let vendor: String?
    package let isPlatform: Bool
    /// The day of which the file is, in UTC seconds.
    package let exported: Int64
    package let rows: Int
    package let new: Int
    package let updated: Int
    package let unchanged: Int
    package let rejected: Int
    package let skipped: Int
    /// Of those skipped, the rows about somebody who was erased.
    package let erased: Int
    /// The days that a platform's report is about; nil where it does not say them.
    package let covers: Period?
    /// The total that the file states, and what its rows add up to; nil where it states none.
    package let total: TableReport.Total?
    /// Equal for equal facts, in whatever form the file had them.
    package let content: String
    package let undoneAt: Instant?

    /// The day of the export, where the file or somebody said it: of the others the moment of the import
    /// stands in its place.
    package var statedDay: Day? {
        guard exported != .min else { return nil }
        if exported == at.seconds {
            let isMidnight = exported % 86_400 == 0
            guard isMidnight, file.contains(Self.day(exported).description) else { return nil }
        }
        return Self.day(exported)
    }

    private static func day(_ seconds: Int64) -> Day {
        TimeZoneRule.utc.day(of: Instant(seconds: seconds))
    }
}

/// Another version of a lead or a deal that was there already, and which of the two counts.
package struct VersionConflict: Hashable, Sendable {
    /// Why a file was not kept.
    package enum Reason: Hashable, Sendable {
        /// The row that counts was changed or exported later.
        case later
        /// Both are of one day: the lead that was created later, or the deal that closed later, counts.
        case ofOneDay
        /// Nothing tells them apart but what they say: the one with the greater sum counts.
        case tie
    }

    package let kind: FactKind
    package let id: String
    /// Whether the row of this import counts.
    package let newCounts: Bool
    package let reason: Reason
}

/// What came of importing one file.
package struct ImportReceipt: Sendable {
    package let record: ImportRecord
    package let reading: Reading
    /// The number of the earlier import with the same facts; nil where there is none.
    package let sameAs: Int?
    /// The first hundred, and how many there are.
    package let conflicts: [VersionConflict]
    package let conflictCount: Int
    /// How many rows of each kind of fact were added.
    package let added: [FactKind: Int]
}
