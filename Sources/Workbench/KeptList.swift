internal import Analysis
internal import Quantities

/// A list in a file of the folder in which a team works: pages, decisions, digests. People read and change it too.
struct KeptList {
    let path: String
    /// The name under which the list stands.
    let key: String
    /// What the file says of itself.
    let remark: String

    /// The items; none where there is no file, or it has remarks alone.
    ///
    /// - Throws: `FailedVerb` that names every mistake in the file, with its place.
    func read<Item>(_ item: (YAMLField) -> Item?) throws -> [Item] {
        guard Files.exists(path) else { return [] }
        let text = try Files.text(path)
        guard text.split(separator: "\n").contains(where: Self.saysSomething) else { return [] }
        let file = YAMLFile(name: path)
        let fields = file.root(text)?.section([key])[key]?.items ?? []
        let items = fields.compactMap(item)
        do { try file.finish() } catch let error as RuleFileError {
            throw FailedVerb(.badData, Phrase(error.description))
        }
        return items
    }

    private static func saysSomething(_ line: Substring) -> Bool {
        line.first { !$0.isWhitespace }.map { $0 != "#" } ?? false
    }

    /// Writes the file, which only its owner can read.
    ///
    /// - Parameters:
    ///   - items: each as names with values.
    ///   - call: who writes it, for a message.
    func write(_ items: [[(name: String, value: String)]], for call: String) throws {
        let lines = items.map { item in
            "  - {" + item.map { "\($0.name): \($0.value)" }.joined(separator: ", ") + "}"
        }
        try OutputGuard(reading: []).file(path, for: call, over: .plainFile, takesPipes: false)
            .write((["# \(remark)", "\(key):"] + lines).joined(separator: "\n") + "\n")
    }
}
