package import Quantities

/// All leads, one row each, by the number that the index gives them.
///
/// A lead is one person, as last exported. Two form fills by the same person are one lead.
package struct LeadTable: Sendable {
    package var index = LeadIndex()
    /// When each lead was created.
    package var created: [Instant] = []
    /// A hash of everything that is known of each lead, to tell versions of it apart.
    package var identities: [UInt64] = []
    /// When each lead was last changed, in UTC seconds; empty where no file says so.
    package var updated: [Int64] = []
    package var columns: [TextColumn]
    package var presences: [PresenceColumn]
    /// The fields for which some file has a column, filled in or not.
    package var fields: Set<String> = []

    package init(columns: [String] = [], presences: [String] = []) {
        self.columns = columns.map(TextColumn.init(name:))
        self.presences = presences.map(PresenceColumn.init(name:))
    }

    /// The column that keeps the domain of each e-mail address, and nothing of the person.
    package static let emailDomain = "e-mail domain (kept)"

    package var count: Int { created.count }

    package func column(_ name: String) -> TextColumn? { columns.first { $0.name == name } }

    /// The text of one field of one lead; empty where it has none or the field was not read.
    package func text(_ name: String, of lead: Int) -> String {
        column(name)?.text(at: lead) ?? ""
    }
}
