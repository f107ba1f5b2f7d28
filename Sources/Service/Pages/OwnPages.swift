internal import Quantities
internal import Reports
internal import Workbench

/// A page of which no verb gives the answer.
struct OwnPlace: Sendable {
    let path: String
    let name: Phrase
    let right: Right

    static let data = OwnPlace(
        path: DataDesk.place, name: Phrase(en: "Data", nl: "Gegevens"), right: .importing)
    static let privacy = OwnPlace(
        path: PrivacyDesk.place, name: Phrase(en: "Privacy", nl: "Privacy"), right: .persons)

    /// Those that there are.
    static func all(_ changes: (any Changes)?) -> [OwnPlace] {
        guard let changes else { return [] }
        return (changes.isImporting ? [data] : []) + [privacy]
    }
}

extension Pages {
    /// A page of the service's own, with navigation around it. Nothing of it stays behind.
    ///
    /// - Parameters:
    ///   - path: the place in the navigation.
    ///   - style: of what is shown of a command.
    func own(
        _ body: String, title: String, path: String, style: String?, _ known: Known,
        _ language: Language, _ request: Request
    ) -> Response {
        let shell = Shell(
            verbs: verbs.filter { known.role.may($0.right) }, firm: firm, known: known,
            language: language, own: places, path: path)
        let sheets =
            (style.map { ["/style/\(keep($0)).css"] } ?? [])
            + ["/style/shell.css", "/style/work.css"]
        let text = shell.page(
            title: title, sheets: sheets, verb: nil, query: request.query, body: body)
        return Response(
            200, "text/html; charset=utf-8", Array(text.utf8), [("cache-control", "no-store")])
    }
}
