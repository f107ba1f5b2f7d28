import Foundation
import Quantities
import Reports
import Workbench

/// Answers an assistant over standard input and output, by the Model Context Protocol: a message a line. Everything is
/// read, nothing is written but answers.
final class AssistantServer: @unchecked Sendable {
    private let data: [String]
    private let language: Language
    private let showsPersons: Bool
    private let facts = HeldFacts()
    private let lock = NSLock()
    /// Requests that were not answered yet.
    private var open: [RPCID: Cancellation] = [:]

    /// Versions of the protocol that are spoken, the newest first.
    private static let versions = ["2025-06-18", "2025-03-26", "2024-11-05"]
    /// More in one line is no question.
    private static let longest = 1 << 20

    /// - Parameters:
    ///   - data: the options that say which data are read.
    ///   - showsPersons: whether job titles and companies may be told.
    init(data: [String], _ language: Language, showsPersons: Bool) {
        self.data = data
        self.language = language
        self.showsPersons = showsPersons
    }

    /// Answers until nothing more is asked.
    func run() async {
        let (requests, reading) = AsyncStream.makeStream(of: Request.self)
        let reader = Thread { [self] in
            while let line = readLine() {
                guard !line.allSatisfy(\.isWhitespace) else { continue }
                take(line, reading)
            }
            reading.finish()
        }
        reader.start()
        for await request in requests {
            guard !request.cancellation.isCancelled else {
                end(request.id)
                continue
            }
            let answer = await answer(request)
            end(request.id)
            // Who cancelled wants no answer any more.
            guard !request.cancellation.isCancelled else { continue }
            switch answer {
            case .success(let result): write(request.id, ("result", result))
            case .failure(let error): write(request.id, ("error", error.json))
            }
        }
    }

    private struct Request: @unchecked Sendable {
        let id: RPCID
        let method: String
        // Read by one task, after it was made.
        let parameters: [String: Any]
        let cancellation: Cancellation
    }

    /// What can be said at once is said here; the rest waits for its turn.
    private func take(_ line: String, _ queue: AsyncStream<Request>.Continuation) {
        guard line.utf8.count <= Self.longest else {
            let error = RPCError(.request, "A message has at most \(Self.longest) bytes.")
            return write(.none, ("error", error.json))
        }
        switch RPCMessage(line) {
        case .wrong(let error, let id): write(id, ("error", error.json))
        case .answer: break
        case .notice("notifications/cancelled", let parameters):
            guard let id = RPCID(parameters["requestId"]) else { return }
            lock.withLock { open[id]?.cancel() }
        case .notice: break
        case .request(let id, "ping", _): write(id, ("result", .object([])))
        case .request(let id, let method, let parameters):
            let cancellation = Cancellation()
            let isNew = lock.withLock {
                guard open[id] == nil else { return false }
                open[id] = cancellation
                return true
            }
            guard isNew else {
                let error = RPCError(.request, "A request with this id waits already.")
                return write(id, ("error", error.json))
            }
            queue.yield(
                Request(
                    id: id, method: method, parameters: parameters, cancellation: cancellation))
        }
    }

    private func end(_ id: RPCID) { lock.withLock { open[id] = nil } }

    private func write(_ id: RPCID, _ part: (String, JSONValue)) {
        let message = JSONValue.object([("jsonrpc", .string("2.0")), ("id", id.json), part])
        lock.withLock { Terminal.print(message.line + "\n") }
    }

    // MARK: Answers

    private func answer(_ request: Request) async -> Result<JSONValue, RPCError> {
        let parameters = request.parameters
        do {
            switch request.method {
            case "initialize": return .success(hello(parameters))
            case "tools/list":
                return .success(.object([("tools", .array(AssistantTool.all.map(\.json)))]))
            case "tools/call": return .success(try await call(request))
            case "resources/list": return .success(AssistantResource.list(language))
            case "resources/templates/list": return .success(AssistantResource.templates(language))
            case "resources/read":
                guard let place = parameters["uri"] as? String else {
                    throw RPCError(.parameters, "uri is missing.")
                }
                return .success(try await read(place, request.cancellation))
            default:
                throw RPCError(.method, "There is no method \(request.method.quoted).")
            }
        } catch let error as RPCError { return .failure(error) } catch {
            return .failure(RPCError(.request, "\(error)"))
        }
    }

