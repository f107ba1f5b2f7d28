import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// What became of deals and leads, as a CRM says it in words of its own.
struct OutcomeTests {
    private func read(
        _ files: [(String, String)], map: [TableMapping] = [],
        _ change: (inout ReadingOptions) -> Void = { _ in }
    ) throws -> Reading {
        var options = ReadingOptions(leadFields: ["source"])
        change(&options)
        return try Reading.read(
            files.map { ByteSource(name: $0.0, text: $0.1) }, mappings: map, options: options)
    }

    @Test(
        "A whole phrase decides, in three languages, in capitals and with signs between",
        arguments: [
            ("Won", Deal.Status.won), ("CLOSED WON", .won), ("closedwon", .won),
            ("Closed - Won", .won), ("6. Closed won", .won), ("Gewonnen", .won),
            ("Gewonnen klant", .won), ("Abgeschlossen und gewonnen", .won),
            ("Gesloten\u{A0}en  gewonnen", .won), ("Closed lost", .lost), ("Verloren", .lost),
            ("Niet gewonnen", .lost), ("Nicht gewonnen", .lost),
            ("Verloren / nicht gewonnen", .lost), ("Gewonnen door concurrent", .lost),
            ("Won by a competitor", .lost), ("Verloren aan concurrent", .lost),
            ("Lost to competitor", .lost), ("An Wettbewerber verloren", .lost),
            ("Open", .open), ("Offerte verstuurd", .open), ("Negotiation/Review", .open),
        ])
    func phrases(text: String, meaning: Deal.Status) {
        #expect(OutcomeWords.deal(text) == meaning)
    }

    @Test(
        "With any other word beside it nobody can tell",
        arguments: [
            "Almost won", "Not lost", "Not closed won", "Won back", "Bijna gewonnen",
            "Fast gewonnen", "Niet verloren", "Nicht verloren", "Gewonnen?", "Gewonnen - niet",
            "Won (lost)", "Lost/won", "Gewonnen klanten", "Opdracht verkregen", "Wonderful",
            "50% won",
            "Noch nicht gewonnen", "Kans op gewonnen", "won't", "", "-", "6.", "❌ Won",
        ])
    func unknown(text: String) {
        #expect(OutcomeWords.deal(text) == nil)
    }

    @Test("The name of the pipeline behind the stage says nothing of it")
    func pipelines() {
        #expect(OutcomeWords.deal("Lost (Won back)", pipeline: "Won back") == .lost)
        #expect(OutcomeWords.deal("Proposal (Won back)", pipeline: "won BACK") == .open)
        #expect(OutcomeWords.deal("Gewonnen (Lost customers)", pipeline: "Lost customers") == .won)
        #expect(OutcomeWords.deal("Won (Verkoop (NL))", pipeline: "Verkoop (NL)") == .won)
        // Where no column says what the pipeline is called, brackets may hold anything.
        #expect(OutcomeWords.deal("Closed won (Sales Pipeline)") == .won)
        #expect(OutcomeWords.deal("Gewonnen (door concurrent)") == .lost)
        #expect(OutcomeWords.deal("Gewonnen (Nieuwe klanten)") == nil)
        #expect(OutcomeWords.deal("Gewonnen (niet)") == nil)
        // A pipeline that is not the one in the brackets is none.
        #expect(OutcomeWords.deal("Gewonnen (niet)", pipeline: "Verkoop") == nil)
    }

    private let header = "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date"

    @Test("Deals in a stage that nobody knows are open, and told with their number and amount")
    func stages() throws {
        let deals = """
            \(header)
            1,A,Bijna gewonnen (Projecten),Projecten,1000.50,2026-05-01
            2,B,Bijna gewonnen (Projecten),Projecten,250,2026-05-02
            3,C,Bijna gewonnen (Projecten),Projecten,,2026-05-03
            4,D,Not lost (Projecten),Projecten,10,2026-05-03
            5,E,Closed won (Projecten),Projecten,99,2026-05-04
            5,E,Closed won (Projecten),Projecten,99,2026-05-04
            1,A,Bijna gewonnen (Projecten),Projecten,1000.50,2026-05-01

            """
        let reading = try read([("d.csv", deals)])
        #expect(reading.facts.deals.map(\.status) == [.open, .open, .open, .open, .won])
        let stages = reading.tables[0].openStages
        #expect(stages.keys.sorted() == ["Bijna gewonnen (Projecten)", "Not lost (Projecten)"])
        // 1,000.50 + 250; the third has no amount, and a repeated row is no deal more.
        #expect(stages["Bijna gewonnen (Projecten)"]?.deals == 3)
        #expect(stages["Bijna gewonnen (Projecten)"]?.cents == [.eur: 125_050])
        #expect(stages["Not lost (Projecten)"]?.cents == [.eur: 1000])
    }

