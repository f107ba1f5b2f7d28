internal import Analysis
internal import Funnels
internal import Quantities

/// Rows beside what they are held against: the other rows, the figures that hold for all, the figure of their own
/// kind, and their own past. Each cell is a difference in points, and says whether it is more than chance.
struct ComparisonMatrix {
    private let figures: Figures
    private let say: Wording

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    /// What rows are held against: the title of a column and how a row stands to it.
    private typealias Measure = (title: String, standing: (Figures.Row) -> Chart.Standing?)

    /// Nil where nothing may be compared.
    var chart: Chart? {
        guard figures.move == nil, !figures.notes.hidesRates, let comparison = figures.comparison
        else { return nil }
        let rows = figures.rows.filter { ($0.matured.value?.maturedEquivalent ?? 0) > 0 }
        let measures = measures(comparison)
        let held = rows.map { row in
            Chart.Held(say.text(row.label), measures.map { $0.standing(row) })
        }.filter { row in row.cells.contains { $0 != nil } }
        let cells = held.flatMap(\.cells).compactMap(\.self)
        guard !cells.isEmpty else { return nil }
        let description = held.map { row in
            let said = zip(measures, row.cells).compactMap { measure, cell in
                cell.map { "\(measure.title) \($0.text) \($0.said)" }
            }
            return "\(row.label): \(said.joined(separator: ", "))"
        }
        return Chart(
            title: title(comparison), description: description.joined(separator: "; "),
            legend: legend(Set(cells.map(\.sign))),
            .matrix(held, against: measures.map(\.title)))
    }

    private func title(_ comparison: RowComparison) -> String {
        let (all, apart) = (comparison.rows.count, comparison.rows.count(where: \.standsOut))
        return apart == 0
            ? say(
                "None of \(all) differs from the others by more than chance",
                "Geen van de \(all) wijkt meer dan toevallig af van de andere")
            : say(
                "\(apart) of \(all) \(apart == 1 ? "differs" : "differ") from the others by more than chance",
                "\(apart) van de \(all) \(apart == 1 ? "wijkt" : "wijken") meer dan toevallig af van de andere"
            )
    }

    private func legend(_ signs: Set<Chart.Standing.Sign>) -> [Chart.Sign] {
        Chart.Standing.Sign.allCases.filter(signs.contains).map { sign in
            .init(.standing(sign), word(sign))
        } + [
            .init(
                .blank,
                say(
                    "difference of the share that became an SQL, in points",
                    "verschil van het deel dat SQL werd, in punten"))
        ]
    }

    private func word(_ sign: Chart.Standing.Sign) -> String {
        switch sign {
        case .surelyAbove: say("surely above", "zeker erboven")
        case .above: say("above", "erboven")
        case .same: say("no difference shown, or too few", "geen verschil aangetoond, of te weinig")
        case .below: say("below", "eronder")
        case .surelyBelow: say("surely below", "zeker eronder")
        }
    }

    // MARK: What they are held against

    private func measures(_ comparison: RowComparison) -> [Measure] {
        let compared = Dictionary(
            comparison.rows.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
        var measures: [Measure] = [
            (
                say("the others", "de andere"),
                { row in
                    compared[row.key].map { found in
                        let isBetter = found.difference.value > 0
                        return standing(
                            !found.standsOut ? .same : isBetter ? .above : .below,
                            found.difference.value)
                    }
                }
            )
        ]
        let forAll = figures.total.comparisons.map(\.benchmark).filter(\.isForAll)
        measures += forAll.map { benchmark in
            (say.text(benchmark.title), { standing(of: $0.comparison(with: benchmark.name), $0) })
        }
        if figures.rows.contains(where: { own(of: $0) != nil }) {
            measures.append(
                (say("its kind", "zijn soort"), { row in standing(of: own(of: row), row) }))
        }
        if figures.rows.contains(where: { $0.change != nil }) {
            measures.append(
                (
                    say("its past", "zijn verleden"),
                    { row in
                        row.change.map { change in
                            let sign: Chart.Standing.Sign =
                                switch change.verdict {
                                case .above: .above
                                case .below: .below
                                case .sameAsBefore: .same
                                }
                            return standing(sign, change.difference.value)
                        }
                    }
                ))
        }
        return measures
    }

    /// The figure that is known for this kind of row alone.
    private func own(of row: Figures.Row) -> Figures.Comparison? {
        row.comparisons.first { !$0.benchmark.isForAll }
    }

    private func standing(of comparison: Figures.Comparison?, _ row: Figures.Row)
        -> Chart.Standing?
    {
        guard let comparison, let matured = row.matured.value, let rate = matured.estimate.rate,
            matured.maturedEquivalent >= Verdict.fewest
        else { return nil }
        let sign: Chart.Standing.Sign =
            switch comparison.verdict {
            case .above: comparison.holds ? .surelyAbove : .above
            case .below: comparison.holds ? .surelyBelow : .below
            case .around, .tooFew, .tooClose, .tooYoung, .noMQLs, .notKnown: .same
            }
        return standing(sign, rate - comparison.benchmark.rate)
    }

    private func standing(_ sign: Chart.Standing.Sign, _ difference: Double) -> Chart.Standing {
        .init(sign, text: say.numbers.points(difference), said: word(sign))
    }
}
