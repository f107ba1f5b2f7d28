package import Reports

/// Every column that is printed of the workspace itself, for the help.
package enum WorkspaceColumns {
    package static let all: [Table.Column] =
        ImportHistoryReport.fields.map(\.column) + RegisterReport.fields.map(\.column)
        + AuditLogReport.fields.map(\.column)
}
