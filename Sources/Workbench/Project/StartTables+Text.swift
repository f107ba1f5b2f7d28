internal import Intake
internal import Leads
package import Quantities
internal import Reports

/// What is said of tables that are not known.
extension StartTables {
    /// What it is, and how much of it there is.
    package static func head(_ table: Table) -> Phrase {
        let (name, rows) = (table.name.visible, table.proposal.rows)
        let kind = kind(table.proposal)
        let others = table.alike.map(\.name.visible).joined(separator: ", ")
        let also =
            others.isEmpty
            ? Phrase("") : Phrase(en: ", and \(others) with it,", nl: ", met \(others),")
        return Phrase(
            en:

                "\(name) (\(NumberFormat(.en).count(rows)) rows)\(also.en) is not a table that is known "
                + "here. Going by its columns, it seems to hold \(kind.en):",
            nl:

                "\(name) (\(NumberFormat(.nl).count(rows)) rijen)\(also.nl) is geen tabel die hier bekend "
                + "is. Naar de kolommen te oordelen bevat het \(kind.nl):")
    }

    /// What each column is taken to be, and what is not found; a line each.
    package static func lines(_ table: Table) -> [Phrase] {
        let proposal = table.proposal
        var lines = proposal.lines.compactMap { line(proposal.kind, $0) }
        lines += proposal.stages.compactMap { line in
            line.column.map { column in
                seen(
                    column, line.examples,
                    Phrase(
                        en: "the day it became \(line.field)",
                        nl: "de dag waarop het \(line.field) werd"))
            }
        }
        let told = Set(proposal.lines.compactMap(\.column))
        var more: [String] = []
        for line in proposal.beside.flatMap(\.lines) {
            guard let column = line.column, !told.contains(column), !more.contains(column),
                let meaning = beside[line.field]
            else { continue }
            more.append(column)
            lines.append(seen(column, line.examples, meaning))
        }
        lines += (proposal.lines + proposal.beside.flatMap(\.lines)).compactMap(\.why).map {
            Phrase(en: "\($0.en).", nl: "\($0.nl).")
        }
        if let beyond = proposal.beside.first(where: \.isBeyondMQL),
            let day = beyond.lines.last?.column
        {
            lines.append(
                Phrase(
                    en:
                        "Leads beyond MQL count as MQL from \(day.quoted): nothing says since when they were one.",
                    nl:

                        "Leads die voorbij MQL zijn tellen als MQL vanaf \(day.quoted): niets zegt sinds wanneer ze "
                        + "dat waren."
                ))
        }
        lines += forms(proposal)
        if !proposal.others.isEmpty {
            let names = proposal.others.prefix(12).map(\.quoted).joined(separator: ", ")
            let rest = proposal.others.count - 12
            lines.append(
                Phrase(
                    en: "Left out: \(names)\(rest > 0 ? " and \(rest) more" : "").",
                    nl: "Blijft weg: \(names)\(rest > 0 ? " en nog \(rest)" : "")."))
        }
        lines += proposal.lacking.map {
            Phrase(en: "Not found: \($0.en).", nl: "Niet gevonden: \($0.nl).")
        }
        return lines
    }

    /// What there is to answer.
    package static let choices = [
        Phrase(en: "yes, read it like this", nl: "ja, lees het zo"),
        Phrase(en: "no, leave it out", nl: "nee, laat het weg"),
        Phrase(
            en: "edit: write the mapping to a file, for me to change",
            nl: "bewerken: schrijf de mapping naar een bestand, om aan te passen"),
    ]

    /// How to say yes where nobody could be asked.
    package static func howToSayYes(_ table: Table) -> Phrase {
        let name = table.name.visible
        let key = table.name.yaml
        return Phrase(
            en:

                "\(name) is left out, because nobody is here to say yes. To read it like this, put tables: "
                + "{\(key): yes} in a file and name that with --answers; or run mql start in a terminal.",
            nl:

                "\(name) blijft weg, want er is niemand om ja te zeggen. Om het zo te lezen: zet tables: "
                + "{\(key): yes} in een bestand en noem dat met --answers; of voer mql start uit in een "
                + "terminal.")
    }

