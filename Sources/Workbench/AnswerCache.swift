internal import Quantities
internal import Store
internal import Valuation

/// What was answered before, cached in the workspace for as long as nothing of it has changed: neither the
/// facts, nor the rules, nor the question, nor the day, nor the program.
///
/// The name of an answer is a keyed sum over all of that, also over the last line of the log and over what the
/// file of the database says of itself. It is part of the sum over the answer: one that is put in the place of
/// another is no answer to its question, and is worked out anew.
package struct AnswerCache {
    private let entry: Cache.Entry
    private let key: ErasureKey
    private let state: String
    private let workspace: Workspace

    /// What was printed, and how the call ended.
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
    /// - Returns: nil where nothing can be cached, as without a workspace.
    package init?(_ request: Request, words: [String], program: String) {
        guard let workspace = request.workspace, let key = try? workspace.key(),
            let book = try? request.book
        else { return nil }
        guard let database = try? workspace.openForReading() else { return nil }
        defer { database.close() }
        guard let state = Self.state(workspace, database) else { return nil }
        var parts = [program, state, book.fingerprint.description] + words
        // A day that is still to come today has come tomorrow.
        let day = request.asOf ?? Clock.today(in: book.zone)
        parts.append("\(day)")
        // What comes through a pipe is gone when it is asked for again.
        guard !words.contains(where: { $0 == "-" || $0.hasSuffix("=-") }) else { return nil }
        let named = [request.rates, request.map, request.rules].compactMap { $0 }
        for file in [Project.fileName, IssuedPages.fileName, TeamDecisions.fileName] + named
            + words.flatMap({ [$0] + $0.split(separator: "=").map(String.init) })
        where Files.exists(file) {
            guard let text = try? Files.text(file) else { return nil }
            parts.append(text)
        }
        self.key = key
        self.state = state
        self.workspace = workspace
        let name = key.name(of: ["question"] + parts)
        entry = Cache.Entry(cache: workspace.cache, name: name, key: name)
    }

    /// What the database holds and what its file says of itself; nil where it cannot be asked.
    private static func state(_ workspace: Workspace, _ database: LeadDatabase) -> String? {
        guard let mark = try? database.mark() else { return nil }
        return "\(mark) \(workspace.fileMark)"
    }

    private func sum(_ length: String, _ body: String) -> String {
        key.name(of: ["answer", entry.key, length, body])
    }

    /// The same answer as before; nil where there is none, or it was tampered with.
    package var answer: Answer? {
        guard let text = entry.text else { return nil }
        let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let length = Int(parts[1]), length >= 0 else { return nil }
        let body = Array(parts[2].utf8)
        guard length <= body.count, sum(String(parts[1]), String(parts[2])) == parts[0] else {
            return nil
        }
        return Answer(
            output: String(decoding: body[..<length], as: UTF8.self),
            complaint: String(decoding: body[length...], as: UTF8.self))
    }

    /// Stores an answer. Where that cannot be, it is worked out again next time.
    package func store(_ answer: Answer) {
        let body = answer.output + answer.complaint
        guard body.utf8.count < 3 << 20 else { return }
        // Somebody may have been erased while the answer was worked out.
        guard let database = try? workspace.openForReading() else { return }
        defer { database.close() }
        guard Self.state(workspace, database) == state else { return }
        let length = "\(answer.output.utf8.count)"
        try? entry.replace(with: "\(sum(length, body))\n\(length)\n\(body)")
    }
}

extension Workspace {
    /// What the file of the database says of itself: its size and the number by which SQLite counts changes,
    /// and the same of the log that it writes ahead.
    var fileMark: String {
        let ahead = database + "-wal"
        // The count of changes, and the version for which it holds, stand at fixed places of the header.
        let header = Files.start(of: database, 100)
        let counters = header.count < 100 ? [] : header[24..<32] + header[92..<96]
        let size = Files.size(of: ahead) ?? 0
        let parts =
            ["\(Files.size(of: database) ?? 0)"] + counters.map { "\($0)" } + ["\(size)"]
            + (size == 0 ? [] : Files.start(of: ahead, 32).map { "\($0)" })
        return parts.joined(separator: " ")
    }
}
