/// The drawings of the page for management. Places are in percent of the width, so that lines and letters keep their
/// size on every screen; each mark tells the value that it stands for.
enum ManagementMarks {
    static func text(_ text: String) -> String { HTMLText.escaped(text) }

    /// `12.34%`, within the picture.
    static func place(_ part: Double) -> String {
        let hundredths = Int((min(1, max(0, part.isFinite ? part : 0)) * 10_000).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100)\(rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + "\(rest)")%"
    }

    static func value(_ value: Double) -> String { "data-v=\"\(Decimals.six(value))\"" }

    private static func line(
        _ style: String, _ from: Double, _ to: Double, end: Double, y: String, _ y2: String? = nil
    ) -> String {
        "<line class=\"\(style)\" x1=\"\(place(from / end))\" x2=\"\(place(to / end))\" y1=\"\(y)\" y2=\"\(y2 ?? y)\" "
            + "data-from=\"\(Decimals.six(from))\" \(value(to))/>"
    }

    /// A line from top to bottom.
    private static func upright(
        _ style: String, _ at: Double, end: Double, _ y1: String, _ y2: String
    ) -> String {
        "<line class=\"\(style)\" x1=\"\(place(at / end))\" x2=\"\(place(at / end))\" y1=\"\(y1)\" y2=\"\(y2)\" \(value(at))/>"
    }

    private static func dot(_ style: String, _ at: Double, end: Double, y: String) -> String {
        "<circle class=\"\(style)\" cx=\"\(place(at / end))\" cy=\"\(y)\" r=\"4\" \(value(at))/>"
    }

    /// A text at a place of a scale that keeps within its ends.
    static func axisText(_ words: String, _ part: Double, _ style: String = "") -> String {
        let side = part < 0.08 ? "s" : part > 0.92 ? "e" : "m"
        let own = style.isEmpty ? side : "\(side) \(style)"
        return "<span class=\"\(own)\" style=\"left:\(place(part))\">\(text(words))</span>"
    }

    // MARK: The answer

    /// What an MQL brings per euro of cost, with its range, beside what it has to bring.
    static func bullet(_ bullet: ManagementSheet.Bullet) -> String {
        let end = bullet.end
        let low = min(bullet.low, end)
        let high = min(bullet.high, end)
        // A letter takes somewhat less than a percent of the width.
        func width(_ words: String?) -> Double { Double(words?.count ?? 0) * 0.0085 + 0.01 }
        // The words for the expected value stand on that side of its mark where there is room.
        let isLeft = bullet.value <= 1 && bullet.value / end > width(bullet.texts.value)
        let isPaysLeft = bullet.value > 1
        let valueText =
            "<span class=\"\(isLeft ? "e" : "s") b v\" style=\"left:\(place(bullet.value / end))\">\(text(bullet.texts.value))</span>"
        let paysText =
            "<span class=\"\(isPaysLeft ? "e" : "s")\" style=\"left:\(place(1 / end))\">\(text(bullet.texts.pays))</span>"
        let requiredText =
            bullet.required.map { required in
                "<span class=\"e r\" style=\"left:\(place(required / end))\">\(text(bullet.texts.required ?? ""))</span>"
            } ?? ""
        // Where words would stand over each other they get a line each.
        let valueEnd = bullet.value / end + (isLeft ? 0 : width(bullet.texts.value))
        let paysEnd = isPaysLeft ? 1 / end : 1 / end + width(bullet.texts.pays)
        let requiredStart = bullet.required.map { $0 / end - width(bullet.texts.required) } ?? 1
        let isTight =
            max(valueEnd, paysEnd) > requiredStart
            || (isPaysLeft ? 1 / end < width(bullet.texts.pays) : valueEnd > 1 / end)
        let top =
            isTight
            ? "<div class=\"lab\">\(valueText)</div><div class=\"lab\">\(paysText)</div>"
                + (requiredText.isEmpty ? "" : "<div class=\"lab\">\(requiredText)</div>")
            : "<div class=\"lab top\">\(valueText)\(paysText)\(requiredText)</div>"
        let middle = (low + high) / 2 / end
        return """
            <div class="bul" role="img" aria-label="\(text(bullet.description))">\(top)
            <svg height="22" data-end="\(Decimals.six(end))" aria-hidden="true"><rect class="tr" x="0" y="4" width="100%" height="14"/>\
            <rect class="br" x="0" y="4" width="\(place(bullet.value / end))" height="14" \(value(bullet.value))/>\
            \(line("rg", low, high, end: end, y: "11"))\(upright("rg", low, end: end, "7", "15"))\(upright("rg", high, end: end, "7", "15"))\
            \(upright("mk", 1, end: end, "0", "22"))\(bullet.required.map { upright("mk req", $0, end: end, "0", "22") } ?? "")</svg>
            <div class="lab">\(axisText(bullet.texts.range, middle, "q i"))</div></div>
            """
    }

