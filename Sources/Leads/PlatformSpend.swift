internal import Quantities

extension Array where Element == SpendRow {
    /// What of these rows counts, whatever the order of the tables: of one's own books each row as often
    /// as the table that has it most, of platforms each day of a campaign once.
    package func counted() -> CountedSpend {
        var result = CountedSpend()
        // In the order of the rows, so that a file is told as it stands.
        var found: [(place: Int, spend: Spend)] = []
        let own = indices.filter { self[$0].subject == 0 }
        for place in own.map({ self[$0] }).counting.map({ own[$0] }) {
            found.append((place, self[place].spend))
            result.fingerprint.add(self[place].identity)
        }
        let places = indices.filter { self[$0].subject != 0 }
        let exported = places.map { self[$0] }
        let campaigns = PlatformCampaigns(exported)
        result.findings = campaigns.findings
        let groups = Dictionary(grouping: exported.indices) { campaigns.keys[$0] }
        let covered = Self.covered(exported)
        for (key, group) in groups.sorted(by: { $0.key < $1.key }) {
            let rows = group.map { exported[$0] }
            var days = PlatformDays(rows, covered: covered)
            days.count()
            let name = Self.latest(rows)
            let account = rows.map(\.spend.account).filter { !$0.isEmpty }.min() ?? ""
            for piece in days.pieces {
                let spend = Spend(
                    period: piece.period, source: key.source, medium: name.medium,
                    campaign: name.campaign, account: account, campaignID: key.id,
                    category: name.category, money: Money(cents: piece.cents, key.currency),
                    claimedLeads: piece.claimed)
                found.append((places[group[piece.place]], spend))
                result.fingerprint.add(spend.hash)
            }
            result.findings += days.findings.map {
                $0.finding(key.source, account, name.campaign, key.currency)
            }
            if days.repeated != 0 { result.repeated[key.currency, default: 0] += days.repeated }
        }
        result.spend = found.sorted {
            ($0.place, $0.spend.period.first) < ($1.place, $1.spend.period.first)
        }.map(\.spend)
        result.findings.sort()
        return result
    }

    /// By table, the days that its export is about.
    private static func covered(_ rows: [SpendRow]) -> [Int: Period] {
        Dictionary(grouping: rows, by: \.table).compactMapValues(PlatformCampaigns.covered)
    }

    /// The row by whose name a campaign goes: that of the last days, and of those of the last export.
    private static func latest(_ rows: [SpendRow]) -> Spend {
        rows.reduce(rows[0]) { best, row in
            let rank = { (row: SpendRow) in
                (row.spend.period.end, row.exported, row.spend.campaign)
            }
            return rank(best) < rank(row) ? row : best
        }.spend
    }
}

extension Spend {
    /// Of all that a platform's spend says.
    fileprivate var hash: UInt64 {
        var hash = RowHash(kind: 11)
        for text in [source, medium, campaign, account, campaignID, category.rawValue] {
            hash.mix(RowHash.hash(text))
        }
        hash.mix(RowHash.hash(money.currency.code))
        for number in [
            Int64(period.first.number), Int64(period.end.number), money.cents, claimedLeads ?? -1,
        ] { hash.mix(number) }
        return hash.finished
    }
}
