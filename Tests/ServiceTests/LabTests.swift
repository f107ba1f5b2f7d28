#if Service
    import Foundation
    import TestSupport
    import Testing

    /// The definition lab: what is tried is saved unsigned, and each side signs for itself.
    struct LabTests {
        private func token(_ name: String, _ more: [String], in folder: URL) throws -> (
            String, String
        ) {
            let said = try Command.run(["token", "add", "--name", name] + more, in: folder)
            let secret = said.output.trimmingCharacters(in: .whitespacesAndNewlines)
            return ("Authorization", "Bearer \(secret)")
        }

        @Test("A draft is signed by nobody until each side signs by its own token")
        func signing() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let folder = place.url.appendingPathComponent("mql-demo")
            _ = try Command.run(["init"], in: folder)
            let imported = try Command.run(
                ["import", "leads.csv", "activities.csv", "stages.csv"], in: folder)
            #expect(imported.code == 0)
            let anna = try token("anna", ["--role", "read", "--side", "marketing"], in: folder)
            let bob = try token("bob", ["--role", "sales", "--side", "sales"], in: folder)
            let reader = try token("reader", ["--role", "read"], in: folder)
            let service = try RunningService(in: folder)
            let form = ("Content-Type", "application/x-www-form-urlencoded")
            func post(_ path: String, _ body: String, _ who: (String, String)) throws -> Int {
                try service.ask(path, "POST", headers: [form, who], body: Array(body.utf8)).status
            }
            let tried = "points=60&without-source=purchased-list"

            let answer = try service.ask("/rules/try.json?" + tried, headers: [reader])
            let printed = try Command.run(
                [
                    "rules", "try", "--points", "60", "--without-source", "purchased-list",
                    "--format", "json",
                ], in: folder)
            #expect(answer.status == 200 && answer.text == printed.output)

            #expect(try post("/rules/try", tried, reader) == 403)
            #expect(try post("/rules/sign", "draft=rules-try-1.yaml", reader) == 403)
            #expect(try post("/rules/sign", "draft=rules-try-1.yaml", anna) == 404)
            #expect(try post("/rules/try", tried, anna) == 303)
            let file = folder.appendingPathComponent("rules-try-1.yaml")
            func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }
            #expect(try !text().contains("by: ["))
            #expect(try !text().contains("(anna)"))
            #expect(try post("/rules/sign", "draft=rules-try-1.yaml", anna) == 303)
            #expect(try post("/rules/sign", "draft=rules-try-1.yaml", anna) == 303)
            #expect(try text().contains("marketing (anna)") && !text().contains("sales ("))
            #expect(try post("/rules/sign", "draft=../mql.yaml", bob) == 404)
            #expect(try post("/rules/sign", "draft=rules-try-1.yaml", bob) == 303)
            #expect(try text().contains("marketing (anna)") && text().contains("sales (bob)"))
            // What both sides signed is agreed on, whoever asks.
            let checked = try Command.run(["rules", "check", "rules-try-1.yaml"], in: folder)
            #expect(!checked.output.contains("not signed by"), "\(checked.output)")
            let page = try service.ask("/rules/try", headers: [bob]).text
            #expect(page.contains("marketing (anna), sales (bob)"))
            // What changes after that is signed by nobody.
            try text().replacing("mql_from: 60", with: "mql_from: 70")
                .write(to: file, atomically: true, encoding: .utf8)
            #expect(
                try service.ask("/rules/try", headers: [bob]).text.contains("signed by nobody"))
            // A second draft has a name of its own.
            #expect(try post("/rules/try", "points=40", bob) == 303)
            #expect(
                FileManager.default.fileExists(
                    atPath: folder.appendingPathComponent("rules-try-2.yaml").path))
        }
    }
#endif
