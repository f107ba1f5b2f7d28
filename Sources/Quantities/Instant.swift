/// One moment: whole seconds of UTC since 1 January 1970.
///
/// The type is `public` and its members are not: of a `package` type nothing is compiled into the
/// modules that use it.
public struct Instant: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline package let seconds: Int64

    @inlinable
    package init(seconds: Int64) {
        self.seconds = seconds
    }
}

extension Instant: Comparable {
    @inlinable
    public static func < (one: Instant, other: Instant) -> Bool { one.seconds < other.seconds }
}
