internal import Analysis
internal import Intake
internal import Leads
internal import Quantities
internal import Store
package import Valuation

/// How a part is counted that is to be added to others.
package struct PartTerms: Sendable {
    /// Who decides what an MQL is; nil where the rule book says it.
    package var decidedBy: Decider?
    /// The file with the key that all parts of the run share.
    package var runKey: String
    /// The version of the program.
    package var version: String

    package init(decidedBy: Decider?, runKey: String, version: String) {
        (self.decidedBy, self.runKey, self.version) = (decidedBy, runKey, version)
    }
}

extension Bench {
    /// What the leads of a request add to every figure of its question, as text.
    ///
    /// - Throws: `FailedVerb` where it cannot be said of a part.
    package static func part(
        _ request: Request, _ terms: PartTerms
    ) throws -> (part: [UInt8], bench: Bench) {
        guard let asOf = request.asOf, let period = request.period else {
            throw FailedVerb(
                .badData,
                en:
                    "mql tally needs --as-of and --period: one part does not know the days of the others.",
                nl:
                    "mql tally vraagt --as-of en --period: één deel kent de dagen van de andere niet."
            )
        }
        try requireNoRates(request)
        guard let key = RunKey(try Files.whole(terms.runKey, most: 1 << 16)) else {
            throw FailedVerb(
                .badData,
                en:
                    "\(terms.runKey.visible): a run key has at least \(RunKey.least) bytes: head -c 32 "
                    + "/dev/urandom > \(terms.runKey.visible)",
                nl:
                    "\(terms.runKey.visible): een sleutel heeft minstens \(RunKey.least) bytes: head -c 32 "
                    + "/dev/urandom > \(terms.runKey.visible)")
        }
        var book = try request.book
        let decidedBy = try decider(terms, book)
        book.decidedBy = decidedBy
        let bench = try Bench(
            request, sources: try open(request), mappings: try request.mappings, book: book)
        try bench.requireLeadsAlone()
        let question = Figures.Question(
            asOf: asOf, period: period, by: request.by, unit: request.unit,
            currency: request.currency ?? book.currency)
        let header = PartHeader(
            question, request, book, decidedBy: decidedBy, version: terms.version, key: key)
        var lines = PartLines()
        header.add(to: &lines)
        let part = bench.pipeline.part(
            question, lines, observed: bench.observed, reading: bench.reading,
            mark: { key.mark($0, $1) }, jobs: request.jobs)
        return (part, bench)
    }

    private static func decider(_ terms: PartTerms, _ book: RuleBook) throws -> Decider {
        guard book.decidedBy == .auto else {
            guard terms.decidedBy == nil || terms.decidedBy == book.decidedBy else {
                throw FailedVerb(
                    .badData,
                    en:
                        "\(book.file.visible) says that \(book.decidedBy.rawValue) decides, and not --decided-by.",
                    nl:
                        "\(book.file.visible) zegt dat \(book.decidedBy.rawValue) beslist, en niet --decided-by."
                )
            }
            return book.decidedBy
        }
        guard let decidedBy = terms.decidedBy, decidedBy != .auto else {
            throw FailedVerb(
                .badData,
                en:
                    "--decided-by rules, where there are activities, or --decided-by crm: the rule book leaves it "
                    + "to whether there are any, and one part does not know that of the others.",
                nl:
                    "--decided-by rules, als er activiteiten zijn, of --decided-by crm: het regelboek laat het "
                    + "ervan afhangen of die er zijn, en één deel weet dat van de andere niet.")
        }
        return decidedBy
    }

    static func requireNoRates(_ request: Request) throws {
        guard request.rates != nil else { return }
        throw FailedVerb(
            .badData,
            en: "--rates: parts hold amounts as they are, in the currency of the report alone.",
            nl: "--rates: delen hebben bedragen zoals ze zijn, alleen in de valuta van het rapport."
        )
    }

    /// What a request names beside parts.
    ///
    /// - Throws: `FailedVerb` where there are leads among it.
    static func spendAndPlan(_ request: Request, _ book: RuleBook) throws -> Reading {
        guard !request.data.isEmpty else { return .none }
        var reading: Reading
        do {
            reading = try Reading.read(
                open(request.data, request.progress, request.input), mappings: request.mappings,
                options: request.readingOptions(book))
        } catch let error as IntakeErrors {
            throw FailedVerb(.badData, error.described)
        } catch let error as IntakeError {
            throw FailedVerb(.badData, error.described)
        }
        let others = reading.tables.filter {
            !$0.kinds.allSatisfy { [.spend, .plan].contains($0) }
        }.map(\.file.visible)
        guard others.isEmpty else {
            let files = others.joined(separator: ", ")
            throw FailedVerb(
                .badData,
                en:
                    "\(files): with --tallies the parts have the leads, and all that became of them. Give spend and "
                    + "plan alone.",
                nl:
                    "\(files): met --tallies zitten de leads in de delen, met alles wat ervan werd. Geef alleen "
                    + "uitgaven en plan.")
        }
        reading.share(request.project?.spendCategories ?? [:])
        return reading
    }

