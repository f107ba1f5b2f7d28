package import Analysis
internal import Intake
internal import Leads
package import Quantities
internal import Valuation

/// What comes of decisions, what changed, and what is to come.
extension Bench {
    /// Whether decisions were carried out, and what came of them.
    package func outcomes(of decisions: [TeamDecision]) async throws -> [DecisionOutcome] {
        guard !decisions.isEmpty else { return [] }
        let watch = try RuleFiles.watch()
        // The data may end before the day of a decision; a day that somebody asks for hides what came later.
        let known = request.asOf.map { day in decisions.filter { $0.on <= day } } ?? decisions
        return await judging {
            await pipeline.outcomes(of: known, question, watch, jobs: request.jobs)
        }
    }

    /// How a source stood in the days before a decision.
    package func before(_ day: Day, source: String?) async throws -> TeamDecision.Before? {
        let watch = try RuleFiles.watch()
        return await judging {
            await pipeline.before(day, source: source, question, watch, jobs: request.jobs)
        }
    }

    /// What changed since the digest before.
    package func digest(
        after before: DigestState?, decided: [DecisionOutcome]
    ) async throws -> DigestFigures {
        let (watch, rules) = (try RuleFiles.watch(), try RuleFiles.digest())
        return await judging {
            await pipeline.digest(
                question, after: before, decided: decided, rules, watch, jobs: request.jobs)
        }
    }

    /// What customers are worth, after how long their cost is back, and what marketing had a part in; nil where no
    /// lead and no spend is of the source that was asked about.
    ///
    /// - Parameter notMarketing: keys of sources that are not marketing's, in place of the usual ones; none for these.
    package func customers(
        source: String?, each: CustomerFigures.Payback.Length, notMarketing: [String]
    ) async throws -> CustomerFigures? {
        var rules = try RuleFiles.customers()
        if !notMarketing.isEmpty { rules.notMarketing = notMarketing }
        return await judging {
            await pipeline.customers(
                question, source: source, each: each, rules, jobs: request.jobs)
        }
    }

    /// The keys of all sources that the rules or the leads name.
    package var sourceKeys: [String] { pipeline.rules.sources.keys }

    /// Whether the rules or the leads name a source.
    package func knowsSource(_ key: String) -> Bool { sourceKeys.contains(key) }

    /// What a period to come will bring; nil where too little is known.
    ///
    /// - Parameters:
    ///   - plan: a file with what was planned; nil for what the data have.
    ///   - withPast: whether it also tells what it would have said of periods that are over.
    package func forecast(
        of period: Period, plan: String?, withPast: Bool = true
    ) async throws -> ForecastFigures? {
        var rows: [PlanRow]?
        if let plan {
            var asked = request
            (asked.data, asked.workspace, asked.held, asked.rejects) = ([plan], nil, nil, nil)
            let bench = try Bench(asked)
            rows = bench.reading.facts.plan
            guard rows?.isEmpty == false else {
                throw FailedVerb(
                    .badData,
                    en: "\(plan.visible) has no plan: mql template plan gives a file to fill in.",
                    nl:
                        "\(plan.visible) heeft geen plan: mql template plan geeft een bestand om in te vullen."
                )
            }
        }
        let supposed = try RuleFiles.budgetSuppositions()
        return await judging {
            await pipeline.forecast(
                question, of: period, plan: rows, supposed, withPast: withPast, jobs: request.jobs)
        }
    }
}
