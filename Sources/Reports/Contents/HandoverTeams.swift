internal import Analysis
internal import Funnels
internal import Quantities

/// How each sales team follows up what it gets, beside what its sources let expect of it.
struct HandoverTeams {
    let teams: TeamFigures
    let total: HandoverFigures.Row
    let knowsAttempts: Bool
    let say: Wording

    private var numbers: NumberFormat { say.numbers }

    /// A row of the table: of a team, or of all of them.
    struct Row {
        let followUp: HandoverFigures.Row
        let conversion: Known<EstimatedRate>
        /// Nil for the total.
        let team: TeamFigures.Row?
    }

    /// For people, and the same with all columns for a spreadsheet.
    var table: Table { table(Self.fields(knowsAttempts: knowsAttempts)) }
    var dataTable: Table {
        table(Self.fields(knowsAttempts: knowsAttempts, forData: true))
    }

    private func table(_ fields: [Field<Row>]) -> Table {
        let rows =
            teams.rows.map { Row(followUp: $0.followUp, conversion: $0.conversion, team: $0) }
            + [Row(followUp: total, conversion: teams.all, team: nil)]
        return Table(fields, rows, hasTotal: true)
    }

    static func fields(knowsAttempts: Bool, forData: Bool = false) -> [Field<Row>] {
        func ofFollowUp(_ fields: [Field<HandoverFigures.Row>]) -> [Field<Row>] {
            fields.map { field in Field<Row>(field.column) { field.cell($0.followUp) } }
        }
        let attempts = ofFollowUp(HandoverReport.attemptFields)
        let fields: [Field<Row>] =
            [
                Field("team", "Team", "Team", .team, .text) { .phrase($0.followUp.label) },
                Field("mqls", .mqls, .mql) { .of($0.followUp.mqls) },
                Field("contacted_share", "Spoken to", "Gesproken", .contacted) {
                    .share($0.followUp.contacted.value, of: $0.followUp.mqls.value)
                },
                Field("in_time", "In time", "Op tijd", .inTime) {
                    $0.followUp.inTime.value.map { .share($0.contacted, of: $0.of) } ?? .dash
                },
            ] + (knowsAttempts ? attempts : []) + [
                Field("sqls", .sqls, .sql) { .of($0.followUp.sqls) },
                Field("sql_of_mql", .conversion, .range, .range) { .of($0.conversion) { .of($0) } },
                Field("with_this_mix", "With this mix", "Met deze mix", .mix) {
                    $0.team?.mix.value.map { .share($0.share) } ?? .dash
                },
                Field("beyond_the_sources", "Beyond that", "Los daarvan", .mix, .text) {
                    $0.team.map { Self.word($0.verdict) } ?? .dash
                },
            ]
        guard forData else { return fields }
        return fields + (knowsAttempts ? ofFollowUp(HandoverReport.attemptData) : []) + [
            Field(data: "expected_sqls") {
                $0.team?.mix.value.map { .decimal($0.expected) } ?? .dash
            },
            Field(data: "observed_to_expected", .range) {
                $0.team?.mix.value.map {
                    .range($0.ratio, low: $0.low, high: $0.high)
                } ?? .dash
            },
        ]
    }

    private static func word(_ verdict: TeamFigures.Verdict) -> Cell {
        let phrase: Phrase? =
            switch verdict {
            case .none: nil
            case .tooFew: .tooFew
            case .ownSources: Phrase(en: "own sources", nl: "eigen bronnen")
            case .noDifference: Phrase(en: "no difference shown", nl: "geen verschil aangetoond")
            case .more: Phrase(en: "more SQLs", nl: "meer SQL's")
            case .fewer: Phrase(en: "fewer SQLs", nl: "minder SQL's")
            case .notKnown: Phrase(en: "not known", nl: "niet bekend")
            }
        return phrase.map { .word($0, code: verdict.rawValue) } ?? .dash
    }

    /// What is to be said of each team, before anybody is blamed, and of what the table cannot show.
    var lines: [String] { teams.rows.compactMap(line) + notes }

