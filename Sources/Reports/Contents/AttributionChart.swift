internal import Analysis
internal import Economics

/// How many MQLs each source has, by each way to divide them.
struct AttributionChart {
    private let attribution: AttributionFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ attribution: AttributionFigures, _ say: Wording) {
        self.attribution = attribution
        self.say = say
    }

    /// Nothing where all ways are the same.
    var blocks: [Document.Block] {
        guard attribution.touches > 0, !attribution.rows.isEmpty else { return [] }
        let models = AttributionModel.allCases
        let rows = attribution.rows.map { row -> Chart.Spread in
            let values = [Double(row.own)] + models.map(row.mqls)
            return Chart.Spread(say.text(row.label), values, text: said(values))
        }
        let series =
            [say("own source", "eigen bron")]
            + models.map { say.text(AttributionReport.title($0)).lowercased() }
        return [
            .chart(
                Chart(
                    title: title,
                    description: rows.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
                    legend: series.enumerated().map { .init(.series($0), $1) }
                        + [.init(.blank, say("number of MQLs", "aantal MQL's"))],
                    .spread(
                        rows, .counts(rows.flatMap(\.values).compactMap(\.self), numbers),
                        series: series)))
        ]
    }

    /// `10–21`, or one number where all ways agree.
    private func said(_ values: [Double]) -> String {
        let texts = [values.min() ?? 0, values.max() ?? 0].map {
            numbers.fixed($0, decimals: 0)
        }
        return texts[0] == texts[1] ? texts[0] : texts.joined(separator: "–")
    }

    /// What the ways to divide change most.
    private var title: String {
        let moved = attribution.rows.map { row -> (row: AttributionFigures.Row, by: Double) in
            (row, row.mqls(.last) - row.mqls(.first))
        }
        let most = moved.max { ($0.by, $1.row.key) < ($1.by, $0.row.key) }
        let least = moved.min { ($0.by, $0.row.key) < ($1.by, $1.row.key) }
        guard let most, let least, most.by >= 0.5, least.by <= -0.5 else {
            return say(
                "Every way to divide the MQLs gives about the same",
                "Elke verdeling van de MQL's geeft ongeveer hetzelfde")
        }
        let (gains, loses) = (say.text(most.row.label), say.text(least.row.label))
        return say(
            "By the last touch \(gains) has \(number(most.by)) MQLs more than by the first, and \(loses) "
                + "\(number(-least.by)) fewer",
            "Naar de laatste aanraking heeft \(gains) er \(number(most.by)) MQL's meer dan naar de eerste, en "
                + "\(loses) \(number(-least.by)) minder")
    }

    private func number(_ count: Double) -> String { numbers.fixed(count, decimals: 0) }
}
