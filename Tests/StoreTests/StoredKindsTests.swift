import Foundation
import Intake
import Leads
import Quantities
import Reports
import Store
import TestSupport
import Testing
import Workbench

/// Everything that is stored has a purpose and an end, and nothing stays longer than was agreed.
struct StoredKindsTests {
    private let day = "2026-10-01T09:00:00Z"

    /// A workspace in which everything was done that leaves a file or a row.
    private func used() throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        try place.write(
            "lead_id,created_at,source,campaign,email,first_name,last_name,phone\n"
                + "K-1,2026-01-05,fair,,pia@kade.example,Pia,Kademan,+31 6 1111 2222\n"
                + "K-2,2026-09-05,fair,,rob@kade.example,Rob,Kademan,\n"
                + "K-3,geen,fair,,pia@kade.example,Pia,Kademan,\n", to: "leads.csv")
        try place.write("lead_id,at,action\nK-1,2026-01-06,contact_request\n", to: "acts.csv")
        for command in [
            ["init", "--at", day], ["import", "leads.csv", "acts.csv", "--at", day], ["backup"],
            ["report", "--as-of", "2026-10-01"], ["leads", "--format", "csv"],
            ["privacy", "object", "K-2"], ["privacy", "export", "K-1"], ["doctor"],
            ["undo-import", "2"],
        ] { #expect(try Command.run(command, in: place.url).code == 0, "\(command)") }
        return place
    }

