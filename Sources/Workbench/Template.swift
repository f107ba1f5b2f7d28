package import Intake
package import Quantities
internal import Reports

/// Files to fill in by hand.
package enum Template {
    package static let names = FactKind.allCases.map(\.tableName) + ["fair", "rules"]

    /// The header of a table with an example row, or, for a plan, a row for each month and source.
    package static func table(_ kind: FactKind, period: Period, sources: [String]) -> String {
        guard kind == .plan else {
            return line(kind.columns)
                + line(kind.columns.map { example(kind)[$0] ?? "" })
        }
        let columns = ["month", "source", "spend", "mqls", "sqls", "won"]
        var text = line(columns)
        var month = period.first
        while month < period.end {
            for source in sources {
                let blanks = Array(repeating: "", count: columns.count - 2)
                text += line([String(month.description.prefix(7)), source] + blanks)
            }
            month = month.startOfNextMonth
        }
        return text
    }

    /// Who was met at a fair, to be filled in on the stand.
    package static func fair(_ language: Language) -> String {
        language == .nl
            ? """
            Badge,Ontmoet op,Gesproken,Beurs,Voornaam,Achternaam,Bedrijf,Functie,E-mail,Telefoon,Medewerkers,Sector,Land,Vraag over
            B-001,2026-10-06 10:15,ja,Aqua Nederland,Sanne,Voorbeeld,Voorbeeld BV,Hoofd inkoop,s.voorbeeld@example.com,,120,food,NL,doseerpomp
            B-002,2026-10-06 10:40,nee,Aqua Nederland,,,Voorbeeld NV,,,,,,,

            """
            : """
            Badge,Met on,Talked,Fair,First name,Last name,Company,Job title,Email,Phone,Employees,Industry,Country,Asked about
            B-001,2026-10-06 10:15,yes,Aqua Nederland,Sanne,Example,Example BV,Head of purchasing,s.example@example.com,,120,food,NL,dosing pump
            B-002,2026-10-06 10:40,no,Aqua Nederland,,,Example NV,,,,,,,

            """
    }

    /// A rule book that builds on a preset.
    package static func rules(on preset: String, asOf: Day) -> String {
        """
        # Your own rule book: what is not said here is as in \(preset). `mql rules show \(preset)` shows all
        # of that in words, and `mql rules show \(preset) --yaml` as a file.
        rule_book: ours
        extends: \(preset)
        version: 1
        in_force_from: \(asOf)
        # Fill in the day on which marketing and sales agreed, and who signed.
        # reviewed: {on: \(asOf), by: [marketing, sales], again_within_days: 92}

        # handover:
        #   contact_within_days: 2
        # sources:
        #   dealers: {labels: [dealer, agent], position: 0.8, reason: "knows us already"}
        # disqualify:
        #   no-budget: {budget: {under: 10000}}

        """
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(CSVFormat.escaped).joined(separator: ",") + "\n"
    }

    private static func example(_ kind: FactKind) -> [String: String] {
        switch kind {
        case .lead:
            [
                "lead_id": "L-1", "created_at": "2026-03-02 09:14", "source": "linkedin",
                "medium": "paid-social", "email": "l1@example.com",
                "job_title": "Head of purchasing",
                "company": "Example BV", "industry": "food", "employees": "120", "country": "NL",
            ]
        case .activity:
            [
                "lead_id": "L-1", "at": "2026-03-03 11:02", "action": "spec_download",
                "content": "pump-x.pdf", "seconds": "90", "session": "s1",
            ]
        case .stage: ["lead_id": "L-1", "at": "2026-03-12", "stage": "contacted"]
        case .deal:
            [
                "deal_id": "D-1", "status": "won", "created_at": "2026-03-20",
                "closed_at": "2026-05-04", "amount": "18500.00", "margin": "6200.00",
                "currency": "EUR", "lead_ids": "L-1",
            ]
        case .order:
            [
                "order_id": "INV-1", "customer": "Example BV", "day": "2026-05-04",
                "amount": "18500.00", "margin": "6200.00", "currency": "EUR", "deal_id": "D-1",
                "kind": "invoice",
            ]
        case .spend:
            [
                "source": "linkedin", "amount": "2600.00", "month": "2026-03",
                "medium": "paid-social", "category": "media", "currency": "EUR",
            ]
        case .plan: [:]
        }
    }
}