    /// Spend and plan are of no lead: each part would count them again.
    private func requireLeadsAlone() throws {
        let facts = reading.facts
        guard facts.spend.isEmpty, facts.plan.isEmpty, facts.orders.isEmpty else {
            let files = reading.tables.filter {
                $0.kinds.contains { [.spend, .plan, .order].contains($0) }
            }.map(\.file.visible).joined(separator: ", ")
            throw FailedVerb(
                .badData,
                en:
                    "\(files): a part is of leads alone. Give spend and plan once, with mql report --tallies … "
                    + "--data spend.csv; orders are in no part.",
                nl:
                    "\(files): een deel is van leads alleen. Geef uitgaven en plan één keer, met mql report "
                    + "--tallies … --data spend.csv; orders zitten in geen deel.")
        }
    }
}

/// Parts that were read, and what they were counted for.
struct ReadParts {
    let added: AddedParts
    let header: PartHeader

    /// Reads parts, and adds them up.
    ///
    /// - Parameter facts: what is not of leads.
    init(_ paths: [String], _ book: RuleBook, facts: Facts) throws {
        var sum = PartSum(book)
        var first: (path: String, header: PartHeader)?
        for path in paths {
            let header: PartHeader
            do {
                (header, _) = try sum.add(Files.whole(path, most: 1 << 34))
            } catch let fault as PartFault { throw FailedVerb(.badData, fault.said(of: path)) }
            guard header["format"] == PartHeader.format else {
                throw FailedVerb(.badData, PartFault.noHeader.said(of: path))
            }
            if let first, let found = header.difference(from: first.header) {
                throw FailedVerb(.badData, Self.differs(found, path, first.path))
            }
            first = first ?? (path, header)
        }
        guard let (path, header) = first, let question = PartQuestion(header) else {
            throw FailedVerb(.badData, PartFault.noHeader.said(of: paths.first ?? ""))
        }
        self.header = header
        do { added = try sum.added(question, facts: facts) } catch {
            throw FailedVerb(.badData, error.said(of: path))
        }
    }

    /// How the files were read that the parts are of, and those here.
    func reading(with others: Reading) -> Reading {
        var problems = others.problems
        for (kind, count) in added.problems.counts { problems.add(count, of: kind) }
        return Reading(
            facts: others.facts, problems: problems, tables: added.tables + others.tables)
    }

    /// Says which line of a header differs.
    private static func differs(
        _ found: (name: String, own: String?, other: String?), _ path: String, _ first: String
    ) -> Phrase {
        let (own, other) = (found.own ?? "–", found.other ?? "–")
        return Phrase(
            en:
                "\(path.visible) and \(first.visible) do not add up: the line \(found.name) says \(own.quoted) in "
                + "the one and \(other.quoted) in the other. Tally both with the same.",
            nl:
                "\(path.visible) en \(first.visible) tellen niet op: de regel \(found.name) zegt \(own.quoted) in "
                + "de een en \(other.quoted) in de ander. Tel beide met hetzelfde.")
    }
}

extension PartQuestion {
    fileprivate init?(_ header: PartHeader) {
        guard let unit = header["unit"].flatMap(CountedUnit.init(rawValue:)),
            let by = header["by"].flatMap(Breakdown.init(rawValue:)),
            let decidedBy = header["decided-by"].flatMap(Decider.init(rawValue:)),
            let period = header["period"].flatMap({ Period($0) })
        else { return nil }
        self.init(unit: unit, period: period, by: by, decidedBy: decidedBy)
    }
}

