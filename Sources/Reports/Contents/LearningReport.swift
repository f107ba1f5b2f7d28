package import Analysis
internal import Funnels
internal import Intake
internal import Quantities
package import Valuation

/// What won leads had in common and lost ones had not: counts first, then how sure that is, and what a rule
/// book could make of it.
package struct LearningReport: Report {
    let learning: LearningFigures
    let changes: [RuleChange]
    package let context: ReportContext
    var isWon: Bool { learning.asked.goal == .won }
    var found: [Sign] { learning.signs.filter { $0.verdict == .found } }

    /// As many signs as a table shows, beside those that were found.
    private static let most = 15

    package init(
        _ learning: LearningFigures, _ changes: [RuleChange],
        _ context: ReportContext = ReportContext()
    ) {
        self.learning = learning
        self.changes = changes
        self.context = context
    }

    package var document: Document {
        let asOf = say.asOf(learning.question.observed)
        let book = "\(learning.ruleBook.name) \(learning.ruleBook.version)"
        var document = Document(
            (isWon
                ? say(
                    "What won and lost leads had in common",
                    "Wat gewonnen en verloren leads gemeen hadden")
                : say(
                    "What SQLs and lost leads had in common",
                    "Wat SQL's en verloren leads gemeen hadden"))
                + " · \(asOf) · " + book)
        document.add(.paragraph(summary))
        document.dataTable = Table(Self.dataFields, rows(learning.signs))
        guard learning.won > 0, learning.lost > 0 else { return document }
        if !learning.signs.isEmpty {
            document.add(.table(table(of: shown)), .lines(footnotes))
        }
        document.add(together + lateness)
        document.section(
            say("A hypothesis for the rule book", "Een hypothese voor het regelboek"), proposal)
        document.section(say(.blindSpots), .list(limits))
        document.section(
            say(.trust),
            .labelled([
                (say(.files), [rows]),
                (
                    say(.rules),
                    ["\(book) (\(learning.ruleBook.fingerprint.description.prefix(12)))"]
                ), context.again,
            ]))
        return document
    }

    private var rows: String {
        let rows = reading.tables.reduce(0) { $0 + $1.rows }
        let rejected = reading.tables.reduce(0) { $0 + $1.rejected }
        return say(
            "\(numbers.count(rows)) rows read, \(numbers.count(rejected)) rejected",
            "\(numbers.count(rows)) rijen gelezen, \(numbers.count(rejected)) geweigerd")
    }

    // MARK: In words

    /// What those that got there are called behind a number.
    var wonWord: String { isWon ? say("won", "gewonnen") : say(.sqls) }

    private var summary: String {
        guard learning.wonOf > 0 else {
            return isWon
                ? say(
                    "No file says who became a customer: add the deals, or rows with the stage won. Or learn "
                        + "from SQLs: --goal sql.",
                    "Geen bestand zegt wie klant werd: voeg de deals toe, of rijen met de fase won. Of leer van "
                        + "SQL's: --goal sql.")
                : say(
                    "No file says who became an SQL: add rows with the stage sql, or deals.",
                    "Geen bestand zegt wie SQL werd: voeg rijen met de fase sql toe, of deals.")
        }
        guard learning.lostOf > 0 else {
            return say(
                "No file says which leads came to nothing: add rows with the stage rejected or lost, or lost "
                    + "deals. Without those, nothing can be told apart.",
                "Geen bestand zegt welke leads op niets uitliepen: voeg rijen met de fase rejected of lost "
                    + "toe, of verloren deals. Zonder die valt er niets te onderscheiden.")
        }
        let (won, lost) = (of(learning.won, learning.wonOf), of(learning.lost, learning.lostOf))
        let tried = numbers.count(learning.tried)
        var text = say(
            "On \(won) \(wonWord) and \(lost) lost leads, \(tried) signs were tried. ",
            "Op \(won) \(wonWord) en \(lost) verloren leads zijn \(tried) tekens beproefd. ")
        let count = found.count
        text +=
            count == 0
            ? say(
                "None stands out more than chance explains.",
                "Geen steekt er meer uit dan toeval verklaart.")
            : say(
                "\(numbers.count(count)) \(count == 1 ? "stands" : "stand") out more than chance explains.",
                "\(numbers.count(count)) \(count == 1 ? "steekt" : "steken") er meer uit dan toeval verklaart."
            )
        return text + fewness
    }

    private func of(_ count: Int, _ all: Int) -> String {
        count == all
            ? numbers.count(count)
            : say(
                "the last \(numbers.count(count)) of \(numbers.count(all))",
                "de laatste \(numbers.count(count)) van \(numbers.count(all))")
    }

    /// What so few leads could show at all.
    private var fewness: String {
        guard learning.won + learning.lost < 200, learning.tried > 0 else { return "" }
        let (won, lost) = (numbers.count(learning.won), numbers.count(learning.lost))
        guard let least = learning.leastFound else {
            return say(
                " So few leads prove nothing: even a sign that all \(won) \(wonWord) and none of the \(lost) "
                    + "lost leads have would prove nothing after \(numbers.count(learning.tried)) tries.",
                " Zo weinig leads bewijzen niets: zelfs een teken dat alle \(won) \(wonWord) en geen van de "
                    + "\(lost) verloren leads hebben bewijst niets na \(numbers.count(learning.tried)) pogingen."
            )
        }
        let count = numbers.count(least)
        return say(
            " So few leads show only large differences: a sign that no lost lead has would have to be in "
                + "\(count) of the \(won) \(wonWord). What is not found here may be true all the same.",
            " Zo weinig leads tonen alleen grote verschillen: een teken dat geen verloren lead heeft zou in "
                + "\(count) van de \(won) \(wonWord) moeten zitten. Wat hier niet gevonden is, kan evengoed waar zijn."
        )
    }

    // MARK: The signs

    private var shown: [Sign] {
        let rest = learning.signs.filter { $0.verdict != .found }
        let found = found.prefix(2 * Self.most)
        return Array(found) + rest.prefix(max(0, Self.most - found.count))
    }

    func name(_ kind: Sign.Kind) -> String { say.sign(kind, names: learning.names) }

    private func table(of signs: [Sign]) -> Table {
        // Thousands have their total above the column, a handful beside each number.
        let isLarge = max(learning.won, learning.lost) >= 1000
        return Table(
            Self.signFields(isWon: isWon, of: isLarge ? (learning.won, learning.lost) : nil),
            rows(signs))
    }

    private func rows(_ signs: [Sign]) -> [SignRow] {
        signs.map { SignRow(sign: $0, names: learning.names) }
    }

    /// - Parameter total: how many won and lost leads there are, where that stands above the columns.
    static func signFields(isWon: Bool, of total: (won: Int, lost: Int)?) -> [Field<SignRow>] {
        func title(_ name: Phrase, _ all: Int?) -> Phrase {
            Wording.both { say in
                say.text(name)
                    + (all.map { say(" of ", " van ") + say.numbers.count($0) } ?? "")
            }
        }
        @Sendable func cell(_ part: Int, _ whole: Int) -> Cell {
            total == nil ? .phrase(Wording.both { $0.count(part, of: whole) }) : .count(part)
        }
        let won = isWon ? Phrase(en: "Won", nl: "Gewonnen") : Phrase("SQL")
        let shape = total == nil ? Table.Column.Shape.text : .number
        return [
            Field("sign", "Before hand-over", "Vóór overdracht", .sign, .text) {
                .phrase($0.name)
            },
            Field(.init("won", title(won, total?.won), .sign, shape)) {
                cell($0.sign.won, $0.sign.wonOf)
            },
            Field(
                .init(
                    "lost", title(Phrase(en: "Lost", nl: "Verloren"), total?.lost), .sign, shape)
            ) { cell($0.sign.lost, $0.sign.lostOf) },
            Field("odds_ratio", "Odds ×", "Kans ×", .sign, .range) { $0.odds },
            Field("points", .points, .sign) { .count($0.sign.points) },
            Field("chance_corrected", "By chance", "Toeval", .byChance) {
                .chance($0.sign.correctedChance)
            },
            Field("precision", isWon ? "Of all, won" : "Of all, SQL", "Van alle", .ofAll) {
                .share($0.sign.precision)
            },
            Field("verdict", .verdict, .byChance, .text) {
                switch $0.sign.verdict {
                case .found: .phrase(Phrase(en: "found", nl: "gevonden"))
                case .notShown: .dash
                case .late: .phrase(Phrase(en: "late?", nl: "later?"))
                }
            },
        ]
    }

    /// Everything, for a spreadsheet.
    static let dataFields: [Field<SignRow>] = [
        Field(data: "sign", .text) { .phrase($0.name) },
        Field(data: "won") { .count($0.sign.won) },
        Field(data: "won_of") { .count($0.sign.wonOf) },
        Field(data: "lost") { .count($0.sign.lost) },
        Field(data: "lost_of") { .count($0.sign.lostOf) },
        Field(data: "odds_ratio", .range) { $0.odds },
        Field(data: "points") { .count($0.sign.points) },
        Field(data: "chance") { .share($0.sign.chance) },
        Field(data: "chance_corrected") { .share($0.sign.correctedChance) },
        Field(data: "precision") { .share($0.sign.precision) },
        Field(data: "verdict", .text) { .text($0.sign.verdict.rawValue) },
    ]

    private var footnotes: [String] {
        let tried = numbers.count(learning.tried)
        var lines = [
            say(
                "Odds ×: how many times higher the odds are with it, with the range. Points: 10 × the weight "
                    + "of evidence, with half a lead added everywhere so that 0 is little and not nothing. By "
                    + "chance: of the signs that look at least this good, the part that chance alone gives in "
                    + "\(tried) tries.",
                "Kans ×: hoeveel keer hoger de kansverhouding ermee is, met het interval. Punten: 10 × het "
                    + "gewicht van het bewijs, met overal een halve lead erbij zodat 0 weinig is en niet niets. "
                    + "Toeval: van de tekens die er minstens zo goed uitzien het deel dat toeval alleen al geeft "
                    + "in \(tried) pogingen."
            ),
            base,
        ]
        if learning.same > 0 {
            let count = numbers.count(learning.same)
            lines.append(
                say(
                    "\(count) more say nothing: nearly all leads have them, or none do.",
                    "Nog \(count) zeggen niets: bijna elke lead heeft ze, of geen enkele."))
        }
        let small = found.count { abs($0.points) < 2 }
        if small > 0 {
            let count = numbers.count(small)
            lines.append(
                say(
                    "Of what was found \(count) give fewer than 2 points: true, and of little use.",
                    "Van wat gevonden is geven er \(count) minder dan 2 punten: waar, en van weinig nut."
                ))
        }
        let twins = shown.filter { !$0.same.isEmpty }
        lines += twins.prefix(3).map { sign in
            let others = sign.same.prefix(3).map(name).joined(separator: ", ")
            return say(
                "\(name(sign.kind)) cannot be told apart from: \(others).",
                "\(name(sign.kind)) is niet te onderscheiden van: \(others).")
        }
        if !learning.reasons.isEmpty {
            let reasons = learning.reasons.prefix(6).map { reason in
                let name = reason.reason.map { learning.names.name(of: $0, in: say.language) }
                return "\(name ?? "–") \(numbers.count(reason.count))"
            }.joined(separator: ", ")
            lines.append(
                say(
                    "Why lost leads were turned down: \(reasons).",
                    "Waarom verloren leads zijn afgewezen: \(reasons)."))
        }
        if case .older(let days) = learning.lostMeans {
            let time = say.count(days, .day)
            lines.append(
                say(
                    "No file says which leads were lost. Only leads at least \(time) old count, the time in "
                        + "which nine of ten got there; those that did not are taken as lost.",
                    "Geen bestand zegt welke leads verloren zijn. Alleen leads van minstens \(time) oud tellen, "
                        + "de tijd waarin negen van de tien er kwamen; wie er niet kwam geldt als verloren."
                ))
        }
        return lines
    }

    private var base: String {
        let rate = learning.base.rate
        let share = numbers.fixed(rate * 100, decimals: rate < 0.05 ? 2 : 1) + "%"
        let origin =
            switch learning.base.origin {
            case .ownMQLs(let count, let all):
                say(
                    "\(say.count(count, of: all)) MQLs that got there or had their time in full",
                    "\(say.count(count, of: all)) MQL's die er kwamen of hun hele tijd hebben gehad"
                )
            case .ownLeads(let count, let all):
                say(
                    "\(say.count(count, of: all)) leads that got there or had their time in full",
                    "\(say.count(count, of: all)) leads die er kwamen of hun hele tijd hebben gehad"
                )
            case .given: say("as you said", "zoals u zei")
            case .picked:
                say(
                    "what the rule book says, because these files hold only decided leads, as a selection does, "
                        + "and tell no share; give yours with --base",
                    "wat het regelboek zegt, omdat deze bestanden alleen besliste leads hebben, zoals een "
                        + "selectie, en geen deel zeggen; geef het uwe met --base"
                )
            case .ruleBook:
                say(
                    "what the rule book says, as your own is not known",
                    "wat het regelboek zegt, want uw eigen is niet bekend")
            }
        let text = say(
            "Of all: the share that gets there of all leads that have the sign, where \(share) of all do (\(origin)).",
            "Van alle: het deel dat er komt van alle leads met het teken, waar \(share) van alle er komt (\(origin))."
        )
        let picked = Double(learning.won) / Double(max(1, learning.won + learning.lost))
        guard picked > 2 * rate else { return text }
        return text
            + say(
                " Among the leads above it is higher only because so few lost ones were picked.",
                " Onder de leads hierboven is het alleen hoger doordat er zo weinig verloren leads bij gekozen zijn."
            )
    }
}

/// A sign, and what things are called.
struct SignRow {
    let sign: Sign
    let names: Names

    var name: Phrase { Wording.both { $0.sign(sign.kind, names: names) } }
    var odds: Cell { .ratios(sign.oddsRatio, low: sign.oddsLow, high: sign.oddsHigh) }
}

extension Wording {
    /// What a lead had or did: `source Google Ads`, `price page, 3 or more`.
    func sign(_ kind: Sign.Kind, names: Names) -> String {
        func name(_ key: String) -> String { names.name(of: key, in: language) }
        switch kind {
        case .source(let key): return self("source ", "bron ") + text(names.phrase(for: key))
        case .field(let field, .isOneOf(let words)) where words.count == 1:
            return "\(name(field)): \(words[0])"
        case .field(let field, .words(let words)) where words.count == 1:
            return "\(name(field)): …\(words[0])…"
        case .field(let field, let test):
            return asked([FieldTest(field: field, test: test)], names: names)
        case .action(let key, let times):
            return times == 1
                ? name(key)
                : self("\(name(key)), \(times) or more", "\(name(key)), \(times) of meer")
        case .content(let text): return text.quoted
        case .visits(let count):
            return self("\(count) or more visits", "\(count) of meer bezoeken")
        }
    }
}
