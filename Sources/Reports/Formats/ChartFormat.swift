/// Draws charts of which letters are as large on a telephone as on a desk: what is said is text of the page,
/// and marks lie at parts of the width that there is.
struct ChartFormat {
    /// - Parameter id: what tells this picture from others on the page.
    func write(_ chart: Chart, id: String) -> String {
        let drawing =
            switch chart.shape {
            case .bars(let bars, let axis): rows(bars.map { bar($0, axis) }, axis)
            case .dots(let dots, let axis, let marks): rows(dots.map { dot($0, axis, marks) }, axis)
            case .spread(let spreads, let axis, _): rows(spreads.map { spread($0, axis) }, axis)
            case .line(let points, let axis, let marks):
                LineDrawing(points, axis, marks).write(chart, id: id)
            case .course(let course, let axis): CourseDrawing(course, axis).write(chart, id: id)
            case .matrix(let rows, let against): matrix(rows, against)
            }
        return drawing + legend(chart.legend)
    }

    // MARK: Rows

    /// A row of a chart: its name, its marks, and what is said of it.
    private typealias Row = (label: String, marks: [String], text: String)

    private func rows(_ rows: [Row], _ axis: Chart.Axis) -> String {
        let names = min(30, max(8, rows.map(\.label.count).max() ?? 0))
        let said = min(34, rows.map(\.text.count).max() ?? 0)
        let style =
            "--names:\(names)ch;--said:\(said)ch;--step:\(Place.part(axis.step))"
        let list = rows.map { row in
            """
            <div role="listitem"><span class="name">\(HTMLText.escaped(row.label))</span>\
            <span class="said">\(HTMLText.escaped(row.text))</span>\
            <svg class="plot" aria-hidden="true">\(row.marks.joined())</svg></div>

            """
        }
        return """
            <div class="chart" role="list" style="\(style)">
            \(list.joined())\(ticks(axis))</div>
            """
    }

    private func ticks(_ axis: Chart.Axis) -> String {
        let marks = axis.ticks.enumerated().map { place, tick in
            // Between the ends of a narrow screen there is room for every other one.
            let isLess = axis.ticks.count > 4 && place % 2 == 1 ? " less" : ""
            let end = place == 0 ? " first" : place == axis.ticks.count - 1 ? " last" : ""
            return Mark.text(
                Place(tick.value, on: axis), 14, tick.text, "tick middle\(isLess)\(end)")
        }
        return "<div aria-hidden=\"true\"><svg class=\"plot ticks\">\(marks.joined())</svg></div>\n"
    }

    private func bar(_ bar: Chart.Bar, _ axis: Chart.Axis) -> Row {
        let zero = Place(0, on: axis)
        var marks = [Mark.rect(from: zero, to: Place(bar.value, on: axis), 5, 14, "bar")]
        if let target = bar.target {
            marks.append(Mark.line(Place(target, on: axis), 1, 23, "target"))
        }
        return (bar.label, marks, bar.text)
    }

    private func dot(_ dot: Chart.Dot, _ axis: Chart.Axis, _ lines: [Chart.Mark]) -> Row {
        var marks = lines.enumerated().map { place, line in
            Mark.line(Place(line.value, on: axis), 0, 24, Self.style(ofMark: place))
        }
        if let value = dot.value {
            marks.append(
                Mark.rect(
                    from: Place(dot.low, on: axis), to: Place(dot.high, on: axis), 9, 6, "range"))
            marks.append(Mark.circle(Place(value, on: axis), 12, "dot"))
        }
        return (dot.label, marks, dot.text)
    }

    private func spread(_ row: Chart.Spread, _ axis: Chart.Axis) -> Row {
        let known = row.values.compactMap(\.self)
        guard let low = known.min(), let high = known.max() else {
            return (row.label, [], row.text)
        }
        let line = Mark.rect(
            from: Place(low, on: axis), to: Place(high, on: axis), 11, 2, "between")
        // The first series lies on top, as it is what other reports say.
        let marks = row.values.enumerated().reversed().compactMap { place, value in
            value.map { Mark.series(place, Place($0, on: axis)) }
        }
        return (row.label, [line] + marks, row.text)
    }

    private static func style(ofMark place: Int) -> String {
        place == 0 ? "mark" : "mark other"
    }

    // MARK: Matrix

