import Analysis
import Economics
import Funnels
import Intake
import Leads
import Quantities
import Reports
import TestSupport
import Testing
import Valuation
import Workbench

struct PipelineTests {
    /// The demo's rows as lines per file, the header first.
    private static let files: [[String]] = {
        var files = DemoWorld.files.map { _ in [String]() }
        var world = DemoWorld()
        world.write { files[$0].append($1) }
        return files
    }()

    private func sources(_ files: [[String]]) -> [ByteSource] {
        zip(DemoWorld.files, files).map { ByteSource(name: $0, text: $1.joined()) }
    }

    private func bench(_ files: [[String]], asOf: Day = DemoWorld.asOf, jobs: Int = 1) throws
        -> Bench
    {
        var request = Request()
        request.asOf = asOf
        request.period = Period("2026")
        request.jobs = jobs
        return try Bench(request, sources: sources(files), book: RuleFiles.ruleBook("b2b"))
    }

    private func json(_ bench: Bench, _ figures: Figures) -> String {
        // Without the files they came from, which differ where the rows are dealt out otherwise.
        guard case .object(let members) = FiguresJSON(figures, bench.context()).value else {
            return ""
        }
        return members.first { $0.0 == "figures" }?.1.text ?? ""
    }

    @Test("Shuffled rows give the same figures, to the byte", arguments: 1...4)
    func shuffled(seed: UInt64) async throws {
        let plain = try bench(Self.files)
        var state = seed
        let shuffled = Self.files.map { lines -> [String] in
            var rows = Array(lines.dropFirst())
            for index in rows.indices.reversed() where index > 0 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                rows.swapAt(index, Int(state >> 33) % (index + 1))
            }
            return [lines[0]] + rows
        }
        let other = try bench(shuffled)
        let expected = json(plain, await plain.figures())
        #expect(expected.count > 10_000)
        #expect(json(other, await other.figures()) == expected)
    }

    @Test("Leads dealt out in ten parts and added up give the tally of all")
    func tenParts() async throws {
        let whole = try bench(Self.files)
        let tally = await whole.pipeline.tally(whole.question, jobs: 1)
        let header = Self.files.map { $0[0] }
        var sum = Tally()
        for part in 0..<10 {
            // A lead and everything about it go to the part of its number.
            let dealt = Self.files.enumerated().map { file, lines in
                [header[file]]
                    + lines.dropFirst().filter { line in
                        guard file < 4, let mark = line.firstRange(of: "L-") else {
                            return part == 0
                        }
                        let digits = line[mark.upperBound...].prefix { $0.isNumber }
                        return (Int(digits) ?? 0) % 10 == part
                    }
            }
            let piece = try bench(dealt)
            // No leads at all, no part: every part has some.
            #expect(piece.reading.facts.counts.leads > 50)
            #expect(piece.reading.problems.isEmpty)
            sum.add(await piece.pipeline.tally(piece.question, jobs: 1))
        }
        sum.finish()
        #expect(sum == tally)
        #expect(tally.cells.count > 500)
    }

    @Test("The number of jobs makes no difference", arguments: [2, 3, 8])
    func jobs(count: Int) async throws {
        var world = DemoWorld(seed: 5, scale: 4)
        var files = DemoWorld.files.map { _ in [String]() }
        world.write { files[$0].append($1) }
        let one = try bench(files)
        let many = try bench(files, jobs: count)
        #expect(json(one, await one.figures()) == json(many, await many.figures()))
    }

    @Test(
        "A past day is judged by what was known then, as if nothing later had been exported",
        arguments: ["2026-03-15", "2026-06-30", "2026-08-01"])
    func noPeeking(text: String) async throws {
        let asOf = try #require(Day(iso: text))
        let all = try bench(Self.files, asOf: asOf)
        // Only rows of that day or before; deals decided later were still open.
        let cut = Self.files.enumerated().map { file, lines in
            [lines[0]]
                + lines.dropFirst().compactMap { line -> String? in
                    var cells = line.dropLast().split(
                        separator: ",", omittingEmptySubsequences: false
                    )
                    .map(String.init)
                    switch file {
                    case 0, 1, 2: return cells[1].prefix(10) <= text ? line : nil
                    case 3:
                        guard cells[2] <= text else { return nil }
                        if cells[3] > text { (cells[1], cells[3]) = ("open", "") }
                        return cells.joined(separator: ",") + "\n"
                    default: return cells[0] <= text.prefix(7) ? line : nil
                    }
                }
        }
        let known = try bench(cut, asOf: asOf)
        let (one, other) = (await all.figures(), await known.figures())
        #expect(one.total.counts.mqls > 20)
        for (row, same) in zip(one.rows, other.rows) {
            #expect(row.key == same.key)
            #expect(row.boughtFor == same.boughtFor)
            #expect(row.costs == same.costs)
            #expect(row.raw == same.raw)
            #expect(row.matured == same.matured)
            #expect(row.valueBand == same.valueBand)
            #expect(row.returnSoFar == same.returnSoFar)
            #expect(row.counts.won == same.counts.won)
        }
        #expect(one.rows.count == other.rows.count)
    }

    @Test(
        "Sums hold: rows add up to the total, stages never rise, cost × count is the spend",
        arguments: Breakdown.allCases)
    func sums(by breakdown: Breakdown) async throws {
        var request = Request()
        request.asOf = DemoWorld.asOf
        request.period = Period("2026-02-10..2026-09-20")
        request.by = breakdown
        let bench = try Bench(
            request, sources: sources(Self.files), book: RuleFiles.ruleBook("b2b"))
        let figures = await bench.figures()
        let total = figures.total
        #expect(figures.rows.reduce(0) { $0 + $1.counts.leads } == total.counts.leads)
        #expect(figures.rows.reduce(0) { $0 + $1.counts.mqls } == total.counts.mqls)
        #expect(figures.rows.reduce(0) { $0 + $1.counts.sqls } == total.counts.sqls)
        #expect(figures.rows.reduce(0) { $0 + $1.counts.won } == total.counts.won)
        for row in figures.rows + [total] {
            let counts = row.counts
            #expect(counts.mqls >= counts.contacted && counts.contacted >= counts.sqls)
            #expect(counts.sqls >= counts.won)
            #expect(counts.leads >= counts.leadsToMQL)
            if let spend = row.boughtFor.value, let cost = row.costs.perMQL.value {
                let error = abs(spend.cents - cost.cents * Int64(counts.mqls))
                #expect(error * 2 <= counts.mqls)
            }
        }
        let tie = try #require(figures.spendTie.value)
        #expect(tie.file.cents == tie.inPeriod.cents + tie.outsidePeriod.cents)
        // A campaign without spend of its own has no all-in cost, only its part of what is shared.
        if breakdown != .campaign {
            let inRows = figures.rows.compactMap(\.allIn.value?.cents).reduce(0, +)
            #expect(inRows + tie.inNoRow.cents == tie.inPeriod.cents)
        }
        let wins = try #require(figures.winsTie)
        #expect(
            wins.total == wins.fromMQLsOfPeriod + wins.fromEarlierMQLs + wins.fromOtherLeads
                + wins.withoutLead + wins.existingCustomers)
    }

    @Test("Two halves of a period add up to the whole")
    func halves() async throws {
        func figures(_ period: String) async throws -> Figures {
            var request = Request()
            request.asOf = DemoWorld.asOf
            request.period = Period(period)
            return try await Bench(
                request, sources: sources(Self.files), book: RuleFiles.ruleBook("b2b")
            ).figures()
        }
        let whole = try await figures("2026-01-01..2026-09-30").total
        let first = try await figures("2026-01-01..2026-05-17").total
        let second = try await figures("2026-05-18..2026-09-30").total
        #expect(first.counts.mqls + second.counts.mqls == whole.counts.mqls)
        #expect(first.counts.sqls + second.counts.sqls == whole.counts.sqls)
        let cents = [first, second, whole].compactMap(\.boughtFor.value?.cents)
        #expect(cents.count == 3 && cents[0] + cents[1] == cents[2])
    }

    @Test("The points of every lead add up to its score, and every MQL has its reasons")
    func explanations() throws {
        let bench = try bench(Self.files)
        for lead in bench.pipeline.list(bench.question, only: nil) {
            let explanation = try #require(
                bench.pipeline.explain(lead.id, asOf: DemoWorld.asOf))
            #expect(explanation.score.reduce(0) { $0 + $1.points } == lead.judgement.score)
            #expect(explanation.judgement == lead.judgement)
            #expect(explanation.price?.value == lead.value)
        }
    }
}

