package import Quantities
package import Store
package import Workbench

/// What changes the workspace: the service has no other way than the commands.
package protocol Changes: Sendable {
    /// Whether files and rows are taken.
    var isImporting: Bool { get }
    /// A private file for what comes in.
    func file() throws -> IncomingFile
    /// Carries a command out on the thread that asks.
    func carryOut(_ words: [String], _ order: ImportOrder?) -> Printed
    /// How an import is known that may come twice.
    func mark(_ sent: String, by actor: String, content: String) throws -> ImportMark
    /// What was answered when the same was asked before; nil where it was not.
    func earlier(_ mark: ImportMark) throws -> RepeatedImport?
    /// The language of the project.
    var language: Language? { get }
    /// The names of the files that have the rejected rows of an import.
    func rejects(of number: Int) -> [String]
    /// What one of these has; nil where it is not there.
    func rejected(_ name: String) -> [UInt8]?
}
