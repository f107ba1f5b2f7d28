internal import Intake
internal import Leads
internal import Quantities

/// Reads a mapping: which columns of somebody else's tables are which facts.
enum MappingFile {
    static func read(_ text: String, name: String) throws -> [TableMapping] {
        let file = YAMLFile(name: name)
        var result: [TableMapping] = []
        if let root = file.root(text) {
            guard let tables = root.section(["tables"])["tables"]?.items else {
                root.note("tables is missing: a list of files and their facts")
                try file.finish()
                return []
            }
            result = tables.compactMap(table)
        }
        try file.finish()
        return result
    }

    private static func table(_ field: YAMLField) -> TableMapping? {
        let section = field.section(["file", "date_order", "decimal", "facts"])
        guard let list = section["facts"]?.items, !list.isEmpty else {
            field.note("facts is missing: what do the rows of this table give?")
            return nil
        }
        let facts = list.compactMap(fact)
        let hasLead = facts.contains { $0.kind == .lead }
        for (entry, fact) in zip(list, facts) { check(fact, at: entry, hasLead: hasLead) }
        return TableMapping(
            file: section["file"]?.string(), facts: facts,
            dateOrder: section["date_order"]?.choice("order of dates"),
            decimal: section["decimal"]?.choice("decimal sign"))
    }

    /// One fact: its kind, and where each of its fields comes from.
    private static func fact(_ field: YAMLField) -> FactMapping? {
        let entries = field.entries
        guard entries.count == 1, let entry = entries.first else {
            field.note("expected one kind of fact here, such as lead: {lead_id: …}")
            return nil
        }
        let kinds = FactKind.allCases.map(\.rawValue)
        guard let kind = FactKind(rawValue: entry.name) else {
            entry.key.note(
                "unknown kind of fact \(entry.name.quoted).\(Spelling.suggestion(for: entry.name, in: kinds))"
                    + " It is one of \(kinds.joined(separator: ", ")).")
            return nil
        }
        var fields: [String: FieldSource] = [:]
        for entry in entry.value.entries {
            // A lead may have any field that a rule names; other facts have the known ones.
            if kind != .lead, !kind.columns.contains(entry.name) {
                entry.key.note(
                    "a \(kind.rawValue) has no \(entry.name.quoted)."
                        + Spelling.suggestion(for: entry.name, in: kind.columns))
            }
            fields[entry.name] = source(entry.value)
        }
        var fact = FactMapping(kind: kind, fields: fields)
        fact.isOwn = true
        fact.isBeyondMQL = isBeyondMQL(entry.value, kind)
        return fact
    }

    /// Whether a stage is `{column: Phase, beyond: mql}`.
    private static func isBeyondMQL(_ fields: YAMLField, _ kind: FactKind) -> Bool {
        for entry in fields.entries where entry.value.isSection {
            guard let beyond = entry.value.entries.first(where: { $0.name == "beyond" }) else {
                continue
            }
            guard kind == .stage, entry.name == "stage", beyond.value.scalar == "mql" else {
                beyond.key.note("expected beyond: mql, of a stage that stands in a column")
                continue
            }
            return true
        }
        return false
    }

    /// What a fact cannot do without, and constants that can never be right.
    private static func check(_ fact: FactMapping, at entry: YAMLField, hasLead: Bool) {
        // Of a lead in the same row a fact takes what it does not say itself.
        let taken = hasLead && fact.kind != .lead ? ["lead_id", "source"] : []
        for name in fact.kind.required where fact.fields[name] == nil && !taken.contains(name) {
            entry.note("this \(fact.kind.rawValue) has no \(name). Say which column it is in.")
        }
        let sets = fact.kind.oneOf
        if !sets.isEmpty, !sets.contains(where: { $0.allSatisfy { fact.fields[$0] != nil } }) {
            let needed = sets.map { $0.joined(separator: " and ") }.joined(separator: ", or ")
            entry.note("this \(fact.kind.rawValue) lacks one of: \(needed).")
        }
        if let stage = fact.fields["stage"]?.constant, Stage(name: stage) == nil {
            let names = Stage.allCases.map(\.name)
            entry.note(
                "\(stage.quoted) is not a stage.\(Spelling.suggestion(for: stage, in: names)) The stages "
                    + "are \(names.joined(separator: ", ")).")
        }
        if let code = fact.fields["currency"]?.constant, Currency(code) == nil {
            entry.note("\(code.quoted) is not a currency. Use its three letters, such as EUR.")
        }
    }

    /// A column's name; or `{value: mql}`; or `{column: Status, values: {Qualified: sql}}`; or of a column that
    /// says where a lead stands now `{column: Status, beyond: mql}`. Where the column is empty, another may be
    /// taken, `{column: Since, or: Created}`, or an id be made, `{column: Number, columns: [Mail]}`.
    private static func source(_ field: YAMLField) -> FieldSource {
        guard field.isSection else { return FieldSource(column: field.string()) }
        let section = field.section(["column", "columns", "value", "values", "beyond", "or"])
        if let columns = section["columns"] {
            if section["value"] != nil || section["values"] != nil || section["or"] != nil {
                field.note("expected columns alone, of which an id is made, or beside a column")
            }
            let made = FieldSource.made(of: columns.strings())
            guard let column = section["column"]?.string() else { return made }
            return FieldSource(column: column).or([made])
        }
        if section["column"] == nil, section["value"] == nil {
            field.note("expected column, or value, or both, or columns of which an id is made")
        }
        var values: [String: String] = [:]
        for entry in section["values"]?.entries ?? [] {
            values[entry.name] = entry.value.string() ?? ""
        }
        let source = FieldSource(
            column: section["column"]?.string(), constant: section["value"]?.string(),
            values: values)
        let others = section["or"].map { $0.scalar.map { [$0] } ?? $0.strings() } ?? []
        if !others.isEmpty, section["column"] == nil {
            field.note("expected or beside a column: it is taken where that is empty")
        }
        return others.isEmpty ? source : source.or(others.map { FieldSource(column: $0) })
    }
}
