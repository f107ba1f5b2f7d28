package import Foundation

/// What is written for people: the README, how to help, what changed, and the pages under `docs/`.
package enum Documentation {
    package struct Page: Sendable {
        /// From the folder of the package.
        package let path: String
        package let text: String

        /// The blocks of code that have this word behind their fence, without the fences.
        package func blocks(_ language: String) -> [String] {
            text.components(separatedBy: "```\(language)\n").dropFirst()
                .map { $0.components(separatedBy: "```")[0] }
        }

        /// The text without its blocks of code.
        package var prose: String {
            text.components(separatedBy: "\n```").enumerated()
                .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: "\n")
        }
    }

    package static func page(_ path: String) throws -> Page {
        let file = Fixtures.root.appendingPathComponent(path)
        return Page(path: path, text: try String(contentsOf: file, encoding: .utf8))
    }

    /// Everything with links in it.
    package static func pages() throws -> [Page] {
        let folder = Fixtures.root.appendingPathComponent("docs").path
        let docs = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return try (["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] + docs).map(page)
    }

    /// What somebody reads who uses the program: all but how it is built, decided and changed.
    package static func manual() throws -> [Page] {
        let others = [
            "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/articles.md",
            "docs/decisions.md", "docs/words.md",
        ]
        return try pages().filter { !others.contains($0.path) }
    }

    /// The Swift files of the program.
    package static func sources() throws -> [Page] {
        let folder = Fixtures.root.appendingPathComponent("Sources").path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return try (names ?? []).filter { $0.hasSuffix(".swift") }.sorted()
            .map { try page("Sources/\($0)") }
    }
}

/// A folder with the files of `mql demo`.
package enum DemoPlace {
    package static let files = ["leads", "activities", "stages", "deals", "spend"]
        .map { "mql-demo/\($0).csv" }

    package static func use(_ body: (URL) throws -> Void) throws {
        let place = try TemporaryPlace()
        _ = try Command.run(["demo"], in: place.url)
        try withExtendedLifetime(place) { try body(place.url) }
    }
}
