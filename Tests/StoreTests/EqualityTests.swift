import Analysis
import Foundation
import Quantities
import Reports
import Store
import TestSupport
import Testing
import Workbench

/// A workspace answers as the files do that were imported into it.
struct EqualityTests {
    private func figures(_ bench: Bench) async -> String {
        guard case .object(let members) = FiguresJSON(await bench.figures(), bench.context()).value
        else { return "" }
        return members.first { $0.0 == "figures" }?.1.text ?? ""
    }

    @Test(
        "Figures of a workspace and of its files are equal bytes",
        arguments: try Fixtures.names(in: "stories"), [CountedUnit.person, .company])
    func stories(story: String, unit: CountedUnit) async throws {
        let names = try Fixtures.names(in: "stories/\(story)").filter { $0.hasSuffix(".csv") }
        let paths = names.map { Fixtures.url("stories/\(story)/\($0)").path }
        try await compare(paths, unit)
    }

    @Test("The same for the demo's firm, by every breakdown", arguments: Breakdown.allCases)
    func demo(by: Breakdown) async throws {
        let place = try TemporaryPlace()
        var world = DemoWorld(seed: 5)
        try world.write(into: place.path)
        try await compare(DemoWorld.files.map { "\(place.path)/\($0)" }, .person, by: by)
    }

    @Test("And for the four raw exports of the first hour")
    func exports() async throws {
        let names = try Fixtures.names(in: "start").filter { $0.hasSuffix(".csv") }
        try await compare(names.map { Fixtures.url("start/\($0)").path }, .person)
    }

    private func compare(
        _ paths: [String], _ unit: CountedUnit, by: Breakdown = .source
    ) async throws {
        let world = try TestWorkspace()
        var request = Request()
        request.data = paths
        try world.workspace.add(request, world.terms("2026-10-01"), exportedOn: nil) { receipt in
            let record = receipt.record
            #expect(
                record.rows
                    == record.new + record.updated + record.unchanged + record.rejected
                    + record.skipped)
        }
        request.asOf = "2026-10-01"
        request.unit = unit
        request.by = by
        let ofFiles = await figures(try Bench(request))
        request.workspace = world.workspace
        request.data = []
        let ofWorkspace = await figures(try Bench(request))
        #expect(!ofFiles.isEmpty)
        #expect(ofWorkspace == ofFiles)
        #expect(try world.workspace.checkup().database.isSound)
    }
}
