internal import Dispatch
internal import Quantities

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
        together(min(jobs, count)) {
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

    /// Does the same here and on as many other threads as are free, until what is done here has ended and
    /// nobody is at it any more: so it is for work that who comes first takes from the others.
    ///
    /// `concurrentPerform` stays on one thread within another of its kind, and so within a reading of a database.
    ///
    /// - Parameter jobs: on how many threads at most.
    package static func together(_ jobs: Int, _ work: @Sendable () -> Void) {
        guard jobs > 1 else { return work() }
        let cancellation = Cancellation.current
        withoutActuallyEscaping(work) { work in
            let gate = Gate { Cancellation.shared(cancellation) { work() } }
            gate.ask(jobs - 1)
            work()
            gate.close()
        }
    }

    /// Lets others work at something for as long as it is open.
    private final class Gate: @unchecked Sendable {
        private let queue = DispatchQueue(label: "gate")
        private let inside = DispatchGroup()
        private var work: (@Sendable () -> Void)?

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }

        /// Asks some threads to come. Who comes when it is closed finds nothing to do.
        func ask(_ count: Int) {
            for _ in 0..<min(count, 63) {
                DispatchQueue.global().async { if self.enter() { self.inside.leave() } }
            }
        }

        /// Waits for those who are inside.
        func close() {
            queue.sync { work = nil }
            inside.wait()
        }

        /// Whether it was open, and so the work was done. Nothing of that is held on to any more then.
        @inline(never)
        private func enter() -> Bool {
            let work = queue.sync { () -> (@Sendable () -> Void)? in
                if self.work != nil { inside.enter() }
                return self.work
            }
            work?()
            return work != nil
        }
    }

    /// The results in order, and that of something else which is done among them.
    ///
    /// - Parameter place: how many parts are begun before that.
    package static func map<Value: Sendable, Other: Sendable>(
        _ count: Int, jobs: Int, _ part: @Sendable (Int) -> Value,
        after place: Int, _ other: @Sendable () -> Other
    ) -> ([Value], Other) {
        let halves = map(count + 1, jobs: jobs) { number -> Half<Value, Other> in
            number == place ? .other(other()) : .one(part(number < place ? number : number - 1))
        }
        var results: [Value] = []
        results.reserveCapacity(count)
        var found: Other?
        for half in halves {
            switch half {
            case .one(let result): results.append(result)
            case .other(let result): found = result
            }
        }
        return (results, found ?? other())
    }

    /// Several results, worked out as many at once as there are jobs, the first ones first.
    package static func all<each Value: Sendable>(
        jobs: Int, _ parts: repeat @escaping @Sendable () -> each Value
    ) -> (repeat each Value) {
        let results = (repeat Later(each parts))
        var work: [any Worked] = []
        for result in repeat each results { work.append(result) }
        _ = map(work.count, jobs: jobs) { [work] in work[$0].workOut() }
        return (repeat (each results).value)
    }

    /// Sums over parts of a whole, worked out at once, as many as there are jobs. Which part goes into
    /// which sum differs from run to run.
    ///
    /// Each begins with a stretch of its own, as neighbours mostly have much in common. Where nobody waits for the
    /// answer any more the rest of the parts is left out, and who asks has to see to that.
    ///
    /// - Parameters:
    ///   - count: what the parts are parts of, by number from 0.
    ///   - size: of one part.
    package static func sums<Sum: Sendable>(
        _ count: Int, by size: Int, jobs: Int, _ zero: @Sendable () -> Sum,
        _ add: @Sendable (inout Sum, Range<Int>) -> Void, finish: @Sendable (inout Sum) -> Void
    ) -> [Sum] {
        let parts = (count + size - 1) / size
        let jobs = max(1, min(jobs, parts))
        let stretches = Stretches(parts, jobs)
        return map(jobs, jobs: jobs) { job in
            var sum = zero()
            while !Cancellation.hasCome, let part = stretches.next(for: job) {
                add(&sum, (part * size)..<min(count, (part + 1) * size))
            }
            finish(&sum)
            return sum
        }
    }

    /// Parts that are divided among some; who has done with theirs takes from the end of another's.
    private final class Stretches: @unchecked Sendable {
        private let queue = DispatchQueue(label: "parts")
        private var left: [Range<Int>]

        init(_ parts: Int, _ jobs: Int) {
            left = (0..<jobs).map { (parts * $0 / jobs)..<(parts * ($0 + 1) / jobs) }
        }

        func next(for job: Int) -> Int? {
            queue.sync {
                if let first = left[job].first {
                    left[job].removeFirst()
                    return first
                }
                guard let other = left.indices.max(by: { left[$0].count < left[$1].count }),
                    let last = left[other].last
                else { return nil }
                left[other].removeLast()
                return last
            }
        }
    }

    /// Parts at which others work from now on, and whoever asks for the results too.
    ///
    /// The results are there once. Who lets go of this before has no more parts begun.
    package final class Begun<Value: Sendable>: @unchecked Sendable {
        private let board: Board<Value, any Error>
        private let part: @Sendable (Int) throws -> Value
        private let gate: Gate

        /// Begins with the parts, on this many threads and the one that asks.
        package init(_ count: Int, jobs: Int, _ part: @escaping @Sendable (Int) throws -> Value) {
            let (board, cancellation) = (Board<Value, any Error>(count), Cancellation.current)
            (self.board, self.part) = (board, part)
            gate = Gate { Cancellation.shared(cancellation) { Self.work(board, part) } }
            gate.ask(min(jobs - 1, count))
        }

        deinit {
            while board.next() != nil {}
            gate.close()
        }

        /// The results in order.
        ///
        /// - Throws: what the first of the parts that throw has thrown.
        package func results() throws -> [Value] {
            Self.work(board, part)
            gate.close()
            return try board.results.compactMap { try $0?.get() }
        }

        private static func work(
            _ board: Board<Value, any Error>, _ part: @Sendable (Int) throws -> Value
        ) {
            while let place = board.next() {
                board.put(Result { try part(place) }, place)
            }
        }
    }

    private protocol Worked: Sendable {
        func workOut()
    }

    /// A result that is worked out by one thread, and asked for when all have ended.
    private final class Later<Value: Sendable>: Worked, @unchecked Sendable {
        private let part: @Sendable () -> Value
        private var known: Value?

        init(_ part: @escaping @Sendable () -> Value) { self.part = part }

        func workOut() { known = part() }

        var value: Value { known ?? part() }
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
