package import Leads
package import Quantities

/// What a team agreed on: which leads are MQLs, what their sources and intents are called, and
/// what such a lead goes for. Every number in it can be argued about, so every rule knows its line.
package struct RuleBook: Hashable, Sendable {
    package var name: String
    package var version: Int
    package var inForceFrom: Day?
    package var review = Review()
    /// The zone in which a moment becomes a day.
    package var zone: TimeZoneRule
    package var decidedBy: Decider
    package var recycled = Recycled.once
    /// What was chosen where articles and practice disagree, and why.
    package var choices: [Choice] = []
    /// What things are called in front of people.
    package var names = Names()
    /// In the order of the file: the first that fits a lead is its source.
    package var sources: [SourceRule] = []
    /// From the weakest to the strongest.
    package var intents: [IntentRule] = []
    /// In the order of the file: the first that fits a lead is its persona.
    package var personas: [PersonaRule] = []
    package var actions: [ActionRule] = []
    package var contents: [ContentRule] = []
    package var inactivity: Inactivity?
    /// Points for having been met in a channel, however often.
    package var channelPoints: [Channel: Int] = [:]
    /// Fields without which a lead is no MQL.
    package var requiredProfile: [String] = []
    /// Fields that are useful to whoever calls, but not asked for.
    package var wantedProfile: [String] = []
    /// Fields that add to the score where they are filled in.
    package var profilePoints: [FieldPoints] = []
    package var fit = CriteriaSet<FieldCriterion>()
    package var engagement = CriteriaSet<ActionCriterion>()
    package var disqualifiers: [Disqualifier] = []
    package var matrix = Matrix()
    package var weights = BandWeights()
    package var handover = Handover()
    package var companies = CompanyRules()
    package var economics = EconomicRules()
    package var definition = DefinitionRules()
    /// Texts by which files call a source, and the source that somebody said each of them means.
    package var agreedSources: [String: String] = [:]
    /// Texts by which files call a campaign, and the campaign that somebody said each of them means.
    package var agreedCampaigns: [String: String] = [:]
    /// The answers on which figures rest, in a fixed order, with who gave each.
    package var answers: [GivenAnswer] = []
    /// Whether a lead counts as created with its first stage or activity, where that came before the
    /// day that the CRM gives it: an import leaves its own day behind.
    package var createdAtEarliest = false
    /// Where each source, persona, action, intent, criterion and disqualifier stands, by section and
    /// key: a rule of a preset stands in the preset's file.
    package var places: [String: String] = [:]
    /// The file it was read from, and what tells its content from another's.
    package var file: String
    package var fingerprint: Fingerprint
    /// Twelve signs that tell what it decides from what another decides, whoever signed either. What was
    /// signed has these.
    package var signable = ""

    package init(
        name: String, version: Int, zone: TimeZoneRule, decidedBy: Decider, file: String,
        fingerprint: Fingerprint
    ) {
        self.name = name
        self.version = version
        self.zone = zone
        self.decidedBy = decidedBy
        self.file = file
        self.fingerprint = fingerprint
    }
}

/// A question that can be answered in more than one way, with the answer that a rule book takes.
package struct Choice: Hashable, Sendable {
    package let name: String
    package let taken: Phrase

    package init(name: String, taken: Phrase) {
        self.name = name
        self.taken = taken
    }
}

/// Points for a field of the profile that is filled in.
package struct FieldPoints: Hashable, Sendable {
    package let field: String
    package let points: Int

    package init(field: String, points: Int) {
        self.field = field
        self.points = points
    }
}

/// Who says that a lead is an MQL.
package enum Decider: String, CaseIterable, Hashable, Sendable {
    /// The criteria of the rule book, replayed over what the lead did.
    case rules
    /// The stages that the CRM exported.
    case crm
    /// The rules where there are activities, else the CRM: never 0 MQLs because behaviour was not
    /// exported.
    case auto
}

