import Quantities
import Testing

@testable import Workbench

struct ReadingProgressTests {
    @Test(
        "How far, how fast and how long yet: 50 of 200 MB in two seconds is a quarter at 25 a second"
    )
    func words() {
        #expect(
            ReadingProgress.text(done: 50_000_000, of: 200_000_000, after: 2, .en)
                == "Reading: 25%, 25 MB per second, 6 s left")
        #expect(
            ReadingProgress.text(done: 50_000_000, of: nil, after: 2, .nl)
                == "Lezen: 50 MB, 25 MB per seconde")
        // A file that grew while it was read.
        #expect(
            ReadingProgress.text(done: 30, of: 20, after: 1, .en)
                == "Reading: 0 MB, 0 MB per second")
    }

    @Test("Nobody is told anything in the first second")
    func silence() {
        let progress = ReadingProgress(isTerminal: true, language: .en) { _ in
            Issue.record("told too early")
        }
        progress.expect(100)
        progress.add(50)
        progress.end()
    }
}
