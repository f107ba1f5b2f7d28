import Foundation
import Reports
import TestSupport
import Testing

/// The schemas that `mql schema` prints: every document is held to them, by a check of this test's own.
struct SchemaTests {
    typealias Object = [String: Any]

    /// What a document has that its schema does not allow, or lacks.
    private struct Check {
        let schema: Object
        private(set) var faults: [String] = []

        init(_ schema: Object) { self.schema = schema }

        mutating func hold(_ value: Any, to form: Object, at place: String) {
            if let reference = form["$ref"] as? String {
                let name = reference.replacing("#/$defs/", with: "")
                let forms = schema["$defs"] as? Object
                guard let target = forms?[name] as? Object else {
                    return faults.append("\(place): no form \(name)")
                }
                hold(value, to: target, at: place)
            }
            if let constant = form["const"] as? String, value as? String != constant {
                faults.append("\(place): not \(constant)")
            }
            if let words = form["enum"] as? [String], !words.contains(value as? String ?? "") {
                faults.append("\(place): \(value) is none of \(words)")
            }
            for key in ["anyOf", "oneOf"] {
                guard let forms = form[key] as? [Object] else { continue }
                let tried = forms.map { one -> [String] in
                    var check = Check(schema)
                    check.hold(value, to: one, at: place)
                    return check.faults
                }
                if !tried.contains([]) {
                    faults += tried.min { $0.count < $1.count } ?? []
                }
            }
            if let type = form["type"] as? String, !Self.isOf(type, value) {
                return faults.append("\(place): no \(type): \(value)")
            }
            if let items = form["items"] as? Object, let values = value as? [Any] {
                for (number, value) in values.enumerated() {
                    hold(value, to: items, at: "\(place)[\(number)]")
                }
            }
            guard let object = value as? Object, form["type"] as? String == "object" else { return }
            let members = form["properties"] as? Object ?? [:]
            for name in form["required"] as? [String] ?? [] where object[name] == nil {
                faults.append("\(place): no \(name)")
            }
            for (name, value) in object {
                if let member = members[name] as? Object {
                    hold(value, to: member, at: "\(place).\(name)")
                } else if let other = form["additionalProperties"] as? Object {
                    hold(value, to: other, at: "\(place).\(name)")
                } else {
                    faults.append("\(place): \(name) is not described")
                }
            }
        }

        private static func isOf(_ type: String, _ value: Any) -> Bool {
            switch type {
            case "null": value is NSNull
            case "string": value is String
            case "array": value is [Any]
            case "object": value is Object
            case "boolean": isFlag(value)
            case "integer": isNumber(value) && (value as? Double)?.rounded() == value as? Double
            default: isNumber(value)
            }
        }

        private static func isFlag(_ value: Any) -> Bool {
            (value as? NSNumber).map {
                "\($0.objCType.pointee)" == "\(NSNumber(true).objCType.pointee)"
            }
                ?? false
        }

        private static func isNumber(_ value: Any) -> Bool { value is NSNumber && !isFlag(value) }
    }

    private static let texts = Dictionary(
        JSONSchema.all.map { ($0.id, $0.json.text) }, uniquingKeysWith: { first, _ in first })

