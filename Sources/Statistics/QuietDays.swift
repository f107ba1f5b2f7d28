/// Whether days on which nothing happened are chance, or the end of what was written down.
package enum QuietDays {
    /// So many days at the end tell how often something happens.
    package static let window = 92

    /// The chance that nothing happens for so many days, where days with something come independently of each
    /// other at the pace of those before: what is entered together on one day is one.
    ///
    /// The last event is where the counting stops, and so it tells nothing of the pace.
    ///
    /// - Parameters:
    ///   - events: days with something, the last among them.
    ///   - days: among how many days.
    ///   - quiet: how many days without any followed.
    package static func chance(events: Int, in days: Int, quiet: Int) -> Double {
        guard events > 1, days > 0, quiet > 0 else { return 1 }
        return Mathematics.exponential(-Double(events - 1) / Double(days) * Double(quiet))
    }
}
