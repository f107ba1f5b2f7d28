internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

extension ForecastWorld {
    struct Drawn {
        let months: [ForecastFigures.Month]
        let total: ForecastFigures.Month
        let parts: ForecastFigures.Parts
        let sums: (mqls: [Double], sqls: [Double], customers: [Double])
    }

    /// Draws of what comes, for the ranges; means are worked out and not drawn.
    func draw(_ count: Int, seed: UInt64) -> Drawn {
        let chances = Chances(self)
        let streams = Streams(seed: seed)
        let means = size.map { $0.draws(count, seed: seed) }
        let places = period.months.count
        var mqls = Array(repeating: [Double](), count: places + 1)
        var (sqls, customers, margin) = (mqls, mqls, mqls)
        for turn in 0..<count {
            var ofMonth = soFar.map(\.came)
            var money = Array(repeating: 0.0, count: places)
            var firm = streams[turn, .firm, 0]
            let way = firm.uniform()
            let shares = self.shares(&firm)
            let rates = sources.map { source -> Double in
                guard let belief = forecast?.belief(of: source.number), belief.mean > 0 else {
                    return 1
                }
                return firm.beta(belief.alpha, belief.beta) / belief.mean
            }
            let won = wins.map { firm.beta($0.alpha, $0.beta) / $0.mean } ?? 1
            let levels = ahead.draw(
                way,
                ahead.expected.indices.map { place in
                    var own = streams[turn, .month, place]
                    return own.normals().0
                })
            // By stretch: SQLs of MQLs that are there, and of those to come.
            var ofPipe = Array(repeating: 0, count: stretches.count)
            var ofNew = ofPipe
            for (place, stretch) in stretches.enumerated() {
                let mean =
                    pace * Double(stretch.days.length)
                    * Mathematics.exponential(levels[stretch.place])
                var own = streams[turn, .mqls, stretch.number]
                let new = shares.map { own.poisson(mean * $0) }
                if let month = stretch.month { ofMonth[month].mqls += new.reduce(0, +) }
                guard forecast != nil else { continue }
                own = streams[turn, .sqls, stretch.number]
                for later in place..<stretches.count {
                    for (source, new) in new.enumerated() where new > 0 {
                        let chance = chances.ofNew[source][place][later] * rates[source]
                        ofNew[later] += own.poisson(Double(new) * chance)
                    }
                }
                own = streams[turn, .pipe, stretch.number]
                for (source, pipe) in chances.ofPipe {
                    let rate = sources.firstIndex { $0.number == source }.map { rates[$0] } ?? 1
                    ofPipe[place] += own.poisson(pipe[place] * rate)
                }
            }
            for (place, stretch) in stretches.enumerated() {
                guard let month = stretch.month else { continue }
                ofMonth[month].sqls += ofPipe[place] + ofNew[place]
                guard sales != nil else { continue }
                var own = streams[turn, .customers, stretch.number]
                ofMonth[month].customers += chances.ofOpen.reduce(0) {
                    $0 + own.binomial($1.count, min(1, $1.chances[place] * won))
                }
                for earlier in 0...place {
                    let chance = min(1, chances.ofSQL[earlier][place] * won)
                    ofMonth[month].customers += own.binomial(
                        ofPipe[earlier] + ofNew[earlier], chance)
                }
            }
            if let size, let means {
                for month in 0..<places {
                    var own = streams[turn, .money, Int(soFar[month].period.first.number)]
                    money[month] = size.sum(
                        of: ofMonth[month].customers, mean: means[turn], &own)
                }
            }
            for month in 0..<places {
                mqls[month].append(Double(ofMonth[month].mqls))
                sqls[month].append(Double(ofMonth[month].sqls))
                customers[month].append(Double(ofMonth[month].customers))
                margin[month].append(money[month])
            }
            mqls[places].append(ofMonth.reduce(0.0) { $0 + Double($1.mqls) })
            sqls[places].append(ofMonth.reduce(0.0) { $0 + Double($1.sqls) })
            customers[places].append(ofMonth.reduce(0.0) { $0 + Double($1.customers) })
            margin[places].append(money.reduce(0, +))
        }
        let shown = Shown(self, Means(self, chances))
        func month(_ place: Int, _ days: Period) -> ForecastFigures.Month {
            func expected(_ draws: [[Double]], _ means: [Double]) -> ForecastFigures.Expected {
                // Tenths do not add up exactly as they are kept.
                let mean =
                    place == places ? (means.reduce(0, +) * 10).rounded() / 10 : means[place]
                return Self.expected(draws[place], mean)
            }
            return ForecastFigures.Month(
                period: days, mqls: expected(mqls, shown.mqls),
                sqls: forecast == nil ? nil : expected(sqls, shown.sqls),
                customers: sales == nil ? nil : expected(customers, shown.customers),
                margin: size == nil ? nil : expected(margin, shown.margin),
                turnover: size == nil
                    ? nil
                    : amountOfMargin.map { part in
                        expected(margin.map { $0.map { $0 * part } }, shown.turnover)
                    })
        }
        return Drawn(
            months: soFar.enumerated().map { month($0.offset, $0.element.period) },
            total: month(places, period), parts: shown.parts,
            sums: (
                mqls[places], forecast == nil ? [] : sqls[places],
                sales == nil ? [] : customers[places]
            ))
    }

