import Statistics

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// How the exports of a firm look: what differs from one CRM and one tracker to another.
struct ExportShape {
    /// In what order activities stand.
    enum Order: String {
        case byTime = "by time"
        case byLead = "by lead"
        case shuffled
    }

    /// How leads are numbered.
    enum IDs: String {
        /// Eleven digits.
        case hubspot = "HubSpot"
        /// Eighteen letters and digits.
        case salesforce = "Salesforce"
        case uuid = "UUID"
        /// A letter and up to seven digits.
        case short
    }

    /// How a moment is written.
    enum Moments: String {
        case minute
        case iso
        case dayFirst = "d-m-y"
    }

    /// What the columns are called, and how the file of activities is packed.
    enum Tables: String {
        case canonical
        /// Columns have other names, which a mapping knows.
        case mapped
        case gzip
    }

    let order: Order
    let ids: IDs
    /// How many companies there are, each with a mail domain of its own.
    let companies: Int
    let moments: Moments
    var tables = Tables.canonical

    /// In order of time, of 200,000 companies, unless something else is what a shape is about.
    static let all = [
        ExportShape(order: .byTime, ids: .hubspot, companies: 200_000, moments: .minute),
        ExportShape(order: .byTime, ids: .salesforce, companies: 200_000, moments: .iso),
        ExportShape(order: .byTime, ids: .uuid, companies: 200_000, moments: .iso),
        ExportShape(order: .byTime, ids: .short, companies: 200_000, moments: .dayFirst),
        ExportShape(
            order: .byTime, ids: .hubspot, companies: 200_000, moments: .minute, tables: .mapped),
        ExportShape(
            order: .byTime, ids: .hubspot, companies: 200_000, moments: .iso, tables: .gzip),
        ExportShape(order: .byTime, ids: .salesforce, companies: 50, moments: .minute),
        ExportShape(order: .shuffled, ids: .uuid, companies: 200_000, moments: .minute),
        ExportShape(order: .byLead, ids: .hubspot, companies: 200_000, moments: .dayFirst),
    ]

    var name: String {
        "\(order.rawValue), \(ids.rawValue) ids, \(companies) companies, \(moments.rawValue), "
            + tables.rawValue
    }

    /// What the others are told of it.
    var words: [String] {
        let form = ["minute": "minute", "iso": "iso"][moments.rawValue] ?? "day-first"
        return [form, tables.rawValue]
    }

    /// The names of the columns of leads and of activities.
    var headers: (leads: String, activities: String) {
        tables == .mapped
            ? (
                "contact,registered,channel,kind,drive,mail,forename,surname,function,firm,sector,"
                    + "staff,land", "contact,moment,event,page,duration,visit"
            )
            : (
                "lead_id,created_at,source,medium,campaign,email,first_name,last_name,job_title,"
                    + "company,industry,employees,country",
                "lead_id,at,action,content,seconds,session"
            )
    }

    /// The mapping for columns with other names.
    static let mapping = """
        tables:
          - file: "leads*"
            facts:
              - lead:
                  lead_id: contact
                  created_at: registered
                  source: channel
                  medium: kind
                  campaign: drive
                  email: mail
                  first_name: forename
                  last_name: surname
                  job_title: function
                  company: firm
                  industry: sector
                  employees: staff
                  country: land
          - file: "activities*"
            facts:
              - activity:
                  lead_id: contact
                  at: moment
                  action: event
                  content: page
                  seconds: duration
                  session: visit

        """
}

/// Exports of an invented firm that sells to many others: leads stand in no order, most did little and
/// some very much, names have accents, commas and quotes, cells are empty, and a tracker sends some rows
/// twice.
struct ExportWorld {
    private let shape: ExportShape
    private let leads: Int
    private var random = SplitMix64(seed: 7_041)
    private var firms: [(name: String, domain: String)] = []
    private let firstNames = ExportWorld.madeUp(500, 1)
    private let lastNames = ExportWorld.madeUp(8_000, 2)
    private let titles: [String]
    private let pages: [String]

    /// From the first day of leads to the last, in minutes.
    private static let minutes = 730 * 1440
    /// The minute of 1 October 2024 since 1970.
    private static let start = 19_997 * 1440

