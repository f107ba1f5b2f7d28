internal import Dispatch

/// Whether somebody still waits for what is being worked out. It is asked by whatever goes over many rows, which stops
/// where nobody does: nothing of it is printed, held or kept.
package final class Cancellation: @unchecked Sendable {
    /// That of the question which is being worked out; nil where nobody can leave, as in a terminal.
    @TaskLocal package static var current: Cancellation?

    /// What is thrown where work stops in the middle.
    package struct Stopped: Error {}

    private let queue = DispatchQueue(label: "cancellation")
    private var isSet = false

    package init() {}

    package var isCancelled: Bool { queue.sync { isSet } }

    package func cancel() { queue.sync { isSet = true } }

    /// Whether nobody waits any more for what is being worked out here.
    package static var hasCome: Bool { current?.isCancelled ?? false }

    /// The same in a loop over many rows, asked at some of them.
    @inline(__always)
    package static func stops(at row: Int) -> Bool { row & 0xFFF == 0 && hasCome }

    /// - Throws: `Stopped` where nobody waits any more.
    package static func check() throws {
        if hasCome { throw Stopped() }
    }

    /// Does something on another thread on behalf of whoever waits on this one.
    package static func shared<Answer>(
        _ cancellation: Cancellation?, _ work: () throws -> Answer
    ) rethrows -> Answer {
        guard let cancellation else { return try work() }
        return try $current.withValue(cancellation) { try work() }
    }
}
