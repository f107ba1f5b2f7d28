import Foundation
import TestSupport
import Testing

@testable import Spreadsheets

/// Workbooks of several programs, held against what python-calamine reads in them.
///
/// `Benchmarks/workbooks.py` writes them; some small ones are kept.
struct WorkbookComparisonTests {
    private struct Place: Hashable {
        let sheet: String
        let row: Int
        let column: Int
    }

    private static let files: [URL] = {
        let folders =
            [Fixtures.url("workbooks")]
            + (ProcessInfo.processInfo.environment["MQL_WORKBOOKS"].map {
                [URL(fileURLWithPath: $0, relativeTo: Fixtures.root)]
            } ?? [])
        return folders.flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasSuffix(".cells") }.sorted().map {
                folder.appendingPathComponent(String($0.dropLast(6)))
            }
        }
    }()

    @Test("Every cell is what another reader finds", arguments: files)
    func cells(file: URL) throws {
        let theirs = try theirs(file)
        let ours = try ours(file)
        #expect(!theirs.isEmpty)
        for place in Set(theirs.keys).union(ours.keys) {
            #expect(theirs[place] == ours[place], "\(place)")
        }
    }

    @Test("There are some to compare")
    func number() {
        #expect(Self.files.count >= 10)
    }

    private func ours(_ file: URL) throws -> [Place: String] {
        let book = try Workbook(ZipArchive(RandomBytes(Array(try Data(contentsOf: file)))))
        var found: [Place: String] = [:]
        for sheet in book.sheets {
            var rows = try book.rows(of: sheet)
            while try rows.next() {
                for cell in rows.cells where cell.kind != .error && cell.kind != .unsaved {
                    let text = String(decoding: rows.text[cell.range], as: UTF8.self)
                    found[Place(sheet: sheet.name, row: rows.number, column: cell.column + 1)] =
                        told("\(cell.kind)", text)
                }
            }
        }
        return found
    }

    private func theirs(_ file: URL) throws -> [Place: String] {
        let lines = try String(contentsOf: file.appendingPathExtension("cells"), encoding: .utf8)
        var found: [Place: String] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 4).map(String.init)
            let text = try JSONDecoder().decode(String.self, from: Data(parts[4].utf8))
            let (row, column) = (try #require(Int(parts[1])), try #require(Int(parts[2])))
            found[Place(sheet: parts[0], row: row, column: column)] = told(parts[3], text)
        }
        return found
    }

    /// A number by its value to fifteen digits, whatever the form.
    private func told(_ kind: String, _ text: String) -> String {
        guard kind == "number", let value = Double(text) else { return "\(kind) \(text)" }
        return "number " + String(format: "%.15g", value == 0 ? 0 : value)
    }
}
