import Foundation
import Intake
import Quantities
import TestSupport
import Testing
import Valuation

@testable import Workbench

struct ProjectTests {
    @Test("The project that the docs show can be read, and says what it says")
    func shown() throws {
        let block = try #require(
            Documentation.page("docs/data.md").blocks("yaml").first { $0.hasPrefix("firm:") })
        let project = try ProjectFile.read(block, name: Project.fileName)
        #expect(project.firm == "Waterland Pompen BV")
        #expect(project.files.count == 4)
        #expect(project.economics.margin == 3500)
        #expect(project.economics.ownHours == .init(hours: 250, hourCost: 6500))
        #expect(project.economics.requiredReturn == 200)
        #expect(project.vatInSpend == 2100)
        #expect(project.sources == ["Paid Search": "google-ads"])
        #expect(project.campaigns == ["brand_nl_zoek": "Brand NL"])
        #expect(project.rejected == ["Unqualified", "Bad timing"])
        #expect(project.wonStages == ["Opdracht binnen"])
        #expect(project.exportedOn == "2026-09-30")
    }

    @Test("What is written is read again as it was, whatever stands in the texts")
    func roundTrip() throws {
        var project = Project()
        project.files = ["a b.csv", "c: \"d\" #e.csv", "- f.csv"]
        project.rules = "ours.yaml"
        project.language = .nl
        project.currency = .eur
        project.dateOrder = .dmy
        project.decimal = .comma
        project.vatInSpend = 950
        project.economics.margin = 1225
        project.economics.ownHours = .init(hours: 225, hourCost: 6550)
        project.sources = ["Paid Search": "google-ads", "{x}": "y: z"]
        project.campaigns = ["a: b": "c #d"]
        project.rejected = ["Nee, bedankt", "#1"]
        project.wonStages = ["Opdracht: binnen"]
        project.lostStages = ["no"]
        project.exportedOn = "2026-09-30"
        let text = ProjectFile.text(of: project)
        let again = try ProjectFile.read(text, name: "mql.yaml")
        #expect(ProjectFile.text(of: again) == text)
        #expect(again.files == project.files)
        #expect(again.sources == project.sources)
        #expect(again.campaigns == project.campaigns)
        #expect(again.rejected == project.rejected)
        #expect(again.economics == project.economics)
        #expect(again.lostStages == ["no"])
    }
}
