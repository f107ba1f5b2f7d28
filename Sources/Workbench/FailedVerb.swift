package import Quantities

/// A verb that could not be carried out: what went wrong, and what a script should be told.
package struct FailedVerb: Error, Sendable {
    /// Why it failed, as the code with which the program ends (BSD sysexits).
    package enum Cause: Int32, Sendable {
        case badData = 65
        case noInput = 66
        case cannotWrite = 73
        case readError = 74
    }

    package let cause: Cause
    package let message: Phrase

    package init(_ cause: Cause, _ message: Phrase) {
        self.cause = cause
        self.message = message
    }

    /// A cause, with what was seen and what to do in both languages.
    package init(_ cause: Cause, en: String, nl: String) {
        self.init(cause, Phrase(en: en, nl: nl))
    }
}
