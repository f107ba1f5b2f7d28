import Analysis
import Economics
import Foundation
import Funnels
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// Erasing somebody changes no figure of whole months.
struct ErasedFiguresTests {
    /// The numbers of the report, of every month, quarter and the year.
    private func figures(
        _ world: TestWorkspace, _ request: (Request) -> Request
    ) async throws -> [String] {
        var lines: [String] = []
        let bench = try world.bench { $0 = request($0) }
        for period in ["2026-01", "2026-02", "2026-03", "2026-04", "2026"] {
            var question = bench.question
            question.period = try #require(Period(period))
            let figures = await bench.pipeline.figures(question, jobs: 1)
            for row in figures.rows + [figures.total] {
                lines.append("\(period) \(row.key) \(described(row.counts))")
                lines.append("\(row.boughtFor) \(row.costs) \(row.valueBand)")
            }
            let notes = figures.notes
            lines.append("\(figures.winsTie.map { "\($0)" } ?? "no wins")")
            lines.append(
                "\(period) \(notes.stagesBeforeCreation) \(notes.salesBeforeMQL) \(notes.cameBack) "
                    + "\(notes.cameBackFromElsewhere) \(notes.negativeLags) \(notes.impliedSQLs) "
                    + "\(notes.mqlsBeforeCreation) \(notes.sqlsWithoutMQL) \(notes.idleCredits) "
                    + "\(notes.isDecidedByActivities) \(notes.createdEarlier)")
        }
        return lines
    }

    private func described(_ counts: FunnelCounts) -> String {
        let numbers = [
            counts.leads, counts.leadsToMQL, counts.leadsToContacted, counts.leadsToSQL,
            counts.leadsToWon, counts.leadsRejected, counts.sqlsWithoutMQL, counts.mqls,
            counts.contacted, counts.sqls, counts.impliedSQLs, counts.won, counts.wonWithoutDeal,
            counts.rejected, counts.dropped, counts.deals, counts.openDeals,
        ]
        return "\(numbers) \(counts.amounts) \(counts.margins) \(counts.openAmounts)"
    }

    private func request(
        _ world: TestWorkspace, _ decider: String, earliest: Bool, credit: String = "first_lead"
    ) throws -> (Request) -> Request {
        let rules = try world.place.write(
            "rule_book: ours\nextends: b2b\nmql_decided_by: \(decider)\n"
                + "economics: {deal_credit: \(credit)}\n", to: "ours.yaml")
        let file = try world.place.write(
            "files: [leads.csv]\nrules: ours.yaml\n" + (earliest ? "created: earliest\n" : ""),
            to: "mql.yaml")
        let project = try Project.load(file)
        return { request in
            var request = request
            request.rules = rules
            request.project = project
            return request
        }
    }

    private func same(
        _ files: [(String, String)], erasing who: [String], decider: String = "crm",
        earliest: Bool = false, credit: String = "first_lead",
        _ comment: Comment? = nil
    ) async throws {
        let world = try TestWorkspace()
        let request = try request(world, decider, earliest: earliest, credit: credit)
        // The day of the exports is said: without it the last days of the rows tell up to when outcomes are
        // known, and of who is erased these days become others of their month.
        try world.add(files, exportedOn: "2026-10-01")
        let before = try await figures(world, request)
        for who in who {
            guard let found = try? world.workspace.findOne(who, request(Request())) else {
                continue
            }
            _ = try world.workspace.erase(
                found.person, request(Request()), world.terms("2026-10-02"))
        }
        let after = try await figures(world, request)
        #expect(after.count == before.count, comment)
        if let (one, other) = zip(before, after).first(where: { $0 != $1 }) {
            Issue.record("\(comment.map { "\($0)" } ?? "") without \(who): \(one) became \(other)")
        }
        #expect(try world.workspace.checkup().database.findings == [], comment)
    }

    /// Won on 5 March, a lead since 20 March: it brought nothing. After erasing both are of the month, and the
    /// sale still came first.
    @Test("A sale from before the lead, in the same month, still counts for nothing")
    func saleBeforeLead() async throws {
        for decider in ["crm", "rules", "auto"] {
            try await same(
                [
                    ("leads.csv", header + "B-1,2026-03-20,fair,b@een.example,,,\n"),
                    ("stages.csv", "lead_id,at,stage\nB-1,2026-03-25,mql\nB-1,2026-03-10,sql\n"),
                    (
                        "deals.csv",
                        "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
                            + "D-1,won,2026-03-01,2026-03-05,900,300,B-1\n"
                            + "D-2,lost,2026-03-01,2026-03-22,100,,B-1\n"
                    ),
                ], erasing: ["B-1"], decider: decider)
        }
    }

    @Test("A sale between lead and MQL, a return of a lead and a refund are what they were")
    func betweenAndBack() async throws {
        try await same(
            [
                (
                    "leads.csv",
                    header + "B-1,2026-03-02,fair,b@een.example,,,\nB-2,2026-03-03,web,,,,\n"
                ),
                (
                    "stages.csv",
                    "lead_id,at,stage\nB-1,2026-03-20,mql\nB-2,2026-03-04,mql\n"
                        + "B-2,2026-03-08,rejected\nB-2,2026-03-12,mql\nB-2,2026-03-15,sql\n"
                        + "B-2,2026-03-18,won\n"
                ),
                (
                    "deals.csv",
                    "deal_id,status,created_at,closed_at,amount,margin,lead_ids,credit_of\n"
                        + "D-1,won,2026-03-01,2026-03-10,900,300,B-1,\n"
                        + "D-2,won,2026-03-01,2026-03-22,800,200,B-1,\n"
                        + "D-3,won,,2026-03-25,-80,-20,,D-2\n"
                ),
            ], erasing: ["B-1", "B-2"])
    }

