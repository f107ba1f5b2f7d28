import Analysis
import Quantities
import Reports
import Workbench

/// What was lost of the files that this call reads, and what follows from that.
enum Losses {
    /// Told in the first line of whatever is printed.
    static var told: LossReport { Call.current.losses }

    /// Tells what is wrong with the files, the gravest first.
    static func tell(_ bench: Bench, _ language: Language) throws {
        let told = LossReport(try bench.losses)
        Call.current.losses = told
        if let text = told.text(language) { Terminal.complain(text) }
        // A file that was named and gave nothing is not what was asked, whatever the others gave.
        if told.hasEmptyFile { Call.current.code = FailedVerb.Cause.badData.rawValue }
        let problems = ProblemReport.text(bench.context(language))
        if !problems.isEmpty { Terminal.complain(problems) }
    }

    /// Refuses what was read where no row may be lost.
    static func require(_ bench: Bench, isStrict: Bool) throws {
        let lost = bench.rejectedRows
        guard isStrict, lost > 0 else { return }
        func rows(_ language: Language) -> String { Wording(language).count(lost, .row) }
        throw FailedVerb(
            .badData, en: "--strict: \(rows(.en)) could not be taken, and nothing is reported.",
            nl: "--strict: \(rows(.nl)) niet over te nemen, en er wordt niets gerapporteerd.")
    }
}
