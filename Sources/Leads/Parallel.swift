internal import Dispatch

/// Work in parts that know nothing of each other.
package enum Parallel {
    /// The results in order, of as many calls at once as there are jobs.
    ///
    /// - Throws: what the first of those that throw has thrown.
    package static func map<Value: Sendable, Failure: Error>(
        _ count: Int, jobs: Int, _ part: @Sendable (Int) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        guard jobs > 1, count > 1 else {
            var results: [Value] = []
            results.reserveCapacity(count)
            for place in 0..<count { results.append(try part(place)) }
            return results
        }
        let board = Board<Value, Failure>(count)
        DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
            while let place = board.next() {
                do throws(Failure) { board.put(.success(try part(place)), place) } catch {
                    board.put(.failure(error), place)
                }
            }
        }
        var results: [Value] = []
        results.reserveCapacity(count)
        for result in board.results {
            if let result { results.append(try result.get()) }
        }
        return results
    }

    /// Two results, worked out at once where there are jobs for it.
    package static func both<One: Sendable, Other: Sendable, Failure: Error>(
        jobs: Int, _ one: @Sendable () throws(Failure) -> One,
        _ other: @Sendable () throws(Failure) -> Other
    ) throws(Failure) -> (One, Other) {
        let halves = try map(2, jobs: jobs) { place throws(Failure) -> Half<One, Other> in
            place == 0 ? .one(try one()) : .other(try other())
        }
        guard case .one(let first)? = halves.first, case .other(let second)? = halves.last else {
            return (try one(), try other())
        }
        return (first, second)
    }

    /// Sums over parts of a whole, worked out at once, as many as there are jobs. Which part goes into
    /// which sum differs from run to run.
    ///
    /// - Parameters:
    ///   - count: what the parts are parts of, by number from 0.
    ///   - size: of one part.
    package static func sums<Sum: Sendable>(
        _ count: Int, by size: Int, jobs: Int, _ zero: @Sendable () -> Sum,
        _ add: @Sendable (inout Sum, Range<Int>) -> Void, finish: @Sendable (inout Sum) -> Void
    ) -> [Sum] {
        let parts = (count + size - 1) / size
        let board = Board<Void, Never>(parts)
        return map(max(1, min(jobs, parts)), jobs: jobs) { _ in
            var sum = zero()
            while let part = board.next() {
                add(&sum, (part * size)..<min(count, (part + 1) * size))
            }
            finish(&sum)
            return sum
        }
    }

    private enum Half<One: Sendable, Other: Sendable>: Sendable {
        case one(One)
        case other(Other)
    }

    /// What is still to be done, and what came of the rest.
    private final class Board<Value: Sendable, Failure: Error>: @unchecked Sendable {
        private let queue = DispatchQueue(label: "parts")
        private var taken = 0
        private(set) var results: [Result<Value, Failure>?]

        init(_ count: Int) { results = Array(repeating: nil, count: count) }

        func next() -> Int? {
            queue.sync {
                guard taken < results.count else { return nil }
                defer { taken += 1 }
                return taken
            }
        }

        func put(_ result: Result<Value, Failure>, _ place: Int) {
            queue.sync { results[place] = result }
        }
    }
}
