package import Analysis
internal import Quantities

/// The pages that a firm has handed on, in a file of the folder in which it works.
package struct IssuedPages {
    package static let fileName = "mql-pages.yaml"
    private let list: KeptList
    package private(set) var pages: [IssuedPage] = []

    /// - Throws: `FailedVerb` that names every mistake in the file, with its place.
    package init(_ path: String = fileName) throws {
        list = KeptList(
            path: path, key: "pages",
            remark:
                "Pages that were handed on (mql justify --issue): what each showed, so that the next can tell what "
                + "moved.")
        pages = try list.read(Self.page)
    }

    /// The number of the next page.
    package var next: Int { (pages.map(\.number).max() ?? 0) + 1 }

    /// The last page of the same months that was made before this one.
    package func last(like page: IssuedPage) -> IssuedPage? {
        pages.filter { $0.isOfSame(as: page) && $0.on <= page.on }
            .max { ($0.on, $0.number) < ($1.on, $1.number) }
    }

    /// Adds a page and keeps the file, which only its owner can read.
    package mutating func add(_ page: IssuedPage) throws {
        pages.append(page)
        try list.write(pages.map(Self.parts), for: "--issue")
    }

    private static let keys = [
        "number", "on", "from", "to", "unit", "currency", "rules", "data", "mqls", "bought",
        "all_in",
        "planning_rate", "won_of_sql", "margin", "assumed_margin", "margin_is_said", "hours",
        "hour_cost",
    ]

    private static func page(_ field: YAMLField) -> IssuedPage? {
        let section = field.section(keys)
        func amount(_ key: String) -> Money? {
            section[key]?.fixed(
                decimals: 2, -1_000_000_000_000_000...1_000_000_000_000_000, "an amount"
            )
            .flatMap { cents in
                section["currency"]?.string().flatMap { Currency($0) }.map {
                    Money(cents: Int64(cents), $0)
                }
            }
        }
        guard let number = section["number"]?.integer(1...1_000_000),
            let on = section["on"]?.day(), let from = section["from"]?.day(),
            let to = section["to"]?.day(),
            let period = Period(first: from, end: to.advanced(by: 1)),
            let unit: CountedUnit = section["unit"]?.choice("unit"),
            let rules = section["rules"]?.string(), let data = section["data"]?.string(),
            let mqls = section["mqls"]?.integer(1...1_000_000_000), let bought = amount("bought")
        else {
            field.note("a page needs \(keys.prefix(10).joined(separator: ", "))")
            return nil
        }
        var page = IssuedPage(
            number: number, on: on, period: period, unit: unit, rules: rules, data: data,
            mqls: mqls,
            bought: bought)
        page.allIn = amount("all_in")
        if let rate = section["planning_rate"]?.number(), let won = section["won_of_sql"]?.number(),
            let margin = amount("margin")
        {
            page.worth = .init(rate: rate, won: won, margin: margin)
        }
        page.assumedMargin = section["assumed_margin"]?.integer(0...10_000)
        page.marginIsSaid = section["margin_is_said"]?.truth() ?? false
        if let hours = section["hours"]?.integer(0...1_000_000),
            let cost = amount("hour_cost")
        {
            page.ownHours = .init(hours: hours, hourCost: cost.cents)
        }
        return page
    }

    private static func parts(_ page: IssuedPage) -> [(name: String, value: String)] {
        func amount(_ cents: Int64) -> String { FixedPoint.text(cents: cents) }
        var parts: [(name: String, value: String)] = [
            ("number", "\(page.number)"), ("on", "\(page.on)"), ("from", "\(page.period.first)"),
            ("to", "\(page.period.lastDay)"), ("unit", page.unit.rawValue),
            ("currency", page.bought.currency.code), ("rules", "\"\(page.rules)\""),
            ("data", "\"\(page.data)\""), ("mqls", "\(page.mqls)"),
            ("bought", amount(page.bought.cents)),
        ]
        if let allIn = page.allIn { parts.append(("all_in", amount(allIn.cents))) }
        if let worth = page.worth {
            parts += [
                ("planning_rate", "\(worth.rate)"), ("won_of_sql", "\(worth.won)"),
                ("margin", amount(worth.margin.cents)),
            ]
        }
        if let part = page.assumedMargin { parts.append(("assumed_margin", "\(part)")) }
        if page.marginIsSaid { parts.append(("margin_is_said", "true")) }
        if let own = page.ownHours {
            parts += [("hours", "\(own.hours)"), ("hour_cost", amount(own.hourCost))]
        }
        return parts
    }
}
