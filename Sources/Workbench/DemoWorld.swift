package import Quantities
internal import Statistics

/// Data of an invented Dutch firm, Waterland Pompen BV: the same rows for the same seed.
///
/// Three stories are planted in it: a bought list that is cheap and worth nothing, a webinar too
/// small to judge, and a campaign whose MQLs are too young to judge.
package struct DemoWorld {
    package static let asOf = Day(iso: "2026-10-01") ?? Day(number: 0)
    package static let files = [
        "leads.csv", "activities.csv", "stages.csv", "deals.csv", "spend.csv", "plan.csv",
    ]

    private var random: SplitMix64
    private let scale: Int
    /// The firm of the demo tells more: of which source an activity is, and of which province a lead. A million leads
    /// for measuring speed do without.
    private var isDemo: Bool { scale == 1 }

    /// - Parameter scale: how many times as many leads as the demo has.
    package init(seed: UInt64 = 100, scale: Int = 1) {
        random = SplitMix64(seed: seed)
        self.scale = scale
    }

    /// One source of the firm. Shares are per thousand.
    private struct Source {
        let source: String
        let medium: String
        let campaigns: [String]
        let leadsPerMonth: Int
        let months: ClosedRange<Int>
        /// How many of its leads show real interest and fit.
        let qualified: Int
        let sqlOfMQL: Int
        let wonOfSQL: Int
        let eurosPerMonth: Int
        /// What was planned per month: MQLs and SQLs.
        let planned: (mqls: Int, sqls: Int)
    }

    private static let sources = [
        Source(
            source: "google", medium: "cpc", campaigns: ["pompen-zoeken", "merknaam"],
            leadsPerMonth: 22, months: 1...9, qualified: 400, sqlOfMQL: 190, wonOfSQL: 300,
            eurosPerMonth: 1350, planned: (9, 1)),
        Source(
            source: "linkedin", medium: "paid-social", campaigns: ["video-onderhoud"],
            leadsPerMonth: 24, months: 1...9, qualified: 450, sqlOfMQL: 100, wonOfSQL: 300,
            eurosPerMonth: 2600, planned: (9, 1)),
        Source(
            source: "lead list", medium: "", campaigns: ["adressen-2026"], leadsPerMonth: 26,
            months: 1...6, qualified: 420, sqlOfMQL: 0, wonOfSQL: 0, eurosPerMonth: 600,
            planned: (10, 1)),
        Source(
            source: "referral", medium: "", campaigns: [""], leadsPerMonth: 4, months: 1...9,
            qualified: 800, sqlOfMQL: 360, wonOfSQL: 400, eurosPerMonth: 0,
            planned: (2, 1)),
        Source(
            source: "google", medium: "organic", campaigns: [""], leadsPerMonth: 14, months: 1...9,
            qualified: 350, sqlOfMQL: 150, wonOfSQL: 300, eurosPerMonth: 0,
            planned: (4, 0)),
        Source(
            source: "webinar", medium: "", campaigns: ["webinar-energie"], leadsPerMonth: 9,
            months: 5...5, qualified: 800, sqlOfMQL: 300, wonOfSQL: 300, eurosPerMonth: 1800,
            planned: (8, 1)),
        Source(
            source: "facebook", medium: "paid-social", campaigns: ["herfst-2026"],
            leadsPerMonth: 60, months: 9...9, qualified: 420, sqlOfMQL: 150, wonOfSQL: 300,
            eurosPerMonth: 2900,
            planned: (20, 2)),
        Source(
            source: "", medium: "", campaigns: [""], leadsPerMonth: 5, months: 1...9,
            qualified: 450, sqlOfMQL: 180, wonOfSQL: 300, eurosPerMonth: 0,
            planned: (0, 0)),
    ]

    /// Writes all files, row by row: `write` takes the number of the file in `files` and a line.
    package mutating func write(_ write: (Int, String) -> Void) {
        write(
            0,
            "lead_id,created_at,source,medium,campaign,email,first_name,last_name,job_title,"
                + "company,industry,employees,country\(isDemo ? ",region" : ""),pain,willing_to_invest,solution,budget,"
                + "timeline,decides\n")
        write(1, "lead_id,at,action,content,seconds,session\(isDemo ? ",source" : "")\n")
        write(2, "lead_id,at,stage,reason\n")
        write(3, "deal_id,status,created_at,closed_at,amount,margin,lead_ids,existing_customer\n")
        write(4, "month,source,medium,amount,category\n")
        write(5, "month,source,spend,mqls,sqls,won\n")
        var number = 0
        for month in 1...9 {
            for source in Self.sources where source.months.contains(month) {
                for _ in 0..<(source.leadsPerMonth * scale) {
                    number += 1
                    lead(number, source, month, write)
                }
                plan(month, source, write)
                if source.eurosPerMonth > 0 {
                    let cents = source.eurosPerMonth * scale * 100 + random.below(20_000) - 10_000
                    let amount = "\(cents / 100).\(Self.two(cents % 100))"
                    write(4, "2026-0\(month),\(source.source),\(source.medium),\(amount),media\n")
                }
            }
            write(4, "2026-0\(month),*,,\(480 * scale).00,tools\n")
            write(4, "2026-0\(month),*,,\(2100 * scale).00,people\n")
        }
        write(3, "D-X1,won,2026-02-03,2026-03-18,18500.00,6200.00,,yes\n")
        write(3, "D-X2,won,2026-05-11,2026-06-30,9400.00,3100.00,,\n")
    }

    /// A test by region that the firm has made: for twelve weeks its ads on LinkedIn ran in half of the provinces.
    static let regionTest = (
        source: "linkedin-ads", from: Day(year: 2026, month: 5, day: 18),
        to: Day(year: 2026, month: 8, day: 9),
        off: ["Drenthe", "Gelderland", "Limburg", "Noord-Holland", "Utrecht", "Zuid-Holland"]
    )

    private static let regions = [
        "Drenthe", "Flevoland", "Friesland", "Gelderland", "Groningen", "Limburg", "Noord-Brabant",
        "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland",
    ]

    /// Of the number of a lead alone, so that nothing else that is drawn moves by it.
    private func region(_ number: Int, _ source: Source, _ created: Day) -> String {
        let test = Self.regionTest
        var regions = Self.regions
        if source.source == "linkedin", let from = test.from, let to = test.to, from <= created,
            created <= to
        {
            regions.removeAll { test.off.contains($0) }
        }
        let mixed = (UInt64(number) &* 3_266_489_917) & 0xFFFF_FFFF
        return regions[Int(mixed >> 8) % regions.count]
    }

    private mutating func lead(
        _ number: Int, _ source: Source, _ month: Int, _ write: (Int, String) -> Void
    ) {
        let digits = "\(number)"
        let id = "L-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        guard let created = Day(year: 2026, month: month, day: 1 + random.below(28)) else { return }
        let qualifies = random.chance(perMille: source.qualified)
        let fits = qualifies || random.chance(perMille: 250)
        let isStudent = !qualifies && random.chance(perMille: 90)
        let first = pick(Self.firstNames)
        let last = pick(Self.lastNames)
        let company = Self.company(pick(Self.lastNames), pick(Self.companyEnds), number)
        let title =
            isStudent
            ? "Student werktuigbouw"
            : fits ? pick(Self.fittingTitles) : pick(Self.otherTitles)
        let employees = fits ? 40 + random.below(900) : 2 + random.below(16)
        let country =
            random.chance(perMille: fits ? 1000 : 700) ? pick(["NL", "NL", "NL", "BE"]) : "US"
        let hasMail = qualifies || random.chance(perMille: 900)
        let mail = hasMail ? "\(first).\(number)@\(company.domain)".lowercased() : ""
        let row =
            "\(id),\(stamp(created)),\(source.source),\(source.medium),\(pick(source.campaigns)),"
            + "\(mail),\(first),\(last),\(title),\(company.name),\(pick(Self.industries)),"
            + "\(employees),\(country)" + (isDemo ? ",\(region(number, source, created))" : "")
        guard qualifies else {
            write(0, row + ",,,,,,\n")
            for _ in 0..<(2 + random.below(9)) {
                let day = created.advanced(by: random.below(20))
                activity(id, day, pick(Self.weakActions), write)
            }
            return
        }
        // Two strong signs, the second of which makes it an MQL.
        let wish = Wish(number)
        var mql = created.advanced(by: random.below(9))
        activity(id, mql, pick(wish.first), write)
        for _ in 0..<random.below(5) { activity(id, mql, pick(Self.weakActions), write) }
        mql = mql.advanced(by: random.below(8))
        activity(id, mql, pick(wish.second), write)
        if random.chance(perMille: 250) {
            activity(id, mql.advanced(by: 3), pick(wish.later), write)
        }
        let isSQL = sales(id, number, source, mql, write)
        write(0, row + Self.handover(number, isSQL: isSQL) + "\n")
    }

    private static func company(
        _ name: String, _ end: String, _ number: Int
    ) -> (name: String, domain: String) {
        let town = towns[number % towns.count]
        let domain = "\(name)-\(end.prefix { $0 != " " })-\(town)".lowercased()
        return ("\(name) \(town) \(end)", "\(domain).example")
    }

    /// What sales found out: nearly all of it for an SQL, little for others.
    private static func handover(_ number: Int, isSQL: Bool) -> String {
        let answers = [
            "storingen", "ja", "revisie", "50000", "2026-Q4", number % 4 == 0 ? "nee" : "ja",
        ]
        return answers.enumerated().map { place, answer in
            let isKnown = isSQL ? (number + place * 3) % 7 != 0 : (number + place) % 9 == 0
            return "," + (isKnown ? answer : "")
        }.joined()
    }

    private func plan(_ month: Int, _ source: Source, _ write: (Int, String) -> Void) {
        guard source.planned.mqls > 0 else { return }
        let spend = source.eurosPerMonth > 0 ? "\(source.eurosPerMonth * scale).00" : ""
        let name =
            source.medium == "organic"
            ? "organic-search" : Self.keys[source.source] ?? source.source
        write(
            5,
            "2026-0\(month),\(name),\(spend),\(source.planned.mqls * scale),"
                + "\(source.planned.sqls * scale),\n")
    }

    /// A plan names sources as the rule book does.
    private static let keys = [
        "google": "google-ads", "linkedin": "linkedin-ads", "facebook": "meta-ads",
        "lead list": "purchased-list",
    ]

    /// - Returns: whether it became an SQL.
    private mutating func sales(
        _ id: String, _ number: Int, _ source: Source, _ mql: Day, _ write: (Int, String) -> Void
    ) -> Bool {
        let contacted = mql.advanced(by: 1 + random.below(6))
        // Sales does not get round to everybody.
        if random.chance(perMille: 800) { stage(id, contacted, "contacted", "", write) }
        guard random.chance(perMille: source.sqlOfMQL) else {
            if random.chance(perMille: 300) {
                let reason = pick(["no budget", "no project", "wrong person", "too small"])
                stage(id, contacted.advanced(by: random.below(15)), "rejected", reason, write)
            }
            return false
        }
        let sql = contacted.advanced(by: 4 + random.below(45))
        guard stage(id, sql, "sql", "", write) else { return false }
        let decided = sql.advanced(by: 12 + random.below(40))
        let amount = 6000 + random.below(90) * 250
        let cents = Self.two(random.below(100))
        let margin = amount * (28 + random.below(12)) / 100
        let isWon = random.chance(perMille: source.wonOfSQL)
        let isOver = decided < Self.asOf
        let status = !isOver ? "open" : isWon ? "won" : "lost"
        write(
            3,
            "D-\(number),\(status),\(sql),\(isOver ? "\(decided)" : ""),\(amount).\(cents),"
                + "\(margin).00,\(id),\n")
        return true
    }

    /// Nothing is known yet of what happens from the as-of day on.
    @discardableResult
    private mutating func stage(
        _ id: String, _ day: Day, _ name: String, _ reason: String, _ write: (Int, String) -> Void
    ) -> Bool {
        guard day < Self.asOf else { return false }
        write(2, "\(id),\(day),\(name),\(reason)\n")
        return true
    }

    private mutating func activity(
        _ id: String, _ day: Day, _ action: String, _ write: (Int, String) -> Void
    ) {
        guard day < Self.asOf else { return }
        let content = action == "solution_paper" ? "oplossing-trillingen.pdf" : ""
        write(
            1,
            "\(id),\(stamp(day)),\(action),\(content),\(5 + random.below(400)),s\(random.below(900))"
                + (isDemo ? ",\(Self.sourceOf[action] ?? "")" : "") + "\n"
        )
    }

    /// Where what a lead does comes from, for what has a source of its own.
    private static let sourceOf = [
        "newsletter_open": "email", "social_visit": "social", "webinar_attended": "webinar",
    ]

    private mutating func stamp(_ day: Day) -> String {
        "\(day) \(Self.two(8 + random.below(10))):\(Self.two(random.below(60)))"
    }

    private mutating func pick(_ texts: [String]) -> String { texts[random.below(texts.count)] }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// What somebody who becomes an MQL is after: to solve a problem, or to buy.
    private struct Wish {
        let first: [String]
        let second: [String]
        let later: [String]

        init(_ number: Int) {
            switch number % 4 {
            case 2:
                first = ["spec_download", "solution_paper"]
                second = ["webinar_attended", "webinar_attended", "webinar_attended"]
                later = ["webinar_attended", "spec_download"]
            default:
                first = ["spec_download", "solution_paper"]
                second = ["form_question", "pricing_page", "contact_request"]
                later = ["webinar_attended", "pricing_page"]
            }
        }
    }

    private static let firstNames = [
        "Anouk", "Bram", "Carlijn", "Daan", "Esra", "Femke", "Gijs", "Hanna", "Ibrahim", "Jasmijn",
        "Koen", "Lotte", "Mehmet", "Noor", "Olaf", "Petra", "Ruben", "Sanne", "Tim", "Yara",
    ]
    private static let lastNames = [
        "Akkerman", "Bakels", "Coenders", "Dijkhof", "Elshout", "Ferwerda", "Gorter", "Hofland",
        "Jansma", "Kuipers", "Lammers", "Meerhof", "Nauta", "Oosterling", "Prins", "Reuvers",
        "Stegeman", "Terpstra", "Veldkamp", "Wiersma",
    ]
    private static let towns = [
        "Zwolle", "Breda", "Gouda", "Venlo", "Sneek", "Ede", "Tiel",
    ]
    private static let companyEnds = ["Zuivel BV", "Techniek BV", "Chemie NV", "Food BV", "Groep"]
    private static let industries = ["food", "chemicals", "pharma", "water", "manufacturing"]
    private static let fittingTitles = [
        "Hoofd inkoop", "Maintenance manager", "Operations director", "Purchasing manager",
        "Engineer", "Directeur", "Plant manager", "Hoofd techniek",
    ]
    private static let otherTitles = ["Redacteur", "Docent", "Accountant", "Recruiter", ""]
    private static let weakActions = [
        "blog_post", "newsletter_open", "product_page", "product_page", "product_page",
        "repeat_visit", "social_visit", "white_paper", "brochure", "newsletter_unsubscribe",
    ]
}

extension DemoWorld {
    /// Writes the files into a folder.
    package mutating func write(into folder: String) throws {
        try Files.makeFolder(folder)
        let places = OutputGuard(reading: [])
        let writers = try Self.files.map { name in
            try places.file("\(folder)/\(name)", for: "--into", over: .plainFile).writer()
        }
        write { file, line in writers[file].write(line) }
        for writer in writers { try writer.finish() }
    }
}