/// What a lead counts as that was rejected or lost and became an MQL again.
package enum Recycled: Hashable, Sendable {
    /// The same MQL, from the day on which it first became one.
    case once
    /// An MQL of its own, where it came back at least so many days after the day of the one before.
    case again(afterDays: Int)
}

/// When marketing and sales last agreed on the rule book, and when they meet again.
package struct Review: Hashable, Sendable {
    package var on: Day?
    package var by: [String] = []
    package var againWithinDays: Int?
    /// What was signed, by its `signable`; nil where nobody wrote that down.
    package var of: String?

    package init() {}
}

/// Where leads come from: one source, and how it is recognised.
package struct SourceRule: Hashable, Sendable {
    package let key: String
    package var direction: Direction = .inbound
    package var channel: Channel = .inbound
    /// Texts that mean this source by themselves, beside its key.
    package var labels: [String] = []
    /// What source, medium and campaign look like otherwise. All must hold.
    package var when: [FieldTest] = []
    /// Its place inside a value band, in thousandths: 0 is the low end, 1000 the high one.
    package var position: Int?
    /// What coming from here adds to the score.
    package var points = 0
    /// The published figure that it may be held against.
    package var benchmark: String?
    package var reason = Phrase("")
    package var line: Int

    package init(key: String, line: Int) {
        self.key = key
        self.line = line
    }

    /// Who found whom.
    package enum Direction: String, CaseIterable, Hashable, Sendable { case inbound, outbound }
}

/// What kind of meeting it was. A lead usually has several.
package enum Channel: String, CaseIterable, Hashable, Sendable {
    /// Somebody filled in a form.
    case inbound
    /// A webinar, seminar or fair.
    case event
    /// Behaviour that was tracked.
    case interaction
}

/// How far a lead is on its way to a purchase, and what such an MQL goes for in the market.
package struct IntentRule: Hashable, Sendable {
    package let key: String
    package var low: Money
    package var high: Money
    /// The file that has the band.
    package var file = ""
    package var reason = Phrase("")
    package var line: Int

    package init(key: String, low: Money, high: Money, line: Int) {
        self.key = key
        self.low = low
        self.high = high
        self.line = line
    }
}

/// What part somebody plays in a purchase.
package struct PersonaRule: Hashable, Sendable {
    package let key: String
    package var when: [FieldTest] = []
    /// Its place inside a value band, in thousandths.
    package var position: Int?
    package var reason = Phrase("")
    package var line: Int

    package init(key: String, line: Int) {
        self.key = key
        self.line = line
    }
}

/// What one kind of activity means.
package struct ActionRule: Hashable, Sendable {
    package let key: String
    /// The place of the intent in the rule book's list.
    package var intent: Int?
    package var strength: Strength = .weak
    package var points = 0
    package var limit: Limit?
    /// What is left of the points after so many days, oldest last.
    package var decay: [DecayStep] = []
    /// Where such an action takes place; nil where it says nothing of that.
    package var channel: Channel?
    package var line: Int

    package init(key: String, line: Int) {
        self.key = key
        self.line = line
    }

    /// How far a signal can be trusted to show intent.
    package enum Strength: String, CaseIterable, Hashable, Sendable { case weak, strong }

    /// From so many days after the action on, it counts for so many points.
    package struct DecayStep: Hashable, Sendable {
        package let afterDays: Int
        package let points: Int

        package init(afterDays: Int, points: Int) {
            self.afterDays = afterDays
            self.points = points
        }
    }

    /// What is left of points earned so many seconds ago.
    package func remaining(of earned: Int, after seconds: Int64) -> Int {
        decay.reduce(earned) { left, step in
            seconds >= Int64(step.afterDays) * 86_400 ? step.limited(left) : left
        }
    }

    /// The most points that it can earn, ever or within a number of days.
    package struct Limit: Hashable, Sendable {
        package let points: Int
        package let days: Int?

        package init(points: Int, days: Int?) {
            self.points = points
            self.days = days
        }
    }
}

