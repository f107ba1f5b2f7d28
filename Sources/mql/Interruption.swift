import Dispatch
import Quantities
import Workbench

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Ctrl-C while something is being added: what is not kept yet is not, of each file it is said what became of
/// it, and the program ends with 130. While a file is being kept nothing can be stopped: what comes after it is.
final class Interruption: @unchecked Sendable {
    private let lock = DispatchQueue(label: "interruption")
    private let run: ImportRun
    private let language: Language
    private var isBeingKept = false
    private var isWanted = false
    private let source: any DispatchSourceSignal

    init(_ run: ImportRun, _ language: Language) {
        (self.run, self.language) = (run, language)
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(
            signal: SIGINT, queue: DispatchQueue(label: "signals"))
        source.setEventHandler { [weak self] in self?.stop() }
        source.resume()
    }

    deinit {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }

    private func stop() {
        lock.sync {
            guard !isBeingKept else {
                isWanted = true
                return
            }
            tell()
        }
    }

    private func tell() -> Never {
        let isWhole = run.isWhole
        func say(_ en: String, _ nl: String) -> String { Phrase(en: en, nl: nl).text(language) }
        let lines = run.lines(language)
        if lines.count == 1, !run.hasKept {
            Terminal.complain(
                say("\nStopped: nothing was imported.", "\nGestopt: er is niets geïmporteerd."))
        } else {
            Terminal.complain(
                isWhole
                    ? say(
                        "\nStopped, and everything was imported:",
                        "\nGestopt, en alles is geïmporteerd:")
                    : say("\nStopped:", "\nGestopt:"))
            for line in lines { Terminal.complain(line) }
        }
        _exit(130)
    }

    /// Asked when everything is written, before it is kept for good.
    @Sendable func isDecided() { lock.sync { isBeingKept = true } }

    /// It is known what became of a file: where somebody wants to stop and more is to come, this is the moment.
    func isOver() {
        lock.sync {
            isBeingKept = false
            if isWanted, run.hasMore { tell() }
        }
    }
}
