internal import Quantities

/// Which campaign each row of a platform's export is of.
///
/// A campaign is told by platform, account, currency and its id, and by its name where there is no id.
/// A row that lacks the account or the id takes those of the only campaign of its name that has rows on
/// its days.
struct PlatformCampaigns {
    struct Key: Hashable, Comparable {
        let source: String
        let currency: Currency
        var account: String
        var id: String
        /// Empty where there is an id.
        var name: String

        static func < (one: Key, other: Key) -> Bool {
            (one.source, one.currency.code, one.account, one.id, one.name)
                < (other.source, other.currency.code, other.account, other.id, other.name)
        }
    }

    /// By row.
    private(set) var keys: [Key]
    private(set) var findings: [SpendFinding] = []
    private let rows: [SpendRow]
    /// By row, the name as it is compared.
    private let names: [String]

    init(_ rows: [SpendRow]) {
        self.rows = rows
        names = rows.map { FoldedName.of($0.spend.campaign) }
        keys = zip(rows, names).map { row, name in
            Key(
                source: row.spend.source, currency: row.spend.money.currency,
                account: FoldedName.of(row.spend.account), id: row.spend.campaignID,
                name: row.spend.campaignID.isEmpty ? name : "")
        }
        guard Set(rows.map(\.table)).count > 1 else { return }
        // What one row learns another may learn of it: an account by the id, an id by the name.
        var several: [Key: [Int]] = [:]
        for _ in 0..<3 {
            let before = keys
            several = complete { !$0.id.isEmpty && $0.account.isEmpty }
            several.merge(complete { $0.id.isEmpty }) { one, _ in one }
            if keys == before { break }
        }
        tell(several)
        findOtherNames()
        findTwoAccounts()
    }

    /// Gives rows the account and the id of the only campaign that they can be of.
    ///
    /// - Returns: by what they lack, the rows that can be of several.
    private mutating func complete(_ lacks: (Key) -> Bool) -> [Key: [Int]] {
        let known = Known(rows, keys, names)
        var several: [Key: [Int]] = [:]
        for place in rows.indices where lacks(keys[place]) {
            let key = keys[place]
            let found = known.candidates(rows[place], key, names[place])
            if found.count == 1 {
                if key.account.isEmpty { keys[place].account = found[0].account }
                if key.id.isEmpty, !found[0].id.isEmpty {
                    keys[place].id = found[0].id
                    keys[place].name = ""
                }
            } else if found.count > 1 {
                several[key, default: []].append(place)
            }
        }
        return several
    }

    private mutating func tell(_ several: [Key: [Int]]) {
        guard !several.isEmpty else { return }
        let known = Known(rows, keys, names)
        for (key, places) in several.sorted(by: { $0.key < $1.key }) {
            var candidates = Set<Key>()
            for place in places {
                candidates.formUnion(known.candidates(rows[place], key, names[place]))
            }
            let others = rows.indices.filter { other in
                candidates.contains(keys[other])
                    && places.contains { place in
                        rows[place].spend.period.overlap(with: rows[other].spend.period) != nil
                    }
            }
            findings.append(finding(.severalCampaigns, places, others, name: key.name))
        }
    }

    /// What is said of some rows, and of others beside them.
    private func finding(
        _ kind: SpendFinding.Kind, _ places: [Int], _ others: [Int], name: String? = nil
    ) -> SpendFinding {
        let first = rows[places[0]].spend
        func sum(_ places: [Int]) -> Money {
            let cents = places.reduce(Int128(0)) { $0 + Int128(rows[$1].spend.money.cents) }
            return Money(clamping: cents, first.money.currency)
        }
        let days = places.map { rows[$0].spend.period }
        let (start, end) = (days.map(\.first).min() ?? first.period.first, days.map(\.end).max())
        return SpendFinding(
            kind: kind, source: first.source,
            account: places.allSatisfy { keys[$0].account == keys[places[0]].account }
                ? first.account : "",
            campaign: name == nil ? "" : places.map { rows[$0].spend.campaign }.max() ?? "",
            period: Period(first: start, end: end ?? start) ?? first.period, counted: sum(places),
            other: sum(others), tables: Set((places + others).map { rows[$0].table }).sorted())
    }

