import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct StartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "From your exports to a first report, with a few questions.",
        discussion: """
            mql start
            mql start exports/
            mql start contacts.csv deals.csv "Campaign report.csv" linkedin.csv
            mql start *.csv --answers answers.yaml

            Without names, the exports of this folder are read. What is no table that is known here is
            named and left out. The answers are kept in mql.yaml; from then on mql report needs no options here. Enter
            skips a question. A file of answers has margin, hours, vat, names, referrals,
            rejected, stages, lead_stages, created and retention.
            """
    )

    @Argument(
        help:
            "Exports of your CRM and of the platforms on which you advertise, or the folder in which they are. Default: this folder."
    )
    var files: [String] = []

    @Option(help: "A YAML file with answers, for where nobody is there to type them.")
    var answers: String?

    @OptionGroup var tables: TableOptions

    @Option(help: "The rule book: b2b, manufacturing, pumps, venues, or the path of a YAML file.")
    var rules = "b2b"

    @Option(
        help: "The day up to which everything counts. Default: today.", transform: DayArgument.read)
    var asOf: Day?

    @Option(help: "en or nl: the language of questions and reports.")
    var lang: Language = .en

    @Flag(help: "Write over the mql.yaml that is here already.")
    var again = false

    func run() async throws {
        guard again || !Files.exists(Project.fileName) else {
            throw FailedVerb(
                .cannotWrite,
                en:
                    "\(Project.fileName) is here already: mql report reads it. To begin again, add --again.",
                nl:
                    "\(Project.fileName) is er al: mql report leest het. Voeg --again toe om opnieuw te "
                    + "beginnen.")
        }
        let place = try Outputs.project(again: again)
        let given = try answers.map(Start.answers)
        var request = Request()
        request.data = try ChosenFiles.expanded(files.isEmpty ? ["."] : files)
        tables.apply(to: &request)
        request.rules = rules
        request.asOf = asOf
        request.jobs = Terminal.processors
        request.moreFields = ["lead_status"]
        for (path, why) in try Bench.takeOutUnknown(&request) {
            Terminal.complain(
                Phrase(
                    en: "\(path.visible) is left out. \(why.en)\n",
                    nl: "\(path.visible) blijft weg. \(why.nl)\n"
                ).text(lang))
        }
        request.progress = Terminal.progress(lang)
        let first = try Bench(request)
        try Losses.tell(first, lang)
        try Losses.require(first, isStrict: tables.strict)
        try first.requireLeads()

        var start = Start(request, first, await first.figures(), language: lang)
        let say = Wording(lang)
        Terminal.complain(StartReport(first.context(lang)).text)
        tell(start, say)
        try ask(&start, given, say)
        try start.project.write(to: place)

        request.project = start.project
        request.moreFields = []
        let bench = try Bench(request)
        let figures = await bench.figures()
        var document = FiguresReport(figures, bench.context(lang)).document
        document.warning = Losses.told.text(lang)
        Terminal.print(TextFormat(lang).write(document))
        Terminal.complain(
            say(
                "\nYour answers are in \(Project.fileName). From now on, in this folder: mql report\n",
                "\nUw antwoorden staan in \(Project.fileName). Voortaan, in deze map: mql report\n")
        )
    }

    /// What is taken together, and what could not be.
    private func tell(_ start: Start, _ say: Wording) {
        for proposal in start.proposals {
            Terminal.complain(
                say(
                    "\(proposal.text.quoted) (\(say.count(proposal.leads, .lead))) is taken as "
                        + "\(proposal.source), on which you spent: see sources in \(Project.fileName).",
                    "\(proposal.text.quoted) (\(say.count(proposal.leads, .lead))) geldt als "
                        + "\(proposal.source), waaraan u uitgaf: zie sources in \(Project.fileName)."
                ))
        }
        for item in start.undecided {
            let names = item.platforms.joined(separator: say(" or ", " of "))
            Terminal.complain(
                say(
                    "\(item.text.quoted) (\(say.count(item.leads, .lead))) can be \(names): it stays a row "
                        + "of its own. Say which under sources in \(Project.fileName).",
                    "\(item.text.quoted) (\(say.count(item.leads, .lead))) kan \(names) zijn: dat blijft "
                        + "een eigen rij. Zeg welke onder sources in \(Project.fileName)."))
        }
    }

    private func ask(
        _ start: inout Start, _ given: [Start.Question.Subject: String]?, _ say: Wording
    ) throws {
        if given == nil, !Terminal.isInteractive, !start.questions.isEmpty {
            Terminal.complain(
                say(
                    "Nobody is here to answer: \(start.questions.count) questions are left open. Give "
                        + "the answers with --answers FILE.",
                    "Er is niemand om te antwoorden: \(start.questions.count) vragen blijven open. Geef "
                        + "de antwoorden met --answers BESTAND."))
            return
        }
        for (place, question) in start.questions.enumerated() {
            Terminal.complain(
                "\n\(place + 1)/\(start.questions.count)  \(question.text.text(lang))\n     "
                    + "\(question.reason.text(lang))"
                    + (given == nil ? say(" Enter skips.", " Enter slaat over.") : ""))
            for (number, choice) in question.choices.enumerated() {
                let count =
                    choice.leads == 0
                    ? say("a column of days", "een kolom met dagen")
                    : say.count(choice.leads, question.isOfDeals ? .deal : .lead)
                let amount = number < question.amounts.count ? question.amounts[number] : ""
                Terminal.complain(
                    "     \(number + 1)  \(choice.text) (\(count)"
                        + (amount.isEmpty ? ")" : ", \(amount))"))
            }
            if let given {
                let answer = given[question.subject] ?? ""
                Terminal.complain("   > \(answer)")
                try take(answer, question, &start)
                continue
            }
            while let line = Terminal.answer() {
                do {
                    try start.answer(question, line)
                    break
                } catch { Terminal.complain("     \(error.message.text(lang))") }
            }
        }
        Terminal.complain("")
    }

    /// Takes an answer of the file, which nobody can be asked to give again.
    private func take(
        _ answer: String, _ question: Start.Question, _ start: inout Start
    ) throws(FailedVerb) {
        do {
            try start.answer(question, answer)
        } catch {
            let place = "\(answers ?? ""): \(question.subject.rawValue): "
            throw FailedVerb(
                .badData,
                Phrase(en: place + error.message.en, nl: place + error.message.nl))
        }
    }
}
