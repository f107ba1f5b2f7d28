package import Leads
internal import Quantities

/// A lead that is known, into which a CRM has merged ids.
package struct KnownMerge: Sendable {
    package let naming: MergedIDs.Naming
    /// Which of two versions of the lead counts: the greater. When it was changed, the second of its
    /// creation, and what it says.
    package let rank: (updated: Int64, created: Int64, identity: UInt64)

    package init(
        _ naming: MergedIDs.Naming, rank: (updated: Int64, created: Int64, identity: UInt64)
    ) {
        (self.naming, self.rank) = (naming, rank)
    }

    /// What leads say was merged into them: those that are known and those of which a row was read, each
    /// by the version that counts.
    static func namings(_ known: [KnownMerge], _ leads: LeadTable) -> [MergedIDs.Naming] {
        var older = Set<Int>()
        var namings: [MergedIDs.Naming] = []
        for lead in known {
            if let number = leads.index.find(lead.naming.lead), leads.hasRow(number) {
                let updated = number < leads.updated.count ? leads.updated[number] : .min
                let rank = (updated, leads.created[number].seconds, leads.identities[number])
                guard rank < lead.rank else { continue }
                older.insert(number)
            }
            namings.append(lead.naming)
        }
        return namings + leads.namings.filter { !older.contains($0.number) }.map(\.naming)
    }
}
