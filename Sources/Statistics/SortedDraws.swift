/// Ways that something may be, drawn and put in order.
package struct SortedDraws: Hashable, Sendable {
    private let values: [Double]

    package init(_ values: [Double]) { self.values = values.sorted() }

    /// Between the two draws beside it: type 7 of Hyndman and Fan (1996), American Statistician 50:361–365.
    package func quantile(_ p: Double) -> Double {
        guard !values.isEmpty else { return 0 }
        let place = min(max(p, 0), 1) * Double(values.count - 1)
        let below = min(Int(place), values.count - 1)
        let above = min(below + 1, values.count - 1)
        return values[below] + (place - Double(below)) * (values[above] - values[below])
    }

    /// The part of them that is at least `value`.
    package func share(atLeast value: Double) -> Double {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return values.isEmpty ? 0 : Double(values.count - low) / Double(values.count)
    }
}
