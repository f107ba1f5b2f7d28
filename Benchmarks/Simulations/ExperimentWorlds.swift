internal import Statistics

/// Invented tests of which the true effect is known, read as real ones are. What comes is drawn person by person
/// here, by code of its own: nothing of it is used to read a test.
package struct ExperimentWorlds {
    /// How a test is made.
    package enum Design: String, CaseIterable, Sendable {
        case arms, weeks, regions, pause
    }

    /// What was promised, and what came of it.
    package struct Found: Sendable {
        /// Without any effect: an effect was shown, upwards or downwards.
        package var falseLifts: Simulations.Share
        /// At an effect of the size that the design says it can show.
        package var power: Simulations.Share
        /// What the design said of it, on average.
        package var promised: Double
        /// Any effect at all: the range holds the true one.
        package var coverage: Simulations.Share
        /// Firms for which the design says that nothing can be shown.
        package var hopeless: Simulations.Share
    }

    /// How well the checks see what went wrong.
    package struct Checks: Sendable {
        /// The ad reached four in ten of those who were to be left without.
        package var spill: Simulations.Share
        /// In one of three weeks off the ad ran.
        package var broken: Simulations.Share
        /// Nothing went wrong, and something was said to have.
        package var falseAlarms: Simulations.Share
    }

    private var random: Dice

    package init(seed: UInt64) { random = Dice(seed: seed) }

    // MARK: A firm

    /// A firm: how much comes a week, and how much of that a source has to its credit.
    private struct Firm {
        let perWeek: Double
        let credited: Double
        let season: Double
        let phase: Double
        let uneven: Double
        /// By region, its part.
        let regions: [Double]

        func level(_ week: Int) -> Double {
            1 + season * Dice.wave((Double(week) + phase) / 52)
        }
    }

    private mutating func firm(_ design: Design) -> Firm {
        let count = 8 + random.whole(5)
        let parts = (0..<count).map { _ in 0.5 + 1.5 * random.unit() }
        let all = parts.reduce(0, +)
        return Firm(
            perWeek: design == .regions ? 40 + 160 * random.unit() : 10 + 70 * random.unit(),
            credited: 0.25 + 0.35 * random.unit(),
            season: design == .pause ? 0.1 * random.unit() : 0.25 * random.unit(),
            phase: 52 * random.unit(), uneven: 0.15 * random.unit(),
            regions: parts.map { $0 / all })
    }

    /// One week: how many came, and how many of them the source has to its credit. Of those whom it is said to have
    /// brought, `gone` stay away.
    private mutating func week(_ level: Double, _ firm: Firm, gone: Double) -> (Int, Int) {
        let level = level * random.about(firm.uneven)
        let others = random.events(level * (1 - firm.credited))
        let own = random.events(level * firm.credited)
        var stay = 0
        for _ in 0..<own where random.unit() >= gone { stay += 1 }
        return (others + stay, own)
    }

    // MARK: Designs

    /// A test that was planned: what it says that it can show, and how one is made and read at a true share.
    private struct Plan {
        let least: Double
        let promised: Double
    }

    private static let shares = (1...20).map { Double($0) / 20 }

    private func plan(_ power: (Double) -> Double) -> Plan? {
        var known: [Double: Double] = [:]
        let least = PowerSearch.least(of: Self.shares, wanted: 0.8) { share in
            let found = power(share)
            known[share] = found
            return found
        }
        return least.map { Plan(least: $0, promised: known[$0] ?? power($0)) }
    }

    /// What a reading says: whether an effect is shown, and whether the true one is within the range.
    private struct Reading {
        var isShown: Bool
        var isPositive: Bool
        var holds: Bool
    }

    /// - Parameter isPlanned: whether it is also tried what the design says that it can show, which takes long.
    package mutating func trial(_ design: Design, firms: Int, isPlanned: Bool = true) -> Found {
        var (wrong, shown, held, planned, none) = (0, 0, 0, 0, 0)
        var promised = 0.0
        for _ in 0..<firms {
            let firm = firm(design)
            let lengths = design == .pause ? [6, 8, 12] : [12, 16, 20, 26]
            let weeks = lengths[random.whole(lengths.count)]
            let seed = random.word()
            let kept = Past(design, firm, weeks, &self)
            if read(kept, firm, weeks, share: 0).isShown { wrong += 1 }
            let share = random.unit()
            if read(kept, firm, weeks, share: share).holds { held += 1 }
            guard isPlanned else { continue }
            guard let plan = plan({ kept.power(firm, weeks, share: $0, seed: seed) }) else {
                none += 1
                continue
            }
            planned += 1
            promised += plan.promised
            let again = Past(design, firm, weeks, &self)
            if read(again, firm, weeks, share: plan.least).isPositive { shown += 1 }
        }
        return Found(
            falseLifts: .init(wrong, of: firms), power: .init(shown, of: max(1, planned)),
            promised: promised / Double(max(1, planned)), coverage: .init(held, of: firms),
            hopeless: .init(none, of: firms))
    }

    /// What a firm knows before a test.
    private struct Past {
        let design: Design
        var all: [Int] = []
        var credited: [Int] = []
        var regions: [[Int]] = []
        var creditedByRegion: [[Int]] = []
        static let length = 78

        init(_ design: Design, _ firm: Firm, _ weeks: Int, _ worlds: inout ExperimentWorlds) {
            self.design = design
            switch design {
            case .arms: break
            case .weeks, .pause:
                for week in 0..<Self.length {
                    let came = worlds.week(firm.perWeek * firm.level(week), firm, gone: 0)
                    all.append(came.0)
                    credited.append(min(came.0, came.1))
                }
            case .regions:
                for part in firm.regions {
                    let came = (0..<Self.length).map {
                        worlds.week(firm.perWeek * part * firm.level($0), firm, gone: 0)
                    }
                    regions.append(came.map(\.0))
                    creditedByRegion.append(came.map { min($0.0, $0.1) })
                }
            }
        }

        func power(_ firm: Firm, _ weeks: Int, share: Double, seed: UInt64) -> Double {
            switch design {
            case .arms:
                ArmsPlan(perWeek: firm.perWeek, untreated: 0.5, credited: firm.credited).power(
                    weeks: weeks, share: share, runs: 500, seed: seed)
            case .weeks:
                PastWeeks(all: all, credited: credited)?.powerOfPairs(
                    weeks / 2, share: share, runs: 500, seed: seed) ?? 0
            case .pause:
                PastWeeks(all: all, credited: credited)?.powerOfPause(
                    before: weeks, during: weeks, share: share, runs: 500, seed: seed) ?? 0
            case .regions:
                PastGroups(all: regions, credited: creditedByRegion, draws: draws)?.power(
                    weeks: weeks, share: share, runs: 100, seed: seed) ?? 0
            }
        }

        var draws: [[Bool]] {
            GroupComparison.draws(sizes: regions.map { Double($0.reduce(0, +)) })
        }
    }

    private mutating func read(_ past: Past, _ firm: Firm, _ weeks: Int, share: Double) -> Reading {
        switch past.design {
        case .arms: readArms(firm, weeks, share)
        case .weeks: readWeeks(firm, weeks, share)
        case .pause: readPause(past, firm, weeks, share)
        case .regions: readRegions(past, firm, weeks, share)
        }
    }

    private static func reading(_ range: EffectRange?, true truth: Double, none: Double) -> Reading
    {
        guard let range else { return Reading(isShown: false, isPositive: false, holds: true) }
        return Reading(
            isShown: !range.holds(none), isPositive: range.low > none, holds: range.holds(truth))
    }

    /// Looks every week, and stops once something is shown.
    private mutating func readArms(_ firm: Firm, _ weeks: Int, _ share: Double) -> Reading {
        var (on, off) = (0, 0)
        let truth = 1 / (1 - share * firm.credited)
        for week in 1...weeks {
            on += random.events(firm.perWeek / 2)
            off += random.events(firm.perWeek / 2 / truth)
            let arms = TwoArms(.init(Double(on), of: 1), .init(Double(off), of: 1))
            let read = Self.reading(
                arms.flatMap { Looks.ratio($0, isEnd: week == weeks) }, true: truth, none: 1)
            if read.isShown || week == weeks { return read }
        }
        return Reading(isShown: false, isPositive: false, holds: true)
    }

    private mutating func readWeeks(_ firm: Firm, _ weeks: Int, _ share: Double) -> Reading {
        var (differences, truth) = ([Double](), 0.0)
        for pair in 0..<(weeks / 2) {
            let first = Past.length + 2 * pair
            let onFirst = random.unit() < 0.5
            let (on, off) = onFirst ? (first, first + 1) : (first + 1, first)
            let with = week(firm.perWeek * firm.level(on), firm, gone: 0)
            let without = week(firm.perWeek * firm.level(off), firm, gone: share)
            differences.append(Double(with.0 - without.0))
            truth += share * firm.credited * firm.perWeek * firm.level(off)
        }
        return Self.reading(
            PairedDifferences(differences).effect(), true: truth / Double(weeks / 2), none: 0)
    }

    private mutating func readPause(
        _ past: Past, _ firm: Firm, _ weeks: Int, _ share: Double
    ) -> Reading {
        let during = (0..<weeks).map {
            week(firm.perWeek * firm.level(Past.length + $0), firm, gone: share).0
        }.reduce(0, +)
        let before = past.all.suffix(weeks).reduce(0, +)
        let dispersion = Dispersion.ofWindows(
            past.all, before: min(weeks, Past.length / 6), during: min(weeks, Past.length / 6))
        let arms = TwoArms(
            .init(Double(before), of: Double(weeks)), .init(Double(during), of: Double(weeks)),
            dispersion: dispersion ?? 1)
        return Self.reading(arms?.ratio(), true: 1 / (1 - share * firm.credited), none: 1)
    }

    private mutating func readRegions(
        _ past: Past, _ firm: Firm, _ weeks: Int, _ share: Double
    ) -> Reading {
        var draws = past.draws
        let untreated = draws.remove(at: random.whole(draws.count))
        var during: [Double] = []
        for (part, isOff) in zip(firm.regions, untreated) {
            var sum = 0
            for week in 0..<weeks {
                let level = firm.perWeek * part * firm.level(Past.length + week)
                sum += self.week(level, firm, gone: isOff ? share : 0).0
            }
            during.append(Double(sum))
        }
        let found = GroupComparison(
            past: past.regions.map { $0.map(Double.init) }, during: during, weeks: weeks,
            untreated: untreated, others: draws)
        return Self.reading(found?.ratio, true: 1 / (1 - share * firm.credited), none: 1)
    }

    // MARK: Checks

    /// Tests of twelve to twenty-six weeks in turn, of sources with two to twelve a week to their credit.
    package mutating func checks(firms: Int, allowed: Double) -> Checks {
        var (spill, broken, alarms) = (0, 0, 0)
        for _ in 0..<firms {
            let half = 6 + random.whole(8)
            let perWeek = 2 + 10 * random.unit()
            func isSeen(_ leak: [Double], _ random: inout Dice) -> Bool {
                var (on, off) = (0, 0)
                for week in 0..<half {
                    on += random.events(perWeek)
                    off += random.events(perWeek * leak[week])
                }
                return Leak.isCertain(
                    untreated: .init(Double(off), of: Double(half)),
                    treated: .init(Double(on), of: Double(half)), allowed: allowed)
            }
            if isSeen([Double](repeating: 0.4, count: half), &random) { spill += 1 }
            if isSeen((0..<half).map { $0 % 3 == 0 ? 1 : 0 }, &random) { broken += 1 }
            // Clicks of the day before still come in.
            if isSeen([Double](repeating: 0.05, count: half), &random) { alarms += 1 }
        }
        return Checks(
            spill: .init(spill, of: firms), broken: .init(broken, of: firms),
            falseAlarms: .init(alarms, of: firms))
    }
}

/// Chance, by code of its own.
private struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    /// Xorshift64*: Vigna (2016), ACM Transactions on Mathematical Software 42:30.
    mutating func word() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func unit() -> Double { Double(word() >> 11) * 0x1p-53 }
    mutating func whole(_ bound: Int) -> Int { Int(unit() * Double(bound)) }

    /// How many events at this rate come before one unit of time is over, waiting for each.
    mutating func events(_ mean: Double) -> Int {
        var (count, time) = (0, 0.0)
        while true {
            time -= Mathematics.naturalLogarithm(1 - unit())
            if time > mean { return count }
            count += 1
        }
    }

    /// A number about 1: the mean of it is 1, and it varies so much.
    mutating func about(_ spread: Double) -> Double {
        let sum = (0..<12).reduce(0.0) { total, _ in total + unit() } - 6
        return max(0.2, 1 + spread * sum)
    }

    /// A wave of 0 to 1 round.
    static func wave(_ turn: Double) -> Double { Mathematics.cosine(2 * Double.pi * turn) }
}
