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

    func draw(_ count: Int, seed: UInt64) -> Drawn {
        var random = SplitMix64(seed: seed)
        let means = size.map { $0.draws(count, seed: seed) }
        let places = period.months.count
        let chances = Chances(self)
        var mqls = Array(repeating: [Double](), count: places + 1)
        var (sqls, customers, margin) = (mqls, mqls, mqls)
        var parts = (pipe: 0.0, toCome: 0.0, ofSQLs: 0.0, ofMQLs: 0.0, new: 0.0)
        for turn in 0..<count {
            var ofMonth = soFar.map(\.came)
            var money = Array(repeating: 0.0, count: places)
            let level = Mathematics.exponential(belief.draw(&random))
            let shares = self.shares(&random)
            let rates = sources.map { source -> Double in
                guard let belief = forecast?.belief(of: source.number), belief.mean > 0 else {
                    return 1
                }
                return random.beta(belief.alpha, belief.beta) / belief.mean
            }
            let won = wins.map { random.beta($0.alpha, $0.beta) / $0.mean } ?? 1
            // By stretch: SQLs of MQLs that are there, and of those to come.
            var ofPipe = Array(repeating: 0, count: stretches.count)
            var ofNew = ofPipe
            for (place, stretch) in stretches.enumerated() {
                let mean = pace * Double(stretch.days.length) * level * stretch.factor
                for source in sources.indices {
                    let new = random.poisson(mean * shares[source])
                    if let month = stretch.month { ofMonth[month].mqls += new }
                    guard forecast != nil, new > 0 else { continue }
                    for later in place..<stretches.count {
                        let chance = chances.ofNew[source][place][later] * rates[source]
                        ofNew[later] += random.poisson(Double(new) * chance)
                    }
                }
                for (source, pipe) in chances.ofPipe {
                    let rate = sources.firstIndex { $0.number == source }.map { rates[$0] } ?? 1
                    ofPipe[place] += random.poisson(pipe[place] * rate)
                }
                if let month = stretch.month {
                    ofMonth[month].sqls += ofPipe[place] + ofNew[place]
                    parts.pipe += Double(ofPipe[place])
                    parts.toCome += Double(ofNew[place])
                }
            }
            if sales != nil {
                for (place, stretch) in stretches.enumerated() {
                    guard let month = stretch.month else { continue }
                    let open = chances.ofOpen.reduce(0) {
                        $0 + random.binomial($1.count, min(1, $1.chances[place] * won))
                    }
                    var (old, new) = (0, 0)
                    for earlier in 0...place {
                        let chance = min(1, chances.ofSQL[earlier][place] * won)
                        old += random.binomial(ofPipe[earlier], chance)
                        new += random.binomial(ofNew[earlier], chance)
                    }
                    ofMonth[month].customers += open + old + new
                    parts.ofSQLs += Double(open)
                    parts.ofMQLs += Double(old)
                    parts.new += Double(new)
                }
                if let size, let means {
                    for month in 0..<places {
                        money[month] = size.sum(
                            of: ofMonth[month].customers, mean: means[turn], &random)
                    }
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
        func month(_ place: Int, _ days: Period) -> ForecastFigures.Month {
            let money = size == nil ? nil : Self.expected(margin[place])
            return ForecastFigures.Month(
                period: days, mqls: Self.expected(mqls[place]),
                sqls: forecast == nil ? nil : Self.expected(sqls[place]),
                customers: sales == nil ? nil : Self.expected(customers[place]), margin: money,
                turnover: money.flatMap { money in
                    amountOfMargin.map {
                        .init(mean: money.mean * $0, low: money.low * $0, high: money.high * $0)
                    }
                })
        }
        let all = Double(count)
        let came = soFar.reduce(into: Came()) {
            $0.sqls += $1.came.sqls
            $0.customers += $1.came.customers
        }
        return Drawn(
            months: soFar.enumerated().map { month($0.offset, $0.element.period) },
            total: month(places, period),
            parts: .init(
                sqlsSoFar: Double(came.sqls), customersSoFar: Double(came.customers),
                sqlsInPipe: parts.pipe / all, customersOfSQLs: parts.ofSQLs / all,
                customersOfMQLs: parts.ofMQLs / all, sqlsToCome: parts.toCome / all,
                customersToCome: parts.new / all),
            sums: (
                mqls[places], forecast == nil ? [] : sqls[places],
                sales == nil ? [] : customers[places]
            ))
    }

    /// Which part of the MQLs is of which source.
    private func shares(_ random: inout SplitMix64) -> [Double] {
        let draws = sources.map { random.gamma(Double($0.mqls) + 0.5) }
        let sum = draws.reduce(0, +)
        return sum > 0 ? draws.map { $0 / sum } : draws.map { _ in 1 / Double(draws.count) }
    }

    /// The mean, and the tenth and ninetieth of a hundred.
    private static func expected(_ draws: [Double]) -> ForecastFigures.Expected {
        let sorted = draws.sorted()
        let mean = draws.reduce(0, +) / Double(max(1, draws.count))
        guard !sorted.isEmpty else { return .init(mean: 0, low: 0, high: 0) }
        func quantile(_ p: Double) -> Double {
            sorted[min(sorted.count - 1, Int(p * Double(sorted.count)))]
        }
        return .init(mean: mean, low: quantile(0.1), high: quantile(0.9))
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
