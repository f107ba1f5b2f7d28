/// A logistic regression whose coefficients are held towards zero: it exists also where a sign tells
/// two kinds of cases apart without a fault, and with more signs than cases.
///
/// The likelihood less λ/2 · Σ b², the intercept being free: le Cessie and van Houwelingen (1992),
/// Applied Statistics 41:191–201. With λ = 1 a coefficient has a normal prior of standard deviation 1.
package struct RidgeLogistic: Sendable {
    /// The log odds of a case without any sign, and by how much each sign raises them.
    package let intercept: Double
    package let coefficients: [Double]
    /// Of the intercept, then of the coefficients, by the curvature at the maximum.
    package let standardErrors: [Double]
    /// In natural logarithms, less the penalty.
    package let penalisedLogLikelihood: Double

    /// - Parameter rows: the signs of each case, all of the same number.
    /// - Returns: nil where there are no cases, or where rows differ in length.
    package init?(_ rows: [[Double]], isFirst: [Bool], lambda: Double = 1) {
        guard rows.count == isFirst.count, let width = rows.first?.count, lambda > 0,
            rows.allSatisfy({ $0.count == width })
        else { return nil }
        let size = width + 1
        var beta = [Double](repeating: 0, count: size)
        var value = Self.objective(beta, rows, isFirst, lambda)
        var factor: [[Double]]?
        for _ in 0..<100 {
            let (gradient, hessian) = Self.slopes(beta, rows, isFirst, lambda)
            factor = Self.cholesky(hessian)
            guard let factor else { return nil }
            let step = Self.solve(factor, gradient)
            // A full step of Newton may go too far where the likelihood is flat.
            var part = 1.0
            var next = beta
            var gained = -Double.infinity
            for _ in 0..<60 {
                next = zip(beta, step).map { $0 + part * $1 }
                gained = Self.objective(next, rows, isFirst, lambda)
                if gained >= value { break }
                part /= 2
            }
            guard gained >= value else { break }
            let moved = zip(next, beta).reduce(0) { max($0, abs($1.0 - $1.1)) }
            (beta, value) = (next, gained)
            if moved < 1e-12 { break }
        }
        let (_, hessian) = Self.slopes(beta, rows, isFirst, lambda)
        factor = Self.cholesky(hessian)
        guard let factor else { return nil }
        standardErrors = (0..<size).map { place in
            var unit = [Double](repeating: 0, count: size)
            unit[place] = 1
            return max(0, Self.solve(factor, unit)[place]).squareRoot()
        }
        intercept = beta[0]
        coefficients = Array(beta.dropFirst())
        penalisedLogLikelihood = value
    }

    /// ln of the odds that a case is of the first kind.
    package func logOdds(_ row: [Double]) -> Double {
        zip(coefficients, row).reduce(intercept) { $0 + $1.0 * $1.1 }
    }

    /// The chance, between 0 and 1, that a row is of the first kind, as often as it was among those that
    /// were looked at.
    package func probability(_ row: [Double]) -> Double { Self.logistic(logOdds(row)) }

    /// The chance where `base` of all cases are of the first kind, and not `sampled` of them as among
    /// those that were looked at: King and Zeng (2001), Political Analysis 9:137–163.
    package func probability(_ row: [Double], base: Double, sampled: Double) -> Double {
        guard base > 0, base < 1, sampled > 0, sampled < 1 else { return probability(row) }
        let shift = Mathematics.naturalLogarithm((1 - base) / base * sampled / (1 - sampled))
        return Self.logistic(logOdds(row) - shift)
    }

    private static func logistic(_ x: Double) -> Double {
        if x >= 0 { return 1 / (1 + Mathematics.exponential(-x)) }
        let power = Mathematics.exponential(x)
        return power / (1 + power)
    }

    private static func linear(_ beta: [Double], _ row: [Double]) -> Double {
        var sum = beta[0]
        for place in row.indices { sum += beta[place + 1] * row[place] }
        return sum
    }

    private static func objective(
        _ beta: [Double], _ rows: [[Double]], _ isFirst: [Bool], _ lambda: Double
    ) -> Double {
        var sum = 0.0
        for (row, isFirst) in zip(rows, isFirst) {
            let x = linear(beta, row)
            // ln of the chance of what was seen, without overflow at either end.
            let signed = isFirst ? -x : x
            sum -=
                signed > 0
                ? signed + Mathematics.logarithmOfOnePlus(Mathematics.exponential(-signed))
                : Mathematics.logarithmOfOnePlus(Mathematics.exponential(signed))
        }
        return sum - lambda / 2 * beta.dropFirst().reduce(0) { $0 + $1 * $1 }
    }

    private static func slopes(
        _ beta: [Double], _ rows: [[Double]], _ isFirst: [Bool], _ lambda: Double
    ) -> (gradient: [Double], hessian: [[Double]]) {
        let size = beta.count
        var gradient = [Double](repeating: 0, count: size)
        var hessian = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for (row, isFirst) in zip(rows, isFirst) {
            let chance = logistic(linear(beta, row))
            let (rest, weight) = ((isFirst ? 1 : 0) - chance, chance * (1 - chance))
            for one in 0..<size {
                let x = one == 0 ? 1 : row[one - 1]
                guard x != 0 else { continue }
                gradient[one] += rest * x
                for other in 0...one {
                    hessian[one][other] += weight * x * (other == 0 ? 1 : row[other - 1])
                }
            }
        }
        for place in 1..<max(size, 1) {
            gradient[place] -= lambda * beta[place]
            hessian[place][place] += lambda
        }
        return (gradient, hessian)
    }

    /// The lower triangle L with L·Lᵀ = A; nil where A is not positive definite.
    private static func cholesky(_ matrix: [[Double]]) -> [[Double]]? {
        var lower = matrix
        for row in matrix.indices {
            for column in 0...row {
                var sum = matrix[row][column]
                for place in 0..<column { sum -= lower[row][place] * lower[column][place] }
                if row == column {
                    guard sum > 0 else { return nil }
                    lower[row][row] = sum.squareRoot()
                } else {
                    lower[row][column] = sum / lower[column][column]
                }
            }
        }
        return lower
    }

    private static func solve(_ lower: [[Double]], _ right: [Double]) -> [Double] {
        var result = right
        for row in right.indices {
            for place in 0..<row { result[row] -= lower[row][place] * result[place] }
            result[row] /= lower[row][row]
        }
        for row in right.indices.reversed() {
            for place in (row + 1)..<max(right.count, row + 1) {
                result[row] -= lower[place][row] * result[place]
            }
            result[row] /= lower[row][row]
        }
        return result
    }
}
