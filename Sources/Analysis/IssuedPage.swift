internal import Economics
internal import Funnels
package import Quantities
internal import Valuation

/// What a page that was handed on showed, with what it was made of, so that the next page of the same months can
/// tell what moved.
package struct IssuedPage: Hashable, Sendable {
    package var number: Int
    /// As of which day it was made.
    package var on: Day
    package var period: Period
    package var unit: CountedUnit
    /// The first signs of the fingerprints of rules and data.
    package var rules: String
    package var data: String
    package var mqls: Int
    /// What was bought, and all of the cost where own cost is in it.
    package var bought: Money
    package var allIn: Money?
    /// What an MQL is worth, and the three that it follows from; nil where it was not known.
    package var worth: Worth?
    /// Hundredths of a percent of the amount; nil where every deal had a margin of its own.
    package var assumedMargin: Int?
    /// Whether somebody said what a sale brings, so that it is not that of the sales.
    package var marginIsSaid = false
    /// Hundredths of hours for an MQL, and cents for an hour; nil where nobody said them.
    package var ownHours: OwnHours?

    /// What an MQL is worth, by the planning rate, the chance that an SQL is won, and the margin of a sale.
    package struct Worth: Hashable, Sendable {
        package var rate: Double
        package var won: Double
        package var margin: Money

        package init(rate: Double, won: Double, margin: Money) {
            (self.rate, self.won, self.margin) = (rate, won, margin)
        }
    }

    /// What somebody said of own hours.
    package struct OwnHours: Hashable, Sendable {
        package var hours: Int
        package var hourCost: Int64

        package init(hours: Int, hourCost: Int64) {
            (self.hours, self.hourCost) = (hours, hourCost)
        }
    }

    package init(
        number: Int, on: Day, period: Period, unit: CountedUnit, rules: String, data: String,
        mqls: Int, bought: Money
    ) {
        (self.number, self.on, self.period, self.unit) = (number, on, period, unit)
        (self.rules, self.data, self.mqls, self.bought) = (rules, data, mqls, bought)
    }

    /// Of an answer; nil where it has no cost to show.
    package init?(_ justification: JustificationFigures, number: Int) {
        let figures = justification.figures
        let total = justification.total
        guard let bought = total.row.boughtFor.value, total.row.counts.mqls > 0 else { return nil }
        self.init(
            number: number, on: figures.question.asOf, period: figures.question.period,
            unit: figures.question.unit,
            rules: String(figures.ruleBook.fingerprint.description.prefix(12)),
            data: String(figures.facts.fingerprint.description.prefix(12)),
            mqls: total.row.counts.mqls, bought: bought)
        allIn = total.isAllIn ? total.row.allIn.value : nil
        worth =
            justification.isSaid
            ? total.worth.value.map {
                Worth(rate: $0.expectedRate, won: $0.expectedWins, margin: $0.perSale)
            } : nil
        assumedMargin = figures.notes.assumedMargin
        marginIsSaid = figures.question.margin != nil
        ownHours = figures.notes.ownHours.map { OwnHours(hours: $0.hours, hourCost: $0.hourCost) }
    }

    /// Whether the other is of the same months and counts the same way.
    package func isOfSame(as other: IssuedPage) -> Bool {
        period.first == other.period.first && unit == other.unit
            && bought.currency == other.bought.currency
            && abs(period.lastDay.distance(to: other.period.lastDay)) <= 31
    }

    /// Why a figure moved from one page to the next.
    package enum Cause: Hashable, Sendable {
        case lateSpend, ownCost, otherHours, mqls, otherRules
        case matured, decided, sales, otherMargin
    }

    /// A part of a move, in whole units of the currency; the parts of a figure add up to how it moved.
    package struct Part: Hashable, Sendable {
        package let cause: Cause
        package let amount: Int64
    }

    /// What an MQL cost, and was worth, in whole units: then and now, and what moved it.
    package struct Move: Hashable, Sendable {
        package let before: Int64
        package let now: Int64
        package let parts: [Part]
    }

    /// Why the cost of an MQL moved; nil where one page counts own cost and the other does not.
    package func cost(to now: IssuedPage) -> Move? {
        guard (allIn == nil) == (now.allIn == nil), mqls > 0, now.mqls > 0 else { return nil }
        func own(_ page: IssuedPage) -> Double {
            page.allIn.map { Double($0.cents) - Double(page.bought.cents) } ?? 0
        }
        let (few, many) = (Double(mqls), Double(now.mqls))
        let (bought, boughtNow) = (Double(self.bought.cents), Double(now.bought.cents))
        let steps = [
            (bought + own(self)) / few, (boughtNow + own(self)) / few,
            (boughtNow + own(now)) / few, (boughtNow + own(now)) / many,
        ]
        return Self.move(
            steps,
            [
                .lateSpend, ownHours == now.ownHours ? .ownCost : .otherHours,
                rules == now.rules ? .mqls : .otherRules,
            ])
    }

    /// Why the worth of an MQL moved; nil where it was not known on one of the pages.
    package func worth(to now: IssuedPage) -> Move? {
        guard let old = worth, let new = now.worth else { return nil }
        let (margin, marginNow) = (Double(old.margin.cents), Double(new.margin.cents))
        return Self.move(
            [
                old.rate * old.won * margin, new.rate * old.won * margin,
                new.rate * new.won * margin, new.rate * new.won * marginNow,
            ],
            [
                rules == now.rules ? .matured : .otherRules, .decided,
                assumedMargin == now.assumedMargin && !marginIsSaid && !now.marginIsSaid
                    ? .sales : .otherMargin,
            ])
    }

    /// Cents from step to step, in whole units that add up: what rounding leaves goes to the largest.
    private static func move(_ cents: [Double], _ causes: [Cause]) -> Move? {
        guard cents.allSatisfy({ $0.isFinite && abs($0) < 1e15 }), let first = cents.first,
            let last = cents.last
        else { return nil }
        func units(_ cents: Double) -> Int64 {
            Money(rounding: cents, .eur).flatMap { Rounding.halfEven(Int128($0.cents), over: 100) }
                ?? 0
        }
        let (before, now) = (units(first), units(last))
        var parts = zip(cents, cents.dropFirst()).map { units($1 - $0) }
        let rest = now - before - parts.reduce(0, +)
        if rest != 0, let most = parts.indices.max(by: { abs(parts[$0]) < abs(parts[$1]) }) {
            parts[most] += rest
        }
        return Move(
            before: before, now: now,
            parts: zip(causes, parts).filter { $1 != 0 }.map { Part(cause: $0, amount: $1) })
    }
}
