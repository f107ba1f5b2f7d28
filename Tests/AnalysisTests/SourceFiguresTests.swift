import Economics
import Funnels
import Quantities
import Reports
import Testing
import Workbench

@testable import Analysis

@Suite("One source by itself")
struct SourceFiguresTests {
    @Test("Months, campaigns and contents add up to what the report says of the source")
    func sums() async throws {
        let bench = try DemoBench.bench()
        let rows = await bench.figures().rows
        for row in rows where row.counts.mqls > 0 {
            let source = try #require(await bench.source(row.key, .init()))
            #expect(source.row.row.counts.mqls == row.counts.mqls)
            for parts in [source.months, source.campaigns, source.contents] where !parts.isEmpty {
                #expect(parts.reduce(0) { $0 + $1.leads } == row.counts.leads, "\(row.key)")
                #expect(parts.reduce(0) { $0 + $1.mqls } == row.counts.mqls, "\(row.key)")
                #expect(parts.reduce(0) { $0 + ($1.sqls ?? 0) } == row.counts.sqls, "\(row.key)")
                #expect(parts.reduce(0) { $0 + ($1.won ?? 0) } == row.counts.won, "\(row.key)")
            }
            #expect((1...9).contains(source.months.count))
            let spent = source.months.reduce(Int64(0)) { $0 + ($1.spent?.cents ?? 0) }
            #expect(spent == row.boughtFor.value?.cents ?? 0, "\(row.key)")
            // Each month to the cent.
            for month in source.months where month.mqls > 0 {
                #expect(month.perMQL == month.spent?.divided(by: month.mqls))
            }
        }
    }

    @Test("Where no file tells of SQLs and sales nothing is said of them, least of all 0")
    func withoutOutcomes() async throws {
        let bench = try DemoBench.bench(files: ["leads.csv", "activities.csv", "spend.csv"])
        let source = try #require(await bench.source("google-ads", .init()))
        let report = SourceReport(source, bench.context())
        let json = report.json.text
        #expect(!json.contains("\"sqls\": 0") && !json.contains("\"won\": 0"))
        #expect(!json.contains("\"rate\": 0") && json.contains("\"sqls\": null"))
        let text = TextFormat(.en, width: 100).write(report.document)
        #expect(!text.contains(" 0.0%") && text.contains("Per MQL"))
    }

    @Test("What it costs and is worth is one sentence")
    func answer() async throws {
        let bench = try DemoBench.bench()
        for row in await bench.figures().rows {
            guard let source = await bench.source(row.key, .init()) else { continue }
            for language in [Language.en, .nl] {
                let report = SourceReport(source, bench.context(language))
                let text = TextFormat(language, width: 100).write(report.document)
                #expect(!text.contains(/\b(and|en)\s+\1\b/), "\(row.key): \(text.prefix(400))")
            }
        }
    }

    @Test("It is found by its key and by what it is called; what is no source is nil")
    func names() async throws {
        let bench = try DemoBench.bench()
        #expect(await bench.source("LinkedIn Ads", .init())?.row.row.key == "linkedin-ads")
        #expect(await bench.source("aanbeveling", .init())?.row.row.key == "referral")
        #expect(await bench.source("tv", .init()) == nil)
    }

    @Test("Shares within so many days rise to all of the SQLs so far")
    func delays() async throws {
        let bench = try DemoBench.bench()
        let delays = try #require(await bench.source("google-ads", .init())?.delays)
        for (one, next) in zip(delays, delays.dropFirst()) {
            #expect(one.days < next.days && one.own <= next.own && one.others <= next.others)
        }
        #expect(delays.allSatisfy { (0...1).contains($0.own) && (0...1).contains($0.others) })
    }
}
