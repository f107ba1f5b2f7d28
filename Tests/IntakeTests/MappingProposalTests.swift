import MadeWorkbooks
import Quantities
import TestSupport
import Testing

@testable import Intake

/// What the columns of tables seem to be that are known to no format.
struct MappingProposalTests {
    private func proposal(_ text: String) throws -> MappingProposal {
        let found = try MappingProposal.ofUnknown(
            in: ByteSource(name: "t.csv", text: text), mappings: [], options: ReadingOptions())
        return try #require(found.first)
    }

    private func column(_ proposal: MappingProposal, _ field: String) -> String? {
        proposal.lines.first { $0.field == field }?.column
    }

    @Test("A Spanish CRM: columns by what stands in them, and by words in their names")
    func spanish() throws {
        let found = try proposal(
            """
            Expediente;Correo;Fecha de alta;Procedencia;Etapa;Última modificación;Importe;Comercial
            E7;uno@a.example;14/01/2026;Feria;Ganado;20/02/2026;1.500,50;Luis Mora
            E8;dos@b.example;15/01/2026;Feria;Nuevo;15/01/2026;;Luis Mora
            E9;tres@c.example;02/02/2026;Web;Cualificado;05/02/2026;;Ana Gil
            E10;seis@d.example;03/02/2026;Web;Nuevo;03/02/2026;;Ana Gil

            """)
        #expect(found.kind == .lead && found.missing.isEmpty && found.lacking.isEmpty)
        #expect(column(found, "lead_id") == "Expediente")
        #expect(column(found, "email") == "Correo")
        #expect(column(found, "created_at") == "Fecha de alta")
        #expect(column(found, "source") == "Procedencia")
        #expect(column(found, "lead_status") == "Etapa")
        #expect(found.order == .dmy && found.sign == .comma)
        // The owner's name is proposed for nothing, and told nowhere.
        #expect(found.others == ["Comercial"])
        let all = (found.lines + found.beside.flatMap(\.lines)).flatMap(\.examples)
        #expect(!all.contains { $0.contains("@") || $0.contains("Mora") })
        #expect(found.beside.map(\.kind) == [.stage, .stage, .deal])
        #expect(found.beside[0].lines.map(\.column) == ["Etapa", "Última modificación"])
        #expect(found.beside[1].isBeyondMQL && found.beside[1].lines[1].column == "Fecha de alta")
        // 1,500.50
        #expect(found.sum == 150_050 && found.rows == 4)
    }

    @Test("Of two columns of days the one is taken that no row has later, and that is said")
    func days() throws {
        let found = try proposal(
            """
            Kennung,Tag A,Tag B,Kanal,Mail
            K1,2026-02-09,2026-02-01,Messe,a@a.example
            K2,2026-02-05,2026-02-05,Messe,b@b.example
            K3,2026-02-08,2026-02-03,Web,c@c.example

            """)
        let created = try #require(found.lines.first { $0.field == "created_at" })
        #expect(created.column == "Tag B")
        #expect(created.why?.en.contains("in no row is it the later one") == true)
        #expect(created.why?.nl.contains("niet \"Tag A\"") == true)
        // Where rows differ it is said that nothing decides.
        let unsure = try proposal(
            """
            Kennung,Tag A,Tag B,Kanal,Mail
            K1,2026-02-09,2026-02-01,Messe,a@a.example
            K2,2026-02-05,2026-02-06,Messe,b@b.example

            """)
        let first = try #require(unsure.lines.first { $0.field == "created_at" })
        #expect(first.column == "Tag A" && first.why?.en.contains("no row tells") == true)
    }

    @Test(
        "What is no list of leads lacks what makes one",
        arguments: [
            // A stock list, with and without a day.
            "Artikel;Text;Bestand;Preis\nA1;Mutter;40;0,12\nA2;Schraube;50;0,15\n",
            "Artikel;Lager;Bestand;Preis;Inventur\nA1;Nord;40;0,12;13.01.2026\n"
                + "A2;Nord;50;0,15;14.01.2026\nA3;Nord;60;0,25;14.01.2026\n",
            "Datum;Bestand\n13.01.2026;40\n14.01.2026;50\n",
        ])
    func stock(text: String) throws {
        let found = try proposal(text)
        #expect(found.missing.contains { $0.en.hasPrefix("what tells that rows are leads") })
    }

