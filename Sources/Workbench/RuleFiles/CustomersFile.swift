internal import Analysis

/// Reads when what customers bring can be told.
enum CustomersFile {
    static func read(_ text: String, name: String) throws -> CustomerRules {
        let file = YAMLFile(name: name)
        let top =
            file.root(text)?.section(["value", "same_sale", "payback", "not_marketing"]) ?? [:]
        let value =
            top["value"]?.section([
                "at_risk", "gaps", "left_after", "least_months", "without_margin",
            ]) ?? [:]
        let same = top["same_sale"]?.section(["share", "within_days", "at_least"]) ?? [:]
        let payback = top["payback"]?.section(["sales_made", "cohorts"]) ?? [:]
        func share(_ field: YAMLField?) -> Double { Double(field?.percent() ?? 0) / 10_000 }
        let rules = CustomerRules(
            atRisk: value["at_risk"]?.integer(2...1_000) ?? 10,
            gaps: value["gaps"]?.integer(2...1_000) ?? 10,
            leftAfter: share(value["left_after"]),
            leastMonths: value["least_months"]?.integer(1...120) ?? 6,
            withoutMargin: share(value["without_margin"]),
            sameSale: .init(
                share: share(same["share"]), withinDays: same["within_days"]?.integer(0...365) ?? 0,
                atLeast: same["at_least"]?.integer(1...1_000_000) ?? 1),
            salesMade: share(payback["sales_made"]),
            cohorts: payback["cohorts"]?.integer(1...1_000) ?? 12,
            notMarketing: top["not_marketing"]?.strings() ?? [])
        try file.finish()
        return rules
    }
}
