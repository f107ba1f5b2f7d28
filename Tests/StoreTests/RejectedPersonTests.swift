import Foundation
import Intake
import Leads
import Quantities
import Reports
import Store
import TestSupport
import Testing
import Workbench

/// Rows that were rejected and kept are told of by what they say themselves, and by whole values.
struct RejectedPersonTests {
    private let columns = "lead_id,created_at,source,email,first_name,last_name,phone\n"

    private func world(
        _ files: [(String, String)], map: String? = nil
    ) throws -> TestWorkspace {
        let world = try TestWorkspace()
        for receipt in try world.add(files) {
            _ = try world.workspace.keep(
                ProblemReport.rejects(receipt.reading.rejected), of: receipt.record.number)
        }
        return world
    }

    /// The first cell of each kept row.
    private func kept(_ world: TestWorkspace) throws -> [String] {
        let folder = world.workspace.folder + "/rejects"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap {
            name in
            try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
                .split(separator: "\n").dropFirst().map {
                    String($0.prefix { $0 != "," })
                }
        }
    }

    @Test(
        "What is no value of a person takes nobody's row",
        arguments: ["-", "0", "n/a", "--", "onbekend", "12345"])
    func emptyPhone(phone: String) throws {
        let world = try world([
            (
                "leads.csv",
                columns + "R-1,2026-01-05,fair,io@klif.example,Io,Ek,\(phone)\n"
                    + "R-2,geen,fair,piet@duin.example,Piet,Berg,+31 6 2345 6789\n"
                    + "R-3,geen,fair,karel@duin.example,Ioana,Ekster,\(phone)\n"
                    + "R-4,geen,fair,IO@klif.example,Io,Ek,\(phone)\n"
            )
        ])
        #expect(try world.erase("R-1").rejected == 1)
        #expect(try kept(world) == ["R-2", "R-3"])
    }

    @Test("A file name, a problem and a line say nothing of who a row is about")
    func addedColumns() throws {
        let world = try world([
            (
                "eva.meer@klif.example.csv",
                columns + "5,2026-01-05,fair,eva.meer@klif.example,Eva,Meer,\n"
                    + "R-2,geen,fair,piet@duin.example,Piet,Berg,\n"
                    + "R-3,5,fair,kees@duin.example,Kees,Berg,\n"
            )
        ])
        #expect(try world.erase("5").rejected == 0)
        #expect(try kept(world) == ["R-2", "R-3"])
    }

    @Test("A phone that colleagues share and a name that others have take no row of theirs")
    func shared() throws {
        let world = try world([
            (
                "leads.csv",
                columns + "R-1,2026-01-05,fair,eva@klif.example,Eva,Meerman,020-5551234\n"
                    // A colleague, a namesake, and two rows of hers without an id or an address.
                    + "R-2,geen,fair,piet@klif.example,Piet,Bergman,+31 20 555 1234\n"
                    + "R-3,geen,fair,eva@elders.example,Eva,Meerman,\n"
                    + ",2026-01-06,fair,,Eva,Meerman,\n,2026-01-06,fair,,,,+31 (0)20 5551234\n"
                    + ",2026-01-06,fair,,Piet,Bergman,+31 20 5551234\n"
            )
        ])
        // +31 (0)20 5551234 ends in the same nine digits as 020-5551234: 205551234.
        #expect(try world.erase("R-1").rejected == 2)
        #expect(try kept(world) == ["R-2", "R-3", ""])
    }

