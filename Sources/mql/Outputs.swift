import Quantities
import Workbench

/// Where this call writes to, beside standard output.
enum Outputs {
    /// The options that name a place to write to.
    static let options = ["--to", "--save", "--rejects", "--into"]

    /// What was named on the command line as a place to write to, by option; and everything else that was
    /// named, which is taken to be read where it is a file.
    static var named: (places: [(option: String, path: String)], others: [String]) {
        var places: [(option: String, path: String)] = []
        var others: [String] = []
        var words = Call.current.words[...]
        var isOption = true
        while let word = words.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            if isOption, word == "--" {
                isOption = false
            } else if isOption, options.contains(word), let path = words.popFirst() {
                places.append((word, path))
            } else if isOption, parts.count == 2, options.contains(parts[0]) {
                places.append((parts[0], parts[1]))
            } else {
                others.append(
                    isOption && word.hasPrefix("--") && parts.count == 2 ? parts[1] : word)
            }
        }
        return (places, others)
    }

    /// Whether what is there already may go.
    private static var isForced: Bool { Call.current.words.contains("--force") }

    /// What is read, as far as it is named anywhere.
    private static var inputs: [String] {
        // What folders and patterns stand for is read too; what cannot be told is told where it is read.
        let names = named.others.filter { $0 != "-" } + ((try? CurrentProject.project)?.named ?? [])
        return names.flatMap { (try? ChosenFiles.expanded([$0])) ?? [$0] }
            + [
                Project.fileName, TeamDecisions.fileName, IssuedPages.fileName,
                DigestStates.fileName,
            ]
    }

    /// Looks at every place that was named, before anything is read.
    static func check() throws {
        guard !Call.current.isServed else { return }
        do { try checkAll() } catch let error as FailedVerb where Terminal.verb == "import" {
            throw FailedVerb(
                error.cause, en: error.message.en + "\nNothing was imported.",
                nl: error.message.nl + "\nEr is niets geïmporteerd.")
        }
    }

    private static func checkAll() throws {
        var checked: [(option: String, file: OutputFile)] = []
        for (option, path) in named.places where option != "--into" {
            let file = try file(path, for: option)
            if option == "--rejects" { try checkParts(of: path) }
            if let other = checked.first(where: { $0.file.isSame(as: file) }) {
                throw FailedVerb(
                    .cannotWrite,
                    en:
                        "\(other.option) and \(option) both name \(path.visible). Choose two names.",
                    nl:
                        "\(other.option) en \(option) noemen beide \(path.visible). Kies twee namen."
                )
            }
            checked.append((option, file))
        }
    }

    /// Rejected rows of several files go to a file for each, with the name of the other in its name.
    private static func checkParts(of path: String) throws {
        let names = inputs.filter(Files.exists).map(Files.name(of:))
        guard names.count > 1 else { return }
        for name in RejectsOption.names(names, path) where Files.exists(name) {
            _ = try file(name, for: "--rejects")
        }
    }

    /// A place to write to, as somebody named it.
    ///
    /// - Parameters:
    ///   - path: nil for what the option itself names.
    ///   - takesPipes: whether what is written can go through a pipe or to a device.
    static func file(
        _ path: String, for option: String, takesPipes: Bool = true
    ) throws -> OutputFile {
        // What is asked over HTTP goes to whoever asked, under the name that the command gives it.
        if let made = Call.current.made { return try made.file(for: option) }
        return try OutputGuard(reading: inputs).file(
            path, for: option,
            over: isForced ? .plainFile : option == "--rejects" ? .rejects : .nothing,
            takesPipes: takesPipes, isBackup: Terminal.verb == "backup")
    }

    /// The place of the project file, which replaces an earlier one where that was asked.
    static func project(again: Bool) throws -> OutputFile {
        try OutputGuard(reading: inputs.filter { $0 != Project.fileName }).file(
            Project.fileName, for: "start", over: again ? .plainFile : .nothing, takesPipes: false)
    }
}
