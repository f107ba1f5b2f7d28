import Foundation
import Quantities
import Reports
import Testing
import Workbench

@testable import Analysis

@Suite("The page for management")
struct ManagementPageTests {
    private func html(_ language: Language, by: Breakdown = .source) async throws -> String {
        let bench = try DemoBench.bench(by: by)
        let justified = await bench.justify(.init())
        return JustificationReport(justified, bench.context(language, command: "mql justify"))
            .html(warning: nil)
    }

    /// What stands between two texts, for each time that both are there.
    private func between(_ start: String, _ end: String, in text: String) -> [String] {
        text.components(separatedBy: start).dropFirst().compactMap {
            $0.components(separatedBy: end).first
        }
    }

    private func attribute(_ name: String, _ mark: String) -> String? {
        between(" \(name)=\"", "\"", in: mark).first
    }

    @Test("Gains and losses of the rows add up to the total", arguments: Language.allCases)
    func sums(_ language: Language) async throws {
        let page = try await html(language)
        let table = try #require(between("<section class=\"main\">", "</table>", in: page).first)
        let rows = between("<tr", "</tr>", in: table).filter { $0.contains("<td") }
        func effect(_ row: String) -> Int? {
            between(" e\" data-l=", "</td>", in: row).first?.components(separatedBy: ">").last
                .flatMap {
                    Int(
                        $0.replacing("−", with: "-").replacing("+", with: "").filter {
                            $0 == "-" || $0.isNumber
                        })
                }
        }
        let total = try #require(rows.last.flatMap(effect))
        let own = rows.dropLast().filter { !$0.hasPrefix(" class=\"s\"") }
        let sum = own.compactMap(effect).reduce(0, +)
        #expect(own.count >= 8)
        // Each row is rounded to a euro by itself.
        #expect(abs(sum - total) <= (own.count + 1) / 2)
    }

    @Test(
        "Every mark of every drawing stands at the place of its value",
        arguments: Breakdown.allCases)
    func marks(_ by: Breakdown) async throws {
        let bench = try DemoBench.bench(by: by)
        let dashboard = DashboardReport(try await bench.dashboard(.init()), bench.context(.en))
            .html(warning: nil)
        let page = try await html(.en, by: by)
        var seen = 0
        for svg in between("<svg", "</svg>", in: page + dashboard) {
            guard let end = attribute("data-end", svg).flatMap(Double.init) else { continue }
            let isUpright = svg.contains("data-bottom")
            let (top, bottom) = (
                attribute("data-top", svg).flatMap(Double.init) ?? 0,
                attribute("data-bottom", svg).flatMap(Double.init) ?? 0
            )
            for mark in svg.components(separatedBy: "<").dropFirst() {
                guard let value = attribute("data-v", mark).flatMap(Double.init) else { continue }
                func place(_ name: String) -> Double? {
                    attribute(name, mark).flatMap { Double($0.replacing("%", with: "")) }
                }
                let isRect = mark.hasPrefix("rect")
                if isUpright {
                    let wanted = bottom - (bottom - top) * value / end
                    let found = try #require(place("cy") ?? place("y2") ?? place("y"))
                    #expect(abs(found - wanted) < 0.06, "\(mark)")
                } else if !mark.hasPrefix("path") {
                    let found = try #require(
                        isRect
                            ? place("x").flatMap { x in place("width").map { x + $0 } }
                            : place("cx") ?? place("x2"))
                    #expect(abs(found - min(1, value / end) * 100) < 0.02, "\(mark)")
                }
                seen += 1
            }
        }
        #expect(seen > 20)
    }

    @Test("Both languages have the same rows, marks and numbers of decisions")
    func languages() async throws {
        let (english, dutch) = (try await html(.en), try await html(.nl))
        for part in ["<tr", "<svg", "<li>", "<dt>", "data-v=", "<h2>", "<p"] {
            #expect(
                english.components(separatedBy: part).count
                    == dutch.components(separatedBy: part).count, "\(part)")
        }
    }

    @Test(
        "One heading of the first rank, then the second; every drawing has words; nothing is fetched"
    )
    func structure() async throws {
        let page = try await html(.en)
        #expect(between("<h1>", "</h1>", in: page).count == 1)
        #expect(!page.contains("<h3"))
        for svg in between("<svg", ">", in: page) {
            #expect(
                svg.contains("aria-label=") || svg.contains("aria-hidden=\"true\"")
                    || svg.contains("class=\"over\""))
        }
        for word in ["http://", "https://", "<script", "url(", "<img"] {
            #expect(!page.contains(word))
        }
        #expect(page.utf8.count <= 60_000)
    }

    @Test("Letters keep enough contrast on paper, panels and in the dark")
    func contrast() {
        for colours in [ManagementStyle.light, ManagementStyle.dark] {
            let value = Dictionary(uniqueKeysWithValues: colours.map { ($0.name, $0.value) })
            for (letters, ground) in [
                ("ink", "paper"), ("soft", "paper"), ("bad", "paper"), ("good", "paper"),
                ("ink", "panel"), ("soft", "panel"), ("bad", "panel"),
            ] {
                let ratio = Self.contrast(value[letters] ?? "", value[ground] ?? "")
                #expect(ratio >= 4.5, "\(letters) on \(ground): \(ratio)")
            }
            // What is drawn needs less, as words say the same.
            for mark in ["worth", "bad", "good", "ink"] {
                #expect(Self.contrast(value[mark] ?? "", value["guide"] ?? "") >= 3, "\(mark)")
            }
        }
    }

    /// The ratio of WCAG 2 between two colours written as `#rrggbb`.
    private static func contrast(_ one: String, _ other: String) -> Double {
        func luminance(_ colour: String) -> Double {
            let parts = [1, 3, 5].map { start -> Double in
                let from = colour.index(colour.startIndex, offsetBy: start)
                let part =
                    Double(Int(colour[from..<colour.index(from, offsetBy: 2)], radix: 16) ?? 0)
                    / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}
