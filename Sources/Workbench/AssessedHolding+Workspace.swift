internal import Quantities
package import Reports
internal import Store

extension AssessedHolding {
    /// What a workspace and a project say of it; nil where there is none.
    package init(_ workspace: Workspace?, _ project: Project?) throws {
        let tokens = try workspace.map { try AccessBook($0).all.map(\.role) }
        let imports = try workspace?.history().filter { $0.undoneAt == nil }
        self.init(
            imports: imports.map { records in
                records.map { Import(vendor: $0.vendor, kinds: $0.kinds) }
            }, retention: project?.retention,
            roles: Workbench.Role.allCases.map { role in
                Role(
                    name: role.rawValue, sees: role.sees,
                    tokens: tokens.map { $0.count { $0 == role } })
            }, hasSellers: project?.sellers != nil)
    }
}

extension Workbench.Role {
    /// What it lets somebody see of persons.
    fileprivate var sees: Phrase {
        switch self {
        case .read: Phrase(en: "figures; no leads", nl: "cijfers; geen leads")
        case .importing:
            Phrase(
                en: "figures; no leads; adds rows where mql serve takes them",
                nl: "cijfers; geen leads; voegt rijen toe waar mql serve die aanneemt")
        case .sales:
            Phrase(
                en: "figures, lists of leads and one lead; written in the log each time",
                nl: "cijfers, lijsten van leads en één lead; elke keer in het log")
        case .owner: Phrase(en: "everything", nl: "alles")
        }
    }
}
