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
    static func steps(_ row: Figures.Row) -> [(name: String, count: Known<Int>)] {
        let counts = row.counts
        func known(_ count: Int, _ absence: Absence?) -> Known<Int> {
            absence.map(Known.unknown) ?? .value(count)
        }
        return [
            ("leads", .value(counts.leads)), ("mqls", known(counts.leadsToMQL, row.mqls.absence)),
            ("contacted", known(counts.leadsToContacted, row.contacted.absence)),
            ("sqls", known(counts.leadsToSQL, row.sqls.absence)),
            ("won", known(counts.leadsToWon, row.won.absence)),
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
        document.dataTable = rows
        if let absence = figures.total.mqls.absence ?? figures.total.sqls.absence {
            document.blocks.append(.lines(["Not known: \(Wording.why(absence))."]))
        }
        if figures.total.counts.sqlsWithoutMQL > 0 {
            let leads = Wording.plural(figures.total.counts.sqlsWithoutMQL, "lead")
            document.blocks.append(
                .lines(["Not counted above: \(leads) that became an SQL without being an MQL."]))
        }
        return document
    }

    private var total: Table {
        let steps = Self.steps(figures.total)
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
                    .text(titles[place]), count(steps[place].count),
                    share(steps[place].count, of: steps[0].count),
                    place == 0
                        ? .absent("") : share(steps[place].count, of: steps[place - 1].count),
                    .text(bar(steps[place].count.value ?? 0, of: figures.total.counts.leads)),
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
            let steps = Self.steps(row).map(\.count)
            return [
                .text(row.key), count(steps[0]), count(steps[1]), share(steps[1], of: steps[0]),
                count(steps[2]), share(steps[2], of: steps[1]), count(steps[3]),
                share(steps[3], of: steps[1]), count(steps[4]),
                count(row.rejected.map { _ in row.counts.leadsRejected }),
            ]
        }
        return Table(columns: columns, rows: rows, hasTotal: true)
    }

    private func count(_ known: Known<Int>) -> Cell {
        known.value.map(Cell.count) ?? .absent("–")
    }

    private func share(_ count: Known<Int>, of whole: Known<Int>) -> Cell {
        guard let count = count.value, let whole = whole.value, whole > 0 else {
            return .absent("–")
        }
        return .share(Double(count) / Double(whole))
    }

    private func bar(_ count: Int, of whole: Int) -> String {
        guard whole > 0, count > 0 else { return "" }
        return String(repeating: "#", count: max(1, count * 40 / whole))
    }
}
