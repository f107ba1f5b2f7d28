import Foundation
import TestSupport
import Testing

/// Every link from one page to another leads somewhere.
struct LinkTests {
    @Test("Every file and every heading that a page links to is there")
    func links() throws {
        var count = 0
        for page in try Documentation.pages() {
            let links = page.prose.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
            let pictures = page.prose.matches(of: /src="([^"]+)"/).map { String($0.output.1) }
            for target in links + pictures {
                if target.hasPrefix("https://") { continue }
                count += 1
                let parts = target.split(
                    separator: "#", maxSplits: 1, omittingEmptySubsequences: false
                ).map(String.init)
                let path = parts[0].isEmpty ? page.path : place(parts[0], from: page.path)
                let file = Fixtures.root.appendingPathComponent(path).path
                guard FileManager.default.fileExists(atPath: file) else {
                    Issue.record("\(page.path): \(target) is not there.")
                    continue
                }
                guard parts.count == 2 else { continue }
                let anchors = try anchors(of: Documentation.page(path))
                #expect(anchors.contains(parts[1]), "\(page.path): \(target)")
            }
        }
        #expect(count > 20)
    }

    @Test("The pictures are small enough to be kept")
    func pictures() throws {
        let folder = Fixtures.root.appendingPathComponent("docs/images")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["justify.png", "report.png"])
        for name in names {
            let size = try Data(contentsOf: folder.appendingPathComponent(name)).count
            #expect(size <= 300_000, "\(name)")
        }
    }

    @Test(
        "A heading is linked to by its words, as GitHub writes them",
        arguments: [
            ("What do I get?", "what-do-i-get"),
            ("The quarter's routine, in five minutes", "the-quarters-routine-in-five-minutes"),
            ("`mql.yaml`", "mqlyaml"), ("For programs: JSON, CSV", "for-programs-json-csv"),
        ])
    func slugs(heading: String, slug: String) {
        #expect(self.slug(heading) == slug)
    }

    /// A path from the folder of the package.
    private func place(_ target: String, from page: String) -> String {
        var folders = page.split(separator: "/").dropLast()
        for part in target.split(separator: "/") {
            if part == ".." { _ = folders.popLast() } else if part != "." { folders.append(part) }
        }
        return folders.joined(separator: "/")
    }

    private func anchors(of page: Documentation.Page) -> [String] {
        page.prose.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: /#+ (.+)/).map { slug(String($0.output.1)) }
        }
    }

    private func slug(_ heading: String) -> String {
        heading.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
            .replacing(" ", with: "-")
    }
}
