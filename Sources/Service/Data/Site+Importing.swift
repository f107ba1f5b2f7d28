internal import NIOHTTP1
internal import Workbench

/// What adds to the workspace over HTTP.
extension Site {
    func taking(_ head: HTTPRequestHead, _ limits: Limits) -> Taking {
        let path = String(head.uri.prefix { $0 != "?" })
        let isForm = path == DataDesk.upload
        let isUpload = head.method == .POST && (isForm || ImportDesk.table(path) != nil)
        if let refusal = refusal(head, most: isUpload ? limits.upload : limits.body) {
            return .refused(
                isUpload && refusal.status == 413 ? Problem.tooLargeUpload.response : refusal)
        }
        guard isUpload else { return .held }
        // Whoever may not send rows is told so before they are sent.
        if let refusal = uploadRefusal(head) { return .refused(refusal) }
        do {
            guard let imports else { return .refused(Problem.notImporting.response) }
            return .kept(try imports.changes.file())
        } catch { return .refused(Problem.full.response) }
    }

    private func uploadRefusal(_ head: HTTPRequestHead) -> Response? {
        guard let request = request(head) else { return Problem.wrongRequest.response }
        switch admitted(request) {
        case .failure(let refused): return refused.response
        case .success(let known):
            guard imports != nil else { return Problem.notImporting.response }
            guard known.role.may(.importing) else {
                return Problem.forbidden(.importing).response
            }
            guard request.path == DataDesk.upload else {
                return ImportDesk.wrong(request)?.response
            }
            return DataDesk.boundary(request.headers) == nil
                ? Problem(status: 415, title: "This address takes a form with files.").response
                : nil
        }
    }

    /// What adds to the workspace or takes back; nil for another address.
    func importing(_ request: Request, _ known: Known) -> Reply? {
        if request.path == PrivacyDesk.place || request.path.hasPrefix(PrivacyDesk.place + "/") {
            guard known.role.may(.persons) else {
                return .now(pages.wrong(Problem.forbidden(.persons), known, request))
            }
            return privacy.map { $0.reply(request, known) }
                ?? .now(pages.wrong(Problem.notFound, known, request))
        }
        if request.path == DataDesk.place || request.path.hasPrefix(DataDesk.place + "/") {
            guard known.role.may(.importing) else {
                return .now(pages.wrong(Problem.forbidden(.importing), known, request))
            }
            guard let data else {
                return .now(pages.wrong(Problem.notImporting, known, request))
            }
            return data.reply(request, known)
        }
        let table = ImportDesk.table(request.path)
        let number = ImportDesk.number(request.path)
        let isList = request.path == "/api/1/imports"
        let allowed = table.map(ImportDesk.allowed) ?? (isList ? "GET, HEAD" : "DELETE")
        guard table != nil || number != nil || isList else { return nil }
        let isReading = request.method == .get || request.method == .head
        // The list of leads has the address to which leads are sent.
        if table != nil, isReading, routes.find(request.path) != nil { return nil }
        guard allowed.contains(request.method.rawValue) else {
            return .now(Problem.wrongMethod(allowed))
        }
        guard known.role.may(.importing) else {
            return .now(Problem.forbidden(.importing).response)
        }
        guard let imports else { return .now(Problem.notImporting.response) }
        if isList { return imports.list() }
        if let number { return imports.undo(number, by: known.name) }
        guard let table, let file = request.file else {
            return .now(Problem.wrongRequest.response)
        }
        return imports.add(file, to: table, request, by: known.name)
    }
}
