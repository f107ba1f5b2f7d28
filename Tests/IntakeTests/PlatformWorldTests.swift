import Leads
import Quantities
import Statistics
import TestSupport
import Testing

@testable import Intake

/// What an advertiser truly spent on each day, exported in the forms of the platforms: with and without
/// accounts and ids, by day, week, month or not split at all, over days that overlap, in any order.
struct PlatformWorldTests {
    @Test("Of 1,000 worlds every month is found to the cent, or it is said what cannot be told")
    func worlds() throws {
        var (exact, told, refused) = (0, 0, 0)
        for seed in 1...UInt64(1000) {
            var world = PlatformWorld(seed: seed)
            let exports = world.exports()
            let reading: Reading
            do {
                reading = try Reading.read(
                    exports.map { ByteSource(name: $0.name, text: $0.text) },
                    options: ReadingOptions())
            } catch is IntakeErrors {
                // Asked what a row is of: that is said too.
                refused += 1
                continue
            }
            #expect(reading.tables.allSatisfy { $0.rejected == 0 }, "world \(seed)")
            let spend = reading.facts.spend
            var isExact = true
            for number in 1...3 {
                let month = Period(monthOf: Day(year: 2026, month: number, day: 1) ?? "2026-01-01")
                let found = spend.reduce(Int64(0)) { $0 + $1.cents(within: month) }
                let isCut = spend.contains { row in
                    let shared = row.period.overlap(with: month)
                    return shared != nil && shared != row.period && row.money.cents != 0
                }
                if found == world.truth(in: month, exports) { continue }
                isExact = false
                #expect(
                    isCut || !reading.facts.spendFindings.isEmpty,
                    "world \(seed), month \(number): \(found), not \(world.truth(in: month, exports))"
                )
            }
            if isExact { exact += 1 } else { told += 1 }
            // Where every export has a row a day and says of which campaign, nothing is left to be told.
            if exports.allSatisfy(\.tellsAll) {
                #expect(isExact && reading.facts.spendFindings.isEmpty, "world \(seed)")
            }
            // The order of the files makes no difference.
            if seed % 10 == 0 {
                let turned = try Reading.read(
                    exports.reversed().map { ByteSource(name: $0.name, text: $0.text) },
                    options: ReadingOptions())
                #expect(turned.facts.fingerprint == reading.facts.fingerprint, "world \(seed)")
            }
        }
        #expect(exact + told + refused == 1000)
        // Whoever answers everything with a finding has told nothing.
        #expect(exact >= 450, "\(exact) exact, \(told) told, \(refused) asked")
    }
}

/// One advertiser on one platform in the first quarter of 2026.
private struct PlatformWorld {
    enum Platform: CaseIterable { case google, linkedIn, meta, microsoft, googleTabs }
    enum Split: CaseIterable { case day, week, month, none }

    struct Export {
        let name: String
        let text: String
        let days: Period
        /// Whether it has a row for each day, and the columns by which campaigns are told apart.
        let tellsAll: Bool
    }

    struct Campaign {
        let account: String
        let id: String
        let name: String
        let laterName: String
        /// By day of the quarter.
        let cents: [Int64]
    }

    private var random: SplitMix64
    private let platform: Platform
    private let campaigns: [Campaign]
    private let hasIDs: Bool
    private let hasAccounts: Bool
    private static let first: Day = "2026-01-01"

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func next(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        platform = Platform.allCases[next(Platform.allCases.count)]
        let accounts = next(3) == 0 ? ["Gouda", "Gent"] : ["Gouda"]
        hasIDs = next(3) > 0
        hasAccounts = accounts.count > 1 || next(2) == 0
        var campaigns: [Campaign] = []
        for account in accounts {
            for number in 0...next(3) {
                let name = ["merk", "pompen", "ketels", "vacatures"][number]
                let rest = next(4)
                campaigns.append(
                    Campaign(
                        account: account, id: "\(account.count)7\(number)", name: name,
                        laterName: hasIDs && next(3) == 0 ? name + " nieuw" : name,
                        cents: (0..<90).map { _ in
                            next(4) < rest ? 0 : Int64(next(9000) + 1)
                        }))
            }
        }
        self.campaigns = campaigns
        self.random = random
    }

