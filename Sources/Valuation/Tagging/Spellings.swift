/// The ways in which files write one name, and the one that people see.
///
/// The result follows from how often each occurs, and not from the order of files or rows.
package struct Spellings: Sendable {
    private struct Use {
        var spend = 0
        var leads = 0
    }

    private var uses: [String: Use] = [:]

    package init() {}

    /// Notes rows of spend, or leads, that write the name so.
    package mutating func add(_ text: String, spend: Int = 0, leads: Int = 0) {
        uses[text, default: Use()].spend += spend
        uses[text, default: Use()].leads += leads
    }

    /// Whether there is something to choose.
    package var areSeveral: Bool { uses.count > 1 }

    /// Every spelling, in order of its bytes.
    package var texts: [String] { uses.keys.sorted() }

    /// As spend has it, else as most leads have it; of equals the first by its bytes.
    package var shown: String {
        uses.max { one, other in
            let (few, many) = (one.value, other.value)
            if (few.spend, few.leads) != (many.spend, many.leads) {
                return (few.spend, few.leads) < (many.spend, many.leads)
            }
            return other.key.utf8.lexicographicallyPrecedes(one.key.utf8)
        }?.key ?? ""
    }
}
