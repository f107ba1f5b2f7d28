internal import Analysis
internal import Funnels
internal import Intake
internal import Leads
package import Quantities
internal import Reports
internal import Store
internal import Valuation

/// The vendors whose payloads are known.
package enum KnownVendors {
    package static let names = Vendor.allCases.map(\.rawValue)
}

/// Judges leads as they come in, by the rules alone: nothing is stored, and no data are needed.
///
/// What it says of a lead is what `mql explain --format json` says of the same lead in a file.
package struct JudgeDesk: Sendable {
    private let book: RuleBook
    private let options: ReadingOptions
    private let benchmarks: [Benchmark]
    /// Who is not judged; nil where there is no workspace that knows.
    private let gone: GonePersons?

    /// By the rules of the project of this folder; in a workspace those who were erased or have objected are not
    /// judged.
    package init(_ workspace: Workspace?) throws {
        var request = Request()
        let project = try Project.load()
        request.project = project
        request.rules = project?.rules ?? request.rules
        var book = try request.book
        // One lead shows nothing of whether behaviour is known here: what it did is what was sent.
        if book.decidedBy == .auto { book.decidedBy = .rules }
        self.book = book
        options = request.readingOptions(book)
        benchmarks = try RuleFiles.benchmarks()
        gone = try workspace.map { try $0.gone() }
    }

    /// What there is to try in these rules.
    package var choices: RuleTrial.Choices { RuleTrial.Choices(book) }

    /// What is answered, and the status of HTTP that goes with it.
    ///
    /// - Parameters:
    ///   - asOf: the day up to which it counts; nil for today.
    ///   - vendor: whose payload it is; nil for the fields of a file of leads.
    package func judge(
        _ body: [UInt8], asOf: Day? = nil, from vendor: String? = nil
    ) -> (status: Int, text: String) {
        do {
            let sent = try IncomingLeads(
                body, fields: Set(book.fields + book.presenceFields),
                from: vendor.flatMap(Vendor.init), now: Clock.now.written)
            return (200, try answer(sent, asOf ?? Clock.today(in: book.zone)))
        } catch let faults as IncomingLeads.Faults {
            return (422, Self.problem(faults.all))
        } catch let error as IntakeErrors {
            return (
                422,
                Self.problem(
                    error.errors.map { .init(field: $0.file, seen: nil, detail: $0.message.en) })
            )
        } catch {
            return (422, Self.problem([.init(field: "", seen: nil, detail: "\(error)")]))
        }
    }

    private func answer(_ sent: IncomingLeads, _ day: Day) throws -> String {
        let reading = try Reading.read(
            sent.tables.map { Self.source($0.name, $0.text) }, options: options)
        try Self.requireAll(reading, sent)
        let pipeline = Pipeline(facts: reading.facts, book: book, benchmarks: benchmarks)
        let context = ReportContext(.en, reading: reading, observed: ObservedDays(asOf: day))
        var judge = pipeline.judge(asOf: day)
        var mqls = 0
        let answers = try sent.leads.map { lead -> JSONValue in
            var more: [(String, JSONValue)] = [
                ("objections", .string(gone == nil ? "not checked" : "checked"))
            ]
            if lead.hasObjected || gone?.has(id: lead.id, address: lead.address) ?? false {
                // Whoever has objected is not profiled: neither tags nor points nor a band.
                return .object(
                    [
                        ("schema", .string("mql.explanation/1")),
                        (
                            "summary",
                            .string("\(Wording.lead(lead.id)): has objected, and is not judged.")
                        ),
                        ("lead_id", .string(Wording.lead(lead.id))), ("objected", .bool(true)),
                    ] + more)
            }
            more.append(("assumed", .array(lead.assumed.map(JSONValue.string))))
            more.append(("caution", .string(Self.caution)))
            guard let row = reading.facts.leads.index.find(lead.id),
                let explanation = judge.explain(row)
            else {
                throw IncomingLeads.Faults(all: [
                    .init(
                        field: "created_at", seen: nil,
                        detail: "Lead \(lead.id) was created after \(day).")
                ])
            }
            if explanation.judgement.mqlDay != nil { mqls += 1 }
            let report = LeadExplanation(explanation, context)
            return report.json.summed(up: report.opening).adding(more)
        }
        let ignored = JSONValue.array(sent.ignored.map(JSONValue.string))
        guard sent.isOne, let answer = answers.first else {
            return JSONValue.object([
                ("schema", .string("mql.judgements/1")),
                ("summary", .string("\(answers.count) leads, of which \(mqls) MQL.")),
                ("ignored", ignored),
                ("leads", .array(answers)),
            ]).text
        }
        return answer.adding([("ignored", ignored)]).text
    }

    /// No outcome is looked at here, so that nothing is shown of what the score tells.
    private static let caution =
        "Whether the score tells who becomes an SQL is not looked at here: mql review says it. Until it is shown, go "
        + "by the decision and the intent."

    private static func source(_ name: String, _ text: String) -> ByteSource {
        var rest = Array(text.utf8)[...]
        return ByteSource(name: name, size: rest.count) { buffer in
            let count = min(buffer.count, rest.count)
            rest.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
            rest = rest.dropFirst(count)
            return count
        }
    }

    /// A row that cannot be taken is told, and nothing is judged.
    private static func requireAll(_ reading: Reading, _ sent: IncomingLeads) throws {
        let lost = reading.problems.listed.filter { $0.effect == .rejected }
        guard lost.isEmpty, reading.tables.allSatisfy({ $0.rejected == 0 }) else {
            throw IncomingLeads.Faults(
                all: lost.map { problem in
                    .init(
                        field: sent.field(of: problem), seen: nil, detail: problem.message.en)
                })
        }
    }

    private static func problem(_ faults: [IncomingLeads.Fault]) -> String {
        JSONValue.object([
            ("type", .string("about:blank")), ("title", .string("The leads cannot be judged.")),
            ("status", .int(422)),
            (
                "errors",
                .array(
                    faults.map { fault in
                        .object(
                            [("field", .string(fault.field))]
                                + (fault.seen.map { [("seen", .string($0))] } ?? [])
                                + [("detail", .string(fault.detail))])
                    })
            ),
        ]).text
    }
}

extension IncomingLeads {
    /// Where in what was sent the cell stands that a problem is about.
    fileprivate func field(of problem: Problem) -> String {
        let rows = places[problem.file] ?? []
        let row = rows.indices.contains(problem.line - 2) ? rows[problem.line - 2] : ""
        // What is wrong begins with the name of its column, where it is about one.
        let word = problem.message.en.prefix { $0.isLetter || $0 == "_" }
        let columns = tables.first { $0.name == problem.file }?.text.prefix { $0 != "\n" }
        let isColumn = columns?.split(separator: ",").contains(word) ?? false
        return [row, isColumn ? String(word) : ""].filter { !$0.isEmpty }.joined(separator: ".")
    }
}

extension JSONValue {
    /// An object with more members at its end.
    fileprivate func adding(_ more: [(String, JSONValue)]) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members + more)
    }
}

extension Workspace {
    /// Those who were erased or have objected.
    func gone() throws -> GonePersons {
        let key = try key()
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.gone(key: key) }
    }
}