    /// What came of the answers that is to be known before the report.
    package func told(_ table: Table, _ answer: Answer?) -> Phrase? {
        let name = table.name.visible
        switch answer {
        case .read: return nil
        case .leaveOut, nil:
            return Phrase(
                en: "\(name) is left out.", nl: "\(name) blijft weg.")
        case .edit:
            return Phrase(
                en:
                    "\(name) is left out until its mapping is right: change it in \(whole.path.visible), then mql start "
                    + "--map \(whole.path.visible).",
                nl:
                    "\(name) blijft weg tot de mapping klopt: pas die aan in \(whole.path.visible), dan mql start "
                    + "--map \(whole.path.visible).")
        }
    }

    // MARK: Left out without a question

    /// All that a table lacks to be read, each with what it would give.
    static func lacking(
        _ proposals: [MappingProposal], _ why: Phrase, _ path: String
    ) -> Phrase {
        let lacking = proposals.filter { !$0.isReport && !$0.missing.isEmpty }
        guard !lacking.isEmpty else { return why }
        func list(_ language: Language) -> String {
            lacking.map { proposal in
                let parts = proposal.missing.map { $0.text(language) }.joined(separator: "; ")
                let name = lacking.count > 1 ? "\(proposal.file.visible): " : ""
                return name + parts
            }.joined(separator: ". ")
        }
        return Phrase(
            en: "\(why.en) What it lacks: \(list(.en)).",
            nl: "\(why.nl) Wat ontbreekt: \(list(.nl)).")
    }

    static let noRows = Phrase(
        en: "It has a header but no rows: there is nothing in it yet.",
        nl: "Het heeft een kop maar geen rijen: er staat nog niets in.")

    static let asAnswered = Phrase(
        en:
            "That was answered before: take it out of settled in \(Project.fileName), or name the file, to be asked "
            + "again.",
        nl:
            "Dat is eerder geantwoord: haal het uit settled in \(Project.fileName), of noem het bestand, om het weer "
            + "gevraagd te krijgen.")

    static func tooMany(_ name: String) -> Phrase {
        Phrase(
            en:

                "At most five questions are asked at once: run mql start again, or put tables: "
                + "{\(name.yaml): yes} in a file of answers.",
            nl:

                "Er worden hoogstens vijf vragen tegelijk gesteld: voer mql start opnieuw uit, of zet "
                + "tables: {\(name.yaml): yes} in een bestand met antwoorden.")
    }

    // MARK: Words for columns

    private static func kind(_ proposal: MappingProposal) -> Phrase {
        switch proposal.kind {
        case .deal: return Phrase(en: "deals", nl: "deals")
        case .spend: return Phrase(en: "what was spent", nl: "wat er is besteed")
        default:
            let hasDeals = proposal.beside.contains { $0.kind == .deal }
            return hasDeals
                ? Phrase(en: "leads and their deals", nl: "leads en hun deals")
                : Phrase(en: "leads", nl: "leads")
        }
    }

    private static func seen(_ column: String, _ examples: [String], _ meaning: Phrase) -> Phrase {
        let such = examples.prefix(2).map(\.visible).joined(separator: "; ")
        let behind = such.isEmpty ? "" : " (\(such))"
        return Phrase(
            en: "\(column.quoted)\(behind): \(meaning.en)",
            nl: "\(column.quoted)\(behind): \(meaning.nl)")
    }

    private static func line(_ kind: FactKind, _ line: MappingProposal.Line) -> Phrase? {
        guard let column = line.column else {
            guard line.field == "lead_id", !line.made.isEmpty else { return nil }
            let columns = line.made.map(\.quoted).joined(separator: ", ")
            return Phrase(
                en: "\(columns): tells one lead from another",
                nl: "\(columns): houdt leads uit elkaar")
        }
        return seen(column, line.examples, meaning(kind, line.field))
    }

