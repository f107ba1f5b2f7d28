/// A verb that could not be carried out: what went wrong, and what a script should be told.
package struct FailedVerb: Error, Sendable, CustomStringConvertible {
    package enum Cause: Int32, Sendable {
        case badData = 65
        case noInput = 66
        case cannotWrite = 73
        case readError = 74
    }

    package let cause: Cause
    package let description: String

    package init(_ cause: Cause, _ description: String) {
        self.cause = cause
        self.description = description
    }
}
