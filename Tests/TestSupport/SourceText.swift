internal import Foundation

/// The files of the program as they are written, for tests that hold them to a habit of the house.
package enum SourceText {
    /// Paths from `Sources/`, each with its lines that are no comments.
    package static func files() throws -> [(path: String, lines: [String])] {
        let root = Fixtures.root.appendingPathComponent("Sources")
        return try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
            .filter { $0.hasSuffix(".swift") }
            .map { path in
                let text = try String(
                    contentsOf: root.appendingPathComponent(path), encoding: .utf8)
                return (path, text.split(separator: "\n").map(String.init).filter(isCode))
            }
    }

    private static func isCode(_ line: String) -> Bool {
        !line.trimmingCharacters(in: .whitespaces).hasPrefix("//")
    }
}