    @Test("What somebody said that a stage means goes first, with or without the pipeline")
    func said() throws {
        let deals = """
            \(header)
            1,A,Opdracht verkregen (Projecten),Projecten,10,2026-05-01
            2,B,Gewonnen (Projecten),Projecten,20,2026-05-02
            3,C,Offerte (Projecten),Projecten,30,2026-05-03

            """
        let reading = try read([("d.csv", deals)]) {
            $0.dealStages = [
                "opdracht verkregen": "won", "Gewonnen (Projecten)": "lost", "Offerte": "lost",
            ]
        }
        #expect(reading.facts.deals.map(\.status) == [.won, .lost, .lost])
        #expect(reading.tables[0].openStages.isEmpty)
    }

    @Test("Columns that say by yes or no what became of a deal go before its words")
    func flags() throws {
        let deals = """
            \(header),Is Closed Won,Is Closed Lost,Is Deal Closed?
            1,A,Opdracht binnen (Projecten),Projecten,1,2026-05-01,true,false,true
            2,B,Afgehaakt (Projecten),Projecten,1,2026-05-02,false,true,true
            3,C,Bijna gewonnen (Projecten),Projecten,1,2026-05-03,false,false,false
            4,D,Gewonnen (Projecten),Projecten,1,2026-05-03,false,,
            5,E,Weg (Projecten),Projecten,1,2026-05-03,false,,true

            """
        let reading = try read([("d.csv", deals)])
        #expect(reading.facts.deals.map(\.status) == [.won, .lost, .open, .open, .lost])
        // The fourth contradicts itself.
        #expect(reading.tables[0].openStages.keys.sorted() == ["Gewonnen (Projecten)"])
    }

    @Test("A mapped column of states is read by the same phrases, and a wrong constant is an error")
    func mapped() throws {
        let table =
            "nr,fase,dag\n1,Gewonnen,2026-05-01\n2,Bijna gewonnen,2026-05-02\n3,Niet gewonnen,\n"
        let map = TableMapping(
            facts: [
                FactMapping(
                    kind: .deal,
                    fields: [
                        "deal_id": FieldSource(column: "nr"),
                        "status": FieldSource(column: "fase"),
                        "closed_at": FieldSource(column: "dag"),
                    ])
            ])
        let reading = try read([("d.csv", table)], map: [map])
        #expect(reading.facts.deals.map(\.status) == [.won, .open, .lost])
        #expect(reading.tables[0].openStages.keys.sorted() == ["Bijna gewonnen"])
        var wrong = map
        wrong.facts[0].fields["status"] = FieldSource(constant: "gewonnen!")
        let refused = try read([("d.csv", "nr,fase,dag\n1,x,2026-05-01\n")], map: [wrong])
        #expect(refused.problems.counts == [.badStatus: 1])
    }

    @Test("Words for where a lead stands mean a stage, nothing, or are told with their number")
    func leadWords() throws {
        #expect(OutcomeWords.lead("Marketing Qualified") == .reached(.mql))
        #expect(OutcomeWords.lead("Sales-qualified lead") == .reached(.sql))
        #expect(OutcomeWords.lead("Afgewezen") == .reached(.rejected))
        #expect(OutcomeWords.lead("Niet afgewezen") == nil)
        #expect(OutcomeWords.lead("Not marketing qualified") == nil)
        #expect(OutcomeWords.lead("Verkoopklaar") == nil)
        let leads = "lead_id,created_at,source\nL-1,2026-01-01,x\nL-2,2026-01-02,x\n"
        let stages = """
            lead_id,at,stage
            L-1,2026-01-03,Marketing Qualified
            L-1,2026-01-04,Verkoopklaar
            L-2,2026-01-05,Verkoopklaar
            L-2,2026-01-06,Warm

            """
        let reading = try read([("l.csv", leads), ("s.csv", stages)])
        #expect(reading.facts.stages[0][.mql] == "2026-01-03")
        #expect(reading.facts.counts.stages == 1)
        #expect(reading.tables[1].rejected == 3)
        #expect(reading.tables[1].unknownWords == ["Verkoopklaar": 2, "Warm": 1])
    }

    @Test("In a mapped table an unknown word costs the stage, and not the lead of the row")
    func mappedWords() throws {
        let map = TableMapping(
            facts: [
                FactMapping(
                    kind: .lead,
                    fields: [
                        "lead_id": FieldSource(column: "nr"),
                        "created_at": FieldSource(column: "dag"),
                        "source": FieldSource(column: "bron"),
                    ]),
                FactMapping(
                    kind: .stage,
                    fields: [
                        "stage": FieldSource(column: "fase"), "at": FieldSource(column: "dag"),
                    ]),
            ])
        let table = """
            nr,dag,bron,fase
            1,2026-02-01,beurs,MQL
            2,2026-02-02,beurs,Warm
            3,2026-02-03,beurs,Nieuw
            4,2026-02-04,beurs,Afgewezen

            """
        let reading = try read([("l.csv", table)], map: [map])
        #expect(reading.facts.leads.count == 4)
        #expect(reading.facts.stages[0][.mql] == "2026-02-01")
        #expect(reading.facts.stages[3][.rejected] == "2026-02-04")
        #expect(reading.facts.counts.stages == 2)
        #expect(reading.tables[0].rejected == 0)
        #expect(reading.tables[0].unknownWords == ["Warm": 1])
    }

