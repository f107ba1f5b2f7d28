package import Economics
internal import Funnels
package import Quantities

/// What is to come, and what tests showed, beside the figures of what was.
package struct Ahead: Sendable {
    /// Of three months, of which the first is not over; nil where too little is known.
    package let forecast: ForecastFigures?
    /// MQLs of the whole months before, the last at the end.
    package let months: [Month]
    /// Tests that have begun, and the names of those that cannot be read here.
    package let tests: [ExperimentReading]
    package let unread: [String]

    /// A month that is over.
    package struct Month: Hashable, Sendable {
        package let period: Period
        package let mqls: Int
    }

    /// How many months stand before those to come.
    package static let monthsBefore = 9
}

extension Pipeline {
    /// What is to come after a question, and what tests of its firm showed.
    ///
    /// - Parameters:
    ///   - asked: of all that is credited, as a test finds out what of it is caused.
    ///   - experiments: those of which is told.
    package func ahead(
        _ asked: Figures.Question, _ experiments: [Experiment], _ limits: ExperimentRules,
        _ supposed: BudgetSuppositions, jobs: Int
    ) async -> Ahead {
        let known = asked.observed.sqls
        // All leads are counted once, for the months that were and for those to come.
        let question = whole(asked)
        let counted = count(question, jobs: jobs)
        let figures = figures(question, counted)
        let coming = Period.threeMonths(from: known)
        let months = figures.months.compactMap { row -> Ahead.Month? in
            guard let month = Period("\(row.key)"), month.end <= coming.first,
                let mqls = row.mqls.value
            else { return nil }
            return .init(period: month, mqls: mqls)
        }
        let forecast = await forecast(
            asked, figures, counted.tally, of: coming, plan: nil, supposed, withPast: false,
            jobs: jobs)
        var (tests, unread): ([ExperimentReading], [String]) = ([], [])
        for experiment in experiments {
            if let reading = try? await experimentReading(asked, experiment, limits, jobs: jobs) {
                tests.append(reading)
            } else {
                unread.append(experiment.name)
            }
        }
        return Ahead(
            forecast: forecast, months: months.suffix(Ahead.monthsBefore), tests: tests,
            unread: unread)
    }
}
