import Foundation
import TestSupport
import Testing

/// Leads that are counted in parts give the report of all of them, byte for byte.
struct PartTests {
    @Test("Any number of parts gives the figures of the whole", arguments: [1, 2, 3])
    func property(seed: Int) throws {
        for unit in ["person", "company"] {
            let world = SplitWorld(seed: seed, unit: unit)
            let by = ["source", "campaign", "content"][seed - 1]
            try PartPlace.use { place in
                try world.write(into: place.folder)
                let whole = try place.figures(
                    ["--data"] + SplitWorld.files + ["spend.csv"], unit: unit, by: by)
                for count in counts(seed, unit) {
                    let parts = try place.tally(world, count, unit: unit, by: by)
                    let merged = try place.figures(
                        ["--tallies"] + parts + ["--data", "spend.csv"], unit: unit, by: by)
                    #expect(merged == whole, "seed \(seed), \(unit), \(count) parts")
                }
            }
        }
    }

    /// All numbers for some, so that this takes no longer than it must.
    private func counts(_ seed: Int, _ unit: String) -> [Int] {
        seed > 1 ? [3] : unit == "person" ? [1, 2, 7, 64] : [1, 7]
    }

    @Test("Whatever the number of parts, every report that reads them is the same text")
    func texts() throws {
        let world = SplitWorld(seed: 4, unit: "person")
        try PartPlace.use { place in
            let one = try place.tally(world, 1, unit: "person", by: "source")
            let seven = try place.tally(world, 7, unit: "person", by: "source")
            for command in ["report", "funnel", "compare", "justify"] {
                let texts = try [one, seven].map { parts in
                    let result = try Command.run(
                        [command, "--tallies"] + parts + ["--data", "spend.csv"], in: place.folder)
                    #expect(result.code == 0, "\(command): \(result.complaint)")
                    // The last line says how to make it again, with the names of the parts.
                    let end = result.output.range(of: "\nAgain ")?.lowerBound
                    return String(result.output[..<(end ?? result.output.endIndex)])
                }
                #expect(texts[0] == texts[1], "\(command)")
            }
        }
    }

