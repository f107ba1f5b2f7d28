package import Foundation

/// The files that tests read, by their path from `fixtures/`.
package enum Fixtures {
    /// The folder of the package.
    package static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder
    }()

    package static func url(_ path: String) -> URL {
        root.appendingPathComponent("fixtures").appendingPathComponent(path)
    }

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    /// The names in a folder, in order.
    package static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url(path).path)
            .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".md") }.sorted()
    }
}
