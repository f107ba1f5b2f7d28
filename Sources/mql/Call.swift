import Quantities
import Reports
import Workbench

/// One call of a verb: what was typed, what it prints, and what was lost of the files that it reads.
///
/// The program makes one call and writes what it prints to the terminal. The service makes one for each question
/// and gathers it.
final class Call: @unchecked Sendable {
    /// The call that is being answered.
    @TaskLocal static var current = Call(Array(CommandLine.arguments.dropFirst()))

    /// What was typed, without the name of the program.
    let words: [String]
    /// Where a question over HTTP has its workbook or page made; nil for a call from a terminal.
    let made: MadeFile?
    /// Whether nothing is told of who persons are.
    let hidesPersons: Bool
    /// Whether an assistant asks.
    let isAsked: Bool
    /// The facts that are held between questions; nil where each is answered from what it reads.
    let held: HeldFacts?
    /// The project of the folder, once it was read well: what is wrong with it may be mended by this very call.
    private var loaded: Project??
    /// Told in the first line of whatever is printed: what was lost of the files.
    var losses = LossReport([])
    /// What a program asks of an import beside the file; nil where a person asks.
    let order: ImportOrder?
    /// What the program ends with when it has printed what was asked.
    var code: Int32 = 0
    /// What was printed and said; nil where nobody asks for it again.
    var said: (output: String, complaint: String)?

    /// A call from a terminal.
    init(_ words: [String]) {
        self.words = words
        hidesPersons = false
        isAsked = false
        made = nil
        held = nil
        order = nil
    }

    /// A question over HTTP.
    init(served words: [String], _ made: MadeFile, held: HeldFacts?, order: ImportOrder? = nil) {
        self.words = words
        hidesPersons = false
        isAsked = false
        self.order = order
        self.made = made
        self.held = held
        said = ("", "")
    }

    /// A question of an assistant.
    ///
    /// - Parameter hidesPersons: whether nothing is told of who persons are, also where files say it.
    init(asked words: [String], held: HeldFacts, hidesPersons: Bool) {
        self.words = words
        self.held = held
        self.hidesPersons = hidesPersons
        isAsked = true
        made = MadeFile()
        order = nil
        said = ("", "")
    }

    /// Whether it comes from the service or an assistant: nothing of it is written to the terminal.
    var isServed: Bool { made != nil }

    /// That of the environment, else of the project, asked for many words and read once; nil where neither says it.
    private(set) lazy var language = Environment.chosenLanguage ?? (try? project)?.language

    var project: Project? {
        get throws {
            if let loaded { return loaded }
            var project = try Project.load()
            if let rules = Environment.value(Environment.rules) {
                project = project ?? Project()
                project?.rules = rules
            }
            loaded = .some(project)
            return project
        }
    }

    /// The command that was given, without what it was given.
    var verb: String { words.first ?? "" }
}