struct AsOfTests {
    private var world: World {
        var world = World()
        world.leads += "L-1,2026-02-01,google-ads\nL-2,2026-12-01,fair\n"
        world.stages = "lead_id,at,stage\nL-1,2026-02-02,mql\nL-1,2026-02-20,won\n"
        return world
    }

    @Test("Activities that are still to come do not take the decision from the CRM")
    func laterActivities() async throws {
        var world = world
        world.activities = "lead_id,at,action\nL-1,2026-06-01,blog_post\n"
        let then = try await world.bench(asOf: "2026-03-31").figures()
        #expect(then.decidedBy == .crm)
        #expect(then.total.counts.mqls == 1)
        #expect(try await world.bench(asOf: "2026-06-01").figures().decidedBy == .rules)
    }

    @Test("A deal that is still open does not undo a customer, and a later contact takes no credit")
    func laterDeals() async throws {
        var world = world
        world.deals =
            "deal_id,status,created_at,closed_at,amount,lead_ids\nD-1,open,2026-12-01,,5.00,L-1\n"
        #expect(try await world.bench(asOf: "2026-03-31").figures().total.counts.won == 1)
        var book = try RuleFiles.ruleBook("b2b")
        book.economics.dealCredit = .lastLead
        world.stages = "lead_id,at,stage\nL-1,2026-02-02,mql\n"
        world.deals = "deal_id,status,closed_at,amount,lead_ids\nD-1,won,2026-03-01,5.00,L-1;L-2\n"
        #expect(
            try await world.bench(asOf: "2026-03-31", book: book).figures().total.counts.won == 1)
    }

    @Test(
        "What was recorded later is not known yet, and gives no 0 and no verdict",
        arguments: ["sql", "deal", "contacted", "mql"])
    func laterEvidence(kind: String) async throws {
        var world = World()
        for number in 1...60 { world.leads += "L-\(number),2026-01-05,webinar\n" }
        world.stages = "lead_id,at,stage\n"
        for number in 1...60 {
            world.stages? += "L-\(number),\(kind == "mql" ? "2026-08-01" : "2026-01-06"),mql\n"
        }
        switch kind {
        case "sql": world.stages? += "L-1,2026-08-03,sql\n"
        case "contacted": world.stages? += "L-1,2026-02-03,contacted\n"
        case "deal":
            world.deals =
                "deal_id,status,created_at,closed_at,amount,lead_ids\n"
                + "D-1,won,2026-07-20,2026-08-03,5.00,L-1\n"
        default: break
        }
        let total = try await world.bench(asOf: "2026-07-01").figures().total
        if kind == "mql" {
            #expect(total.mqls.absence == .noMQLEvidence)
        } else {
            #expect(total.mqls.value == 60)
            #expect(total.sqls.absence == .noOutcomes)
            #expect(total.won.absence == .noWins)
            #expect(total.raw.absence == .noOutcomes)
            #expect(total.comparisons.allSatisfy { $0.verdict == .notKnown })
        }
        #expect(total.contacted.value == (kind == "contacted" ? 1 : nil))
        #expect(total.rejected.value == nil)
    }

    @Test("A campaign has no cost and no return from what all share")
    func campaign() async throws {
        var world = World()
        world.leads = """
            lead_id,created_at,source,campaign
            L-1,2026-01-05,webinar,c1
            L-2,2026-01-05,webinar,c2

            """
        world.stages = "lead_id,at,stage\nL-1,2026-01-06,mql\nL-2,2026-01-06,mql\n"
        world.deals =
            "deal_id,status,closed_at,amount,margin,lead_ids\nD-1,won,2026-02-01,1000,100,L-1\n"
        world.spend = "month,source,amount\n2026-01,webinar,900.00\n2026-01,*,30.00\n"
        let figures = try await world.bench(asOf: "2026-06-30", by: .campaign).figures()
        for row in figures.rows where row.key.hasPrefix("webinar / c") {
            #expect(row.boughtFor.value == nil)
            #expect(row.returnSoFar.value == nil)
        }
        #expect(figures.total.boughtFor.value?.cents == 93_000)
    }

    @Test("Own hours of another period do not make this period's all-in cost known")
    func otherPeriod() async throws {
        var world = world
        world.spend =
            "month,source,amount,category\n2026-02,google-ads,100.00,media\n2025-01,*,9.00,tools\n"
        let figures = try await world.bench(asOf: "2026-03-31", period: "2026-02").figures()
        #expect(figures.total.boughtFor.value?.cents == 10_000)
        #expect(figures.total.allIn.absence == .noOwnCosts)
    }

    @Test("A customer of whom there is only a stage has not brought 0")
    func wonWithoutDeal() async throws {
        var world = world
        world.spend = "month,source,amount\n2026-02,google-ads,100.00\n"
        world.deals = "deal_id,status,closed_at,amount,lead_ids\nD-1,won,2026-03-01,5.00,\n"
        let figures = try await world.bench(asOf: "2026-03-31").figures()
        #expect(figures.total.counts.won == 1)
        #expect(figures.total.returnSoFar.absence == .dealAmountsMissing)
    }

    @Test("An MQL from before its lead was created is in the period of everything, and told")
    func earlyMQL() async throws {
        var world = World()
        world.leads += "L-1,2026-01-05,fair\n"
        world.stages = "lead_id,at,stage\nL-1,2025-12-01,mql\nL-1,2026-02-01,sql\n"
        let figures = try await world.bench(asOf: "2026-06-30").figures()
        #expect(figures.total.counts.mqls == 1)
        #expect(figures.notes.mqlsBeforeCreation == 1)
    }
}

