internal import GRDB

/// Figures as a database of their own, for programs that draw: tables of what reports print, without persons.
package enum FiguresDatabase {
    /// A table: a name, the names of its columns, and texts in rows. A column whose texts are all numbers has numbers.
    package struct Table: Sendable {
        package let name: String
        package let columns: [String]
        package let rows: [[String]]

        package init(name: String, columns: [String], rows: [[String]]) {
            (self.name, self.columns, self.rows) = (name, columns, rows)
        }

        fileprivate var isNumber: [Bool] {
            columns.indices.map { column in
                rows.allSatisfy { $0[column].isEmpty || Double($0[column]) != nil }
            }
        }
    }

    /// A question that is asked often, by a name.
    package struct View: Sendable {
        package let name: String
        package let query: String

        package init(name: String, query: String) { (self.name, self.query) = (name, query) }
    }

    /// Makes the database at a path where nothing is.
    package static func write(_ tables: [Table], _ views: [View], to path: String) throws {
        var configuration = Configuration()
        configuration.journalMode = .default
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { database in
            for table in tables {
                try database.create(table: table.name) { made in
                    for (name, isNumber) in zip(table.columns, table.isNumber) {
                        made.column(name, isNumber ? .numeric : .text)
                    }
                }
                for row in table.rows {
                    // What is not known is NULL, which no sum or mean counts as nothing.
                    let values = row.map { $0.isEmpty ? DatabaseValue.null : $0.databaseValue }
                    try database.execute(
                        literal: "INSERT INTO \(identifier: table.name) VALUES \(values)")
                }
            }
            for view in views {
                try database.create(view: view.name, as: SQLRequest<Row>(sql: view.query))
            }
        }
        try queue.close()
    }
}
