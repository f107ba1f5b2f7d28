package import Analysis
package import Quantities

/// What digests said, in a file of the folder in which somebody works, so that the next one tells what is new.
package struct DigestStates {
    package static let fileName = "mql-digest.yaml"
    private let list: KeptList
    private var all: [DigestState] = []

    /// As many as are kept.
    private static let most = 60

    /// - Throws: `FailedVerb` that names every mistake in the file, with its place.
    package init(_ path: String = fileName) throws {
        list = KeptList(
            path: path, key: "digests",
            remark:
                "What digests said (mql digest), so that the next one tells what is new. Without this file the next "
                + "is the first.")
        all = try list.read(Self.state)
    }

    /// The last one of an earlier day: of the same day a digest says the same again.
    package func last(before day: Day) -> DigestState? {
        all.filter { $0.asOf < day }.max { $0.asOf < $1.asOf }
    }

    /// Keeps what a digest said, in the place of another one of that day.
    ///
    /// - Returns: false where one of a later day was kept, which stays as it is.
    package mutating func keep(_ state: DigestState) throws -> Bool {
        guard !all.contains(where: { $0.asOf > state.asOf }) else { return false }
        all = (all.filter { $0.asOf != state.asOf } + [state]).sorted { $0.asOf < $1.asOf }
        try list.write(all.suffix(Self.most).map(Self.parts), for: "digest")
        return true
    }

    private static func state(_ field: YAMLField) -> DigestState? {
        let section = field.section(["as_of", "moved", "holes", "advice", "waiting"])
        guard let asOf = section["as_of"]?.day() else {
            field.note("a digest needs as_of")
            return nil
        }
        var state = DigestState(asOf: asOf)
        state.moved = section["moved"]?.strings() ?? []
        state.holes = section["holes"]?.strings() ?? []
        for entry in section["advice"]?.entries ?? [] {
            state.advice[entry.name] = entry.value.string()
        }
        state.waiting = section["waiting"]?.integer(0...1_000_000_000)
        return state
    }

    private static func parts(_ state: DigestState) -> [(name: String, value: String)] {
        func list(_ words: [String]) -> String {
            "[\(words.map(\.yaml).joined(separator: ", "))]"
        }
        let advice = state.advice.sorted { $0.key < $1.key }
            .map { "\($0.key.yaml): \($0.value.yaml)" }.joined(separator: ", ")
        return [
            ("as_of", "\(state.asOf)"), ("moved", list(state.moved)), ("holes", list(state.holes)),
            ("advice", "{\(advice)}"),
        ] + (state.waiting.map { [("waiting", "\($0)")] } ?? [])
    }
}