    /// Chance for each draw, month and kind of its own: what is drawn for a month is the same whatever else is.
    private struct Streams {
        enum Kind: UInt64 {
            case firm, month, mqls, sqls, pipe, customers, money
        }

        let seed: UInt64

        subscript(_ turn: Int, _ kind: Kind, _ number: Int) -> SplitMix64 {
            let key = UInt64(turn) << 32 | kind.rawValue << 24 | UInt64(number & 0xFF_FFFF)
            var mixed = SplitMix64(seed: seed ^ key)
            return SplitMix64(seed: mixed.next())
        }
    }

    /// Which part of the MQLs is of which source.
    private func shares(_ random: inout SplitMix64) -> [Double] {
        let draws = sources.map { random.gamma(Double($0.mqls) + Self.beforehand) }
        let sum = draws.reduce(0, +)
        return sum > 0 ? draws.map { $0 / sum } : draws.map { _ in 1 / Double(draws.count) }
    }

    private static let beforehand = 0.5

    /// The tenth and ninetieth of a hundred, beside the mean.
    private static func expected(_ draws: [Double], _ mean: Double) -> ForecastFigures.Expected {
        let sorted = draws.sorted()
        guard !sorted.isEmpty else {
            return .init(mean: mean, low: mean, high: mean, lowPart: 1, highPart: 1)
        }
        let count = Double(sorted.count)
        func quantile(_ p: Double) -> Double {
            sorted[min(sorted.count - 1, Int(p * count))]
        }
        let (low, high) = (quantile(0.1), quantile(0.9))
        func share(_ isCounted: (Double) -> Bool) -> Double {
            Double(draws.count { isCounted($0) }) / count
        }
        return .init(
            mean: mean, low: low, high: high,
            lowPart: min(1, (share { $0 <= low } - 0.1) / share { $0 == low }),
            highPart: min(1, (0.9 - share { $0 < high }) / share { $0 == high }))
    }

    /// What comes on average, by stretch: nothing of it is by chance.
    private struct Means {
        var mqls: [Double]
        var sqlsInPipe: [Double]
        var sqlsToCome: [Double]
        var customersOfSQLs: [Double]
        var customersOfMQLs: [Double]
        var customersToCome: [Double]

