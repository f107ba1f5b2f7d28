internal import GRDBSQLite

/// Which database library keeps the workspace.
package enum StoreVersion {
    /// As SQLite says it of itself, `3.40.1`.
    package static var sqlite: String { String(cString: sqlite3_libversion()) }
}
