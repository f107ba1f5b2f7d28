package import Analysis
package import Funnels
package import Intake
package import Quantities

/// What a report is made with beside its figures: the words and numbers of a language, what was read, and
/// the command that makes it again.
package struct ReportContext: Sendable {
    package let say: Wording
    /// `Reading.none` where a report is of no files, such as that of a rule book.
    package let reading: Reading
    /// As it was typed, with the day that was asked for.
    package let command: String
    /// Up to which day it is known what became of MQLs; nil where nothing was read.
    package let observed: ObservedDays?
    /// Whose report it is; nil where nobody has said it.
    package var firm: String?
    /// The last page of the same months that was handed on, and the number of this one where it is too.
    package var issued: (before: IssuedPage?, number: Int?)

    package init(
        _ language: Language = .en, reading: Reading = .none, command: String = "",
        observed: ObservedDays? = nil
    ) {
        self.observed = observed
        issued = (nil, nil)
        say = Wording(language)
        self.reading = reading
        self.command = command
    }

    /// The language in which it is said.
    package var language: Language { say.language }

    /// The same in English, in which programs are told everything.
    var forPrograms: ReportContext {
        ReportContext(.en, reading: reading, command: command, observed: observed)
    }

    /// The entry that says how the same report is made again.
    var again: (label: String, text: [String]) { (say(.again), [command]) }
}

/// Figures as they are said in one language; every format is written from what this gives.
package protocol Report {
    var context: ReportContext { get }
    /// For people, and its tables for spreadsheets.
    var document: Document { get }
    /// What fits on a screen, which the text format has unless all was asked for; nil where the document is short.
    var screen: Document? { get }
    /// For programs, the same in every language.
    var json: JSONValue { get }
    /// The answer in a sentence, for whoever reads nothing more: it names nobody.
    var opening: String { get }
    /// What HTML and PDF have in the place of the document.
    var page: Document { get }
    /// What Excel has; nil where there is nothing for it.
    var workbook: Workbook? { get }
    /// The page as HTML, with what has to be known before anything else.
    func html(warning: String?) -> String
}

extension Report {
    /// The words of the language.
    package var say: Wording { context.say }
    /// Numbers as the language writes them.
    package var numbers: NumberFormat { context.say.numbers }
    /// The files that were read.
    package var reading: Reading { context.reading }

    package var screen: Document? { nil }
    package var opening: String { (screen ?? document).opening }
    package var page: Document { document }
    package var workbook: Workbook? { DocumentWorkbook(document, context).workbook }

    package func html(warning: String?) -> String {
        var page = page
        page.warning = warning
        return HTMLFormat(context.language).write(page)
    }
}
