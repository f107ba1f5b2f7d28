internal import Reports
internal import Workbench

/// What is wrong with a question, as RFC 9457 has it: what was seen and what to do, all at once.
struct Problem: Sendable {
    struct Fault: Sendable {
        let field: String
        let seen: String?
        let detail: String
    }

    let status: Int
    let title: String
    var detail: String?
    var faults: [Fault] = []

    var response: Response {
        var members: [(String, JSONValue)] = [
            ("type", .string("about:blank")), ("title", .string(title)), ("status", .int(status)),
        ]
        if let detail { members.append(("detail", .string(detail))) }
        if !faults.isEmpty {
            members.append(
                (
                    "errors",
                    .array(
                        faults.map { fault in
                            .object(
                                [("field", .string(fault.field))]
                                    + (fault.seen.map { [("seen", .string($0))] } ?? [])
                                    + [("detail", .string(fault.detail))])
                        })
                ))
        }
        return Response(
            status, "application/problem+json", Array(JSONValue.object(members).text.utf8),
            [("cache-control", "no-store")])
    }

    static let notFound = Problem(
        status: 404, title: "There is nothing at this address.",
        detail: "The addresses are in /api/openapi.json.")
    static func wrongMethod(_ allowed: String) -> Response {
        var response = Problem(
            status: 405, title: "This address takes another method.", detail: "It takes \(allowed)."
        ).response
        response.headers.append(("allow", allowed))
        return response
    }
    static let unknownHost = Problem(
        status: 421, title: "This service does not go by that name.",
        detail: "Use the address that it printed, or start it with --host-name.")
    static let wrongRequest = Problem(
        status: 400, title: "This is no request that can be read.")
    static let tooLarge = Problem(
        status: 413, title: "That is more than is taken here.", detail: "At most 2 MiB.")
    static let tooLargeUpload = Problem(
        status: 413, title: "That is more than is taken here.", detail: "At most 1 GiB.")
    static let full = Problem(
        status: 507, title: "The disk is full, and nothing was kept.",
        detail: "Whoever runs the service has to make room.")
    static let notImporting = Problem(
        status: 403, title: "Nothing is added over HTTP here.",
        detail: "Whoever runs the service can allow it: mql serve --import.")
    static let headTooLarge = Problem(
        status: 431, title: "The head of the request is longer than 16 KiB.")
    static let notJSON = Problem(
        status: 415, title: "This address takes JSON.",
        detail: "Send it with Content-Type: application/json.")
    static let unknown = Problem(
        status: 401, title: "Who asks is not known.",
        detail: "Send a token: Authorization: Bearer …. mql token add makes one.")
    static let severalUsers = Problem(
        status: 400, title: "More than one user is named.",
        detail:
            "The proxy hands on a header of the client. It has to take that out: docs/service.md shows how."
    )
    static func stranger(_ user: String) -> Problem {
        Problem(
            status: 403, title: "This user was not let in.",
            detail:
                "Ask whoever runs this service. In its folder: mql token add --name NAME --role read --user USER.",
            faults: [
                Fault(field: "user", seen: user, detail: "This is how the proxy names who asks.")
            ])
    }
    static let foreign = Problem(
        status: 403, title: "Another page asked for this.",
        detail: "A change is taken from a page of this service, or with a token and no cookie.")
    static func forbidden(_ right: Right) -> Problem {
        Problem(
            status: 403, title: "This token may not ask that.",
            detail: "It takes a token with the right \(right.rawValue).")
    }
    static let busy = Problem(
        status: 503, title: "Too many questions wait for an answer.",
        detail: "Ask again in a moment.")
}
