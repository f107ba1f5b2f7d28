import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct StartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: CallLanguage.said(
            "From your exports to a first report, with a few questions.",
            "Van uw exports naar een eerste rapport, met een paar vragen."),
        discussion: CallLanguage.said(
            """
            mql start
            mql start exports/
            mql start contacts.csv deals.csv "Campaign report.csv" linkedin.csv
            mql start *.csv --answers answers.yaml

            Without names, the exports of this folder are read. What is no table that is known here is \
            named and left out. The answers are kept in mql.yaml; from then on mql report needs no options here. Enter \
            skips a question. Where mql.yaml is there already, what it says stays, and only what is new is asked. A \
            file of answers has tables, lead_stages, stages, created, names, tools, margin, hours, required_return, \
            vat, rejected, referrals and retention, and by and on: who says so, and since when.

            Of a table that is not known it says what its columns seem to be, and asks once whether it is read so: \
            tables: {crm.csv: yes} in a file of answers, or no, or edit. Nothing is taken without that.
            """,
            """
            mql start
            mql start exports/
            mql start contacts.csv deals.csv "Campaign report.csv" linkedin.csv
            mql start *.csv --answers answers.yaml

            Zonder namen worden de exports van deze map gelezen. Wat geen bekende tabel is wordt genoemd en \
            weggelaten. De antwoorden komen in mql.yaml; daarna heeft mql report hier geen opties nodig. Enter \
            slaat een vraag over. Is mql.yaml er al, dan blijft staan wat erin staat, en wordt alleen gevraagd wat \
            nieuw is. Een bestand met antwoorden heeft tables, lead_stages, stages, created, names, tools, margin, \
            hours, required_return, vat, rejected, referrals en retention, en by en on: wie het zegt, en sinds \
            wanneer.

            Van een onbekende tabel zegt het wat de kolommen lijken te zijn, en het vraagt één keer of die zo wordt \
            gelezen: tables: {crm.csv: yes} in een bestand met antwoorden, of no, of edit. Zonder dat wordt er \
            niets overgenomen.
            """)
    )

    @Argument(
        help: .said(
            "Exports of your CRM and of the platforms on which you advertise, or the folder in which "
                + "they are. Default: this folder.",
            "Exports van uw CRM en van de platforms waarop u adverteert, of de map waarin ze staan. "
                + "Standaard: deze map.")
    )
    var files: [String] = []

    @Option(
        help: .said(
            "A YAML file with answers, for where nobody is there to type them.",
            "Een YAML-bestand met antwoorden, voor als er niemand is om ze te typen."))
    var answers: String?

    @OptionGroup var tables: TableOptions

    @Option(
        help: .said(
            "The rule book: b2b, manufacturing, pumps, venues, or the path of a YAML file.",
            "Het regelboek: b2b, manufacturing, pumps, venues, of het pad van een YAML-bestand."))
    var rules: String?

    @Option(
        help: .said(
            "The day up to which everything counts. Default: the day to which the data go.",
            "De dag tot en met welke alles telt. Standaard: de dag tot waar de gegevens gaan."),
        transform: DayArgument.read)
    var asOf: Day?

    @Option(
        name: .customLong("lang"),
        help: .said(
            "en or nl: the language of questions and reports.",
            "en of nl: de taal van vragen en rapporten."))
    var asked: Language?

    /// What was asked for, else the language of the project that is here.
    private var lang: Language { asked ?? CurrentProject.language ?? .en }

    @OptionGroup var length: FullOption

    @Flag(
        help: .said(
            "Begin anew: the mql.yaml that is here is kept as mql.yaml.before.",
            "Begin opnieuw: de mql.yaml die er staat wordt bewaard als mql.yaml.before."))
    var again = false

    func run() async throws {
        let kept = again ? nil : try CurrentProject.project
        let place = try Outputs.project(again: Files.exists(Project.fileName))
        let given = try answers.map(Start.answers)
        var (request, newFiles) = try request(kept)
        request.jobs = Terminal.processors
        request.moreFields = ["lead_status"]
        let all = request.data
        var unknown = try StartTables(
            &request, kept: kept, named: files, given: given, lang)
        try ask(&unknown, given)
        unknown.apply(to: &request, in: all)
        newFiles.removeAll { !unknown.reads($0, request) }
        if request.data.isEmpty { throw Self.nothingLeft(all.count, without: unknown.declined) }
        request.progress = Terminal.progress(lang)
        let first = try Bench(request)
        try Losses.tell(first, lang)
        try Losses.require(first, isStrict: tables.strict)
        do {
            try first.requireLeads()
        } catch  where !unknown.declined.isEmpty {
            throw Self.nothingLeft(all.count, without: unknown.declined)
        }

        var start = Start(
            request, first, await first.figures(), language: lang, kept: kept, newFiles: newFiles,
            given: given.map { Set($0.texts.keys) }, tables: unknown.answered)
        let say = Wording(lang)
        for line in StartReport(first.context(lang)).text.split(separator: "\n") {
            Terminal.complain(String(line), indent: 4)
        }
        tell(start, say)
        if start.isNothingNew {
            Terminal.complain(
                say(
                    "Nothing new: \(Project.fileName) has every file, and an answer to all that is asked.\n",
                    "Niets nieuws: \(Project.fileName) heeft elk bestand, en een antwoord op alles wat wordt "
                        + "gevraagd.\n"), indent: 0)
        } else {
            try ask(&start, given, unknown.answered.asked, say)
            try unknown.write()
            try start.write(to: place, again: again)
        }
        if let given { tellIdle(given, start, unknown, say) }

        request.project = start.project
        (request.asOf, request.exportedOn) = (asOf, start.project.exportedOn)
        request.moreFields = []
        let bench = try Bench(request)
        let justified = await bench.justify(.init())
        var more = FiguresReport.More()
        more.justification = justified
        let report = FiguresReport(justified.figures, more: more, bench.context(lang))
        var document = (length.full ? nil : report.screen) ?? report.document
        document.warning = Losses.told.text(lang)
        let text = TextFormat(lang, width: Terminal.width, isColoured: Terminal.hasColours)
        Terminal.show(text.write(document), pages: false)
        Terminal.complain(
            say(
                "\nYour answers are in \(Project.fileName). From now on, in this folder: mql report\n",
                "\nUw antwoorden staan in \(Project.fileName). Voortaan, in deze map: mql report\n")
        )
    }

    /// What is read: the files of the project that is here and those that it does not have yet.
    private func request(_ kept: Project?) throws -> (request: Request, newFiles: [String]) {
        var request = Request()
        let before = try ChosenFiles.expanded(kept?.files ?? [], in: Project.fileName)
        let found = try ChosenFiles.expanded(
            files.isEmpty ? ["."] : files, withOthers: true)
        let newFiles = found.filter { file in
            file == "-" || !before.contains { Files.areSame($0, file) }
        }
        request.data = before + newFiles
        tables.apply(to: &request, kept)
        request.rules = rules ?? kept?.rules ?? request.rules
        request.currency = kept?.currency
        request.rates = kept?.rates
        request.project = kept
        request.asOf = asOf
        return (request, kept == nil ? [] : newFiles)
    }

    /// What is taken together, and what could not be.
    private func tell(_ start: Start, _ say: Wording) {
        for proposal in start.proposals {
            Terminal.complain(
                say(
                    "\(proposal.text.quoted) (\(say.count(proposal.leads, .lead))) is taken as "
                        + "\(proposal.source), on which you spent: see sources in \(Project.fileName).",
                    "\(proposal.text.quoted) (\(say.count(proposal.leads, .lead))) geldt als "
                        + "\(proposal.source), waaraan u geld besteedde: zie sources in \(Project.fileName)."
                ), indent: 2)
        }
        for item in start.undecided {
            let names = item.platforms.joined(separator: say(" or ", " of "))
            Terminal.complain(
                say(
                    "\(item.text.quoted) (\(say.count(item.leads, .lead))) can be \(names): it stays a row "
                        + "of its own. Say which under sources in \(Project.fileName).",
                    "\(item.text.quoted) (\(say.count(item.leads, .lead))) kan \(names) zijn: dat blijft "
                        + "een eigen rij. Zeg welke onder sources in \(Project.fileName)."),
                indent: 2)
        }
    }

    /// Asks of each table that is not known whether it is read as it seems to be, and tells what is left out.
    private func ask(_ unknown: inout StartTables, _ given: Start.Given?) throws {
        for (name, why) in unknown.leftOut {
            Terminal.complain(
                Phrase(
                    en: "\(name.visible) is left out. \(why.en)\n",
                    nl: "\(name.visible) blijft weg. \(why.nl)\n"
                ).text(lang), indent: 0)
        }
        for (place, table) in unknown.asked.enumerated() {
            Terminal.complain(
                (place == 0 ? "\n" : "") + "\(place + 1)  \(StartTables.head(table).text(lang))",
                indent: 3)
            for line in StartTables.lines(table) {
                Terminal.complain("     \(line.text(lang))", indent: 7)
            }
            let answer: StartTables.Answer?
            if let given {
                answer = given.answer(of: table)
                if answer == nil {
                    Terminal.complain(
                        "     \(StartTables.howToSayYes(table).text(lang))", indent: 5)
                }
            } else if Terminal.isInteractive {
                answer = typed()
            } else {
                answer = nil
                Terminal.complain("     \(StartTables.howToSayYes(table).text(lang))", indent: 5)
            }
            try unknown.answer(table, answer)
            let isTold = given == nil && !Terminal.isInteractive || given != nil && answer == nil
            if !isTold, let told = unknown.told(table, answer) {
                Terminal.complain("     \(told.text(lang))", indent: 5)
            }
            Terminal.complain("")
        }
        // What somebody is to change is written whatever comes of the rest.
        if !unknown.toEdit.isEmpty { try unknown.write() }
    }

    /// What somebody types of a table; nil where it is skipped.
    private func typed() -> StartTables.Answer? {
        for (place, choice) in StartTables.choices.enumerated() {
            Terminal.complain("     \(place + 1)  \(choice.text(lang))", indent: 8)
        }
        while let line = Terminal.answer(), !Start.trimmed(line).isEmpty {
            if let answer = StartTables.Answer(line) { return answer }
            Terminal.complain(
                "     \(StartTables.Answer.wrong(line).text(lang))", indent: 5)
        }
        return nil
    }

    /// Why there is nothing to read.
    private static func nothingLeft(
        _ count: Int, without declined: [String]
    ) -> FailedVerb {
        let names = declined.map(\.visible).joined(separator: ", ")
        guard declined.isEmpty else {
            return FailedVerb(
                .badData,
                en:
                    "Without \(names) there is no lead to report on: nothing is written down, and mql start asks about "
                    + "it again. Answer 1 to read it, 3 to change what its columns mean, or add a file with leads.",
                nl:
                    "Zonder \(names) is er geen lead om over te rapporteren: er is niets opgeschreven, en mql start "
                    + "vraagt er weer naar. Antwoord 1 om het te lezen, 3 om te veranderen wat de kolommen betekenen, "
                    + "of voeg een bestand met leads toe.")
        }
        return FailedVerb(
            .badData,
            en: "None of the files (\(count)) is read: what is said above of each puts it right.",
            nl:
                "Geen van de bestanden (\(count)) wordt gelezen: wat hierboven van elk staat verhelpt het."
        )
    }

    private func ask(
        _ start: inout Start, _ given: Start.Given?, _ before: Int, _ say: Wording
    ) throws {
        if given == nil, !Terminal.isInteractive, !start.questions.isEmpty {
            Terminal.complain(
                say(
                    "There is nobody to answer: \(start.questions.count) questions are left open. Give the "
                        + "answers with --answers FILE.",
                    "Er is niemand om te antwoorden: \(start.questions.count) vragen blijven open. Geef de "
                        + "antwoorden met --answers BESTAND."))
            return
        }
        let today = Clock.today(in: .utc)
        for (place, question) in start.questions.enumerated() {
            let number = "\(before + place + 1)/\(before + start.questions.count)"
            tell(question, number, isTyped: given == nil, say)
            if let given {
                let answer = given.texts[question.subject] ?? ""
                Terminal.complain("   > \(answer)")
                try take(answer, question, given, today, &start)
                continue
            }
            while let line = Terminal.answer() {
                do {
                    try start.answer(question, line)
                    break
                } catch { Terminal.complain("     \(error.message.text(lang))", indent: 5) }
            }
        }
        if given == nil, start.isAnswered {
            Terminal.complain(
                say(
                    "\nWho says so? Give a role or a name, such as controller; it is shown on the page. Enter "
                        + "leaves it open.",
                    "\nWie zegt dat? Geef een rol of een naam, zoals controller; die staat op de pagina. Enter "
                        + "laat het open."
                ), indent: 0)
            start.sign(Said(by: Start.trimmed(Terminal.answer() ?? ""), on: today))
        }
        Terminal.complain("")
    }

    /// The answers of a file that nobody asked for.
    private func tellIdle(
        _ given: Start.Given, _ start: Start, _ unknown: StartTables, _ say: Wording
    ) {
        let asked = Set(start.questions.map(\.subject))
        let tables = given.tables.map(\.name).filter { !unknown.asks($0) }.map { "tables \($0)" }
        let idle =
            (Start.Question.Subject.allCases.filter {
                given.texts[$0] != nil && !asked.contains($0)
            }.map(\.rawValue) + tables).joined(separator: ", ")
        guard !idle.isEmpty else { return }
        Terminal.complain(
            say(
                "\nNot asked, and so not used: \(idle). \(Project.fileName) already has an answer, which you "
                    + "change there, or these files need none.",
                "\nNiet gevraagd, en dus niet gebruikt: \(idle). \(Project.fileName) heeft al een antwoord, "
                    + "dat u daar wijzigt, of deze bestanden hebben er geen nodig."),
            indent: 0)
    }

    /// A question, what it decides, and what there is to choose from.
    private func tell(_ question: Start.Question, _ number: String, isTyped: Bool, _ say: Wording) {
        let indent = number.count + 2
        let decides = question.decides.text(lang)
        let about =
            decides.isEmpty ? "" : say("At stake: \(decides). ", "Het gaat om: \(decides). ")
        Terminal.complain("\n\(number)  \(question.text.text(lang))", indent: indent)
        Terminal.complain(
            "     \(about)\(question.reason.text(lang))"
                + (isTyped ? say(" Enter skips.", " Enter slaat over.") : ""), indent: 5)
        for (place, choice) in question.choices.enumerated() {
            let count =
                choice.leads == 0
                ? question.amounts.isEmpty ? say("a column of days", "een kolom met dagen") : ""
                : say.count(choice.leads, question.isOfDeals ? .deal : .lead)
            let amount = place < question.amounts.count ? question.amounts[place].text(lang) : ""
            let behind = [count, amount].filter { !$0.isEmpty }.joined(separator: ", ")
            Terminal.complain("     \(place + 1)  \(choice.text) (\(behind))", indent: 8)
        }
    }

    /// Takes an answer of the file, which nobody can be asked to give again.
    private func take(
        _ answer: String, _ question: Start.Question, _ given: Start.Given, _ today: Day,
        _ start: inout Start
    ) throws(FailedVerb) {
        let said = given.said[question.subject] ?? given.byAll
        do {
            // Who says it today, where no other day stands beside it.
            try start.answer(
                question, answer,
                said: said == Said() ? said : Said(by: said.by, on: said.on ?? today))
        } catch {
            let place = "\(answers ?? ""): \(question.subject.rawValue): "
            throw FailedVerb(
                .badData,
                Phrase(en: place + error.message.en, nl: place + error.message.nl))
        }
    }
}
