/// What was done to a workspace, by the name that the log has for it, which never changes.
package enum AuditAction: String, CaseIterable, Sendable {
    case begin = "init"
    case addImport = "import"
    case undoImport = "undo-import"
    case export
    case showPersons = "shown with personal data"
    case sign
    case backup
    case restore
    case erase
    case eraseAgain = "erase-again"
    case objection
    case retention

    /// Whether it only reads, or adds an import: what was known before stays as it was.
    var onlyAdds: Bool {
        switch self {
        case .addImport, .export, .showPersons, .sign, .backup: true
        case .begin, .undoImport, .restore, .erase, .eraseAgain, .objection, .retention: false
        }
    }
}