    @Test("Who stands only in rejected rows is shown and erased, and does not come back")
    func onlyRejected() throws {
        let rows =
            columns + "R-1,2026-01-05,fair,zus@klif.example,Zus,Klifman,+31 6 1111 2222\n"
            + "R-2,geen,fair,Zus Klifman <ZUS@klif.example>,,,06-33334444\n"
            + "ONLY-7,geen,fair,mo@strand.example,Mo,Strandman,+31 6 5555 6666\n"
        let world = try world([("leads.csv", rows)])
        for who in ["ONLY-7", "MO@strand.example", "mailto:mo@strand.example"] {
            let person = try world.workspace.find(who)
            #expect(person.leads.isEmpty && person.rejected == 1)
            let text = PersonReport(try world.workspace.held(of: person)).json.text
            #expect(text.contains("Strandman") && !text.contains("Klifman"))
        }
        let lead = try world.workspace.find("R-1")
        #expect(
            PersonReport(try world.workspace.held(of: lead)).json.text.contains("06-33334444"))
        #expect(try world.erase("ONLY-7").rejected == 1)
        #expect(try kept(world) == ["R-2"])
        #expect(throws: FailedVerb.self) { try world.workspace.find("ONLY-7") }
        // Mended, the row is one of somebody who was erased: by its id, and by its address.
        let mended =
            columns + "ONLY-7,2026-01-07,fair,,,,\nX-1,2026-01-07,fair,Mo@strand.example,,,\n"
            + "R-2,2026-01-07,fair,zus@klif.example,,,\n"
        let record = try #require(try world.add([("mended.csv", mended)]).first).record
        #expect(record.erased == 2 && record.new == 1)
        #expect(try world.workspace.checkup().database.isSound)
    }

    @Test("Rows of activities and deals that name somebody are hers; a deal of others stays theirs")
    func otherTables() throws {
        let world = try world([
            (
                "leads.csv",
                columns + "R-1,2026-01-05,fair,eva@klif.example,,,\nR-2,2026-01-05,fair,,,,\n"
            ),
            ("activities.csv", "lead_id,at,action\nR-1,geen,x\nR-2,geen,x\n"),
            (
                "deals.csv",
                "deal_id,status,created_at,lead_ids\nD-1,won,geen,R-1\nD-2,open,geen,R-1;R-2\nD-3,open,geen,R-2\n"
            ),
        ])
        #expect(try kept(world) == ["R-1", "R-2", "D-1", "D-2", "D-3"])
        #expect(try world.workspace.find("R-1").rejected == 3)
        try world.erase("R-1")
        #expect(try kept(world) == ["R-2", "D-2", "D-3"])
        #expect(try world.workspace.find("R-2").rejected == 3)
        #expect(throws: FailedVerb.self) { try world.workspace.find("R-1") }
    }

    @Test("An export of a CRM is known by its own columns, a table of one's own by any whole cell")
    func otherHeaders() throws {
        let world = try world([
            (
                "salesforce.csv",
                "Lead ID,Created Date,Lead Source,Email,First Name,Last Name,Phone,Company / Account\n"
                    + "00Q-1,2026-01-05,Web,eva@klif.example,Eva,Meerman,,\n"
                    + "00Q-2,geen,Web,eva@klif.example,Eva,Meerman,,\n"
                    + "00Q-3,geen,Web,piet@klif.example,Piet,Bergman,,\n"
            )
        ])
        try world.place.write(
            "Klantnr,Datum,Contact,mql_file,mql_line,mql_problem,mql_more_cells\n"
                + "K-00Q-1,x,piet@klif.example,f.csv,2,p,\n00Q-1,x,,f.csv,2,p,\n"
                + "K-1,x,Eva <EVA@klif.example>,f.csv,2,p,\nK-2,x,x,f.csv,2,p,eva@klif.example\n"
                + "K-3,gesproken met eva@klif.example,,f.csv,2,p,\n",
            to: "mql-data/rejects/own.csv")
        // Whole cells: the id 00Q-1 has too few letters and digits (4) to say anything by itself in a
        // table that nobody knows, so that row stays.
        #expect(try world.erase("00Q-1").rejected == 3)
        #expect(try kept(world) == ["00Q-3", "K-00Q-1", "00Q-1", "K-3"])
    }

    @Test("Backups that hold somebody are named, and others are not")
    func backups() throws {
        let world = try world([("a.csv", columns + "R-1,2026-01-05,fair,eva@klif.example,,,\n")])
        let first = try world.workspace.backUp(to: nil, world.terms("2026-10-01"))
        try world.add([("b.csv", columns + "R-2,2026-01-05,fair,piet@klif.example,,,\n")])
        let second = try world.workspace.backUp(to: nil, world.terms("2026-10-03"))
        let text = PersonReport(
            try world.workspace.held(of: world.workspace.find("R-2"))
        ).json.text
        #expect(text.contains(second) && !text.contains(first))
        #expect(try world.erase("R-2", on: "2026-10-04").backups.map(\.path) == [second])
        #expect(try world.erase("R-1", on: "2026-10-04").backups.map(\.path) == [first, second])
    }
}
