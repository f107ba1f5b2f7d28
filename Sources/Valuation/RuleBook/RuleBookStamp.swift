package import Quantities

/// Which rule book judged something: its name, its version, and what tells its text from another's.
package struct RuleBookStamp: Hashable, Sendable {
    package let name: String
    package let version: Int
    package let fingerprint: Fingerprint

    /// `b2b 1 (962c4d5c6fea)`.
    package var text: String { "\(name) \(version) (\(fingerprint.description.prefix(12)))" }
}

extension RuleBook {
    /// By which it is known where somebody was judged by it.
    package var stamp: RuleBookStamp {
        RuleBookStamp(name: name, version: version, fingerprint: fingerprint)
    }
}
