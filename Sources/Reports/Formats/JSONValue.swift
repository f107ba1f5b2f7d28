package import Funnels
package import Quantities

/// A JSON value whose members stay in the order in which they were given.
package indirect enum JSONValue: Sendable {
    case null
    /// Null; the object that has it as a member says why.
    case unknown(Absence)
    case bool(Bool)
    case int(Int)
    case number(Double)
    case amount(Money)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])
}

extension JSONValue {
    /// Indented by two spaces; a small array or object stays on one line.
    package var text: String { written(indent: 0) + "\n" }

    /// All on one line.
    var line: String {
        switch self {
        case .array(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + Self.explained(members).map { "\(JSONValue.quoted($0.0)): \($0.1.line)" }
                .joined(separator: ", ") + "}"
        default: written(indent: 0)
        }
    }

    private func written(indent: Int) -> String {
        switch self {
        case .null, .unknown: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return "\(value)"
        case .number(let value): return Decimals.six(value)
        case .amount(let money): return Decimals.cents(money)
        case .string(let text): return JSONValue.quoted(text)
        case .array(let values):
            return block("[", "]", values.map { ("", $0) }, indent)
        case .object(let members): return block("{", "}", Self.explained(members), indent)
        }
    }

    /// Members with, behind them, a member `why` that says of each that is not known what is missing.
    private static func explained(_ members: [(String, JSONValue)]) -> [(String, JSONValue)] {
        let reasons = members.compactMap { name, value -> (String, JSONValue)? in
            guard case .unknown(let absence) = value else { return nil }
            return (name, .string(Wording().why(absence)))
        }
        return reasons.isEmpty ? members : members + [("why", .object(reasons))]
    }

    private func block(
        _ open: String, _ close: String, _ members: [(String, JSONValue)], _ indent: Int
    ) -> String {
        func member(_ entry: (String, JSONValue), _ indent: Int) -> String {
            let value = entry.1.written(indent: indent)
            return open == "{" ? "\(JSONValue.quoted(entry.0)): \(value)" : value
        }
        if members.isEmpty { return open + close }
        if members.allSatisfy({ $0.1.isPlain }) {
            let line = members.map { member($0, 0) }.joined(separator: ", ")
            if line.utf8.count + indent <= 90 { return "\(open)\(line)\(close)" }
        }
        let space = String(repeating: " ", count: indent + 2)
        let lines = members.map { space + member($0, indent + 2) }.joined(separator: ",\n")
        return "\(open)\n\(lines)\n\(String(repeating: " ", count: indent))\(close)"
    }

    private var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    /// Whether a text has only letters and signs that stand for themselves.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case 0x20, 0x21, 0x23...0x25, 0x27...0x3B, 0x3D, 0x3F...0x5B, 0x5D...0x7E: true
            default: false
            }
        }
    }

    private static func quoted(_ text: String) -> String {
        if isPlain(text) { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            // Escaped so that the text can stand in a web page and in a terminal.
            case "<", ">", "&", "\u{2028}", "\u{2029}": result += escape(scalar)
            default:
                if String(scalar).visible != String(scalar) {
                    for unit in String(scalar).utf16 { result += escape(unit) }
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String { escape(UInt16(scalar.value)) }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