    private func line(_ row: TeamFigures.Row) -> String? {
        let team = say(row.followUp.label)
        switch row.verdict {
        case .none, .notKnown: return nil
        case .tooFew:
            let count = numbers.fixed(row.maturedEquivalent, decimals: 1)
            return say(
                "\(team): too few MQLs had their time (\(count)) to say more.",
                "\(team): te weinig MQL's hadden tijd genoeg (\(count)) om meer te zeggen.")
        case .ownSources:
            return say(
                "\(team): more than half of its MQLs are of sources that no other team has: what comes of the team and "
                    + "what of the sources cannot be told apart.",
                "\(team): meer dan de helft van de MQL's komt van bronnen die geen ander team heeft: wat aan het team "
                    + "ligt en wat aan de bronnen, is niet te scheiden.")
        case .noDifference, .more, .fewer: break
        }
        guard let mix = row.mix.value else { return nil }
        let points = numbers.points(mix.difference)
        let explained = numbers.points(mix.bySources)
        let range =
            "\(numbers.ratio(mix.ratio)), \(numbers.ratio(mix.low))–\(numbers.ratio(mix.high))"
        let what =
            switch row.verdict {
            case .more:
                say(
                    "beyond that it brings more SQLs than expected",
                    "los daarvan brengt het meer SQL's dan verwacht")
            case .fewer:
                say(
                    "beyond that it brings fewer SQLs than expected",
                    "los daarvan brengt het minder SQL's dan verwacht")
            default:
                say(
                    "no difference shown beyond that",
                    "los daarvan geen verschil aangetoond")
            }
        return say(
            "\(team): \(points) points compared with all teams, of which its sources explain "
                + "\(explained); \(what) (SQLs ÷ expected \(range))\(spokenTo(row)).",
            "\(team): \(points) punten vergeleken met alle teams, waarvan de bronnen er \(explained) "
                + "verklaren; \(what) (SQL's ÷ verwacht \(range))\(spokenTo(row)).")
    }

    /// Of a team that differs, how it follows up beside all of them.
    private func spokenTo(_ row: TeamFigures.Row) -> String {
        func share(_ row: HandoverFigures.Row) -> String? {
            guard let contacted = row.contacted.value, let mqls = row.mqls.value, mqls > 0 else {
                return nil
            }
            return numbers.share(Double(contacted) / Double(mqls))
        }
        guard row.verdict != .noDifference, let own = share(row.followUp), let all = share(total)
        else { return "" }
        return say(
            "; spoken to: \(own), all teams \(all)", "; gesproken: \(own), alle teams \(all)")
    }

    private var notes: [String] {
        var lines = [
            say(
                "With this mix: the share to be expected if the MQLs of each source became SQLs as those of "
                    + "all teams do, for the part of their time that they had. Beyond that: what is left once the "
                    + "sources are allowed for. Look first at who was spoken to and how soon: a source is not to "
                    + "blame for leads that nobody called.",
                "Met deze mix: het deel dat te verwachten is als de MQL's van elke bron SQL worden zoals bij "
                    + "alle teams, voor het deel van hun tijd dat ze hadden. Los daarvan: wat overblijft als de "
                    + "bronnen zijn meegerekend. Kijk eerst wie gesproken is en hoe snel: een bron kan er niets "
                    + "aan doen als niemand belt.")
        ]
        if !teams.knowsSizes {
            lines.append(
                say(
                    "How many sellers a team has is not known: a team may be one person. Teams with fewer than ten "
                        + "MQLs are put together as (small teams). There are no figures per seller.",
                    "Hoeveel verkopers een team heeft is niet bekend: een team kan één persoon zijn. Teams met minder "
                        + "dan tien MQL's staan samen als (kleine teams). Cijfers per verkoper zijn er niet."
                )
            )
        } else if teams.smallTeams > 0 {
            lines.append(
                say(
                    "Teams of which one or two sellers have the MQLs are put together as (small teams), with the "
                        + "next smallest where that would still be of fewer than three.",
                    "Teams waarvan één of twee verkopers de MQL's hebben staan samen als (kleine teams), met het "
                        + "eerstvolgende kleinste waar dat er nog geen drie zouden zijn."))
        }
        return lines
    }
}

