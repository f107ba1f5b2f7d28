internal import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// The same for programs.
extension DefinitionLoop {
    var json: JSONValue {
        .members([
            "rejected": Self.json(rejected, limit: limits.rejected),
            "rejected_beyond_criteria": otherRejections,
            "sqls_without_mql": Self.json(missed, limit: limits.missed),
            "plan": plan.map { plan in
                JSONValue.members([
                    "mqls": plan.mqls, "planned": plan.planned, "low": plan.low, "high": plan.high,
                    "verdict": plan.side.rawValue,
                ])
            }, "calibration": calibration.map(Self.json), "drift": drift.map(Self.json),
            "rules_in_force_from": inForceFrom,
        ])
    }

    private static func json(_ known: Known<ShareRange>, limit: Int) -> JSONValue {
        .members([
            "count": known.map(\.count), "of": known.map(\.of), "low": known.map(\.low),
            "high": known.map(\.high), "limit": Double(limit) / 10_000,
            "verdict": known.map { $0.side(of: limit).rawValue },
        ])
    }

    private static func json(_ calibration: Calibration) -> JSONValue {
        let bands = calibration.bands.map { band -> JSONValue in
            .members([
                "from": band.from, "to": band.to, "mqls": band.sqls.of, "sqls": band.sqls.count,
                "low": band.sqls.low, "high": band.sqls.high,
            ])
        }
        return .members([
            "bands": bands, "area": calibration.area, "low": calibration.low,
            "high": calibration.high,
        ])
    }

    private static func json(_ drift: Drift) -> JSONValue {
        func period(_ period: Period, _ mqls: Int, _ sqls: Int) -> JSONValue {
            .members(["first": period.first, "last": period.lastDay, "mqls": mqls, "sqls": sqls])
        }
        func middle(_ middle: Middle) -> JSONObject {
            [
                "median": middle.median, "lower": middle.lower, "upper": middle.upper,
                "count": middle.count,
            ]
        }
        let steps = drift.steps.map { step -> JSONValue in
            .members([
                "step": step.kind.rawValue, "now": step.now.map(middle),
                "before": step.before.map(middle), "higher": step.higher, "low": step.low,
                "high": step.high, "verdict": step.side.rawValue,
            ])
        }
        return .members([
            "now": period(drift.now, drift.mqls.now, drift.sqls.now),
            "before": period(drift.before, drift.mqls.before, drift.sqls.before), "steps": steps,
        ])
    }
}
