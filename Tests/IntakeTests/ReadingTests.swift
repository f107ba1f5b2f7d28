import Leads
import Quantities
import Testing

@testable import Intake

struct ReadingTests {
    private func read(
        _ files: (String, String)..., mappings: [TableMapping] = [],
        fields: [String] = ["source", "job_title"]
    ) throws -> Reading {
        try Reading.read(
            files.map { ByteSource(name: $0.0, text: $0.1) }, mappings: mappings,
            options: ReadingOptions(
                leadFields: fields, presenceFields: ["email"], keepsRejectedRows: true))
    }

    private let leads = "lead_id,created_at,source\nL-1,2026-01-05,google\nL-2,2026-01-06,fair\n"

    @Test("Columns may stand in any order, with other capitals, separators and unknown ones")
    func columns() throws {
        let reading = try read(
            (
                "leads.csv",
                "Source;Job Title;extra;LEAD_ID;Created-At\nfair;Buyer;x;L-1;2026-01-05\n"
            ))
        #expect(reading.facts.leads.count == 1)
        #expect(reading.facts.leads.text("source", of: 0) == "fair")
        #expect(reading.facts.leads.text("job_title", of: 0) == "Buyer")
        #expect(reading.tables[0].unusedColumns == ["extra"])
    }

    @Test("Every row read is new, updated, unchanged or rejected")
    func balance() throws {
        let reading = try read(
            (
                "leads.csv",
                """
                lead_id,created_at,source,email
                L-1,2026-01-05,google,a@b.example
                L-1,2026-01-05,google,a@b.example
                L-1,2026-01-07,google,a@b.example
                L-2,2026-02-30,google,
                ,2026-01-05,google,
                L-3,2026-01-05
                "L-4,2026-01-05,google,
                L-5,2026-01-05,google,

                """
            ))
        let table = reading.tables[0]
        #expect(table.rows == 8)
        #expect(table.new == 2)
        #expect(table.updated == 1)
        #expect(table.unchanged == 1)
        #expect(table.rejected == 4)
        #expect(reading.rejected.count == 4)
        #expect(reading.problems.counts[.badQuote] == 1)
        #expect(reading.problems.counts[.raggedRow] == 1)
        #expect(reading.problems.counts[.badDate] == 1)
        #expect(reading.problems.counts[.missingValue] == 1)
    }

    @Test("The order of files and of rows makes no difference")
    func order() throws {
        let activities = "lead_id,at,action\nL-2,2026-01-08,cart\nL-1,2026-01-07,cart\n"
        let one = try read(("leads.csv", leads), ("activities.csv", activities))
        let other = try read(
            ("activities.csv", "action,at,lead_id\ncart,2026-01-07,L-1\ncart,2026-01-08,L-2\n"),
            ("leads.csv", "source,lead_id,created_at\nfair,L-2,2026-01-06\ngoogle,L-1,2026-01-05\n")
        )
        #expect(one.facts.fingerprint == other.facts.fingerprint)
        #expect(one.facts.counts == other.facts.counts)
        let third = try read(("leads.csv", leads))
        #expect(third.facts.fingerprint != one.facts.fingerprint)
    }

    @Test("A repeated activity is one fact, and one that lasted longer is another")
    func repeatedActivities() throws {
        let reading = try read(
            ("leads.csv", leads),
            (
                "activities.csv",
                """
                lead_id,at,action,seconds
                L-1,2026-01-07 10:00,video_view,30
                L-1,2026-01-07 10:00,video_view,30
                L-1,2026-01-07 10:00,video_view,31

                """
            ))
        #expect(reading.facts.counts.activities == 2)
        #expect(reading.tables[1].new == 2)
        #expect(reading.tables[1].unchanged == 1)
    }

    @Test("Of two versions of a lead the later update counts, in either order")
    func versions() throws {
        let header = "lead_id,created_at,source,updated_at\n"
        let old = "L-1,2026-01-05,google,2026-01-06\n"
        let new = "L-1,2026-01-04,fair,2026-02-01\n"
        for rows in [old + new, new + old] {
            let reading = try read(("leads.csv", header + rows))
            #expect(reading.facts.leads.text("source", of: 0) == "fair")
            #expect(reading.facts.counts.leads == 1)
            #expect(reading.problems.counts[.duplicateLead] == 1)
        }
    }

