internal import Analysis
package import Quantities
package import Reports

extension Bench {
    /// What reports on it are made with.
    ///
    /// - Parameter command: that makes them again.
    package func context(_ language: Language = .en, command: String = "") -> ReportContext {
        ReportContext(language, reading: reading, command: command, observed: question.observed)
    }
}
