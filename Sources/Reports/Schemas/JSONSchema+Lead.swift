internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// The documents of one lead: why it is an MQL or not, and of several that are judged.
extension JSONSchema {
    fileprivate typealias M = JSONMember

    static let tag = JSONForm(
        "tag", "What a lead was tagged with.",
        [
            M("key", .text, "The tag."), M("reason", .text, "Why."),
            M("confidence", .text, "How sure that is, as a code."),
        ])

    static let criterion = JSONForm(
        "criterion", "A criterion, held against a lead.",
        [
            M("criterion", .text, "Which one."), M("holds", .flag, "Whether it is met."),
            M("seen", .text, "What was seen."), M("asked", .text, "What is asked."),
            M("since", .maybe(.day), "Since when it is met."),
        ])

    static let explained = JSONForm(
        "explanation", "Why a lead is what it is.",
        [
            M("lead_id", .text, "Its id."),
            M("other_ids", .list(.text), "Other ids of the same person."),
        ] + days + [
            M(
                "tags",
                .object(
                    JSONForm(
                        "tags", "What it was tagged with.",
                        [
                            M("intent", .maybe(.object(tag)), "How far it is in buying."),
                            M("source", .maybe(.object(tag)), "Where it came from."),
                            M("persona", .maybe(.object(tag)), "Which role it has in buying."),
                            M("direction", .maybe(.text), "inbound or outbound."),
                            M("channels", .list(.text), "By what it came in."),
                        ])), "What it was tagged with."),
            M("profile", .keyed(.flag), "Whether required fields are filled, by field."),
            M("disqualified_by", .maybe(.text), "The rule that turns it down."),
            M("grade", .text, "How well it fits: A, B or C."),
            M("fit", .list(.object(criterion)), "Criteria of who it is."),
            M("engagement", .list(.object(criterion)), "Criteria of what it did."),
            M("score", .whole, "Its points."),
            M(
                "points",
                .list(
                    .object(
                        JSONForm(
                            "points", "Points that it has for something.",
                            [
                                M("points", .whole, "How many."), M("reason", .text, "For what."),
                                M("on", .maybe(.day), "On which day."),
                                M("times", .whole, "How often."),
                                M(
                                    "faded_from", .maybe(.whole),
                                    "How many they were before they faded."),
                            ]))), "Where its points come from."),
            M("decision", .words(Decision.self), "What it is."),
            M("mql_since", .maybe(.day), "Since when it is an MQL."),
            M("crm_mql_since", .maybe(.day), "The same by the CRM."),
            M("decided_by", .words(Decider.self), "Whether rules or the CRM decide."),
            M("judged_by", .object(.ruleBook), "The rule book."),
            M(
                "turning_fact",
                .maybe(
                    .object(
                        JSONForm(
                            "turning_fact",
                            "One fact with or without which it would be something else.",
                            [
                                M("with?", .text, "A fact that is not there."),
                                M("without?", .text, "A fact that is."),
                                M("decision", .words(Decision.self), "What it would be then."),
                            ]))), "What would turn it."),
            M(
                "value",
                .object(
                    JSONForm(
                        "guide_price", "Its guide price in the market.",
                        [
                            M("value", .maybe(.money), "The place in the band."),
                            M("why?", .text, "Why there is none."), M("low?", .money, "At least."),
                            M("high?", .money, "At most."),
                            M("currency?", .text, "Of these amounts."),
                            M("source_position?", .number, "How high its source puts it, of 1."),
                            M("persona_position?", .number, "How high its persona does."),
                            M("source_weight?", .whole, "How much the source counts."),
                            M("persona_weight?", .whole, "How much the persona counts."),
                            M("source_assumed?", .flag, "Whether the source is not known."),
                            M("persona_assumed?", .flag, "Whether the persona is not known."),
                            M("rule?", .text, "Where the rule stands."),
                        ])), "Its guide price."),
            M("rejected_because", .maybe(.text), "Why sales turned it down."),
            M("handover", .keyed(.flag), "Which questions sales answered, by question."),
            M(
                "again",
                .list(
                    .object(
                        JSONForm(
                            "stage_again", "A stage that it reached again.",
                            [M("stage", .text, "Which one."), M("day", .day, "When.")]))),
                "Stages reached again."),
            M(
                "rounds?",
                .list(
                    .object(
                        JSONForm(
                            "round", "A time in which it counts.",
                            [
                                M("mql_since", .maybe(.day), "Since when it was an MQL."),
                                M("ended_on", .maybe(.day), "When that ended."),
                            ]))), "Where it counts more than once."),
            M("objections?", .text, "Over HTTP: whether it was looked up who has objected."),
            M("assumed?", .list(.text), "Over HTTP: fields that were not sent, and assumed."),
            M("caution?", .text, "Over HTTP: what is not shown of the score."),
            M("ignored?", .list(.text), "Over HTTP: fields that were sent and not known."),
        ])

    static let objected = JSONForm(
        "objected", "Somebody who has objected, and is not judged.",
        [
            M("lead_id", .text, "Which lead."), M("objected", .flag, "That it has."),
            M("objections", .text, "Whether it was looked up who has objected."),
            M("ignored?", .list(.text), "Fields that were sent and not known."),
        ])

    static let explanation = JSONSchema(
        "mql.explanation/1",
        Phrase(
            en: "Why a lead is what it is, from explain and from judging over HTTP.",
            nl: "Waarom een lead is wat hij is, van explain en van beoordelen over HTTP."),
        explained, objected)

    static let judgements = JSONSchema(
        "mql.judgements/1",
        Phrase(
            en: "Several leads that were judged over HTTP.",
            nl: "Meer leads die over HTTP zijn beoordeeld."),
        JSONForm(
            "judgements", "Leads that were judged.",
            [
                M("ignored", .list(.text), "Fields that were sent and not known."),
                M("leads", .list(.either(explanation.forms)), "The leads."),
            ]))
}
