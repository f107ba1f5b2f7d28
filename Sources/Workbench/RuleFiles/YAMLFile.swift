internal import Intake
internal import Quantities
internal import Yams

/// A mistake in a rule book or mapping: where it stands, what was seen, what to do.
package struct RuleFileProblem: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int
    package let message: String

    /// `pricing/b2b.yaml:31:5: unknown intent "consideratoin". Did you mean "consideration"?`
    package var description: String { "\(file.visible):\(line):\(column): \(message)" }

    package static func < (one: RuleFileProblem, other: RuleFileProblem) -> Bool {
        (one.line, one.column, one.message) < (other.line, other.column, other.message)
    }
}

/// All mistakes of a file at once.
package struct RuleFileError: Error, CustomStringConvertible {
    package let problems: [RuleFileProblem]

    package var description: String {
        var told: [String] = []
        for problem in problems.sorted().map(\.description) where !told.contains(problem) {
            told.append(problem)
        }
        return told.joined(separator: "\n")
    }
}

/// A YAML text being read, with every mistake found so far.
final class YAMLFile {
    let name: String
    private(set) var problems: [RuleFileProblem] = []

    init(name: String) {
        self.name = name
    }

    /// The top of the file; nil, with a problem noted, where it is no YAML.
    func root(_ text: String) -> YAMLField? {
        do {
            // Whether a text is a number or a day is asked where it is read.
            let parser = try Yams.Parser(yaml: text, resolver: .basic)
            guard let node = try parser.singleRoot() else {
                note(1, 1, "the file is empty")
                return nil
            }
            // A node holds its anchor weakly: it is gone as soon as the parser is.
            withExtendedLifetime(parser) { refuseReferences(node) }
            return problems.isEmpty ? YAMLField(file: self, node: node) : nil
        } catch let error as YamlError {
            note(error)
        } catch {
            note(1, 1, "this is no YAML")
        }
        return nil
    }

    func note(_ line: Int, _ column: Int, _ message: String) {
        problems.append(RuleFileProblem(file: name, line: line, column: column, message: message))
    }

    func finish() throws {
        guard problems.isEmpty else { throw RuleFileError(problems: problems) }
    }

    /// Anchors, aliases and merge keys hide from a reader what applies where.
    private func refuseReferences(_ node: Node) {
        if let anchor = node.anchor {
            note(
                node.mark?.line ?? 1, node.mark?.column ?? 1,
                "\(anchor.rawValue.quoted) is an anchor or a reference to one. Write the value out."
            )
            return
        }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                if key.scalar?.string == "<<" {
                    note(
                        key.mark?.line ?? 1, key.mark?.column ?? 1,
                        "merge keys are not understood. Write the values out.")
                }
                refuseReferences(key)
                refuseReferences(value)
            }
        case .sequence(let sequence): for item in sequence { refuseReferences(item) }
        case .scalar, .alias: break
        }
    }

    private func note(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            note(
                mark.line, mark.column,
                "this is no YAML: \(problem). Look here and above for a quote or bracket that is not "
                    + "closed, and for lines that do not stand under each other.")
        case .duplicatedKeysInMapping(let keys, let context):
            note(
                context.mark.line, context.mark.column,
                "\(keys.map(\.quoted).joined(separator: ", ")) stands here twice")
        default: note(1, 1, "this is no YAML")
        }
    }
}

/// One value of a YAML file, with its place.
struct YAMLField {
    let file: YAMLFile
    let node: Node
    /// The entries of the same section of a preset that this one is added to.
    private var preset: [(key: YAMLField, name: String, value: YAMLField)] = []

    init(file: YAMLFile, node: Node) {
        self.file = file
        self.node = node
    }

    /// This section before the entries of another, of which those with the same name give way.
    func added(to other: YAMLField?) -> YAMLField {
        guard let other else { return self }
        var result = self
        let own = Set(entries.map(\.name))
        result.preset = other.entries.filter { !own.contains($0.name) }
        return result
    }

    var line: Int { node.mark?.line ?? 1 }
    var column: Int { node.mark?.column ?? 1 }

    func note(_ message: String) { file.note(line, column, message) }

    var scalar: String? { node.scalar?.string }
    var isSection: Bool { node.mapping != nil }

    /// The items of a list; nil where this is none.
    var items: [YAMLField]? { node.sequence.map { $0.map { YAMLField(file: file, node: $0) } } }