    private func matrix(_ rows: [Chart.Held], _ against: [String]) -> String {
        let heads = against.map { "<th scope=\"col\">\(HTMLText.escaped($0))</th>" }
        let lines = rows.map { row in
            let cells = row.cells.map { cell in
                guard let cell else { return "<td></td>" }
                let sign =
                    "<svg class=\"sign\" role=\"img\" aria-label=\"\(HTMLText.escaped(cell.said))\">"
                    + "\(Mark.standing(cell.sign))</svg>"
                return
                    "<td class=\"\(cell.sign.rawValue)\">\(sign)\(HTMLText.escaped(cell.text))</td>"
            }
            return
                "<tr><th scope=\"row\">\(HTMLText.escaped(row.label))</th>\(cells.joined())</tr>\n"
        }
        return """
            <table class="matrix" style="--columns:\(against.count)">
            <thead><tr><td></td>\(heads.joined())</tr></thead>
            <tbody>
            \(lines.joined())</tbody>
            </table>
            """
    }

    // MARK: Legend

    private func legend(_ signs: [Chart.Sign]) -> String {
        guard !signs.isEmpty else { return "" }
        let entries = signs.map { sign in
            if case .blank = sign.shape { return "<span>\(HTMLText.escaped(sign.text))</span>" }
            return "<span><svg class=\"sign\" aria-hidden=\"true\">\(drawn(sign.shape))</svg> "
                + "\(HTMLText.escaped(sign.text))</span>"
        }
        return "\n<p class=\"legend\">\(entries.joined(separator: "\n"))</p>"
    }

    private func drawn(_ shape: Chart.Sign.Shape) -> String {
        let (start, middle, end) = (Place(part: 0), Place(part: 0.5), Place(part: 1))
        return switch shape {
        case .blank: ""
        case .bar: Mark.rect(from: start, to: end, 3, 10, "bar")
        case .target: Mark.line(middle, 0, 16, "target")
        case .range: Mark.rect(from: start, to: end, 5, 6, "range")
        case .dot: Mark.circle(middle, 8, "dot")
        case .open: Mark.circle(middle, 8, "dot open")
        case .solid, .dashed:
            "<line x1=\"0\" x2=\"100%\" y1=\"8\" y2=\"8\" class=\"trend\(shape.isDashed ? " open" : "")\"/>"
        case .mark(let place): Mark.line(middle, 0, 16, Self.style(ofMark: place))
        case .series(let place): Mark.series(place, middle, 8)
        case .standing(let sign): Mark.standing(sign)
        }
    }

    /// Where something lies: a part of the width.
    struct Place {
        let text: String

        /// What lies beyond an end of the scale stays on the end.
        init(_ value: Double, on axis: Chart.Axis) {
            let whole = axis.high - axis.low
            self.init(part: whole > 0 ? (value - axis.low) / whole : 0)
        }

        init(part: Double) { text = Self.part(part) }

        /// To a hundredth of a percent, the same on every machine.
        static func part(_ part: Double) -> String {
            guard part.isFinite else { return "0%" }
            return "\(hundredths(min(1, max(0, part)) * 100))%"
        }

        /// `12.5`, to a hundredth.
        static func hundredths(_ number: Double) -> String {
            guard number.isFinite, abs(number) < 1e7 else { return "0" }
            let all = Int((number * 100).rounded())
            let rest = Int(all.magnitude % 100)
            let digits =
                rest == 0
                ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
            return "\(all < 0 ? "-" : "")\(all.magnitude / 100)\(digits)"
        }

        /// How far it is from here, as a part of the width.
        func width(to other: Place) -> String {
            let (one, two) = (Double(text.dropLast()) ?? 0, Double(other.text.dropLast()) ?? 0)
            return "\(Self.hundredths(abs(two - one)))%"
        }

        func isLeft(of other: Place) -> Bool {
            (Double(text.dropLast()) ?? 0) <= (Double(other.text.dropLast()) ?? 0)
        }
    }

    /// The marks that drawings are made of.
    enum Mark {
        static func rect(
            from one: Place, to other: Place, _ y: Int, _ height: Int, _ style: String
        ) -> String {
            let left = one.isLeft(of: other) ? one : other
            return "<rect x=\"\(left.text)\" y=\"\(y)\" width=\"\(one.width(to: other))\" "
                + "height=\"\(height)\" class=\"\(style)\"/>"
        }

        static func line(_ x: Place, _ top: Int, _ bottom: Int, _ style: String) -> String {
            "<line x1=\"\(x.text)\" x2=\"\(x.text)\" y1=\"\(top)\" y2=\"\(bottom)\" class=\"\(style)\"/>"
        }

        static func circle(_ x: Place, _ y: Double, _ style: String) -> String {
            "<circle cx=\"\(x.text)\" cy=\"\(Place.hundredths(y))\" r=\"5\" class=\"\(style)\"/>"
        }

