internal import Quantities

extension Chart {
    /// The scale of a chart: round numbers at equal steps, the first and last of which are its ends.
    package struct Axis: Sendable {
        package let ticks: [Mark]
        package var low: Double { ticks.first?.value ?? 0 }
        package var high: Double { ticks.last?.value ?? 1 }
        /// How far apart the ticks are, as a part of the whole.
        var step: Double { ticks.count > 1 ? 1 / Double(ticks.count - 1) : 1 }

        /// - Parameter ticks: at least two, from the lowest to the highest, at equal steps.
        package init(ticks: [Mark]) { self.ticks = ticks }

        /// Over all the values and nothing, with at most so many steps.
        ///
        /// - Parameters:
        ///   - least: the smallest step, such as 1 of what can only be counted.
        ///   - text: what stands at a tick.
        init(
            over values: [Double], least: Double = 0, most: Int = 5, text: (Double) -> String
        ) {
            let known = values.filter(\.isFinite)
            let high = max(known.max() ?? 0, 0)
            let low = min(known.min() ?? 0, 0)
            let step = max(least, Self.round((high - low) / Double(most)))
            let first = (low / step).rounded(.down)
            let last = max((high / step).rounded(.up), first + 1)
            guard first.magnitude < 1e6, last.magnitude < 1e6 else {
                self.init(ticks: [Mark(0, text: text(0)), Mark(1, text: text(1))])
                return
            }
            self.init(
                ticks: (Int(first)...Int(last)).map { number in
                    let value = step * Double(number)
                    return Mark(value, text: text(value))
                })
        }

        /// Of shares of 1, which end at the whole.
        static func shares(_ values: [Double], _ numbers: NumberFormat) -> Axis {
            Axis(over: values.map { min(1, $0) }, least: 0.01) {
                "\(numbers.fixed($0 * 100, decimals: 0))%"
            }
        }

        /// Of numbers of something.
        static func counts(_ values: [Double], _ numbers: NumberFormat) -> Axis {
            Axis(over: values, least: 1) { numbers.fixed($0, decimals: 0) }
        }

        /// Of amounts in cents, with marks in whole units.
        static func money(
            cents: [Double], _ currency: Currency, _ numbers: NumberFormat
        ) -> Axis {
            Axis(over: cents, least: 100) {
                numbers.money(Money(clamping: $0, currency), whole: true)
            }
        }

        /// The least of 1, 2 and 5 times a power of ten that is no less.
        private static func round(_ step: Double) -> Double {
            guard step > 0, step.isFinite else { return 1 }
            var unit = 1.0
            while unit > step { unit /= 10 }
            while unit * 10 <= step { unit *= 10 }
            return [1, 2, 5, 10].map { $0 * unit }.first { $0 >= step * 0.999_999 } ?? unit * 10
        }
    }
}