    @Test("The sum of parts, line by line, is a part")
    func sum() throws {
        let world = SplitWorld(seed: 5, unit: "person")
        try PartPlace.use { place in
            let parts = try place.tally(world, 5, unit: "person", by: "source")
            var numbers: [String: Int] = [:]
            for part in parts {
                for line in try place.lines(of: part) {
                    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                    let number = try #require(fields.last.flatMap { Int($0) })
                    numbers[fields.dropLast().joined(separator: "\t"), default: 0] += number
                }
            }
            let text = numbers.map { "\($0.key)\t\($0.value)\n" }.sorted().joined()
            try Data(text.utf8).write(to: place.folder.appendingPathComponent("sum.part"))
            let asked = ["--data", "spend.csv"]
            #expect(
                try place.figures(
                    ["--tallies", "sum.part"] + asked, unit: "person", by: "source")
                    == place.figures(
                        ["--tallies"] + parts + asked, unit: "person", by: "source"))
        }
    }

    @Test("What a part says of two leads, worked out by hand")
    func byHand() throws {
        try PartPlace.use { place in
            try place.write(
                "leads.csv",
                """
                lead_id,created_at,source,email,company
                L-1,2026-03-02,google-ads,ann@north.example,Northwind BV
                L-2,2026-03-05,Blog,,

                """)
            try place.write(
                "stages.csv",
                """
                lead_id,at,stage
                L-1,2026-03-04,mql
                L-1,2026-03-14,sql
                L-2,2026-03-09,rejected

                """)
            try place.write(
                "deals.csv",
                """
                deal_id,status,created_at,closed_at,amount,lead_ids
                D-1,won,2026-03-15,2026-04-03,1500.00,L-1

                """)
            let result = try place.tally(
                ["leads.csv", "stages.csv", "deals.csv"], ["--decided-by", "crm"])
            #expect(result.code == 0, "\(result.complaint)")
            let lines = Set(result.output.split(separator: "\n").map(String.init))
            // One lead became an MQL after two days, an SQL ten days later, and a customer on 3 April, thirty
            // days after the MQL day and twenty after the SQL, for € 1,500. The other did not get so far.
            for line in [
                "#by\tsource\t1", "#decided-by\tcrm\t1", "#format\tmql-part 1\t1",
                "#period\t2026-01-01..2026-06-30\t1",
                "cell\tgoogle-ads\t\t\t\tcreated\t2026-03-02\t0\t0\t1",
                "cell\tgoogle-ads\t\t\t\tcreatedToMQL\t2026-03-02\t0\t0\t1",
                "cell\tgoogle-ads\t\t\t\tmql\t2026-03-04\t0\t0\t1",
                "cell\tgoogle-ads\t\t\t\tsql\t2026-03-04\t10\t0\t1",
                "cell\tgoogle-ads\t\t\t\twon\t2026-03-04\t30\t0\t1",
                "cell\tgoogle-ads\t\t\t\tdealAmount\t2026-03-04\t30\t150000\t1",
                "cell\tgoogle-ads\t\t\t\tsqlSold\t2026-03-14\t20\t0\t1",
                "cell\tBlog\t\t\t\tcreated\t2026-03-05\t0\t0\t1",
                "source\tBlog\t1", "source\tgoogle-ads\t1", "unlisted\tBlog\t1",
                "mqls\t1", "closed\twon\t1", "wins\ttotal\t1", "wins\tperiod_mqls\t1",
                "wins\tcents\te0\t150000", "has\twon\t1", "has\tone_off\t1",
                "day\tmql\t2026-03-04\t1", "day\trejected\t2026-03-09\t1",
                "day\twon_deal\t2026-04-03\t1", "fact\tleads\t2", "fact\tstages\t3",
                "fact\tdeals\t1", "table\tleads.csv\tlead\trows\t\t2",
            ] { #expect(lines.contains(line), "\(line)") }
            #expect(lines.count { $0.hasPrefix("company\tdomain\t") } == 1)
            #expect(lines.count { $0.hasPrefix("deal\t") } == 1)
            #expect(
                result.output.split(separator: "\n").map(String.init).sorted {
                    $0.utf8.lexicographicallyPrecedes($1.utf8)
                } == result.output.split(separator: "\n").map(String.init))
        }
    }

    @Test("No id, address, company or mail domain stands in a part")
    func nobody() throws {
        for unit in ["person", "company"] {
            let world = SplitWorld(seed: 6, unit: unit)
            try PartPlace.use { place in
                let parts = try place.tally(world, 2, unit: unit, by: "campaign")
                let text = try parts.map { try place.text(of: $0) }.joined().lowercased()
                let named = world.secrets
                #expect(named.count > 100)
                for secret in named { #expect(!text.contains(secret.lowercased()), "\(secret)") }
            }
        }
    }

    @Test("Rows of all tables in one stream give the same as files")
    func tagged() throws {
        let world = SplitWorld(seed: 7, unit: "person")
        try PartPlace.use { place in
            try world.write(into: place.folder)
            var stream = ""
            let tables = SplitWorld.files.map { file in
                (file.dropLast(4), world.text(of: file) { _ in true }.split(separator: "\n"))
            }
            for (name, rows) in tables { stream += "\(name),\(rows[0])\n" }
            // Row by row, as they come out of an engine that has mixed them.
            for row in 1..<(tables.map(\.1.count).max() ?? 1) {
                for (name, rows) in tables where row < rows.count {
                    stream += "\(name),\(rows[row])\n"
                }
            }
            let files = try place.tally(SplitWorld.files, [])
            let mixed = try place.tally(["-"], ["--tagged"], input: stream)
            #expect(mixed.code == 0, "\(mixed.complaint)")
            func body(_ text: String) -> [Substring] {
                text.split(separator: "\n").filter { !$0.hasPrefix("table") }
            }
            #expect(body(mixed.output) == body(files.output))
            let wrong = try place.tally(["-"], ["--tagged"], input: "1,2,3\n")
            #expect(wrong.code == 65)
            #expect(wrong.complaint.contains("standard input:1:"), "\(wrong.complaint)")
        }
    }

    @Test("Parts that do not add up are refused, with the reason")
    func refusals() throws {
        let world = SplitWorld(seed: 8, unit: "person")
        try PartPlace.use { place in
            let parts = try place.tally(world, 2, unit: "person", by: "source")
            func refused(_ parts: [String], _ more: [String] = [], says: String) throws {
                let result = try Command.run(
                    ["report", "--tallies"] + parts + more, in: place.folder)
                #expect(result.code == 65, "\(says): \(result.complaint)")
                #expect(result.complaint.contains(says), "\(says): \(result.complaint)")
            }
            try refused([parts[0], parts[0]], says: "in two parts")
            let text = try place.text(of: parts[0])
            for (line, other) in [
                ("#by\tsource", "#by\tmonth"), ("#as-of\t2026-06-30", "#as-of\t2026-05-31"),
                ("#unit\tperson", "#unit\tcompany"), ("#program\t", "#program\t9 "),
                ("#decided-by\trules", "#decided-by\tcrm"), ("#run-key\t", "#run-key\t0"),
                ("#zone\tEurope/Amsterdam", "#zone\tUTC"), ("#rules\tb2b 1", "#rules\tb2b 2"),
                ("#currency\tEUR", "#currency\tUSD"), ("#settings\t", "#settings\t0"),
            ] {
                #expect(text.contains(line), "\(line)")
                try place.write("other.part", text.replacingOccurrences(of: line, with: other))
                let name = line.dropFirst().split(separator: "\t")[0]
                try refused([parts[1], "other.part"], says: "the line \(name) says")
            }
            try place.write("other.part", "lead_id,created_at\n")
            try refused(["other.part"], says: "is no part")
            try refused(parts, ["--by", "month"], says: "line by says")
            try refused(parts, ["--data", "leads.csv"], says: "the parts have the leads")
            // A deal that two parts have would count twice.
            let deal = try #require(
                text.split(separator: "\n").first { $0.hasPrefix("deal\t") })
            let second = try place.text(of: parts[1])
            try place.write("other.part", second + deal + "\n")
            try refused([parts[0], "other.part"], says: "A deal is in two parts")
        }
    }

    @Test("A company that is in two parts is refused where companies are counted")
    func companies() throws {
        let world = SplitWorld(seed: 9, unit: "person")
        try PartPlace.use { place in
            let parts = try place.tally(world, 2, unit: "company", by: "source")
            let result = try Command.run(
                ["report", "--unit", "company", "--tallies"] + parts, in: place.folder)
            #expect(result.code == 65)
            #expect(result.complaint.contains("in two parts"), "\(result.complaint)")
        }
    }

    @Test("What a part does not know has to be said")
    func asked() throws {
        let world = SplitWorld(seed: 10, unit: "person")
        try PartPlace.use { place in
            try world.write(into: place.folder)
            func complaint(_ words: [String]) throws -> String {
                let result = try Command.run(["tally"] + words, in: place.folder)
                #expect(result.code != 0, "\(words)")
                return result.complaint
            }
            let data = ["--data", "leads.csv", "--run-key", "key"]
            #expect(try complaint(data + ["--decided-by", "crm"]).contains("--as-of and --period"))
            let days = ["--as-of", "2026-06-30", "--period", "2026"]
            #expect(try complaint(data + days).contains("--decided-by rules"))
            #expect(
                try complaint(
                    ["--data", "leads.csv", "spend.csv", "--run-key", "key"] + days + [
                        "--decided-by", "crm",
                    ]
                ).contains("spend.csv: a part is of leads alone"))
            try place.write("short", "0123")
            #expect(
                try complaint(
                    ["--data", "leads.csv", "--run-key", "short"] + days + [
                        "--decided-by", "crm",
                    ]
                ).contains("at least 16 bytes"))
        }
    }
}

