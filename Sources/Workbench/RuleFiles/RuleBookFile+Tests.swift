internal import Leads
internal import Quantities
internal import Valuation

/// Questions about fields, as a rule book writes them.
extension RuleBookFile {
    static let operators = TextTest.Operator.allCases.map(\.rawValue)

    /// `{employees: {over: 50}}`, or, under the field's own name, `employees: {over: 50}`.
    ///
    /// - Parameter besides: names in the section that are no field, such as `points`.
    func namedTests(
        _ name: String, _ field: YAMLField, besides: [String] = []
    ) -> [FieldTest] {
        guard field.isSection else {
            return [FieldTest(field: name, test: .isOneOf(field.strings()))]
        }
        if besides.contains(name) {
            field.note(
                "\(name.quoted) has a meaning of its own here: no criterion can be called so")
        }
        let entries = field.entries.filter {
            !besides.contains($0.name)
        }
        if let first = entries.first, Self.operators.contains(first.name) {
            refuseKeys(name, field)
            let section = field.section(Self.operators + besides)
            return test(section, at: field).map { [FieldTest(field: name, test: $0)] } ?? []
        }
        if entries.isEmpty, besides != ["stage"] {
            field.note("expected a field and what to ask of it")
        }
        for entry in entries where Spelling.nearest(to: entry.name, in: besides) != nil {
            // It would be taken for a column that no file has, and the criterion would never hold.
            entry.key.note(
                "unknown name \(entry.name.quoted)."
                    + Spelling.suggestion(for: entry.name, in: besides))
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

    /// Numbers and dates of the row itself: there is nothing to ask of them.
    func refuseKeys(_ name: String, _ field: YAMLField) {
        guard ["lead_id", "created_at", "updated_at"].contains(name) else { return }
        field.note("\(name) cannot be asked for: it says nothing of a lead. Ask for another field.")
    }

    /// One or more texts; of an empty one nothing could ever be found.
    private func texts(_ field: YAMLField, mayBeEmpty: Bool = false) -> [String]? {
        let texts = field.strings()
        if texts.isEmpty { field.note("expected at least one text here") }
        if !mayBeEmpty, texts.contains("") {
            field.note("an empty text is in everything. Take it out, or ask present: true.")
        }
        return texts.isEmpty ? nil : texts
    }

    /// Forms with stars, and nothing that looks like a regular expression.
    private func forms(_ field: YAMLField) -> [Wildcard]? {
        guard let texts = texts(field) else { return nil }
        for text in texts where text.contains(where: { "[\\^{".contains($0) }) {
            field.note(
                "\(text.quoted) is no form that is understood: * stands for anything, ? for one "
                    + "character, and every other sign for itself.")
        }
        return texts.map(Wildcard.init)
    }

    /// The one operator of a section.
    func test(_ section: [String: YAMLField], at place: YAMLField) -> TextTest? {
        let used = TextTest.Operator.allCases.filter { section[$0.rawValue] != nil }
        guard used.count == 1, let asked = used.first, let value = section[asked.rawValue] else {
            place.note("expected one of \(Self.operators.joined(separator: ", "))")
            return nil
        }
        switch asked {
        case .isOneOf: return texts(value, mayBeEmpty: true).map(TextTest.isOneOf)
        case .contains: return texts(value).map(TextTest.contains)
        case .words: return texts(value).map(TextTest.words)
        case .matches: return forms(value).map(TextTest.matches)
        case .over: return value.number().map(TextTest.over)
        case .under: return value.number().map(TextTest.under)
        case .between:
            let ends = value.strings().map { Double($0) ?? .nan }
            guard ends.count == 2, ends[0] <= ends[1] else {
                value.note("expected two numbers, the lower first, such as [20, 5000]")
                return nil
            }
            return .between(ends[0], ends[1])
        case .present: return value.truth().map(TextTest.present)
        }
    }
}
