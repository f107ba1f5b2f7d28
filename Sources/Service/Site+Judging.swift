internal import Quantities
internal import Workbench

/// Judging a lead that comes in.
extension Site {
    func judge(_ request: Request, _ known: Known) -> Reply {
        guard request.method == .post else { return .now(Problem.wrongMethod("POST")) }
        guard Self.isJSON(request.headers) else { return .now(Problem.notJSON.response) }
        let said = request.query.first("as-of")
        let day = said.flatMap { Day(iso: $0) }
        let faults = request.query.all.filter {
            $0.name == "as-of"
                ? day == nil : $0.name != "from" || !KnownVendors.names.contains($0.value)
        }.map {
            Problem.Fault(
                field: $0.name, seen: $0.value,
                detail:
                    "judge takes as-of, a day such as 2026-03-31, and from, one of \(KnownVendors.names.joined(separator: ", "))."
            )
        }
        let vendor = request.query.first("from")
        guard faults.isEmpty else {
            return .now(
                Problem(status: 400, title: "There is no such option.", faults: faults).response)
        }
        return .later { [verbs] in
            do {
                let (status, text) = try verbs.desk.judge(request.body, asOf: day, from: vendor)
                return Response(
                    status, status < 400 ? "application/json" : "application/problem+json",
                    Array(text.utf8), [("cache-control", "no-store")])
            } catch {
                return Problem(
                    status: 500, title: "The rules cannot be read.",
                    detail: "mql rules check says why."
                ).response
            }
        }
    }
}
