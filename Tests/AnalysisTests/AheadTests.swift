import Analysis
import Funnels
import Quantities
import TestSupport
import Testing
import Workbench

@testable import Reports

/// What is to come and what tests showed, on the dashboard and in the meeting.
struct AheadTests {
    private let experiment = Experiment(
        name: "linkedin-2026", source: "linkedin-ads", design: .regions, outcome: .mqls,
        period: Period("2026-05-18..2026-08-09") ?? Period(day: "2026-05-18"),
        regionsOff: [
            "Drenthe", "Gelderland", "Limburg", "Noord-Holland", "Utrecht", "Zuid-Holland",
        ], keepFrom: 0.5)

    private func dashboard(
        _ experiments: [Experiment], period: String? = nil
    ) async throws -> (Ahead, Bench, DashboardFigures) {
        var project = Project()
        project.experiments = experiments
        let bench = try DemoBench.bench(period: period, project: project)
        let dashboard = try await bench.dashboard(.init())
        return (try #require(dashboard.ahead), bench, dashboard)
    }

    @Test(
        "Three months come after nine that were, whatever period is asked",
        arguments: [nil, "2026-08"])
    func months(_ period: String?) async throws {
        let (ahead, _, dashboard) = try await dashboard([], period: period)
        #expect(ahead.months.map(\.period) == (1...9).compactMap { Period("2026-0\($0)") })
        let forecast = try #require(ahead.forecast)
        #expect(
            forecast.months.map(\.period)
                == ["2026-10", "2026-11", "2026-12"].compactMap { Period($0) })
        #expect(forecast.past.isEmpty)
        // The demo has 349 MQLs.
        #expect(ahead.months.reduce(0) { $0 + $1.mqls } == 349)
        if period == nil { #expect(dashboard.figures.total.counts.mqls == 349) }
    }

    @Test("What came in the test, and what would have come, are those of the effect")
    func course() async throws {
        let (ahead, bench, _) = try await dashboard([experiment])
        let reading = try #require(ahead.tests.first)
        let (effect, course) = (try #require(reading.effect), try #require(reading.course))
        let test = course.moments[course.begin...]
        #expect(test.first?.first == "2026-05-18")
        #expect(test.count * course.weeks == 12)
        let (with, without) = (
            test.compactMap(\.with).reduce(0, +), test.compactMap(\.without).reduce(0, +)
        )
        #expect(with == Double(reading.with.all))
        #expect(abs(with - without - effect.incremental.estimate) < 1e-6)
        // Before it, both sides are made as large as each other.
        let before = course.moments[..<course.begin]
        let sums = before.reduce(into: (0.0, 0.0)) {
            $0 = ($0.0 + ($1.with ?? 0), $0.1 + ($1.without ?? 0))
        }
        #expect(course.begin > 0 && abs(sums.0 - sums.1) < 1e-6)
        let chart = try #require(
            ExperimentCourse(reading, bench.context(.en, command: "mql").say).chart)
        #expect(chart.description.contains("LinkedIn Ads 13"))
    }

    @Test("A test that has not begun is not told; one of an unknown source is named")
    func others() async throws {
        let coming = Experiment(
            name: "later", source: "google-ads", design: .pause, outcome: .mqls,
            period: Period("2026-10-05..2026-11-29") ?? Period(day: "2026-10-05"))
        let unknown = Experiment(
            name: "nobody", source: "billboards", design: .pause, outcome: .mqls,
            period: Period("2026-05-18..2026-08-09") ?? Period(day: "2026-05-18"))
        let (ahead, _, dashboard) = try await dashboard([coming, unknown])
        #expect(ahead.tests.isEmpty && ahead.unread == ["nobody"])
        // A test was agreed, and nothing of it is kept: that is not "not tested".
        #expect(dashboard.figures.tests.agreed == ["google-ads"])
    }

    @Test("The drawing begins where the months that are known end, and its band opens there")
    func fan() async throws {
        let (ahead, bench, _) = try await dashboard([])
        let forecast = try #require(ahead.forecast)
        let say = bench.context(.nl, command: "mql").say
        let chart = try #require(ForecastCourse(forecast, ahead.months, say).chart)
        guard case .course(let course, let axis) = chart.shape else {
            Issue.record("no course")
            return
        }
        #expect(course.begin == 9 && course.labels.count == 12)
        let last = Double(try #require(ahead.months.last).mqls)
        #expect(course.solid[8] == last && course.dashed[8] == last && course.solid[9] == nil)
        #expect(course.band[8] == .init(low: last, high: last))
        #expect(
            course.band[9]
                == forecast.months.first.map { .init(low: $0.mqls.low, high: $0.mqls.high) })
        #expect(axis.high >= (course.values.max() ?? 0))
        let drawn = ChartFormat().write(chart, id: "a")
        #expect(drawn.contains("class=\"fan\"") && drawn.contains("class=\"begin\""))
    }
}
