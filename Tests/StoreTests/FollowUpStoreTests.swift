import Foundation
import TestSupport
import Testing

/// Teams, attempts and sellers in a workspace.
struct FollowUpStoreTests {
    private let leads = """
        lead_id,created_at,source,email,team,attempts,Lead Owner
        F-1,2026-01-05,fair,one@trace.example,Trace Oost,4,Trace Seller
        F-2,2026-01-06,fair,two@trace.example,Trace Oost,,Trace Seller
        F-3,2026-01-07,web,,Trace West,2,Other Seller

        """
    private let deals = """
        deal_id,status,closed_at,amount,lead_ids,seller
        D-1,won,2026-05-04,90,F-1,Trace Seller
        D-2,won,31-31-2026,90,F-2,Trace Seller

        """
    private let stages = """
        lead_id,at,stage,seller
        F-1,2026-01-08,mql,Trace Seller
        F-2,2026-01-08,mql,Trace Seller
        F-3,2026-01-08,mql,Trace Seller

        """

    private func place(_ project: String = "") throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        try place.write(leads, to: "leads.csv")
        try place.write(deals, to: "deals.csv")
        try place.write(stages, to: "stages.csv")
        if !project.isEmpty { try place.write("files: []\n" + project, to: "mql.yaml") }
        try run(["init", "--at", "2026-06-01"], place)
        return place
    }

    @discardableResult
    private func run(_ arguments: [String], _ place: TemporaryPlace, _ code: Int32 = 0) throws
        -> CommandResult
    {
        let result = try Command.run(arguments, in: place.url)
        #expect(result.code == code, "\(arguments): \(result.complaint)")
        return result
    }

    private func handover(_ place: TemporaryPlace, _ data: [String] = []) throws -> [String: Any] {
        let output = try run(
            ["handover", "--as-of", "2026-06-01", "--format", "json"] + data, place
        ).output
        return try #require(
            try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }

    private func attempts(_ top: [String: Any]) -> [String: Int]? {
        ((top["total"] as? [String: Any])?["attempts"] as? [String: Any])?
            .compactMapValues { $0 as? Int }
    }

    /// All bytes of the workspace.
    private func contents(_ place: TemporaryPlace) throws -> String {
        let root = place.path + "/mql-data"
        let walker = try #require(FileManager.default.enumerator(atPath: root))
        var text = ""
        for case let name as String in walker {
            text += String(
                decoding: FileManager.default.contents(atPath: "\(root)/\(name)") ?? Data(),
                as: UTF8.self)
        }
        return text
    }

    @Test("A workspace says of teams and attempts what the files say, and again is the same")
    func same() throws {
        let place = try place()
        try run(["import", "leads.csv", "stages.csv", "--at", "2026-06-01"], place)
        let again = try run(
            ["import", "leads.csv", "--at", "2026-06-02", "--format", "json"], place)
        #expect(
            again.output.contains("\"unchanged\": 3") || again.output.contains("\"unchanged\":3"))
        let (stored, read) = (
            try handover(place), try handover(place, ["--data", "leads.csv", "stages.csv"])
        )
        #expect(attempts(stored)?["sum"] == 6 && attempts(stored)?["mqls_known"] == 2)
        #expect(attempts(stored) == attempts(read))
        #expect(
            (stored["teams"] as? NSDictionary) == (read["teams"] as? NSDictionary))
        try run(["doctor"], place)
        // The second time from the cache.
        #expect(attempts(try handover(place)) == attempts(read))
    }

    @Test(
        "A later export with more attempts takes the place of the earlier, and undo brings that back"
    )
    func undo() throws {
        let place = try place()
        try run(["import", "leads.csv", "stages.csv", "--at", "2026-06-01"], place)
        try place.write(leads.replacing("Oost,4,", with: "Oost,9,"), to: "later.csv")
        try run(["import", "later.csv", "--at", "2026-06-03"], place)
        #expect(attempts(try handover(place))?["sum"] == 11)
        try run(["undo-import", "3", "--at", "2026-06-04"], place)
        #expect(attempts(try handover(place))?["sum"] == 6)
        try run(["undo-import", "1", "--at", "2026-06-04"], place)
        #expect(!(try contents(place)).contains("Trace Oost"))
        try run(["doctor"], place)
    }

    @Test("A person is told of team and attempts, and after erasing neither is left of her")
    func erase() throws {
        let place = try place()
        try run(["import", "leads.csv", "stages.csv", "--at", "2026-06-01"], place)
        let told = try run(["privacy", "export", "F-3"], place).output
        #expect(told.contains("Trace West") && told.contains("attempts"))
        try run(["privacy", "erase", "F-3", "--yes"], place)
        #expect(!(try contents(place)).contains("Trace West"))
        let after = try handover(place)
        #expect(attempts(after)?["sum"] == 4 && attempts(after)?["mqls_known"] == 1)
        try run(["doctor"], place)
    }

    @Test("No seller is in the database, the rejected rows, the cache or a report")
    func noSeller() throws {
        let place = try place()
        let receipt = try run(
            [
                "import", "leads.csv", "deals.csv", "stages.csv", "--accept-loss", "--at",
                "2026-06-01",
            ],
            place)
        var told = receipt.output + receipt.complaint
        for verb in ["report", "handover", "review", "leads", "justify"] {
            for format in ["json", "text"] {
                told += try run([verb, "--as-of", "2026-06-01", "--format", format], place).output
            }
        }
        told += try run(["inspect", "leads.csv", "deals.csv", "stages.csv"], place).output
        told += try run(["privacy", "export", "F-1"], place).output
        #expect(told.contains("Trace Oost"))
        for name in ["Trace Seller", "Other Seller"] {
            #expect(!told.contains(name))
            #expect(!(try contents(place)).contains(name))
        }
    }

    @Test(
        "Where it was agreed leads keep it, a list of a seller is in the log, and deals do not keep it"
    )
    func agreed() throws {
        let place = try place("sellers: {agreed_with: works council, on: 2026-03-01}\n")
        try run(["import", "leads.csv", "stages.csv", "--at", "2026-06-01"], place)
        let list = try run(
            ["leads", "--seller", "trace seller", "--as-of", "2026-06-01", "--format", "csv"], place
        )
        #expect(list.output.split(separator: "\n").count == 3)
        let log = try run(["privacy", "log"], place).output
        #expect(log.contains("leads --seller"))
        #expect(!log.contains("Trace Seller"))
        let told = try run(["report", "--as-of", "2026-06-01", "--format", "json"], place).output
        #expect(!told.contains("Trace Seller"))
        try run(["privacy", "erase", "F-1", "--yes"], place)
        try run(["privacy", "erase", "F-2", "--yes"], place)
        #expect(!(try contents(place)).contains("Trace Seller"))
    }
}
