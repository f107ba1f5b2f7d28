import Leads
import Quantities
import Statistics
import Valuation

/// Rule books of every shape, and leads that meet some of their rules: the same for the same seed.
struct RandomRuleBook {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    static let fields = ["industry", "employees", "job_title", "country", "budget", "email"]
    static let texts = [
        "food", "pharma", "Head of Purchasing", "student", "50", "51-200", "1000+", "NL", "b: c",
        "x \"y\"", "#1", "é*", "",
    ]
    static let words = texts.filter { !$0.isEmpty }
    static let actionNames = ["spec", "question", "page", "cart", "un: sub", "webinar", "other"]

    mutating func book() -> RuleBook {
        var book = RuleBook(
            name: "random \(random.below(1000))", version: 1 + random.below(9),
            zone: TimeZoneRule(pick(["Europe/Amsterdam", "UTC", "+01:00"])) ?? .utc,
            decidedBy: pick([.rules, .rules, .auto]), file: "", fingerprint: Fingerprint())
        if half { book.inForceFrom = Day(number: Int32(20_000 + random.below(900))) }
        if half { book.review.on = Day(number: Int32(20_000 + random.below(900))) }
        book.review.by = half ? ["marketing", "sales"] : []
        book.review.againWithinDays = half ? 1 + random.below(400) : nil
        book.weights = BandWeights(source: random.below(5), persona: 1 + random.below(5))
        book.choices = names("choice").map { Choice(name: $0, taken: phrase()) }
        book.intents = names("intent", atLeast: 1).map { key in
            let low = Int64(random.below(50_000))
            var rule = IntentRule(
                key: key, low: Money(cents: low),
                high: Money(cents: low + Int64(random.below(90_000))),
                line: 0)
            rule.reason = phrase()
            return rule
        }
        book.sources = names("source", atLeast: 1).map { source($0) }
        book.personas = names("persona").map { persona($0) }
        book.actions = Self.actionNames.prefix(2 + random.below(5)).map { action($0, book) }
        book.contents = names("content").map { key in
            ContentRule(key: key, test: test(), intent: random.below(book.intents.count), line: 0)
        }
        for channel in Channel.allCases where half {
            book.channelPoints[channel] = random.below(21) - 10
        }
        if half {
            book.inactivity = Inactivity(
                afterDays: 1 + random.below(90), points: -random.below(30), line: 0)
        }
        book.requiredProfile = half ? ["email"] : []
        book.wantedProfile = half ? ["phone", "country"] : []
        book.profilePoints = half ? [FieldPoints(field: "phone", points: random.below(9) - 4)] : []
        criteria(&book)
        agreements(&book)
        for key in book.keys where random.chance(perMille: 200) {
            book.names.call(key, pick(Self.words), in: pick([.en, .nl]))
        }
        book.recycled = half ? .again(afterDays: 1 + random.below(400)) : .once
        return book
    }

    private mutating func criteria(_ book: inout RuleBook) {
        let fit = names("fit", atLeast: 1).map { key in
            FieldCriterion(
                key: key, tests: tests(), points: random.below(31) - 10,
                isMust: random.chance(perMille: 300), line: 0)
        }
        book.fit = CriteriaSet(
            criteria: fit, needed: 1 + random.below(fit.count), mediumFrom: random.below(2))
        let engagement = names("sign", atLeast: 1).map { key in
            let measure = pick([
                ActionCriterion.Measure.times, .seconds, .timesPerSession, .visits,
            ])
            let count = 1 + random.below(3)
            return ActionCriterion(
                key: key, actions: [random.below(book.actions.count)], measure: measure,
                atLeast: measure == .seconds ? count * 60 + 1 : count,
                withinDays: (measure == .times || measure == .seconds) && half
                    ? 1 + random.below(60) : nil,
                line: 0)
        }
        book.engagement = CriteriaSet(
            criteria: engagement, needed: 1 + random.below(engagement.count),
            mediumFrom: random.below(2))
        book.disqualifiers = names("never").map { Disqualifier(key: $0, tests: tests(), line: 0) }
        for fit in Level.allCases {
            for engagement in Level.allCases {
                let decision = pick([Decision.mql, .targetAccount, .nurture, .disqualified])
                book.matrix[fit: fit, engagement: engagement] =
                    half
                    ? .decided(decision) : .byPoints(from: random.below(60) - 10, below: decision)
            }
        }
    }

