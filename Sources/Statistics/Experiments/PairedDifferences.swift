/// Pairs of which by chance the first or the second was treated: the difference within each, and what that says of
/// the effect.
///
/// Where there is no effect, each pair may as well have been the other way round. The range holds every effect
/// that the permutation test does not speak against: its ends are means of subsets of the differences. Hartigan
/// (1969), JASA 64:1303–1317.
package struct PairedDifferences: Hashable, Sendable {
    package let differences: [Double]

    /// Fewer pairs can never show an effect: all ways round are too few.
    package static let fewest = 6
    /// With so many pairs or fewer all ways round are gone through; beyond, 4,095 of them, always the same.
    private static let mostWhole = 12

    /// - Parameter differences: of each pair, treated less untreated.
    package init(_ differences: [Double]) { self.differences = differences }

    package var mean: Double? {
        differences.isEmpty ? nil : differences.reduce(0, +) / Double(differences.count)
    }

    /// The effect with its range; nil where there are too few pairs.
    package func effect(confidence: Double = 0.95) -> EffectRange? {
        guard let mean, differences.count >= Self.fewest else { return nil }
        let means = subsetMeans()
        let place = Int((1 - confidence) / 2 * Double(means.count + 1))
        guard place >= 1 else { return nil }
        return EffectRange(mean, low: means[place - 1], high: means[means.count - place])
    }

    /// The chance of a difference so large without an effect, on either side.
    package var p: Double {
        guard !differences.isEmpty else { return 1 }
        let means = subsetMeans()
        let all = Double(means.count + 1)
        let least = min(means.count { $0 <= 0 }, means.count { $0 >= 0 })
        return min(1, 2 * Double(1 + least) / all)
    }

    /// The means of all subsets that are not empty, or of as many as are gone through, ascending.
    private func subsetMeans() -> [Double] {
        let count = differences.count
        var means: [Double] = []
        if count <= Self.mostWhole {
            for subset in 1..<(1 << count) {
                var (sum, members) = (0.0, 0)
                for (place, difference) in differences.enumerated()
                where subset >> place & 1 == 1 {
                    sum += difference
                    members += 1
                }
                means.append(sum / Double(members))
            }
        } else {
            var random = SplitMix64(seed: 4_095)
            while means.count < 4_095 {
                var (sum, members, bits) = (0.0, 0, UInt64(0))
                for (place, difference) in differences.enumerated() {
                    if place % 64 == 0 { bits = random.next() }
                    if bits & 1 == 1 {
                        sum += difference
                        members += 1
                    }
                    bits >>= 1
                }
                if members > 0 { means.append(sum / Double(members)) }
            }
        }
        return means.sorted()
    }
}
