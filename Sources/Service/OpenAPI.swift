internal import Quantities
internal import Reports
internal import Workbench

/// The description of the addresses for programs (OpenAPI 3.1), made of the same table as the addresses.
struct OpenAPI {
    let bytes: [UInt8]

    init(_ verbs: [Verb]) {
        let document = JSONValue.object([
            ("openapi", .string("3.1.0")),
            (
                "info",
                .object([
                    ("title", .string("mql")), ("version", .string("1")),
                    (
                        "description",
                        .string(
                            "What a marketing qualified lead costs and is worth. Each answer is that of the command of the same name."
                        )
                    ),
                ])
            ),
            ("security", .array([.object([("token", .array([]))])])),
            (
                "paths",
                .object(
                    verbs.filter(\.hasJSON).map(Self.path) + [Self.judge, Self.value] + Self.open)
            ),
            (
                "components",
                .object([
                    (
                        "securitySchemes",
                        .object([
                            (
                                "token",
                                .object([("type", .string("http")), ("scheme", .string("bearer"))])
                            )
                        ])
                    ),
                    ("schemas", .object([("Problem", Self.problem)])),
                ])
            ),
        ])
        bytes = Array(document.text.utf8)
    }

    private static func path(_ verb: Verb) -> (String, JSONValue) {
        let parameters = verb.options.map { option -> JSONValue in
            var schema: [(String, JSONValue)]
            switch option.kind {
            case .flag: schema = [("type", .string("boolean"))]
            case .value, .positional:
                schema = [("type", .string("string"))]
                if !option.choices.isEmpty {
                    schema.append(("enum", .array(option.choices.map(JSONValue.string))))
                }
            }
            return .object([
                ("name", .string(option.name)), ("in", .string("query")),
                ("required", .bool(option.kind == .positional)),
                ("description", .string(option.about.en)), ("schema", .object(schema)),
            ])
        }
        var get: [(String, JSONValue)] = [
            ("operationId", .string(verb.name.replacing(" ", with: "_"))),
            ("summary", .string(verb.about.en)),
        ]
        if !parameters.isEmpty { get.append(("parameters", .array(parameters))) }
        get.append(
            (
                "responses",
                responses(
                    [(200, "What the command prints with --format json."), (304, "As before.")],
                    [400, 401, 403, 404, 422, 500, 503])
            ))
        return ("/api/1" + verb.path, .object([("get", .object(get))]))
    }

    private static let judge: (String, JSONValue) = (
        "/api/1/judge",
        .object([
            (
                "post",
                .object([
                    ("operationId", .string("judge")),
                    (
                        "summary",
                        .string(
                            "What the rules say of a lead, or of up to 1,000. Nothing is stored.")
                    ),
                    (
                        "parameters",
                        .array([
                            .object([
                                ("name", .string("as-of")), ("in", .string("query")),
                                (
                                    "description",
                                    .string(
                                        "The day up to which everything counts. Default: today.")
                                ),
                                (
                                    "schema",
                                    .object([
                                        ("type", .string("string")), ("format", .string("date")),
                                    ])
                                ),
                            ]),
                            Self.parameter(
                                "from", "Whose webhook it is; else the fields of a file of leads.",
                                KnownVendors.names),
                        ])
                    ),
                    ("requestBody", body),
                    (
                        "responses",
                        responses(
                            [(200, "Tags, score, grade, decision, band and reasons.")],
                            [400, 401, 403, 413, 415, 422, 500, 503])
                    ),
                ])
            )
        ])
    )

    private static let value: (String, JSONValue) = (
        "/api/1/value",
        .object([
            (
                "post",
                .object([
                    ("operationId", .string("value_of")),
                    (
                        "summary",
                        .string("The calculator, with its options as members of an object.")
                    ),
                    ("requestBody", body),
                    (
                        "responses",
                        responses(
                            [(200, "What the command prints with --format json.")],
                            [400, 401, 403, 413, 415, 422, 503])
                    ),
                ])
            )
        ])
    )

    private static let open: [(String, JSONValue)] = [
        ("/healthz", "Whether it runs."), ("/readyz", "Whether it answers."),
        ("/metrics", "Numbers for Prometheus."),
    ].map { path, about in
        (
            path,
            .object([
                (
                    "get",
                    .object([
                        ("summary", .string(about)),
                        (
                            "responses",
                            .object([
                                (
                                    "200",
                                    .object([
                                        ("description", .string(about)),
                                        (
                                            "content",
                                            .object([
                                                (
                                                    "text/plain",
                                                    .object([
                                                        (
                                                            "schema",
                                                            .object([("type", .string("string"))])
                                                        )
                                                    ])
                                                )
                                            ])
                                        ),
                                    ])
                                ), ("401", refused("Who asks is not known.")),
                            ])
                        ),
                    ])
                )
            ])
        )
    }

    private static func parameter(
        _ name: String, _ about: String, _ choices: [String]
    ) -> JSONValue {
        .object([
            ("name", .string(name)), ("in", .string("query")), ("description", .string(about)),
            (
                "schema",
                .object([
                    ("type", .string("string")), ("enum", .array(choices.map(JSONValue.string))),
                ])
            ),
        ])
    }

    private static let body = JSONValue.object([
        ("required", .bool(true)),
        (
            "content",
            .object([
                (
                    "application/json",
                    .object([("schema", .object([("type", .string("object"))]))])
                )
            ])
        ),
    ])

    private static func responses(
        _ good: [(status: Int, about: String)], _ refusals: [Int]
    ) -> JSONValue {
        let answers = good.map { status, about -> (String, JSONValue) in
            let content: [(String, JSONValue)] =
                status == 200
                ? [
                    (
                        "content",
                        .object([
                            (
                                "application/json",
                                .object([("schema", .object([("type", .string("object"))]))])
                            )
                        ])
                    )
                ] : []
            return ("\(status)", .object([("description", .string(about))] + content))
        }
        return .object(answers + refusals.map { ("\($0)", refused(said[$0] ?? "")) })
    }

    private static let said = [
        400: "The question is wrong; every fault is named.", 401: "Who asks is not known.",
        403: "The token has no right to this.", 404: "There is no such lead, file or address.",
        413: "More than 2 MiB.", 415: "Not JSON.",
        422: "The data allow no answer; the reason is told.",
        500: "The program failed.", 503: "Too many questions wait.",
    ]

    private static func refused(_ about: String) -> JSONValue {
        .object([
            ("description", .string(about)),
            (
                "content",
                .object([
                    (
                        "application/problem+json",
                        .object([
                            (
                                "schema",
                                .object([("$ref", .string("#/components/schemas/Problem"))])
                            )
                        ])
                    )
                ])
            ),
        ])
    }

    private static let problem = JSONValue.object([
        ("type", .string("object")), ("required", .array([.string("title"), .string("status")])),
        (
            "properties",
            .object([
                ("type", .object([("type", .string("string"))])),
                ("title", .object([("type", .string("string"))])),
                ("status", .object([("type", .string("integer"))])),
                ("detail", .object([("type", .string("string"))])),
                ("errors", .object([("type", .string("array"))])),
            ])
        ),
    ])
}

extension Verb {
    /// Whether programs can read its answer.
    fileprivate var hasJSON: Bool { formats.contains("json") }
}
