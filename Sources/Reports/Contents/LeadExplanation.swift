internal import Funnels
internal import Leads
internal import Quantities
package import Valuation

/// Why a lead is what it is, and why it has the value it has: the whole answer on a few lines.
package struct LeadExplanation: Report {
    private let explanation: Explanation
    package let context: ReportContext
    private var names: Names { explanation.names }

    package init(_ explanation: Explanation, _ context: ReportContext = ReportContext()) {
        self.explanation = explanation
        self.context = context
    }

    package var document: Document {
        var document = Document(title)
        var entries = [
            (say("Tags", "Kenmerken"), tags), (say("Profile", "Profiel"), profile),
            ("Fit", fit), (say("Engaged", "Betrokken"), engagement),
            (say("Score", "Score"), score), (say(.decision), decision),
            (say(.guidePrice), value),
        ]
        if !stages.isEmpty { entries.append(("Sales", stages)) }
        if !explanation.rounds.isEmpty { entries.append((say("Rounds", "Rondes"), rounds)) }
        if !explanation.checklist.isEmpty {
            entries.append((say("Hand-over", "Overdracht"), checklist))
        }
        if !explanation.otherIDs.isEmpty {
            let ids = explanation.otherIDs.map { Wording.lead($0) }.joined(separator: ", ")
            entries.append(
                (say("Also", "Ook"), [say("the same person: ", "dezelfde persoon: ") + ids]))
        }
        entries.append((say(.rules), [explanation.judgedBy.text]))
        if let answer = decision.first {
            document.add(.paragraph("\(answer.prefix(1).uppercased())\(answer.dropFirst())."))
        }
        document.add(.labelled(entries.map { (label: $0.0, text: $0.1) }))
        return document
    }

    /// The title also has what is known of the person.
    package var opening: String {
        Wording.lead(explanation.leadID) + (decision.first.map { ": \($0)." } ?? "")
    }

    private func name(_ key: String) -> String { names.phrase(for: key).text(say.language) }

    private var title: String {
        var about = explanation.about.map { entry in
            entry.field == "employees"
                ? say("\(entry.text) employees", "\(entry.text) medewerkers") : entry.text
        }.joined(separator: ", ")
        if !about.isEmpty { about = " · " + about }
        let days = context.observed ?? ObservedDays(asOf: explanation.asOf)
        return Wording.lead(explanation.leadID) + about + " · \(say.asOf(days))"
    }

    private var tags: [String] {
        // The intent of an MQL is that of the moment at which it became one.
        let isFrozen = explanation.judgement.mqlDay != nil
        func text(
            _ word: String, _ tag: Explanation.Tag?, _ none: String, moment: String = ""
        ) -> String {
            guard let tag else {
                return say("\(word) not known", "\(word) niet bekend") + " (\(none))"
            }
            let confidence =
                switch tag.confidence {
                case .strong: say(", strong sign", ", sterk teken")
                case .weak: say(", weak sign", ", zwak teken")
                default: ""
                }
            return "\(word) \(name(tag.key))\(moment) "
                + "(\(say.reason(tag.reason, names: names))\(confidence))"
        }
        var lines = [
            text(
                say("intent", "intentie"), explanation.intent,
                say(
                    "no activity or first conversion shows one",
                    "geen activiteit of eerste conversie toont er een"),
                moment: isFrozen ? say(" when it became an MQL", " toen hij MQL werd") : ""),
            text(say("source", "bron"), explanation.source, "")
                + (explanation.direction.map { ", " + say.direction($0) } ?? ""),
        ]
        if !explanation.channels.isEmpty {
            let channels = explanation.channels.map(say.channel).joined(separator: ", ")
            lines.append(say("came in by", "binnengekomen via") + " \(channels)")
        }
        lines.append(
            text(
                "persona", explanation.persona,
                say(
                    "no rule fits, and the file gives none",
                    "geen regel past, en het bestand geeft er geen")))
        return lines
    }

    private var profile: [String] {
        guard !explanation.profile.isEmpty else {
            return [say("nothing is required", "niets is verplicht")]
        }
        return [
            explanation.profile.map { field in
                "\(name(field.field)) \(field.isFilled ? "✓" : say("missing", "ontbreekt"))"
            }.joined(separator: "   ")
        ]
    }

    private func asked(_ asked: Explanation.Asked) -> String {
        switch asked {
        case .fields(let tests): tests.map { say.asked($0.test) }.joined(separator: ", ")
        case .actions(let criterion): say.asked(criterion)
        }
    }

    private var fit: [String] {
        let met = explanation.fit.filter(\.holds).count
        var lines = explanation.fit.map { criterion in
            "\(name(criterion.key)): \(say.seen(criterion.seen, names: names)) "
                + "\(criterion.holds ? "✓" : "–") "
                + "(\(say("asked", "gevraagd")): \(shortened(asked(criterion.asked)))"
                + (criterion.isMust && !criterion.holds
                    ? say("; without it the fit is low)", "; zonder dit is de fit laag)") : ")")
        }
        let grade = explanation.judgement.fit
        let (count, needed) = (explanation.fit.count, explanation.fitNeeded)
        lines.insert(
            say(
                "\(met) of \(count), \(needed) needed for a high fit: grade \(grade.grade), "
                    + say.level(grade),
                "\(met) van \(count), \(needed) nodig voor een hoge fit: klasse \(grade.grade), "
                    + say.level(grade)), at: 0)
        if let disqualifier = explanation.disqualifier {
            let seen = say.seen(disqualifier.seen, names: names)
            lines.append(
                say("disqualified as", "uitgesloten als") + " \(name(disqualifier.key)): \(seen)")
        }
        return lines
    }

    private var engagement: [String] {
        let met = explanation.engagement.filter(\.holds).count
        let lines = explanation.engagement.map { criterion in
            let since = criterion.since.map { " \(say.day($0))" } ?? ""
            return "\(name(criterion.key)): \(say.seen(criterion.seen, names: names)) "
                + "\(criterion.holds ? "✓\(since)" : "–") "
                + "(\(say("asked", "gevraagd")): \(asked(criterion.asked)))"
        }
        let (count, needed) = (explanation.engagement.count, explanation.engagementNeeded)
        let level = say.level(explanation.judgement.engagement)
        return [
            say(
                "\(met) of \(count), \(needed) needed for high engagement: \(level)",
                "\(met) van \(count), \(needed) nodig voor hoge betrokkenheid: \(level)")
        ] + lines
    }

    private var score: [String] {
        let lines = explanation.score.map { entry in
            let points = (entry.points > 0 ? "+" : "") + say.numbers.count(entry.points)
            let times = entry.times > 1 ? " × \(entry.times)" : ""
            let day = entry.on.map { " \(say.day($0))" } ?? ""
            let limit = entry.isLimited ? say(" (limit reached)", " (maximum bereikt)") : ""
            let faded =
                entry.fadedFrom.map {
                    say(" (was \($0), less with time)", " (was \($0), minder met de tijd)")
                } ?? ""
            let reason = say.reason(entry.reason, names: names)
            return "\(points) \(reason)\(times)\(day)\(limit)\(faded)"
        }
        let score = explanation.judgement.score
        return [say.count(score, .point)] + lines
    }

    private var decision: [String] {
        let judgement = explanation.judgement
        var text = say.decision(judgement.decision)
        if let day = judgement.mqlDay {
            text += say(" since ", " sinds ") + say.day(day)
            if explanation.decidedBy == .crm {
                text += say(", because the CRM says so", ", omdat het CRM het zegt")
                if !explanation.mayFit {
                    text += say(
                        "; by the fit that the rules ask for it would not be one",
                        "; naar de fit die de regels vragen zou hij het niet zijn")
                }
            } else if let score = explanation.mqlScore, let engagement = explanation.mqlEngagement {
                text += levels(engagement, score, onThatDay: true)
            }
        } else if explanation.disqualifier != nil {
            text += say(", whatever else holds", ", wat er verder ook klopt")
        } else if explanation.decidedBy == .crm {
            text += say(
                ": the CRM has not made it an MQL", ": het CRM heeft er geen MQL van gemaakt")
        } else {
            text += levels(judgement.engagement, judgement.score, onThatDay: false)
            if judgement.isIncomplete {
                text += say("; a required field is missing", "; een verplicht veld ontbreekt")
            }
        }
        return [text] + [crmSays].compactMap(\.self) + turn
    }

    /// The CRM's own stage of MQL, where it counts for nothing or for another day.
    private var crmSays: String? {
        guard let day = explanation.crmMQL, day != explanation.judgement.mqlDay else { return nil }
        let since = say.day(day)
        return explanation.decidedBy == .crm
            ? say(
                "In the CRM it has been an MQL since \(since); disqualified leads do not count.",
                "In het CRM is hij MQL sinds \(since); uitgesloten leads tellen niet mee.")
            : say(
                "In the CRM it has been an MQL since \(since); that does not count, because the rules decide.",
                "In het CRM is hij MQL sinds \(since); dat telt niet, omdat de regels beslissen."
            )
    }

    private func levels(_ engagement: Level, _ score: Int, onThatDay: Bool) -> String {
        let (fit, level) = (say.level(explanation.judgement.fit), say.level(engagement))
        return say(
            " (\(fit) fit, \(level) engagement, \(say.count(score, .point))\(onThatDay ? " on that day" : ""))",
            " (fit \(fit), betrokkenheid \(level), \(say.count(score, .point))\(onThatDay ? " op die dag" : ""))"
        )
    }

    /// The one fact that would make it another decision.
    private var turn: [String] {
        guard let turn = explanation.turn else {
            return explanation.decidedBy == .rules
                ? [say("No single fact would change this.", "Geen enkel feit zou dit veranderen.")]
                : []
        }
        return [say.turned(turn, names: names)]
    }

    private var value: [String] {
        if let price = explanation.price, let intent = explanation.intent {
            return say.price(
                price, intent: intent.key, source: explanation.source.key,
                persona: explanation.persona?.key, names: names)
        }
        return [say("none: ", "geen: ") + (explanation.priceAbsence.map(whyNoPrice) ?? "")]
    }

    private func whyNoPrice(_ absence: Explanation.PriceAbsence) -> String {
        switch absence {
        case .noMQL: say("it is no MQL", "het is geen MQL")
        case .noIntent:
            say(
                "its intent is not known: no activity or first conversion shows one",
                "de intentie is niet bekend: geen activiteit of eerste conversie toont er een")
        }
    }

    private var stages: [String] {
        let reached = Stage.allCases.compactMap { stage -> String? in
            explanation.stages[stage].flatMap { day -> String? in
                guard day <= explanation.asOf else { return nil }
                let why = stage == .rejected ? explanation.rejectedBecause.map(name) : nil
                return "\(say.stage(stage)) \(say.day(day))" + (why.map { " (\($0))" } ?? "")
            }
        }
        guard !explanation.again.isEmpty else {
            return reached.isEmpty ? [] : [reached.joined(separator: "   ")]
        }
        let again = explanation.again.map { "\(say.stage($0.stage)) \(say.day($0.day))" }
        return [
            reached.joined(separator: "   "),
            say("again: ", "opnieuw: ") + again.joined(separator: "   ")
                + say(
                    ", the same MQL: it counts once, from the day it first became one",
                    ", dezelfde MQL: die telt één keer, vanaf de dag dat hij het voor het eerst werd"
                ),
        ]
    }

    private var rounds: [String] {
        explanation.rounds.enumerated().map { place, round in
            let since = round.mqlDay.map { say(" since ", " sinds ") + say.day($0) } ?? ""
            let end =
                round.end.map { say(", ended ", ", geëindigd ") + say.day($0) }
                ?? say(
                    ": an MQL of its own, and the one above", ": een eigen MQL, en de MQL hierboven"
                )
            return "\(place + 1) MQL\(since)\(end)"
        }
    }

    private var checklist: [String] {
        func names(_ isAnswered: Bool) -> String {
            explanation.checklist.filter { $0.isAnswered == isAnswered }.map { name($0.key) }
                .joined(separator: ", ")
        }
        let (known, open, count) = (names(true), names(false), explanation.checklist.count)
        let answered = explanation.checklist.count(where: \.isAnswered)
        return [
            say("\(answered) of \(count) known", "\(answered) van \(count) bekend")
                + (known.isEmpty ? "" : ": \(known)")
                + (open.isEmpty ? "" : say("; not known: \(open)", "; niet bekend: \(open)"))
        ]
    }

    private func shortened(_ text: String) -> String {
        guard text.count > 60 else { return text }
        // Whole words only.
        let head = text.prefix(60)
        return head[..<(head.lastIndex(of: " ") ?? head.endIndex)] + " …"
    }
}

