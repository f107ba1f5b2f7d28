internal import Statistics

/// A symmetric positive matrix as the product of a triangle and its mirror image.
struct Cholesky {
    /// Row by row; what lies above the diagonal is 0.
    let lower: [Double]
    private let count: Int

    init?(_ matrix: [Double], _ count: Int) {
        var lower = matrix
        for i in 0..<count {
            for j in 0...i {
                var sum = matrix[i * count + j]
                for k in 0..<j { sum -= lower[i * count + k] * lower[j * count + k] }
                if i == j {
                    guard sum > 0 else { return nil }
                    lower[i * count + i] = sum.squareRoot()
                } else {
                    lower[i * count + j] = sum / lower[j * count + j]
                }
            }
        }
        self.lower = lower
        self.count = count
    }

    var halfLogDeterminant: Double {
        (0..<count).reduce(0) { $0 + Mathematics.naturalLogarithm(lower[$1 * count + $1]) }
    }

    /// The triangle's part of a solution: the sum of its squares is what the inverse makes of the values.
    func half(_ values: [Double]) -> [Double] {
        var result = values
        for i in 0..<count {
            for k in 0..<i { result[i] -= lower[i * count + k] * result[k] }
            result[i] /= lower[i * count + i]
        }
        return result
    }

    func solve(_ values: [Double]) -> [Double] {
        var result = half(values)
        for i in stride(from: count - 1, through: 0, by: -1) {
            for k in (i + 1)..<max(i + 1, count) { result[i] -= lower[k * count + i] * result[k] }
            result[i] /= lower[i * count + i]
        }
        return result
    }
}