    init(_ shape: ExportShape, leads: Int) {
        self.shape = shape
        self.leads = leads
        titles = Self.levels.flatMap { level in
            Self.fields.flatMap { field in ["\(level) \(field)", "\"\(field), \(level)\""] }
        }
        pages = Self.madeUp(4_000, 3).enumerated().map { place, name in
            "/\(["blog", "product", "docs", "pricing"][place % 4])/\(name.lowercased())-\(place)"
        }
        for place in 0..<shape.companies {
            let stem = Self.word(place, 5) + Self.word(place / 7, 11)
            let form = Self.forms[place % Self.forms.count]
            let name =
                switch place % 50 {
                case 7: "\"\(stem), \(Self.word(place, 17)) & Co\""
                case 19: "\"\(stem) \"\"\(Self.word(place, 17))\"\" \(form)\""
                case 31: "\(stem) Müller & Söhne \(form)"
                default: "\(stem) \(Self.word(place / 3, 23)) \(form)"
                }
            firms.append(
                (name, "\(stem.lowercased())\(place).\(["com", "nl", "de", "io"][place % 4])"))
        }
    }

    private static let levels = [
        "Head of", "VP", "Director", "Senior Manager", "Manager", "Lead", "Specialist", "Intern",
    ]
    private static let fields = [
        "Purchasing", "Operations", "IT", "Engineering", "Finance", "Marketing", "Sales",
        "Logistics", "Maintenance", "Quality", "Research", "Legal", "HR", "Production", "Security",
    ]
    private static let forms = [
        "GmbH", "B.V.", "Ltd", "Inc.", "AG", "S.A.", "NV", "LLC", "BV", "Oy",
    ]
    private static let channels: [(share: Int, source: String, medium: String)] = [
        (260, "google", "cpc"), (140, "linkedin", "paid-social"), (120, "facebook", "paid-social"),
        (170, "google", "organic"), (40, "bing", "organic"), (90, "lead list", ""),
        (50, "referral", ""), (60, "webinar", ""), (30, "fair", "offline"), (40, "", ""),
    ]
    private static let actions: [(share: Int, name: String)] = [
        (330, "page_view"), (150, "email_open"), (80, "email_click"), (60, "product_page"),
        (40, "blog_post"), (30, "social_visit"), (30, "newsletter_open"), (60, "pricing_page"),
        (60, "spec_download"), (40, "solution_paper"), (35, "form_question"),
        (25, "contact_request"), (60, "webinar_attended"),
    ]
    private static let countries = [
        "NL", "DE", "BE", "NL", "DE", "US", "FR", "GB", "LU", "AT", "CH", "SE", "PL", "ES",
    ]
    private static let freeMail = ["gmail.com", "outlook.com", "web.de", "yahoo.com"]