    @Test("A stage keeps its first day, also when a later row has another")
    func stages() throws {
        let reading = try read(
            ("leads.csv", leads),
            (
                "stages.csv",
                "lead_id,at,stage\nL-1,2026-02-10,sql\nL-1,2026-02-01,SQL\nL-1,2026-02-01,SQL\n"
            ))
        #expect(reading.facts.stageDays(of: 0)[.sql]?.description == "2026-02-01")
        #expect(reading.facts.stageDays(of: 1)[.sql] == nil)
        #expect(reading.facts.counts.stages == 2)
        #expect(reading.tables[1].unchanged == 1)
    }

    @Test("A recurring deal counts over its months: 12 × € 100.00 and 2 years of € 1,200.00")
    func recurring() throws {
        let reading = try read(
            ("leads.csv", leads),
            (
                "deals.csv",
                """
                deal_id,status,closed_at,amount,recurring,months,lead_ids
                D-1,won,2026-03-01,100.00,monthly,12,L-1
                D-2,won,2026-03-01,1200.00,yearly,24,L-2;L-1
                D-3,open,,,,,

                """
            ))
        #expect(reading.facts.deals.map(\.amount) == [120_000, 240_000, nil])
        #expect(reading.facts.deals[1].leads == [1, 0])
    }

    @Test("Spend is for a month, a day or some days, both ends included")
    func periods() throws {
        let reading = try read(
            ("leads.csv", leads),
            (
                "spend.csv",
                """
                month,day,from,to,source,amount
                2026-02,,,,google,10
                ,2026-02-03,,,google,20
                ,,2026-02-01,2026-02-10,google,30

                """
            ))
        #expect(reading.facts.spend.map(\.period.length) == [28, 1, 10])
        #expect(reading.facts.spend.map(\.money.cents) == [1000, 2000, 3000])
    }

    @Test("A row gives a lead, two stages and spend; where one is wrong it gives none of them")
    func severalFacts() throws {
        let mapping = TableMapping(
            file: "crm*",
            facts: [
                FactMapping(
                    kind: .lead,
                    fields: [
                        "lead_id": .init(column: "Nr"), "created_at": .init(column: "Datum"),
                        "source": .init(column: "Bron"),
                    ]),
                FactMapping(
                    kind: .stage,
                    fields: ["stage": .init(constant: "mql"), "at": .init(column: "MQL")]),
                FactMapping(
                    kind: .stage,
                    fields: ["stage": .init(constant: "sql"), "at": .init(column: "SQL")]),
                FactMapping(
                    kind: .spend,
                    fields: ["amount": .init(column: "Kosten"), "day": .init(column: "Datum")]),
            ], dateOrder: .dmy, decimal: .comma)
        let reading = try read(
            (
                "crm-export.csv",
                """
                Nr;Datum;Bron;MQL;SQL;Kosten
                1;05-01-2026;beurs;10-01-2026;20-01-2026;12,50
                2;05-01-2026;beurs;;;
                3;05-01-2026;beurs;10-01-2026;40-01-2026;99,00

                """
            ), mappings: [mapping])
        #expect(reading.facts.counts.leads == 2)
        #expect(reading.facts.counts.stages == 2)
        #expect(reading.facts.spend.map(\.money.cents) == [1250])
        #expect(reading.facts.spend[0].source == "beurs")
        #expect(reading.tables[0].rejected == 1)
        #expect(reading.facts.leads.index.find("3") == nil)
        #expect(reading.facts.stageDays(of: 0)[.sql]?.description == "2026-01-20")
    }

