import Foundation
import Reports

/// A message of JSON-RPC 2.0: a request, a notice that wants no answer, or what is wrong with it.
enum RPCMessage {
    case request(id: RPCID, method: String, parameters: [String: Any])
    case notice(method: String, parameters: [String: Any])
    /// An answer to something that was never asked: this program asks nothing.
    case answer
    case wrong(RPCError, id: RPCID)

    /// - Parameter line: one line of standard input.
    init(_ line: String) {
        guard
            let value = try? JSONSerialization.jsonObject(
                with: Data(line.utf8), options: [.fragmentsAllowed])
        else {
            self = .wrong(RPCError(.parse, "This is not JSON."), id: .none)
            return
        }
        guard let object = value as? [String: Any] else {
            self = .wrong(
                RPCError(
                    .request,
                    value is [Any]
                        ? "Send one message a line: batches are not taken."
                        : "A message is an object."), id: .none)
            return
        }
        let id = RPCID(object["id"])
        guard object["jsonrpc"] as? String == "2.0" else {
            self = .wrong(RPCError(.request, "jsonrpc has to be \"2.0\"."), id: id ?? .none)
            return
        }
        guard let method = object["method"] as? String else {
            self =
                object["result"] != nil || object["error"] != nil
                ? .answer : .wrong(RPCError(.request, "There is no method."), id: id ?? .none)
            return
        }
        let parameters = object["params"] ?? [String: Any]()
        guard let parameters = parameters as? [String: Any] else {
            self =
                object["id"] == nil
                ? .notice(method: method, parameters: [:])
                : .wrong(RPCError(.parameters, "params has to be an object."), id: id ?? .none)
            return
        }
        guard object["id"] != nil else {
            self = .notice(method: method, parameters: parameters)
            return
        }
        guard let id, id != .none else {
            self = .wrong(RPCError(.request, "id has to be a text or a whole number."), id: .none)
            return
        }
        self = .request(id: id, method: method, parameters: parameters)
    }
}

/// By what an answer is known to whoever asked.
enum RPCID: Hashable, Sendable {
    case text(String)
    case number(Int)
    case none

    /// Nil where it is neither a text nor a whole number.
    init?(_ value: Any?) {
        switch value {
        case let text as String: self = .text(text)
        case let number as NSNumber:
            guard !"\(type(of: number))".contains("Bool"),
                number.doubleValue == Double(number.intValue)
            else { return nil }
            self = .number(number.intValue)
        case nil, is NSNull: self = .none
        default: return nil
        }
    }

    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .int(number)
        case .none: .null
        }
    }
}

/// Why there is no answer, by the numbers of JSON-RPC 2.0.
struct RPCError: Error {
    enum Code: Int {
        case parse = -32700
        case request = -32600
        case method = -32601
        case parameters = -32602
        /// A resource that is not there, by the protocol for assistants.
        case resource = -32002
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    var json: JSONValue {
        .object([("code", .int(code.rawValue)), ("message", .string(message))])
    }
}
