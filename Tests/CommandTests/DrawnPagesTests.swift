import Foundation
import TestSupport
import Testing

/// All pages, held against what people see of them: on a telephone, with a keyboard, and in numbers that are drawn.
struct DrawnPagesTests {
    /// What a browser finds of one page at one width.
    private struct Seen: Decodable {
        let name: String
        let width: Int
        let found: Int
        let letters: Double
        let outside: [String]
        let overlaps: [String]
        let scrolls: [String]
        let touching: [String]
    }

    /// Measures each frame: how wide its document is, its smallest drawn letters, texts of drawings that leave it or lie
    /// on each other, tables that scroll sideways, and cells of which the texts touch.
    private static let script = """
        const seen = [];
        for (const frame of document.querySelectorAll('iframe')) {
          const page = frame.contentDocument, width = frame.width * 1;
          let letters = 99; const outside = [], overlaps = [];
          for (const drawing of page.querySelectorAll('svg')) {
            const texts = [...drawing.querySelectorAll('text')].filter(t => t.getClientRects().length > 0
              && page.defaultView.getComputedStyle(t).display != 'none');
            const scale = drawing.hasAttribute('viewBox')
              ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;
            const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect(), t]);
            for (const [text, box, element] of boxes) {
              const size = parseFloat(page.defaultView.getComputedStyle(element).fontSize) * scale;
              letters = Math.min(letters, size);
              if (!drawing.hasAttribute('viewBox') && (box.left < 0 || box.right > width)) outside.push(text);
            }
            boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
              if (a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom)
                overlaps.push(one + ' | ' + other);
            }));
          }
          const scrolls = [...page.querySelectorAll('.wide')].filter(d => d.scrollWidth > d.clientWidth + 1)
            .map(d => d.querySelector('caption').textContent);
          const touching = [];
          for (const row of page.querySelectorAll('tr')) {
            const cells = [...row.children].map(cell => {
              const range = page.createRange();
              range.selectNodeContents(cell);
              return [cell.textContent, range.getBoundingClientRect()];
            }).filter(([, box]) => box.width > 0);
            cells.forEach(([one, a], place) => cells.slice(place + 1).forEach(([other, b]) => {
              if (a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom)
                touching.push(one + ' | ' + other);
            }));
          }
          seen.push({scrolls, touching, name: frame.name, width, found: page.documentElement.scrollWidth, letters, outside, overlaps});
        }
        document.body.innerHTML = '<pre></pre>';
        document.body.firstChild.textContent = JSON.stringify(seen);
        """

    @Test(
        "On a telephone no page is wider than the screen, and no drawing has small letters",
        .enabled(if: Browser.name != nil, "no browser to see pages with"), arguments: ["en", "nl"])
    func telephone(_ language: String) throws {
        let firm = try DrawnFirm()
        defer { firm.remove() }
        var frames = ""
        for call in DrawnFirm.calls {
            let page = try firm.page(call, language)
            #expect(page.code == 0, "\(call): \(page.complaint)")
            let source = page.output.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            for width in [390, 320] {
                let name = call.joined(separator: " ")
                frames +=
                    "<iframe name=\"\(name)\" width=\"\(width)\" height=\"800\" "
                    + "srcdoc=\"\(source)\"></iframe>\n"
            }
        }
        let page = firm.folder.appendingPathComponent("frames.html")
        let text =
            "<!DOCTYPE html><meta charset=\"utf-8\"><body>\(frames)"
            + "<script>onload = () => { \(Self.script) }</script>"
        try Data(text.utf8).write(to: page)
        let document = try Browser.document(
            of: page, profile: firm.folder.appendingPathComponent("profile"))
        let json = try #require(document.firstMatch(of: /<pre>(.*)<\/pre>/)?.1)
            .replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        let seen = try JSONDecoder().decode([Seen].self, from: Data(json.utf8))
        #expect(seen.count == DrawnFirm.calls.count * 2)
        for frame in seen {
            #expect(frame.found <= frame.width, "\(frame.name) at \(frame.width): \(frame.found)")
            #expect(frame.letters >= 11.9, "\(frame.name) at \(frame.width): \(frame.letters)")
            #expect(frame.outside == [], "\(frame.name) at \(frame.width)")
            #expect(frame.overlaps == [], "\(frame.name) at \(frame.width)")
            #expect(frame.scrolls == [], "\(frame.name) at \(frame.width)")
            #expect(frame.touching == [], "\(frame.name) at \(frame.width)")
        }
    }

