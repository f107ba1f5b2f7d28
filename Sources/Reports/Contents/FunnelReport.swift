package import Analysis
internal import Funnels
internal import Quantities

/// What became of the leads created in a period, step by step.
package struct FunnelReport {
    private let figures: Figures
    private let numbers = NumberFormat()

    package init(_ figures: Figures) {
        self.figures = figures
    }

    /// The steps of a row: each counts those who reached it or came further.
    static func steps(_ counts: FunnelCounts) -> [(name: String, count: Int)] {
        [
            ("leads", counts.leads), ("mqls", counts.leadsToMQL),
            ("contacted", counts.leadsToContacted), ("sqls", counts.leadsToSQL),
            ("won", counts.leadsToWon),
        ]
    }

    package var document: Document {
        let question = figures.question
        var document = Document(
            title: "Leads created \(question.period) · as of \(question.asOf) · "
                + "\(Wording.decider(figures.decidedBy, book: figures.ruleBook)) · per person")
        document.blocks = [
            .heading("All leads"), .table(total),
            .heading("By \(Wording.breakdown(question.by).lowercased())"), .table(rows),
            .lines([
                "Each step counts those who reached it, or came further. Recent leads have not had "
                    + "their time yet: `mql report` shows conversion for those that did."
            ]),
        ]
        return document
    }

    private var total: Table {
        let steps = Self.steps(figures.total.counts)
        let titles = ["Leads", "MQLs", "Contacted", "SQLs", "Won"]
        return Table(
            columns: [
                .init("Step", key: "step", isText: true), .init("Number", key: "count"),
                .init("Of the leads", key: "of_leads"),
                .init("Of the step before", key: "of_previous"),
                .init("", key: "bar", isText: true),
            ],
            rows: steps.indices.map { place in
                [
                    .text(titles[place]), .count(steps[place].count),
                    share(steps[place].count, of: steps[0].count),
                    place == 0
                        ? .absent("") : share(steps[place].count, of: steps[place - 1].count),
                    .text(bar(steps[place].count, of: steps[0].count)),
                ]
            })
    }

    private var rows: Table {
        let columns = [
            Table.Column(
                Wording.breakdown(figures.question.by), key: figures.question.by.rawValue,
                isText: true),
            .init("Leads", key: "leads"), .init("MQLs", key: "mqls"),
            .init("of leads", key: "mqls_of_leads"), .init("Contacted", key: "contacted"),
            .init("of MQLs", key: "contacted_of_mqls"), .init("SQLs", key: "sqls"),
            .init("of MQLs", key: "sqls_of_mqls"), .init("Won", key: "won"),
            .init("Rejected", key: "rejected"),
        ]
        let rows = (figures.rows + [figures.total]).map { row -> [Cell] in
            let counts = row.counts
            return [
                .text(row.key), .count(counts.leads), .count(counts.leadsToMQL),
                share(counts.leadsToMQL, of: counts.leads), .count(counts.leadsToContacted),
                share(counts.leadsToContacted, of: counts.leadsToMQL), .count(counts.leadsToSQL),
                share(counts.leadsToSQL, of: counts.leadsToMQL), .count(counts.leadsToWon),
                .count(counts.leadsRejected),
            ]
        }
        return Table(columns: columns, rows: rows, hasTotal: true)
    }

    private func share(_ count: Int, of whole: Int) -> Cell {
        whole == 0 ? .absent("–") : .share(Double(count) / Double(whole))
    }

    private func bar(_ count: Int, of whole: Int) -> String {
        guard whole > 0, count > 0 else { return "" }
        return String(repeating: "#", count: max(1, count * 40 / whole))
    }
}
