internal import Analysis
internal import Intake
internal import Leads
internal import Quantities
package import Valuation

/// Every column of a lead may tell won from lost, also those that no rule asks for.
extension Request {
    /// Columns of leads that a report has no use for.
    private static let known = [
        "campaign", "medium", "first_conversion", PersonalField.jobTitle.rawValue, "employees",
        "revenue", "industry", "country", "region", "self_reported_source",
    ]

    /// What says who somebody is, and not what a lead is like.
    private static let personal =
        ["lead_id", "created_at", "updated_at"] + PersonalField.named
        // What sales does with a lead, and who has it, is not what it is like.
        + [LeadTable.team, LeadTable.attempts, LeadTable.seller]

    /// The request with all fields of its files asked for. Files are looked into once more for that,
    /// except standard input, which can be read once only.
    package func learningFromEverything() throws -> Request {
        var request = self
        request.learnsFromEverything = false
        if let workspace {
            request.add(Self.known + (try workspace.ownFields()))
            return request
        }
        let mapped = try mappings
        let fields = mapped.flatMap { table in
            table.facts.filter { $0.kind == .lead }.flatMap { $0.fields.keys.sorted() }
        }
        request.add(Self.known + fields)
        guard !data.contains("-") else { return request }
        var once = request
        (once.progress, once.rejects) = (nil, nil)
        let reading = try Bench(once).reading
        for table in reading.tables where table.kinds.contains(.lead) {
            request.add(table.unusedColumns)
        }
        return request
    }

    private mutating func add(_ fields: [String]) {
        for field in fields {
            let name = TextTest.folded(field)
            if !Self.personal.contains(name), !name.isEmpty, !moreFields.contains(field) {
                moreFields.append(field)
            }
        }
    }
}

extension RuleFiles {
    /// A rule book that nobody signed yet, as a file that says so.
    package static func hypothesis(_ book: RuleBook, from learned: String) -> String {
        "# A hypothesis, learned from \(learned). Signed by nobody.\n"
            + "# It fits the leads it was made from: try it on later ones with mql rules compare.\n\n"
            + text(of: book)
    }
}