/// A folder with a run key.
private struct PartPlace {
    let folder: URL

    static func use(_ body: (PartPlace) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-parts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = PartPlace(folder: folder)
        try place.write("key", "a key of this test alone")
        try body(place)
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    func lines(of name: String) throws -> [Substring] { try text(of: name).split(separator: "\n") }

    func tally(
        _ files: [String], _ more: [String], unit: String = "person", by: String = "source",
        input: String? = nil
    ) throws -> CommandResult {
        let decided = more.contains("--decided-by") ? [] : ["--decided-by", "rules"]
        return try Command.run(
            ["tally", "--data"] + files + [
                "--as-of", "2026-06-30", "--period", "2026-01-01..2026-06-30", "--unit", unit,
                "--by", by, "--run-key", "key",
            ] + decided + more, in: folder, input: input)
    }

    /// The names of the parts.
    func tally(_ world: SplitWorld, _ count: Int, unit: String, by: String) throws -> [String] {
        try world.write(into: folder)
        return try (0..<count).map { part in
            let name = "of\(count)-\(part)"
            try world.write(into: folder.appendingPathComponent(name)) { $0 % count == part }
            let result = try tally(
                SplitWorld.files.map { "\(name)/\($0)" }, [], unit: unit, by: by)
            #expect(result.code == 0, "\(result.complaint)")
            try write("\(name).part", result.output)
            return "\(name).part"
        }
    }

    /// The figures of a report, as their text.
    func figures(_ data: [String], unit: String, by: String) throws -> String {
        let result = try Command.run(
            ["report"] + data + [
                "--as-of", "2026-06-30", "--period", "2026-01-01..2026-06-30", "--unit", unit,
                "--by", by, "--format", "json",
            ], in: folder)
        #expect(result.code == 0, "\(result.complaint)")
        let end = try #require(result.output.range(of: "\"provenance\""))
        return String(result.output[..<end.lowerBound])
    }
}

/// A small world of groups of leads that belong together.
private struct SplitWorld {
    static let files = ["leads.csv", "activities.csv", "stages.csv", "deals.csv"]
    private static let headers = [
        "leads.csv":
            "lead_id,created_at,source,medium,campaign,email,job_title,company,employees,country",
        "activities.csv": "lead_id,at,action,content,session",
        "stages.csv": "lead_id,at,stage,reason",
        "deals.csv":
            "deal_id,status,created_at,closed_at,amount,margin,months,lead_ids,existing_customer,credit_of",
    ]

