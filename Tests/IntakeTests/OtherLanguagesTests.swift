import Leads
import Quantities
import Testing

@testable import Intake

/// Exports of which the columns have names in another language, and firms that named their stages themselves.
struct OtherLanguagesTests {
    private func read(
        _ text: String, _ name: String = "x.csv", _ words: [String: LeadStageWord] = [:]
    ) throws -> Reading {
        var options = ReadingOptions(leadFields: ["source", "medium", "lead_status"])
        options.leadStages = words
        return try Reading.read([ByteSource(name: name, text: text)], options: options)
    }

    @Test(
        "An export is known by its columns in other languages",
        arguments: [
            (
                "Record-ID,Lifecyclefase,Aanmaakdatum,Originele bron\n71,Lead,2026-05-04,Betaald zoeken\n",
                "HubSpot contacts"
            ),
            (
                "Datensatz-ID,Lifecycle-Phase,Erstelldatum,Ursprüngliche Quelle\n71,Lead,2026-05-04,x\n",
                "HubSpot contacts"
            ),
            ("Record-ID,Dealfase,Bedrag\n71,Onderhandeling,80\n", "HubSpot deals"),
            ("Deal - ID,Deal - Status,Deal - Waarde\n71,Open,80\n", "Pipedrive deals"),
            ("Deal - ID,Deal - Status,Deal - Wert\n71,Verloren,80\n", "Pipedrive deals"),
            (
                "Opportunitynaam,Fase,Sluitingsdatum,Bedrag\nA,Gewonnen,2026-05-04,80\n",
                "Salesforce opportunities"
            ),
            ("Tag,Kampagne,Kosten\n2026-05-04,Marke,80\n", "Google Ads"),
            ("Jour,Campagne,Coût\n2026-05-04,Marque,80\n", "Google Ads"),
            (
                "Berichtsstart,Berichtsende,Kampagnenname,Ausgegebener Betrag (EUR)\n"
                    + "2026-05-04,2026-05-05,Marke,80\n", "Meta Ads Manager"
            ),
            (
                "Lead-Nummer,Erstellt am,Quelle\n71,4.5.2026,Messe\n72,14.5.2026,Messe\n",
                "Own list of leads"
            ),
            ("Lead no.,Created,Channel\n71,2026-05-04,fair\n", "Own list of leads"),
            ("Month,Channel,Cost\nMay 2026,fair,80\n", "Own list of spend"),
            ("Monat,Kanal,Kosten\nMai 2026,Messe,80\n", "Own list of spend"),
        ])
    func known(text: String, vendor: String) throws {
        let reading = try read(text)
        #expect(reading.tables[0].vendor == vendor)
        #expect(reading.problems.counts[.badDate] == nil)
        #expect(reading.tables[0].counts.rejected == 0)
    }

    /// Two columns of days a stage: coming into it and going out of it, of which only the first counts.
    private static let dutch = """
        Record-ID,Levenscyclusfase,Aanmaakdatum,Oorspronkelijke bron,\
        "Datum waarop 'Marketing Qualified Lead (Funnel)' is verlaten",\
        "Datum waarop 'Marketing Qualified Lead (Funnel)' is ingevoerd"
        51,Marketing Qualified Lead,2026-04-01,Betaald sociaal,2026-04-20,2026-04-07
        52,Lead,2026-04-02,Offline bronnen,,

        """.replacing("'", with: "\"\"")

    @Test(
        "The day on which a stage was entered is found in any language, and that on which it was left is not"
    )
    func entered() throws {
        let facts = try read(Self.dutch).facts
        #expect(facts.stages[0][.mql]?.description == "2026-04-07")
        #expect(facts.stages[1][.mql] == nil)
        #expect(facts.leads.text("source", of: 0) == "Paid Social")
        #expect(facts.leads.text("medium", of: 0) == "paid-social")
        #expect(facts.leads.text("source", of: 1) == "Offline Sources")
    }

    private static let own = """
        Record ID,Lifecycle Stage,Create Date,Original Source,"Date entered 'Heet (Team)'",\
        "Date exited 'Heet (Team)'","Date entered 'Bij sales'"
        61,Heet,2026-04-01,Email,2026-04-03,,
        62,Bij sales,2026-04-01,Email,2026-04-04,2026-04-09,2026-04-09
        63,Koud,2026-04-01,Email,,,

        """.replacing("'", with: "\"\"")

    @Test(
        "Words of a firm's own mean what somebody said, in whatever capitals, with the days of their columns"
    )
    func ownWords() throws {
        let unknown = try read(Self.own)
        #expect(unknown.tables[0].unknownWords == ["Heet": 1, "Bij sales": 1, "Koud": 1])
        #expect(unknown.facts.stages.isEmpty)
        let said = try read(Self.own, "x.csv", ["heet": .mql, "Bij  Sales": .sql, "koud": .none])
        #expect(said.tables[0].unknownWords.isEmpty)
        let stages = said.facts.stages
        #expect((0..<3).map { stages[$0][.mql]?.description } == ["2026-04-03", "2026-04-04", nil])
        #expect((0..<3).map { stages[$0][.sql]?.description } == [nil, "2026-04-09", nil])
    }

    @Test("In a table of stages they are known too")
    func ownTable() throws {
        let leads = ByteSource(name: "l.csv", text: "lead_id,created_at,source\nA,2026-04-01,x\n")
        let stages = ByteSource(name: "s.csv", text: "lead_id,at,stage\nA,2026-04-03,Heet\n")
        var options = ReadingOptions()
        options.leadStages = ["Heet": .mql]
        let facts = try Reading.read([leads, stages], options: options).facts
        #expect(facts.stages[0][.mql]?.description == "2026-04-03")
    }

    @Test("What an export lacks is named all at once, with where to find it")
    func missing() {
        func message(_ text: String, _ name: String = "x.csv") -> String {
            do {
                _ = try read(text, name)
                return ""
            } catch { return "\(error)" }
        }
        let one = message("Deal - ID,Deal - Status,Deal - Prijs\n1,Gewonnen,80\n")
        #expect(one.contains("without the column \"Deal - Value\""))
        #expect(one.contains("list view"))
        let hubSpot = message("Foo,Bar\n1,2\n", "hubspot-crm-exports-alles.csv")
        #expect(hubSpot.contains("English as the language"))
    }
}