    /// Two exports that share days, each with campaigns that the other has not, and no ids to tell:
    /// campaigns may have been renamed in between.
    private mutating func findOtherNames() {
        var tables: [Table: [Int]] = [:]
        for place in rows.indices {
            let key = keys[place]
            tables[
                Table(source: key.source, currency: key.currency, number: rows[place].table),
                default: []
            ].append(place)
        }
        let ordered = tables.sorted { $0.key < $1.key }
        for (index, one) in ordered.enumerated() {
            for other in ordered[(index + 1)...]
            where one.key.source == other.key.source && one.key.currency == other.key.currency {
                let alone = onlyIn(one.value, besides: other.value)
                let others = onlyIn(other.value, besides: one.value)
                // With ids on both sides another id is another campaign.
                let mayBeSame = alone.contains { place in
                    others.contains { other in
                        (keys[place].id.isEmpty || keys[other].id.isEmpty)
                            && (keys[place].account.isEmpty || keys[other].account.isEmpty
                                || keys[place].account == keys[other].account)
                            && rows[place].spend.period.overlap(with: rows[other].spend.period)
                                != nil
                    }
                }
                if mayBeSame {
                    findings.append(finding(.otherNames, alone, others))
                } else {
                    noteAbsent(alone, from: other.value)
                    noteAbsent(others, from: one.value)
                }
            }
        }
    }

    /// Campaigns that a later export of the same days does not have at all: it may have been narrowed down,
    /// so that they count, and that is told.
    private mutating func noteAbsent(_ alone: [Int], from others: [Int]) {
        let known = Set(others.map { keys[$0].account })
        let missing = alone.filter { place in
            rows[place].exported != .min
                && others.allSatisfy { rows[$0].exported > rows[place].exported }
                && (known.contains(keys[place].account) || known.contains(""))
        }
        if !missing.isEmpty { findings.append(finding(.absent, missing, [])) }
    }

    private struct Table: Hashable, Comparable {
        let source: String
        let currency: Currency
        let number: Int

        static func < (one: Table, other: Table) -> Bool {
            (one.source, one.currency.code, one.number)
                < (other.source, other.currency.code, other.number)
        }
    }

    /// The rows on days that another table covers, of campaigns of which that has no row.
    private func onlyIn(_ places: [Int], besides others: [Int]) -> [Int] {
        let known = Set(others.map { keys[$0] })
        let knownNames = Set(others.map { names[$0] })
        guard let covered = Self.covered(others.map { rows[$0] }) else { return [] }
        return places.filter { place in
            rows[place].spend.money.cents != 0 && !known.contains(keys[place])
                && !knownNames.contains(names[place])
                && rows[place].spend.period.overlap(with: covered) != nil
        }
    }

    /// The days that an export is about: those that it says, else from its first on, up to its last row.
    ///
    /// Days behind that may have been still to come when it was made.
    static func covered(_ rows: [SpendRow]) -> Period? {
        guard let first = rows.map(\.spend.period.first).min(),
            let end = rows.map(\.spend.period.end).max()
        else { return nil }
        let said = rows.compactMap(\.covers?.first).min() ?? first
        return Period(first: Swift.min(said, first), end: end)
    }

