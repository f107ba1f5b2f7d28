internal import Quantities

/// What tells whether two leads may be one person: their address and their name, as hashes.
///
/// Nothing of the person can be read from it. Where it is kept in a file, a salt that is not in that file
/// keeps addresses from being tried against it.
package struct PersonMark: Hashable, Sendable, BitwiseCopyable {
    /// 0 for a lead without an address of a person.
    package var address: UInt64 = 0
    fileprivate var first: UInt32 = 0
    fileprivate var last: UInt32 = 0

    package init() {}

    /// - Parameters:
    ///   - hash: that of the address, where that is in the form to compare already; else nil.
    ///   - roles: addresses that several persons use.
    package init(
        email: UnsafeRawBufferPointer, hash: UInt64? = nil, first: UnsafeRawBufferPointer,
        last: UnsafeRawBufferPointer, _ roles: RoleAddresses, salt: UInt64 = 0
    ) {
        guard email.count > 0 else { return }
        var known: UInt64?
        if let hash {
            known = roles.has(email) ? 0 : hash
        } else {
            MailAddress.each(in: email) { address in
                known = known ?? (roles.has(address) ? 0 : RowHash.hash(address))
            }
        }
        guard let known, known != 0 else { return }
        var mixed = RowHash(kind: 40)
        mixed.mix(salt)
        mixed.mix(known)
        address = max(mixed.finished, 1)
        self.first = NameHash.first(first)
        self.last = NameHash.last(last)
    }

    /// Whether the names of some leads cannot be of one person. An initial fits every name that begins
    /// with it, and an empty name fits all.
    package static func contradict(_ marks: some Sequence<PersonMark>) -> Bool {
        var (first, last) = (NameHash(), NameHash())
        for mark in marks where !first.fits(mark.first) || !last.fits(mark.last) { return true }
        return false
    }
}

/// A name as eight bits of its first letter and twenty-four of the others: 0 for none, and 0 in the others
/// for an initial.
private struct NameHash {
    private var initial: UInt32 = 0
    private var others: UInt32 = 0

    /// Takes in a name; false where it contradicts those before.
    mutating func fits(_ name: UInt32) -> Bool {
        guard name != 0 else { return true }
        let (initial, others) = (name >> 24, name & 0xFF_FFFF)
        if self.initial != 0, self.initial != initial { return false }
        if self.others != 0, others != 0, self.others != others { return false }
        self.initial = initial
        if others != 0 { self.others = others }
        return true
    }

    /// The first word of a first name: `Jan`, `Jan-Willem` and `J.` may be one.
    static func first(_ text: UnsafeRawBufferPointer) -> UInt32 {
        plain(text) { text in
            guard let start = text.firstIndex(where: isLetter) else { return 0 }
            let end = text[start...].firstIndex { !isLetter($0) } ?? text.endIndex
            let isInitial = end < text.endIndex && text[end] == UInt8(ascii: ".")
            return hash(UnsafeRawBufferPointer(rebasing: text[start..<end]), isInitial)
        }
    }

    /// The last word of a last name, up to a hyphen: `van der Berg-Smit` and `Berg` may be one.
    static func last(_ text: UnsafeRawBufferPointer) -> UInt32 {
        plain(text) { text in
            guard let end = text.lastIndex(where: isLetter) else { return 0 }
            let word =
                (text[...end].lastIndex(of: UInt8(ascii: " ")) ?? (text.startIndex - 1)) + 1
            guard let start = text[word...end].firstIndex(where: isLetter) else { return 0 }
            let behind = text[start...end].firstIndex { !isLetter($0) } ?? (end + 1)
            return hash(UnsafeRawBufferPointer(rebasing: text[start..<behind]), false)
        }
    }

    /// Calls with a name whose letters have no accents.
    @inline(__always)
    private static func plain(
        _ text: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> UInt32
    ) -> UInt32 {
        if text.isEmpty { return 0 }
        guard text.contains(where: { $0 >= 0x80 }) else { return body(text) }
        var folded = String(decoding: text, as: UTF8.self).split(separator: " ").map { word in
            word.split(separator: "-").map { FoldedName.of(String($0)) }.joined(separator: "-")
        }.joined(separator: " ")
        return folded.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 &- 0x61 < 26 || byte >= 0x80
    }

    private static func hash(_ word: UnsafeRawBufferPointer, _ isInitial: Bool) -> UInt32 {
        guard let letter = word.first else { return 0 }
        let initial = UInt32(letter | 0x20) << 24
        if word.count == 1 || isInitial { return initial }
        var sum: UInt32 = 0x811C_9DC5
        for byte in word {
            sum = (sum ^ UInt32(byte < 0x80 ? byte | 0x20 : byte)) &* 0x0100_0193
        }
        return initial | max(1, (sum ^ sum >> 24) & 0xFF_FFFF)
    }
}

/// What stands before the @ of addresses that are of a task and not of a person: info, sales.
package struct RoleAddresses: Sendable {
    /// By the end of the hash of a word; 0 for a free place.
    private var slots: [UInt64]
    /// Tells one list from another.
    package let fingerprint: UInt64

    /// - Parameter words: in any order; capitals make no difference.
    package init(_ words: [String]) {
        var size = 64
        while size < words.count * 4 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        var sum = RowHash(kind: 41)
        for word in Set(words.map { $0.lowercased() }).sorted() {
            let hash = RowHash.hash(word)
            sum.mix(hash)
            var place = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[place] != 0 { place = (place + 1) & (size - 1) }
            slots[place] = hash
        }
        fingerprint = sum.finished
    }

    /// Whether an address begins with one of the words: `info@`, `sales.benelux@`, `info+fair@`.
    @inline(__always)
    package func has(_ address: UnsafeRawBufferPointer) -> Bool {
        let end =
            address.firstIndex {
                $0 == 0x40 || $0 == 0x2B || $0 == 0x2E || $0 == 0x2D || $0 == 0x5F
            }
            ?? 0
        let hash = RowHash.hash(UnsafeRawBufferPointer(rebasing: address[0..<end]))
        let mask = slots.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 {
            if slots[place] == hash { return true }
            place = (place &+ 1) & mask
        }
        return false
    }
}
