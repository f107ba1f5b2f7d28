/// The shares, none below zero and together 1, with which columns come nearest to a target: least squares over
/// the simplex.
///
/// By an active set: columns without a share come in one by one while that comes nearer, and go where their share
/// would fall below zero. Lawson and Hanson (1974), Solving Least Squares Problems, ch. 23, here with the sum fixed.
enum SimplexFit {
    /// - Parameters:
    ///   - products: the inner products of the columns, square and symmetric.
    ///   - target: the inner product of each column with the target.
    static func shares(products: [[Double]], target: [Double]) -> [Double] {
        let count = target.count
        guard count > 0 else { return [] }
        var shares = [Double](repeating: 0, count: count)
        // To begin with, the column that alone comes nearest.
        let first = (0..<count).min { one, two in
            products[one][one] - 2 * target[one] < products[two][two] - 2 * target[two]
        }
        var inside = [first ?? 0]
        shares[inside[0]] = 1
        // What is lost in sums of this size is no gain.
        let noise = 1e-10 * max(1e-300, (0..<count).map { abs(products[$0][$0]) }.max() ?? 0)
        for _ in 0..<(4 * count + 20) {
            // How much nearer a little more of each column would come.
            let slopes = (0..<count).map { column in
                target[column] - inside.reduce(0) { $0 + products[column][$1] * shares[$1] }
            }
            let level = inside.reduce(0) { $0 + slopes[$1] * shares[$1] }
            let best = (0..<count).filter { !inside.contains($0) }.max { slopes[$0] < slopes[$1] }
            guard let best, slopes[best] > level + noise else { break }
            inside.append(best)
            settle(&inside, &shares, products, target)
        }
        return shares
    }

    /// Goes to the best shares of the columns that are in, and leaves those out that would fall below zero.
    private static func settle(
        _ inside: inout [Int], _ shares: inout [Double], _ products: [[Double]],
        _ target: [Double]
    ) {
        while inside.count > 1 {
            guard let wanted = best(of: inside, products, target) else {
                // Two columns are the same: the one that came last adds nothing.
                shares[inside.removeLast()] = 0
                continue
            }
            guard let lowest = wanted.min(), lowest < 0 else {
                for (place, column) in inside.enumerated() { shares[column] = wanted[place] }
                return
            }
            var step = 1.0
            for (place, column) in inside.enumerated() where wanted[place] < 0 {
                step = min(step, shares[column] / (shares[column] - wanted[place]))
            }
            for (place, column) in inside.enumerated() {
                shares[column] += step * (wanted[place] - shares[column])
            }
            let out = inside.indices.filter { wanted[$0] < 0 && shares[inside[$0]] <= 1e-14 }
            for place in out.reversed() { shares[inside.remove(at: place)] = 0 }
            if out.isEmpty { return }
        }
        if let only = inside.first { shares[only] = 1 }
    }

    /// The shares that sum to 1 and come nearest, of whatever sign; nil where columns cannot be told apart.
    private static func best(
        of inside: [Int], _ products: [[Double]], _ target: [Double]
    ) -> [Double]? {
        let size = inside.count + 1
        var rows = inside.map { one in
            inside.map { products[one][$0] } + [1, target[one]]
        }
        rows.append([Double](repeating: 1, count: inside.count) + [0, 1])
        for column in 0..<size {
            let pivot = (column..<size).max { abs(rows[$0][column]) < abs(rows[$1][column]) }
            guard let pivot, abs(rows[pivot][column]) > 1e-12 else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<size where row != column {
                let factor = rows[row][column] / rows[column][column]
                guard factor != 0 else { continue }
                for place in column...size { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<inside.count).map { rows[$0][size] / rows[$0][$0] }
    }
}
