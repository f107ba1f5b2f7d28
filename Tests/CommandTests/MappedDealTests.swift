import Foundation
import TestSupport
import Testing

/// Deals of a mapping of one's own that lack what others have.
struct MappedDealTests {
    private func place(_ fields: String, _ deals: String) throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        try place.write(
            "tables:\n  - file: \"verkoop*\"\n    facts:\n      - deal: {deal_id: Nr, closed_at: Getekend, "
                + "amount: Bedrag\(fields)}\n", to: "map.yaml")
        try place.write(deals, to: "verkoop.csv")
        try place.write(
            "lead_id,created_at,source\nP1,2026-02-02,beurs\nP2,2026-02-03,beurs\n", to: "leads.csv"
        )
        return place
    }

    private func report(_ place: TemporaryPlace, _ language: String = "en") throws -> CommandResult
    {
        let result = try Command.run(
            [
                "report", "--map", "map.yaml", "--data", "leads.csv", "verkoop.csv", "--as-of",
                "2026-06-30", "--lang", language,
            ], in: place.url)
        #expect(result.code == 0)
        return result
    }

    @Test(
        "A row with an amount and no closing day is told where it stands, in a mapping that says won"
    )
    func day() throws {
        // Two of four are deals; of the others one has an amount and one is a row without a sale.
        let place = try place(
            ", status: {value: won}, lead_ids: Contact",
            "Nr,Getekend,Bedrag,Contact\nV1,2026-03-01,900,P1\nV2,,1400,P2\nV3,,,P2\nV4,2026-03-02,700,P2\n"
        )
        let result = try report(place)
        #expect(
            result.complaint.contains("verkoop.csv:3:4: Getekend is empty, and there is an amount.")
        )
        #expect(!result.complaint.contains("verkoop.csv:4:"))
        #expect(
            result.output.contains(
                "1 row with an amount and no closing day, where the mapping says won"))
        #expect(
            try report(place, "nl").output.contains("1 rij met een bedrag en zonder sluitdatum"))
        // A day that is filled in where it was empty mends it.
        try place.write(
            "Nr,Getekend,Bedrag,Contact\nV1,2026-03-01,900,P1\nV2,2026-03-04,1400,P2\n",
            to: "verkoop.csv")
        #expect(!(try report(place).output.contains("no closing day")))
    }

    @Test("A status that comes from a column needs no day to be told")
    func status() throws {
        let place = try place(
            ", status: {column: Fase, values: {Ja: won, Nee: lost}}, lead_ids: Contact",
            "Nr,Getekend,Bedrag,Fase,Contact\nV1,2026-03-01,900,Ja,P1\nV2,,1400,Nee,P2\n")
        #expect(!(try report(place).output.contains("no closing day")))
    }

    @Test("A won deal without a lead or a company is told, whether the column is there or not")
    func lead() throws {
        let some = try place(
            ", status: {value: won}, lead_ids: Contact",
            "Nr,Getekend,Bedrag,Contact\nV1,2026-03-01,900,P1\nV2,2026-03-02,1400,\n")
        let result = try report(some)
        #expect(
            result.complaint.contains("verkoop.csv:3:1: Deal \"V2\" is won, and names no lead"))
        #expect(!result.complaint.contains("V1"))
        #expect(result.output.contains("1 deal of a mapping is won and names no lead"))
        let none = try place(
            ", status: {value: won}", "Nr,Getekend,Bedrag\nV1,2026-03-01,900\nV2,2026-03-02,1400\n")
        let all = try report(none, "nl")
        #expect(
            all.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                .contains(
                    "2 deals van een mapping zijn gewonnen en noemen geen lead en geen bedrijf"))
        // With a company it may be known whose it is.
        let company = try place(
            ", status: {value: won}, company: Klant",
            "Nr,Getekend,Bedrag,Klant\nV1,2026-03-01,900,Acme\n")
        #expect(!(try report(company).output.contains("of a mapping")))
    }
}