    /// By file, each row with the group that it is of.
    private var rows: [String: [(group: Int, text: String)]] = [:]
    /// What stands in no part.
    private(set) var secrets = Set<String>()

    init(seed: Int, unit: String) {
        var random = Numbers(state: UInt64(seed) &* 7_919)
        var deals = 0
        for group in 0..<70 {
            // Where persons are counted, companies are in several groups.
            let firm = unit == "company" ? group : random.next(25)
            let company = [
                "Firma\(firm) Machinebouw BV", "firma\(firm) machinebouw b.v.",
                "Firma\(firm) Machinebouw",
            ][random.next(3)]
            let domain = "firma\(firm)-bouw.example"
            secrets.formUnion([company, domain])
            var ids: [String] = []
            for person in 0...random.next(4) {
                let mail = "jan.\(group).\(person)@"
                let kind = random.next(5)
                let address =
                    kind == 0 ? "" : kind == 1 ? "\(mail)gmail.com" : mail + domain
                let name = kind == 2 ? "" : company
                if !address.isEmpty { secrets.insert(address) }
                for row in 0...(address.isEmpty ? 0 : random.next(8) / 7) {
                    let id = "ID\(seed)-\(group)-\(person)-\(row)"
                    ids.append(id)
                    secrets.insert(id)
                    let source = [
                        "google,cpc", "linkedin,paid-social", "Zeta Blog,", "zeta blog,",
                        "Alpha fair,", ",", "email,email", "midway,referral",
                    ][random.next(8)]
                    let campaign = ["Spring", "spring", "pumps 2026", ""][random.next(4)]
                    add(
                        "leads.csv", group,
                        [
                            id, random.day, source, campaign, address,
                            ["Head of Purchasing", "Student", "Operations manager", ""][
                                random.next(4)],
                            name, ["85", "420", "12", ""][random.next(4)],
                            ["NL", "DE", ""][random.next(3)],
                        ])
                    for _ in 0..<random.next(7) {
                        add(
                            "activities.csv", group,
                            [
                                id, "\(random.day)T1\(random.next(10)):0\(random.next(10)):00Z",
                                [
                                    "spec_download", "form_question", "pricing_page",
                                    "product_page",
                                    "newsletter_open", "unheard_of",
                                ][random.next(6)], ["Guide A", "guide a", "B", ""][random.next(4)],
                                "s\(random.next(4))",
                            ])
                    }
                    for stage in ["mql", "contacted", "sql", "won", "lost", "rejected"]
                    where random.next(4) == 0 {
                        add("stages.csv", group, [id, random.day, stage, ""])
                    }
                }
            }
            for _ in 0..<random.next(3) {
                deals += 1
                let id = "DEAL\(seed)-\(deals)"
                secrets.insert(id)
                let contacts = ids.filter { _ in random.next(2) == 0 }
                let status = ["won", "lost", "open"][random.next(3)]
                let closed = status == "open" ? "" : random.day
                add(
                    "deals.csv", group,
                    [
                        id, status, "2026-01-10", closed, "\(1000 + random.next(9000)).50",
                        ["", "400.00"][random.next(2)], ["", "12"][random.next(2)],
                        contacts.joined(separator: ";"), ["", "", "yes"][random.next(3)], "",
                    ])
                guard status == "won", random.next(3) == 0 else { continue }
                add(
                    "deals.csv", group,
                    ["R\(id)", "won", "", random.day, "-100.00", "", "", "", "", id])
            }
        }
    }