extension Request {
    /// The same, with the question that parts were counted for.
    ///
    /// - Throws: `FailedVerb` where something else was asked.
    func answered(by header: PartHeader, _ book: RuleBook) throws -> Request {
        var request = self
        guard let period = header["period"].flatMap({ Period($0) }),
            let asOf = header["as-of"].flatMap({ Day(iso: $0) }),
            let decidedBy = header["decided-by"].flatMap(Decider.init(rawValue:))
        else { throw FailedVerb(.badData, PartFault.noHeader.said(of: tallies.first ?? "")) }
        (request.period, request.asOf) = (self.period ?? period, self.asOf ?? asOf)
        let question = Figures.Question(
            asOf: request.asOf ?? asOf, period: request.period ?? period, by: request.by,
            unit: request.unit, currency: request.currency ?? book.currency)
        var asked = PartHeader(
            question, request, book, decidedBy: decidedBy, version: version, key: nil)
        // It takes no key to add up.
        asked["run-key"] = header["run-key"]
        if let found = asked.difference(from: header) {
            let (own, parts) = (found.own ?? "–", found.other ?? "–")
            throw FailedVerb(
                .badData,
                en:
                    "The parts answer another question: their line \(found.name) says \(parts.quoted), and here it "
                    + "is \(own.quoted). Ask the same, or tally again.",
                nl:
                    "De delen antwoorden op een andere vraag: hun regel \(found.name) zegt \(parts.quoted), en hier "
                    + "is het \(own.quoted). Vraag hetzelfde, of tel opnieuw.")
        }
        return request
    }
}

extension PartFault {
    /// What is wrong, and what to do about it.
    func said(of path: String) -> Phrase {
        switch self {
        case .line(let number):
            Phrase(
                en:
                    "\(path.visible):\(number): this is no line of a part. Make it again with mql tally.",
                nl:
                    "\(path.visible):\(number): dit is geen regel van een deel. Maak het opnieuw met mql tally."
            )
        case .noHeader:
            Phrase(
                en:
                    "\(path.visible) is no part of the format \(PartHeader.format.quoted) that mql tally makes.",
                nl:
                    "\(path.visible) is geen deel van de vorm \(PartHeader.format.quoted) die mql tally maakt."
            )
        case .header(let name, let values):
            Phrase(
                en:
                    "\(path.visible) is a sum of parts that do not add up: the line \(name) says "
                    + values.map(\.quoted).joined(separator: " and ") + ".",
                nl:
                    "\(path.visible) is een som van delen die niet optellen: de regel \(name) zegt "
                    + values.map(\.quoted).joined(separator: " en ") + ".")
        case .unknownName(let name):
            Phrase(
                en:
                    "A part says \(name.quoted), which this program or this rule book does not have.",
                nl:
                    "Een deel zegt \(name.quoted), en dat heeft dit programma of dit regelboek niet."
            )
        case .twice(let twice): twice.said
        case .decider(let decider):
            Phrase(
                en:
                    "By these leads \(decider.rawValue) decides what an MQL is: "
                    + (decider == .rules
                        ? "there are activities" : "there is no activity by that day")
                    + ". Tally again with --decided-by \(decider.rawValue).",
                nl:
                    "Bij deze leads beslist \(decider.rawValue) wat een MQL is: "
                    + (decider == .rules
                        ? "er zijn activiteiten" : "er is geen activiteit op die dag")
                    + ". Tel opnieuw met --decided-by \(decider.rawValue).")
        }
    }
}

extension PartFault.Twice {
    fileprivate var said: Phrase {
        switch self {
        case .part:
            Phrase(
                en: "Two parts have exactly the same leads: name each part once.",
                nl: "Twee delen hebben precies dezelfde leads: noem elk deel één keer.")
        case .deal:
            Phrase(
                en:
                    "A deal is in two parts, and would count twice. Put all contacts of a deal in one part "
                    + "(docs/parts.md).",
                nl:
                    "Een deal zit in twee delen, en zou twee keer tellen. Zet alle contactpersonen van een deal in "
                    + "één deel (docs/parts.md).")
        case .refund:
            Phrase(
                en:
                    "A refund is in another part than the deal it is of. Put both in one (docs/parts.md).",
                nl:
                    "Een terugbetaling zit in een ander deel dan haar deal. Zet beide in één deel (docs/parts.md)."
            )
        case .company:
            Phrase(
                en:
                    "A company is in two parts, and would count twice. With --unit company all of its persons belong "
                    + "in one part (docs/parts.md).",
                nl:
                    "Een bedrijf zit in twee delen, en zou twee keer tellen. Met --unit company horen al zijn "
                    + "personen in één deel (docs/parts.md).")
        case .companyName:
            Phrase(
                en:
                    "A company is known by its name alone in one part, and by its mail domain in another. With "
                    + "--unit company all of its persons belong in one part (docs/parts.md).",
                nl:
                    "Een bedrijf is in het ene deel alleen bij naam bekend, en in een ander bij zijn maildomein. Met "
                    + "--unit company horen al zijn personen in één deel (docs/parts.md).")
        }
    }
}
