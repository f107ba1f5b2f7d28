internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

/// Takes customers who were erased out of orders: what is left is a row of which customer, month and amounts
/// are known, so that sums stand; and a keyed mark, by which an old export does not bring them back.
struct CustomerMarks {
    private let db: Database
    /// When they are erased.
    private let day: Day
    private let key: ErasureKey

    init(_ db: Database, _ day: Day, _ key: ErasureKey) {
        (self.db, self.day, self.key) = (db, day, key)
    }

    /// Takes out the orders of a deal that nobody is in any more, and the customer who has no other deal.
    ///
    /// - Parameter name: what the deal is called from now on.
    func forget(ordersOf deal: String, now name: String) throws {
        let customers = try String.fetchAll(
            db, sql: "SELECT DISTINCT customer FROM sales_order WHERE deal = ? ORDER BY customer",
            arguments: [deal])
        try blank(
            Row.fetchAll(
                db, sql: "SELECT seq, id, day FROM sales_order WHERE deal = ?", arguments: [deal]))
        try db.execute(
            sql: "UPDATE sales_order SET deal = ? WHERE deal = ?", arguments: [name, deal])
        for customer in customers {
            let isOthers = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM sales_order
                        WHERE customer = ? AND deal <> '' AND deal NOT LIKE 'erased-%')
                    """, arguments: [customer])
            if isOthers == false { try forget(customer) }
        }
    }

    /// Takes out the customers whose names name somebody.
    func forget(named names: PersonNames) throws {
        guard !names.isEmpty else { return }
        let rows = try Row.fetchAll(
            db, sql: "SELECT DISTINCT customer, company FROM sales_order ORDER BY 1, 2")
        var forgotten = Set<String>()
        for row in rows {
            let (customer, company): (String, String) = (
                try row.get("customer"), try row.get("company")
            )
            guard names.occur(in: customer) || names.occur(in: company),
                forgotten.insert(customer).inserted
            else { continue }
            try forget(customer)
        }
    }

    private func forget(_ customer: String) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO erased VALUES (?, ?)",
            arguments: [key.mark(.customer(customer)), day.number])
        try blank(
            Row.fetchAll(
                db, sql: "SELECT seq, id, day FROM sales_order WHERE customer = ?",
                arguments: [customer]))
        try db.execute(
            sql: "UPDATE sales_order SET customer = ?, company = '' WHERE customer = ?",
            arguments: ["erased-\(key.pseudonym("customer \(customer)"))", customer])
    }

    /// Leaves of some orders their months and amounts, under numbers that nobody knows.
    private func blank(_ rows: [Row]) throws {
        for row in rows {
            let (seq, id, number): (Int64, String, Int64) = (
                try row.get("seq"), try row.get("id"), try row.get("day")
            )
            guard !id.hasPrefix("erased-"), let number = Int32(exactly: number) else { continue }
            var hash = RowHash(kind: 30)
            hash.mix(seq)
            hash.mix(3 as Int64)
            let name = "erased-\(key.pseudonym("order \(id)"))"
            var subject = RowHash(kind: 15)
            subject.mix(RowHash.hash(name))
            try db.execute(
                sql: """
                    UPDATE sales_order SET identity = ?, repetition = 0, subject = ?, id = ?, day = ?
                    WHERE seq = ?
                    """,
                arguments: [
                    Int64(bitPattern: hash.finished),
                    Int64(bitPattern: max(subject.finished, 1)), name,
                    Day(number: number).startOfMonth.number, seq,
                ])
        }
    }
}
