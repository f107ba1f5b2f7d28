internal import NIOConcurrencyHelpers
internal import Quantities

/// Answers that were given before, held for as long as nothing changes that they depend on.
final class HeldAnswers: Sendable {
    struct Held: Sendable {
        let stamp: String
        let printed: Printed
        /// A keyed sum of the bytes.
        let tag: String

        /// Of a question that nobody waits for any more.
        fileprivate static let none = Held(
            stamp: "", printed: Printed(bytes: [], complaint: "", code: 1), tag: "")
    }

    /// A question that is being worked out, or waits for that.
    private struct Flight {
        let task: Task<Held, Never>
        let cancellation: Cancellation
        /// How many wait for it. When all of them have gone it is stopped.
        var readers: Int
    }

    private struct State {
        var answers: [String: Held] = [:]
        /// The questions, those asked last at the end.
        var order: [String] = []
        var bytes = 0
        var flights: [String: Flight] = [:]
        /// How many tasks have not ended yet, those that were stopped among them.
        var tasks = 0
        var last: Task<Held, Never>?
    }

    /// How many questions may wait for each other.
    static let mostWaiting = 64
    /// How many that nobody waits for may still have to see that.
    private static let mostStopped = 1024
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
        return state.withLockedValue { state in
            guard let held = state.answers[key] else { return nil }
            guard held.stamp == stamp else {
                // It may tell of somebody who was erased since.
                Self.drop(key, &state)
                return nil
            }
            return held
        }
    }

    /// The answer: held, or worked out after the questions that came before; nil where too many wait.
    ///
    /// - Parameter waits: whether it takes its turn; what needs no facts is answered at once.
    func answer(_ words: [String], waits: Bool = true) async -> Held? {
        if let held = held(words) { return held }
        let key = Self.key(words)
        let stamp = verbs.stamp(words)
        // What is being worked out of files as they were is no answer to who asks after they changed.
        let place = key + "\u{1E}" + stamp
        let flight: Flight? = state.withLockedValue { state in
            // Somebody else waits for the same.
            if var flight = state.flights[place] {
                flight.readers += 1
                state.flights[place] = flight
                return flight
            }
            guard state.flights.count < Self.mostWaiting,
                state.tasks < Self.mostWaiting + Self.mostStopped
            else { return nil }
            let before = waits ? state.last : nil
            let cancellation = Cancellation()
            let task = Task { [self] in
                _ = await before?.value
                defer { ended() }
                // Who asked may have gone while others were answered.
                guard !cancellation.isCancelled else { return Held.none }
                let printed = await Cancellation.$current.withValue(cancellation) {
                    await FiguresThread.run { [verbs] in await verbs.answer(words) }
                }
                guard !cancellation.isCancelled else { return Held.none }
                let held = Held(stamp: stamp, printed: printed, tag: sum(printed.bytes))
                keep(held, key, place, cancellation)
                return held
            }
            let flight = Flight(task: task, cancellation: cancellation, readers: 1)
            state.flights[place] = flight
            state.tasks += 1
            if waits { state.last = task }
            return flight
        }
        guard let flight else { return nil }
        return await withTaskCancellationHandler {
            await flight.task.value
        } onCancel: {
            leave(place, flight)
        }
    }

    /// One of those who wait has gone. Who asks the same after the last has gone begins anew.
    private func leave(_ place: String, _ flight: Flight) {
        let isLast = state.withLockedValue { state in
            guard state.flights[place]?.cancellation === flight.cancellation else { return false }
            state.flights[place]?.readers -= 1
            guard state.flights[place]?.readers ?? 0 <= 0 else { return false }
            state.flights[place] = nil
            return true
        }
        if isLast { flight.cancellation.cancel() }
    }

    private func ended() {
        state.withLockedValue { state in
            state.tasks -= 1
            if state.tasks == 0 { state.last = nil }
        }
    }

    private func keep(
        _ held: Held, _ key: String, _ place: String, _ cancellation: Cancellation
    ) {
        state.withLockedValue { state in
            // The last reader may have gone just now, and another have begun anew.
            if state.flights[place]?.cancellation === cancellation { state.flights[place] = nil }
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

    /// Forgets all answers: they may tell of somebody who is erased.
    func forget() {
        state.withLockedValue { state in
            state.answers = [:]
            state.order = []
            state.bytes = 0
        }
    }

    private static func drop(_ key: String, _ state: inout State) {
        guard let gone = state.answers.removeValue(forKey: key) else { return }
        state.bytes -= gone.printed.bytes.count
        if let place = state.order.firstIndex(of: key) { state.order.remove(at: place) }
    }

    private static func key(_ words: [String]) -> String { words.joined(separator: "\u{1F}") }
}
