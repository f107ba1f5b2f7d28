import Foundation
import TestSupport
import Testing

/// `mql mcp`: messages of JSON-RPC over standard input, one a line.
struct AssistantTests {
    private static let names = ["leads", "activities", "stages", "deals", "spend"]

    /// Sends messages, and returns the answers in the order in which they came.
    private func ask(
        _ messages: [String], _ arguments: [String] = ["mcp"], in folder: URL
    ) throws -> [[String: Any]] {
        let result = try Command.run(
            arguments, in: folder, input: messages.joined(separator: "\n") + "\n", isFull: false)
        #expect(result.code == 0)
        return try result.output.split(separator: "\n").map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func error(_ answer: [String: Any]) -> Int? {
        (answer["error"] as? [String: Any])?["code"] as? Int
    }

    private func text(_ answer: [String: Any]) -> String? {
        let result = answer["result"] as? [String: Any]
        return (result?["content"] as? [[String: Any]])?.first?["text"] as? String
    }

    private func call(_ id: Int, _ tool: String, _ arguments: String = "{}") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
    }

    @Test("What is no request is refused by the numbers of JSON-RPC, and the next one is answered")
    func refusals() throws {
        let place = try TemporaryPlace()
        let answers = try ask(
            [
                "this is not JSON", "[1, 2]", #"{"id": 1, "method": "ping"}"#,
                #"{"jsonrpc":"2.0","id":2}"#, #"{"jsonrpc":"2.0","id":true,"method":"ping"}"#,
                #"{"jsonrpc":"2.0","id":3,"method":"ping","params":[1]}"#,
                #"{"jsonrpc":"2.0","method":"notifications/nothing"}"#,
                #"{"jsonrpc":"2.0","id":4,"result":{}}"#, "",
                #"{"jsonrpc":"2.0","id":"last","method":"ping"}"#,
            ], in: place.url)
        #expect(answers.map { error($0) } == [-32700, -32600, -32600, -32600, -32600, -32602, nil])
        #expect(answers.last?["id"] as? String == "last")
        let later = try ask(
            [
                #"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#,
                #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"nothing"}}"#,
                #"{"jsonrpc":"2.0","id":3,"method":"resources/read","params":{"uri":"mql://nothing"}}"#,
                #"{"jsonrpc":"2.0","id":4,"method":"resources/read"}"#,
            ], in: place.url)
        #expect(later.map { error($0) } == [-32601, -32602, -32002, -32602])
    }

    @Test("A version of the protocol that is not known here gets the newest that is")
    func versions() throws {
        let place = try TemporaryPlace()
        func version(_ asked: String) throws -> String? {
            let message =
                #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"\#(asked)"}}"#
            let result = try ask([message], in: place.url).first?["result"] as? [String: Any]
            return result?["protocolVersion"] as? String
        }
        #expect(try version("2025-03-26") == "2025-03-26")
        #expect(try version("2099-01-01") == "2025-06-18")
    }

    @Test(
        "The figures are those of the command, in parts of at most 4,000 bytes that are all of it")
    func parts() throws {
        let place = try TemporaryPlace()
        #expect(try Command.run(["demo"], in: place.url).code == 0)
        let folder = place.url.appendingPathComponent("mql-demo")
        let whole = try Command.run(["report", "--full", "--lang", "en"], in: folder).output
        let first = try #require(
            try ask([call(1, "report", #"{"detail":"full"}"#)], in: folder).first.flatMap(text))
        let count = try #require(
            first.split(separator: "[part 1 of ").last?.prefix { $0.isNumber }
        )
        let parts = try ask(
            (1...(try #require(Int(count)))).map {
                call($0, "report", #"{"detail":"full","part":\#($0)}"#)
            }, in: folder
        ).compactMap(text)
        #expect(parts.allSatisfy { $0.utf8.count <= 4_000 })
        let joined = parts.map { part in
            part.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
                .joined(separator: "\n")
        }.joined(separator: "\n")
        func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
        #expect(words(joined) == words(whole))
        // One more than there are is no part.
        let none = try ask([call(1, "report", #"{"part":2}"#)], in: folder)
        #expect(none.first.flatMap(text) == "The answer has 1 part(s).")
    }

    @Test("Nobody is told who a person is, also where files say it, unless it was started so")
    func persons() throws {
        let place = try TemporaryPlace()
        #expect(try Command.run(["demo"], in: place.url).code == 0)
        let files = ["--data"] + Self.names.map { "mql-demo/\($0).csv" }
        let question = [call(1, "explain_lead", #"{"lead":"L-0014"}"#)]
        let hidden = try #require(
            try ask(question, ["mcp"] + files, in: place.url).first.flatMap(text))
        #expect(hidden.contains("L-0014 · •••"))
        #expect(!hidden.contains("Wiersma"))
        let shown = try #require(
            try ask(question, ["mcp", "--with-personal-data"] + files, in: place.url)
                .first.flatMap(text))
        #expect(shown.contains("Wiersma"))
    }

    @Test("A request that is cancelled before its turn gets no answer, and the others do")
    func cancelling() throws {
        let place = try TemporaryPlace()
        #expect(try Command.run(["demo"], in: place.url).code == 0)
        let folder = place.url.appendingPathComponent("mql-demo")
        let answers = try ask(
            [
                call(1, "report"), call(2, "budget", #"{"amount":15000}"#), call(3, "check"),
                #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#,
                #"{"jsonrpc":"2.0","id":9,"method":"ping"}"#,
            ], in: folder)
        let ids = answers.compactMap { $0["id"] as? Int }
        #expect(ids.contains(1) && ids.contains(3) && ids.contains(9))
        #expect(!ids.contains(2))
    }
}
