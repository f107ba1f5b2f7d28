internal import Analysis
internal import Dispatch
package import Quantities
internal import Store

/// What became of each file of an import, as far as it has come: what is said of it follows from what is so.
package final class ImportRun: @unchecked Sendable {
    /// What became of a file of it.
    package enum Outcome: Sendable {
        /// Nothing was done with it yet.
        case waiting
        /// It is being read or written.
        case begun
        /// It is in the workspace, as the import of this number.
        case kept(Int)
        /// Too much of it was lost, and nothing of it was kept.
        case refused
        /// Something failed, and nothing of it was kept.
        case failed
        /// Something failed when it was being kept; whether `mql imports` lists it, where that could be seen.
        case unsure(isListed: Bool?)
    }

    // Ctrl-C asks from another thread.
    private let queue = DispatchQueue(label: "import run")
    private var names: [String] = []
    private var outcomes: [Outcome] = []

    package init() {}

    func start(_ names: [String]) {
        queue.sync {
            self.names = names
            outcomes = names.map { _ in .waiting }
        }
    }

    func note(_ outcome: Outcome, of place: Int) { queue.sync { outcomes[place] = outcome } }

    /// Everything was taken back.
    func restart() { queue.sync { outcomes = outcomes.map { _ in .waiting } } }

    /// Every file with what became of it, in the order in which they were named.
    package var files: [(name: String, outcome: Outcome)] {
        queue.sync { Array(zip(names, outcomes)) }
    }

    /// Whether a file is left of which it is not decided what becomes of it.
    package var hasMore: Bool {
        queue.sync {
            outcomes.contains { outcome in
                switch outcome {
                case .waiting, .begun: true
                default: false
                }
            }
        }
    }

    /// Whether a file is in the workspace.
    package var hasKept: Bool {
        files.contains { if case .kept = $0.outcome { true } else { false } }
    }

    /// Whether every file is in the workspace.
    package var isWhole: Bool {
        files.allSatisfy { if case .kept = $0.outcome { true } else { false } }
    }

    /// What was begun has come to nothing.
    ///
    /// - Parameter listed: whether the workspace has an import of a file that is none of those with these
    ///   numbers; nil where it cannot be asked.
    func failed(isUnsure: Bool, _ listed: (String, [Int]) -> Bool?) {
        let files = files
        let known = files.compactMap { file in
            if case .kept(let number) = file.outcome { number } else { nil as Int? }
        }
        for (place, file) in files.enumerated() {
            guard case .begun = file.outcome else { continue }
            let isListed = listed(file.name, known)
            // Where nothing can be asked, nothing is said for sure.
            let isSure = !isUnsure && isListed == false
            note(isSure ? .failed : .unsure(isListed: isListed), of: place)
        }
    }

    /// A line for each file, with what became of it; one for all where none was kept.
    package func lines(_ language: Language) -> [String] {
        func say(_ en: String, _ nl: String) -> String { Phrase(en: en, nl: nl).text(language) }
        let files = files
        let isNothing = files.allSatisfy { file in
            switch file.outcome {
            case .waiting, .begun, .failed: true
            case .kept, .refused, .unsure: false
            }
        }
        guard !isNothing else { return [say("Nothing was imported.", "Er is niets geïmporteerd.")] }
        return files.map { file in
            let name = file.name.visible
            switch file.outcome {
            case .waiting:
                return say("\(name): not begun.", "\(name): niet begonnen.")
            case .begun:
                return say(
                    "\(name): stopped; nothing of it was kept.",
                    "\(name): gestopt; er is niets van bewaard.")
            case .kept(let number):
                return say(
                    "\(name): imported, as import \(number).",
                    "\(name): geïmporteerd, als import \(number).")
            case .refused:
                return say(
                    "\(name): refused; nothing of it was kept.",
                    "\(name): geweigerd; er is niets van bewaard.")
            case .failed:
                return say(
                    "\(name): not imported; nothing of it was kept.",
                    "\(name): niet geïmporteerd; er is niets van bewaard.")
            case .unsure(let isListed):
                let now: (en: String, nl: String) =
                    switch isListed {
                    case true?: (", and lists it now", ", en noemt het nu")
                    case false?: (", and does not list it now", ", en noemt het nu niet")
                    case nil: ("", "")
                    }
                return say(
                    "\(name): it is not sure whether it was kept: mql imports tells\(now.en). When the disk is sound, "
                        + "import it again: the same again changes nothing.",
                    "\(name): het is niet zeker of het bewaard is: mql imports zegt het\(now.nl). Importeer het opnieuw "
                        + "als de schijf in orde is: hetzelfde nog eens verandert niets.")
            }
        }
    }
}