    private func hello(_ parameters: [String: Any]) -> JSONValue {
        let asked = parameters["protocolVersion"] as? String ?? ""
        let version = Self.versions.first { $0 == asked } ?? Self.versions[0]
        return .object([
            ("protocolVersion", .string(version)),
            ("capabilities", .object([("tools", .object([])), ("resources", .object([]))])),
            (
                "serverInfo",
                .object([
                    ("name", .string("mql")), ("title", .string("mql")),
                    ("version", .string(ProgramVersion.number)),
                ])
            ),
            (
                "instructions",
                .string(
                    "What a marketing qualified lead costs and is worth, per source, by this firm's own data. Figures have "
                        + "ranges: repeat them. What is not known is said, and is not zero. The words are in the resource "
                        + "mql://glossary, the rules in mql://rules. Nothing can be changed here.")
            ),
        ])
    }

    private func call(_ request: Request) async throws -> JSONValue {
        let parameters = request.parameters
        guard let name = parameters["name"] as? String else {
            throw RPCError(.parameters, "name is missing.")
        }
        guard let tool = AssistantTool.all.first(where: { $0.name == name }) else {
            let names = AssistantTool.all.map(\.name).joined(separator: ", ")
            throw RPCError(.parameters, "There is no tool \(name.quoted). There are \(names).")
        }
        guard let given = (parameters["arguments"] ?? [String: Any]()) as? [String: Any] else {
            throw RPCError(.parameters, "arguments has to be an object.")
        }
        let question: AssistantTool.Question
        do {
            question = try tool.question(given, data: data)
        } catch let fault as AssistantTool.Fault {
            return Self.content(fault.message, isError: true)
        }
        let printed = await ask(question.words, request.cancellation)
        let complaint = printed.complaint.trimmingCharacters(in: .whitespacesAndNewlines)
        // A check ends with 1 where it found something.
        guard printed.code <= 1, !printed.output.isEmpty else {
            return Self.content(
                complaint.isEmpty ? "There is no answer." : complaint, isError: true)
        }
        let text = complaint.isEmpty ? printed.output : "\(complaint)\n\n\(printed.output)"
        let parts = AnswerParts(text, most: AssistantTool.most).parts
        guard question.part <= parts.count else {
            return Self.content("The answer has \(parts.count) part(s).", isError: true)
        }
        return Self.content(parts[question.part - 1], isError: false)
    }

    private static func content(_ text: String, isError: Bool) -> JSONValue {
        let text = AnswerParts.cut(text, to: AssistantTool.most)
        return .object([
            (
                "content",
                .array([.object([("type", .string("text")), ("text", .string(text))])])
            ), ("isError", .bool(isError)),
        ])
    }

    /// The answer of the program itself to a call.
    private func ask(
        _ words: [String], _ cancellation: Cancellation
    ) async -> (output: String, complaint: String, code: Int32) {
        var words = words
        let end = words.firstIndex(of: "--") ?? words.endIndex
        words.insert(contentsOf: ["--lang", language.rawValue], at: end)
        let call = Call(asked: words, held: facts, hidesPersons: !showsPersons)
        let code = await Cancellation.$current.withValue(cancellation) {
            await Call.$current.withValue(call) { await MQL.answer() }
        }
        let said = call.said ?? ("", "")
        return (said.output, said.complaint, code)
    }

    private func read(_ place: String, _ cancellation: Cancellation) async throws -> JSONValue {
        let text: String
        switch AssistantResource(place) {
        case .glossary: text = AssistantResource.words(language)
        case .word(let word):
            guard let found = AssistantResource.meaning(of: word, language) else {
                throw RPCError(.resource, "There is no word \(word.quoted) in mql://glossary.")
            }
            text = found
        case .rules:
            let printed = await ask(["rules", "show", "--format", "md"], cancellation)
            guard printed.code == 0 else { throw RPCError(.resource, printed.complaint) }
            text = printed.output
        case nil:
            throw RPCError(
                .resource, "There is no \(place.quoted). There are mql://glossary and mql://rules.")
        }
        return .object([
            (
                "contents",
                .array([
                    .object([
                        ("uri", .string(place)), ("mimeType", .string("text/markdown")),
                        ("text", .string(text)),
                    ])
                ])
            )
        ])
    }
}
