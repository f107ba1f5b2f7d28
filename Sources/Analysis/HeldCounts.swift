internal import Dispatch
internal import Quantities

/// What leads were counted to be, for questions that ask for the same count again: another margin, requirement or
/// supposition counts nothing anew.
package final class HeldCounts: @unchecked Sendable {
    private let queue = DispatchQueue(label: "held counts")
    private var counts: [(key: String, counted: Counted)] = []
    private var figures: [(key: FiguresKey, figures: Figures)] = []
    private let most: Int

    private struct FiguresKey: Hashable {
        let question: Figures.Question
        let withContacts: Bool
    }

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

    /// The figures of a question that were worked out before: a supposition or a requirement changes none of them.
    func figures(
        _ question: Figures.Question, withContacts: Bool, _ make: () -> Figures
    ) -> Figures {
        let key = FiguresKey(question: question, withContacts: withContacts)
        if let found = queue.sync(execute: { figures.first { $0.key == key } }) {
            return found.figures
        }
        let made = make()
        // What was stopped halfway is no answer to anybody.
        guard !Cancellation.hasCome else { return made }
        queue.sync {
            figures.append((key, made))
            if figures.count > most * 2 { figures.removeFirst() }
        }
        return made
    }
}
