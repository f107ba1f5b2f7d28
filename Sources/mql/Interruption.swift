import Dispatch
import Intake
import Quantities
import Reports

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Ctrl-C while something is being added: it is not kept, that is said, and the program ends with 130.
/// From the moment at which it is being kept there is nothing left to stop.
final class Interruption: @unchecked Sendable {
    private let lock = DispatchQueue(label: "interruption")
    private var isBeingKept = false
    private var files: [String] = []
    private let source: any DispatchSourceSignal

    init(_ language: Language) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(
            signal: SIGINT, queue: DispatchQueue(label: "signals"))
        source.setEventHandler { [weak self] in self?.stop(language) }
        source.resume()
    }

    deinit {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }

    private func stop(_ language: Language) {
        lock.sync {
            guard !isBeingKept else { return }
            let say = Wording(language)
            let kept = files.map(\.visible).joined(separator: ", ")
            Terminal.complain(
                files.isEmpty
                    ? say(
                        "\nStopped: nothing was imported.", "\nGestopt: er is niets geïmporteerd.")
                    : say(
                        "\nStopped: of these only \(kept) was imported.",
                        "\nGestopt: hiervan is alleen \(kept) geïmporteerd."))
            _exit(130)
        }
    }

    /// Asked when everything is written, before it is kept for good.
    @Sendable func isDecided() { lock.sync { isBeingKept = true } }

    /// A file was kept, and the next is begun.
    func done(_ file: String) {
        lock.sync {
            files.append(file)
            isBeingKept = false
        }
    }
}
