package import Analysis
package import Intake
package import Quantities
package import Valuation
package import Workbench

/// A small set of tables as text, for tests that mention only what matters to them.
package struct World: Sendable {
    package var leads = "lead_id,created_at,source\n"
    package var activities: String?
    package var stages: String?
    package var deals: String?
    package var orders: String?
    package var spend: String?
    package var plan: String?

    package init() {}

    package var sources: [ByteSource] {
        [
            ("leads.csv", leads), ("activities.csv", activities), ("stages.csv", stages),
            ("deals.csv", deals), ("orders.csv", orders), ("spend.csv", spend), ("plan.csv", plan),
        ].compactMap { name, text in text.map { ByteSource(name: name, text: $0) } }
    }

    package func bench(
        asOf: String, period: String? = nil, by: Breakdown = .source,
        unit: CountedUnit = .person, margin: Int64? = nil, book: RuleBook? = nil,
        other: RuleBook? = nil, jobs: Int = 1, caused: [String: CausedShare] = [:]
    ) throws -> Bench {
        var request = Request()
        // The tables are of the day that is asked for.
        (request.asOf, request.exportedOn) = (Day(iso: asOf), Day(iso: asOf))
        request.period = period.flatMap(Period.init)
        request.by = by
        request.unit = unit
        request.margin = margin
        request.jobs = jobs
        if !caused.isEmpty {
            var project = Project()
            project.caused = caused
            request.project = project
        }
        return try Bench(
            request, sources: sources, book: book ?? RuleFiles.ruleBook("b2b"), other: other)
    }
}

extension Day: ExpressibleByStringLiteral {
    /// A day in a test: `"2026-03-31"`.
    package init(stringLiteral text: String) {
        guard let day = Day(iso: text) else { preconditionFailure("\(text) is not a day") }
        self = day
    }
}
