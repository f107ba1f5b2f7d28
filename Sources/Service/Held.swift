internal import NIOConcurrencyHelpers

/// Answers that were given before, held for as long as nothing changes that they depend on.
final class HeldAnswers: Sendable {
    struct Held: Sendable {
        let stamp: String
        let printed: Printed
        /// A keyed sum of the bytes.
        let tag: String
    }

    private struct State {
        var answers: [String: Held] = [:]
        /// The questions, those asked last at the end.
        var order: [String] = []
        var bytes = 0
        var flights: [String: Task<Held, Never>] = [:]
        var last: Task<Held, Never>?
        var waiting = 0
    }

    /// How many questions may wait for each other.
    static let mostWaiting = 64
    private static let mostBytes = 64 << 20
    private let state = NIOLockedValueBox(State())
    private let verbs: any Verbs
    private let sum: @Sendable ([UInt8]) -> String

    init(_ verbs: any Verbs, sum: @escaping @Sendable ([UInt8]) -> String) {
        self.verbs = verbs
        self.sum = sum
    }

    var count: Int { state.withLockedValue { $0.answers.count } }

    /// What was answered before and still holds.
    func held(_ words: [String]) -> Held? {
        let stamp = verbs.stamp(words)
        let key = Self.key(words)
        guard let held = state.withLockedValue({ $0.answers[key] }), held.stamp == stamp else {
            return nil
        }
        return held
    }

    /// The answer: held, or worked out after the questions that came before; nil where too many wait.
    func answer(_ words: [String]) async -> Held? {
        if let held = held(words) { return held }
        let key = Self.key(words)
        let stamp = verbs.stamp(words)
        let flight: Task<Held, Never>? = state.withLockedValue { state in
            // Somebody else waits for the same.
            if let flight = state.flights[key] { return flight }
            guard state.waiting < Self.mostWaiting else { return nil }
            state.waiting += 1
            let before = state.last
            let task = Task { [self] in
                _ = await before?.value
                let printed = await verbs.answer(words)
                let held = Held(stamp: stamp, printed: printed, tag: sum(printed.bytes))
                keep(held, key)
                return held
            }
            state.flights[key] = task
            state.last = task
            return task
        }
        return await flight?.value
    }

    private func keep(_ held: Held, _ key: String) {
        state.withLockedValue { state in
            state.flights[key] = nil
            state.waiting -= 1
            if state.flights.isEmpty { state.last = nil }
            // What went wrong may go well next time.
            guard held.printed.code <= 1, held.printed.bytes.count < Self.mostBytes / 8 else {
                return
            }
            Self.drop(key, &state)
            state.answers[key] = held
            state.order.append(key)
            state.bytes += held.printed.bytes.count
            while state.bytes > Self.mostBytes, let oldest = state.order.first {
                Self.drop(oldest, &state)
            }
        }
    }

    private static func drop(_ key: String, _ state: inout State) {
        guard let gone = state.answers.removeValue(forKey: key) else { return }
        state.bytes -= gone.printed.bytes.count
        if let place = state.order.firstIndex(of: key) { state.order.remove(at: place) }
    }

    private static func key(_ words: [String]) -> String { words.joined(separator: "\u{1F}") }
}
