internal import Quantities
internal import Workbench

/// What is asked, by whom and in which language.
struct Asked: Sendable {
    let request: Request
    let known: Known
    let language: Language
    var work: WorkPage { WorkPage(language: language) }
    var page: DataPage { DataPage(work: work) }

    init(_ request: Request, _ known: Known, _ language: Language) {
        self.request = request
        self.known = known
        self.language = language
    }

    /// A member of the form that was sent.
    func field(_ name: String) -> String? {
        guard
            request.headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded")
                ?? false
        else { return nil }
        return String(validating: request.body, as: UTF8.self).flatMap { Query($0[...]) }?
            .first(name)
    }

}