extension HandoverReport {
    /// How often sales tried to reach the MQLs of a row.
    static let attemptFields: [Field<HandoverFigures.Row>] = [
        Field("attempts_per_mql", "Tries per MQL", "Pogingen/MQL", .attempts) {
            $0.attempts.perMQL.map(Cell.decimal) ?? .dash
        },
        Field("attempts_per_sql", "Tries per SQL", "Pogingen/SQL", .attempts) {
            $0.attempts.perSQL.map(Cell.decimal) ?? .dash
        },
    ]

    static let attemptData: [Field<HandoverFigures.Row>] = [
        Field(data: "attempts") { $0.attempts.mqls > 0 ? .count($0.attempts.sum) : .dash },
        Field(data: "attempts_known") { .count($0.attempts.mqls) },
    ]

    /// Of how many MQLs the attempts are known, and of which day they are.
    var attemptNote: String? {
        guard handover.knowsAttempts, let mqls = handover.total.mqls.value else { return nil }
        let attempts = handover.total.attempts
        let (known, all) = (numbers.count(attempts.mqls), say.count(mqls, .mql))
        return say(
            "Tries: how often sales tried to reach them, as of the export, known of \(known) of \(all). Per SQL: "
                + "all tries on those, also on MQLs that became none, ÷ their SQLs.",
            "Pogingen: hoe vaak sales hen probeerde te bereiken, naar de stand van de export, bekend van \(known) van "
                + "de \(all). Per SQL: alle pogingen bij hen, ook bij MQL's die het niet werden, ÷ hun SQL's."
        )
    }

    private var teamSection: HandoverTeams? {
        guard let teams = handover.teams, !teams.rows.isEmpty else { return nil }
        return HandoverTeams(
            teams: teams, total: handover.total, knowsAttempts: handover.knowsAttempts, say: say)
    }

    /// What a spreadsheet has below the rows by source.
    var teamData: [Table] { teamSection.map { [$0.dataTable] } ?? [] }

    /// The table by team with what is to be said of it; nothing where no file says which team has a lead.
    var teams: [Document.Block] {
        teamSection.map { [.table($0.table), .lines($0.lines)] } ?? []
    }

    /// The same for programs.
    var teamsJSON: JSONValue? {
        guard let teams = handover.teams else { return nil }
        let all = teams.all
        return .members([
            "rows": teams.rows.map(json),
            "sql_of_mql": JSONValue.members([
                "rate": all.map(\.rate), "low": all.map(\.low), "high": all.map(\.high),
            ]), "small_teams": teams.smallTeams, "knows_sizes": teams.knowsSizes,
        ])
    }

    private func json(_ team: TeamFigures.Row) -> JSONValue {
        let (rate, mix) = (team.conversion, team.mix)
        let kind =
            switch team.kind {
            case .team: "team"
            case .small: "small_teams"
            case .noTeam: "no_team"
            }
        return .members([
            "kind": kind, "follow_up": row(team.followUp),
            "sql_of_mql": JSONValue.members([
                "had_time": team.maturedEquivalent, "rate": rate.map(\.rate),
                "low": rate.map(\.low), "high": rate.map(\.high),
            ]),
            "with_this_mix": JSONValue.members([
                "share": mix.map(\.share), "expected_sqls": mix.map(\.expected),
                "observed_sqls": mix.map(\.observed),
                "observed_to_expected": mix.map(\.ratio),
                "low": mix.map(\.low), "high": mix.map(\.high),
                "difference": mix.map(\.difference), "by_sources": mix.map(\.bySources),
                "adjusted_p": mix.value?.adjustedP,
            ]), "verdict": team.verdict.rawValue,
        ])
    }
}
