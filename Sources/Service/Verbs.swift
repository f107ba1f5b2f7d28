package import Quantities
package import Workbench

/// A reading command of the program, as the service offers it: the address is its name, the query its options.
package struct Verb: Sendable {
    /// Its words: `report`, or `rules show`.
    package let name: String
    package let about: Phrase
    package let options: [Option]
    package let right: Right
    package let formats: [String]

    package init(
        _ name: String, about: Phrase, options: [Option], right: Right, formats: [String]
    ) {
        self.name = name
        self.about = about
        self.options = options
        self.right = right
        self.formats = formats
    }

    /// Where it is found: `/report`, `/rules/show`.
    package var path: String { "/" + name.replacing(" ", with: "/") }

    /// What follows a verb.
    package struct Option: Sendable {
        package enum Kind: Sendable {
            case value, flag
            /// What stands behind the verb without a name, as the number of a lead.
            case positional
        }

        package let name: String
        package let kind: Kind
        package let about: Phrase
        /// What it may be; empty where it is free.
        package let choices: [String]
        package let standard: String?
        /// Under what the help has it.
        package let group: String
        /// Whether it may be said more than once.
        package let isRepeated: Bool

        package init(
            _ name: String, _ kind: Kind, about: Phrase, choices: [String] = [],
            standard: String? = nil, group: String = "", isRepeated: Bool = false
        ) {
            self.name = name
            self.kind = kind
            self.about = about
            self.choices = choices
            self.standard = standard
            self.group = group
            self.isRepeated = isRepeated
        }
    }
}

/// What a verb printed.
package struct Printed: Sendable {
    package let bytes: [UInt8]
    /// What was said beside it.
    package let complaint: String
    /// What the program would end with: 0, and 1 for a check that found something.
    package let code: Int32

    package init(bytes: [UInt8], complaint: String, code: Int32) {
        self.bytes = bytes
        self.complaint = complaint
        self.code = code
    }
}

/// A rule book that was saved by the lab.
package struct RuleDraft: Sendable, Equatable {
    package let name: String
    package let title: String
    /// Who signed what it says now.
    package let by: [String]

    package init(name: String, title: String, by: [String]) {
        self.name = name
        self.title = title
        self.by = by
    }
}

/// Why a rule book could not be saved.
package struct DraftFailure: Error {
    package let complaint: String

    package init(_ complaint: String) { self.complaint = complaint }
}

/// The verbs of the program: the service has no other answers than theirs.
package protocol Verbs: Sendable {
    /// Those that only read.
    var reading: [Verb] { get }
    /// What a call of the program prints.
    func answer(_ words: [String]) async -> Printed
    /// What the answer depends on beside the words: it changes when a file or the workspace does.
    func stamp(_ words: [String]) -> String
    /// The words that each call begins with behind its verb: the files that were named when it was started.
    var data: [String] { get }
    /// Whether lead by lead may be shown: what is asked of persons is written down.
    func note(_ words: [String], by name: String) throws
    /// How many sets of facts are held.
    var held: Int { get }
    /// The rules, for judging a lead that comes in.
    var desk: JudgeDesk { get throws }
    /// The address of a lead in the CRM, with `{id}` for its number; nil where nobody gave it.
    var crmLink: String? { get }
    /// Rule books that were tried and saved here, with who signed each.
    var drafts: [RuleDraft] { get }
    /// Saves what a question tries as a rule book that nobody has signed.
    ///
    /// - Returns: its name, or what went wrong.
    func saveDraft(_ words: [String], by name: String) async -> Result<String, DraftFailure>
    /// Signs one of them on behalf of a side; the signature of the other side stays.
    func sign(_ draft: String, for side: Side, by name: String) throws
    /// What changes the workspace; nil where there is none.
    var changes: (any Changes)? { get }
}