    private mutating func add(_ file: String, _ group: Int, _ cells: [String]) {
        rows[file, default: []].append((group, cells.joined(separator: ",")))
    }

    func text(of file: String, where isIn: (Int) -> Bool) -> String {
        let own = (rows[file] ?? []).filter { isIn($0.group) }.map(\.text)
        return ([Self.headers[file] ?? ""] + own).joined(separator: "\n") + "\n"
    }

    func write(into folder: URL, where isIn: (Int) -> Bool = { _ in true }) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in Self.files {
            try Data(text(of: file, where: isIn).utf8).write(
                to: folder.appendingPathComponent(file))
        }
        let spend = """
            month,source,medium,campaign,amount,category
            2026-01,google,cpc,spring,1200.00,media
            2026-03,google,cpc,,800.00,media
            2026-02,ZETA BLOG,,,300.00,content
            2026-04,linkedin,paid-social,pumps 2026,2400.00,media
            2026-05,*,,,500.00,tools

            """
        try Data(spend.utf8).write(to: folder.appendingPathComponent("spend.csv"))
    }

    private struct Numbers {
        var state: UInt64

        mutating func next(_ end: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: (state >> 33) % UInt64(end))
        }

        /// A day of the first seven months of 2026.
        var day: String {
            mutating get {
                let (month, day) = (1 + next(7), 1 + next(28))
                return "2026-0\(month)-\(day < 10 ? "0" : "")\(day)"
            }
        }
    }
}
