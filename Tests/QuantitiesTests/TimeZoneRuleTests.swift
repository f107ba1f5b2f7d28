import Quantities
import Testing

struct TimeZoneRuleTests {
    private func amsterdam() throws -> TimeZoneRule {
        try #require(TimeZoneRule("Europe/Amsterdam"))
    }

    /// Seconds since 1970 of a local date and time, as if it were UTC.
    private func local(_ day: String, _ hour: Int, _ minute: Int) throws -> Int64 {
        Int64(try #require(Day(iso: day)).number) * 86_400 + Int64(hour * 3600 + minute * 60)
    }

    @Test("Winter is an hour ahead of UTC, summer two")
    func offsets() throws {
        let zone = try amsterdam()
        let winter = try local("2026-01-15", 12, 0)
        #expect(zone.instant(local: winter, year: 2026).seconds == winter - 3600)
        let summer = try local("2026-07-15", 12, 0)
        #expect(zone.instant(local: summer, year: 2026).seconds == summer - 7200)
    }

    @Test("02:30 on 29 March 2026 does not exist: it counts on from the hour before")
    func skippedHour() throws {
        let time = try local("2026-03-29", 2, 30)
        // 02:30 in winter time is 01:30 UTC, which clocks show as 03:30.
        #expect(try amsterdam().instant(local: time, year: 2026).seconds == time - 3600)
    }

    @Test("02:30 on 25 October 2026 occurs twice: it is the first of the two")
    func repeatedHour() throws {
        let time = try local("2026-10-25", 2, 30)
        #expect(try amsterdam().instant(local: time, year: 2026).seconds == time - 7200)
        let after = try local("2026-10-25", 3, 0)
        #expect(try amsterdam().instant(local: after, year: 2026).seconds == after - 3600)
    }

    @Test("A day lasts from local midnight to local midnight, also when clocks change")
    func days() throws {
        let zone = try amsterdam()
        for text in [
            "1965-07-01", "1969-12-31", "2026-01-01", "2026-03-29", "2026-03-30", "2026-10-25",
            "2026-10-26", "2026-12-31",
        ] {
            let day = try #require(Day(iso: text))
            let start = zone.startOfDay(day)
            #expect(zone.day(of: start) == day)
            #expect(zone.day(of: Instant(seconds: start.seconds - 1)) == day.advanced(by: -1))
        }
        // 23 hours on the last Sunday of March, 25 on that of October.
        func length(_ day: Day) -> Int64 {
            zone.startOfDay(day.advanced(by: 1)).seconds - zone.startOfDay(day).seconds
        }
        #expect(length(try #require(Day(iso: "2026-03-29"))) == 23 * 3600)
        #expect(length(try #require(Day(iso: "2026-10-25"))) == 25 * 3600)
    }

    @Test("Fixed offsets are understood, other zones are not guessed")
    func names() {
        #expect(TimeZoneRule("UTC")?.startOfDay(Day(number: 0)).seconds == 0)
        #expect(TimeZoneRule("+05:30")?.startOfDay(Day(number: 0)).seconds == -19_800)
        #expect(TimeZoneRule("-08:00")?.startOfDay(Day(number: 0)).seconds == 28_800)
        #expect(TimeZoneRule("America/New_York") == nil)
        #expect(TimeZoneRule("+25:00") == nil)
        #expect(TimeZoneRule("") == nil)
    }
}
