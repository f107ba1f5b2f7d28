internal import NIOConcurrencyHelpers
internal import NIOCore

/// How much was asked and how long it took, as Prometheus reads it.
final class Metrics: Sendable {
    private struct State {
        var requests: [Int: Int] = [:]
        var nanoseconds: Int64 = 0
        var imports = 0
        var rows = 0
    }

    private let state = NIOLockedValueBox(State())

    func count(_ status: Int, since start: NIODeadline) {
        let taken = (NIODeadline.now() - start).nanoseconds
        state.withLockedValue { state in
            state.requests[status, default: 0] += 1
            state.nanoseconds += taken
        }
    }

    /// Counts what was imported.
    func add(imports: Int, rows: Int) {
        state.withLockedValue { state in
            state.imports += imports
            state.rows += rows
        }
    }

    /// - Parameters:
    ///   - answers: how many are held.
    ///   - facts: how many sets of facts are held.
    func text(answers: Int, facts: Int) -> String {
        let state = state.withLockedValue { $0 }
        var lines = [
            "# HELP mql_requests_total Requests that were answered.",
            "# TYPE mql_requests_total counter",
        ]
        for (status, count) in state.requests.sorted(by: { $0.key < $1.key }) {
            lines.append("mql_requests_total{status=\"\(status)\"} \(count)")
        }
        let total = state.requests.values.reduce(0, +)
        lines += [
            "# HELP mql_request_seconds Time from a request to its answer.",
            "# TYPE mql_request_seconds summary",
            "mql_request_seconds_sum \(Double(state.nanoseconds) / 1e9)",
            "mql_request_seconds_count \(total)",
            "# HELP mql_held_answers Answers that are held in memory.",
            "# TYPE mql_held_answers gauge", "mql_held_answers \(answers)",
            "# HELP mql_held_facts Sets of facts that are held in memory.",
            "# TYPE mql_held_facts gauge", "mql_held_facts \(facts)",
            "# HELP mql_imports_total Imports that were made over HTTP.",
            "# TYPE mql_imports_total counter", "mql_imports_total \(state.imports)",
            "# HELP mql_imported_rows_total Rows of these imports.",
            "# TYPE mql_imported_rows_total counter", "mql_imported_rows_total \(state.rows)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
