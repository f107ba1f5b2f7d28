internal import Analysis
internal import Quantities
internal import Store
internal import Valuation

extension PartHeader {
    /// - Parameters:
    ///   - book: of the request, with what the firm says of itself.
    ///   - version: of the program.
    init(
        _ question: Figures.Question, _ request: Request, _ book: RuleBook, decidedBy: Decider,
        version: String, key: RunKey?
    ) {
        self.init()
        self["format"] = Self.format
        self["program"] = version
        self["rules"] = "\(book.name) \(book.version)"
        self["rules-fingerprint"] = "\(book.fingerprint)"
        self["settings"] = request.settings(book)
        self["as-of"] = "\(question.asOf)"
        self["period"] = "\(question.period.first)..\(question.period.lastDay)"
        self["unit"] = question.unit.rawValue
        self["by"] = question.by.rawValue
        self["currency"] = question.currency.code
        self["zone"] = book.zone.name
        self["decided-by"] = decidedBy.rawValue
        self["run-key"] = key.map { $0.mark("key", "") }
    }
}

extension Request {
    /// A sum over what the firm says and that changes what is counted, beside the rule book.
    fileprivate func settings(_ book: RuleBook) -> String {
        var said: [String] = []
        said += book.agreedSources.sorted { $0.key < $1.key }.map {
            "source \($0.key)\n\($0.value)"
        }
        said.append("created \(book.createdAtEarliest)")
        said.append("credit \(book.economics.dealCredit.rawValue)")
        said.append("margin \(book.economics.margin.map { "\($0)" } ?? "")")
        said.append("exported \(exportedOn.map { "\($0)" } ?? "")")
        said += (project?.rejected ?? []).sorted().map { "rejected \($0)" }
        said += (project?.leadStages ?? [:]).sorted { $0.key < $1.key }
            .map { "lead stage \($0.key)\n\($0.value)" }
        for (word, stages) in [
            ("won", project?.wonStages), ("lost", project?.lostStages),
            ("open", project?.openStages),
        ] {
            said += (stages ?? []).sorted().map { "\(word) \($0)" }
        }
        var sum = Fingerprint()
        for (place, text) in said.enumerated() {
            var hash = RowHash(kind: 20)
            hash.mix(UInt64(place))
            hash.mix(RowHash.hash(text))
            sum.add(hash.finished)
        }
        return String("\(sum)".prefix(16))
    }
}
