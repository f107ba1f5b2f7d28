package import Intake
internal import Statistics

/// From where on so much of a file falls away that it is not that file any more.
package struct LossLimits: Hashable, Sendable {
    /// More than this share of the rows, in hundredths of a percent, of a file with at least so many.
    package let share: Int
    package let ofAtLeast: Int
    /// How many times as often won rows fall away as others, in hundredths.
    package let wonTimes: Int
    /// By what chance that may happen, in hundredths of a percent.
    package let byChance: Int

    package init(share: Int, ofAtLeast: Int, wonTimes: Int, byChance: Int) {
        self.share = share
        self.ofAtLeast = ofAtLeast
        self.wonTimes = wonTimes
        self.byChance = byChance
    }
}

/// A file of which too much was lost when it was read.
package struct RowLoss: Hashable, Sendable {
    /// What makes it too much.
    package enum Reason: String, Hashable, Sendable {
        /// Not one row was taken.
        case all
        /// A larger share than is usual.
        case share
        /// Rows that were won, more often than others.
        case won
    }

    package let file: String
    /// The rows of the file, without totals and without those who were erased.
    package let rows: Int
    package let rejected: Int
    /// Those of them that say that something was won.
    package let won: Int
    package let wonRejected: Int
    package let reason: Reason

    /// Nil where no more was lost than may be.
    package init?(_ table: TableReport, _ limits: LossLimits) {
        file = table.file
        rows = table.rows - table.skipped
        rejected = table.rejected
        won = table.won
        wonRejected = table.wonRejected
        guard rejected > 0 else { return nil }
        if rejected == rows {
            reason = .all
        } else if rows >= limits.ofAtLeast, rejected * 10_000 > rows * limits.share {
            reason = .share
        } else if Self.losesWon(
            (wonRejected, won), (rejected - wonRejected, rows - won), limits)
        {
            reason = .won
        } else {
            return nil
        }
    }

    private static func losesWon(
        _ won: (lost: Int, of: Int), _ others: (lost: Int, of: Int), _ limits: LossLimits
    ) -> Bool {
        guard won.lost > 0, others.of > 0,
            won.lost * others.of * 100 >= others.lost * won.of * limits.wonTimes,
            let one = Proportion(Double(won.lost), of: Double(won.of)),
            let other = Proportion(Double(others.lost), of: Double(others.of))
        else { return false }
        return TwoProportions(one, other).exactPAtLeast < Double(limits.byChance) / 10_000
    }
}
