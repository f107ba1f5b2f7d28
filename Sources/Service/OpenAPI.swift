internal import Quantities
internal import Reports
internal import Workbench

/// The description of the addresses for programs (OpenAPI 3.1), made of the same table as the addresses.
struct OpenAPI {
    let bytes: [UInt8]

    init(_ verbs: [Verb]) {
        var paths = verbs.filter(\.hasJSON).map { verb -> (String, JSON) in
            var methods: [(String, JSON)] = [("get", Self.reading(verb))]
            if verb.name == "value" { methods.append(("post", Self.value)) }
            if ImportOrder.tables.contains(verb.name) {
                methods.append(("post", Self.adding(verb.name)))
            }
            return ("/api/1" + verb.path, JSON(methods))
        }
        paths.append(("/api/1/judge", ["post": Self.judge]))
        paths += Self.importing(besides: paths.map(\.0))
        paths += [
            ("/healthz", ["get": Self.plain("Whether it runs.", isOpen: true)]),
            ("/readyz", ["get": Self.plain("Whether it answers.", isOpen: true)]),
            ("/metrics", ["get": Self.plain("Numbers for Prometheus.", isOpen: false)]),
        ]
        let document: JSON = [
            "openapi": "3.1.0",
            "info": [
                "title": "mql", "version": "1",
                "description":
                    "What a marketing qualified lead costs and is worth. Each answer is that of the command of the same name.",
            ],
            "security": [["token": []]],
            "paths": JSON(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "schemas": [
                    "Problem": [
                        "type": "object", "required": ["title", "status"],
                        "properties": [
                            "type": ["type": "string"], "title": ["type": "string"],
                            "status": ["type": "integer"], "detail": ["type": "string"],
                            "errors": ["type": "array"],
                        ],
                    ]
                ],
            ],
        ]
        bytes = Array(document.value.text.utf8)
    }

    private static func reading(_ verb: Verb) -> JSON {
        // What only another format has is none of JSON.
        let options = verb.options.filter { !["excel", "full"].contains($0.name) }
        return [
            "operationId": JSON(verb.name.replacing(" ", with: "_")),
            "summary": JSON(verb.about.en),
            "parameters": JSON(
                options.map { option in
                    parameter(
                        option.name, option.about.en, option.choices,
                        isNeeded: option.kind == .positional, isFlag: option.kind == .flag)
                }),
            "responses": responses(
                [(200, "What the command prints with --format json."), (304, "As before.")],
                [400, 401, 403, 404, 422, 500, 503]),
        ]
    }

    private static let judge: JSON = [
        "operationId": "judge",
        "summary": "What the rules say of a lead, or of up to 1,000. Nothing is stored.",
        "parameters": [
            parameter(
                "as-of", "The day up to which everything counts. Default: today.", isDay: true),
            parameter(
                "from", "Whose webhook it is; else the fields of a file of leads.",
                KnownVendors.names),
        ],
        "requestBody": body,
        "responses": responses(
            [(200, "Tags, score, grade, decision, band and reasons.")],
            [400, 401, 403, 413, 415, 422, 500, 503]),
    ]

    private static let value: JSON = [
        "operationId": "value_of",
        "summary": "The calculator, with its options as members of an object.",
        "requestBody": body,
        "responses": responses(
            [(200, "What the command prints with --format json.")],
            [400, 401, 403, 413, 415, 422, 500, 503]),
    ]

    private static func plain(_ about: String, isOpen: Bool) -> JSON {
        let responses: JSON = [
            "200": [
                "description": JSON(about),
                "content": ["text/plain": ["schema": ["type": "string"]]],
            ], "401": refused(said[401] ?? ""),
        ]
        return isOpen
            ? ["summary": JSON(about), "security": [], "responses": responses]
            : ["summary": JSON(about), "responses": responses]
    }

    static func parameter(
        _ name: String, _ about: String, _ choices: [String] = [], isNeeded: Bool = false,
        isFlag: Bool = false, isDay: Bool = false
    ) -> JSON {
        var schema: [(String, JSON)] = [("type", isFlag ? "boolean" : "string")]
        if !choices.isEmpty { schema.append(("enum", JSON(choices.map { JSON($0) }))) }
        if isDay { schema.append(("format", "date")) }
        if isNeeded { schema.append(("minLength", JSON(1))) }
        return [
            "name": JSON(name), "in": "query", "required": JSON(isNeeded),
            "description": JSON(about), "schema": JSON(schema),
        ]
    }

    private static let body: JSON = [
        "required": true,
        "content": ["application/json": ["schema": ["type": "object", "minProperties": 1]]],
    ]

    static func responses(
        _ good: [(status: Int, about: String)], _ refusals: [Int]
    ) -> JSON {
        let answers = good.map { status, about -> (String, JSON) in
            let content: JSON = ["application/json": ["schema": ["type": "object"]]]
            return (
                "\(status)",
                status == 200
                    ? ["description": JSON(about), "content": content]
                    : ["description": JSON(about)]
            )
        }
        return JSON(answers + refusals.map { ("\($0)", refused(said[$0] ?? "")) })
    }

    private static let said = [
        400: "The question is wrong; every fault is named.", 401: "Who asks is not known.",
        403: "The token has no right to this, or another page asked.",
        404: "There is no such lead, file or address.",
        405: "This address takes another method.",
        413: "More than is taken: 2 MiB, of rows 1 GiB.", 415: "Another kind of content.",
        422: "The data allow no answer; the reason is told.",
        500: "The program failed.", 503: "Too much waits: Retry-After says for how long.",
        507: "The disk is full.",
    ]

    static func refused(_ about: String) -> JSON {
        [
            "description": JSON(about),
            "content": [
                "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
            ],
        ]
    }
}

extension Verb {
    /// Whether programs can read its answer.
    fileprivate var hasJSON: Bool { formats.contains("json") }
}

/// A value of JSON as it is written in Swift.
struct JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    let value: JSONValue

    init(_ text: String) { value = .string(text) }
    init(_ number: Int) { value = .int(number) }
    init(_ truth: Bool) { value = .bool(truth) }
    init(_ list: [JSON]) { value = .array(list.map(\.value)) }
    init(_ members: [(String, JSON)]) { value = .object(members.map { ($0.0, $0.1.value) }) }
    init(stringLiteral text: String) { self.init(text) }
    init(integerLiteral number: Int) { self.init(number) }
    init(booleanLiteral truth: Bool) { self.init(truth) }
    init(arrayLiteral list: JSON...) { self.init(list) }
    init(dictionaryLiteral members: (String, JSON)...) { self.init(members) }
}