    private mutating func next(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    private func spent(_ campaign: Campaign, _ days: Period) -> Int64 {
        (0..<90).reduce(0) { sum, place in
            days.contains(Self.first.advanced(by: place)) ? sum + campaign.cents[place] : sum
        }
    }

    /// What was spent in a month on days that any export is about.
    func truth(in month: Period, _ exports: [Export]) -> Int64 {
        (0..<90).reduce(0) { sum, place in
            let day = Self.first.advanced(by: place)
            guard month.contains(day), exports.contains(where: { $0.days.contains(day) }) else {
                return sum
            }
            return sum + campaigns.reduce(0) { $0 + $1.cents[place] }
        }
    }

    mutating func exports() -> [Export] {
        let count = 1 + next(4)
        return (0..<count).map { number in
            let split = Split.allCases[next(Split.allCases.count)]
            var start = next(80)
            var length = 1 + next(90 - start)
            if split == .month || next(3) == 0 {
                // Whole months.
                let from = next(3)
                let to = from + 1 + next(3 - from)
                let borders = [0, 31, 59, 90]
                (start, length) = (borders[from], borders[to] - borders[from])
            }
            let first = Self.first.advanced(by: start)
            let days = Period(first: first, end: first.advanced(by: length)) ?? Period(day: first)
            // Now and then the columns that tell campaigns apart are left out.
            let isBare = next(8) == 0
            return Export(
                name: "export-\(number).csv",
                text: text(
                    days, split, isLater: number % 2 == 1, withID: hasIDs && !isBare,
                    withAccount: hasAccounts && !isBare), days: days,
                tellsAll: split == .day && !isBare)
        }
    }

    /// The parts of some days that are rows of their own, each with the date that stands in it.
    private func parts(_ days: Period, _ split: Split) -> [(date: Day, period: Period)] {
        switch split {
        case .none: return [(days.first, days)]
        case .day:
            return (0..<days.length).map { place in
                let day = days.first.advanced(by: place)
                return (day, Period(day: day))
            }
        case .week, .month:
            var parts: [(date: Day, period: Period)] = []
            var date = days.first
            while days.contains(date) {
                var whole = Period(monthOf: date)
                if split == .week {
                    // 5 January 1970 was a Monday.
                    let weekday = Int((Int(date.number) - 4) % 7 + 7) % 7
                    let monday = date.advanced(by: -weekday)
                    whole = Period(first: monday, end: monday.advanced(by: 7)) ?? whole
                }
                if let part = whole.overlap(with: days) { parts.append((whole.first, part)) }
                date = whole.end
            }
            return parts
        }
    }

    private func text(
        _ days: Period, _ split: Split, isLater: Bool, withID: Bool, withAccount: Bool
    ) -> String {
        let rows = parts(days, split).flatMap { date, period in
            campaigns.compactMap { campaign -> [String]? in
                let cents = spent(campaign, period)
                guard cents != 0 else { return nil }
                return line(
                    campaign, date, period, FixedPoint.text(cents: cents), split, isLater, withID,
                    withAccount)
            }
        }
        let header = front(days, split, withID, withAccount)
        let separator = platform == .linkedIn || platform == .googleTabs ? "\t" : ","
        return header.above
            + ([header.names] + rows).map { $0.joined(separator: separator) + "\n" }.joined()
    }

    private func line(
        _ campaign: Campaign, _ date: Day, _ period: Period, _ amount: String, _ split: Split,
        _ isLater: Bool, _ withID: Bool, _ withAccount: Bool
    ) -> [String] {
        let name = isLater ? campaign.laterName : campaign.name
        let more = (withAccount ? [campaign.account] : []) + (withID ? [campaign.id] : [])
        switch platform {
        case .google, .googleTabs:
            return (split == .none ? [] : ["\(date)"]) + more + ["Enabled", name, "EUR", amount]
        case .linkedIn:
            // The days of a week or month that are outside the report are cut off there.
            return [american(max(date, period.first))] + more + ["EUR", name, amount]
        case .meta: return ["\(period.first)", "\(period.lastDay)"] + more + [name, amount]
        case .microsoft: return [american(date)] + more + [name, "EUR", amount]
        }
    }

    private func front(
        _ days: Period, _ split: Split, _ withID: Bool, _ withAccount: Bool
    ) -> (above: String, names: [String]) {
        switch platform {
        case .google, .googleTabs:
            let title = "Campaign report\n\"\(english(days.first)) - \(english(days.lastDay))\"\n"
            let segment = split == .day ? ["Day"] : split == .week ? ["Week"] : ["Month"]
            return (
                title,
                (split == .none ? [] : segment) + (withAccount ? ["Account name"] : [])
                    + (withID ? ["Campaign ID"] : [])
                    + ["Campaign status", "Campaign", "Currency code", "Cost"]
            )
        case .linkedIn:
            return (
                "Campaign Performance Report (in UTC)\nReport Start: \(english(days.first)), 12:00 AM\n"
                    + "Report End: \(english(days.lastDay)), 11:59 PM\n\n",
                ["Start Date (in UTC)"] + (withAccount ? ["Account Name"] : [])
                    + (withID ? ["Campaign ID"] : []) + [
                        "Currency", "Campaign Name", "Total Spent",
                    ]
            )
        case .meta:
            return (
                "",
                ["Reporting starts", "Reporting ends"] + (withAccount ? ["Account name"] : [])
                    + (withID ? ["Campaign ID"] : []) + ["Campaign name", "Amount spent (EUR)"]
            )
        case .microsoft:
            let word =
                split == .day
                ? "Daily" : split == .week ? "Weekly" : split == .month ? "Monthly" : "Summary"
            return (
                "\"Report Name: Campaigns\"\n\"Report Time: \(american(days.first)),"
                    + "\(american(days.lastDay))\"\n\"Report Aggregation: \(word)\"\n\n",
                ["TimePeriod"] + (withAccount ? ["AccountName"] : [])
                    + (withID ? ["CampaignId"] : []) + ["CampaignName", "CurrencyCode", "Spend"]
            )
        }
    }

    private func american(_ day: Day) -> String {
        let (year, month, number) = day.civil
        return "\(month)/\(number)/\(year)"
    }

    private func english(_ day: Day) -> String {
        let (year, month, number) = day.civil
        return "\(["January", "February", "March", "April"][month - 1]) \(number), \(year)"
    }
}
