internal import Workbench

/// What was asked, whole.
struct Request: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case delete = "DELETE"
    }

    let method: Method
    /// Without the query.
    let path: String
    let query: Query
    let headers: Headers
    var body: [UInt8] = []
    /// What came along that is not held in memory.
    var file: IncomingFile?
}

/// Names and values of a head, in the order in which they came.
struct Headers: Sendable {
    let all: [(name: String, value: String)]

    /// The value of a name; nil where there is none, or more than one.
    subscript(_ name: String) -> String? {
        let found = self.all(name)
        return found.count == 1 ? found[0] : nil
    }

    func all(_ name: String) -> [String] {
        all.filter { $0.name.lowercased() == name }.map(\.value)
    }

    func has(_ name: String) -> Bool { !all(name).isEmpty }
}

/// What stands behind the question mark, or in a form: names and values.
struct Query: Sendable {
    var all: [(name: String, value: String)] = []

    /// Nil where it is no text, or longer than anybody writes.
    init?(_ text: Substring) {
        guard !text.isEmpty else { return }
        for part in text.split(separator: "&", omittingEmptySubsequences: true) {
            let halves = part.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(halves[0]),
                let value = halves.count == 2 ? Self.decoded(halves[1]) : ""
            else { return nil }
            all.append((name, value))
        }
        guard all.count <= 100 else { return nil }
    }

    func first(_ name: String) -> String? { all.first { $0.name == name }?.value }

    /// Without some names.
    func without(_ names: Set<String>) -> [(name: String, value: String)] {
        all.filter { !names.contains($0.name) }
    }

    /// What percent signs and plus signs stand for; nil where that is no text.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit),
                    let low = rest.popFirst().flatMap(digit)
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { return nil }
        // Nothing that steers a terminal or ends a line belongs in a word.
        return decoded.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
            ? nil : decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Written so that it can stand in an address.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: ","):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}

/// What is sent back.
struct Response: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    init(
        _ status: Int, _ type: String, _ body: [UInt8],
        _ headers: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.headers = [("content-type", type)] + headers
        self.body = body
    }

    /// An answer without a body.
    init(_ status: Int, _ headers: [(name: String, value: String)] = []) {
        self.status = status
        self.headers = headers
        body = []
    }

    static func text(_ status: Int, _ text: String) -> Response {
        Response(
            status, "text/plain; charset=utf-8", Array(text.utf8), [("cache-control", "no-store")])
    }

    /// Another page, by GET.
    static func see(_ path: String, _ headers: [(name: String, value: String)] = []) -> Response {
        Response(303, [("location", path), ("cache-control", "no-store")] + headers)
    }
}

/// An answer that is there at once, or comes later.
enum Reply: Sendable {
    case now(Response)
    case later(@Sendable () async -> Response)
}

extension StringProtocol {
    /// Without spaces and line ends around it.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
