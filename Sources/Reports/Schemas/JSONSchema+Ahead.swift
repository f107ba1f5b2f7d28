internal import Analysis
internal import Intake
internal import Quantities

/// The documents of what is decided, handed over and to come.
extension JSONSchema {
    fileprivate typealias M = JSONMember

    static let decided = JSONForm(
        "decision", "A decision, and what came of it.",
        [
            M("number", .whole, "Its number."), M("on", .day, "When it was taken."),
            M("text", .text, "What was decided."), M("by", .maybe(.text), "By whom, as a role."),
            M("source", .maybe(.text), "About which source."),
            M("until", .maybe(.day), "Until when."), M("due", .flag, "Whether that day has come."),
            M("aim", .maybe(.text), "What it aims at, as a code."),
            M("amount", .maybe(.money), "The amount of that."),
            M("state", .text, "Whether it was carried out, as a code."),
            M("from", .maybe(.day), "From which day that was looked at."),
            M("to", .maybe(.day), "To which day."),
            M("spend", .maybe(.money), "Spend of those days."),
            M("mqls", .maybe(.whole), "MQLs of those days."),
            M("per_mql", .maybe(.money), "What an MQL cost."),
            M("per_mql_low", .maybe(.money), "The lower end of its range."),
            M("per_mql_high", .maybe(.money), "The upper end."),
            M("expected", .maybe(.number), "MQLs that were expected."),
            M("expected_low", .maybe(.number), "The lower end of that."),
            M("expected_high", .maybe(.number), "The upper end."),
            M("came", .maybe(.whole), "MQLs that came."),
            M("saved", .maybe(.money), "What was saved."),
            M("closed", .maybe(.text), "How it was closed, as a code."),
            M("closed_on", .maybe(.day), "When."), M("note", .maybe(.text), "What was noted then."),
        ])

    static let decisions = JSONSchema(
        "mql.decisions/1",
        Phrase(
            en: "What was decided, and what came of it, from decide.",
            nl: "Wat is besloten en wat ervan kwam, van decide."),
        JSONForm(
            "decisions", "What was decided, and what came of it.",
            [
                M("as_of", .day, "Up to which day everything counts."),
                M("data_until", .maybe(.day), "To which day the data go."),
                M("currency", .text, "Of all amounts."),
                M("decisions", .list(.object(decided)), "Each decision."),
            ]))

    static let digest = JSONSchema(
        "mql.digest/1",
        Phrase(
            en: "What changed since the last digest, from digest.",
            nl: "Wat er veranderde sinds de vorige keer, van digest."),
        JSONForm(
            "digest", "What changed beyond chance.",
            [
                M("as_of", .day, "Up to which day everything counts."),
                M("data_until", .maybe(.day), "To which day the data go."),
                M("currency", .text, "Of all amounts."),
                M("since", .maybe(.day), "Of which day the last one was."),
                M("spend", .maybe(.money), "Spend since then."),
                M("mqls", .maybe(.whole), "MQLs since then."),
                M("recent_from", .maybe(.day), "From which day it is held against before."),
                M("recent_to", .maybe(.day), "To which day."),
                M("before_from", .maybe(.day), "From which day before is."),
                M("before_to", .maybe(.day), "To which day."),
                M(
                    "changes",
                    .list(
                        .object(
                            JSONForm(
                                "digest_change", "Something that changed.",
                                [
                                    M("kind", .text, "What, as a code."),
                                    M("text", .text, "In words."),
                                ]))),
                    "What changed."),
            ]))

