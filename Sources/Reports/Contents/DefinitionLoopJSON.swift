internal import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// The same for programs.
extension DefinitionLoop {
    var json: JSONValue {
        .object([
            ("rejected", Self.json(rejected, limit: limits.rejected)),
            ("rejected_beyond_criteria", .int(otherRejections)),
            ("sqls_without_mql", Self.json(missed, limit: limits.missed)),
            (
                "plan",
                plan.map { plan in
                    .object([
                        ("mqls", .int(plan.mqls)), ("planned", .int(plan.planned)),
                        ("low", .number(plan.low)), ("high", .number(plan.high)),
                        ("verdict", .string(plan.side.rawValue)),
                    ])
                } ?? .null
            ),
            ("calibration", calibration.map(Self.json) ?? .null),
            ("drift", drift.map(Self.json) ?? .null),
            ("rules_in_force_from", inForceFrom.map { .string("\($0)") } ?? .null),
        ])
    }

    private static func json(_ known: Known<ShareRange>, limit: Int) -> JSONValue {
        .known([
            ("count", known.map { .int($0.count) }), ("of", known.map { .int($0.of) }),
            ("low", known.map { .number($0.low) }), ("high", known.map { .number($0.high) }),
            ("limit", .value(.number(Double(limit) / 10_000))),
            ("verdict", known.map { .string($0.side(of: limit).rawValue) }),
        ])
    }

    private static func json(_ calibration: Calibration) -> JSONValue {
        let bands = calibration.bands.map { band -> JSONValue in
            .object([
                ("from", .int(band.from)), ("to", .int(band.to)), ("mqls", .int(band.sqls.of)),
                ("sqls", .int(band.sqls.count)), ("low", .number(band.sqls.low)),
                ("high", .number(band.sqls.high)),
            ])
        }
        return .object([
            ("bands", .array(bands)), ("area", calibration.area.map(JSONValue.number) ?? .null),
            ("low", calibration.low.map(JSONValue.number) ?? .null),
            ("high", calibration.high.map(JSONValue.number) ?? .null),
        ])
    }

    private static func json(_ drift: Drift) -> JSONValue {
        func period(_ period: Period, _ mqls: Int, _ sqls: Int) -> JSONValue {
            .object([
                ("first", .string("\(period.first)")), ("last", .string("\(period.lastDay)")),
                ("mqls", .int(mqls)), ("sqls", .int(sqls)),
            ])
        }
        func middle(_ middle: Middle?) -> JSONValue {
            middle.map {
                .object([
                    ("median", .number($0.median)), ("lower", .number($0.lower)),
                    ("upper", .number($0.upper)), ("count", .int($0.count)),
                ])
            } ?? .null
        }
        let steps = drift.steps.map { step -> JSONValue in
            .object([
                ("step", .string(step.kind.rawValue)), ("now", middle(step.now)),
                ("before", middle(step.before)),
                ("higher", step.higher.map(JSONValue.number) ?? .null),
                ("low", step.low.map(JSONValue.number) ?? .null),
                ("high", step.high.map(JSONValue.number) ?? .null),
                ("verdict", .string(step.side.rawValue)),
            ])
        }
        return .object([
            ("now", period(drift.now, drift.mqls.now, drift.sqls.now)),
            ("before", period(drift.before, drift.mqls.before, drift.sqls.before)),
            ("steps", .array(steps)),
        ])
    }
}