    /// The schema of a document, as somebody reads it who has only what is printed.
    private static func schema(_ id: String) throws -> Object {
        let text = try #require(texts[id], "\(id)")
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? Object)
    }

    private func faults(_ text: String) throws -> [String] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let document = try #require(value as? Object)
        let id = try #require(document["schema"] as? String)
        let schema = try Self.schema(id)
        var check = Check(schema)
        check.hold(document, to: schema, at: id)
        return check.faults
    }

    @Test("Every document that is kept as an example is as its schema says")
    func examples() throws {
        let folder = Fixtures.root.appendingPathComponent("fixtures")
        let files = try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var seen = 0
        for case let file as URL in files where file.pathExtension == "json" {
            let text = try String(contentsOf: file, encoding: .utf8)
            guard text.contains("\"schema\": \"mql.") else { continue }
            seen += 1
            #expect(try faults(text) == [], "\(file.lastPathComponent) of \(file.path)")
        }
        #expect(seen > 30)
    }

    @Test("Every report on the invented firm is as its schema says")
    func reports() throws {
        try DemoPlace.use { folder in
            let data = ["--data"] + DemoPlace.files + ["--as-of", "2026-10-01"]
            let calls =
                (ReportCalls.all + [
                    ["budget", "--amount", "15000"], ["source", "google-ads"],
                    ["explain", "L-0014"], ["rules", "learn", "--goal", "sql", "--all"],
                    ["rules", "compare", "b2b", "pumps"], ["leads", "--not-contacted"],
                    ["forecast", "--period", "2026-Q4"],
                    ["report", "--what-if", "conversion=+20%"],
                    ["report", "--period", "2026-Q3", "--against", "2026-Q2"],
                ]).map { $0 + data } + [
                    ["value", "--intent", "awareness"], ["config"],
                    ["value", "--mqls", "100", "--sqls", "12", "--closed", "10", "--won", "3"]
                        + ["--margin", "5000"], ["inspect", "mql-demo/leads.csv"],
                    ["plan", "--data", "mql-demo/leads.csv", "mql-demo/plan.csv"],
                ]
            for call in calls {
                let text = try Command.run(call + ["--format", "json"], in: folder).output
                #expect(try faults(text) == [], "\(call)")
            }
        }
    }

    @Test("A mistake in a name, a value or a type is found")
    func mistakes() throws {
        let text = try Fixtures.text("stories/one-lead/expected/report.json")
        #expect(try faults(text) == [])
        for (right, wrong) in [
            ("\"as_of\"", "\"asof\""), ("\"unit\": \"person\"", "\"unit\": \"persons\""),
            ("\"leads_after_as_of\": 0", "\"leads_after_as_of\": \"0\""),
            ("\"summary\"", "\"sumary\""),
        ] {
            #expect(text.contains(right))
            #expect(try faults(text.replacing(right, with: wrong)) != [], "\(wrong)")
        }
    }

    @Test("Every schema is of a document, and each of its members is printed by the code")
    func members() throws {
        let sources = try Documentation.sources().filter { !$0.path.contains("/Schemas/") }
        let code = sources.map(\.text).joined()
        let printed = Set(code.matches(of: /"(mql\.[a-z-]+\/[0-9]+)"/).map { String($0.output.1) })
        #expect(printed == Set(JSONSchema.all.map(\.id)))
        let named = Set(code.matches(of: /"([a-z_0-9]+)\\?"/).map { String($0.output.1) })
        // Ways to divide and causes have the names of their cases.
        let cases = Set(
            code.matches(of: /case [^\n]*/).flatMap { match in
                match.output.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
            })
        for id in Self.texts.keys.sorted() {
            let schema = try Self.schema(id)
            for (name, form) in schema["$defs"] as? Object ?? [:] {
                let members = (form as? Object)?["properties"] as? Object ?? [:]
                #expect(!members.isEmpty, "\(id) \(name)")
                for (member, shape) in members where member != "why" {
                    #expect(
                        named.contains(member) || cases.contains(member), "\(id) \(name).\(member)")
                    let about = (shape as? Object)?["description"] as? String ?? ""
                    #expect(about.hasSuffix("."), "\(id) \(name).\(member)")
                }
            }
        }
    }

    @Test("Schemas are listed in both languages, and a name that is none is told")
    func command() throws {
        let list = try Command.run(["schema"])
        #expect(list.code == 0)
        #expect(list.output.split(separator: "\n").count == JSONSchema.all.count)
        #expect(try Command.run(["schema", "--lang", "nl"]).output.contains("Cijfers, van report"))
        let report = try Command.run(["schema", "report"])
        #expect(report.output.contains("\"title\": \"mql.report/1\""))
        #expect(try Command.run(["schema", "mql.report/1"]).output == report.output)
        let wrong = try Command.run(["schema", "reprot"])
        #expect(wrong.code == 2 && wrong.complaint.contains("Did you mean"))
    }
}