    @Test("Every mark is drawn where its number is on the axis", arguments: ["en", "nl"])
    func marks(_ language: String) throws {
        let firm = try DrawnFirm()
        defer { firm.remove() }
        var held = 0
        for call in DrawnFirm.calls {
            let page = try firm.page(call, language).output
            for chart in try DrawnChart.all(of: page, language) {
                for mark in chart.marks {
                    held += 1
                    // Half of the last digit that is printed, and of what a place is rounded to.
                    let least = mark.precision / 2 + chart.whole * 0.0006
                    #expect(
                        abs(mark.drawn - mark.said) <= least,
                        "\(call) \(chart.name): \(mark.said) is drawn at \(mark.drawn)")
                }
            }
        }
        // Six sources and a total in five charts, and ten months in three.
        #expect(held > 60)
    }

    @Test("Every sign of the matrix says what the figures say", arguments: ["en", "nl"])
    func matrix(_ language: String) throws {
        let firm = try DrawnFirm()
        defer { firm.remove() }
        let page = try firm.page(["compare"], language).output
        let json = try Command.run(["compare", "--format", "json"] + firm.data, in: firm.folder)
        let top = try #require(
            JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let figures = try #require(top["figures"] as? [String: Any])
        let rows = try #require(figures["rows"] as? [[String: Any]])
        let compared = try #require(
            (figures["rows_compared"] as? [String: Any])?["rows"] as? [[String: Any]])
        let table = try #require(
            page.firstMatch(of: /<table class="matrix"[^>]*>([\s\S]*?)<\/table>/)?.1)
        let drawn = table.matches(of: /<tr><th scope="row">([^<]*)<\/th>(.*)<\/tr>/)
        #expect(drawn.count == rows.count)
        var held = 0
        for (row, figure) in zip(drawn, rows) {
            let cells = row.2.split(separator: "</td>", omittingEmptySubsequences: false).dropLast()
                .map { cell -> (sign: String, value: Double)? in
                    guard let found = cell.firstMatch(of: /<td class="(\w+)">.*<\/svg>(.*)$/),
                        let value = Double(
                            found.2.replacing(",", with: ".").replacing("−", with: "-"))
                    else { return nil }
                    return (String(found.1), value)
                }
            let key = try #require(figure["key"] as? String)
            let conversion = try #require(figure["conversion"] as? [String: Any])
            let rate = try #require((conversion["matured"] as? [String: Any])?["rate"] as? Double)
            let other = try #require(compared.first { $0["key"] as? String == key })
            let difference = try #require(
                (other["difference"] as? [String: Any])?["value"] as? Double)
            let standsOut = try #require(other["stands_out"] as? Bool)
            let first = try #require(cells[0])
            #expect(abs(first.value - difference * 100) <= 0.051, "\(key)")
            #expect(first.sign == (!standsOut ? "same" : difference > 0 ? "above" : "below"))
            let norms = try #require(conversion["benchmarks"] as? [[String: Any]])
            for (norm, cell) in zip(norms, cells.dropFirst()) {
                let cell = try #require(cell)
                let norm = (
                    rate: try #require(norm["rate"] as? Double),
                    verdict: try #require(norm["verdict"] as? String),
                    holds: try #require(norm["holds"] as? Bool)
                )
                #expect(abs(cell.value - (rate - norm.rate) * 100) <= 0.051, "\(key)")
                let sure = norm.holds ? ["above": "surelyAbove", "below": "surelyBelow"] : [:]
                let told = ["above", "below"].contains(norm.verdict) ? norm.verdict : "same"
                #expect(cell.sign == sure[told] ?? told, "\(key)")
                held += 1
            }
        }
        #expect(held >= 12)
    }

    @Test("A page has one title, headings in order, names for drawings and for frames that scroll")
    func structure() throws {
        let firm = try DrawnFirm()
        defer { firm.remove() }
        for call in DrawnFirm.calls {
            let page = try firm.page(call, "en").output
            #expect(page.matches(of: /<h1/).count == 1, "\(call)")
            var level = 1
            for heading in page.matches(of: /<h([1-6])/) {
                let next = try #require(Int(heading.1))
                #expect(next <= level + 1, "\(call)")
                level = next
            }
            for frame in page.matches(of: /<div class="wide"([^>]*)>/) {
                #expect(frame.1.contains("tabindex=\"0\"") && frame.1.contains("role=\"region\""))
                #expect(frame.1.contains("aria-label"), "\(call)")
            }
            for table in page.split(separator: "<table>").dropFirst() {
                #expect(!table.contains(/<th>|<th class/), "\(call): a head without a scope")
            }
            for drawing in page.matches(of: /<svg([^>]*)>/) {
                // Those within a drawing are a part of it.
                guard !drawing.1.contains("class=\"at\"") else { continue }
                #expect(
                    drawing.1.contains("aria-hidden=\"true\"")
                        || drawing.1.contains("role=\"img\"")
                            && drawing.1.contains(/aria-label(ledby)?="/)
                        || drawing.1.contains("class=\"plot ticks\""), "\(call): \(drawing.1)")
            }
            #expect(!page.contains("<td class=\"text\">###"), "\(call)")
            #expect(!page.contains(/<th[^>]*><\/th>/), "\(call): a column without a title")
        }
    }

    @Test("Pages are small: justify at most 60 kB, the full account at most 250 kB")
    func size() throws {
        let firm = try DrawnFirm()
        defer { firm.remove() }
        #expect(try firm.page(["justify"], "en").output.utf8.count <= 60_000)
        #expect(try firm.page(["report"], "en").output.utf8.count <= 250_000)
    }

    @Test("A page says by which command it is made, once and without folders, and names no other")
    func commands() throws {
        let firm = try DrawnFirm()
        defer { firm.remove() }
        for call in [["report"], ["attribution"], ["handover"], ["funnel"], ["plan"], ["review"]] {
            let all = try Command.run(
                call + ["--format", "html", "--data"]
                    + firm.data.dropFirst().prefix(6).map { "\(firm.folder.path)/\($0)" }
                    + firm.data.suffix(4), in: firm.folder
            ).output
            let rest = all.replacing(/<code>.*<\/code>/, with: "")
            #expect(!rest.contains(/\s--[a-z]|mql [a-z]+ -|`/), "\(call)")
            #expect(!all.contains(firm.folder.path), "\(call)")
            #expect(all.matches(of: /<code>/).count <= 1, "\(call)")
        }
    }
}