struct WaitingTests {
    @Test("MQLs that nobody called are listed, the longest wait first, with the reason to call")
    func waiting() throws {
        var world = World()
        world.leads = """
            lead_id,created_at,source,email,company,job_title,employees,country
            L-1,2026-03-01,fair,a1@b.example,A,Hoofd inkoop,100,NL
            L-2,2026-03-01,fair,a2@b.example,A,Hoofd inkoop,100,NL
            L-3,2026-03-01,fair,a3@b.example,A,Hoofd inkoop,100,NL
            L-4,2026-03-01,fair,a4@b.example,A,Hoofd inkoop,100,NL
            L-5,2026-03-01,fair,a5@b.example,A,Docent,3,US

            """
        world.activities =
            "lead_id,at,action\n"
            + [("L-1", 10), ("L-2", 12), ("L-3", 28), ("L-4", 10), ("L-5", 10)].map { id, day in
                "\(id),2026-03-0\(2),spec_download\n\(id),2026-03-\(day),form_question\n"
            }.joined()
        // L-4 was rejected; of L-2 the call is of after the as-of day.
        world.stages =
            "lead_id,at,stage\nL-4,2026-03-15,rejected\nL-2,2026-04-02,contacted\nL-5,2026-03-20,contacted\n"
        let bench = try world.bench(asOf: "2026-03-31", period: "2026-03")
        let all = try #require(bench.pipeline.waiting(bench.question, atLeast: 0).value)
        #expect(all.map(\.id) == ["L-1", "L-2", "L-3"])
        #expect(all.map(\.waitingDays) == [21, 19, 3])
        #expect(all.first?.reason == .action(key: "form_question", "2026-03-10"))
        let old = try #require(bench.pipeline.waiting(bench.question, atLeast: 4).value)
        #expect(old.map(\.id) == ["L-1", "L-2"])
    }