    static let about = JSONSchema(
        "mql.about/1",
        Phrase(
            en: "One page for whoever takes it over, from about.",
            nl: "Eén pagina voor wie het overneemt, van about."),
        JSONForm(
            "about", "What whoever takes it over has to know.",
            [
                M("as_of", .day, "Up to which day everything counts."),
                M("data_until", .maybe(.day), "To which day the data go."),
                M(
                    "files",
                    .list(
                        .object(
                            JSONForm(
                                "about_file", "A file, or the imports of one kind.",
                                [
                                    M("file", .text, "Its name."),
                                    M(
                                        "product", .maybe(.text),
                                        "Of which program it is an export."),
                                    M("kinds", .list(.words(FactKind.self)), "What it has."),
                                    M("rows", .whole, "Its rows."),
                                    M("until", .maybe(.day), "To which day it goes."),
                                    M("how", .maybe(.text), "How it is made."),
                                    M("imports", .maybe(.whole), "How often it was imported."),
                                    M("rhythm_days", .maybe(.whole), "Every so many days."),
                                ]))), "The files."),
                M(
                    "answers",
                    .list(
                        .object(
                            JSONForm(
                                "about_answer", "What the firm said of itself.",
                                [
                                    M("key", .text, "What was asked."),
                                    M("value", .text, "The answer."),
                                    M("by", .maybe(.text), "By whom, as a role."),
                                    M("on", .maybe(.day), "On which day."),
                                ]))), "What the firm said of itself."),
                M(
                    "rule_book",
                    .object(
                        JSONForm(
                            "signed_rule_book", "The rule book and who signed it.",
                            [
                                M("name", .text, "Its name."), M("version", .whole, "Its version."),
                                M("fingerprint", .text, "Of all that it says."),
                                M("signed_on", .maybe(.day), "When it was signed."),
                                M("signed_by", .list(.text), "By whom."),
                                M(
                                    "is_as_signed", .maybe(.flag),
                                    "Whether it still says what was signed."),
                            ])), "The rule book."),
                M("decisions", .list(.object(decided)), "Open decisions."),
                M(
                    "tokens",
                    .list(
                        .object(
                            JSONForm(
                                "token", "Who may use the service.",
                                [
                                    M("name", .text, "What it is called."),
                                    M("role", .text, "What it may see."),
                                    M("until", .maybe(.day), "Its last day."),
                                ]))), "Who may use the service."),
                M("backups", .maybe(.list(.text)), "Copies of the workspace; null without one."),
                M("own_files", .list(.text), "Files of the firm's own beside the data."),
            ]))

    private static func expected(_ name: String, _ low: JSONShape) -> JSONForm {
        JSONForm(
            name, "What is expected, and the ends of its 80% range.",
            [
                M("expected", .maybe(.number), "On average."),
                M("low80", .maybe(low), "The lower end."),
                M("high80", .maybe(low), "The upper end."),
            ])
    }

    private static let counted = expected("expected_count", .whole)
    private static let money = expected("expected_amount", .money)

    private static let held = counted.renamed("held").with([
        M("came", .whole, "What came."), M("inside", .flag, "Whether that lies in the range."),
    ])

    private static let month = JSONForm(
        "forecast_month", "A month, or all of them.",
        [
            M("from", .day, "Its first day."), M("to", .day, "Its last day."),
            M("mqls", .object(counted), "MQLs."), M("sqls", .maybe(.object(counted)), "SQLs."),
            M("won", .maybe(.object(counted)), "Customers."),
            M("margin", .maybe(.object(money)), "Their margin."),
            M("turnover", .maybe(.object(money)), "Their turnover."),
        ])

    /// Beside the figures of what was.
    static let ahead = JSONForm(
        "ahead", "What is to come, and what tests showed.",
        [
            M("months", .list(.object(month)), "Three months, of which the first is not over."),
            M("total", .maybe(.object(month)), "All of them; null where too little is known."),
            M(
                "tests",
                .list(
                    .object(
                        JSONForm(
                            "test_read", "A test of what a source causes.",
                            [
                                M("name", .text, "Its name in mql.yaml."),
                                M("source", .text, "The source."),
                                M("verdict", .text, "What is decided, as a code."),
                                M(
                                    "share", .maybe(.number),
                                    "Of what it has to its credit, what it causes."),
                                M("low", .maybe(.number), "The lower end of its range."),
                                M("high", .maybe(.number), "The upper end."),
                            ]))), "Tests that have begun."),
            M("unread", .list(.text), "Names of tests that cannot be read here."),
        ])

