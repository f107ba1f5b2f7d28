import Analysis
import Foundation
import Funnels
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// An objection is of a person, under whatever id that person stands or comes back.
@Suite(.serialized)
struct ObjectionTests {
    private let people = """
        lead_id,created_at,source,email,first_name,last_name,phone
        O-1,2026-03-01,fair,mila@plas.example,Mila,Dorst,
        O-2,2026-03-02,web,Mila <MILA@plas.example>,,,
        O-3,2026-03-03,web,info@plas.example,Piet,Vos,
        O-4,2026-03-04,web,info@plas.example,Els,Mol,

        """

    private func filled() throws -> TestWorkspace {
        let world = try TestWorkspace()
        try world.add([
            ("people.csv", people), ("stages.csv", "lead_id,at,stage\nO-1,2026-03-05,mql\n"),
        ])
        return world
    }

    private func object(_ who: String, _ world: TestWorkspace) throws {
        let person = try world.workspace.findOne(who, Request()).person
        try world.workspace.object(person.leads, Request(), world.terms("2026-10-02"))
    }

    private func listed(_ world: TestWorkspace) throws -> [String] {
        let bench = try world.bench()
        return bench.pipeline.list(bench.question, only: nil).map(\.id).sorted()
    }

    @Test(
        "All ids of the person are in no list, the person counts as before, and others with the address stay"
    )
    func allIDs() async throws {
        let world = try filled()
        // Mila counts once: O-1, O-3, O-4 are listed, and Mila is the MQL.
        #expect(try listed(world) == ["O-1", "O-3", "O-4"])
        #expect(await (try world.bench()).figures().total.counts.mqls == 1)
        try object("O-2", world)
        #expect(try listed(world) == ["O-3", "O-4"])
        #expect(await (try world.bench()).figures().total.counts.mqls == 1)
        #expect { try object("info@plas.example", world) } throws: {
            "\($0)".contains("of several persons")
        }
        try object("O-3", world)
        #expect(try listed(world) == ["O-4"])
    }

    @Test(
        "The same person under another id, in a later import, is in no list",
        arguments: [
            "N-1,2026-02-01,web,mila@plas.example,,,",
            "N-1,2026-09-01,web,\"Dorst, M. <mailto:Mila@Plas.example>\",,,",
            "mila@plas.example,2026-09-01,web,,,,", "N-1,2026-09-01,web,MILA@PLAS.EXAMPLE,Mila,,",
        ])
    func later(row: String) async throws {
        let world = try filled()
        try object("mila@plas.example", world)
        let header = people.prefix { $0 != "\n" }
        try world.add([("later.csv", "\(header)\n\(row)\n")])
        #expect(try listed(world) == ["O-3", "O-4"])
        // Mila was one MQL and is one.
        #expect(await (try world.bench()).figures().total.counts.mqls == 1)
        let lists = try world.workspace.note(
            list: ["O-4"], to: "x.csv", world.terms("2026-10-03"))
        #expect(lists.objected.isEmpty && lists.erased == 0)
        #expect(try world.workspace.checkup().database.isSound)
    }

    @Test("The other form of an id, and an id that was merged into it, are the same person")
    func otherForms() throws {
        let world = try TestWorkspace()
        let long = "0035g00000AbCdEAAV"
        try world.add([
            ("a.csv", header + "0035g00000AbCdE,2026-03-01,fair,,,,\nO-9,2026-03-01,fair,,,,\n")
        ])
        #expect(IDForms.other("0035g00000AbCdE") == long)
        try object("0035g00000AbCdE", world)
        try world.add([("b.csv", header + "\(long),2026-03-01,web,,,,\n")])
        #expect(try listed(world) == ["O-9"])
        let export = """
            Record ID,Create Date,Original Source,Lifecycle Stage,Merged Contact IDs
            51,2026-02-01 09:00,Paid Search,Lead,50;49
            52,2026-02-02 09:00,Paid Search,Lead,

            """
        let merged = try TestWorkspace()
        try merged.add([("hs.csv", export)])
        try object("51", merged)
        try merged.add([("c.csv", header + "50,2026-01-01,web,,,,\n49,2026-01-01,web,,,,\n")])
        #expect(try listed(merged) == ["52"])
    }

    @Test("An objection outlives an older copy, and the loss of the database")
    func kept() async throws {
        let world = try filled()
        _ = try world.workspace.clear()
        let path = world.workspace.database
        let copy = try Data(contentsOf: URL(fileURLWithPath: path))
        try object("O-1", world)
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
        try copy.write(to: URL(fileURLWithPath: path))
        #expect(try listed(world) == ["O-3", "O-4"])
        #expect(await (try world.bench()).figures().total.counts.mqls == 1)
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
        try world.workspace.create(world.terms("2026-10-04"))
        try world.add([("people.csv", people)])
        #expect(try listed(world) == ["O-3", "O-4"])
    }

    @Test(
        "Ids that were merged into somebody erased, and the other form of her id, do not come back")
    func erasedMerged() throws {
        let world = try TestWorkspace()
        let export = """
            Record ID,Create Date,Original Source,Lifecycle Stage,Merged Contact IDs
            61,2026-02-01 09:00,Paid Search,Lead,60;59
            62,2026-02-02 09:00,Paid Search,Lead,

            """
        try world.add([("hs.csv", export)])
        try world.erase("61")
        let later = header + "60,2026-01-01,web,,,,\n59,2026-01-01,web,,,,\n58,2026-01-01,web,,,,\n"
        let record = try #require(try world.add([("b.csv", later)]).first).record
        #expect(record.erased == 2 && record.new == 1)
        let forms = try TestWorkspace()
        try forms.add([("a.csv", header + "0035g00000AbCdE,2026-03-01,fair,,,,\n")])
        try forms.erase("0035g00000AbCdE")
        let again = try forms.add([
            ("b.csv", header + "0035g00000AbCdEAAV,2026-03-01,web,,,,\n")
        ])
        #expect(again.first?.record.erased == 1)
    }

    @Test(
        "A rejected row with only her name and phone is hers; a namesake's and a colleague's are not"
    )
    func phoneAndName() throws {
        let world = try TestWorkspace()
        let columns = "lead_id,created_at,source,email,first_name,last_name,phone\n"
        try world.add([
            (
                "a.csv",
                columns + "T-1,2026-03-01,fair,roos@veld.example,Roos,Winter,+31 20 555 0199\n"
            )
        ])
        try world.erase("T-1")
        let rows = [
            ",2026-03-01,fair,,roos,WINTER,020-5550199",  // hers: the last nine digits are the same
            ",2026-03-01,fair,,Roos,Winter,010-5550111",  // a namesake
            ",2026-03-01,fair,,Daan,Zomer,020-5550199",  // a colleague on the same line
            ",2026-03-01,fair,roos@elders.example,Roos,Winter,020-5550199",  // says who else it is
            ",2026-03-01,fair,,Roos,Winter,",  // a name alone
        ]
        let record = try #require(
            try world.add([("b.csv", columns + rows.map { $0 + "\n" }.joined())]).first
        ).record
        #expect(record.erased == 1 && record.rejected == 4)
    }
}
