internal import Foundation
internal import Quantities
internal import Reports
internal import Store

/// A page of the program taken apart: what is shown, and the style that goes with it.
struct AnswerPage {
    private(set) var title = ""
    private(set) var language = Language.en
    /// What stands in the body; attributes of style are classes in it.
    private(set) var body = ""
    /// The style of the page, with that of the attributes.
    private(set) var style = ""
    /// The style as it stands in the page, and the attributes.
    private var ownStyle = ""
    private var attributes: [String] = []

    /// - Parameter page: that this program has written: anything else comes out empty.
    init(_ page: String) {
        title = HTMLText.unescaped(Self.between("<title>", "</title>", page) ?? "")
        language = page.contains("<html lang=\"nl\"") ? .nl : .en
        ownStyle = Self.between("<style>", "</style>", page) ?? ""
        // Style of the body itself goes to what stands in its place.
        let content = Self.between("<body", "</body>", page) ?? ">"
        let end = content.firstIndex(of: ">") ?? content.startIndex
        let own = content[..<end]
        var rest = "<div class=\"page\"\(own)>\(content[end...].dropFirst())</div>"[...]
        var places: [String: Int] = [:]
        var parts: [Substring] = []
        while let range = rest.range(of: " style=\"") {
            parts.append(rest[..<range.lowerBound])
            let value = rest[range.upperBound...].prefix { $0 != "\"" }
            let place = places[String(value)] ?? attributes.count
            if place == attributes.count {
                places[String(value)] = place
                attributes.append(String(value))
            }
            parts.append(" data-style=\"\(place)\"")
            rest = rest[value.endIndex...].dropFirst()
        }
        parts.append(rest)
        body = parts.joined()
        style =
            ownStyle
            + attributes.enumerated().map { place, value in
                "\n[data-style=\"\(place)\"]{\(HTMLText.unescaped(value))}"
            }.joined()
    }

    /// The policy under which the page may be shown as it stands.
    var policy: String {
        let hashes = ([ownStyle] + attributes.map(HTMLText.unescaped)).map { text in
            "'sha256-\(PublicSum.of(text))'"
        }
        let kinds = attributes.isEmpty ? "" : "'unsafe-hashes' "
        return "default-src 'none'; style-src \(kinds)\(hashes.joined(separator: " ")); "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    private static func between(_ start: String, _ end: String, _ text: String) -> String? {
        guard let from = text.range(of: start),
            let to = text.range(of: end, range: from.upperBound..<text.endIndex)
        else { return nil }
        return String(text[from.upperBound..<to.lowerBound])
    }
}
