internal import Analysis
internal import Dispatch
internal import Quantities
internal import Valuation

/// Facts that are read once and asked many questions, for as long as nothing of what they were read from has
/// changed.
package final class HeldFacts: @unchecked Sendable {
    /// Held while facts are read, which may take long.
    private let queue = DispatchQueue(label: "held facts")
    private let counting = DispatchQueue(label: "number of held facts")
    private var number = 0
    /// Those asked last stand last.
    private var benches: [(key: String, bench: Bench)] = []
    private let most: Int

    /// - Parameter most: how many are held; questions that ask for other fields of leads have facts of their own.
    package init(most: Int = 3) { self.most = most }

    /// How many are held; who asks does not wait for what is being read.
    package var count: Int { counting.sync { number } }

    /// The facts of a request, read where they are not held. Who asks for the same at the same time waits.
    func bench(for request: Request, _ read: () throws -> Bench) throws -> Bench {
        try queue.sync {
            let key = try request.factsKey()
            if let place = benches.firstIndex(where: { $0.key == key }) {
                let found = benches.remove(at: place)
                benches.append(found)
                return found.bench
            }
            // What was read from files that have changed since answers nothing any more.
            let name = request.factsName
            benches.removeAll { $0.key.hasPrefix(name) }
            defer { counting.sync { number = benches.count } }
            let bench = try read()
            try Cancellation.check()
            benches.append((key, bench))
            if benches.count > most { benches.removeFirst() }
            return bench
        }
    }
}

/// What files are, as long as nobody changes them.
package enum FileStamp {
    /// Of each path its version; of what is not there a word too.
    package static func of(_ paths: [String]) -> String {
        paths.map { "\($0) \(Files.version(of: $0))" }.joined(separator: "|")
    }
}

extension Workspace {
    /// What the database is now: another word after each change that anybody makes to it.
    package var stamp: String { "\(fileMark) \(FileStamp.of([database, keyFile]))" }
}

extension Request {
    /// What tells the facts of this request from those of another, apart from what the files hold.
    fileprivate var factsName: String {
        let parts: [String] =
            data + [
                rules, otherRules ?? "", map ?? "", rates ?? "",
                rates == nil ? "" : "\(currency as Any)",
                "\(exportedOn as Any)", "\(dateOrder as Any)", "\(decimal as Any)",
                "\(eachRow as Any)", "\(knownOn as Any)", "\(showsPersons)", "\(hidesPersons)",
                "\(learnsFromEverything)", "\(by == .selfReported)",
                rejects == nil ? "" : "rejects",
                workspace?.folder ?? "",
            ] + moreFields
        return parts.joined(separator: "\u{1F}") + "\u{1E}"
    }

    /// The same with what the files are now, and the day: files that are read later may say less of their last days.
    fileprivate func factsKey() throws -> String {
        let named = [Project.fileName, rules, otherRules, map, rates].compactMap(\.self)
        let day = Clock.today(in: try book.zone)
        return factsName + FileStamp.of(data + named) + " \(workspace?.stamp ?? "") \(day)"
    }
}
