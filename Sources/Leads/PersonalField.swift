/// A field of a lead that says who somebody is.
///
/// Every list of such fields is made from this one: which are hidden, kept apart, told, erased, and not
/// learned from.
package enum PersonalField: String, CaseIterable, Sendable {
    case email
    case firstName = "first_name"
    case lastName = "last_name"
    case phone
    case jobTitle = "job_title"
    case company

    /// What a field says of who somebody is.
    package enum Kind: Sendable {
        /// An address decides alone who somebody is, unless others have it too.
        case address
        case name
        /// A number may be shared by colleagues.
        case contact
        /// What colleagues have in common, and is called by a name of its own.
        case firm
        /// What many are.
        case trait
    }

    /// What this field says of that.
    package var kind: Kind {
        switch self {
        case .email: .address
        case .firstName, .lastName: .name
        case .phone: .contact
        case .company: .firm
        case .jobTitle: .trait
        }
    }

    /// Fields of one person, which stand apart from what many share and are read for that person alone.
    package static let ofOnePerson = names { [.address, .name, .contact].contains($0) }

    /// Fields that many leads may have in common, though they tell of one.
    package static let shared = names { [.firm, .trait].contains($0) }

    /// Fields whose text is the name of somebody or of a firm, of which nothing in general can be learned.
    package static let named = names { $0 != .trait }

    private static func names(where isWanted: (Kind) -> Bool) -> [String] {
        allCases.filter { isWanted($0.kind) }.map(\.rawValue)
    }
}
