internal import Foundation

/// A thread of its own for what takes long. Everything else is answered on threads that are shared, of which there are
/// only as many as the machine has cores: a question that holds one of them would have others wait.
enum FiguresThread {
    static func run<Answer: Sendable>(
        _ work: @escaping @Sendable () async -> Answer
    ) async -> Answer {
        guard #available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *) else {
            return await work()
        }
        let executor = ThreadExecutor()
        defer { executor.end() }
        return await withTaskExecutorPreference(executor) { await work() }
    }
}

@available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *)
private final class ThreadExecutor: TaskExecutor, @unchecked Sendable {
    private let condition = NSCondition()
    private var jobs: [UnownedJob] = []
    private var hasEnded = false

    init() {
        let thread = Thread { [self] in
            while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
        // As much as the first thread of a program has, on which a command otherwise runs.
        thread.stackSize = 8 << 20
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    /// The thread ends when nothing is left to do.
    func end() {
        condition.lock()
        hasEnded = true
        condition.signal()
        condition.unlock()
    }

    private func next() -> UnownedJob? {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty {
            if hasEnded { return nil }
            condition.wait()
        }
        return jobs.removeFirst()
    }
}
