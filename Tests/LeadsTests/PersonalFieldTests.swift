import Leads
import TestSupport
import Testing

struct PersonalFieldTests {
    @Test(
        "What is one person's own, what colleagues share, and what names somebody, in the order of tables"
    )
    func lists() {
        #expect(PersonalField.ofOnePerson == ["email", "first_name", "last_name", "phone"])
        #expect(PersonalField.shared == ["job_title", "company"])
        #expect(PersonalField.named == ["email", "first_name", "last_name", "phone", "company"])
    }

    @Test(
        "A field that says who somebody is, is told by the one table of them, not by a list of its own"
    )
    func nobodyListsThemAgain() throws {
        // The table; the words of vendors for them; and a file that is written as an example. Statements
        // name columns as they are, since no SQL is put together from texts.
        let own = ["Leads/PersonalField.swift", "Workbench/Template.swift"]
        let names = PersonalField.allCases.map(\.rawValue)
        var found: [String] = []
        for (path, lines) in try SourceText.files()
        where !own.contains(path) && !path.hasPrefix("Intake/Formats/") {
            let text = lines.joined(separator: "\n")
            let listed = names.filter { text.contains("\"\($0)\"") }
            if listed.count > 1 { found.append("\(path): \(listed)") }
        }
        #expect(found == [], "Use PersonalField, which says what each of them is.")
    }
}