/// What the subject of a page or paper says about intent, whatever was done with it.
package struct ContentRule: Hashable, Sendable {
    package let key: String
    package var test: TextTest
    package var intent: Int
    package var line: Int

    package init(key: String, test: TextTest, intent: Int, line: Int) {
        self.key = key
        self.test = test
        self.intent = intent
        self.line = line
    }
}

/// Points for having done nothing for a long time.
package struct Inactivity: Hashable, Sendable {
    package let afterDays: Int
    package let points: Int
    package let line: Int

    package init(afterDays: Int, points: Int, line: Int) {
        self.afterDays = afterDays
        self.points = points
        self.line = line
    }
}

/// A hard reason why a lead is no MQL, whatever else holds.
package struct Disqualifier: Hashable, Sendable {
    package let key: String
    package let tests: [FieldTest]
    package let line: Int

    package init(key: String, tests: [FieldTest], line: Int) {
        self.key = key
        self.tests = tests
        self.line = line
    }
}

/// The choices about money that figures depend on.
package struct EconomicRules: Hashable, Sendable {
    /// Euros of margin asked per euro of all-in cost, in hundredths: 200 is € 2.00. Nil until somebody has
    /// said it: then nothing is required but that a euro comes back.
    package var requiredReturn: Int?
    /// The part of a deal's amount that is margin, in hundredths of a percent: 4000 is 40 %. For
    /// deals of which only the amount is known; nil where nobody has said.
    package var margin: Int?
    /// What one's own people spend on one MQL, marketing and sales together; nil where nobody has
    /// said.
    package var ownHours: OwnHours?
    /// Which of a customer's orders the margin of a sale is counted from, as finance says; nil where nobody
    /// has said.
    package var marginOf: MarginBasis?
    /// Whether own hours, people and tools stay when a source stops; nil where nobody has said, and then they do.
    package var ownCostsStay: Bool?
    /// After how many days a sale is decided; nil where nobody has said.
    package var salesCycle: Int?
    /// What a customer usually brings for 1 that its first order brings, in hundredths, where the firm's own
    /// orders do not tell. It is in no figure: it says which "stop" is to be asked about.
    package var usualRepeat: Int?
    package var sharedSpend: SharedSpend = .byMQLs
    package var dealCredit: DealCredit = .firstLead
    package var budget = Budget()
    /// Who gave the answers above, and when; nil where that is not written down.
    package var said: [Answer: Said] = [:]
    /// An answer is asked again after so many months.
    package var askAgainAfter = 12

    package init() {}

    /// What only the firm itself knows, by the name that it has in a file.
    package enum Answer: String, CaseIterable, Sendable {
        case requiredReturn = "required_return"
        case margin
        case marginOf = "margin_of"
        case salesCycle = "sales_cycle"
        case stays
        case hours = "hours_per_mql"
        case hourCost = "hour_cost"
    }

    /// Whether somebody has given it.
    package func has(_ answer: Answer) -> Bool {
        switch answer {
        case .requiredReturn: requiredReturn != nil
        case .margin: margin != nil
        case .marginOf: marginOf != nil
        case .salesCycle: salesCycle != nil
        case .stays: ownCostsStay != nil
        case .hours, .hourCost: ownHours != nil
        }
    }

    /// The answers that were given, with who gave them.
    package var given: [GivenAnswer] {
        Answer.allCases.filter(has).map {
            GivenAnswer($0.rawValue, said[$0], afterMonths: askAgainAfter)
        }
    }

    /// Takes over the answers that another has, with who gave them.
    package mutating func take(answersOf other: EconomicRules) {
        requiredReturn = other.requiredReturn ?? requiredReturn
        margin = other.margin ?? margin
        marginOf = other.marginOf ?? marginOf
        salesCycle = other.salesCycle ?? salesCycle
        ownCostsStay = other.ownCostsStay ?? ownCostsStay
        ownHours = other.ownHours ?? ownHours
        for answer in Answer.allCases where other.has(answer) { said[answer] = other.said[answer] }
    }

    /// What a budget assumes until the firm's own months tell.
    package struct Budget: Hashable, Sendable {
        /// By how many percent MQLs grow for 1 % more spend, in hundredths, and the standard deviation
        /// of that belief.
        package var elasticity = 70
        package var spread = 20
        /// How many times its highest month a source may get, in hundredths.
        package var most = 200
        /// The part of an amount that may go to sources too small to judge, in hundredths of a percent.
        package var tests = 2000

        package init() {}
    }

    /// Own hours for each MQL, and what an hour costs.
    package struct OwnHours: Hashable, Sendable {
        /// In hundredths of an hour.
        package let hours: Int
        /// Cents per hour.
        package let hourCost: Int64

        package init(hours: Int, hourCost: Int64) {
            self.hours = hours
            self.hourCost = hourCost
        }

        /// Cents for so many MQLs; nil where that does not fit.
        package func cents(forMQLs mqls: Int) -> Int64? {
            Rounding.halfEven(Int128(hours) * Int128(hourCost) * Int128(mqls), over: 100)
        }
    }

    /// How spend on all sources together is spread over them.
    package enum SharedSpend: String, CaseIterable, Hashable, Sendable {
        case byMQLs = "by_mqls"
        case bySpend = "by_spend"
        case equally
    }

    /// Which of a deal's contacts brought it in: the one created first or last, or all alike.
    package enum DealCredit: String, CaseIterable, Hashable, Sendable {
        case firstLead = "first_lead"
        case lastLead = "last_lead"
        case equal
    }
}