    /// A word that is another one for another number, of made-up syllables.
    private static func word(_ number: Int, _ seed: Int) -> String {
        let syllables = [
            "ba", "ko", "ri", "ven", "tal", "mor", "su", "del", "pra", "lin", "ost", "ka", "fer",
            "no", "gri", "zel", "ham", "tor", "vi", "lum", "sto", "ne", "ral", "dor",
        ]
        var random = SplitMix64(seed: UInt64(number &* 64 &+ seed))
        var text = ""
        for _ in 0..<(2 + random.below(2)) { text += syllables[random.below(syllables.count)] }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private static func madeUp(_ count: Int, _ seed: Int) -> [String] {
        (0..<count).map { word($0, 40 + seed) }
    }

    private struct Act {
        let lead: UInt32
        let minute: UInt32
        let second: UInt8
        let action: UInt8
        let page: UInt16
        let seconds: UInt16
        let session: UInt32
    }

    /// Writes leads, activities, stages and spend into a folder.
    ///
    /// - Returns: how many activities there are.
    mutating func write(into folder: String) -> Int {
        let table = Sheet("\(folder)/leads.csv")
        let stages = Sheet("\(folder)/stages.csv")
        table.put(shape.headers.leads + "\n")
        stages.put("lead_id,at,stage,reason\n")
        var acts: [Act] = []
        acts.reserveCapacity(leads * 6)
        for lead in 0..<leads { write(lead, table, stages, &acts) }
        table.finish()
        stages.finish()
        writeSpend(folder)
        switch shape.order {
        case .byLead: break
        case .byTime:
            acts = sorted(acts) { UInt64($0.minute) * 60 + UInt64($0.second) }
        case .shuffled:
            var random = random
            acts = sorted(acts) { _ in random.next() >> 32 }
        }
        write(acts, into: folder)
        return acts.count
    }

    private func sorted(_ acts: [Act], by key: (Act) -> UInt64) -> [Act] {
        let places = acts.indices.map { key(acts[$0]) << 32 | UInt64($0) }.sorted()
        return places.map { acts[Int($0 & 0xFFFF_FFFF)] }
    }

    private mutating func write(
        _ lead: Int, _ table: Sheet, _ stages: Sheet, _ acts: inout [Act]
    ) {
        let created = random.below(Self.minutes - 1440)
        var share = random.below(1000)
        let channel = Self.channels.first {
            share -= $0.share
            return share < 0
        }
        let (first, last) = (pick(firstNames), pick(lastNames))
        let firm = firms[random.below(firms.count)]
        let fits = random.chance(perMille: 450)
        let hasMail = random.chance(perMille: 950)
        let isFree = random.chance(perMille: 120)
        let hasFirm = random.chance(perMille: 930)
        let staff =
            fits
            ? "\(20 + random.below(4_000))"
            : random.chance(perMille: 300) ? "" : "\(1 + random.below(19))"
        table.putID(lead, shape.ids)
        table.put(",")
        table.put(minute: created + Self.start, second: random.below(60), shape.moments)
        table.put(",\(channel?.source ?? ""),\(channel?.medium ?? ""),c-\(random.below(300)),")
        if hasMail {
            table.put(
                // Nobody has the address of another: two leads of one address are one person.
                "\(first).\(last)\(lead)@".lowercased()
                    + (isFree ? pick(Self.freeMail) : firm.domain))
        }
        table.put(",\(first),\(last),\(pick(titles)),\(hasFirm ? firm.name : ""),")
        table.put("\(pick(Self.fields)),\(staff),\(pick(Self.countries))\n")

        // Half did little; one in fifty comes back again and again.
        let many = random.below(100)
        let count =
            many < 50 ? random.below(3) : many < 98 ? 2 + random.below(12) : 20 + random.below(50)
        var session: UInt32 = 0
        for place in 0..<count {
            if place == 0 || random.chance(perMille: 400) {
                session = UInt32(truncatingIfNeeded: random.next())
            }
            let delay = random.below(1 + random.below(1 + random.below(90 * 1440)))
            let isBefore = random.chance(perMille: 150)
            let minute = isBefore ? max(0, created - delay) : min(Self.minutes - 1, created + delay)
            var share = random.below(1000)
            let action =
                Self.actions.firstIndex {
                    share -= $0.share
                    return share < 0
                } ?? 0
            acts.append(
                Act(
                    lead: UInt32(lead), minute: UInt32(minute), second: UInt8(random.below(60)),
                    action: UInt8(action), page: UInt16(random.below(1 + random.below(4_000))),
                    seconds: UInt16(random.below(600)), session: session))
            if random.chance(perMille: 2), let last = acts.last { acts.append(last) }
        }
        guard fits, random.chance(perMille: 250) else { return }
        for (stage, days) in [("contacted", 10), ("sql", 40)] {
            let minute = created + (days + random.below(30)) * 1440
            guard minute < Self.minutes, stage == "contacted" || random.chance(perMille: 600) else {
                return
            }
            stages.putID(lead, shape.ids)
            stages.put(",")
            stages.put(dayOf: minute + Self.start, shape.moments)
            stages.put(",\(stage),\n")
        }
    }

    private func write(_ acts: [Act], into folder: String) {
        let sheet = Sheet("\(folder)/activities.csv")
        sheet.put(shape.headers.activities + "\n")
        let names = Self.actions.map { Array(",\($0.name),".utf8) }
        let pages = pages.map { Array($0.utf8) }
        for act in acts {
            sheet.putID(Int(act.lead), shape.ids)
            sheet.put(",")
            sheet.put(
                minute: Int(act.minute) + Self.start, second: Int(act.second), shape.moments)
            sheet.put(names[Int(act.action)])
            // Mails are opened for no time, and on no page.
            let isMail = act.action == 1 || act.action == 2
            if !isMail { sheet.put(pages[Int(act.page)]) }
            sheet.put(",")
            if !isMail { sheet.put(number: Int(act.seconds)) }
            sheet.put(",")
            if !isMail { sheet.put(hex: UInt64(act.session), digits: 8) }
            sheet.put("\n")
        }
        sheet.finish()
    }

    private mutating func writeSpend(_ folder: String) {
        let sheet = Sheet("\(folder)/spend.csv")
        sheet.put("month,source,medium,amount,category\n")
        for month in 0..<24 {
            let name = "\(2024 + (month + 9) / 12)-\(Sheet.two((month + 9) % 12 + 1))"
            for channel in Self.channels.prefix(3) {
                let cents = channel.share * 4_000 + random.below(100_000)
                sheet.put(
                    "\(name),\(channel.source),\(channel.medium),\(cents / 100).\(Sheet.two(cents % 100)),media\n"
                )
            }
        }
        sheet.finish()
    }

    private mutating func pick(_ texts: [String]) -> String { texts[random.below(texts.count)] }
}

/// A file that is being written.
private final class Sheet {
    private var bytes: [UInt8] = []
    private let file: UnsafeMutablePointer<FILE>?

