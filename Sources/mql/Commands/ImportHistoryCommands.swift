import ArgumentParser
import Quantities
import Reports
import Workbench

struct ImportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports",
        abstract: CallLanguage.said(
            "Everything that was imported, with its counts.",
            "Alles wat is geïmporteerd, met de aantallen."),
        discussion: "mql imports")

    @OptionGroup var output: OutputOptions

    func run() throws {
        let records = try Workspace.needed().history()
        try output.print { ImportHistoryReport(records, $0) }
    }
}

struct UndoImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo-import",
        abstract: CallLanguage.said(
            "Take an import back, as if it had never been.",
            "Draai een import terug, alsof die er nooit was."),
        discussion: CallLanguage.said(
            """
            mql undo-import 7

            What a later import repeats stays. mql imports has the numbers.
            """,
            """
            mql undo-import 7

            Wat een latere import herhaalt blijft. mql imports noemt de nummers.
            """)
    )

    @Argument(
        help: .said(
            "The number of the import.",
            "Het nummer van de import."))
    var number: Int

    @OptionGroup var change: ChangeOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let receipt = try Workspace.needed().undo(number, change.terms())
        guard output.format != .text || output.to != nil else {
            let lines = UndoReport.lines(receipt, Wording(output.lang))
            return Terminal.print(lines.map { $0 + "\n" }.joined())
        }
        try output.print { UndoReport(receipt, $0) }
    }
}