        init(_ world: ForecastWorld, _ chances: Chances) {
            let places = world.stretches.indices
            let none = places.map { _ in 0.0 }
            let mqls = world.stretches.map {
                world.pace * Double($0.days.length) * world.ahead.expected[$0.place]
            }
            self.mqls = mqls
            let sum = world.sources.reduce(0) { $0 + Double($1.mqls) + ForecastWorld.beforehand }
            let shares = world.sources.map { (Double($0.mqls) + ForecastWorld.beforehand) / sum }
            let inPipe = places.map { place in
                chances.ofPipe.reduce(0) { $0 + $1.sqls[place] }
            }
            let toCome =
                world.forecast == nil
                ? none
                : places.map { place in
                    (0...place).reduce(0.0) { sum, earlier in
                        shares.indices.reduce(sum) {
                            $0 + mqls[earlier] * shares[$1] * chances.ofNew[$1][earlier][place]
                        }
                    }
                }
            (sqlsInPipe, sqlsToCome) = (inPipe, toCome)
            (customersOfSQLs, customersOfMQLs, customersToCome) = (none, none, none)
            guard world.sales != nil else { return }
            func sold(_ sqls: [Double]) -> [Double] {
                places.map { place in
                    (0...place).reduce(0) { $0 + sqls[$1] * chances.ofSQL[$1][place] }
                }
            }
            customersOfSQLs = places.map { place in
                chances.ofOpen.reduce(0) { $0 + Double($1.count) * $1.chances[place] }
            }
            (customersOfMQLs, customersToCome) = (sold(inPipe), sold(toCome))
        }
    }

    /// The means as they are shown: rounded so that months add up to their total, and that each month is the same in
    /// every period.
    ///
    /// What comes up to the end of a month, from the first day that is not known, is rounded; a month is what it has
    /// more than the one before. So a month is off by no more than one step, and any number of them too.
    private struct Shown {
        /// By month of the period.
        let mqls: [Double]
        let sqls: [Double]
        let customers: [Double]
        let margin: [Double]
        let turnover: [Double]
        let parts: ForecastFigures.Parts

        /// What a month brings from so many on is shown in whole numbers, and in tenths below.
        private static let whole = 100.0
        /// Cents of one unit of money.
        private static let cents = 100.0

        init(_ world: ForecastWorld, _ means: Means) {
            let places = world.soFar.indices
            func add(_ one: [Double], _ other: [Double]) -> [Double] {
                zip(one, other).map { $0 + $1 }
            }
            let month = world.pace * 365.25 / 12
            let rate = world.sources.reduce(0.0) { sum, source in
                sum + Double(source.mqls) * (world.forecast?.belief(of: source.number)?.mean ?? 0)
            }
            let all = world.sources.reduce(0) { $0 + Double($1.mqls) }
            let asked = all > 0 ? month * rate / all : 0
            func step(_ aMonth: Double) -> Double { aMonth < Self.whole ? 0.1 : 1 }
            let steps = (
                step(month), step(asked), step(asked * (world.wins?.mean ?? 0))
            )
            /// By month of the period, in whole steps.
            func months(_ of: [Double], _ step: Double) -> [Double] {
                var found = places.map { _ in 0.0 }
                var (sum, before) = (0.0, 0.0)
                for (place, stretch) in world.stretches.enumerated() {
                    sum += of[place]
                    let upTo = (sum / step).rounded()
                    if let month = stretch.month { found[month] += upTo - before }
                    before = upTo
                }
                return found
            }
            /// Tenths would not be exact: a number of steps is divided by how many make one.
            func amounts(_ steps: [Double], _ step: Double, _ came: (Came) -> Int) -> [Double] {
                let one = (1 / step).rounded()
                return places.map {
                    (steps[$0] + Double(came(world.soFar[$0].came)) * one) / one
                }
            }
            let sqls = months(add(means.sqlsInPipe, means.sqlsToCome), steps.1)
            let sales = add(
                add(means.customersOfSQLs, means.customersOfMQLs), means.customersToCome)
            let customers = months(sales, steps.2)
            mqls = amounts(months(means.mqls, steps.0), steps.0) { $0.mqls }
            self.sqls = amounts(sqls, steps.1) { $0.sqls }
            self.customers = amounts(customers, steps.2) { $0.customers }
            func money(_ perSale: Double) -> [Double] {
                zip(months(sales.map { $0 * perSale }, Self.cents), world.soFar).map {
                    let came = Double($1.came.customers) * perSale / Self.cents
                    return ($0 + came.rounded()) * Self.cents
                }
            }
            let perSale = world.size?.mean ?? 0
            margin = money(perSale)
            turnover = money(perSale * (world.amountOfMargin ?? 0))
            func within(_ of: [Double]) -> Double {
                zip(of, world.stretches).reduce(0) { $1.1.month == nil ? $0 : $0 + $1.0 }
            }
            /// So many steps of all as the first of its parts have.
            func upTo(_ part: Double, _ step: Double, _ all: [Double]) -> Double {
                min(all.reduce(0, +), (part / step).rounded())
            }
            func number(_ steps: Double, _ step: Double) -> Double { steps / (1 / step).rounded() }
            let pipe = upTo(within(means.sqlsInPipe), steps.1, sqls)
            let open = within(means.customersOfSQLs)
            let ofSQLs = upTo(open, steps.2, customers)
            let ofBoth = upTo(open + within(means.customersOfMQLs), steps.2, customers)
            parts = ForecastFigures.Parts(
                sqlsSoFar: Double(world.soFar.reduce(0) { $0 + $1.came.sqls }),
                customersSoFar: Double(world.soFar.reduce(0) { $0 + $1.came.customers }),
                sqlsInPipe: number(pipe, steps.1), customersOfSQLs: number(ofSQLs, steps.2),
                customersOfMQLs: number(ofBoth - ofSQLs, steps.2),
                sqlsToCome: number(sqls.reduce(0, +) - pipe, steps.1),
                customersToCome: number(customers.reduce(0, +) - ofBoth, steps.2))
        }
    }

