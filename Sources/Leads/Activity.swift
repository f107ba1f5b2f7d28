package import Quantities

/// One thing a lead did: a form filled, a page seen, a newsletter left. Thirty-two bytes.
package struct Activity: Sendable, BitwiseCopyable {
    package let at: Instant
    /// A hash of the whole row: equal rows are one fact.
    package let identity: UInt64
    /// A hash of the visit's name, 0 where it has none.
    package let session: UInt32
    /// How long it took; 0 where that is not known.
    package let seconds: UInt32
    package let action: Symbol
    package let content: Symbol

    @inlinable
    package init(
        at: Instant, identity: UInt64, session: UInt32, seconds: UInt32, action: Symbol,
        content: Symbol
    ) {
        self.at = at
        self.identity = identity
        self.session = session
        self.seconds = seconds
        self.action = action
        self.content = content
    }
}
