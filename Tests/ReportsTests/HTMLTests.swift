import Foundation
import Quantities
import Reports
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a page is built of, read as XML: names of elements and attributes, and no text.
final class PageStructure: NSObject, XMLParserDelegate {
    private(set) var elements: [String] = []
    private(set) var error: String?

    init(_ html: String) {
        super.init()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = self
        if !parser.parse() {
            error = "\(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "")"
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements.append("\(name) \(attributes.keys.sorted().joined(separator: " "))")
    }
}

struct HTMLTests {
    /// What would run, if any of it got through.
    static let payloads = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>",
        "</title><script>x</script>", "</style><script>x</script>",
        "</svg></figure><script>x</script>",
        "<iframe src=\"javascript:alert(1)\">", "javascript:alert(1)", "&lt;script&gt;",
        "&#60;script&#62;",
        "`onmouseover=alert(1)`", "<!--", "-->", "]]>", "<![CDATA[<script>]]>", "<?xml?>",
        "\u{2028}<b>",
        "\u{0}<script>", "\u{1B}[31m<a>", "\u{202E}gnp.exe", "a\nb\r\nc",
        "<math><mi//xlink:href=\"data:x\">",
        "<a href=javas&#99;ript:alert(1)>", "{{7*7}}", "${7*7}", "<foreignObject>", "\u{FEFF}<x>",
        "＜script＞",
        "%3Cscript%3E", "\\u003cscript\\u003e", "expression(alert(1))", "@import 'x'",
        "x' style='y",
        "<x onclick=alert(1)>", "<details open ontoggle=alert(1)>", "<base href=//x>",
        "<meta http-equiv=refresh>",
        "<link rel=stylesheet href=//x>", "<form action=//x>", "<object data=//x>",
    ]

    /// A document with this text wherever a text can stand.
    private func document(_ text: String) -> Document {
        var document = Document(text)
        let table = Table(
            columns: [.init("a", Phrase(text), nil, .text), .init("b", Phrase(text), nil)],
            rows: [
                [.text(text), .word(Phrase(text), code: text)], [.absent(Phrase(text)), .count(3)],
            ])
        let bar = Chart.Bar(text, 2, text: text)
        let dot = Chart.Dot(text, 0.2, low: 0.1, high: 0.4, text: text)
        let point = Chart.Point(text, 0.3, low: 0.1, high: 0.5, isOpen: true, text: text)
        let mark = Chart.Mark(0.1, text: text)
        let axis = Chart.Axis(ticks: [mark, Chart.Mark(1, text: text)])
        let spread = Chart.Spread(text, [0.2, 0.3, nil, 0.5], text: text)
        let shapes: [Chart.Shape] = [
            .bars([bar], axis), .dots([dot], axis, marks: [mark]),
            .line([point, point], axis, marks: [mark]), .spread([spread], axis, series: [text]),
        ]
        document.add(
            [
                .heading(text), .paragraph(text), .lines([text]), .list([text]),
                .labelled([(label: text, text: [text])]), .table(table),
                .headlines([Headline(text, text, notes: [text])]),
                .columns([[.heading(text)], [.onPage([.list([text])])]]),
            ]
                + shapes.map {
                    .chart(
                        Chart(
                            title: text, description: text,
                            legend: [.init(.bar, text), .init(.series(2), text)], $0))
                })
        return document
    }

    @Test("Whatever a text holds, the page has the same elements", arguments: payloads)
    func hostile(_ payload: String) {
        // As long and with the same blanks, since a table stands otherwise where its texts are long.
        let text = String(payload.visible.map { $0.isWhitespace ? $0 : "x" })
        let harmless = PageStructure(HTMLFormat().write(document(text)))
        #expect(harmless.error == nil)
        #expect(harmless.elements.count > 100)
        let page = HTMLFormat().write(document(payload))
        let hostile = PageStructure(page)
        #expect(hostile.error == nil)
        #expect(hostile.elements == harmless.elements)
        for word in ["<script", "<img", "<iframe", "onerror=", "<foreignObject", "href="] {
            #expect(!page.replacing("&lt;", with: "").contains(word) || payload.contains(word))
        }
        #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}") && !page.contains("\u{0}"))
    }

    @Test("Nothing is fetched and nothing runs")
    func selfContained() {
        let page = HTMLFormat(.nl).write(document("x"))
        #expect(page.contains("<html lang=\"nl\">"))
        #expect(page.contains("default-src 'none'"))
        #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("@import"))
        let rest = page.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!rest.contains("http:") && !rest.contains("https:") && !rest.contains("url("))
        #expect(page.contains("prefers-color-scheme:dark") && page.contains("@page{size:A4"))
    }

    /// Relative luminance, after the WCAG.
    private func luminance(_ colour: String) throws -> Double {
        let number = try #require(UInt32(colour.dropFirst(), radix: 16))
        let parts = [16, 8, 0].map { shift -> Double in
            let value = Double(number >> UInt32(shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private func contrast(_ one: String, _ other: String) throws -> Double {
        let (a, b) = (try luminance(one), try luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    @Test("White on black is 21, and #777777 on white 4.48, as the WCAG has it")
    func luminances() throws {
        #expect(abs(try contrast("#ffffff", "#000000") - 21) < 1e-9)
        #expect(abs(try contrast("#777777", "#ffffff") - 4.478) < 0.001)
    }

    @Test(
        "Text stands out 4.5 to 1 and marks 3 to 1, in light, dark and print",
        arguments: [true, false])
    func contrasts(_ isLight: Bool) throws {
        let colours = Dictionary(
            uniqueKeysWithValues: (isLight ? HTMLStyle.light : HTMLStyle.dark).map {
                ($0.name, $0.value)
            })
        func ratio(_ one: String, _ other: String) throws -> Double {
            try contrast(try #require(colours[one]), try #require(colours[other]))
        }
        for text in ["ink", "soft"] {
            for ground in ["paper", "panel"] {
                #expect(try ratio(text, ground) >= 4.5, "\(text) on \(ground)")
            }
        }
        for mark in ["bar", "range", "price", "line"] {
            #expect(try ratio(mark, "paper") >= 3, "\(mark) on paper")
        }
        // A dot lies on its range, and a value may lie on either.
        #expect(try ratio("ink", "range") >= 3)
    }

    @Test("Excel in Dutch: a mark in front, semicolons, decimal commas, CRLF; text stays text")
    func excel() {
        var document = Document("x")
        document.add([
            .table(
                Table(
                    columns: [
                        .init("source", Phrase("Bron"), nil, .text),
                        .init("spend", Phrase("Uitgaven"), nil),
                        .init("share", Phrase("Deel"), nil),
                    ],
                    rows: [
                        [.text("a;b"), .money(Money(cents: -123_456)), .share(0.125)],
                        [.text("=1+1"), .absent(Phrase("–")), .count(1_000)],
                        [.text("zeg \"ja\", nee"), .money(Money(cents: 5)), .share(1)],
                    ]))
        ])
        let text = CSVFormat(isForDutchExcel: true).write(document)
        #expect(
            text == "\u{FEFF}source;spend;share\r\n\"a;b\";-1234,56;0,125\r\n\"'=1+1\";;1000\r\n"
                + "\"zeg \"\"ja\"\", nee\";0,05;1\r\n")
    }
}
