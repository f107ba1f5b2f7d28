internal import Quantities

/// Draws charts as SVG: well-formed, without script, in colours that the page's style gives.
struct SVGFormat {
    private let width: Double
    private let row: Double
    /// The room for what stands to the left and to the right of the marks.
    private let labels: Double
    private let texts: Double
    private var left: Double { labels + 8 }
    private var right: Double { width - texts - 8 }

    /// - Parameters:
    ///   - isNarrow: half a page wide.
    ///   - isDense: on one page with much else: rows close together, and closer where there are many.
    init(isNarrow: Bool = false, isDense: Bool = false, rows: Int = 0) {
        width = isNarrow ? 345 : 720
        row = !isDense ? 24 : rows > 8 ? 15 : 18
        labels = isNarrow ? 118 : 150
        texts = isNarrow ? 100 : 190
    }

    /// - Parameter id: what tells this picture from others on the page.
    func write(_ chart: Chart, id: String) -> String {
        let drawing = draw(chart.shape)
        return """
            <svg role="img" aria-labelledby="\(id)-t \(id)-d" viewBox="0 0 \(Self.place(width)) \
            \(Self.place(drawing.height))" xmlns="http://www.w3.org/2000/svg">
            <title id="\(id)-t">\(HTMLText.escaped(chart.title))</title>
            <desc id="\(id)-d">\(HTMLText.escaped(chart.description))</desc>
            \(drawing.marks.joined(separator: "\n"))
            </svg>
            """
    }

    private typealias Drawing = (marks: [String], height: Double)

    private func draw(_ shape: Chart.Shape) -> Drawing {
        switch shape {
        case .bars(let bars, _): self.bars(bars)
        case .dots, .line, .spread: ([], 0)
        case .prices(let prices, let ticks, let legend): self.prices(prices, ticks, legend)
        case .effects(let bars): effects(bars)
        }
    }

    // MARK: Shapes

    private func bars(_ bars: [Chart.Bar]) -> Drawing {
        let scale = Scale(0, bars.map(\.value).max() ?? 0, left, right)
        var marks: [String] = []
        for (place, bar) in bars.enumerated() {
            let y = Double(place) * row
            marks += rowTexts(bar.label, bar.text, y)
            marks.append(rect(left, y + 3, max(1, scale(bar.value) - left), row - 6, "bar"))
        }
        return (marks, Double(bars.count) * row)
    }

    private func prices(
        _ prices: [Chart.Price], _ ticks: [Chart.Mark], _ legend: Chart.PriceLegend
    ) -> Drawing {
        let scale = Scale(0, ticks.last?.value ?? 1, left, right)
        let height = Double(prices.count) * row
        var marks: [String] = ticks.flatMap { tick in
            [
                path("M\(Self.place(scale(tick.value))) 0V\(Self.place(height))", "tick"),
                text(scale(tick.value), height + 12, tick.text, "small middle"),
            ]
        }
        for (place, price) in prices.enumerated() {
            let y = Double(place) * row
            marks += rowTexts(price.label, price.text, y)
            let middle = y + row / 2
            if let band = price.band {
                marks.append(
                    rect(
                        scale(band.low), middle - row * 0.38, scale(band.high) - scale(band.low),
                        row * 0.76, "band")
                )
            }
            if let worth = price.worth {
                marks.append(
                    rect(
                        scale(worth.low), middle - 3, scale(worth.high) - scale(worth.low), 6,
                        "range"))
                marks.append(rect(scale(worth.mean) - 1.5, middle - 7, 3, 14, "mean"))
                if scale.isBeyond(worth.high) { marks.append(arrow(right, middle)) }
            }
            if let price = price.price { marks.append(diamond(scale(price), middle, 6)) }
        }
        let foot = height + 28
        marks += [
            diamond(left + 6, foot - 4, 5), text(left + 18, foot, legend.price, "small"),
            rect(left + 130, foot - 7, 20, 6, "range"),
            rect(left + 138.5, foot - 11, 3, 14, "mean"),
            text(left + 156, foot, legend.worth, "small"),
        ]
        if prices.contains(where: { $0.band != nil }) {
            marks += [
                rect(left + 290, foot - 11, 20, 14, "band"),
                text(left + 316, foot, legend.band, "small"),
            ]
        }
        return (marks, foot + 8)
    }

