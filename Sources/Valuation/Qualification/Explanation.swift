package import Leads
package import Quantities

/// Everything a judgement looked at, also what gave nothing, with the value it saw.
package struct Explanation: Sendable {
    package let leadID: String
    /// Other ids of the same person.
    package let otherIDs: [String]
    package let asOf: Day
    package let judgement: Judgement
    package let decidedBy: Decider
    package let names: Names
    /// What judged it.
    package let judgedBy: RuleBookStamp
    /// What is known of the lead, by field, in the order in which it introduces somebody.
    package let about: [FieldText]
    package let source: Tag
    package let direction: SourceRule.Direction?
    /// Where it was met, by its source and by what it did.
    package let channels: [Channel]
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
    package let priceAbsence: PriceAbsence?
    package let stages: StageDays
    /// The day on which the CRM made it an MQL, whether that counts or not.
    package let crmMQL: Day?
    /// Whether what it is allows it to be an MQL by the rules.
    package let mayFit: Bool
    /// Stages that it reached again, after it had been rejected or lost, by day.
    package let again: [Again]
    /// The rounds that count as MQLs of their own, the one that is explained last; empty where it is the
    /// only one.
    package let rounds: [Round]
    package let rejectedBecause: String?
    /// The hand-over checklist; empty where the rule book has none.
    package let checklist: [(key: String, isAnswered: Bool)]

    /// A round that counts as an MQL of its own.
    package struct Round: Hashable, Sendable {
        package let mqlDay: Day?
        /// When it ended; nil for the one that is explained.
        package let end: Day?
    }

    /// A stage of a later round.
    package struct Again: Hashable, Sendable {
        package let stage: Stage
        package let day: Day
    }

    /// The fields by which a lead is introduced.
    package static let introducing =
        PersonalField.shared + ["employees", "industry", "country"]

    /// The text of one field; empty where it is not filled in.
    package struct FieldText: Hashable, Sendable {
        package let field: String
        package let text: String
    }

    /// What a lead was tagged with, and why.
    package struct Tag: Hashable, Sendable {
        package let key: String
        package let reason: Reason
        package let confidence: Confidence
        package let position: Int?
    }

    /// Why a lead has a tag.
    package enum Reason: Hashable, Sendable {
        /// The file names the tag itself.
        case given
        /// What stood in some fields.
        case fields([FieldText])
        /// A source that no rule knows, or that the file does not give.
        case unlisted(String)
        case absent
        case action(key: String, Day)
        /// The subject of a page or paper.
        case content(Day)
        case firstConversion
    }

    /// How sure a tag is.
    package enum Confidence: String, Hashable, Sendable {
        case given, inferred, unlisted, absent
        case strong, weak
    }

    /// One criterion, what was asked and what was seen.
    package struct Criterion: Hashable, Sendable {
        package let key: String
        package let holds: Bool
        package let seen: Seen
        package let asked: Asked
        package let since: Day?
        /// Whether the fit is low without it.
        package let isMust: Bool
        package let line: Int
    }

    /// What a criterion saw: texts of fields, or how much somebody did.
    package enum Seen: Hashable, Sendable {
        case fields([FieldText])
        case amount(Int, ActionCriterion.Measure)
    }

    /// What a criterion asks: of fields, or of actions.
    package enum Asked: Hashable, Sendable {
        case fields([FieldTest])
        case actions(ActionCriterion)
    }

    /// One line of the score, also one that gave nothing.
    package struct Points: Hashable, Sendable {
        package let points: Int
        package let reason: Reason
        package let on: Day?
        /// How often, where equal lines were put together.
        package let times: Int
        package let isLimited: Bool
        /// What it gave at first, where that has faded since.
        package let fadedFrom: Int?

        /// What earned or cost the points; texts are keys of the rule book or words of a file.
        package enum Reason: Hashable, Sendable {
            case action(String)
            case unknownAction(String)
            case fit(String)
            case profile(String)
            case source(String)
            case channel(Channel)
            case inactivity(days: Int)
        }
    }

    /// Why a lead has no price.
    package enum PriceAbsence: Hashable, Sendable {
        case noMQL, noIntent
    }

    /// The one fact that would turn the decision.
    package struct Turned: Hashable, Sendable {
        package let fact: String
        package let decision: Decision
        package let kind: Kind

        /// What kind of fact it is, and whether it is there or not.
        package enum Kind: Hashable, Sendable {
            case withoutAction, withoutCriterion, withoutDisqualifier
            case withAction, withCriterion, withField

            /// Whether it is the lack of something that would turn it.
            package var isWithout: Bool {
                self == .withoutAction || self == .withoutCriterion || self == .withoutDisqualifier
            }
        }
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
        counts: [CriterionCount], silence: Int, channels: [Channel], turn: Turn?,
        rounds: [Round] = []
    ) {
        let book = rules.book
        let zone = book.zone
        let leads = facts.leads
        self.asOf = asOf
        self.judgement = judgement
        names = book.names
        judgedBy = book.stamp
        leadID = leads.index.id(of: lead)
        otherIDs = facts.otherIDs(of: lead)
        self.decidedBy = decidedBy
        self.channels = channels
        let days = facts.stageDays(of: lead)
        stages = days
        self.rounds = rounds
        again =
            Day.earlier(days[.rejected], days[.lost]).map { first in
                facts.laterStages.rows(of: lead).filter {
                    $0.day > first && $0.day <= asOf && $0.stage != .contacted
                }
                .map { Again(stage: $0.stage, day: $0.day) }
            } ?? []
        crmMQL = days[.mql].flatMap { $0 <= asOf ? $0 : nil }
        mayFit = rules.mayFit(lead)
        rejectedBecause =
            stages[.rejected].map { $0 <= asOf } == true
            ? facts.rejectionReasons[lead].map(RejectionCodes(book.handover).code) : nil
        checklist = zip(
            book.handover.checklist,
            rules.checklistAnswers(of: lead, stages: stages, asOf: asOf)
        ).map { ($0.key, $1) }
        func text(_ field: String) -> FieldText {
            FieldText(
                field: field,
                text: field == FieldTest.taggedSource
                    ? rules.sources.keys[judgement.source]
                    : facts.shown(field, leads.text(field, of: lead)))
        }
        about = Self.introducing.map(text)
            .filter { !$0.text.isEmpty }

        source = Explanation.sourceTag(lead, rules)
        direction = rules.sources.rule(judgement.source)?.direction
        persona = profile.persona.map { place in
            let rule = book.personas[place]
            return Tag(
                key: rule.key,
                reason: profile.isPersonaGiven ? .given : .fields(rule.when.map { text($0.field) }),
                confidence: profile.isPersonaGiven ? .given : .inferred, position: rule.position)
        }
        intent = judgement.intent.map { place in
            Explanation.intentTag(
                place, profile, rules, facts.activities.rows(of: lead),
                // What happened at an MQL moment of the rules belongs to it; a day of the CRM, and the
                // day of the report, have ended there.
                before: decidedBy == .rules
                    ? result.mql.map { Instant(seconds: $0.at.seconds + 1) } ?? result.last.at
                    : result.mql?.at ?? result.last.at)
        }

        self.profile = book.requiredProfile.enumerated().map { place, field in
            (field, profile.missing & (1 << UInt64(place)) == 0)
        }
        func criterion(
            _ key: String, _ tests: [FieldTest], _ holds: Bool, isMust: Bool = false, _ line: Int
        ) -> Criterion {
            Criterion(
                key: key, holds: holds, seen: .fields(tests.map { text($0.field) }),
                asked: .fields(tests), since: nil, isMust: isMust, line: line)
        }
        fit = book.fit.criteria.enumerated().map { place, rule in
            criterion(
                rule.key, rule.tests, profile.fitMet & (1 << UInt64(place)) != 0,
                isMust: rule.isMust, rule.line)
        }
        disqualifier = profile.disqualifier.map { place in
            let rule = book.disqualifiers[place]
            return criterion(rule.key, rule.tests, true, rule.line)
        }
        engagement = counts.map { count in
            let rule = count.criterion
            return Criterion(
                key: rule.key, holds: count.amount >= rule.atLeast,
                seen: .amount(count.amount, rule.measure), asked: .actions(rule),
                since: count.firstMet.map(zone.day(of:)), isMust: false, line: rule.line)
        }
        fitNeeded = book.fit.needed
        engagementNeeded = book.engagement.needed
        self.score = Explanation.points(
            score, book, facts.activities.actions, source: source.key, silence: silence)
        mqlScore = judgement.decision == .mql ? result.mql?.score : nil
        mqlEngagement =
            judgement.decision == .mql
            ? result.mql.map { book.engagement.level(met: $0.engagementCount) } : nil
        self.turn = turn.map { turn in
            Explanation.turned(turn, profile, book, facts.activities.actions)
        }
        if judgement.decision == .mql, let place = judgement.intent {
            price = rules.prices.price(
                intent: place, sourcePosition: source.position, personaPosition: persona?.position)
            priceAbsence = nil
        } else {
            price = nil
            priceAbsence = judgement.decision == .mql ? .noIntent : .noMQL
        }
    }

    private static func turned(
        _ turn: Turn, _ profile: Profile, _ book: RuleBook, _ actions: InternTable
    ) -> Turned {
        switch turn {
        case .withoutAction(let symbol, let decision):
            Turned(fact: actions.text(symbol), decision: decision, kind: .withoutAction)
        case .withoutFit(let place, let decision):
            Turned(
                fact: book.fit.criteria[place].key, decision: decision, kind: .withoutCriterion)
        case .withoutDisqualifier:
            Turned(
                fact: profile.disqualifier.map { book.disqualifiers[$0].key } ?? "",
                decision: .mql, kind: .withoutDisqualifier)
        case .withField(let place):
            Turned(fact: book.requiredProfile[place], decision: .mql, kind: .withField)
        case .withFit(let place):
            Turned(fact: book.fit.criteria[place].key, decision: .mql, kind: .withCriterion)
        case .withAction(let place):
            Turned(fact: book.actions[place].key, decision: .mql, kind: .withAction)
        }
    }

    private static func sourceTag(_ lead: Int, _ rules: AppliedRules) -> Tag {
        let leads = rules.leads
        let fields = ["source", "medium", "campaign"].map {
            FieldText(field: $0, text: leads.text($0, of: lead))
        }
        var directory = rules.sources
        let (number, evidence) = directory.resolve(
            source: fields[0].text, medium: fields[1].text, campaign: fields[2].text)
        let (reason, confidence): (Reason, Confidence) =
            switch evidence {
            case .given: (.fields([fields[0]]), .given)
            case .inferred: (.fields(fields.filter { !$0.text.isEmpty }), .inferred)
            case .unlisted: (.unlisted(fields[0].text), .unlisted)
            case .absent: (.absent, .absent)
            }
        return Tag(
            key: directory.keys[number], reason: reason, confidence: confidence,
            position: directory.rule(number)?.position)
    }

    private static func intentTag(
        _ place: Int, _ profile: Profile, _ rules: AppliedRules, _ activities: ActivityRun,
        before moment: Instant
    ) -> Tag {
        let key = rules.book.intents[place].key
        if profile.givenIntent == place {
            return Tag(key: key, reason: .given, confidence: .given, position: nil)
        }
        // The last activity up to that moment that showed it: strong signals before weak ones.
        var found: (strength: ActionRule.Strength, reason: Reason)?
        for activity in activities where activity.at < moment {
            let rule = rules.ruleOfAction[Int(activity.action)]
            let byAction = rule >= 0 && rules.book.actions[rule].intent == place
            guard byAction || rules.intentOfContent[Int(activity.content)] == place else {
                continue
            }
            let strength = rule >= 0 ? rules.book.actions[rule].strength : .weak
            if found?.strength == .strong, strength == .weak { continue }
            let day = rules.book.zone.day(of: activity.at)
            found = (
                strength,
                rule >= 0 ? .action(key: rules.book.actions[rule].key, day) : .content(day)
            )
        }
        return Tag(
            key: key, reason: found?.reason ?? .firstConversion,
            confidence: found?.strength == .strong ? .strong : .weak, position: nil)
    }

    /// Equal actions of one day become one line.
    private static func points(
        _ lines: [ScoreLine], _ book: RuleBook, _ actions: InternTable, source: String,
        silence: Int
    ) -> [Points] {
        struct Line: Hashable {
            let reason: Points.Reason
            let day: Day?
        }
        var result: [Points] = []
        var places: [Line: Int] = [:]
        for line in lines {
            let day = line.at.map(book.zone.day(of:))
            let reason: Points.Reason =
                switch line.reason {
                case .action(let place): .action(book.actions[place].key)
                case .unknownAction(let symbol): .unknownAction(actions.text(symbol))
                case .fit(let place): .fit(book.fit.criteria[place].key)
                case .profile(let place): .profile(book.profilePoints[place].field)
                case .source: .source(source)
                case .channel(let channel): .channel(channel)
                case .inactivity: .inactivity(days: silence)
                }
            let place = places[Line(reason: reason, day: day)]
            let known = place.map { result[$0] }
            let first =
                (line.fadedFrom ?? line.points) + (known.map { $0.fadedFrom ?? $0.points } ?? 0)
            let sum = line.points + (known?.points ?? 0)
            let entry = Points(
                points: sum, reason: reason, on: day, times: 1 + (known?.times ?? 0),
                isLimited: line.isLimited || known?.isLimited == true,
                fadedFrom: first == sum ? nil : first)
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
