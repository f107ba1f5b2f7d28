package import Leads
package import Quantities

/// Everything a judgement looked at, also what gave nothing, with the value it saw.
package struct Explanation: Sendable {
    package let leadID: String
    package let asOf: Day
    package let createdOn: Day
    package let judgement: Judgement
    package let decidedBy: Decider
    /// What is known of the lead, by field, in the order in which it introduces somebody.
    package let about: [(field: String, value: String)]
    package let source: Tag
    package let intent: Tag?
    package let persona: Tag?
    /// Required fields, and whether each is filled in.
    package let profile: [(field: String, isFilled: Bool)]
    package let disqualifier: Criterion?
    package let fit: [Criterion]
    package let engagement: [Criterion]
    package let fitNeeded: Int
    package let engagementNeeded: Int
    /// The points, which add up to `judgement.score`.
    package let score: [Points]
    /// What held at the MQL moment.
    package let mqlScore: Int?
    package let mqlEngagement: Level?
    package let turn: Turned?
    package let price: PriceList.Price?
    package let priceWhy: String?
    package let stages: StageDays

    /// What a lead was tagged with, and why.
    package struct Tag: Hashable, Sendable {
        package let key: String
        package let reason: String
        /// `given`, `strong` or `weak`; for a source `given`, `inferred`, `unlisted` or `absent`.
        package let confidence: String
        package let position: Int?
    }

    /// One criterion, what was asked and what was seen.
    package struct Criterion: Hashable, Sendable {
        package let key: String
        package let holds: Bool
        package let seen: String
        package let asked: String
        package let since: Day?
        package let line: Int
    }

    package struct Points: Hashable, Sendable {
        package let points: Int
        package let reason: String
        package let on: Day?
        /// How often, where equal lines were put together.
        package let times: Int
        package let isLimited: Bool
    }

    /// The one fact that would turn the decision.
    package struct Turned: Hashable, Sendable {
        package let fact: String
        package let decision: Decision
        /// Whether the fact is there and taking it away turns the decision, or the reverse.
        package let isWithout: Bool
    }

    enum Turn {
        case withoutAction(Symbol, Decision)
        case withoutFit(Int, Decision)
        case withoutDisqualifier
        case withField(Int)
        case withFit(Int)
        case withAction(Int)
    }
}

extension Explanation {
    init(
        lead: Int, asOf: Day, judgement: Judgement, profile: Profile, decidedBy: Decider,
        rules: AppliedRules, facts: Facts, result: Replay.Result, score: [ScoreLine],
        counts: [CriterionCount],
        silence: Int, turn: Turn?
    ) {
        let book = rules.book
        let zone = book.zone
        let leads = facts.leads
        let actions = facts.activities.actions
        self.asOf = asOf
        self.judgement = judgement
        leadID = leads.index.id(of: lead)
        createdOn = zone.day(of: leads.created[lead])
        self.decidedBy = decidedBy
        stages = facts.stageDays(of: lead)
        about = ["job_title", "company", "employees", "industry", "country"].compactMap { field in
            let text = leads.text(field, of: lead)
            return text.isEmpty ? nil : (field, text)
        }

        source = Explanation.sourceTag(lead, rules)
        persona = profile.persona.map { place in
            let rule = book.personas[place]
            let seen = rule.when.map { "\($0.field) \"\(leads.text($0.field, of: lead))\"" }
            return Tag(
                key: rule.key,
                reason: profile.isPersonaGiven ? "given in the file" : seen.joined(separator: ", "),
                confidence: profile.isPersonaGiven ? "given" : "inferred", position: rule.position)
        }
        intent = judgement.intent.map { place in
            Explanation.intentTag(
                place, profile, rules, facts.activities.rows(of: lead),
                until: result.mql?.at ?? result.last.at)
        }

        self.profile = book.requiredProfile.enumerated().map { place, field in
            (field, profile.missing & (1 << UInt64(place)) == 0)
        }
        func criterion(_ key: String, _ tests: [FieldTest], _ holds: Bool, _ line: Int) -> Criterion
        {
            let seen = tests.map { test -> String in
                let text = leads.text(test.field, of: lead)
                return text.isEmpty ? "\(test.field) not filled in" : "\(test.field) \"\(text)\""
            }
            return Criterion(
                key: key, holds: holds, seen: seen.joined(separator: ", "),
                asked: tests.map(\.test.description).joined(separator: ", "), since: nil, line: line
            )
        }
        fit = book.fit.criteria.enumerated().map { place, rule in
            criterion(rule.key, rule.tests, profile.fitMet & (1 << UInt64(place)) != 0, rule.line)
        }
        disqualifier = profile.disqualifier.map { place in
            let rule = book.disqualifiers[place]
            return criterion(rule.key, rule.tests, true, rule.line)
        }
        engagement = counts.map { count in
            let rule = count.criterion
            return Criterion(
                key: rule.key, holds: count.amount >= rule.atLeast, seen: "\(count.amount)",
                asked: rule.asked, since: count.firstMet.map(zone.day(of:)), line: rule.line)
        }
        fitNeeded = book.fit.needed
        engagementNeeded = book.engagement.needed
        self.score = Explanation.points(score, book, actions, zone, silence: silence)
        mqlScore = judgement.decision == .mql ? result.mql?.score : nil
        mqlEngagement =
            judgement.decision == .mql
            ? result.mql.map { book.engagement.level(met: $0.engagementCount) } : nil
        self.turn = turn.map { turn in
            switch turn {
            case .withoutAction(let symbol, let decision):
                Turned(fact: actions.text(symbol), decision: decision, isWithout: true)
            case .withoutFit(let place, let decision):
                Turned(fact: book.fit.criteria[place].key, decision: decision, isWithout: true)
            case .withoutDisqualifier:
                Turned(
                    fact: profile.disqualifier.map { book.disqualifiers[$0].key } ?? "",
                    decision: .mql, isWithout: true)
            case .withField(let place):
                Turned(fact: book.requiredProfile[place], decision: .mql, isWithout: false)
            case .withFit(let place):
                Turned(fact: book.fit.criteria[place].key, decision: .mql, isWithout: false)
            case .withAction(let place):
                Turned(fact: book.actions[place].key, decision: .mql, isWithout: false)
            }
        }
        if judgement.decision != .mql {
            price = nil
            priceWhy = "it is no MQL"
        } else if let place = judgement.intent {
            price = rules.prices.price(
                intent: place, sourcePosition: source.position, personaPosition: persona?.position)
            priceWhy = nil
        } else {
            price = nil
            priceWhy = "its intent is not known: no activity or first conversion shows one"
        }
    }

