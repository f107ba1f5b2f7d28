internal import Dispatch
internal import Quantities

/// What leads were counted to be, for questions that ask for the same count again: another margin, requirement or
/// supposition counts nothing anew.
package final class HeldCounts: @unchecked Sendable {
    private let queue = DispatchQueue(label: "held counts")
    private var counts: [(key: String, counted: Counted)] = []
    private let most: Int

    /// - Parameter most: how many are held, those asked last.
    package init(most: Int = 6) { self.most = most }

    func counted(_ question: Figures.Question, _ count: () -> Counted) -> Counted {
        let key = [
            "\(question.asOf)", "\(question.period)", "\(question.by)", "\(question.unit)",
            "\(question.currency)",
        ].joined(separator: " ")
        if let found = queue.sync(execute: { counts.first { $0.key == key } }) {
            return found.counted
        }
        let counted = count()
        guard !Cancellation.hasCome else { return counted }
        queue.sync {
            counts.append((key, counted))
            if counts.count > most { counts.removeFirst() }
        }
        return counted
    }
}
