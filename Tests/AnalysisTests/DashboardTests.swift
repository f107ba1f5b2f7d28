import Foundation
import Funnels
import Intake
import Quantities
import Reports
import Testing
import Workbench

@testable import Analysis

@Suite("The dashboard")
struct DashboardTests {
    private func dashboard(period: String? = nil) async throws -> (
        dashboard: DashboardFigures, justified: JustificationFigures, handover: HandoverFigures,
        bench: Bench
    ) {
        let bench = try DemoBench.bench(period: period)
        return (
            try await bench.dashboard(.init()), await bench.justify(.init()),
            await bench.handover(),
            bench
        )
    }

    @Test(
        "It says what justify and handover say of the same months",
        arguments: [nil, "2026-Q2", "2026-08"])
    func same(_ period: String?) async throws {
        let (dashboard, justified, handover, _) = try await dashboard(period: period)
        #expect(dashboard.justification.total.effect.value == justified.total.effect.value)
        #expect(dashboard.justification.total.pays == justified.total.pays)
        let calls = try #require(dashboard.calls.value)
        #expect(calls.waiting == handover.total.waiting.value)
        #expect(calls.contacted == handover.total.contacted.value)
        #expect(calls.inTime == handover.total.inTime.value?.contacted)
        #expect(calls.hadTheDays == handover.total.inTime.value?.of)
        #expect(calls.contacted + calls.waiting + calls.turnedDown == calls.mqls)
    }

    @Test("Months add up to the numbers above them")
    func months() async throws {
        let figures = try await dashboard().dashboard.figures
        #expect(figures.months.count == 9)
        #expect(figures.months.reduce(0) { $0 + $1.counts.mqls } == figures.total.counts.mqls)
        #expect(figures.months.reduce(0) { $0 + $1.counts.won } == figures.total.counts.won)
        let spent = figures.months.reduce(Int64(0)) { $0 + ($1.boughtFor.value?.cents ?? 0) }
        #expect(spent == figures.total.boughtFor.value?.cents)
    }

    @Test("Its page has a row for each source, whatever is to be done, and no link by itself")
    func page() async throws {
        let (dashboard, _, _, bench) = try await dashboard()
        for language in Language.allCases {
            let page = DashboardReport(dashboard, bench.context(language, command: "mql dashboard"))
                .html(warning: nil)
            for row in dashboard.justification.rows where row.row.counts.mqls > 0 {
                let key = HTMLText.escaped(row.row.key)
                #expect(page.components(separatedBy: "data-of=\"\(key)\"").count == 2)
            }
            #expect(!page.contains("<a "))
        }
    }

    @Test("Without a file that tells whom sales called nobody is said to wait")
    func withoutCalls() async throws {
        let text =
            "lead_id,created_at,source,email,job_title,company\n"
            + "1,2026-03-01,google,a@b.example,Buyer,B\n"
        let bench = try Bench(
            Request(), sources: [.init(name: "leads.csv", text: text)],
            book: RuleFiles.ruleBook("b2b"))
        let dashboard = try await bench.dashboard(.init())
        #expect(dashboard.calls.value == nil)
        let page = DashboardReport(dashboard, bench.context(command: "mql dashboard"))
            .html(warning: nil)
        #expect(!page.contains("wait for a call") && !page.contains("€0"))
        let printed = TextFormat(.en, width: 80).write(
            DashboardReport(dashboard, bench.context(command: "mql dashboard")).document)
        // Months of which nothing is known are no table, and where nothing can be said nothing is advised.
        #expect(!printed.contains("By month") && !printed.contains("Change nothing"))
        #expect(printed.contains("Nothing to decide yet") && printed.contains("no spend was read"))
    }

    @Test(
        "As text it has a table of sources that says what the page says, and what the star stands for"
    )
    func text() async throws {
        let (dashboard, justified, _, bench) = try await dashboard()
        let report = DashboardReport(dashboard, bench.context(command: "mql dashboard"))
        let text = TextFormat(.en, width: 100).write(report.document)
        for row in justified.rows where row.row.counts.mqls > 0 {
            #expect(text.contains(row.row.label.en), "\(row.row.key)")
        }
        #expect(text.contains("SQL of MQL*") && text.contains("\n* SQLs within"))
    }
}
