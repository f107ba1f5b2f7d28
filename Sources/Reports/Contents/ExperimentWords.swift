internal import Analysis
internal import Economics
internal import Quantities

/// What both reports on a test say in the same words.
extension Wording {
    func design(_ design: Experiment.Design) -> Phrase {
        switch design {
        case .weeks: Phrase(en: "weeks in turn", nl: "om de week")
        case .regions: Phrase(en: "regions", nl: "regio's")
        case .pause: Phrase(en: "a pause", nl: "een pauze")
        case .arms: Phrase(en: "two groups", nl: "twee groepen")
        }
    }

    func outcome(_ outcome: Experiment.Outcome) -> Phrase {
        outcome == .mqls ? .mqls : .sqls
    }

    /// `55%`: a share without decimals.
    func wholeShare(_ share: Double) -> String { "\(numbers.fixed(share * 100, decimals: 0))%" }

    /// `55% (30% to 80%)`.
    func caused(_ range: Measured) -> String {
        let (low, high) = (wholeShare(range.low), wholeShare(range.high))
        return "\(wholeShare(range.estimate)) "
            + self("(\(low) to \(high))", "(\(low) tot \(high))")
    }

    /// `14 (6 to 22)`, or `at least 6` where there is no upper end.
    func about(_ range: Measured) -> String {
        func number(_ number: Double) -> String {
            abs(number) >= 9.95
                ? numbers.fixed(number, decimals: 0) : numbers.fixed(number, decimals: 1)
        }
        let middle = number(range.estimate)
        switch (range.low.isFinite, range.high.isFinite) {
        case (true, true):
            return "\(middle) "
                + self(
                    "(\(number(range.low)) to \(number(range.high)))",
                    "(\(number(range.low)) tot \(number(range.high)))")
        case (true, false):
            return "\(middle) "
                + self(
                    "(at least \(number(range.low)))", "(minstens \(number(range.low)))")
        case (false, true):
            return "\(middle) "
                + self("(at most \(number(range.high)))", "(hoogstens \(number(range.high)))")
        case (false, false): return middle
        }
    }

    /// `26 weeks`.
    func weeks(_ count: Int) -> String {
        self(
            count == 1 ? "1 week" : "\(numbers.count(count)) weeks",
            count == 1 ? "1 week" : "\(numbers.count(count)) weken")
    }

    /// A number of MQLs or SQLs that is expected.
    func expected(_ number: Double, _ outcome: Experiment.Outcome) -> String {
        let count = Int(max(0, min(1e9, number.rounded())))
        return self.count(count, outcome == .mqls ? .mql : .sql)
    }
}