    @Test("Without a stage contacted nobody knows who waits")
    func unknown() throws {
        var world = World()
        world.leads += "L-1,2026-03-01,fair\n"
        world.stages = "lead_id,at,stage\nL-1,2026-03-15,mql\n"
        let bench = try world.bench(asOf: "2026-03-31")
        #expect(bench.pipeline.waiting(bench.question, atLeast: 0).absence == .noContacts)
    }
}

struct MonthTests {
    @Test("Spend that all sources share stays in its own month")
    func shared() async throws {
        var world = World()
        world.leads += "L-1,2026-02-10,fair\nL-2,2026-03-10,fair\nL-3,2026-03-11,fair\n"
        world.stages =
            "lead_id,at,stage\nL-1,2026-02-10,mql\nL-2,2026-03-10,mql\nL-3,2026-03-11,mql\n"
        world.spend = """
            month,source,amount,category
            2026-02,*,100.00,people
            2026-03,*,10.00,people
            2026-03,fair,30.00,media

            """
        let figures = try await world.bench(
            asOf: "2026-04-30", period: "2026-02-01..2026-03-31", by: .month
        ).figures()
        #expect(figures.rows.map(\.key) == ["2026-02", "2026-03"])
        #expect(figures.rows.map(\.allIn.value?.cents) == [10_000, 4000])
        #expect(figures.rows.map(\.boughtFor.value?.cents) == [nil, 3000])
        #expect(figures.total.allIn.value?.cents == 14_000)
        #expect(figures.notes.sharedSpendRule == nil)
    }
}

struct DemoWorldTests {
    @Test("The demo tells its three stories")
    func stories() async throws {
        var files = DemoWorld.files.map { _ in "" }
        var world = DemoWorld()
        world.write { files[$0] += $1 }
        var request = Request()
        request.asOf = DemoWorld.asOf
        let bench = try Bench(
            request, sources: zip(DemoWorld.files, files).map { ByteSource(name: $0, text: $1) },
            book: RuleFiles.ruleBook("b2b"))
        let figures = await bench.figures()
        func row(_ key: String) throws -> Figures.Row {
            try #require(figures.rows.first { $0.key == key })
        }
        func verdict(_ row: Figures.Row) -> String? {
            row.comparisons.first { !$0.isIndication }?.verdict.code
        }
        // Cheap per MQL, and worth nothing.
        let list = try row("purchased-list")
        let cheapest = figures.rows.compactMap(\.costs.perMQL.value?.cents).min()
        #expect(list.costs.perMQL.value?.cents == cheapest)
        #expect(list.counts.sqls == 0 && list.counts.mqls > 40)
        #expect(verdict(list) == "below")
        #expect(verdict(try row("webinar")) == "too_few")
        #expect(try row("webinar").counts.sqls > 0)
        #expect(verdict(try row("meta-ads")) == "too_young")
        #expect(bench.reading.problems.isEmpty)
    }
}