        static func text(_ x: Place, _ y: Double, _ text: String, _ style: String) -> String {
            "<text x=\"\(x.text)\" y=\"\(Place.hundredths(y))\" class=\"\(style)\">\(HTMLText.escaped(text))</text>"
        }

        /// Up, down or neither; what is sure is filled.
        static func standing(_ sign: Chart.Standing.Sign) -> String {
            switch sign {
            case .surelyAbove: "<path d=\"M5 13L11 3L17 13Z\" class=\"up sure\"/>"
            case .above: "<path d=\"M5 13L11 3L17 13Z\" class=\"up\"/>"
            case .same: "<circle cx=\"11\" cy=\"8\" r=\"3\" class=\"same\"/>"
            case .below: "<path d=\"M5 3L11 13L17 3Z\" class=\"down\"/>"
            case .surelyBelow: "<path d=\"M5 3L11 13L17 3Z\" class=\"down sure\"/>"
            }
        }

        /// A sign that tells a series from others by its shape too.
        static func series(_ place: Int, _ x: Place, _ y: Double = 12) -> String {
            let outlines = ["M-6 0L0 -6L6 0L0 6Z", "M-4.5 -4.5H4.5V4.5H-4.5Z", "M0 -6L6 5H-6Z"]
            switch place {
            case 0: return circle(x, y, "dot")
            case 1: return circle(x, y, "dot open")
            default:
                return "<svg x=\"\(x.text)\" y=\"\(Place.hundredths(y))\" class=\"at\"><path "
                    + "d=\"\(outlines[(place - 2) % outlines.count])\" class=\"series\"/></svg>"
            }
        }
    }
}

/// Values over time, from left to right, beside an axis with its numbers.
private struct LineDrawing {
    private typealias Place = ChartFormat.Place
    private typealias Mark = ChartFormat.Mark
    private let points: [Chart.Point]
    private let axis: Chart.Axis
    private let marks: [Chart.Mark]
    fileprivate let top = 12.0
    fileprivate let bottom = 172.0

    init(_ points: [Chart.Point], _ axis: Chart.Axis, _ marks: [Chart.Mark]) {
        self.points = points
        self.axis = axis
        self.marks = marks
    }

    func write(_ chart: Chart, id: String) -> String {
        write(chart, id: id, scale + trend + values)
    }

    fileprivate func write(_ chart: Chart, id: String, _ marks: [String]) -> String {
        let many = points.count > 6 ? " many" : ""
        // What stands left of the axis takes its room from the drawing.
        let letters = axis.ticks.map(\.text.count).max() ?? 0
        return """
            <svg class="line\(many)" style="--ticks:\(letters)ch" role="img" \
            aria-labelledby="\(id)-t \(id)-d">
            <title id="\(id)-t">\(HTMLText.escaped(chart.title))</title>
            <desc id="\(id)-d">\(HTMLText.escaped(chart.description))</desc>
            \(marks.joined(separator: "\n"))
            </svg>
            """
    }

    fileprivate func x(_ place: Int) -> ChartFormat.Place {
        Place(part: (Double(place) + 0.5) / Double(max(1, points.count)))
    }

    fileprivate func y(_ value: Double) -> Double {
        let whole = axis.high - axis.low
        guard whole > 0, value.isFinite else { return bottom }
        return bottom - min(1, max(0, (value - axis.low) / whole)) * (bottom - top)
    }

    private func across(_ y: Double, _ style: String) -> String {
        let y = Place.hundredths(y)
        return "<line x1=\"0\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\" class=\"\(style)\"/>"
    }

    fileprivate var scale: [String] {
        var drawn = axis.ticks.flatMap { tick in
            [
                across(y(tick.value), tick.value == 0 ? "axis" : "grid"),
                "<text x=\"-8\" y=\"\(Place.hundredths(y(tick.value) + 4))\" class=\"tick end\">"
                    + "\(HTMLText.escaped(tick.text))</text>",
            ]
        }
        drawn += marks.enumerated().map { place, mark in
            across(y(mark.value), place == 0 ? "mark" : "mark other")
        }
        // On a narrow screen there is room for about eight names.
        let every = points.count > 16 ? 3 : points.count > 8 ? 2 : 1
        drawn += points.enumerated().map { place, point -> String in
            let style = "tick middle\(place % every == 0 ? "" : " less")"
            return Mark.text(x(place), bottom + 17, point.label, style)
                + (point.year.isEmpty ? "" : Mark.text(x(place), bottom + 31, point.year, style))
        }
        return drawn
    }

