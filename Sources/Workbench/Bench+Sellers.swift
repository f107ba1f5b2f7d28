package import Analysis
internal import Intake
internal import Leads
internal import Quantities

extension Bench {
    /// Those of some leads that a seller has.
    ///
    /// - Throws: `FailedVerb` where no file says who has a lead.
    package func leads(_ leads: [ListedLead], of seller: String) throws -> [ListedLead] {
        let table = reading.facts.leads
        guard let column = table.column(LeadTable.seller), column.table.count > 1 else {
            throw FailedVerb(
                .badData,
                en:
                    "No file says who of sales has a lead. A column seller does, or Contact owner and Lead Owner of "
                    + "HubSpot and Salesforce; what was imported before that was agreed is to be imported again.",
                nl:
                    "Geen bestand zegt welke verkoper een lead heeft. Een kolom seller doet dat, of Contact owner en "
                    + "Lead Owner van HubSpot en Salesforce; wat geïmporteerd is voor dat was afgesproken, moet "
                    + "opnieuw geïmporteerd worden.")
        }
        let wanted = FoldedName.of(seller)
        return leads.filter { lead in
            table.index.find(lead.id).map { FoldedName.of(column.text(at: $0)) == wanted } ?? false
        }
    }
}