    @Test("A column's words are replaced, and an empty replacement gives no fact")
    func translation() throws {
        let mapping = TableMapping(facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": .init(column: "id"), "created_at": .init(column: "day"),
                    "source": .init(column: "from"),
                ]),
            FactMapping(
                kind: .stage,
                fields: [
                    "at": .init(column: "day"),
                    "stage": .init(column: "status", values: ["Qualified": "sql", "New": ""]),
                ]),
        ])
        let reading = try read(
            ("x.csv", "id,day,from,status\n1,2026-01-05,fair,Qualified\n2,2026-01-05,fair,New\n"),
            mappings: [mapping])
        #expect(reading.facts.counts.stages == 1)
        #expect(reading.facts.counts.leads == 2)
        #expect(reading.problems.isEmpty)
    }

    /// Lead, stage, deal and spend from each row.
    private var crm: TableMapping {
        TableMapping(facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": .init(column: "id"), "created_at": .init(column: "day"),
                    "source": .init(column: "from"), "job_title": .init(column: "title"),
                ]),
            FactMapping(
                kind: .stage,
                fields: ["at": .init(column: "at"), "stage": .init(column: "stage")]),
            FactMapping(
                kind: .deal,
                fields: [
                    "deal_id": .init(column: "deal"), "status": .init(constant: "won"),
                    "closed_at": .init(column: "at"), "amount": .init(column: "sum"),
                ]),
            FactMapping(
                kind: .spend,
                fields: ["amount": .init(column: "cost"), "day": .init(column: "day")]),
        ])
    }

    @Test("A lead with a row per stage and per deal keeps them all, and its cost counts once")
    func rowsOfOneLead() throws {
        let header = "id,day,from,title,at,stage,deal,sum,cost\n"
        let rows = [
            "1,2026-01-05,fair,Buyer,2026-01-10,mql,,,100\n",
            "1,2026-01-05,fair,Buyer,2026-02-10,sql,D-1,500,100\n",
            "1,2026-01-05,fair,Head,2026-02-20,opportunity,D-2,700,100\n",
        ]
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let reading = try read(
                ("x.csv", header + order.map { rows[$0] }.joined()), mappings: [crm])
            #expect(reading.facts.counts.stages == 3)
            #expect(reading.facts.deals.map(\.amount) == [50_000, 70_000])
            #expect(reading.facts.spend.map(\.money.cents) == [10_000])
        }
    }

    @Test("A deal with a row for each contact has them all, in either order")
    func contactsInRows() throws {
        let header = "id,day,from,title,at,stage,deal,sum,cost\n"
        let rows = [
            "1,2026-01-05,fair,,2026-02-10,,D-1,500,\n", "2,2026-01-05,web,,2026-02-10,,D-1,500,\n",
        ]
        for order in [[0, 1], [1, 0]] {
            let reading = try read(
                ("x.csv", header + order.map { rows[$0] }.joined()), mappings: [crm])
            #expect(reading.facts.deals.count == 1)
            #expect(reading.facts.deals[0].leads.count == 2)
        }
        let canonical = try read(
            ("leads.csv", leads),
            (
                "deals.csv",
                "deal_id,status,closed_at,amount,lead_ids\nD-1,won,2026-03-01,5,L-1\nD-1,won,2026-03-01,5,L-2\n"
            ))
        #expect(canonical.facts.deals[0].leads == [0, 1])
    }

    @Test("A row may be about a lead of a later row or file, whatever their order")
    func laterLeads() throws {
        var mapping = crm
        // The stage and the deal are of the lead that the column "about" names.
        mapping.facts[1].fields["lead_id"] = .init(column: "about")
        mapping.facts[2].fields["lead_ids"] = .init(column: "about")
        let header = "id,day,from,title,at,stage,deal,sum,cost,about\n"
        let rows = [
            "1,2026-01-05,fair,,2026-02-10,sql,D-1,500,,3\n", "2,2026-01-05,web,,,,,,,\n",
            "3,2026-01-05,\"a, \"\"b\"\"\",,,,,,,\n", "4,2026-01-05,web,,2026-02-10,sql,,,,99\n",
        ]
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1]] {
            let reading = try read(
                ("x.csv", header + order.map { rows[$0] }.joined()), mappings: [mapping])
            #expect(reading.facts.counts.leads == 3)
            #expect(reading.facts.counts.stages == 1)
            let three = try #require(reading.facts.leads.index.find("3"))
            #expect(reading.facts.stageDays(of: three)[.sql]?.description == "2026-02-10")
            #expect(reading.facts.deals.map(\.leads) == [[three]])
            #expect(reading.tables[0].rows == 4)
            #expect(reading.tables[0].new == 3)
            #expect(reading.tables[0].rejected == 1)
            #expect(reading.problems.listed.map(\.line) == [order.firstIndex(of: 3).map { $0 + 2 }])
        }
    }

    @Test("An amount without a day is no money that may go missing")
    func spendWithoutDay() throws {
        let reading = try read(
            ("x.csv", "id,day,from,title,at,stage,deal,sum,cost\n1,,fair,,,,,,900\n"),
            mappings: [crm])
        #expect(reading.tables[0].rejected == 1)
    }

    @Test("What is no text on lines is told by its first bytes")
    func otherFormats() {
        for (bytes, words) in [
            ([0x50, 0x4B, 0x03, 0x04, 0x0A], "damaged"),
            ([0xD0, 0xCF, 0x11, 0xE0], "old Excel"),
            ([0x61, 0x2C, 0x00, 0x01, 0x62, 0x0A], "no text"),
        ] as [([UInt8], String)] {
            #expect {
                try Reading.read(
                    [ByteSource(name: "x.csv", bytes: bytes)], options: ReadingOptions())
            } throws: { "\($0)".contains(words) }
        }
    }

    @Test("A renamed file is recognised by its columns where the mapping's name does not fit")
    func renamedFile() throws {
        var mapping = crm
        mapping.file = "crm-export*"
        let reading = try read(
            ("rejects.csv", "id,day,from,title,at,stage,deal,sum,cost\n1,2026-01-05,fair,,,,,,\n"),
            mappings: [mapping])
        #expect(reading.facts.counts.leads == 1)
    }

    @Test("A million-row field of one kind of problem is counted whole and kept in part")
    func manyProblems() {
        var list = ProblemList()
        for line in 1...5000 {
            list.add(
                Problem(
                    file: "x.csv", line: line, column: 1, kind: .badDate, effect: .rejected,
                    message: Phrase("no")))
        }
        #expect(list.total == 5000)
        #expect(list.listed.count == ProblemList.examples)
        #expect(list.grouped(examples: 5)[0].first.map(\.line) == [1, 2, 3, 4, 5])
    }

    @Test("Random bytes are refused or counted, and never stop the program", arguments: 0..<60)
    func noise(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet = Array("\",;\n\r\t|-0123456789.:TZ+ Ll€é\u{0}".utf8) + [0xFF, 0xC3]
        for header in [
            "lead_id,created_at,source,updated_at,email", "lead_id,at,action,seconds,session",
            "lead_id,at,stage", "deal_id,status,closed_at,amount,recurring,months,lead_ids",
            "source,amount,month,day,from,to,currency,category",
        ] {
            var bytes = Array(leads.utf8)
            var table = Array((header + "\n").utf8)
            for _ in 0..<600 { table.append(alphabet[next(alphabet.count)]) }
            bytes.append(contentsOf: Array("L-3,2026-01-01,x\n".utf8))
            let reading = try Reading.read(
                [
                    ByteSource(name: "a.csv", bytes: bytes),
                    ByteSource(name: "b.csv", bytes: table),
                ],
                options: ReadingOptions(leadFields: ["source"]))
            for report in reading.tables {
                #expect(
                    report.rows
                        == report.new + report.updated + report.unchanged + report.rejected
                        + report.skipped)
            }
        }
    }

    @Test("Rows over many lines, and quotes that never close, are the same in blocks of any size")
    func blocks() throws {
        var rows = (1...60).map {
            "L-\($0),2026-03-\($0 % 28 + 1),\"say \"\"\($0)\"\"\n,line two\""
        }
        let whole = "lead_id,created_at,source\n" + rows.joined(separator: "\n")
        rows[40] = "L-41,2026-03-01,\"no end"
        let broken = "lead_id,created_at,source\n" + rows.joined(separator: "\r\n") + "\r\n"
        rows[3] = String(repeating: "x", count: 400) + ",2026-03-01,long"
        let long = "lead_id,created_at,source\n" + rows.joined(separator: "\n")
        for text in [whole, broken, long] {
            func read(_ size: Int, _ jobs: Int) throws -> Reading {
                var options = ReadingOptions(leadFields: ["source"], keepsRejectedRows: true)
                options.blockSize = size
                options.jobs = jobs
                return try Reading.read([ByteSource(name: "x.csv", text: text)], options: options)
            }
            let one = try read(1 << 20, 1)
            #expect(one.tables[0].rows >= 60)
            for size in [40, 64, 90, 256, 1000] {
                for jobs in [1, 2, 8] {
                    let other = try read(size, jobs)
                    #expect(other.tables == one.tables, "\(size) \(jobs)")
                    #expect(other.problems.listed.sorted() == one.problems.listed.sorted())
                    #expect(other.rejected == one.rejected)
                    #expect(other.facts.fingerprint == one.facts.fingerprint)
                }
            }
        }
    }

    @Test("Rows that end in a lone carriage return are rows")
    func loneReturns() throws {
        let text = "lead_id,created_at,source\rL-1,2026-03-01,beurs\rL-2,2026-03-02,\"a\rb\"\r"
        let reading = try Reading.read(
            [ByteSource(name: "x.csv", text: text)], options: ReadingOptions())
        #expect(reading.facts.leads.count == 2)
        #expect(reading.problems.isEmpty)
    }

    @Test("A link says where a lead came from, where the source is empty")
    func links() throws {
        let text = """
            lead_id,created_at,utm_source,utm_medium,utm_campaign,gclid,li_fat_id
            A-1,2026-04-01,google,cpc,ketels,,
            A-2,2026-04-02,,,,Cj0K,
            A-3,2026-04-03,,,,,a1b2
            A-4,2026-04-04,,,,,

            """
        let leads = try Reading.read(
            [ByteSource(name: "x.csv", text: text)],
            options: ReadingOptions(leadFields: ["source", "medium", "campaign"])
        ).facts.leads
        #expect(
            (0..<4).map { leads.text("source", of: $0) } == ["google", "google", "linkedin", ""])
        #expect((0..<4).map { leads.text("medium", of: $0) } == ["cpc", "cpc", "paid-social", ""])
        #expect((0..<4).map { leads.text("campaign", of: $0) } == ["ketels", "", "", ""])
    }

    @Test(
        "Amounts of an export are read as a spreadsheet shows them",
        arguments: [
            ("€ 12.500,00", 1_250_000), ("1.250,-", 125_000), ("€\u{A0}1.250,50", 125_050),
            ("(1.250,00)", -125_000), ("-€ 3,20", -320), ("1.250,00 €", 125_000), ("0,--", 0),
        ] as [(String, Int64)])
    func shownAmounts(text: String, cents: Int64) {
        let parser = ValueParser(zone: .utc, forms: ColumnForms(order: nil, sign: .comma))
        #expect(Array(text.utf8).withUnsafeBytes { parser.cents($0) } == cents)
    }

    @Test(
        "What is not an amount stays refused",
        arguments: ["€", "(", "1.2.3", "--"])
    func notShownAmounts(text: String) {
        let parser = ValueParser(zone: .utc, forms: ColumnForms(order: nil, sign: .comma))
        let result = Array(text.utf8).withUnsafeBytes { parser.amount($0) }
        #expect(result == .failure(.notANumber))
    }

    @Test(
        "A title names days, in either language",
        arguments: [
            "September 1, 2026 - September 30, 2026", "1 September 2026 - 30 September 2026",
            "1 september 2026 – 30 sept 2026", "1 sep. 2026 - 30 sep. 2026",
        ])
    func titleDays(text: String) throws {
        let days = try #require(TitleDays.find(in: ["Campaign report", text]))
        #expect("\(days.first) \(days.lastDay)" == "2026-09-01 2026-09-30")
        #expect(
            TitleDays.find(in: ["All time", "September 2026 - x", "1 x 2026 - 2 y 2026"]) == nil)
    }
}