extension RuleBookStamp {
    var json: JSONValue {
        .members(["name": name, "version": version, "fingerprint": fingerprint.description])
    }
}

extension LeadExplanation {
    /// For programs: the same bytes in every language.
    package var json: JSONValue {
        let judgement = explanation.judgement
        let members: JSONObject = [
            "schema": "mql.explanation/1", "lead_id": Wording.lead(explanation.leadID),
            "other_ids": explanation.otherIDs.map { Wording.lead($0) }, "as_of": explanation.asOf,
            "data_until": context.observed?.data,
            "observed_until": context.observed?.sqls,
            "tags": tagsValue,
            "profile": JSONObject(explanation.profile.map { ($0.field, $0.isFilled) }),
            "disqualified_by": explanation.disqualifier?.key, "grade": judgement.fit.grade,
            "fit": criteria(explanation.fit), "engagement": criteria(explanation.engagement),
            "score": judgement.score, "points": points, "decision": judgement.decision.rawValue,
            "mql_since": judgement.mqlDay, "crm_mql_since": explanation.crmMQL,
            "decided_by": explanation.decidedBy.rawValue, "judged_by": explanation.judgedBy.json,
            "turning_fact": turnValue, "value": priceValue,
            "rejected_because": explanation.rejectedBecause,
            "handover": JSONObject(explanation.checklist.map { ($0.key, $0.isAnswered) }),
            "again": explanation.again.map { again in
                JSONValue.members(["stage": again.stage.name, "day": again.day])
            },
        ]
        return (members + roundsValue).json
    }