    // MARK: Sources

    static func legend(_ legend: ManagementSheet.Legend) -> String {
        """
        \(text(legend.lead)) <svg class="k" width="8" height="12" aria-hidden="true"><line class="cd" x1="4" x2="4" y1="0" y2="12"/></svg>\(text(legend.cost)) \
        <svg class="k" width="30" height="12" aria-hidden="true"><line class="rng" x1="1" x2="29" y1="6" y2="6"/><circle class="wd" cx="15" cy="6" r="4"/></svg>\(text(legend.worth)) \
        <svg class="k" width="18" height="12" aria-hidden="true"><rect class="gd" x="0" y="0" width="18" height="12"/></svg>\(text(legend.guide)) \
        <svg class="k" width="18" height="12" aria-hidden="true"><line class="gap bad" x1="1" x2="17" y1="6" y2="6"/></svg>\(text(legend.loss)) \
        <svg class="k" width="18" height="12" aria-hidden="true"><line class="gap good" x1="1" x2="17" y1="6" y2="6"/></svg>\(text(legend.gain))
        """
    }

    /// The cost of an MQL beside its worth and the guide price; the range below the line of gain or loss.
    static func plot(_ plot: ManagementSheet.Plot, table: ManagementSheet.SourceTable) -> String {
        let end = table.end
        guard !table.ticks.isEmpty, plot.cost != nil || plot.mean != nil else { return "" }
        var marks = ""
        if let guide = plot.guide {
            let (low, high) = (min(guide.low, end), min(guide.high, end))
            marks +=
                "<rect class=\"gd\" x=\"\(place(low / end))\" y=\"0\" width=\"\(place((high - low) / end))\" height=\"100%\" "
                + "data-from=\"\(Decimals.six(low))\" \(value(high))/>"
        }
        for (number, tick) in table.ticks.enumerated() {
            marks += upright(number == 0 ? "grid zero" : "grid", tick.value, end: end, "0", "100%")
        }
        if let low = plot.low, let high = plot.high {
            marks += line("rng", low, min(high, end), end: end, y: "68%")
            if high > end {
                marks +=
                    "<svg x=\"100%\" y=\"68%\" class=\"over\" aria-hidden=\"true\"><path class=\"arr\" d=\"M-1 -4l6 4l-6 4z\"/></svg>"
            }
        }
        if let cost = plot.cost, let mean = plot.mean {
            marks += line(
                mean < cost ? "gap bad" : "gap good", min(cost, end), min(mean, end), end: end,
                y: "36%")
        }
        if let mean = plot.mean {
            if mean <= end {
                marks += dot("wd", mean, end: end, y: "36%")
            } else {
                marks +=
                    "<svg x=\"100%\" y=\"36%\" class=\"over\" aria-hidden=\"true\"><path class=\"far\" d=\"M-2 -4l7 4l-7 4z\" \(value(mean))/></svg>"
            }
        }
        if let cost = plot.cost { marks += upright("cd", min(cost, end), end: end, "6%", "66%") }
        return
            "<svg class=\"pl\" role=\"img\" aria-label=\"\(text(plot.description))\" data-end=\"\(Decimals.six(end))\">\(marks)</svg>"
    }