    /// The days that half of those take that take a step.
    private static func step(_ key: String, _ what: String) -> [JSONMember] {
        [
            M(key, .maybe(.whole), "\(what): the days of half."),
            M("\(key)_low50", .maybe(.whole), "The least days of the half in the middle."),
            M("\(key)_high50", .maybe(.whole), "The most days of these."),
            M("\(key)_of", .maybe(.whole), "Of how many."),
        ]
    }

    static let forecast = JSONSchema(
        "mql.forecast/1",
        Phrase(
            en: "What a period to come will bring, from forecast.",
            nl: "Wat een komende periode zal brengen, van forecast."),
        JSONForm(
            "forecast", "What a period to come will bring.",
            [
                M("as_of", .day, "Up to which day everything counts."),
                M("data_until", .maybe(.day), "To which day the data go."),
                M(
                    "observed_until", .maybe(.day),
                    "Up to which day it is known what became of MQLs."),
                M("unit", .words(CountedUnit.self), "What counts as one."),
                M("currency", .text, "Of all amounts."), M("from", .day, "The first day to come."),
                M("to", .day, "The last."), M("months", .list(.object(month)), "Each month."),
                M("total", .object(month), "All together."),
                M("sqls_so_far", .maybe(.number), "SQLs that are there."),
                M("sqls_in_pipe", .maybe(.number), "SQLs of MQLs that are there."),
                M("sqls_to_come", .maybe(.number), "SQLs of MQLs to come."),
                M("customers_so_far", .maybe(.number), "Customers that are there."),
                M("customers_of_open_sqls", .maybe(.number), "Customers of SQLs that are open."),
                M("customers_of_mqls", .maybe(.number), "Customers of MQLs that are there."),
                M("customers_to_come", .maybe(.number), "Customers of MQLs to come."),
                M("plan_lacks", .maybe(.text), "Why a plan is not held against it, as a code."),
                M(
                    "goals",
                    .list(
                        .object(
                            JSONForm(
                                "forecast_goal", "What is planned, and the chance to reach it.",
                                [
                                    M("of", .text, "Of what."),
                                    M("planned", .whole, "What is planned."),
                                    M("expected", .number, "What is expected."),
                                    M("chance", .number, "That it is reached."),
                                ]))), "The plan."),
                M(
                    "gap",
                    .maybe(
                        .object(
                            JSONForm(
                                "gap", "What is short of the plan, and what would fill it.",
                                [
                                    M("sqls", .number, "SQLs that are short."),
                                    M("source", .text, "The source to fill it by."),
                                    M("mqls", .whole, "MQLs of it that takes."),
                                    M("cost", .money, "What those cost."),
                                    M("waiting", .maybe(.whole), "MQLs that wait for a call."),
                                ]))), "Null where nothing is short."),
                M(
                    "velocity",
                    .list(
                        .object(
                            JSONForm(
                                "velocity", "How fast a source goes.",
                                [M("source", .text, "Which one.")]
                                    + step("to_mql", "From lead to MQL")
                                    + step("to_contacted", "From there until it is spoken to")
                                    + step("to_sql", "From MQL to SQL")
                                    + step("to_customer", "From there to a customer")))),
                    "How fast each source goes."),
                M(
                    "contacts_lack", .maybe(.text),
                    "Why it is not known when MQLs are spoken to, as a code."),
                M(
                    "past",
                    .list(
                        .object(
                            JSONForm(
                                "forecast_before",
                                "What it would have said before, against what came.",
                                [
                                    M("from", .day, "The first day."), M("to", .day, "The last."),
                                    M("mqls", .object(held), "MQLs."),
                                    M("sqls", .maybe(.object(held)), "SQLs."),
                                    M("won", .maybe(.object(held)), "Customers."),
                                ]))), "How it did before."),
                M("learned_from_months", .whole, "Months that it learned from."),
                M("knows_season", .flag, "Whether those show the seasons."),
            ]))
}
