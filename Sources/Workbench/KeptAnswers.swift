internal import Intake
internal import Quantities
internal import Store
internal import Valuation

/// What was answered before, kept in the workspace for as long as nothing of it has changed: neither the
/// facts, nor the rules, nor the question, nor the day, nor the program.
package struct KeptAnswers {
    private let path: String
    private let key: ErasureKey
    private let state: String
    private let workspace: Workspace

    package struct Answer {
        package let output: String
        package let complaint: String

        package init(output: String, complaint: String) {
            self.output = output
            self.complaint = complaint
        }
    }

    /// - Parameters:
    ///   - words: the question as it was typed.
    ///   - program: what tells this program from another version of it.
    /// - Returns: nil where nothing can be kept, as without a workspace.
    package init?(_ request: Request, words: [String], program: String) {
        guard let workspace = request.workspace, let key = try? workspace.key(),
            let book = try? request.book
        else { return nil }
        guard let database = try? workspace.openForReading() else { return nil }
        defer { database.close() }
        guard let state = try? database.state() else { return nil }
        var parts = [program, state, book.fingerprint.description] + words
        let day = request.asOf ?? Clock.today(in: book.zone)
        parts.append("\(day)")
        // What comes through a pipe is gone when it is asked for again.
        guard !words.contains(where: { $0 == "-" || $0.hasSuffix("=-") }) else { return nil }
        let named = [request.rates, request.map, request.rules].compactMap { $0 }
        for file in [Project.fileName] + named
            + words.flatMap({ [$0] + $0.split(separator: "=").map(String.init) })
        where Files.exists(file) {
            guard let text = try? Files.text(file) else { return nil }
            parts.append(text)
        }
        self.key = key
        self.state = state
        self.workspace = workspace
        path = "\(workspace.kept)/\(key.name(of: parts))"
    }

    /// The same answer as before; nil where there is none, or it was tampered with.
    package var answer: Answer? {
        guard Files.exists(path), let text = try? Files.text(path) else { return nil }
        let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let length = Int(parts[1]), length >= 0 else { return nil }
        let body = Array(parts[2].utf8)
        guard length <= body.count, key.name(of: [String(parts[1]), String(parts[2])]) == parts[0]
        else { return nil }
        return Answer(
            output: String(decoding: body[..<length], as: UTF8.self),
            complaint: String(decoding: body[length...], as: UTF8.self))
    }

    /// Keeps an answer. Where that cannot be, it is worked out again next time.
    package func keep(_ answer: Answer) {
        let body = answer.output + answer.complaint
        guard body.utf8.count < 3 << 20 else { return }
        // Somebody may have been erased while the answer was worked out.
        guard let database = try? workspace.openForReading() else { return }
        defer { database.close() }
        guard (try? database.state()) == state else { return }
        let length = "\(answer.output.utf8.count)"
        let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        do {
            try Files.makeFolder(parent)
            try Files.write("\(key.name(of: [length, body]))\n\(length)\n\(body)", to: path)
        } catch {}
    }
}

extension Workspace {
    var kept: String { "\(folder)/kept" }

    /// Removes what was answered before, and what else is kept to be quicker.
    func clearKept() {
        for name in Files.names(in: kept) { Files.remove("\(kept)/\(name)") }
    }

    /// Removes what was answered before, and what somebody began to keep who was stopped.
    func clearAnswers() {
        for name in Files.names(in: kept) where name != Self.factsCopy && name != Self.judgedLeads {
            Files.remove("\(kept)/\(name)")
        }
    }
}
