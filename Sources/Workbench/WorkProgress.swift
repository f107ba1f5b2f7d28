internal import Dispatch
package import Quantities
internal import Reports

/// Tells somebody who waits how far the work has come: nothing in the first second of a phase, then on a terminal a
/// line that is written over, elsewhere, of reading, a line every ten seconds.
package final class WorkProgress: @unchecked Sendable {
    /// What takes long.
    package enum Phase: Hashable, Sendable {
        case reading, storing, judging, drawing
    }

    // Files are read one after the other, and another thread may take the line away.
    private let queue = DispatchQueue(label: "progress")
    private var phase = Phase.reading
    /// Of bytes that are read, or leads that are judged; nil where that is not known.
    private var expected: [Phase: Int] = [:]
    private var done: [Phase: Int] = [:]
    private var start = Clock.elapsed
    private var lastTold = 0.0
    private var hasTold = false
    private var timer: (any DispatchSourceTimer)?
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
    func expect(_ bytes: Int?) {
        begin(.reading, bytes)
    }

    /// Another phase begins, or the same with other work.
    ///
    /// - Parameter count: how many bytes, rows or leads there are; nil where that is not known.
    package func begin(_ phase: Phase, _ count: Int? = nil) {
        queue.sync {
            self.phase = phase
            expected[phase] = count
            done[phase] = 0
            start = Clock.elapsed
            lastTold = 0
            guard isTerminal, timer == nil else { return }
            // What counts nothing goes on all the same.
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now() + 1, repeating: 0.25)
            timer.setEventHandler { [weak self] in self?.show() }
            timer.resume()
            self.timer = timer
        }
    }

    /// So much of it is done.
    func add(_ count: Int, of phase: Phase = .reading) {
        queue.sync {
            done[phase, default: 0] += count
            if !isTerminal, self.phase == phase, phase == .reading { show() }
        }
    }

    private func show() {
        let time = Clock.elapsed - start
        guard time > 1, time - lastTold > (isTerminal ? 0.2 : 10) else { return }
        lastTold = time
        hasTold = true
        let text = Self.text(
            phase, done: done[phase] ?? 0, of: expected[phase], after: time, language)
        tell(isTerminal ? "\r\(text)\u{1B}[K" : text + "\n")
    }

    /// Takes the line away again.
    package func end() {
        queue.sync {
            timer?.cancel()
            timer = nil
            if hasTold, isTerminal { tell("\r\u{1B}[K") }
            hasTold = false
        }
    }

    /// `Reading: 45%, 120 MB per second, 3 s left`, `Judging: 45%, 450,000 of 1,000,000 leads, 2 s left`. As long as
    /// it goes on it is not all done.
    static func text(
        _ phase: Phase, done: Int, of expected: Int?, after time: Double, _ language: Language
    ) -> String {
        let say = Wording(language)
        let count = say.numbers.count
        var parts: [String] = []
        let known = expected.flatMap { $0 > 0 && done > 0 && done <= $0 ? $0 : nil }
        if let known { parts.append("\(min(99, Int(Double(done) / Double(known) * 100)))%") }
        switch phase {
        case .reading:
            if known == nil { parts.append("\(count(done / 1_000_000)) MB") }
            parts.append(
                "\(count(Int(Double(done) / max(time, 0.001) / 1e6))) MB"
                    + say(" per second", " per seconde"))
        case .judging:
            if known != nil, let expected {
                parts.append(
                    say(
                        "\(count(done)) of \(count(expected)) leads",
                        "\(count(done)) van \(count(expected)) leads"))
            }
        case .storing: if let expected { parts.append(say.count(expected, .row)) }
        case .drawing: break
        }
        if let known {
            let left = Double(known - done) / max(Double(done) / max(time, 0.001), 0.001)
            let seconds = count(max(1, Int(min(left, 1e6).rounded(.up))))
            parts.append(say("\(seconds) s left", "nog \(seconds) s"))
        } else if phase != .reading {
            parts.append(say("\(count(Int(time))) s so far", "\(count(Int(time))) s bezig"))
        }
        return "\(name(phase, say)): " + parts.joined(separator: ", ")
    }

    private static func name(_ phase: Phase, _ say: Wording) -> String {
        switch phase {
        case .reading: say("Reading", "Lezen")
        case .storing: say("Storing", "Bewaren")
        case .judging: say("Judging", "Beoordelen")
        case .drawing: say("Drawing", "Tekenen")
        }
    }
}