    @Test("Every column and every file has a purpose and an end: a new one without is seen here")
    func kinds() throws {
        let place = try used()
        let workspace = Workspace(place.path + "/mql-data")
        for (table, names) in try workspace.columns() {
            #expect(!names.isEmpty, "\(table)")
            for name in names {
                let purpose = Purpose.of(table, name)
                #expect(purpose.text != nil && purpose.ending != nil, "\(table).\(name)")
                // What is of a person does not stay when the person goes.
                #expect(!purpose.isPersonal || purpose.ending != .stays, "\(table).\(name)")
            }
        }
        #expect(Purpose.of("person", "shoe_size").ending == nil)
        let root = workspace.folder
        let walker = try #require(FileManager.default.enumerator(atPath: root))
        for case let name as String in walker {
            #expect(StoredFile.of(name) != nil, "\(name)")
        }
        #expect(StoredFile.of("notes.txt") == nil)
        let register = try Command.run(["privacy", "register"], in: place.url).output
        for file in StoredFile.allCases { #expect(register.contains(file.rawValue)) }
    }

    @Test("Nothing personal of any column is left after erasing, and totals are")
    func nothingLeft() throws {
        let place = try TemporaryPlace()
        let columns = FactKind.lead.columns.filter {
            !["lead_id", "created_at", "updated_at", "source", "employees"].contains($0)
        }
        // Each column has a text of its own, of which source, campaign and medium may stay.
        let cells = columns.map { $0 == "email" ? "trace@email.example" : "trace-\($0)" }
        try place.write(
            "lead_id,created_at,source,\(columns.joined(separator: ","))\n"
                + "trace-id,2026-01-05,fair,\(cells.joined(separator: ","))\n"
                + "K-2,2026-01-05,fair" + String(repeating: ",", count: columns.count) + "\n",
            to: "leads.csv")
        try place.write(
            "lead_id,at,action,content,session,source,campaign\ntrace-id,2026-01-06,trace-action,trace-content,trace-s,trace-as,trace-ac\n",
            to: "acts.csv")
        try place.write(
            "lead_id,at,stage,reason\ntrace-id,2026-01-07,rejected,trace-reason\n", to: "stages.csv"
        )
        for command in [
            ["init", "--at", day],
            ["import", "leads.csv", "acts.csv", "stages.csv", "--at", day],
            ["report", "--as-of", "2026-10-01"], ["leads", "--format", "csv"],
            ["privacy", "erase", "trace-id", "--yes"],
        ] { #expect(try Command.run(command, in: place.url).code == 0, "\(command)") }
        let root = place.path + "/mql-data"
        let walker = try #require(FileManager.default.enumerator(atPath: root))
        for case let name as String in walker {
            let data = FileManager.default.contents(atPath: "\(root)/\(name)") ?? Data()
            let text = String(decoding: data, as: UTF8.self)
                .replacing("trace-campaign", with: "").replacing("trace-medium", with: "")
            #expect(!text.contains("trace"), "\(name)")
        }
    }

    @Test(
        "Names of files and campaigns are shown, and go with the person where they are hers alone")
    func names() throws {
        let world = try TestWorkspace()
        let header = "lead_id,created_at,source,campaign,email,first_name,last_name\n"
        try world.add([
            (
                "Export Pia Kademan.csv",
                header + "K-1,2026-01-05,fair,intro Kademan Pia,pia@kade.example,Pia,Kademan\n"
                    + "K-2,2026-01-05,fair,spring,,,\n"
            ),
            ("pia@kade.example.csv", header + "K-3,2026-01-05,fair,for pia@kade.example,,,\n"),
            ("piano.csv", header + "K-4,2026-01-05,fair,Kademan,,,\n"),
        ])
        let person = try world.workspace.find("K-1")
        let text = PersonReport(try world.workspace.held(of: person)).json.text
        for shown in [
            "Export Pia Kademan.csv", "pia@kade.example.csv", "intro Kademan Pia",
            "for pia@kade.example",
        ] { #expect(text.contains(shown), "\(shown)") }
        #expect(!text.contains("piano.csv"))
        #expect(try world.erase("K-1").texts == ["for pia@kade.example"])
        #expect(
            try world.workspace.history().map(\.file) == ["erased.csv", "erased.csv", "piano.csv"])
        #expect(try world.workspace.checkup().database.isSound)
        // A file that is called after her again is not.
        let again = try world.add([("pia@kade.example.csv", header + "K-9,2026-01-05,fair,,,,\n")])
        #expect(again.first?.record.file == "erased.csv")
    }

    // MARK: Retention

    @Test("Each import erases what is kept too long, where that was agreed, and files with it")
    func retention() throws {
        let place = try TemporaryPlace()
        let leads = "lead_id,created_at,source,email\n"
        try place.write(
            leads + "K-1,2023-09-30,fair,a@kade.example\nK-2,2023-10-02,fair,b@kade.example\n",
            to: "old.csv")
        try place.write(leads + "K-9,geen,fair,c@kade.example\n", to: "bad.csv")
        try place.write(leads + "K-3,2026-09-30,fair,d@kade.example\n", to: "new.csv")
        func run(_ words: String...) throws -> CommandResult {
            try Command.run(words, in: place.url)
        }
        #expect(try run("init", "--at", "2023-10-03T09:00:00Z").complaint.contains("retention: 36"))
        #expect(
            try run(
                "import", "old.csv", "bad.csv", "--accept-loss", "--at", "2023-10-03T09:00:00Z"
            ).code == 0)
        #expect(try run("backup", "--at", "2023-10-04T09:00:00Z").code == 0)
        // Until it is agreed nobody goes.
        #expect(try run("import", "new.csv", "--at", "2026-10-01T09:00:00Z").code == 0)
        let workspace = Workspace(place.path + "/mql-data")
        #expect(try workspace.find("K-1").leads == ["K-1"])
        // 36 months before 1 October 2026 is 1 October 2023: K-1 is older, K-2 is not, and both files are not.
        try place.write("retention: 36\n", to: "mql.yaml")
        let told = try run("import", "new.csv", "--at", "2026-10-01T09:00:00Z")
        #expect(told.code == 0 && told.complaint.contains("1 lead erased"))
        #expect(throws: FailedVerb.self) { try workspace.find("K-1") }
        #expect(try workspace.find("K-2").leads == ["K-2"])
        #expect(workspace.copies().count == 1)
        #expect(try workspace.find("K-9").rejected == 1)
        // Four days later all of it is too old, and the backup and the rejected row go with it.
        #expect(try run("import", "new.csv", "--at", "2026-10-05T09:00:00Z").code == 0)
        #expect(throws: FailedVerb.self) { try workspace.find("K-2") }
        #expect(throws: FailedVerb.self) { try workspace.find("K-9") }
        #expect(workspace.copies().isEmpty)
        #expect(try workspace.checkup().database.isSound)
    }

    @Test(
        "A term that is no number of months is refused with its line",
        arguments: ["0", "x", "1201"])
    func wrongTerm(text: String) throws {
        let place = try TemporaryPlace()
        #expect(try Command.run(["init"], in: place.url).code == 0)
        try place.write("retention: \(text)\n", to: "mql.yaml")
        let result = try Command.run(["import", "leads.csv"], in: place.url)
        #expect(result.code == 65 && result.complaint.contains("mql.yaml:1"))
    }

    // MARK: Lists that were written

    @Test(
        "A later list names whom an earlier one carried who has objected, and erasing names the lists"
    )
    func lists() throws {
        let place = try TemporaryPlace()
        try place.write(
            "lead_id,created_at,source\nK-1,2026-01-05,fair\nK-2,2026-01-05,fair\nK-3,2026-01-05,fair\n",
            to: "leads.csv")
        func run(_ words: String...) throws -> CommandResult {
            let result = try Command.run(words, in: place.url)
            #expect(result.code == 0, "\(words) \(result.complaint)")
            return result
        }
        _ = try run("init")
        _ = try run("import", "leads.csv")
        let first = try run("leads", "--format", "csv", "--to", "crm.csv")
        #expect(!first.complaint.contains("blank"))
        #expect(try run("privacy", "object", "K-1").output.contains("crm.csv: K-1"))
        let erased = try run("privacy", "erase", "K-2", "--yes").output
        #expect(erased.contains("crm.csv: K-2"))
        let second = try run("leads", "--format", "json")
        #expect(second.complaint.contains("crm.csv: K-1"))
        #expect(second.complaint.contains("1 lead erased since"))
        #expect(!second.output.contains("K-1") && !second.output.contains("K-2"))
        #expect(second.output.contains("K-3"))
        // On the screen nothing is carried away, and who was on no list is not named.
        #expect(!(try run("leads").complaint.contains("blank")))
        #expect(!(try run("privacy", "object", "K-3").output.contains("crm.csv: K-1")))
        #expect(try run("doctor").code == 0)
        let unknown = try Command.run(["explain", "K-11"], in: place.url)
        #expect(unknown.code == 66 && !unknown.complaint.contains("K-1\""))
    }
}
