import ArgumentParser
import Intake
import Workbench

@main
struct MQL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mql",
        abstract: "What a marketing qualified lead costs and what it is worth, per source.",
        discussion: """
            Try it:      mql demo
            Your data:   mql report --data leads.csv activities.csv stages.csv deals.csv spend.csv
            One lead:    mql explain L-0029 --data leads.csv activities.csv
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, ReportCommand.self, FunnelCommand.self, CompareCommand.self,
            LeadsCommand.self, ExplainCommand.self, ValueCommand.self,
        ]
    )

    /// What it does, two examples, and what to do next.
    func run() async throws {
        Terminal.print(
            """
            mql tells what a marketing qualified lead (MQL) costs and what it is worth, per source.

            See it on invented data:    mql demo
            See it on your own data:    mql report --data leads.csv activities.csv spend.csv

            Commands
              report    per source: what was spent, what came of it, what it brought
              compare   sources side by side, each against the figures that are known for it
              funnel    what became of the leads of a period, step by step
              leads     the leads with score, grade, decision and value
              explain   why one lead is an MQL or not, and why it has its value
              value     what an MQL goes for; needs no data
            Each has a help: mql help report

            """)
    }

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as FailedVerb {
            Terminal.complain(error.description)
            Terminal.exit(error.cause.rawValue)
        } catch {
            let code = exitCode(for: error)
            let message = unknownCommand ?? fullMessage(for: error)
            guard code != .success else {
                Terminal.print(message + "\n")
                return
            }
            if !message.isEmpty { Terminal.complain(message) }
            // A wrong call is 2 here, as in most tools; the parser's own number is 64.
            Terminal.exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }

    /// What to say of a first word that is no command.
    private static var unknownCommand: String? {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"),
            !names.contains(word)
        else { return nil }
        return "There is no command \(word.quoted).\(Spelling.suggestion(for: word, in: names)) "
            + "The commands are \(names.joined(separator: ", "))."
    }
}
