import Leads
import Quantities
import Testing

@testable import Intake

/// Which team has a lead, how often it was tried, and who has it, which is not read.
struct FollowUpFieldsTests {
    private func read(
        _ text: String, _ fields: [String] = ["source", "team", "attempts"],
        keepsRejected: Bool = false
    ) throws -> Reading {
        try Reading.read(
            [ByteSource(name: "x.csv", text: text)],
            options: ReadingOptions(leadFields: fields, keepsRejectedRows: keepsRejected))
    }

    private func texts(_ reading: Reading) -> [[String]] {
        let leads = reading.facts.leads
        return (0..<leads.count).map {
            [leads.text("team", of: $0), leads.text("attempts", of: $0)]
        }
    }

    @Test(
        "Both are read from one's own table and from exports",
        arguments: [
            "lead_id,created_at,source,team,attempts\nA-1,2026-05-04,fair,Oost,4\n",
            "Record ID,Lifecycle Stage,Create Date,HubSpot Team,Number of Times Contacted\n"
                + "71,Lead,2026-05-04,Oost,4\n",
            "hs_object_id,lifecyclestage,createdate,hubspot_team_id,num_contacted_notes\n"
                + "71,lead,2026-05-04,Oost,4\n",
            "Lead no.,Created,Channel,Sales team,Call attempts\n71,2026-05-04,fair,Oost,4\n",
            "Leadnummer,Aangemaakt op,Bron,Verkoopteam,Belpogingen\n71,2026-05-04,beurs,Oost,4\n",
            "Lead-Nummer,Erstellt am,Quelle,Vertriebsteam,Kontaktversuche\n71,2026-05-04,Messe,Oost,4\n",
        ])
    func exports(text: String) throws {
        let reading = try read(text)
        #expect(texts(reading) == [["Oost", "4"]])
        #expect(reading.facts.leads.fields.isSuperset(of: ["team", "attempts"]))
    }

    @Test(
        "Of Salesforce the role of the owner is the team, of Pipedrive done activities are attempts"
    )
    func others() throws {
        let force = try read(
            "Lead ID,Lead Source,Create Date,Lead Owner,Lead Owner Role\n"
                + "00Q1,Web,2026-05-04,Iris Kok,Binnendienst\n")
        #expect(texts(force) == [["Binnendienst", ""]])
        #expect(force.tables[0].sellerColumns == ["Lead Owner"])
        let drive = try read(
            "Lead - ID,Lead - Title,Lead - Lead created,Lead - Done activities,Lead - Owner\n"
                + "7d1c,Ketel,2026-05-04 09:00:00,6,Iris Kok\n")
        #expect(texts(drive) == [["", "6"]])
        #expect(drive.tables[0].sellerColumns == ["Lead - Owner"])
    }

    @Test("A whole number from 0 is one in the forms that files have")
    func numbers() throws {
        for (text, count) in [
            ("0", "0"), ("7", "7"), ("007", "7"), ("12.0", "12"), ("\"3,00\"", "3"),
            ("1000000", "1000000"), (" 5 ", "5"), ("00", "0"),
        ] {
            let reading = try read(
                "lead_id,created_at,source,attempts\nA,2026-05-04,fair,\(text)\n")
            #expect(texts(reading) == [["", count]], "\(text)")
            #expect(reading.problems.counts[.unreadCell] == nil, "\(text)")
        }
    }

    @Test("What is none is unknown, told once for the column, and costs no row")
    func wrong() throws {
        for text in [
            "-1", "2.5", "3x", "1.000", "1e3", "1000001", "99999999999999999999", "Iris Kok", "½",
            "+4",
            "4.", ".0",
        ] {
            let reading = try read(
                "lead_id,created_at,source,attempts\nA,2026-05-04,fair,\(text)\nB,2026-05-04,fair,\(text)\n"
            )
            #expect(texts(reading) == [["", ""], ["", ""]], "\(text)")
            #expect(reading.problems.counts[.unreadCell] == 1, "\(text)")
            #expect(reading.tables[0].rejected == 0)
        }
    }

    @Test("An empty cell is unknown and no 0, and a row without the columns is the row that it was")
    func empty() throws {
        let bare = try read("lead_id,created_at,source\nA,2026-05-04,fair\n")
        let empty = try read("lead_id,created_at,source,team,attempts\nA,2026-05-04,fair,,\n")
        let unread = try read("lead_id,created_at,source,team,attempts\nA,2026-05-04,fair,,many\n")
        #expect(texts(empty) == [["", ""]])
        #expect(empty.problems.counts[.unreadCell] == nil)
        #expect(empty.facts.fingerprint == bare.facts.fingerprint)
        #expect(unread.facts.fingerprint == bare.facts.fingerprint)
        let filled = "lead_id,created_at,source,team,attempts\nA,2026-05-04,fair,Oost,2\n"
        let asked = try read(filled)
        #expect(asked.facts.fingerprint != bare.facts.fingerprint)
        // Whether anybody asks makes no other data of it.
        #expect(try read(filled, ["source"]).facts.fingerprint == asked.facts.fingerprint)
        let again = filled.replacing("Oost,2", with: "Oost,2.0")
        #expect(try read(again).facts.fingerprint == asked.facts.fingerprint)
    }