    /// Only where there are several.
    private var roundsValue: JSONObject {
        guard !explanation.rounds.isEmpty else { return [:] }
        let rounds = explanation.rounds.map { round in
            JSONValue.members(["mql_since": round.mqlDay, "ended_on": round.end])
        }
        return ["rounds": rounds]
    }

    private var tagsValue: JSONValue {
        func tag(_ tag: Explanation.Tag?) -> JSONValue {
            guard let tag else { return .null }
            return .members([
                "key": tag.key, "reason": Self.plain.reason(tag.reason, names: Names()),
                "confidence": tag.confidence.rawValue,
            ])
        }
        return .members([
            "intent": tag(explanation.intent), "source": tag(explanation.source),
            "persona": tag(explanation.persona), "direction": explanation.direction.map(\.rawValue),
            "channels": explanation.channels.map(\.rawValue),
        ])
    }

    private static let plain = Wording(.en)

    private func criteria(_ criteria: [Explanation.Criterion]) -> JSONValue {
        .array(
            criteria.map { criterion in
                let asked = LeadExplanation(explanation).asked(criterion.asked)
                return .members([
                    "criterion": criterion.key, "holds": criterion.holds,
                    "seen": Self.plain.seen(criterion.seen, names: Names()), "asked": asked,
                    "since": criterion.since,
                ])
            })
    }

    private var points: JSONValue {
        .array(
            explanation.score.map { entry in
                .members([
                    "points": entry.points,
                    "reason": Self.plain.reason(entry.reason, names: Names()), "on": entry.on,
                    "times": entry.times, "faded_from": entry.fadedFrom,
                ])
            })
    }

    private var turnValue: JSONValue {
        guard let turn = explanation.turn else { return .null }
        return .members([
            turn.kind.isWithout ? "without" : "with": turn.fact, "decision": turn.decision.rawValue,
        ])
    }

    private var priceValue: JSONValue {
        guard let known = explanation.price else {
            let why = explanation.priceAbsence.map(LeadExplanation(explanation).whyNoPrice) ?? ""
            return .members(["value": JSONValue.null, "why": why])
        }
        return .members([
            "value": known.value, "low": known.low, "high": known.high,
            "currency": known.low.currency.code,
            "source_position": Double(known.sourcePosition) / 1000,
            "persona_position": Double(known.personaPosition) / 1000,
            "source_weight": known.weights.source, "persona_weight": known.weights.persona,
            "source_assumed": known.isSourceAssumed, "persona_assumed": known.isPersonaAssumed,
            "rule": "\(known.place)",
        ])
    }
}