    /// One campaign under two accounts, with the same amounts on the same days, is most likely one account
    /// under two names.
    private mutating func findTwoAccounts() {
        struct Cell: Hashable {
            let source: String
            let campaign: String
            let period: Period
            let money: Money
        }
        var first: [Cell: Int] = [:]
        var pairs: [[String]: (one: [Int], other: [Int])] = [:]
        var counts: [[String]: Int] = [:]
        for place in rows.indices where rows[place].spend.money.cents != 0 {
            let (key, spend) = (keys[place], rows[place].spend)
            guard !key.account.isEmpty else { continue }
            let campaign = key.id.isEmpty ? "name \(key.name)" : "id \(key.id)"
            counts[[spend.source, campaign, key.account], default: 0] += 1
            let cell = Cell(
                source: spend.source, campaign: campaign, period: spend.period, money: spend.money)
            guard let other = first[cell] else {
                first[cell] = place
                continue
            }
            guard keys[other].account != key.account, rows[other].table != rows[place].table
            else { continue }
            let (low, high) = keys[other].account < key.account ? (other, place) : (place, other)
            let pair = [spend.source, campaign, keys[low].account, keys[high].account]
            pairs[pair, default: ([], [])].one.append(low)
            pairs[pair, default: ([], [])].other.append(high)
        }
        for (pair, places) in pairs.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            // A single day of the same amount may be chance where there are many.
            let fewer = min(
                counts[[pair[0], pair[1], pair[2]]] ?? 0, counts[[pair[0], pair[1], pair[3]]] ?? 0)
            guard places.one.count * 2 >= fewer else { continue }
            findings.append(finding(.twoAccounts, places.one, places.other, name: ""))
        }
    }

    /// The campaigns that there are, and the days on which each has rows.
    private struct Known {
        private struct Cell: Hashable {
            let key: Key
            let period: Period
            let cents: Int64
        }

        private var byName: [String: [Key]] = [:]
        private var byID: [String: [Key]] = [:]
        private var days: [Key: [Period]] = [:]
        private var cells = Set<Cell>()

        init(_ rows: [SpendRow], _ keys: [Key], _ names: [String]) {
            var seen: [String: Set<Key>] = [:]
            var periods: [Key: [Period]] = [:]
            for (place, row) in rows.enumerated() {
                let key = keys[place]
                guard !key.id.isEmpty || !key.account.isEmpty else { continue }
                if seen[names[place], default: []].insert(key).inserted {
                    byName[names[place], default: []].append(key)
                }
                periods[key, default: []].append(row.spend.period)
                cells.insert(Cell(key: key, period: row.spend.period, cents: row.spend.money.cents))
            }
            days = periods.mapValues(Self.merged)
            for key in periods.keys where !key.id.isEmpty { byID[key.id, default: []].append(key) }
        }

        /// Runs of days that do not touch, in order.
        private static func merged(_ periods: [Period]) -> [Period] {
            var merged: [Period] = []
            for period in periods.sorted(by: { ($0.first, $0.end) < ($1.first, $1.end) }) {
                if let last = merged.last, last.end >= period.first {
                    let end = max(last.end, period.end)
                    merged[merged.count - 1] = Period(first: last.first, end: end) ?? last
                } else {
                    merged.append(period)
                }
            }
            return merged
        }

        private func hasDays(_ key: Key, in period: Period) -> Bool {
            guard let days = days[key] else { return false }
            var (low, high) = (0, days.count)
            while low < high {
                let middle = (low + high) / 2
                if days[middle].end <= period.first { low = middle + 1 } else { high = middle }
            }
            return low < days.count && days[low].first < period.end
        }

        /// The campaigns that a row may be of, which say more of it than it does; in order.
        ///
        /// Where there are several, those that have the same days at the same amount.
        func candidates(_ row: SpendRow, _ key: Key, _ name: String) -> [Key] {
            let all = key.id.isEmpty ? byName[name] ?? [] : byID[key.id] ?? []
            let found = all.filter { other in
                other.source == key.source && other.currency == key.currency
                    && (key.account.isEmpty || other.account.isEmpty
                        || other.account == key.account)
                    && (key.id.isEmpty && !other.id.isEmpty
                        || key.account.isEmpty && !other.account.isEmpty)
                    && hasDays(other, in: row.spend.period)
            }.sorted()
            // What knows more of one campaign stands for what knows less of it.
            let best = found.filter { one in
                !found.contains { other in
                    other != one && (one.id.isEmpty || one.id == other.id)
                        && (one.account.isEmpty || one.account == other.account)
                        && (!one.id.isEmpty || !other.id.isEmpty)
                        && (one.id.isEmpty != other.id.isEmpty
                            || one.account.isEmpty != other.account.isEmpty)
                }
            }
            guard best.count > 1 else { return best }
            let equal = best.filter { other in
                cells.contains(
                    Cell(key: other, period: row.spend.period, cents: row.spend.money.cents))
            }
            return equal.isEmpty ? best : equal
        }
    }
}
