import Analysis
import Workbench

/// A command whose answer follows from the facts, the rules and the question alone, and would be the same again.
protocol AnswersFromFacts {
    var data: DataOptions { get }
    var output: OutputOptions { get }
    /// Whether it does nothing but answer: what writes files or looks at others says so itself.
    var onlyAnswers: Bool { get }
}

extension AnswersFromFacts {
    var onlyAnswers: Bool { data.onlyAnswers && output.onlyAnswers }
}

extension DataOptions {
    /// Whether reading writes nothing, neither a file nor a line in the log.
    var onlyAnswers: Bool { rejects == nil && !withPersonalData && tallies.isEmpty }
}

extension OutputOptions {
    /// Whether the answer goes to standard output.
    var onlyAnswers: Bool { to == nil }
}

extension AnswerCache {
    /// Nil where the answer cannot be cached.
    init?(_ command: any AnswersFromFacts) {
        guard command.onlyAnswers,
            let request = try? command.data.request(by: .source, unit: .person)
        else { return nil }
        self.init(
            request, words: Call.current.words + Terminal.look,
            program: Terminal.program)
    }
}

/// A command whose options stand together.
protocol AnswersWithFigures: AnswersFromFacts {
    var options: FiguresOptions { get }
}

extension AnswersWithFigures {
    var data: DataOptions { options.data }
    var output: OutputOptions { options.output }
}