    private func effects(_ bars: [Chart.Bar]) -> Drawing {
        let most = bars.map { abs($0.value) }.max() ?? 1
        let scale = Scale(-most, most, left, right)
        let zero = scale(0)
        var marks: [String] = []
        for (place, bar) in bars.enumerated() {
            let y = Double(place) * row
            marks += rowTexts(bar.label, bar.text, y)
            let end = scale(bar.value)
            marks.append(
                rect(
                    min(zero, end), y + 4, max(1, abs(end - zero)), row - 8,
                    bar.value < 0 ? "bar loss" : "bar"))
        }
        let height = Double(bars.count) * row
        marks.append(path("M\(Self.place(zero)) 0V\(Self.place(height))", "axis"))
        return (marks, height + 2)
    }

    // MARK: Marks

    /// What stands to the left and to the right of a row.
    private func rowTexts(_ label: String, _ note: String, _ y: Double) -> [String] {
        let short =
            label.count > Int(labels / 7) ? label.prefix(Int(labels / 7) - 1) + "…" : label
        return [
            text(labels, y + row / 2 + 4, short, "end"),
            text(right + 12, y + row / 2 + 4, note, ""),
        ]
    }

    private func text(_ x: Double, _ y: Double, _ text: String, _ style: String) -> String {
        "<text x=\"\(Self.place(x))\" y=\"\(Self.place(y))\" class=\"\(style)\">\(HTMLText.escaped(text))</text>"
    }

    private func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String
    ) -> String {
        "<rect x=\"\(Self.place(x))\" y=\"\(Self.place(y))\" width=\"\(Self.place(max(0, width)))\" "
            + "height=\"\(Self.place(max(0, height)))\" class=\"\(style)\"/>"
    }

    private func diamond(_ x: Double, _ y: Double, _ size: Double) -> String {
        path(
            "M\(Self.place(x - size)) \(Self.place(y))L\(Self.place(x)) \(Self.place(y - size))"
                + "L\(Self.place(x + size)) \(Self.place(y))L\(Self.place(x)) \(Self.place(y + size))Z",
            "price")
    }

    /// The range goes on beyond the end of the scale.
    private func arrow(_ x: Double, _ y: Double) -> String {
        path(
            "M\(Self.place(x)) \(Self.place(y - 5))L\(Self.place(x + 7)) \(Self.place(y))L\(Self.place(x)) "
                + "\(Self.place(y + 5))Z", "range")
    }

    private func path(_ path: String, _ style: String) -> String {
        "<path d=\"\(path)\" class=\"\(style)\"/>"
    }

    /// To a tenth, the same on every machine.
    private static func place(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e7 else { return "0" }
        let tenths = Int((number * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let rest = tenths.magnitude % 10
        return "\(sign)\(tenths.magnitude / 10)\(rest == 0 ? "" : ".\(rest)")"
    }

    /// From values to places; what lies beyond the end stays on the end.
    private struct Scale {
        private let least: Double
        private let most: Double
        private let from: Double
        private let to: Double

        init(_ least: Double, _ most: Double, _ from: Double, _ to: Double) {
            self.least = least
            self.most = most > least ? most : least + 1
            (self.from, self.to) = (from, to)
        }

        func isBeyond(_ value: Double) -> Bool { value > most }

        func callAsFunction(_ value: Double) -> Double {
            let part = min(1, max(0, (value - least) / (most - least)))
            return from + (to - from) * part
        }
    }
}
