internal import Quantities

/// Which leads are one person under several ids: by their address, or by two forms of one id.
package struct Persons: Sendable {
    /// Leads that are one person.
    package struct Group: Hashable, Sendable {
        /// The one with the smallest id, under whose number the person is counted.
        package let lead: Int
        /// All of them, the one created first in front.
        package let leads: [Int]
    }

    /// Those with more ids than one, by the number of the lead.
    package let groups: [Group]
    /// By the number of each lead of a group, that of the person.
    private let personOfLead: [Int: Int]
    private let groupOfPerson: [Int: Int]

    /// Whether nobody has several ids.
    package var isEmpty: Bool { groups.isEmpty }

    package init() { self.init([]) }

    private init(_ groups: [Group]) {
        self.groups = groups
        personOfLead = Dictionary(
            groups.flatMap { group in group.leads.map { ($0, group.lead) } },
            uniquingKeysWith: { one, _ in one })
        groupOfPerson = Dictionary(
            uniqueKeysWithValues: groups.enumerated().map { ($1.lead, $0) })
    }

    /// The field with ids that a CRM has merged into the lead, parted by semicolons.
    package static let mergedIDs = "merged_ids"

    /// The ids that stand in that field.
    package static func merged(_ text: String) -> [String] {
        text.split { $0 == ";" || $0 == "," || $0 == "|" || $0.isWhitespace }.map(String.init)
    }

    /// The number under which a lead is counted.
    package func person(of lead: Int) -> Int { personOfLead[lead] ?? lead }

    /// The numbers of all leads that are the same person as this one.
    package func leads(of lead: Int) -> [Int] {
        groupOfPerson[person(of: lead)].map { groups[$0].leads } ?? [lead]
    }

    /// Joins leads with one address, unless their names contradict it, leads whose ids are two forms of
    /// one, and ids that the CRM merged.
    package init(_ leads: LeadTable) {
        var joined = Joined()
        for same in Self.sameAddresses(leads.marks)
        where !PersonMark.contradict(same.lazy.map { leads.marks[$0] }) {
            for lead in same.dropFirst() { joined.join(same[0], lead) }
        }
        Self.joinForms(of: leads.index, &joined)
        Self.joinMerged(leads, &joined)
        self.init(
            joined.groups.map { group in
                let ids = group.map { (id: leads.index.id(of: $0), lead: $0) }
                let smallest = ids.min { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
                return Group(
                    lead: smallest?.lead ?? 0,
                    leads: ids.sorted {
                        (leads.created[$0.lead], $0.id) < (leads.created[$1.lead], $1.id)
                    }.map(\.lead))
            }.sorted { $0.lead < $1.lead })
    }

    /// The leads of each address that more than one has.
    ///
    /// Nearly all addresses occur once. A bit for each, in a table with thirty-two times as many places,
    /// leaves a few of those; the second look is for them alone.
    private static func sameAddresses(_ marks: [PersonMark]) -> [[Int]] {
        guard marks.count > 1 else { return [] }
        var size = 1024
        while size < marks.count * 32 { size *= 2 }
        var seen = Bits(size)
        var again = Bits(size)
        var isAny = false
        for mark in marks where mark.address != 0 && seen.insert(mark.address) {
            _ = again.insert(mark.address)
            isAny = true
        }
        guard isAny else { return [] }
        var leads: [UInt64: [Int]] = [:]
        for (lead, mark) in marks.enumerated()
        where mark.address != 0 && again.contains(mark.address) {
            leads[mark.address, default: []].append(lead)
        }
        return leads.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    private struct Bits {
        private var words: [UInt64]
        private let mask: UInt64

        init(_ size: Int) {
            words = Array(repeating: 0, count: size / 64)
            mask = UInt64(size - 1)
        }

        /// Whether it was there.
        @inline(__always)
        mutating func insert(_ value: UInt64) -> Bool {
            let place = value & mask
            let bit = UInt64(1) << (place & 63)
            let wasThere = words[Int(place >> 6)] & bit != 0
            words[Int(place >> 6)] |= bit
            return wasThere
        }

        @inline(__always)
        func contains(_ value: UInt64) -> Bool {
            let place = value & mask
            return words[Int(place >> 6)] & (1 << (place & 63)) != 0
        }
    }

    /// Joins leads with those that a CRM says it has merged into them.
    private static func joinMerged(_ leads: LeadTable, _ joined: inout Joined) {
        guard let column = leads.column(mergedIDs), column.table.count > 1 else { return }
        for (lead, symbol) in column.symbols.enumerated() where symbol != 0 {
            for id in merged(column.table.text(symbol)) {
                if let other = leads.index.findSame(id), other != lead {
                    joined.join(lead, other)
                }
            }
        }
    }

    /// Joins the two forms that an id of Salesforce has.
    private static func joinForms(of index: LeadIndex, _ joined: inout Joined) {
        // Where no id is short, as in nearly all files, there is nothing to look for.
        guard (0..<index.count).contains(where: { index.length(of: $0) == 15 }) else { return }
        for lead in 0..<index.count where index.length(of: lead) == 18 {
            if let short = IDForms.short(index.id(of: lead)), let other = index.find(short) {
                joined.join(lead, other)
            }
        }
    }
}

/// Leads that were found to be the same.
private struct Joined {
    private var parents: [Int: Int] = [:]

    private mutating func root(_ lead: Int) -> Int {
        var root = lead
        while let parent = parents[root], parent != root { root = parent }
        parents[lead] = root
        return root
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (a, b) = (root(one), root(other))
        parents[max(a, b)] = min(a, b)
        parents[min(a, b)] = min(a, b)
    }

    /// Each in the order of their numbers.
    var groups: [[Int]] {
        var copy = self
        var groups: [Int: [Int]] = [:]
        for lead in parents.keys.sorted() { groups[copy.root(lead), default: []].append(lead) }
        return groups.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }
    }
}

/// Ids of Salesforce: fifteen letters and digits, or the same with three more that say which of them are
/// capitals.
package enum IDForms {
    private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)

    /// The first fifteen of an id of eighteen whose last three belong to them.
    package static func short(_ id: String) -> String? {
        guard id.utf8.count == 18, let ending = ending(Array(id.utf8.prefix(15))),
            ending == Array(id.utf8.suffix(3)).map(capital)
        else { return nil }
        return String(decoding: id.utf8.prefix(15), as: UTF8.self)
    }

    /// The other form of an id; nil where it has none.
    package static func other(_ id: String) -> String? {
        if id.utf8.count == 18 { return short(id) }
        guard id.utf8.count == 15, let ending = ending(Array(id.utf8)) else { return nil }
        return id + String(decoding: ending, as: UTF8.self)
    }

    private static func capital(_ byte: UInt8) -> UInt8 {
        byte &- 0x61 < 26 ? byte & 0xDF : byte
    }

    /// A sign for every five: its bits say which of them are capitals.
    private static func ending(_ id: [UInt8]) -> [UInt8]? {
        guard id.allSatisfy({ $0 | 0x20 &- 0x61 < 26 || $0 &- 0x30 < 10 }) else { return nil }
        return (0..<3).map { part in
            let bits = (0..<5).reduce(0) { sum, place in
                sum | ((0x41...0x5A).contains(id[part * 5 + place]) ? 1 << place : 0)
            }
            return signs[bits]
        }
    }
}

extension LeadIndex {
    /// The number of the lead with this id, or with its other form.
    package func findSame(_ id: String) -> Int? {
        find(id) ?? IDForms.other(id).flatMap { find($0) }
    }

    /// The number of the lead that has the other form of an id that no lead has.
    @inline(never)
    package func otherForm(of id: UnsafeRawBufferPointer) -> Int? {
        guard id.count == 15 || id.count == 18 else { return nil }
        return IDForms.other(String(decoding: id, as: UTF8.self)).flatMap { find($0) }
    }
}