extension RuleBook {
    /// How well a lead fits that meets these criteria, a bit for each.
    package func fitLevel(met: UInt64) -> Level {
        for place in fit.criteria.indices
        where met & (1 << UInt64(place)) == 0 && fit.criteria[place].isMust {
            return .low
        }
        return fit.level(met: met.nonzeroBitCount)
    }

    /// The currency of its value bands, and of amounts beside which no currency stands.
    package var currency: Currency { intents.first?.low.currency ?? .eur }

    /// The lead fields of which the rules read the text.
    package var fields: [String] {
        var names = ["source", "medium", "campaign", "intent", "persona", "first_conversion"]
        let tests =
            fit.criteria.flatMap(\.tests) + disqualifiers.flatMap(\.tests)
            + personas.flatMap(\.when) + sources.flatMap(\.when)
            + handover.checklist.flatMap(\.tests)
        for test in tests
        where !names.contains(test.field) && test.field != FieldTest.taggedSource {
            names.append(test.field)
        }
        return names
    }

    /// The required fields of which no rule reads the text.
    package var presenceFields: [String] {
        let read = Set(fields)
        let asked = requiredProfile + profilePoints.map(\.field) + wantedProfile
        return asked.indices.filter { place in
            !read.contains(asked[place]) && !asked[..<place].contains(asked[place])
        }.map { asked[$0] }
    }
}

extension ActionRule.DecayStep {
    /// Points come nearer to zero, never further from it.
    package func limited(_ points: Int) -> Int {
        points >= 0 ? min(points, max(0, self.points)) : max(points, min(0, self.points))
    }
}

extension RuleBook {
    /// Everything in it that can have a name of its own.
    package var keys: [String] {
        var keys = sources.map(\.key) + intents.map(\.key) + personas.map(\.key)
        keys += actions.map(\.key) + contents.map(\.key) + disqualifiers.map(\.key)
        keys += fit.criteria.map(\.key) + engagement.criteria.map(\.key)
        keys += handover.checklist.map(\.key) + handover.rejections.map(\.key)
        keys += choices.map(\.name) + fields + presenceFields + [FieldTest.taggedSource]
        return keys
    }
}