    /// The entries of a mapping in the order of the file.
    var entries: [(key: YAMLField, name: String, value: YAMLField)] {
        guard let mapping = node.mapping else {
            note("expected named values here")
            return []
        }
        let own = mapping.compactMap { key, value -> (YAMLField, String, YAMLField)? in
            let field = YAMLField(file: file, node: key)
            guard let name = key.scalar?.string else {
                field.note("expected a name here")
                return nil
            }
            return (field, name, YAMLField(file: file, node: value))
        }
        return own + preset
    }

    /// The value of one entry; nil where there is none.
    func entry(_ name: String) -> YAMLField? { entries.first { $0.name == name }?.value }

    /// A mapping of which only these names are known; another is noted, with the nearest of them.
    func section(_ known: [String]) -> [String: YAMLField] {
        var result: [String: YAMLField] = [:]
        for entry in entries {
            if !known.contains(entry.name) {
                entry.key.note(
                    "unknown name \(entry.name.quoted).\(Spelling.suggestion(for: entry.name, in: known))"
                        + " Known here: \(known.joined(separator: ", ")).")
            }
            result[entry.name] = entry.value
        }
        return result
    }

    func string() -> String? {
        if let scalar { return scalar }
        note("expected a text here")
        return nil
    }

    /// A text, or the same in several languages: `{en: …, nl: …}`.
    func phrase() -> Phrase? {
        guard isSection else { return string().map(Phrase.init) }
        let texts = section(Language.allCases.map(\.rawValue)).compactMapValues { $0.string() }
        guard let some = texts["en"] ?? texts["nl"] else {
            note("expected a text, or {en: …, nl: …}")
            return nil
        }
        return Phrase(en: texts["en"] ?? some, nl: texts["nl"] ?? some)
    }

    /// A text, or a list of texts.
    func strings() -> [String] {
        guard let items else { return string().map { [$0] } ?? [] }
        return items.compactMap { $0.string() }
    }

    func truth() -> Bool? {
        if let scalar, scalar == "true" || scalar == "false" { return scalar == "true" }
        note("expected true or false\(seen)")
        return nil
    }

    func integer(_ range: ClosedRange<Int>) -> Int? {
        if let scalar, let number = Int(scalar), range.contains(number) { return number }
        note(
            "expected a whole number from \(range.lowerBound) to \(range.upperBound)\(seen)"
                + meant(decimals: 0))
        return nil
    }

    func number() -> Double? {
        if let scalar, !TypedNumber.hasThousands(scalar), let number = Double(scalar),
            number.isFinite
        {
            return number
        }
        note("expected a number\(seen)\(meant(decimals: 0))")
        return nil
    }

    /// A number with at most so many decimals, as a whole number of its smallest unit.
    func fixed(decimals: Int, _ range: ClosedRange<Int>, _ example: String) -> Int? {
        // Three decimals are those of a place between 0 and 1, and no thousands.
        let units =
            decimals < 3
            ? scalar.flatMap { TypedNumber($0, decimals: decimals)?.units }
            : scalar.flatMap { FixedPoint.units($0, decimals: decimals) }
        if let units, let number = Int(exactly: units), range.contains(number) { return number }
        note("expected \(example)\(seen)\(decimals < 3 ? meant(decimals: decimals) : "")")
        return nil
    }

    func day() -> Day? {
        guard let scalar else {
            note("expected a day such as 2026-03-31")
            return nil
        }
        do { return try TypedDay.read(scalar) } catch {
            note("expected a day: \(error.why.en)")
            return nil
        }
    }

    func choice<Choice: CaseIterable & RawRepresentable>(_ what: String) -> Choice?
    where Choice.RawValue == String {
        let text = scalar ?? ""
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        note(
            "unknown \(what) \(text.quoted).\(Spelling.suggestion(for: text, in: names)) "
                + "It is one of \(names.joined(separator: ", ")).")
        return nil
    }

    /// ` Did you mean 12000?`, where thousands were probably meant.
    private func meant(decimals: Int) -> String {
        guard let scalar, TypedNumber.hasThousands(scalar) else { return "" }
        return "." + TypedNumber.suggestion(for: scalar, decimals: decimals).en
    }

    private var seen: String { scalar.map { ", not \($0.quoted)" } ?? "" }
}
