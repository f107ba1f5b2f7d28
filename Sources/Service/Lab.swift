internal import Quantities
internal import Workbench

/// The definition lab: what is tried is saved as a rule book that nobody has signed, and each side signs by its own
/// token. Nobody signs for both.
struct Lab: Sendable {
    static let verb = "rules try"
    private let verbs: any Verbs
    private let door: AccessBook

    init(_ verbs: any Verbs, _ door: AccessBook) {
        self.verbs = verbs
        self.door = door
    }

    /// Whether they may write a rule book: the owner, and who signs for a side.
    private func maySave(_ known: Known) -> Bool {
        known.role == .owner || door.side(of: known.name) != nil
    }

    /// What stands around the answer; nil where the rules cannot be read.
    func form(_ request: Request, _ known: Known, _ language: Language) -> LabForm? {
        guard let choices = try? verbs.desk.choices else { return nil }
        return LabForm(
            choices: choices, drafts: verbs.drafts, maySave: maySave(known),
            side: door.side(of: known.name), language: language, query: request.query)
    }

    private func form(of request: Request) -> Query? {
        guard
            request.headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") ?? false
        else { return nil }
        return String(validating: request.body, as: UTF8.self).flatMap { Query($0[...]) }
    }

    func save(_ request: Request, _ known: Known, _ routes: Routes) -> Reply {
        guard maySave(known) else {
            return .now(
                Problem(
                    status: 403, title: "This token may not save a rule book.",
                    detail: "It takes an owner's token, or one with --side marketing or sales."
                ).response)
        }
        guard let form = form(of: request), let found = routes.find("/rules/try") else {
            return .now(Problem(status: 415, title: "This address takes a form.").response)
        }
        switch routes.question(found, form) {
        case .failure(let wrong):
            return .now(
                Problem(
                    status: 400, title: "The question has options that rules try does not take.",
                    faults: wrong.faults
                ).response)
        case .success(let question):
            return .later { [verbs] in
                switch await verbs.saveDraft(question.words, by: known.name) {
                case .failure(let failure):
                    return Problem(
                        status: 422, title: "It was not saved.", detail: failure.complaint
                    ).response
                case .success:
                    let asked = form.all.map {
                        "\(Query.encoded($0.name))=\(Query.encoded($0.value))"
                    }
                    return .see("/rules/try?" + asked.joined(separator: "&"))
                }
            }
        }
    }

    func sign(_ request: Request, _ known: Known) -> Reply {
        guard request.method == .post else { return .now(Problem.wrongMethod("POST")) }
        guard let side = door.side(of: known.name) else {
            return .now(
                Problem(
                    status: 403, title: "This token signs for nobody.",
                    detail: "mql token add --name anna --side marketing makes one that does."
                ).response)
        }
        guard let form = form(of: request), let draft = form.first("draft") else {
            return .now(Problem(status: 415, title: "This address takes a form.").response)
        }
        do {
            try verbs.sign(draft, for: side, by: known.name)
        } catch let failed as FailedVerb {
            return .now(
                Problem(
                    status: failed.cause == .noInput ? 404 : 422, title: "It was not signed.",
                    detail: failed.message.en
                ).response)
        } catch {
            return .now(Problem(status: 500, title: "It was not signed.").response)
        }
        let language = form.first("lang").flatMap(Language.init) ?? .en
        return .now(.see("/rules/try?lang=\(language.rawValue)"))
    }
}
