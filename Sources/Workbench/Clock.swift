package import Quantities

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The only place that looks at the clock.
package enum Clock {
    /// Seconds since some moment that stays the same while the program runs.
    static var elapsed: Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    static var now: Instant { Instant(seconds: Int64(time(nil))) }

    /// Today, as people in that zone read it on the wall.
    package static func today(in zone: TimeZoneRule) -> Day {
        zone.day(of: Instant(seconds: Int64(time(nil))))
    }
}