    private let deals = "deal_id,status,closed_at,amount,lead_ids,seller\nD-1,won,2026-05-04,90,,"

    @Test("A deal is the same whoever sold it, and as it was where nobody is named")
    func deal() throws {
        let named = try read(deals + "Iris Kok\n")
        let other = try read(deals + "Bo Mol\n")
        let none = try read("deal_id,status,closed_at,amount\nD-1,won,2026-05-04,90\n")
        #expect(named.facts.fingerprint == none.facts.fingerprint)
        #expect(other.facts.fingerprint == none.facts.fingerprint)
        #expect(named.tables[0].sellerColumns == ["seller"])
        #expect(named.tables[0].unusedColumns.isEmpty)
    }

    @Test(
        "A column that names a seller is not read, and said so",
        arguments: [
            ("Record ID,Deal Stage,Amount,Deal owner\n71,closedlost,80,Iris Kok\n", "Deal owner"),
            (
                "Opportunity Name,Stage,Close Date,Opportunity Owner\nA,Open,2026-05-04,I\n",
                "Opportunity Owner"
            ),
            (
                "Deal - ID,Deal - Status,Deal - Value,Deal - Eigenaar\n71,Open,80,I\n",
                "Deal - Eigenaar"
            ),
            (
                "Record ID,Lifecycle Stage,Create Date,Contact owner\n71,Lead,2026-05-04,I\n",
                "Contact owner"
            ),
            ("lead_id,created_at,source,Lead Owner\n71,2026-05-04,fair,I\n", "Lead Owner"),
            ("lead_id,at,stage,seller\n71,2026-05-04,mql,I\n", "seller"),
        ])
    func dropped(text: String, column: String) throws {
        let reading = try read(text, ["source", "Lead Owner", "lead_owner", "owner"])
        #expect(reading.tables[0].sellerColumns == [column])
        #expect(!reading.tables[0].unusedColumns.contains(column))
        for name in ["Lead Owner", "lead_owner", "owner"] {
            #expect(reading.facts.leads.column(name)?.table.count ?? 1 == 1)
        }
    }

    @Test("A mapping cannot take a seller for something else, nor from a column of another name")
    func mapping() throws {
        let text = "Nr,Day,Source,Lead Owner,Wie\nA,2026-05-04,fair,Iris Kok,Bo Mol\n"
        func mapped(_ fields: [String: String]) throws -> Reading {
            var fact = FactMapping(
                kind: .lead,
                fields: ["lead_id": "Nr", "created_at": "Day", "source": "Source"].merging(fields) {
                    $1
                }.mapValues { FieldSource(column: $0) })
            fact.isOwn = true
            return try Reading.read(
                [ByteSource(name: "x.csv", text: text)],
                mappings: [TableMapping(file: "x.csv", facts: [fact])],
                options: ReadingOptions(leadFields: ["source", "team", "seller_too"]))
        }
        #expect(try mapped(["team": "Lead Owner"]).facts.leads.text("team", of: 0) == "")
        let said = try mapped(["seller": "Wie", "team": "Wie"])
        #expect(said.facts.leads.text("team", of: 0) == "")
        #expect(said.tables[0].sellerColumns == ["Lead Owner", "Wie"])
        #expect(try mapped(["team": "Wie"]).facts.leads.text("team", of: 0) == "Bo Mol")
    }

    @Test("A rejected row is kept without who has it")
    func rejected() throws {
        let reading = try read(
            "lead_id,created_at,source,Owner\nA,31-31-2026,fair,Iris Kok\nB,2026-05-04,fair,Bo\n",
            keepsRejected: true)
        #expect(reading.rejected.map(\.cells) == [["A", "31-31-2026", "fair", ""]])
    }

    @Test("Where it was agreed a lead keeps it, and a deal does not")
    func agreed() throws {
        let lead = try read(
            "Record ID,Lifecycle Stage,Create Date,Contact owner\n71,Lead,2026-05-04,Iris Kok\n",
            ["source", "seller"])
        #expect(lead.facts.leads.text("seller", of: 0) == "Iris Kok")
        #expect(lead.tables[0].sellerColumns.isEmpty)
        let deal = try read(deals + "Iris Kok\n", ["source", "seller"])
        #expect(deal.tables[0].sellerColumns == ["seller"])
    }

    @Test("A proposed mapping names the team and the attempts, and no column of sellers")
    func proposal() throws {
        let text = """
            Klant;Ingeschreven;Herkomst;Owner Role;Call attempts;Account manager
            K1;2026-05-04;beurs;Oost;2;Iris Kok
            K2;2026-05-05;beurs;Oost;3;Bo Mol
            K3;2026-05-06;web;West;1;Iris Kok
            K4;2026-05-07;web;West;1;Bo Mol

            """
        let proposal = try #require(
            try MappingProposal.proposals(of: ByteSource(name: "x.csv", text: text)).first)
        #expect(proposal.lines.first { $0.field == "team" }?.column == "Owner Role")
        #expect(proposal.lines.first { $0.field == "attempts" }?.column == "Call attempts")
        #expect(!proposal.lines.contains { $0.column == "Account manager" })
        #expect(!proposal.others.contains("Account manager"))
    }
}
