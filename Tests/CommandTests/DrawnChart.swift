import Foundation
import Testing

/// A chart as it stands in a page: what is drawn, in the unit of its axis, beside what is printed.
struct DrawnChart {
    let name: String
    /// From one end of the axis to the other.
    let whole: Double
    let marks: [Mark]

    struct Mark {
        let said: Double
        let drawn: Double
        /// What the last digit that is printed is worth.
        let precision: Double
    }

    /// Two ticks of an axis say where every number is.
    private struct Axis {
        let from: (place: Double, value: Double)
        let to: (place: Double, value: Double)

        func value(at place: Double) -> Double {
            from.value + (place - from.place) / (to.place - from.place) * (to.value - from.value)
        }
    }

    static func all(of page: String, _ language: String) throws -> [DrawnChart] {
        try page.split(separator: "<figure>").dropFirst().compactMap { part in
            let figure = part.split(separator: "</figure>").first ?? part
            let name = figure.firstMatch(of: /<figcaption>(.*)<\/figcaption>/)?.1 ?? ""
            if figure.contains("<div class=\"chart\"") {
                return try rows(figure, String(name), language)
            }
            return figure.contains("<svg class=\"line")
                ? try line(figure, String(name), language) : nil
        }
    }

    /// The numbers in a text, and what the last digit of the first is worth.
    private static func numbers(_ text: Substring, _ language: String) -> (
        all: [Double], precision: Double
    ) {
        let (group, point) = language == "nl" ? (".", ",") : (",", ".")
        let found = text.matches(of: /[−-]?[€ \u{A0}]*[−-]?\d[\d.,]*/).map { match in
            var digits = match.output.replacing(group, with: "").replacing(point, with: ".")
            while digits.last == "." { digits.removeLast() }
            let sign = digits.contains(/[−-]/) ? -1.0 : 1.0
            return (sign: sign, text: digits.filter { $0.isNumber || $0 == "." })
        }
        let decimals = found.first?.text.split(separator: ".").dropFirst().first?.count ?? 0
        return (
            found.compactMap { entry in Double(entry.text).map { $0 * entry.sign } },
            pow(10, -Double(decimals))
        )
    }

    private static func axis(_ ticks: [(place: Double, value: Double)]) throws -> Axis {
        let (first, last) = (try #require(ticks.first), try #require(ticks.last))
        let axis = Axis(from: first, to: last)
        for tick in ticks {
            #expect(
                abs(axis.value(at: tick.place) - tick.value) < abs(last.value - first.value) / 500)
        }
        return axis
    }

    private static func rows(_ figure: Substring, _ name: String, _ language: String) throws
        -> DrawnChart
    {
        let ticks = try figure.matches(of: /<text x="([\d.]+)%"[^>]*class="tick[^>]*>([^<]*)</).map
        { tick in
            (try #require(Double(tick.1)), try #require(numbers(tick.2, language).all.first))
        }
        let axis = try axis(ticks)
        var marks: [Mark] = []
        for row in figure.split(separator: "<div role=\"listitem\">").dropFirst() {
            let text = row.firstMatch(of: /<span class="said">([^<]*)</)?.1 ?? ""
            let said = numbers(text, language)
            func hold(_ place: Substring?, _ number: Int) {
                guard let place, let place = Double(place), said.all.indices.contains(number) else {
                    return
                }
                marks.append(
                    Mark(
                        said: said.all[number], drawn: axis.value(at: place),
                        precision: said.precision))
            }
            if row.contains("class=\"bar\"") {
                hold(row.firstMatch(of: /width="([\d.]+)%"[^>]*class="bar"/)?.1, 0)
                hold(row.firstMatch(of: /<line x1="([\d.]+)%"[^>]*class="target"/)?.1, 1)
            } else if let range = row.firstMatch(
                of: /<rect x="([\d.]+)%"[^>]*width="([\d.]+)%"[^>]*class="range"/)
            {
                hold(row.firstMatch(of: /<circle cx="([\d.]+)%"/)?.1, 0)
                hold(range.1, 1)
                let end = (Double(range.1) ?? 0) + (Double(range.2) ?? 0)
                hold("\(end)"[...], 2)
            } else if let range = row.firstMatch(
                of: /<rect x="([\d.]+)%"[^>]*width="([\d.]+)%"[^>]*class="between"/)
            {
                let ends = [Double(range.1) ?? 0, (Double(range.1) ?? 0) + (Double(range.2) ?? 0)]
                let words = said.all.map(abs)
                for (end, value) in zip(ends, [words.min(), words.max()]) {
                    guard let value else { continue }
                    marks.append(
                        Mark(said: value, drawn: axis.value(at: end), precision: said.precision))
                }
            }
        }
        return DrawnChart(name: name, whole: abs(axis.to.value - axis.from.value), marks: marks)
    }

    private static func line(_ figure: Substring, _ name: String, _ language: String) throws
        -> DrawnChart
    {
        let ticks = try figure.matches(of: /<text x="-8" y="([\d.]+)"[^>]*>([^<]*)</).map { tick in
            (try #require(Double(tick.1)) - 4, try #require(numbers(tick.2, language).all.first))
        }
        let axis = try axis(ticks)
        let pattern =
            /<circle cx="([\d.]+)%" cy="([\d.]+)"[^>]*>\s*<text x="([\d.]+)%"[^>]*y="([\d.]+)"[^>]*>([^<]*)</
        let marks = try figure.matches(of: pattern).map { found in
            let (dot, label) = (try #require(Double(found.2)), try #require(Double(found.4)))
            // A label stands at its mark.
            #expect(found.1 == found.3 && abs(label - dot) <= 20, "\(name)")
            #expect(label > 8, "\(name): a label leaves the picture")
            let said = numbers(found.5, language)
            return Mark(
                said: try #require(said.all.first), drawn: axis.value(at: dot),
                precision: said.precision)
        }
        return DrawnChart(name: name, whole: abs(axis.to.value - axis.from.value), marks: marks)
    }
}