    /// The chances of one MQL or SQL, by stretch of days.
    private struct Chances {
        /// By source, the stretch in which it comes, and the one in which it is an SQL.
        var ofNew: [[[Double]]] = []
        /// By number of a source: SQLs to be expected of all its MQLs, in each stretch.
        var ofPipe: [(source: Int, sqls: [Double])] = []
        /// By the stretch in which it is an SQL, and the one in which it is sold.
        var ofSQL: [[Double]] = []
        /// SQLs of one age, and the chance that one is sold in each stretch.
        var ofOpen: [(count: Int, chances: [Double])] = []

        init(_ world: ForecastWorld) {
            let stretches = world.stretches.map(\.days)
            let last = world.until
            /// What happens in a stretch, by what has happened up to an age.
            func steps(_ from: Day, _ share: (Int) -> Double) -> [Double] {
                stretches.map { days in
                    let start = max(days.first, from)
                    guard start < days.end else { return 0 }
                    let before = from.distance(to: start) - 1
                    return max(
                        0, share(from.distance(to: days.end) - 1) - (before < 0 ? 0 : share(before))
                    )
                }
            }
            /// The mean over the days of a stretch.
            func mean(_ stretch: Period, _ share: (Int) -> Double) -> [Double] {
                var sums = Array(repeating: 0.0, count: stretches.count)
                for day in 0..<stretch.length {
                    for (place, step) in steps(stretch.first.advanced(by: day), share).enumerated()
                    {
                        sums[place] += step
                    }
                }
                return sums.map { $0 / Double(stretch.length) }
            }
            if let forecast = world.forecast {
                ofNew = world.sources.map { source in
                    stretches.map { mean($0) { forecast.chance(ofNew: source.number, by: $0) } }
                }
                ofPipe = world.open.bySource.map { source, ages in
                    var sums = Array(repeating: 0.0, count: stretches.count)
                    for entry in ages.entries where entry.count > 0 {
                        let came = last.advanced(by: -entry.day)
                        let steps = steps(came) {
                            forecast.chance(source: source, age: entry.day, by: $0)
                        }
                        for place in sums.indices {
                            sums[place] += steps[place] * Double(entry.count)
                        }
                    }
                    return (source, sums)
                }
            }
            guard let sales = world.sales else { return }
            ofSQL = stretches.map { mean($0) { sales.share(by: $0) } }
            ofOpen = world.openSQLs.map { age, count in
                let came = last.advanced(by: -age)
                return (
                    count,
                    steps(came) { sales.chance(by: $0, afterNeitherBy: age) ?? 0 }
                )
            }
        }
    }
}