    @Test("All that is missing is named at once, each with what it would give")
    func missing() throws {
        let found = try proposal("Mail;Stand\na@a.example;Kunde\nb@b.example;Kunde\n")
        #expect(found.missing.map(\.en).count == 1)
        #expect(found.missing[0].en.hasPrefix("the day on which each lead came in"))
        #expect(found.lacking.count == 2)
        #expect(found.lacking[0].en.contains("since when") || found.lacking[0].en.contains("Stand"))
        let none = try proposal("Stufe;Stadt\nMQL;Ulm\nMQL;Ulm\nSQL;Bonn\n")
        #expect(none.missing.count == 2)
    }

    @Test(
        "In a short table each word may stand once: French, and English with whole amounts",
        arguments: [
            "Référence;Courriel;Date de création;Provenance;Étape;Depuis;Montant\n"
                + "21;a@a.example;13/02/2026;Salon;Gagné;20/03/2026;1 200,00\n"
                + "22;b@b.example;14/02/2026;Site;Nouveau;14/02/2026;\n"
                + "23;c@c.example;15/02/2026;Annonce;Qualifié;18/02/2026;\n",
            "Ref,Mailbox,Enquiry date,Heard via,Pipeline step,Step date,Deal size\n"
                + "7101,a@a.example,3/14/2026,Fair,Won,4/20/2026,12000\n"
                + "7102,b@b.example,3/15/2026,Website,New,3/15/2026,\n"
                + "7103,c@c.example,3/16/2026,Fair,Proposal,3/29/2026,8000\n",
        ])
    func short(text: String) throws {
        let found = try proposal(text)
        #expect(found.missing.isEmpty && found.lacking.isEmpty, "\(found.lacking)")
        #expect(found.lines.map(\.field).contains("lead_status"))
        #expect(column(found, "source") != nil)
        #expect(found.beside.map(\.kind) == [.stage, .stage, .deal] && found.others.isEmpty)
    }

    @Test("An amount of which nothing says whether it was won is left out by name")
    func amounts() throws {
        let found = try proposal(
            "Nr;Mail;Eingang;Weg;Auftragswert\nZ1;a@a.example;13.02.2026;Messe;10,00\n"
                + "Z2;b@b.example;14.02.2026;Messe;12,50\n")
        #expect(found.others == ["Auftragswert"] && found.beside.isEmpty)
        #expect(found.lacking.contains { $0.en.hasPrefix("which amounts were won") })
    }

    @Test("A telephone number is no id, and a date that no other decides is asked for")
    func others() throws {
        let found = try proposal(
            """
            Rufnummer;Mail;Eingang;Quelle neu
            +4930123456781;a@a.example;03.04.2026;Messe
            +4930123456782;b@b.example;05.04.2026;Messe

            """)
        #expect(column(found, "lead_id") == nil && found.lines[0].made == ["Mail"])
        #expect(found.asksOrder)
        #expect(found.missing.contains { $0.en.contains("--date-order dmy") })
    }

    @Test("A sheet with titles above its header, of a workbook of which another sheet is known")
    func sheet() throws {
        func rows(_ cells: [[String]]) -> String {
            cells.enumerated().map { MadeWorkbook.row($0 + 1, $1) }.joined()
        }
        let bytes = MadeWorkbook.workbook([
            ("Ours", rows([["lead_id", "created_at", "source"], ["L1", "2026-01-02", "fair"]])),
            (
                "CRM",
                rows([
                    ["Auswertung Vertrieb", "Stand 30.6.2026"], [],
                    ["Kennung", "Mail", "Eingang", "Weg"],
                    ["K1", "a@a.example", "<c s=\"1\"><v>46083</v></c>", "Messe"],
                    ["K2", "b@b.example", "<c s=\"1\"><v>46084</v></c>", "Messe"],
                ])
            ),
        ])
        let found = try MappingProposal.ofUnknown(
            in: ByteSource(name: "x.xlsx", bytes: bytes), mappings: [], options: ReadingOptions())
        #expect(found.map(\.file) == ["x.xlsx!CRM"])
        #expect(column(found[0], "created_at") == "Eingang")
        #expect(column(found[0], "source") == "Weg")
        #expect(found[0].missing.isEmpty && found[0].rows == 2)
    }
}
