import Analysis
import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// Orders in a workspace: kept, taken back, and erased with the person who is the customer.
struct OrderStoreTests {
    private let leads =
        header + "K-1,2026-01-01,beurs,,,Kade Pompen BV,\nK-2,2026-01-01,beurs,,,Wal NV,\n"
    private let columns = "order_id,customer,day,amount,margin,deal_id\n"
    private var orders: String {
        columns + "1,Kade Pompen,2026-02-03,100.00,40.00,\n2,Kade Pompen,2026-03-03,50.00,20.00,\n"
            + "3,Wal,2026-02-10,80.00,20.00,\n"
    }

    private func facts(_ world: TestWorkspace) throws -> [String] {
        try world.bench().reading.facts.orders.map {
            "\($0.id) \($0.customer) \($0.day) \($0.amount) \($0.margin ?? 0)"
        }
    }

    @Test("They are the same facts as those of the files, and the same again is nothing new")
    func same() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("orders.csv", orders)])
        var request = Request()
        request.data = try ["leads.csv", "orders.csv"].map {
            try world.place.write($0 == "leads.csv" ? leads : orders, to: "again-\($0)")
        }
        request.asOf = "2026-10-01"
        #expect(try Bench(request).reading.facts.fingerprint == world.fingerprint())
        #expect(try world.add([("orders.csv", orders)]).map(\.record.unchanged) == [3])
        #expect(try facts(world).count == 3)
        #expect(try world.database { try $0.checkup(key: world.workspace.key()).isSound })
    }

    @Test("A later export of an order counts whole, and taking it back brings the earlier one")
    func undo() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("orders.csv", orders)])
        let before = try world.fingerprint()
        let later = columns + "1,Kade Pompen,2026-02-03,90.00,35.00,\n"
        let receipts = try world.add(
            [("later.csv", later)], on: "2026-10-05", exportedOn: "2026-10-05")
        #expect(receipts[0].record.updated == 1)
        #expect(try facts(world)[0] == "1 Kade Pompen 2026-02-03 9000 3500")
        #expect(try facts(world).count == 3)
        try world.database {
            _ = try $0.undo(
                receipts[0].record.number, world.terms("2026-10-06"), key: world.workspace.key())
        }
        #expect(try world.fingerprint() == before)
        #expect(try world.database { try $0.checkup(key: world.workspace.key()).isSound })
    }

    @Test("A changed amount of an order is seen")
    func changed() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("orders.csv", orders)])
        try world.database { try $0.meddle("UPDATE sales_order SET cents = 1 WHERE seq = 2") }
        #expect(try world.database { try !$0.checkup(key: world.workspace.key()).isSound })
    }

    @Test(
        "Erasing a person leaves months and amounts of her orders, and an old export brings none back"
    )
    func erase() throws {
        let world = try TestWorkspace()
        try world.add([
            (
                "leads.csv",
                "lead_id,created_at,source,email,first_name,last_name,company\n"
                    + "K-1,2026-01-01,beurs,pia@kade.example,Pia,Kademan,Kade BV\n"
                    + "K-2,2026-01-01,beurs,,,,Wal NV\n"
            ),
            (
                "deals.csv",
                "deal_id,status,closed_at,amount,lead_ids\nD-1,won,2026-02-01,900.00,K-1\n"
            ),
            (
                "orders.csv",
                columns + "1,Pia Kademan,2026-02-03,100.00,40.00,\n"
                    + "2,20017,2026-02-03,50.00,20.00,D-1\n3,20017,2026-05-20,60.00,25.00,\n"
                    + "4,Wal,2026-02-10,80.00,20.00,\n"
            ),
        ])
        try world.erase("K-1")
        let left = try facts(world)
        #expect(left.count == 4)
        #expect(!left.contains { $0.contains("Pia") || $0.contains("20017") }, "\(left)")
        #expect(left.contains("4 Wal 2026-02-10 8000 2000"))
        // 3 February and 20 May become the first of their months.
        #expect(left.count { $0.contains(" 2026-02-01 ") } == 2)
        #expect(left.count { $0.contains(" 2026-05-01 6000 2500") } == 1)
        #expect(try world.database { try $0.checkup(key: world.workspace.key()).isSound })
        let old =
            columns + "1,pia kademan,2026-02-03,100.00,40.00,\n"
            + "2,x,2026-02-03,50.00,20.00,D-1\n3,20017,2026-05-20,60.00,25.00,\n"
        #expect(try world.add([("old.csv", old)]).map(\.record.erased) == [3])
        #expect(try facts(world) == left)
    }
}
