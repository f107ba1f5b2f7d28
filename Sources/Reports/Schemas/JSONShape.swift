package import Quantities

/// What a value of JSON may be, as its schema tells it.
package indirect enum JSONShape: Sendable {
    case text, day, month, flag, whole, number
    /// An amount, with two decimals.
    case money
    /// One of some words, which are the same in every language.
    case word([String])
    /// Such a value, or null.
    case maybe(JSONShape)
    case list(JSONShape)
    /// An object whose names come from the data, such as those of currencies or fields.
    case keyed(JSONShape)
    case object(JSONForm)
    case either([JSONForm])

    /// The words of a type that stand in the documents.
    static func words<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> JSONShape
    where Word.RawValue == String { .word(type.allCases.map(\.rawValue)) }

    fileprivate var mayBeNull: Bool { if case .maybe = self { true } else { false } }
}

/// An object with names of its own: what it is, and its members.
package struct JSONForm: Sendable {
    /// Unique within a document: two forms of one name are one.
    package let name: String
    let about: String
    package let members: [JSONMember]

    init(_ name: String, _ about: String, _ members: [JSONMember]) {
        self.name = name
        self.about = about
        self.members = members
    }

    /// The same under another name.
    func renamed(_ name: String) -> JSONForm { JSONForm(name, about, members) }

    /// The same with more members.
    func with(_ more: [JSONMember]) -> JSONForm { JSONForm(name, about, members + more) }
}

/// A member of an object, said once for whoever reads it.
package struct JSONMember: Sendable {
    package let name: String
    let shape: JSONShape
    let about: String
    /// Whether it is always there; one that is not is left out, and not null.
    let isAlways: Bool

    /// - Parameter name: with a question mark behind it where it is not always there.
    init(_ name: String, _ shape: JSONShape, _ about: String) {
        isAlways = !name.hasSuffix("?")
        self.name = isAlways ? name : String(name.dropLast())
        self.shape = shape
        self.about = about
    }
}

/// A document that programs get, with everything that may stand in it: `mql schema` prints it as JSON Schema.
package struct JSONSchema: Sendable {
    /// As it stands in the document: `mql.report/1`.
    package let id: String
    /// In which call it is asked for: `report`.
    package var name: String { String(id.dropFirst(4).dropLast(2)) }
    /// What it is and which commands print it.
    package let about: Phrase
    /// More than one where the document has one of several forms.
    package let forms: [JSONForm]

    init(_ id: String, _ about: Phrase, _ forms: JSONForm...) {
        self.id = id
        self.about = about
        self.forms = forms.map { form in
            JSONForm(
                form.name, form.about,
                [
                    JSONMember("schema", .word([id]), "Which document this is."),
                    JSONMember(
                        "summary", .text,
                        "The answer in a sentence, in the language asked; it names nobody."),
                ] + form.members + [
                    JSONMember(
                        "missing?", .list(.object(Self.lost)),
                        "Files of which so much was left out that figures may be wrong.")
                ])
        }
    }

    private static let lost = JSONForm(
        "lost_file", "A file of which much was left out.",
        [
            JSONMember("file", .text, "Its name."),
            JSONMember("reason", .text, "What was too much, as a code."),
            JSONMember("rows", .whole, "How many rows it has."),
            JSONMember("rejected", .whole, "How many of them were left out."),
            JSONMember("won", .whole, "How many rows are of won deals."),
            JSONMember("won_rejected", .whole, "How many of those were left out."),
        ])

    /// As JSON Schema, draft 2020-12.
    package var json: JSONValue {
        var known: [String] = []
        var forms: [(String, JSONValue)] = []
        func add(_ form: JSONForm) {
            guard !known.contains(form.name) else { return }
            known.append(form.name)
            for member in form.members { visit(member.shape) }
            forms.append((form.name, Self.json(form)))
        }
        func visit(_ shape: JSONShape) {
            switch shape {
            case .maybe(let shape), .list(let shape), .keyed(let shape): visit(shape)
            case .object(let form): add(form)
            case .either(let several): several.forEach(add)
            default: break
            }
        }
        self.forms.forEach(add)
        let start: [(String, JSONValue)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string(id)), ("description", .string(about.en)),
        ]
        return .object(
            start + Self.members(.either(self.forms))
                + [("$defs", .object(forms.sorted { $0.0 < $1.0 }))])
    }

    private static func json(_ form: JSONForm) -> JSONValue {
        let unknown = form.members.filter(\.shape.mayBeNull).map { JSONValue.string($0.name) }
        var properties = form.members.map { member in
            (
                member.name,
                JSONValue.object(
                    members(member.shape) + [("description", .string(member.about))])
            )
        }
        // Whatever is null may say why; an object that says it in its own way has the member itself.
        if !unknown.isEmpty, !form.members.contains(where: { $0.name == "why" }) {
            properties.append(
                (
                    "why",
                    .object([
                        ("type", .string("object")),
                        ("propertyNames", .object([("enum", .array(unknown))])),
                        ("additionalProperties", .object([("type", .string("string"))])),
                        (
                            "description",
                            .string("Why a member is null, by its name.")
                        ),
                    ])
                ))
        }
        return .object([
            ("type", .string("object")), ("description", .string(form.about)),
            ("properties", .object(properties)),
            (
                "required",
                .array(form.members.filter(\.isAlways).map { .string($0.name) })
            ), ("additionalProperties", .bool(false)),
        ])
    }

    private static func members(_ shape: JSONShape) -> [(String, JSONValue)] {
        func type(_ name: String) -> [(String, JSONValue)] { [("type", .string(name))] }
        func reference(_ form: JSONForm) -> JSONValue {
            .object([("$ref", .string("#/$defs/\(form.name)"))])
        }
        switch shape {
        case .text: return type("string")
        case .day:
            return type("string") + [
                ("format", .string("date")),
                ("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
            ]
        case .month: return type("string") + [("pattern", .string("^[0-9]{4}-[0-9]{2}$"))]
        case .flag: return type("boolean")
        case .whole: return type("integer")
        case .number, .money: return type("number")
        case .word(let words):
            return words.count == 1
                ? [("const", .string(words[0]))]
                : [("enum", .array(words.map(JSONValue.string)))]
        case .maybe(let shape):
            let null = JSONValue.object(type("null"))
            return [("anyOf", .array([.object(members(shape)), null]))]
        case .list(let shape): return type("array") + [("items", .object(members(shape)))]
        case .keyed(let shape):
            return type("object") + [("additionalProperties", .object(members(shape)))]
        case .object(let form): return [("$ref", .string("#/$defs/\(form.name)"))]
        case .either(let forms):
            return forms.count == 1
                ? members(.object(forms[0])) : [("oneOf", .array(forms.map(reference)))]
        }
    }
}
