internal import Workbench

/// The addresses that add to the workspace, for programs.
extension OpenAPI {
    /// - Parameter paths: that are there already, to which rows are sent too.
    static func importing(besides paths: [String]) -> [(String, JSON)] {
        let tables = ImportOrder.tables.map { ("/api/1/\($0)", $0) }
            .filter { !paths.contains($0.0) }
        return tables.map { ($0.0, ["post": adding($0.1)]) } + [
            ("/api/1/imports", ["get": list]), ("/api/1/imports/{number}", ["delete": undo]),
        ]
    }

    /// Sending rows of a table.
    static func adding(_ table: String) -> JSON {
        let rows: JSON = ["type": "array", "minItems": 1, "items": ["type": "object"]]
        let wrapped: JSON = [
            "type": "object", "required": JSON([JSON(table)]), "additionalProperties": false,
            "properties": JSON([(table, rows)]),
        ]
        return [
            "operationId": JSON("import_\(table)"),
            "summary": JSON(
                "Add rows to the workspace, as mql import \(table).csv. Takes mql serve --import."),
            "parameters": [
                [
                    "name": "Idempotency-Key", "in": "header", "required": false,
                    "description":
                        "Sent again with the same rows it gives the same answer, and nothing is imported.",
                    "schema": ["type": "string", "minLength": 1, "maxLength": 255],
                ],
                parameter("exported-on", "Of which day the rows are.", isDay: true),
                parameter(
                    "accept-loss", "Keep what is left of rows of which many cannot be taken.",
                    isFlag: true),
                parameter("strict", "Keep nothing where one row cannot be taken.", isFlag: true),
            ],
            "requestBody": [
                "required": true,
                "content": [
                    "application/json": ["schema": ["oneOf": JSON([rows, wrapped])]],
                    "text/csv": ["schema": ["type": "string", "minLength": 1]],
                ],
            ],
            "responses": responses(
                [(200, "What mql import prints with --format json.")],
                [400, 401, 403, 413, 415, 422, 500, 503, 507]),
        ]
    }

    private static let list: JSON = [
        "operationId": "imports", "summary": "Everything that was imported, with its counts.",
        "responses": responses(
            [(200, "What mql imports prints with --format json.")], [401, 403, 500]),
    ]

    private static let undo: JSON = [
        "operationId": "undo_import", "summary": "Take an import back, as if it had never been.",
        "parameters": [
            [
                "name": "number", "in": "path", "required": true,
                "description": "The number of the import.",
                "schema": ["type": "integer", "minimum": 1],
            ]
        ],
        "responses": responses(
            [(200, "What mql undo-import prints with --format json.")],
            [401, 403, 404, 422, 500, 503]),
    ]
}