    private var trend: [String] {
        var drawn: [String] = []
        var last: (x: Place, y: Double)?
        for (place, point) in points.enumerated() {
            guard let value = point.value else {
                last = nil
                continue
            }
            let (here, y) = (x(place), y(value))
            if point.high > point.low {
                drawn.append(
                    "<line x1=\"\(here.text)\" x2=\"\(here.text)\" y1=\"\(Place.hundredths(self.y(point.high)))\" "
                        + "y2=\"\(Place.hundredths(self.y(point.low)))\" class=\"span\"/>")
            }
            if let last {
                drawn.append(
                    "<line x1=\"\(last.x.text)\" y1=\"\(Place.hundredths(last.y))\" x2=\"\(here.text)\" "
                        + "y2=\"\(Place.hundredths(y))\" class=\"trend\(point.isOpen ? " open" : "")\"/>"
                )
            }
            last = (here, y)
        }
        return drawn
    }

    /// Dots, and beside each what it is; where there are too many, the axis says it.
    private var values: [String] {
        points.enumerated().flatMap { place, point -> [String] in
            guard let value = point.value else { return [] }
            let (here, y) = (x(place), y(value))
            let dot = Mark.circle(here, y, point.isOpen ? "dot open" : "dot")
            guard points.count <= 12, !point.text.isEmpty else { return [dot] }
            // Beside a range; else above the line, or below it where it falls.
            guard point.high <= point.low else {
                return [
                    dot,
                    "<text x=\"\(here.text)\" dx=\"9\" y=\"\(Place.hundredths(y + 4))\" class=\"value\">"
                        + "\(HTMLText.escaped(point.text))</text>",
                ]
            }
            let falls = place > 0 && (points[place - 1].value ?? value) > value
            let label = (falls && y + 18 < bottom) || y < 20 ? y + 18 : y - 9
            return [dot, Mark.text(here, label, point.text, "value middle")]
        }
    }
}

extension Chart.Sign.Shape {
    fileprivate var isDashed: Bool { if case .dashed = self { true } else { false } }
}

/// Two lines over time, with the band in which the second lies.
private struct CourseDrawing {
    private typealias Place = ChartFormat.Place
    private typealias Mark = ChartFormat.Mark
    private let course: Chart.Course
    private let base: LineDrawing

    init(_ course: Chart.Course, _ axis: Chart.Axis) {
        self.course = course
        base = LineDrawing(
            zip(course.labels, course.years).map {
                .init($0, year: $1, nil, low: 0, high: 0, isOpen: false, text: "")
            }, axis,
            [])
    }

    func write(_ chart: Chart, id: String) -> String {
        base.write(
            chart, id: id,
            begin + base.scale + [band] + line(course.dashed, " open") + line(course.solid, "")
                + dots)
    }

    /// From where on it is tried, or to come.
    private var begin: [String] {
        guard let begin = course.begin, begin > 0 else { return [] }
        let x = Place(part: Double(begin) / Double(max(1, course.labels.count))).text
        return [
            "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"\(Place.hundredths(base.top))\" "
                + "y2=\"\(Place.hundredths(base.bottom))\" class=\"begin\"/>"
        ]
    }

    /// A figure in hundredths of the width, as the corners of a shape take no parts of it.
    private var band: String {
        let count = Double(max(1, course.labels.count))
        var (upper, lower): ([String], [String]) = ([], [])
        for (place, ends) in course.band.enumerated() {
            guard let ends else { continue }
            let x = Place.hundredths((Double(place) + 0.5) / count * 100)
            upper.append("\(x),\(Place.hundredths(base.y(ends.high)))")
            lower.append("\(x),\(Place.hundredths(base.y(ends.low)))")
        }
        guard upper.count > 1 else { return "" }
        let corners = (upper + lower.reversed()).joined(separator: " ")
        return
            "<svg class=\"area\" aria-hidden=\"true\" width=\"100%\" height=\"212\" viewBox=\"0 0 100 212\" "
            + "preserveAspectRatio=\"none\"><polygon class=\"fan\" points=\"\(corners)\"/></svg>"
    }

    private func line(_ values: [Double?], _ style: String) -> [String] {
        values.indices.dropFirst().compactMap { place in
            guard let from = values[place - 1], let to = values[place] else { return nil }
            return
                "<line x1=\"\(base.x(place - 1).text)\" y1=\"\(Place.hundredths(base.y(from)))\" "
                + "x2=\"\(base.x(place).text)\" y2=\"\(Place.hundredths(base.y(to)))\" "
                + "class=\"trend\(style)\"/>"
        }
    }

    private var dots: [String] {
        course.labels.indices.flatMap { place in
            [(course.dashed[place], "dot open"), (course.solid[place], "dot")].compactMap {
                value, style in
                value.map { Mark.circle(base.x(place), base.y($0), style) }
            }
        }
    }
}
