import Leads
import Quantities
import Statistics
import Testing

@testable import Intake

/// Exports as firms have them, in whatever order and with whatever ids, read by any number of jobs.
struct ExportShapesTests {
    enum Order: CaseIterable { case byTime, byLead, shuffled }

    enum IDs: CaseIterable {
        case hubspot, salesforce, uuid, short

        func id(_ lead: Int) -> String {
            var random = SplitMix64(seed: UInt64(lead))
            switch self {
            case .hubspot: return "\(10_000_000_000 + lead * 7_919)"
            case .salesforce:
                let letters = Array("ABCDEFGHKLMNPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789")
                return "00Q" + String((0..<15).map { _ in letters[random.below(letters.count)] })
            case .uuid:
                let digits = String(random.next() | 1 << 63, radix: 16) + String(lead, radix: 16)
                return "a3bb189e-8bf9-\(digits)"
            case .short: return "L\(lead)"
            }
        }
    }

    /// Four hundred leads, some of them twice, with what they did: some rows twice, of leads that nobody
    /// knows, with days that are none, with quotes over two lines and with sources of their own.
    private func files(_ order: Order, _ ids: IDs) -> [(name: String, text: String)] {
        var random = SplitMix64(seed: 20)
        var leads: [String] = []
        var rows: [(at: Int, text: String)] = []
        var stages: [String] = []
        for lead in 0..<400 {
            let id = ids.id(lead)
            let company = ["\"Noord, Zuid & Co\"", "Müller GmbH", "", "Firm \(lead)"][
                random.below(4)]
            let day = 1 + random.below(28)
            leads.append(
                "\(id),2026-03-\(day < 10 ? "0" : "")\(day) 10:00,fair,x\(lead)@firm\(lead % 90).example,\(company)"
            )
            if random.chance(perMille: 20) { leads.append("\(id),2026-03-01 10:00,web,,Other") }
            if random.chance(perMille: 10) { leads.append(",2026-03-01 10:00,web,,Nobody") }
            for _ in 0..<random.below(9) {
                let minute = random.below(60 * 24 * 60)
                let days = minute / 1440
                let month = days < 30 ? "04" : "05"
                let date = "2026-\(month)-\(days % 30 < 9 ? "0" : "")\(days % 30 + 1)"
                let clock =
                    "\(minute / 60 % 24 < 10 ? "0" : "")\(minute / 60 % 24):"
                    + "\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
                let isBad = random.chance(perMille: 5)
                let whose = random.chance(perMille: 8) ? "nobody-\(lead)" : id
                let text =
                    "\(whose),\(isBad ? "soon" : date) \(clock),"
                    + "\(["visit", "form", "mail"][random.below(3)]),"
                    + "\(["/a-\(random.below(50))", "\"two\nlines\"", ""][random.below(3)]),"
                    + "\(random.below(400)),s\(random.below(40)),\(["", "", "email"][random.below(3)])"
                rows.append((minute, text))
                if random.chance(perMille: 20) { rows.append((minute, text)) }
            }
            if random.chance(perMille: 200) { stages.append("\(id),2026-04-20,sql,") }
        }
        switch order {
        case .byLead: break
        case .byTime:
            rows = rows.enumerated().sorted {
                ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
            }
            .map(\.element)
        case .shuffled: rows.shuffle(using: &random)
        }
        return [
            (
                "leads.csv",
                (["lead_id,created_at,source,email,company"] + leads).joined(separator: "\n")
            ),
            (
                "activities.csv",
                (["lead_id,at,action,content,seconds,session,source"] + rows.map(\.text))
                    .joined(separator: "\n")
            ),
            ("stages.csv", (["lead_id,at,stage,reason"] + stages).joined(separator: "\n")),
        ]
    }

    private func read(
        _ files: [(name: String, text: String)], _ blockSize: Int, _ jobs: Int
    ) throws -> Reading {
        var options = ReadingOptions(
            leadFields: ["source", "company", LeadTable.emailDomain], presenceFields: ["email"],
            keepsRejectedRows: true)
        options.roles = RoleAddresses(["info"])
        (options.blockSize, options.jobs) = (blockSize, jobs)
        return try Reading.read(
            files.map { ByteSource(name: $0.name, text: $0.text) }, options: options)
    }

    /// Everything that was read, with the numbers under which leads and texts are known.
    private func told(_ reading: Reading) -> [String] {
        let facts = reading.facts
        var lines = reading.tables.map { "\($0)" }
        lines += reading.problems.listed.sorted().map { "\($0)" }
        lines += reading.rejected.map { "\($0)" }
        for lead in 0..<facts.leads.count {
            let fields = facts.leads.columns.map { "\($0.symbols[lead]) \($0.text(at: lead))" }
            lines.append(
                "\(facts.leads.index.id(of: lead)) \(facts.leads.created[lead]) \(fields) "
                    + "\(facts.leads.presences[0].flags[lead]) \(facts.stageDays(of: lead)[.sql] as Day?)"
            )
            lines += facts.activities.rows(of: lead).map { row in
                "\(row) \(facts.activities.actions.text(row.action)) "
                    + facts.activities.contents.text(row.content)
            }
            lines += facts.activities.touches.rows(of: lead).map {
                "\($0) \(facts.activities.touches.sources.text($0.source))"
            }
        }
        lines.append("\(facts.counts) \(facts.fingerprint)")
        return lines
    }

    @Test(
        "Every order of rows and kind of id gives the same for any number of jobs and size of blocks",
        arguments: Order.allCases, IDs.allCases)
    func jobs(_ order: Order, _ ids: IDs) throws {
        let files = files(order, ids)
        let expected = told(try read(files, 1 << 20, 1))
        #expect(expected.count > 2_000)
        for size in [150, 700, 5_000] {
            for jobs in [1, 2, 3, 8] {
                let other = told(try read(files, size, jobs))
                let first = zip(other, expected).first { $0 != $1 }
                #expect(first == nil, "\(size) \(jobs)")
                #expect(other.count == expected.count)
            }
        }
    }

    @Test("The order of rows makes no difference to what is known", arguments: IDs.allCases)
    func orders(_ ids: IDs) throws {
        let readings = try Order.allCases.map { try read(files($0, ids), 700, 2) }
        #expect(Set(readings.map(\.facts.fingerprint)).count == 1)
        #expect(Set(readings.map { $0.tables.map(\.new) }).count == 1)
        #expect(readings[0].tables.map(\.rejected) == readings[2].tables.map(\.rejected))
        #expect(readings[0].tables[1].rejected > 0 && readings[0].tables[1].unchanged > 0)
    }
}