    // MARK: From MQL to SQL

    /// A rate with its range, beside the norms.
    static func rate(_ rate: ManagementSheet.Rate, table: ManagementSheet.RateTable) -> String {
        let end = table.end
        var marks = upright("grid zero", 0, end: end, "0", "100%")
        for mark in table.marks where mark.value <= end {
            marks += upright(mark.isNorm ? "norm" : "ind", mark.value, end: end, "0", "100%")
        }
        if let value = rate.rate {
            marks += line("rng", rate.low, min(rate.high, end), end: end, y: "50%")
            if rate.high > end {
                marks +=
                    "<svg x=\"100%\" y=\"50%\" class=\"over\" aria-hidden=\"true\"><path class=\"arr\" d=\"M-1 -4l6 4l-6 4z\"/></svg>"
            }
            marks += dot("wd", min(value, end), end: end, y: "50%")
        }
        return
            "<svg class=\"pl\" role=\"img\" aria-label=\"\(text(rate.description))\" data-end=\"\(Decimals.six(end))\">\(marks)</svg>"
    }

    /// How the MQLs of each month converted.
    static func months(_ months: ManagementSheet.Months) -> String {
        let (top, bottom, left) = (6.0, 84.0, 0.1)
        func y(_ value: Double) -> String {
            let part = min(1, max(0, value / months.end))
            return tenth(bottom - (bottom - top) * part)
        }
        let step = (0.98 - left) / Double(max(1, months.points.count))
        func x(_ number: Int) -> String { place(left + step * (Double(number) + 0.5)) }
        var marks = ""
        for tick in months.ticks {
            marks +=
                "<line class=\"grid\" x1=\"\(place(left))\" x2=\"100%\" y1=\"\(y(tick.value))\" y2=\"\(y(tick.value))\" \(value(tick.value))/>"
            marks +=
                "<text class=\"q e\" x=\"\(place(left - 0.015))\" y=\"\(y(tick.value))\" dy=\"4\">\(text(tick.text))</text>"
        }
        if let norm = months.norm, norm <= months.end {
            marks +=
                "<line class=\"norm\" x1=\"\(place(left))\" x2=\"100%\" y1=\"\(y(norm))\" y2=\"\(y(norm))\" \(value(norm))/>"
        }
        for (number, point) in months.points.enumerated() {
            marks += "<text class=\"q m\" x=\"\(x(number))\" y=\"100\">\(text(point.label))</text>"
            guard let rate = point.value else {
                marks +=
                    "<text class=\"q m\" x=\"\(x(number))\" y=\"\(tenth(bottom - 4))\">?</text>"
                continue
            }
            marks +=
                "<line class=\"rng\" x1=\"\(x(number))\" x2=\"\(x(number))\" y1=\"\(y(point.low))\" y2=\"\(y(point.high))\" "
                + "data-from=\"\(Decimals.six(point.low))\" \(value(min(point.high, months.end)))/>"
            if number > 0, let before = months.points[number - 1].value {
                marks +=
                    "<line class=\"ln\(point.isOpen ? " op" : "")\" x1=\"\(x(number - 1))\" y1=\"\(y(before))\" x2=\"\(x(number))\" "
                    + "y2=\"\(y(rate))\"/>"
            }
        }
        for (number, point) in months.points.enumerated() {
            guard let rate = point.value else { continue }
            marks +=
                "<circle class=\"\(point.isOpen ? "o" : "wd")\" cx=\"\(x(number))\" cy=\"\(y(rate))\" r=\"3.4\" \(value(rate))/>"
        }
        return """
            <svg class="mo" height="104" role="img" aria-label="\(text(months.description))" data-end="\(Decimals.six(months.end))" \
            data-top="\(tenth(top))" data-bottom="\(tenth(bottom))">\(marks)</svg>
            """
    }

    static func tenth(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10)\(tenths % 10 == 0 ? "" : ".\(tenths % 10)")"
    }
}