    private static func sourceTag(_ lead: Int, _ rules: AppliedRules) -> Tag {
        let leads = rules.leads
        let text = leads.text("source", of: lead)
        let medium = leads.text("medium", of: lead)
        let campaign = leads.text("campaign", of: lead)
        var directory = rules.sources
        let (number, evidence) = directory.resolve(source: text, medium: medium, campaign: campaign)
        let reason =
            switch evidence {
            case .given: "source \"\(text)\""
            case .inferred:
                [("source", text), ("medium", medium), ("campaign", campaign)]
                    .filter { !$0.1.isEmpty }.map { "\($0.0) \"\($0.1)\"" }.joined(separator: ", ")
            case .unlisted: "source \"\(text)\" is in no rule"
            case .absent: "no source in the file"
            }
        return Tag(
            key: directory.keys[number], reason: reason, confidence: "\(evidence)",
            position: directory.rule(number)?.position)
    }

    private static func intentTag(
        _ place: Int, _ profile: Profile, _ rules: AppliedRules, _ activities: ArraySlice<Activity>,
        until moment: Instant
    ) -> Tag {
        let key = rules.book.intents[place].key
        if profile.givenIntent == place {
            return Tag(key: key, reason: "given in the file", confidence: "given", position: nil)
        }
        // The last activity up to that moment that showed it: strong signals before weak ones.
        var found: (strength: ActionRule.Strength, text: String)?
        for activity in activities where activity.at <= moment {
            let rule = rules.ruleOfAction[Int(activity.action)]
            let byAction = rule >= 0 && rules.book.actions[rule].intent == place
            guard byAction || rules.intentOfContent[Int(activity.content)] == place else {
                continue
            }
            let strength = rule >= 0 ? rules.book.actions[rule].strength : .weak
            if found?.strength == .strong, strength == .weak { continue }
            let name = rule >= 0 ? rules.book.actions[rule].key : "content"
            found = (strength, "\(name) \(rules.book.zone.day(of: activity.at))")
        }
        return Tag(
            key: key, reason: found?.text ?? "first conversion",
            confidence: (found?.strength ?? .weak).rawValue, position: nil)
    }

    /// Equal actions of one day become one line.
    private static func points(
        _ lines: [ScoreLine], _ book: RuleBook, _ actions: SymbolTable, _ zone: TimeZoneRule,
        silence: Int
    ) -> [Points] {
        struct Line: Hashable {
            let reason: String
            let day: Day?
        }
        var result: [Points] = []
        var places: [Line: Int] = [:]
        for line in lines {
            let day = line.at.map(zone.day(of:))
            let reason =
                switch line.reason {
                case .action(let place): book.actions[place].key
                case .unknownAction(let symbol): "\(actions.text(symbol)) (in no rule)"
                case .fit(let place): "fit: \(book.fit.criteria[place].key)"
                case .profile(let place): "profile: \(book.profilePoints[place].field)"
                case .source: "source"
                case .inactivity: "inactivity (\(silence) day\(silence == 1 ? "" : "s"))"
                }
            let place = places[Line(reason: reason, day: day)]
            let known = place.map { result[$0] }
            let entry = Points(
                points: line.points + (known?.points ?? 0), reason: reason, on: day,
                times: 1 + (known?.times ?? 0),
                isLimited: line.isLimited || known?.isLimited == true)
            if let place {
                result[place] = entry
            } else {
                places[Line(reason: reason, day: day)] = result.count
                result.append(entry)
            }
        }
        return result
    }
}

extension ActionCriterion {
    /// What is asked, in words: `at least 4 times in one visit`.
    var asked: String {
        let base =
            switch measure {
            case .times: "at least \(atLeast)"
            case .seconds: "at least \(atLeast) seconds"
            case .timesPerSession: "at least \(atLeast) in one visit"
            case .visits: "in at least \(atLeast) visits"
            }
        return withinDays.map { "\(base) within \($0) days" } ?? base
    }
}
