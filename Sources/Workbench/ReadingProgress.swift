internal import Dispatch
package import Quantities

/// Tells somebody who waits how far the reading of files has come: nothing in the first second, then
/// on a terminal a line that is written over, elsewhere a line every ten seconds.
package final class ReadingProgress: @unchecked Sendable {
    // Files are read one after the other, and another thread may take the line away.
    private let queue = DispatchQueue(label: "progress")
    private var expected: Int?
    private var done = 0
    private let start = Clock.elapsed
    private var lastTold = 0.0
    private var hasTold = false
    private let isTerminal: Bool
    private let language: Language
    private let tell: @Sendable (String) -> Void

    package init(
        isTerminal: Bool, language: Language, tell: @escaping @Sendable (String) -> Void
    ) {
        self.isTerminal = isTerminal
        self.language = language
        self.tell = tell
    }

    /// - Parameter bytes: nil where that is not known, as of standard input.
    func expect(_ bytes: Int?) { queue.sync { expected = bytes } }

    func add(_ bytes: Int) { queue.sync { count(bytes) } }

    private func count(_ bytes: Int) {
        done += bytes
        let time = Clock.elapsed - start
        guard time > 1, time - lastTold > (isTerminal ? 0.2 : 10) else { return }
        lastTold = time
        hasTold = true
        let text = Self.text(done: done, of: expected, after: time, language)
        tell(isTerminal ? "\r\(text)\u{1B}[K" : text + "\n")
    }

    /// Takes the line away again.
    func end() {
        queue.sync {
            if hasTold, isTerminal { tell("\r\u{1B}[K") }
        }
    }

    /// `Reading: 45 %, 120 MB per second, 3 seconds left`.
    static func text(done: Int, of expected: Int?, after time: Double, _ language: Language)
        -> String
    {
        let speed = Double(done) / max(time, 0.001)
        let rate = "\(Int(speed / 1e6)) MB"
        guard let expected, expected > 0, done <= expected else {
            let size = "\(done / 1_000_000) MB"
            return language == .nl
                ? "Lezen: \(size), \(rate) per seconde" : "Reading: \(size), \(rate) per second"
        }
        let percent = Int(Double(done) / Double(expected) * 100)
        let left = Int((Double(expected - done) / speed).rounded(.up))
        return language == .nl
            ? "Lezen: \(percent)%, \(rate) per seconde, nog \(left) s"
            : "Reading: \(percent)%, \(rate) per second, \(left) s left"
    }
}