    init(_ path: String) {
        file = fopen(path, "w")
        bytes.reserveCapacity(1 << 21)
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    func put(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        if bytes.count > 1 << 20 { flush() }
    }

    func put(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    func put(number: Int) {
        if number >= 10 { put(number: number / 10) }
        bytes.append(0x30 + UInt8(number % 10))
    }

    func put(hex number: UInt64, digits: Int) {
        for place in stride(from: digits - 1, through: 0, by: -1) {
            bytes.append(Array("0123456789abcdef".utf8)[Int(number >> UInt64(place * 4) & 15)])
        }
    }

    private func put(two number: Int) {
        bytes.append(0x30 + UInt8(number / 10))
        bytes.append(0x30 + UInt8(number % 10))
    }

    /// The id of a lead by its number: no two leads have the same, and they follow no order.
    func putID(_ lead: Int, _ ids: ExportShape.IDs) {
        var random = SplitMix64(seed: UInt64(lead))
        // Odd, so that of sixteen million no two are equal.
        let mixed = (lead &* 0x9E_3779 &+ 0x51_7CC1) & 0xFF_FFFF
        switch ids {
        case .hubspot: put(number: 10_000_000_000 + mixed * 5_113 + 17)
        case .short:
            put("L")
            put(number: mixed)
        case .salesforce:
            let letters = Array(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
            var id = Array("00Q".utf8)
            var rest = mixed &* 62 &* 62 &* 62 &* 62 &* 7 &+ random.below(62 * 62 * 62)
            for _ in 0..<12 {
                id.append(letters[rest % 62])
                rest /= 62
            }
            // The last three say which of the others are capitals.
            for part in 0..<3 {
                var bits = 0
                for place in 0..<5 where (0x41...0x5A).contains(id[part * 5 + place]) {
                    bits |= 1 << place
                }
                id.append(Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)[bits])
            }
            bytes.append(contentsOf: id)
        case .uuid:
            let (high, low) = (random.next(), random.next())
            put(hex: high >> 32, digits: 8)
            put("-")
            put(hex: high >> 16 & 0xFFFF, digits: 4)
            put("-4")
            put(hex: high & 0xFFF, digits: 3)
            put("-a")
            put(hex: low >> 48 & 0xFFF, digits: 3)
            put("-")
            put(hex: low & 0xFFFF_FFFF_FFFF, digits: 12)
        }
    }

    func put(minute: Int, second: Int, _ moments: ExportShape.Moments) {
        put(dayOf: minute, moments)
        bytes.append(moments == .iso ? UInt8(ascii: "T") : UInt8(ascii: " "))
        put(two: minute / 60 % 24)
        bytes.append(UInt8(ascii: ":"))
        put(two: minute % 60)
        if moments == .iso {
            bytes.append(UInt8(ascii: ":"))
            put(two: second)
            put("Z")
        }
    }

    /// The calendar of Gregory from days since 1970 (Hinnant, chrono-compatible date algorithms).
    func put(dayOf minute: Int, _ moments: ExportShape.Moments) {
        let days = minute / 1440 + 719_468
        let (era, dayOfEra) = (days / 146_097, days % 146_097)
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let full = year + era * 400 + (month <= 2 ? 1 : 0)
        if moments == .dayFirst {
            put(two: day)
            put("-")
            put(two: month)
            put("-")
            put(number: full)
        } else {
            put(number: full)
            put("-")
            put(two: month)
            put("-")
            put(two: day)
        }
    }

    private func flush() {
        bytes.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
        bytes.removeAll(keepingCapacity: true)
    }

    func finish() {
        flush()
        if let file { fclose(file) }
    }
}
