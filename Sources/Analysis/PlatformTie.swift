package import Intake
internal import Leads
package import Quantities

/// The spend of platforms held against what is not an echo of it: the totals that exports state
/// themselves, and what each account cost in each month, as the platform's own screen shows it.
package struct PlatformTie: Sendable {
    /// What one account cost in one month, as it counts.
    package struct AccountMonth: Hashable, Sendable {
        package let source: String
        /// Empty where no export says it.
        package let account: String
        /// The first day of the month.
        package let month: Day
        package let spent: Money
        /// Whether part of it was divided by days, because a row is of more than one month.
        package let isDivided: Bool
    }

    /// Exports of platforms that state a total, and the cents of these totals and of their rows.
    package private(set) var withTotal = 0
    package private(set) var stated: Int128 = 0
    package private(set) var rows: Int128 = 0
    /// Those of which the rows do not add up to it.
    package private(set) var differing = 0
    /// Exports of platforms that state none.
    package private(set) var withoutTotal = 0
    /// In order of source, account and month.
    package let months: [AccountMonth]
    /// What stands in more than one export, and counts once; in order of currency.
    package let repeated: [Money]

    /// Adds up what the exports of platforms say of themselves.
    package init(_ reading: Reading) {
        for table in reading.tables where table.isPlatform {
            guard let total = table.total else {
                withoutTotal += 1
                continue
            }
            withTotal += 1
            stated += Int128(total.stated)
            rows += total.counted
            if !total.agrees { differing += 1 }
        }
        months = Self.months(reading.facts.spend)
        repeated = reading.facts.repeatedSpend.sorted { $0.key < $1.key }.filter { $0.value != 0 }
            .map { Money(clamping: $0.value, $0.key) }
    }

    private struct Key: Hashable {
        let source: String
        let account: String
        let month: Day
        let currency: Currency
    }

    private static func months(_ spend: [Spend]) -> [AccountMonth] {
        var sums: [Key: (cents: Int128, isDivided: Bool)] = [:]
        for row in spend where !row.account.isEmpty || !row.campaignID.isEmpty {
            var month = Period(monthOf: row.period.first)
            while month.first < row.period.end {
                let key = Key(
                    source: row.source, account: row.account, month: month.first,
                    currency: row.money.currency)
                let isWhole = row.period.overlap(with: month) == row.period
                sums[key, default: (0, false)].cents += Int128(row.cents(within: month))
                if !isWhole, row.money.cents != 0 { sums[key]?.isDivided = true }
                month = Period(monthOf: month.end)
            }
        }
        return sums.sorted { one, other in
            (one.key.source, one.key.account, one.key.month, one.key.currency.code)
                < (other.key.source, other.key.account, other.key.month, other.key.currency.code)
        }.map { key, sum in
            AccountMonth(
                source: key.source, account: key.account, month: key.month,
                spent: Money(clamping: sum.cents, key.currency),
                isDivided: sum.isDivided)
        }
    }

    /// What each account cost in all months; in order of source and account.
    package var accounts: [(source: String, account: String, spent: Money)] {
        var result: [(source: String, account: String, spent: Money)] = []
        for month in months where !month.account.isEmpty {
            if let last = result.last, last.source == month.source,
                last.account == month.account, last.spent.currency == month.spent.currency,
                let sum = try? last.spent.adding(month.spent)
            {
                result[result.count - 1].spent = sum
            } else {
                result.append((month.source, month.account, month.spent))
            }
        }
        return result
    }
}
