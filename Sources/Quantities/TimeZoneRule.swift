/// How local time follows from UTC: a fixed offset, or the summer time of the European Union.
///
/// Foundation's zones are slow per call and absent from a static binary, so the three zones of the
/// EU (western, central and eastern European time) are computed from their rule: summer time from
/// 01:00 UTC on the last Sunday of March until 01:00 UTC on the last Sunday of October
/// (directive 2000/84/EC, in force since 1996 and applied here to all years).
public struct TimeZoneRule: Hashable, Sendable {
    package let name: String
    @usableFromInline let standardOffset: Int64
    /// For each year from 1900, the first second of summer time and the first second after it.
    @usableFromInline let summers: [Int64]

    /// Nil for a name that is not understood; `names` lists those that are.
    package init?(_ name: String) {
        if let offset = TimeZoneRule.fixedOffset(name) {
            self.init(name: name, standardOffset: offset, summers: [])
        } else if let hours = TimeZoneRule.offsets[name] {
            self.init(
                name: name, standardOffset: Int64(hours) * 3600, summers: TimeZoneRule.euSummers())
        } else {
            return nil
        }
    }

    package static let utc = TimeZoneRule(name: "UTC", standardOffset: 0, summers: [])

    /// What a rule book may write.
    package static var names: [String] { ["UTC", "+01:00"] + offsets.keys.sorted() }

    private init(name: String, standardOffset: Int64, summers: [Int64]) {
        self.name = name
        self.standardOffset = standardOffset
        self.summers = summers
    }

    /// The moment at which clocks show this local time, in seconds since local 1970.
    ///
    /// A time that is skipped in spring counts on from the hour before; one that occurs twice in
    /// autumn is the first of the two.
    @inlinable
    package func instant(local seconds: Int64, year: Int) -> Instant {
        let standard = seconds - standardOffset
        guard !summers.isEmpty else { return Instant(seconds: standard) }
        let summer = standard - 3600
        return Instant(seconds: isSummer(summer, year: year) ? summer : standard)
    }

    /// The midnight with which the day begins by the clocks of the zone.
    @inlinable
    package func startOfDay(_ day: Day) -> Instant {
        instant(local: Int64(day.number) * 86_400, year: day.civil.year)
    }

    /// On which day of the zone's calendar the moment falls.
    @inlinable
    package func day(of instant: Instant) -> Day {
        var local = instant.seconds + standardOffset
        if !summers.isEmpty {
            // Within a day of New Year it is winter in either year, so a rough year is enough.
            let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
            let years = days >= 0 ? days * 400 / 146_097 : (days * 400 - 146_096) / 146_097
            let year = 1970 + Int(years)
            if isSummer(instant.seconds, year: year) { local += 3600 }
        }
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return Day(number: Int32(truncatingIfNeeded: day))
    }

    @inlinable
    func isSummer(_ utc: Int64, year: Int) -> Bool {
        let index = (year - 1900) * 2
        guard index >= 0, index + 1 < summers.count else { return false }
        return utc >= summers[index] && utc < summers[index + 1]
    }

    private static func euSummers() -> [Int64] {
        Day.years.flatMap { year -> [Int64] in
            [3, 10].map { month in
                let last = Day.daysFromCivil(year, month, 31)
                // 1 January 1970 was a Thursday, four days after a Sunday.
                let weekday = ((last + 4) % 7 + 7) % 7
                return Int64(last - weekday) * 86_400 + 3600
            }
        }
    }

    private static func fixedOffset(_ name: String) -> Int64? {
        if name == "UTC" || name == "Z" { return 0 }
        let bytes = Array(name.utf8)
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
            let hours = Int64(name.dropFirst().prefix(2)), let minutes = Int64(name.suffix(2)),
            hours <= 14, minutes < 60
        else { return nil }
        return (bytes[0] == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// Hours ahead of UTC in winter.
    private static let offsets: [String: Int] = [
        "WET": 0, "Europe/Lisbon": 0, "Europe/London": 0, "Europe/Dublin": 0,
        "CET": 1, "Europe/Amsterdam": 1, "Europe/Andorra": 1, "Europe/Belgrade": 1,
        "Europe/Berlin": 1, "Europe/Bratislava": 1, "Europe/Brussels": 1, "Europe/Budapest": 1,
        "Europe/Copenhagen": 1, "Europe/Ljubljana": 1, "Europe/Luxembourg": 1, "Europe/Madrid": 1,
        "Europe/Malta": 1, "Europe/Oslo": 1, "Europe/Paris": 1, "Europe/Prague": 1,
        "Europe/Rome": 1, "Europe/Stockholm": 1, "Europe/Vienna": 1, "Europe/Warsaw": 1,
        "Europe/Zagreb": 1, "Europe/Zurich": 1,
        "EET": 2, "Europe/Athens": 2, "Europe/Bucharest": 2, "Europe/Helsinki": 2,
        "Europe/Kyiv": 2, "Europe/Riga": 2, "Europe/Sofia": 2, "Europe/Tallinn": 2,
        "Europe/Vilnius": 2, "Asia/Nicosia": 2,
    ]
}

extension TimeZoneRule {
    public static func == (one: TimeZoneRule, other: TimeZoneRule) -> Bool {
        one.name == other.name
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}