    private static func meaning(_ kind: FactKind, _ field: String) -> Phrase {
        switch PersonalField(rawValue: field)?.kind {
        case .address: return Phrase(en: "its e-mail address", nl: "zijn e-mailadres")
        case .firm: return Phrase(en: "the company", nl: "het bedrijf")
        case .name, .contact, .trait:
            return Phrase(en: "who the person is", nl: "wie de persoon is")
        case nil: return meaning(of: field, kind)
        }
    }

    private static func meaning(of field: String, _ kind: FactKind) -> Phrase {
        switch (kind, field) {
        case (.lead, "lead_id"): Phrase(en: "the number of the lead", nl: "het nummer van de lead")
        case (.lead, "created_at"):
            Phrase(en: "the day it came in", nl: "de dag waarop hij binnenkwam")
        case (.lead, "source"): Phrase(en: "where it came from", nl: "waar hij vandaan komt")
        case (.lead, "lead_status"): Phrase(en: "where it stands", nl: "waar hij staat")
        case (.lead, "campaign"), (.spend, "campaign"):
            Phrase(en: "the campaign", nl: "de campagne")
        case (.deal, "deal_id"): Phrase(en: "the number of the deal", nl: "het nummer van de deal")
        case (.deal, "status"): Phrase(en: "where the deal stands", nl: "waar de deal staat")
        case (.deal, "amount"): Phrase(en: "what it brings", nl: "wat hij opbrengt")
        case (.deal, "created_at"): Phrase(en: "the day it began", nl: "de dag waarop hij begon")
        case (.deal, "closed_at"):
            Phrase(en: "the day it was decided", nl: "de dag waarop hij is beslist")
        case (.deal, "lead_ids"):
            Phrase(en: "the leads it came from", nl: "de leads waarvan hij komt")
        case (.spend, "day"), (.spend, "month"):
            Phrase(en: "when it was spent", nl: "wanneer het is besteed")
        case (.spend, "amount"): Phrase(en: "how much", nl: "hoeveel")
        case (.spend, "source"): Phrase(en: "on which source", nl: "aan welke bron")
        case (_, "currency"): Phrase(en: "the currency", nl: "de valuta")
        default: Phrase(field)
        }
    }

    /// Of the stage and the deal of a lead's row.
    private static let beside: [String: Phrase] = [
        "at": Phrase(
            en: "the day it came where it stands", nl: "de dag waarop hij kwam waar hij staat"),
        "closed_at": Phrase(
            en: "the day its deal was decided", nl: "de dag waarop zijn deal is beslist"),
        "currency": Phrase(en: "the currency", nl: "de valuta"),
        "amount": Phrase(en: "the amount of its deal", nl: "het bedrag van zijn deal"),
    ]

    /// How days and amounts are written, where the table tells it.
    private static func forms(_ proposal: MappingProposal) -> [Phrase] {
        var forms: [Phrase] = []
        switch proposal.order {
        case .dmy:
            forms.append(
                Phrase(en: "the day stands first in dates", nl: "in datums staat de dag voorop"))
        case .mdy:
            forms.append(
                Phrase(en: "the month stands first in dates", nl: "in datums staat de maand voorop")
            )
        case .ymd:
            forms.append(
                Phrase(en: "the year stands first in dates", nl: "in datums staat het jaar voorop"))
        case nil: break
        }
        switch proposal.sign {
        case .comma:
            forms.append(
                Phrase(
                    en: "amounts have a decimal comma",
                    nl: "bedragen hebben een komma voor de decimalen")
            )
        case .point:
            forms.append(
                Phrase(
                    en: "amounts have a decimal point",
                    nl: "bedragen hebben een punt voor de decimalen"))
        case .micros, nil: break
        }
        guard !forms.isEmpty else { return [] }
        let joined = Phrase(joining: forms, separator: "; ")
        func sentence(_ text: String) -> String {
            text.prefix(1).uppercased() + text.dropFirst() + "."
        }
        return [Phrase(en: sentence(joined.en), nl: sentence(joined.nl))]
    }
}