    private mutating func agreements(_ book: inout RuleBook) {
        if half { book.handover.contactWithinDays = random.below(9) }
        book.handover.checklist = names("question").map { key in
            let isStage = half
            return ChecklistItem(
                key: key, tests: isStage ? [] : tests(),
                stage: isStage ? pick(Stage.allCases) : nil,
                line: 0)
        }
        book.handover.rejections = names("no").map { key in
            RejectionRule(key: key, labels: ["\(key) label"], line: 0)
        }
        book.companies.freeMail = half ? ["gmail.com"] : []
        book.companies.notNames = half ? ["n/a", "-"] : []
        book.companies.legalForms = half ? ["bv"] : []
        book.economics.requiredReturn = half ? 1 + random.below(500) : nil
        if book.economics.requiredReturn != nil, half {
            book.economics.said[.requiredReturn] = Said(
                by: pick(["", "controller", "J. de Vries: finance"]), on: Day(number: 20_515))
        }
        book.economics.askAgainAfter = 1 + random.below(24)
        book.economics.sharedSpend = pick(EconomicRules.SharedSpend.allCases)
        book.economics.dealCredit = pick(EconomicRules.DealCredit.allCases)
        book.economics.budget.elasticity = 5 + random.below(91)
        book.economics.budget.spread = 1 + random.below(100)
        book.economics.budget.most = 100 + random.below(900)
        book.economics.budget.tests = random.below(10_001)
        book.definition.learn.won = 1 + random.below(50)
        book.definition.learn.found = random.below(10_001)
        book.definition.learn.afterContact = half ? ["tags", "x: y"] : []
        book.definition.limits.rejected = random.below(10_001)
    }

    private mutating func source(_ key: String) -> SourceRule {
        var rule = SourceRule(key: key, line: 0)
        rule.direction = pick(SourceRule.Direction.allCases)
        rule.channel = pick(Channel.allCases)
        rule.labels = half ? ["\(key) label"] : []
        rule.when =
            half ? [FieldTest(field: pick(["source", "medium", "campaign"]), test: test())] : []
        rule.position = half ? random.below(1001) : nil
        rule.points = random.below(11) - 5
        rule.benchmark = half ? pick(["referral", "webinar"]) : nil
        rule.reason = phrase()
        return rule
    }

    private mutating func persona(_ key: String) -> PersonaRule {
        var rule = PersonaRule(key: key, line: 0)
        rule.when = half ? tests() : []
        rule.position = half ? random.below(1001) : nil
        rule.reason = phrase()
        return rule
    }

    private mutating func action(_ key: String, _ book: RuleBook) -> ActionRule {
        var rule = ActionRule(key: key, line: 0)
        rule.intent = half ? random.below(book.intents.count) : nil
        rule.strength = pick([.weak, .strong])
        rule.channel = half ? pick(Channel.allCases) : nil
        rule.points = random.below(61) - 20
        if half {
            rule.limit = .init(points: random.below(50), days: half ? 1 + random.below(90) : nil)
        }
        if half, rule.points >= 0 {
            let first = rule.points / 2
            rule.decay = [.init(afterDays: 1 + random.below(30), points: first)]
            if half {
                rule.decay.append(.init(afterDays: 40 + random.below(30), points: first / 3))
            }
        }
        return rule
    }

    private mutating func tests() -> [FieldTest] {
        var fields = Self.fields
        return (0..<(1 + random.below(2))).map { _ in
            FieldTest(field: fields.remove(at: random.below(fields.count)), test: test())
        }
    }

    private mutating func test() -> TextTest {
        let words = (0..<(1 + random.below(3))).map { _ in pick(Self.texts) }
        let some = words.filter { !$0.isEmpty } + ["food"]
        return switch random.below(8) {
        case 0: .isOneOf(words)
        case 1: .contains(some)
        case 2: .words(some)
        case 3: .matches(some.map { Wildcard("*\($0)?") })
        case 4: .over(Double(random.below(200)) / 4)
        case 5: .under(Double(random.below(200)))
        case 6: .between(Double(random.below(50)), Double(50 + random.below(900)))
        default: .present(half)
        }
    }

    private mutating func phrase() -> Phrase {
        half ? Phrase(pick(Self.texts)) : Phrase(en: pick(Self.texts), nl: pick(Self.texts))
    }

    private mutating func names(_ stem: String, atLeast least: Int = 0) -> [String] {
        (0..<(least + random.below(4))).map { "\(stem)\(pick([" ", "-", ": "]))\($0)" }
    }

    private var half: Bool { mutating get { random.below(2) == 0 } }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[random.below(values.count)]
    }
}

extension RandomRuleBook {
    /// Twenty leads and what they did, as tables.
    mutating func tables() -> (leads: String, activities: String, stages: String) {
        var leads =
            "lead_id,created_at,source,medium,campaign,phone,\(Self.fields.joined(separator: ","))\n"
        var activities = "lead_id,at,action,content,seconds,session\n"
        var stages = "lead_id,at,stage,reason\n"
        func cell(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
        for number in 1...20 {
            let cells = (0..<10).map { _ in cell(pick(Self.texts + ["source 0", "source-0 label"]))
            }
            leads +=
                "L-\(number),2026-01-\(10 + random.below(19)),\(cells.joined(separator: ","))\n"
            for _ in 0..<random.below(9) {
                activities +=
                    "L-\(number),2026-0\(1 + random.below(3))-1\(random.below(9)) 1\(random.below(9)):00,"
                    + "\(cell(pick(Self.actionNames))),\(cell(pick(Self.texts))),"
                    + "\(random.below(200)),s\(random.below(3))\n"
            }
            if half { stages += "L-\(number),2026-03-0\(1 + random.below(9)),contacted,\n" }
            if half { stages += "L-\(number),2026-03-2\(random.below(9)),rejected,no 0 label\n" }
        }
        return (leads, activities, stages)
    }
}
