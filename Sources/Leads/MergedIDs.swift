internal import Dispatch
internal import Quantities

/// Ids that a CRM has merged into leads and that no lead has: what is told of such an id is told of the
/// lead into which it was merged.
package struct MergedIDs: Sendable {
    /// What one lead says was merged into it.
    package struct Naming: Hashable, Sendable {
        /// The id of the lead.
        package let lead: String
        /// Ids that no lead is known to have.
        package var ids: [String]
        /// The ids of leads that are there.
        package var leads: [String]

        package init(lead: String, ids: [String], leads: [String] = []) {
            (self.lead, self.ids, self.leads) = (lead, ids, leads)
        }
    }

    /// By the shorter form of an id, the leads that name it, in order; one where these are one person.
    private var naming: [String: [String]] = [:]

    /// - Parameter known: the id of the lead that has an id, in either of its forms; nil where none has.
    package init(_ namings: [Naming], known: (String) -> String?) {
        var links: [(String, String)] = []
        for one in namings {
            links += one.leads.map { (one.lead, $0) }
            for id in one.ids {
                if let lead = known(id) {
                    links.append((one.lead, lead))
                } else if naming[Self.key(id)]?.contains(one.lead) != true {
                    naming[Self.key(id), default: []].append(one.lead)
                }
            }
        }
        let several = naming.filter { $0.value.count > 1 }
        guard !several.isEmpty else { return }
        var persons = SameIDs()
        for (lead, other) in links { persons.join(lead, other) }
        for (id, leads) in several {
            let leads = leads.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let isOne = Set(leads.map { persons.root($0) }).count == 1
            naming[id] = isOne ? [leads[0]] : leads
        }
    }

    /// Those that leads name.
    package init(_ leads: LeadTable) {
        self.init(leads.namings.map(\.naming)) { id in
            leads.index.findSame(id).map(leads.index.id(of:))
        }
    }

    /// The ids of the leads into which an id was merged: several where it cannot be told which is meant.
    package func leads(naming id: String) -> [String] { naming[Self.key(id)] ?? [] }

    private static func key(_ id: String) -> String { IDForms.short(id) ?? id }
}

/// Leads of one person, by their ids.
private struct SameIDs {
    private var parents: [String: String] = [:]

    func root(_ id: String) -> String {
        var root = id
        while let parent = parents[root] { root = parent }
        return root
    }

    mutating func join(_ one: String, _ other: String) {
        let (a, b) = (root(one), root(other))
        if a != b { parents[a] = b }
    }
}

/// The same, made by whoever first looks for an id that no lead has, as mostly nobody does.
package final class LateMergedIDs: @unchecked Sendable {
    private let queue = DispatchQueue(label: "merged")
    /// Reached through the queue alone.
    private var made: MergedIDs?

    package init() {}

    /// Those that were made before, or now; whoever asks meanwhile waits.
    package func ids(_ make: () -> MergedIDs) -> MergedIDs {
        queue.sync {
            let ids = made ?? make()
            made = ids
            return ids
        }
    }
}

extension LeadTable {
    /// What leads say was merged into them, with the numbers of these leads.
    package var namings: [(number: Int, naming: MergedIDs.Naming)] {
        guard let column = mergedBefore ?? column(Persons.mergedIDs), column.table.count > 1 else {
            return []
        }
        return column.symbols.indices.lazy.filter { column.symbols[$0] != 0 }.map { lead in
            let ids = Persons.merged(column.table.text(column.symbols[lead]))
            return (lead, MergedIDs.Naming(lead: self.index.id(of: lead), ids: ids))
        }
    }
}

extension Facts {
    /// The numbers of the persons whom an id may mean: one, or none, or several where these say that it was
    /// merged into them.
    package func persons(called id: String) -> [Int] {
        if let lead = leads.index.findSame(id) { return [persons.person(of: lead)] }
        let found = MergedIDs(leads).leads(naming: id).compactMap(leads.index.find)
        return Set(found.map(persons.person)).sorted()
    }
}
