internal import Analysis
internal import Funnels
internal import Intake
internal import Quantities

/// What somebody must know of spend and leads that do not meet under one name.
struct MatchNotes {
    private let figures: Figures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }
    private var isByCampaign: Bool { figures.question.by == .campaign }

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    /// More rows than this are only counted.
    private static let mostRows = 6

    var lines: [String] {
        let rows = figures.rows.compactMap { row -> String? in
            guard case .noLead(let candidates) = row.match else { return nil }
            return noLead(say.text(row.label), money(row), candidates)
        }
        let more = rows.count - Self.mostRows
        return rows.prefix(Self.mostRows)
            + (more > 0
                ? [
                    say(
                        "\(numbers.count(more)) more rows have spend, but no lead of that name.",
                        "Nog \(numbers.count(more)) rijen hebben uitgaven, maar geen lead met die naam."
                    )
                ] : []) + [notSplit, noSpend].compactMap(\.self)
    }

    /// Spend of a name that no lead has.
    ///
    /// - Parameter spent: nil where only own costs are known.
    private func noLead(
        _ name: String, _ spent: String?, _ candidates: [RowMatch.Candidate]
    ) -> String {
        let start = spent.map { "\(name): \($0)" } ?? name
        var text =
            isByCampaign
            ? say(
                "\(start), and no lead has this campaign, so the spend cannot be matched and what it brought "
                    + "is not known.",
                "\(start), maar geen lead heeft deze campagne, dus de uitgaven zijn niet te koppelen en wat ze "
                    + "opbrachten is niet bekend.")
            : say(
                "\(start), and no lead has this source, so the spend cannot be matched and what it brought is "
                    + "not known.",
                "\(start), maar geen lead heeft deze bron, dus de uitgaven zijn niet te koppelen en wat ze "
                    + "opbrachten is niet bekend.")
        guard !candidates.isEmpty else { return text }
        let list = candidates.map { "\(say.text($0.label)) (\(say.count($0.leads, .lead)))" }
            .joined(separator: ", ")
        text += say(
            " Leads without spend that may be meant: \(list).",
            " Leads zonder uitgaven die bedoeld kunnen zijn: \(list).")
        guard let first = candidates.first(where: { $0.text != nil }), let name = first.text else {
            return text
        }
        let meant = isByCampaign ? first.meant.quoted : first.meant
        let answer = "\(name.quoted): \(meant)"
        let section = isByCampaign ? "campaigns" : "sources"
        return text
            + say(
                " If they are, put \(answer) under \(section) in mql.yaml.",
                " Zo ja, zet \(answer) onder \(section) in mql.yaml.")
    }

    /// Spend without a campaign, in one sentence.
    private var notSplit: String? {
        let rows = figures.rows.filter { $0.match == .notSplit }.compactMap { row in
            money(row).map { "\(sourceName(row)) \($0)" }
        }
        guard !rows.isEmpty else { return nil }
        let list = listed(rows)
        let isWithheld = figures.rows.contains { $0.match == .partlySplit }
        return say(
            "Spend without a campaign is not split over campaigns: \(list).",
            "Uitgaven zonder campagne zijn niet over campagnes verdeeld: \(list).")
            + (isWithheld
                ? say(
                    " While that is over a tenth of the spend of a source, its campaigns get no advice.",
                    " Zolang dat meer dan een tiende van de uitgaven van een bron is, krijgen haar campagnes "
                        + "geen advies.") : "")
    }

    /// `google-ads / (not split)` is google-ads here.
    private func sourceName(_ row: Figures.Row) -> String {
        let text = say.text(row.label)
        guard let end = text.ranges(of: " / (").last else { return text }
        return String(text[..<end.lowerBound])
    }

    /// Leads of kinds that usually cost money, of which no spend is known and none seems meant.
    private var noSpend: String? {
        let named = Set(
            figures.rows.flatMap { row -> [String] in
                if case .noLead(let candidates) = row.match { candidates.map(\.key) } else { [] }
            })
        let rows = figures.rows.filter { $0.match == .noSpend && !named.contains($0.key) }.map {
            "\(say.text($0.label)) (\(say.count($0.counts.leads, .lead)))"
        }
        guard !rows.isEmpty else { return nil }
        let list = listed(rows)
        return say(
            "No spend is known for \(list), which is seldom free: perhaps the spend has it under another name.",
            "Er zijn geen uitgaven bekend voor \(list), wat zelden gratis is: misschien staat het in de "
                + "uitgaven onder een andere naam.")
    }

    private func listed(_ rows: [String]) -> String {
        let more = rows.count - Self.mostRows
        return rows.prefix(Self.mostRows).joined(separator: ", ")
            + (more > 0
                ? say(" and \(numbers.count(more)) more", " en nog \(numbers.count(more))") : "")
    }

    private func money(_ row: Figures.Row) -> String? {
        (row.boughtFor.value ?? row.allIn.value).map {
            numbers.money($0, whole: $0.cents % 100 == 0)
        }
    }
}

extension RowMatch {
    /// For programs, the same in every report.
    var json: JSONObject {
        guard self != .met else { return [:] }
        guard case .noLead(let candidates) = self else { return ["match": code] }
        return [
            "match": code,
            "may_be": candidates.map { candidate in
                JSONValue.members(["key": candidate.key, "leads": candidate.leads])
            },
        ]
    }
}
