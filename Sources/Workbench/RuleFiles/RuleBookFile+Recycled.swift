internal import Quantities
internal import Valuation

extension YAMLField {
    /// `once`, or `again after 365 days`.
    func recycled() -> Recycled? {
        if let scalar {
            if scalar == "once" { return .once }
            let words = scalar.split(separator: " ", omittingEmptySubsequences: false)
            if words.count == 4, words[0] == "again", words[1] == "after",
                words[3] == "days" || words[3] == "day",
                words[2].utf8.allSatisfy({ $0 &- 0x30 < 10 }), let days = Int(words[2]),
                Recycled.days.contains(days)
            {
                return .again(afterDays: days)
            }
        }
        let (least, most) = (Recycled.days.lowerBound, Recycled.days.upperBound)
        note(
            "expected once, or again after a number of days from \(least) to \(most), such as "
                + "again after 365 days" + (scalar.map { ", not \($0.quoted)" } ?? ""))
        return nil
    }
}

extension Recycled {
    fileprivate static let days = 1...3650

    /// As a rule book says it; nil for what goes without saying.
    var yaml: String? {
        switch self {
        case .once: nil
        case .again(let days): "again after \(days) days"
        }
    }
}