    @Test("Of contacts the words of the lifecycle that nobody knows are told")
    func lifecycle() throws {
        let contacts = """
            Record ID,Create Date,Original Source,Lifecycle Stage,Became a Marketing Qualified Lead Date
            1,2026-03-01 09:00,Paid Search,Salesrijp,2026-03-02 09:00
            2,2026-03-01 09:00,Paid Search,Salesrijp,
            3,2026-03-01 09:00,Paid Search,Subscriber,
            4,2026-03-01 09:00,Paid Search,marketingqualifiedlead,2026-03-02 09:00

            """
        for jobs in [1, 3] {
            let reading = try read([("c.csv", contacts)]) {
                $0.jobs = jobs
                $0.blockSize = 64
            }
            #expect(reading.tables[0].unknownWords == ["Salesrijp": 2])
        }
    }
}

/// Deals of a mapped table whose cells are not filled in.
struct MappedDealTests {
    private let lead = FactMapping(
        kind: .lead,
        fields: [
            "lead_id": FieldSource(column: "nr"), "created_at": FieldSource(column: "gemaakt"),
            "source": FieldSource(column: "bron"),
        ])

    private func deal(_ status: String, day: String) -> FactMapping {
        FactMapping(
            kind: .deal,
            fields: [
                "deal_id": FieldSource(column: "offerte"), "status": FieldSource(constant: status),
                "closed_at": FieldSource(column: day), "amount": FieldSource(column: "bedrag"),
                "lead_ids": FieldSource(column: "nr"),
            ])
    }

    private func read(_ table: String, _ facts: [FactMapping]) throws -> Reading {
        try Reading.read(
            [ByteSource(name: "t.csv", text: table)], mappings: [TableMapping(facts: facts)],
            options: ReadingOptions())
    }

    @Test("A fixed state without its day gives no deal, and the lead stays")
    func fixedStates() throws {
        let table = """
            nr,gemaakt,bron,offerte,gewonnen_op,verloren_op,bedrag
            K1,2026-01-05,beurs,O-1,2026-02-10,,700
            K2,2026-01-06,beurs,O-2,,2026-02-11,300
            K3,2026-01-07,beurs,O-3,,,900
            K4,2026-01-08,beurs,,2026-02-12,,100
            K5,2026-01-09,beurs,,,,

            """
        let reading = try read(
            table, [lead, deal("won", day: "gewonnen_op"), deal("lost", day: "verloren_op")])
        #expect(reading.facts.leads.count == 5)
        #expect(reading.tables[0].rejected == 0)
        #expect(reading.facts.deals.map(\.id) == ["O-1", "O-2"])
        #expect(reading.facts.deals.map(\.status) == [.won, .lost])
        #expect(reading.facts.deals.map(\.leads) == [[0], [1]])
    }

    @Test("A column of outcomes that is filled in at the end gives deals where it says something")
    func outcomes() throws {
        var status = deal("", day: "gewonnen_op")
        status.fields["status"] = FieldSource(
            column: "uitkomst", values: ["ja": "won", "nee": "lost"])
        let table = """
            nr,gemaakt,bron,offerte,uitkomst,gewonnen_op,bedrag
            K1,2026-01-05,beurs,O-1,ja,2026-02-10,700
            K2,2026-01-06,beurs,O-2,nee,,300
            K3,2026-01-07,beurs,O-3,,,900

            """
        let reading = try read(table, [lead, status])
        #expect(reading.facts.leads.count == 3)
        #expect(reading.facts.deals.map(\.status) == [.won, .lost])
        #expect(reading.tables[0].rejected == 0)
    }

    @Test("A table of deals alone with a fixed state works the same; by hand the day must be there")
    func alone() throws {
        let table =
            "offerte,gewonnen_op,bedrag,nr\nO-1,2026-02-10,700,\nO-2,,300,\n,2026-02-11,1,\n"
        let reading = try read(table, [deal("won", day: "gewonnen_op")])
        #expect(reading.facts.deals.map(\.id) == ["O-1"])
        #expect(reading.tables[0].rejected == 0)
        let byHand = try Reading.read(
            [ByteSource(name: "deals.csv", text: "deal_id,status,closed_at\nD-1,won,\n")],
            options: ReadingOptions())
        #expect(byHand.problems.counts == [.missingValue: 1])
        #expect(byHand.facts.deals.isEmpty)
    }
}
