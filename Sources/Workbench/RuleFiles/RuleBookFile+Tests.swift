internal import Intake
internal import Leads
internal import Valuation

/// Questions about fields, as a rule book writes them.
extension RuleBookFile {
    static let operators = [
        "in", "contains", "words", "matches", "over", "under", "between", "present",
    ]

    /// What may stand beside the field of a criterion.
    private static let extras = ["points", "must"]

    /// `{employees: {over: 50}}`, or, under the field's own name, `employees: {over: 50}`.
    ///
    /// - Parameter besides: names in the section that are no field.
    func namedTests(
        _ name: String, _ field: YAMLField, besides: Set<String> = []
    ) -> [FieldTest] {
        guard field.isSection else {
            return [FieldTest(field: name, test: .isOneOf(field.strings()))]
        }
        let entries = field.entries.filter {
            !Self.extras.contains($0.name) && !besides.contains($0.name)
        }
        if let first = entries.first, Self.operators.contains(first.name) {
            refuseKeys(name, field)
            let section = field.section(Self.operators + Self.extras)
            return test(section, at: field).map { [FieldTest(field: name, test: $0)] } ?? []
        }
        if entries.isEmpty, besides.isEmpty { field.note("expected a field and what to ask of it") }
        for entry in entries where Spelling.nearest(to: entry.name, in: Self.extras) != nil {
            // It would be taken for a column that no file has, and the criterion would never hold.
            entry.key.note(
                "unknown name \(entry.name.quoted)."
                    + Spelling.suggestion(for: entry.name, in: Self.extras))
        }
        return entries.compactMap { self.test(of: $0.name, $0.value) }
    }

    func tests(_ field: YAMLField, fields: [String]? = nil) -> [FieldTest] {
        field.entries.compactMap { entry in
            if let fields, !fields.contains(entry.name) {
                entry.key.note(
                    "unknown field \(entry.name.quoted).\(Spelling.suggestion(for: entry.name, in: fields))"
                        + " Here it is one of \(fields.joined(separator: ", ")).")
            }
            return test(of: entry.name, entry.value)
        }
    }

    private func test(of name: String, _ field: YAMLField) -> FieldTest? {
        refuseKeys(name, field)
        guard field.isSection else {
            return FieldTest(field: name, test: .isOneOf(field.strings()))
        }
        return test(field.section(Self.operators), at: field).map {
            FieldTest(field: name, test: $0)
        }
    }

    /// Every lead has these two: there is nothing to ask of them.
    func refuseKeys(_ name: String, _ field: YAMLField) {
        guard name == "lead_id" || name == "created_at" else { return }
        field.note("\(name) cannot be asked for: every lead has one. Ask for another field.")
    }

    /// The one operator of a section.
    func test(_ section: [String: YAMLField], at place: YAMLField) -> TextTest? {
        let used = Self.operators.filter { section[$0] != nil }
        guard used.count == 1, let name = used.first, let value = section[name] else {
            place.note("expected one of \(Self.operators.joined(separator: ", "))")
            return nil
        }
        switch name {
        case "in": return .isOneOf(value.strings())
        case "contains": return .contains(value.strings())
        case "words": return .words(value.strings())
        case "matches": return .matches(value.strings().map(Wildcard.init))
        case "over": return value.number().map(TextTest.over)
        case "under": return value.number().map(TextTest.under)
        case "between":
            let ends = value.strings().map { Double($0) ?? .nan }
            guard ends.count == 2, ends[0] <= ends[1] else {
                value.note("expected two numbers, the lower first, such as [20, 5000]")
                return nil
            }
            return .between(ends[0], ends[1])
        default:
            return value.truth().map(TextTest.present)
        }
    }
}