    /// The first contact has the sale: after erasing it must not go to the other's source.
    @Test("The sale of two contacts stays with the source that had it", arguments: 0..<2)
    func twoContacts(turn: Int) async throws {
        for credit in ["first_lead", "last_lead", "equal"] {
            try await same(
                [
                    (
                        "leads.csv",
                        header + "B-1,2026-03-05,fair,b@een.example,,,\n"
                            + "B-2,2026-03-09,web,c@een.example,,,\n"
                    ),
                    ("stages.csv", "lead_id,at,stage\nB-1,2026-03-06,mql\nB-2,2026-03-14,mql\n"),
                    (
                        "deals.csv",
                        "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
                            + "D-1,won,2026-03-08,2026-03-12,900,301,B-1;B-2\n"
                    ),
                ], erasing: turn == 0 ? ["B-1", "B-2"] : ["B-2", "B-1"], credit: credit)
        }
    }

    /// Only B-1 did anything: with `auto` the rules decide because of it, for B-2 too.
    @Test("Who decides stays the same where the only one with activities is erased")
    func decider() async throws {
        try await same(
            [
                (
                    "leads.csv",
                    header + "B-1,2026-03-05,fair,b@een.example,Inkoper,Een,\n"
                        + "B-2,2026-03-09,web,c@een.example,Inkoper,Twee,\n"
                ),
                ("stages.csv", "lead_id,at,stage\nB-2,2026-03-14,mql\n"),
                ("activities.csv", "lead_id,at,action\nB-1,2026-02-11 10:00,brochure\n"),
            ], erasing: ["B-1"], decider: "auto", earliest: true)
    }

    @Test("One person with two ids is one afterwards too")
    func severalIDs() async throws {
        try await same(
            [
                (
                    "leads.csv",
                    header + "B-9,2026-02-27,fair,b@een.example,,,\n"
                        + "B-1,2026-03-09,web,b@een.example,,,\nB-3,2026-03-10,web,,,,\n"
                ),
                ("stages.csv", "lead_id,at,stage\nB-9,2026-03-02,mql\nB-1,2026-03-04,sql\n"),
                (
                    "deals.csv",
                    "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
                        + "D-1,won,2026-03-08,2026-03-12,900,301,B-1;B-9\n"
                        + "D-2,won,2026-03-08,2026-03-12,100,50,B-3;B-9\n"
                ),
            ], erasing: ["B-1", "B-3"])
    }

    @Test(
        "Random worlds around the ends of months: every figure before and after",
        arguments: UInt64(0)..<320)
    func random(seed: UInt64) async throws {
        var state = seed
        func pick(_ count: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(count))
        }
        func day() -> String {
            let start: Day = ["2026-01-28", "2026-02-24", "2026-03-27"][pick(3)]
            return "\(start.advanced(by: pick(9)))"
        }
        let leads = (1...7).map { "R-\($0)" }
        var people = header
        for (place, lead) in leads.enumerated() {
            let address = pick(4) == 0 ? "same@een.example" : "p\(place)@een.example"
            people +=
                "\(lead),\(day()) 1\(place):00,\(["fair", "google-ads", "referral"][pick(3)]),"
                + "\(address),Inkoper,Noord BV,\n"
        }
        var stages = "lead_id,at,stage\n"
        for _ in 0..<14 {
            let stage = [
                "mql", "mql", "contacted", "sql", "opportunity", "won", "lost", "rejected",
            ]
            stages += "\(leads[pick(7)]),\(day()),\(stage[pick(8)])\n"
        }
        var activities = "lead_id,at,action\n"
        for _ in 0..<4 {
            activities +=
                "\(leads[pick(7)]),\(day()) 10:00,"
                + "\(["contact_request", "pricing_page"][pick(2)])\n"
        }
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids,credit_of\n"
        for deal in 1...6 {
            let status = ["won", "won", "lost", "open"][pick(4)]
            let amount = 100 + pick(900)
            let contacts = Set((0...pick(2)).map { _ in leads[pick(7)] }).sorted()
            deals +=
                "D-\(deal),\(status),2026-01-02,\(status == "open" ? "" : day()),\(amount),"
                + "\(amount / 3),\(contacts.joined(separator: ";")),\n"
        }
        deals += "D-9,won,,\(day()),-10,-3,,D-\(1 + pick(6))\n"
        var files = [("leads.csv", people), ("stages.csv", stages), ("deals.csv", deals)]
        if pick(3) > 0 { files.append(("activities.csv", activities)) }
        files.append(
            ("spend.csv", "month,source,amount\n2026-02,fair,100\n2026-03,google-ads,50\n"))
        let erased = leads.filter { _ in pick(2) == 0 }
        try await same(
            files, erasing: erased, decider: ["crm", "rules", "auto"][pick(3)],
            earliest: pick(3) == 0, credit: ["first_lead", "last_lead", "equal"][pick(3)],
            "seed \(seed): \(files.map(\.1).joined())")
    }
}
