/// The drawings of the dashboard. Each mark tells the value that it stands for, as those of the page for management.
enum DashboardMarks {
    private typealias Mark = ManagementMarks
    private static let (top, bottom) = (18.0, 74.0)

    /// A number of each month, as points, bars or shares with their ranges.
    static func months(_ chart: DashboardSheet.Chart) -> String {
        let end = chart.end > 0 ? chart.end : 1
        let step = 1 / Double(max(1, chart.points.count))
        func height(_ value: Double) -> Double {
            bottom - (bottom - top) * min(1, max(0, value / end))
        }
        func y(_ value: Double) -> String { Mark.tenth(height(value)) }
        func x(_ number: Int) -> String { Mark.place(step * (Double(number) + 0.5)) }
        var marks =
            "<line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"\(Mark.tenth(bottom))\" y2=\"\(Mark.tenth(bottom))\"/>"
        if let norm = chart.norm {
            marks +=
                "<line class=\"norm\" x1=\"0\" x2=\"100%\" y1=\"\(y(norm))\" y2=\"\(y(norm))\" \(Mark.value(norm))/>"
        }
        for (number, point) in chart.points.enumerated() {
            if isNamed(number, of: chart.points.count) {
                marks +=
                    "<text class=\"q m\" x=\"\(x(number))\" y=\"\(Mark.tenth(bottom + 13))\">\(Mark.text(point.label))</text>"
            }
            guard let value = point.value else {
                marks +=
                    "<text class=\"q m\" x=\"\(x(number))\" y=\"\(Mark.tenth(bottom - 4))\">?</text>"
                continue
            }
            switch chart.kind {
            case .bars:
                let tall = Mark.tenth(bottom - height(value))
                marks +=
                    "<rect class=\"bar\(point.isOpen ? " o" : "")\" x=\"\(Mark.place(step * (Double(number) + 0.17)))\" "
                    + "y=\"\(y(value))\" width=\"\(Mark.place(step * 0.66))\" height=\"\(tall)\" \(Mark.value(value))/>"
            case .rates:
                marks +=
                    "<line class=\"rng\" x1=\"\(x(number))\" x2=\"\(x(number))\" y1=\"\(y(point.low))\" y2=\"\(y(point.high))\" "
                    + "data-from=\"\(Decimals.six(point.low))\" \(Mark.value(point.high))/>"
                fallthrough
            case .line:
                if number > 0, let before = chart.points[number - 1].value {
                    marks +=
                        "<line class=\"ln\(point.isOpen ? " op" : "")\" x1=\"\(x(number - 1))\" y1=\"\(y(before))\" x2=\"\(x(number))\" "
                        + "y2=\"\(y(value))\"/>"
                }
            }
        }
        for (number, point) in chart.points.enumerated() where chart.kind != .bars {
            guard let value = point.value else { continue }
            marks +=
                "<circle class=\"\(point.isOpen ? "o" : "wd")\" cx=\"\(x(number))\" cy=\"\(y(value))\" r=\"3.2\" \(Mark.value(value))/>"
        }
        for number in named(chart) {
            guard let value = chart.points[number].value else { continue }
            let above = chart.kind == .rates ? chart.points[number].high : value
            let side = number == 0 ? "" : number == chart.points.count - 1 ? " e" : " m"
            let place =
                side == " m" ? x(number) : Mark.place(number == 0 ? 0 : 1)
            marks +=
                "<text class=\"b\(side)\" x=\"\(place)\" y=\"\(Mark.tenth(max(11, height(above) - 6)))\">\(Mark.text(chart.points[number].text))</text>"
        }
        return """
            <svg class="mo" height="94" role="img" aria-label="\(Mark.text(chart.description))" \
            data-end="\(Decimals.six(end))" data-top="\(Mark.tenth(top))" data-bottom="\(Mark.tenth(bottom))">\(marks)</svg>
            """
    }

    /// Where there are many months every second one has its name, the last one always.
    private static func isNamed(_ number: Int, of count: Int) -> Bool {
        count <= 9 || (count - 1 - number) % 2 == 0
    }

    /// The months whose value is written: the last, the highest and the lowest, where they do not stand in each
    /// other's way.
    private static func named(_ chart: DashboardSheet.Chart) -> [Int] {
        let known = chart.points.indices.filter { chart.points[$0].value != nil }
        guard let last = known.last else { return [] }
        func value(_ number: Int) -> Double { chart.points[number].value ?? 0 }
        var chosen = [last]
        let highest = known.max { (value($0), $1) < (value($1), $0) }
        let lowest = chart.kind == .line ? known.min { (value($0), $0) < (value($1), $1) } : nil
        for number in [highest, lowest].compactMap(\.self)
        where !chosen.contains(where: { abs($0 - number) < 2 }) {
            chosen.append(number)
        }
        return chosen
    }

    /// MQLs as parts of a bar: spoken to, waiting, turned down.
    static func waiting(_ waiting: DashboardSheet.Waiting) -> String {
        let all = Double(max(1, waiting.spoken + waiting.waiting + waiting.turnedDown))
        var from = 0.0
        let parts = [
            ("bar", waiting.spoken), ("wait", waiting.waiting), ("down", waiting.turnedDown),
        ].map { style, count -> String in
            defer { from += Double(count) / all }
            guard count > 0 else { return "" }
            return
                "<rect class=\"\(style)\" x=\"\(Mark.place(from))\" y=\"0\" width=\"\(Mark.place(Double(count) / all))\" "
                + "height=\"12\" \(Mark.value(Double(count)))/>"
        }
        return
            "<svg height=\"12\" role=\"img\" aria-label=\"\(Mark.text(waiting.description))\">\(parts.joined())</svg>"
    }
}
