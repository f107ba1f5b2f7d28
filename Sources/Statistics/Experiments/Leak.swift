/// Whether a treatment reached those who were to be left without it.
package enum Leak {
    /// What is credited to the treatment where there was none, as a part of what is where there was, with its range;
    /// nil where nothing was credited at all.
    package static func ratio(untreated: TwoArms.Arm, treated: TwoArms.Arm) -> EffectRange? {
        TwoArms(untreated, treated)?.ratio(confidence: 0.9)
    }

    /// More than `allowed` of it for certain: 19 of 20 times not by chance.
    package static func isCertain(
        untreated: TwoArms.Arm, treated: TwoArms.Arm, allowed: Double
    ) -> Bool {
        ratio(untreated: untreated, treated: treated).map { $0.low > allowed } ?? false
    }
}
