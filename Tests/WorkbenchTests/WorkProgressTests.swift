import Foundation
import Quantities
import Testing

@testable import Workbench

struct WorkProgressTests {
    @Test(
        "How far, how fast and how long yet: 50 of 200 MB in two seconds is a quarter at 25 a second"
    )
    func words() {
        #expect(
            WorkProgress.text(.reading, done: 50_000_000, of: 200_000_000, after: 2, .en)
                == "Reading: 25%, 25 MB per second, 6 s left")
        #expect(
            WorkProgress.text(.reading, done: 50_000_000, of: nil, after: 2, .nl)
                == "Lezen: 50 MB, 25 MB per seconde")
        // A file that grew while it was read.
        #expect(
            WorkProgress.text(.reading, done: 30, of: 20, after: 1, .en)
                == "Reading: 0 MB, 0 MB per second")
        // 300,000 in 3 s are 100,000 a second: 700,000 take 7 more.
        #expect(
            WorkProgress.text(.judging, done: 300_000, of: 1_000_000, after: 3, .en)
                == "Judging: 30%, 300,000 of 1,000,000 leads, 7 s left")
        #expect(
            WorkProgress.text(.judging, done: 0, of: 1_000_000, after: 3, .nl)
                == "Beoordelen: 3 s bezig")
        #expect(
            WorkProgress.text(.storing, done: 0, of: 1, after: 12, .en)
                == "Storing: 1 row, 12 s so far")
        #expect(
            WorkProgress.text(.drawing, done: 0, of: nil, after: 2.9, .nl)
                == "Tekenen: 2 s bezig")
    }

    @Test("While it goes on it is never all done", arguments: [99_999, 100_000])
    func notDone(done: Int) {
        let text = WorkProgress.text(.judging, done: done, of: 100_000, after: 5, .en)
        #expect(text.hasPrefix("Judging: 99%, ") && text.hasSuffix(", 1 s left"))
    }

    @Test("Nobody is told anything in the first second")
    func silence() {
        let progress = WorkProgress(isTerminal: true, language: .en) { _ in
            Issue.record("told too early")
        }
        for phase in [WorkProgress.Phase.reading, .storing, .judging, .drawing] {
            progress.begin(phase, 100)
            progress.add(50, of: phase)
            progress.end()
        }
    }

    @Test("What takes longer is told again and again, and taken away when it is over")
    func shown() async throws {
        let told = Told()
        let progress = WorkProgress(isTerminal: true, language: .en) { told.add($0) }
        progress.begin(.judging, 1000)
        progress.add(400, of: .judging)
        try await Task.sleep(for: .seconds(2))
        progress.end()
        let texts = told.texts
        #expect(texts.first?.contains("Judging: 40%, 400 of 1,000 leads, ") == true)
        #expect(texts.count >= 3)
        #expect(texts.last == "\r\u{1B}[K")
        try await Task.sleep(for: .seconds(1))
        #expect(told.texts.count == texts.count)
    }

    private final class Told: @unchecked Sendable {
        private let lock = NSLock()
        private var all: [String] = []
        func add(_ text: String) { lock.withLock { all.append(text) } }
        var texts: [String] { lock.withLock { all } }
    }
}
