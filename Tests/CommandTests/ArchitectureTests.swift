import Foundation
import TestSupport
import Testing

/// The map of the docs is that of the package.
struct ArchitectureTests {
    /// A target, and what it imports.
    private struct Target: Equatable {
        let name: String
        let imports: [String]
    }

    @Test("The map has the targets of the package, in their order, with what each imports")
    func map() throws {
        let (drawn, built) = (try drawn(), try built())
        #expect(built.count >= 19)
        #expect(drawn.map(\.name) == built.map(\.name))
        for (one, other) in zip(drawn, built) {
            #expect(one == other, "\(other.name) imports \(other.imports.joined(separator: ", "))")
        }
    }

    @Test("A target imports only targets above it, and what is not ours stands behind one target")
    func arrows() throws {
        let targets = try built()
        let names = targets.map(\.name)
        var owners: [String: [String]] = [:]
        for (place, target) in targets.enumerated() {
            for name in target.imports {
                if let other = names.firstIndex(of: name) {
                    #expect(other < place, "\(target.name), \(name)")
                } else {
                    owners[name, default: []].append(target.name)
                }
            }
        }
        #expect(
            owners == [
                "GRDB": ["Store"], "GRDBSQLite": ["Store"], "Crypto": ["Store"],
                "Yams": ["Workbench"], "ArgumentParser": ["mql"],
                "NIOCore": ["Service"], "NIOPosix": ["Service"], "NIOHTTP1": ["Service"],
                "NIOConcurrencyHelpers": ["Service"],
            ])
    }

    /// The rows of the table under "The map".
    private func drawn() throws -> [Target] {
        try Documentation.page("docs/architecture.md").text.split(separator: "\n").compactMap {
            line in
            let cells = line.split(separator: "|")
            guard cells.count == 3, let name = cells[0].firstMatch(of: /\[([A-Za-z-]+)\]/) else {
                return nil
            }
            return Target(
                name: String(name.output.1),
                imports: cells[2].matches(of: /`([^`]+)`/).map { String($0.output.1) })
        }
    }

    /// What `Package.swift` says, tests apart: what stands in quotes behind `dependencies`, without the names
    /// of packages and traits.
    private func built() throws -> [Target] {
        let text = try Documentation.page("Package.swift").text
        let list = text.components(separatedBy: "\n    targets: [").last ?? ""
        return list.split(separator: /\n        \.(target|executableTarget|systemLibrary)\(/)
            .compactMap { block in
                guard let name = block.firstMatch(of: /name: "([^"]+)"/) else { return nil }
                let rest = block.split(separator: "dependencies: [", maxSplits: 1).dropFirst()
                let own = rest.first?.split(separator: /(path|resources|swiftSettings):/).first
                let names = (own ?? "").replacing(/(package|traits): \[?"[^"]+"/, with: "")
                return Target(
                    name: String(name.output.1),
                    imports: names.matches(of: /"([^"]+)"/).map { String($0.output.1) })
            }
    }
}
