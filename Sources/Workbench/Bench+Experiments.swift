package import Analysis
internal import Quantities
internal import Reports

extension Bench {
    /// How to find out what a source causes, and how that stands in a project.
    package func experimentDesign(
        _ asked: ExperimentDesignFigures.Asked
    ) async throws -> (figures: ExperimentDesignFigures, lines: [String]) {
        let rules = try RuleFiles.experiments()
        let figures = try await refusing {
            try await pipeline.experimentDesign(ofAll, asked, rules, jobs: jobs)
        }
        let plan = figures.plan.map { [$0.experiment] } ?? []
        return (figures, ProjectExperiments.lines(plan))
    }

    /// What a test showed, and how that stands in a project.
    package func experiment(
        _ experiment: Experiment
    ) async throws -> (reading: ExperimentReading, lines: [String]) {
        let rules = try RuleFiles.experiments()
        let reading = try await refusing {
            try await pipeline.experimentReading(ofAll, experiment, rules, jobs: jobs)
        }
        guard let effect = reading.effect, effect.isFinal, !reading.isBroken else {
            return (reading, [])
        }
        let caused = effect.caused(experiment, months: rules.holdsMonths)
        return (reading, ProjectExperiments.lines(caused: [experiment.source: caused]))
    }

    /// What is to come, and what the last tests of the firm showed.
    func ahead() async throws -> Ahead {
        let (rules, supposed) = (try RuleFiles.experiments(), try RuleFiles.budgetSuppositions())
        let begun = (request.project?.experiments ?? []).filter {
            $0.period.first <= question.asOf
        }
        return await judging {
            await pipeline.ahead(
                ofAll, Array(begun.suffix(Self.mostTests)), rules, supposed, jobs: request.jobs)
        }
    }

    /// How many tests a page tells of.
    private static let mostTests = 3

    /// The question of all that is credited: a test finds out what of it is caused, and does not begin with that.
    private var ofAll: Figures.Question {
        var question = question
        question.caused = [:]
        return question
    }

    private func refusing<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        do { return try await work() } catch let refusal as ExperimentDesignFigures.Refusal {
            throw refusal.verb
        }
    }
}

extension ExperimentDesignFigures.Refusal {
    /// What is wrong, and what to do.
    fileprivate var verb: FailedVerb {
        switch self {
        case .noSource(let known):
            let list = known.joined(separator: ", ")
            return FailedVerb(
                .noInput,
                en: "No lead and no spend is of that source. There are: \(list).",
                nl: "Geen lead en geen uitgave is van die bron. Er zijn: \(list).")
        case .noMQLs(let absence):
            return FailedVerb(
                .badData,
                en: "Which leads are MQLs is not known: \(Wording(.en).why(absence)).",
                nl: "Welke leads MQL zijn is niet bekend: \(Wording(.nl).why(absence)).")
        case .shortPast(let weeks, let least):
            return FailedVerb(
                .badData,
                en:
                    "Of this source \(weeks) whole weeks of the past are known, and it takes \(least) to see how "
                    + "much weeks differ. Add older exports to --data, or ask again later.",
                nl:
                    "Van deze bron zijn \(weeks) hele weken van het verleden bekend, en er zijn er \(least) nodig "
                    + "om te zien hoeveel weken verschillen. Voeg oudere exports toe aan --data, of vraag het later "
                    + "opnieuw.")
        case .nothingCredited:
            return FailedVerb(
                .badData,
                en:
                    "No MQL of the past is to the credit of this source: there is nothing that it could have "
                    + "caused.",
                nl:
                    "Geen MQL uit het verleden staat op naam van deze bron: er is niets wat erdoor gekomen kan "
                    + "zijn.")
        }
    }
}
