import ArgumentParser
import Quantities
import Reports
import Workbench

@main
struct MQL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mql",
        abstract: CallLanguage.said(
            "What a marketing qualified lead costs and what it is worth, per source.",
            "Wat een marketing qualified lead kost en wat hij waard is, per bron."),
        discussion: CallLanguage.said(
            """
            Try it:      mql demo
            Your data:   mql start contacts.csv deals.csv campaigns.csv
            One lead:    mql explain L-0014 --data leads.csv activities.csv
            """,
            """
            Proberen:      mql demo
            Uw gegevens:   mql start contacten.csv deals.csv campagnes.csv
            Eén lead:      mql explain L-0014 --data leads.csv activities.csv
            """),
        version: ProgramVersion.number + ProgramVersion.traits,
        subcommands: [
            DemoCommand.self, StartCommand.self, InitCommand.self, ImportCommand.self,
            ImportsCommand.self, UndoImportCommand.self, ReportCommand.self, FunnelCommand.self,
            CompareCommand.self, DashboardCommand.self, JustifyCommand.self,
            BudgetCommand.self, SourceCommand.self,
            AttributionCommand.self, InspectCommand.self, HandoverCommand.self, ReviewCommand.self,
            PlanCommand.self, ExperimentCommand.self, CheckCommand.self,
            LeadsCommand.self,
            ExplainCommand.self,
            ValueCommand.self, RulesCommand.self, TemplateCommand.self, MapCommand.self,
            BackupCommand.self,
            RestoreCommand.self, DoctorCommand.self, PrivacyCommand.self, ServeCommand.self,
            TokenCommand.self, AssistantCommand.self, ConfigCommand.self, ExportCommand.self,
            SchemaCommand.self, ManualCommand.self, TallyCommand.self, DecideCommand.self,
            DigestCommand.self, AboutCommand.self, ForecastCommand.self,
            CustomersCommand.self,
        ]
    )

    /// What it does, two examples, and what to do next.
    func run() async throws {
        Terminal.print(
            lines: CallLanguage.said(
                """
                mql tells what a marketing qualified lead (MQL) costs and what it is worth, per source.

                See it on invented data:    mql demo
                See it on your own data:    mql start contacts.csv deals.csv campaigns.csv

                  report    per source: what was spent, what came of it, what it brought
                  justify   is the cost per MQL justified: what it costs against what it is worth
                  budget    how to divide an amount over sources, and what that brings
                  dashboard, source NAME, compare, attribution, funnel, leads, explain LEAD: from nearer by
                  handover  what sales gets and does with it; review, decide, digest: the meeting and after it
                  plan      actual against plan; forecast, experiment: what is to come, what an ad caused
                  value, inspect FILE: the guide price of an MQL; what is taken from an export
                  rules     the definition of an MQL: show, check, learn, compare, sign
                Keep: init, import, undo-import, backup, restore, doctor, privacy. Give: serve, mcp, export, about
                Each has a help: mql help report. So have words: mql help had-time --lang nl

                """,
                """
                mql zegt wat een marketing qualified lead (MQL) kost en wat hij waard is, per bron.

                Kijk op verzonnen gegevens:   mql demo
                Kijk op uw eigen gegevens:    mql start contacten.csv deals.csv campagnes.csv

                  report    per bron: wat is besteed, wat ervan kwam, wat het opbracht
                  justify   zijn de kosten per MQL te verantwoorden: wat hij kost tegen wat hij waard is
                  budget    hoe een bedrag over bronnen te verdelen, en wat dat brengt
                  dashboard, source NAAM, compare, attribution, funnel, leads, explain LEAD: van dichterbij
                  handover  wat sales krijgt en ermee doet; review, decide, digest: het overleg en erna
                  plan      realisatie naast plan; forecast, experiment: wat er komt, wat een advertentie deed
                  value, inspect BESTAND: de richtprijs van een MQL; wat een export oplevert
                  rules     de definitie van een MQL: show, check, learn, compare, sign
                In een browser, voor een assistent en voor een CRM: serve, token, mcp, export
                Bewaren wat u importeert: init, import, undo-import, backup, restore, doctor, privacy, about
                Elk heeft een hulp: mql help report. Woorden ook: mql help had-time --lang nl

                """))
    }

    static func main() async {
        Workspace.telling { Terminal.complain($0.text(language)) }
        let code = await answer()
        if code != 0 { Terminal.exit(code) }
    }

    /// Does what was asked.
    ///
    /// - Returns: what the program ends with.
    static func answer() async -> Int32 {
        switch begin() {
        case .ended(let code): return code
        case .command(var command as any AsyncParsableCommand, let cache):
            do { try await command.run() } catch { return failed(error, command) }
            return end(cache)
        case .command(var command, let cache):
            do { try command.run() } catch { return failed(error, command) }
            return end(cache)
        }
    }

    /// The same on the thread that asks, of a command that waits for nothing.
    static func answerHere() -> Int32 {
        switch begin() {
        case .ended(let code): return code
        case .command(var command, let cache):
            do { try command.run() } catch { return failed(error, command) }
            return end(cache)
        }
    }

    /// A call that was understood.
    private enum Begun {
        /// There was nothing more to do.
        case ended(Int32)
        case command(any ParsableCommand, AnswerCache?)
    }

    private static func begin() -> Begun {
        if Call.current.words.first == "help", let code = explainWord() { return .ended(code) }
        if ["--version", "-V"].contains(Call.current.words.first) {
            Terminal.print(ProgramVersion.text)
            return .ended(0)
        }
        var called: (any ParsableCommand)?
        do {
            let command = try parseAsRoot(arguments)
            called = command
            try Outputs.check()
            let cache = (command as? any AnswersFromFacts).flatMap(AnswerCache.init)
            if let answer = cache?.answer {
                Terminal.complain(kept: answer.complaint)
                let output = (command as? any AnswersFromFacts)?.output
                if let output, output.isColoured {
                    Terminal.show(answer.output, pages: output.isPaged)
                } else {
                    Terminal.show(answer.output.harmless, pages: output?.isPaged ?? false)
                }
                return .ended(0)
            }
            if cache != nil { Call.current.said = ("", "") }
            return .command(command, cache)
        } catch { return .ended(failed(error, called)) }
    }

    private static func end(_ cache: AnswerCache?) -> Int32 {
        if let said = Call.current.said, !said.output.isEmpty, !Cancellation.hasCome {
            cache?.store(.init(output: said.output, complaint: said.complaint))
        }
        return Call.current.code
    }

    /// Says why there is no answer.
    private static func failed(_ error: any Error, _ called: (any ParsableCommand)?) -> Int32 {
        do { throw error } catch let error as FailedVerb {
            Terminal.complain(error.message.text(language))
            return error.cause.rawValue
        } catch {
            let code = exitCode(for: error)
            let message = unknownCommand ?? message(of: error, in: called)
            guard code != .success else {
                Terminal.print(ParserWords.help(message) + "\n")
                return 0
            }
            if !message.isEmpty { Terminal.complain(ParserWords.said(message)) }
            // A wrong call is 2 here, as in most tools; the parser's own number is 64.
            return code == .validationFailure ? 2 : code.rawValue
        }
    }

    /// What the parser is given: it has one language, so `help report --lang nl` is `help report`.
    private static var arguments: [String] {
        let words = Call.current.words
        guard words.first == "help" else { return words }
        return words.indices.filter { place in
            !words[place].hasPrefix("--lang") && (place == 0 || words[place - 1] != "--lang")
        }.map { words[$0] }
    }

    /// That of the answer.
    private static var language: Language { CallLanguage.ofAnswers }

    /// What is wrong with a call, with the usage of the command that was called.
    private static func message(of error: any Error, in command: (any ParsableCommand)?) -> String {
        guard let command, !(error is CleanExit), exitCode(for: error) != .success else {
            return fullMessage(for: error)
        }
        let called = type(of: command)
        let own = called.configuration.commandName ?? ""
        // What a command throws by itself is told of it alone, without the words before its name.
        let words = Call.current.words
        let before = words.firstIndex(of: own).map { words[..<$0] } ?? []
        let name = (["mql"] + before + [own]).joined(separator: " ")
        return called.fullMessage(for: error)
            .replacing("Usage: \(own) ", with: "Usage: \(name) ")
            .replacing("See '\(own) ", with: "See '\(name) ")
    }

    /// Answers `mql help had-time`: a word of the reports instead of a command.
    ///
    /// - Returns: what the program ends with; nil where a command was meant.
    private static func explainWord() -> Int32? {
        let words = arguments
        guard words.first == "help", words.count >= 2 else { return nil }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !names.contains(words[1]) else { return nil }
        let term = words.dropFirst().joined(separator: "-")
        if let document = Glossary(language, more: WorkspaceColumns.all).document(term) {
            Terminal.print(TextFormat(language, width: Terminal.width).write(document))
            return 0
        }
        guard !term.hasPrefix("-") else { return nil }
        let known = names + Glossary.terms
        let list = Glossary.terms.joined(separator: ", ")
        Terminal.complain(
            Phrase(
                en: "There is no help on \(term.quoted)."
                    + Spelling.suggestion(for: term, in: known)
                    + " Words: \(list).",
                nl: "Er is geen hulp bij \(term.quoted)."
                    + Spelling.suggestion(for: term, in: known, .nl) + " Woorden: \(list)."
            ).text(CallLanguage.ofCalls))
        return 2
    }

    /// What to say of a first word that is no command.
    private static var unknownCommand: String? {
        let names =
            configuration.subcommands.filter { $0.configuration.shouldDisplay }
            .compactMap { $0.configuration.commandName } + ["help"]
        guard let word = Call.current.words.first, !word.hasPrefix("-"),
            !names.contains(word)
        else { return nil }
        let list = names.joined(separator: ", ")
        return Phrase(
            en: "There is no command \(word.quoted).\(Spelling.suggestion(for: word, in: names)) "
                + "The commands are \(list).",
            nl:
                "Er is geen opdracht \(word.quoted).\(Spelling.suggestion(for: word, in: names, .nl)) "
                + "De opdrachten zijn \(list)."
        ).text(CallLanguage.ofCalls)
    }
}
