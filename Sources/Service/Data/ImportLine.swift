internal import Dispatch
internal import NIOConcurrencyHelpers

/// What changes the workspace, one after the other and on a thread of its own: questions are answered meanwhile.
final class ImportLine: Sendable {
    /// How many may wait for each other.
    static let most = 8

    private let queue = DispatchQueue(label: "changes")
    private let waiting = NIOLockedValueBox(0)

    /// Does it when it is its turn; nil where too many wait.
    func take<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer? {
        let isFull = waiting.withLockedValue { waiting in
            guard waiting < Self.most else { return true }
            waiting += 1
            return false
        }
        guard !isFull else { return nil }
        return await withCheckedContinuation { continuation in
            queue.async { [self] in
                let answer = work()
                waiting.withLockedValue { $0 -= 1 }
                continuation.resume(returning: answer)
            }
        }
    }
}
