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
    package var text: String {
        var writer = JSONWriter()
        writer.write(self, indent: 0)
        writer.bytes.append(UInt8(ascii: "\n"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// All on one line.
    package var line: String {
        var writer = JSONWriter()
        writer.writeLine(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    fileprivate var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}

/// Writes values one after the other into bytes, each once.
private struct JSONWriter {
    var bytes: [UInt8] = []
    /// The width up to which a block of plain values stays on one line.
    private static let width = 90

    mutating func write(_ value: JSONValue, indent: Int) {
        switch value {
        case .null, .unknown: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .int(let value): bytes += "\(value)".utf8
        case .number(let value): bytes += Decimals.six(value).utf8
        case .amount(let money): bytes += Decimals.cents(money).utf8
        case .string(let text): write(text)
        case .array(let values):
            block("[", "]", values, indent, isPlain: values.allSatisfy(\.isPlain)) {
                $0.write($1, indent: $2)
            }
        case .object(let members):
            let members = Self.explained(members)
            block("{", "}", members, indent, isPlain: members.allSatisfy(\.1.isPlain)) {
                $0.write($1.0)
                $0.bytes += ": ".utf8
                $0.write($1.1, indent: $2)
            }
        }
    }

    mutating func writeLine(_ value: JSONValue) {
        switch value {
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (place, value) in values.enumerated() {
                if place > 0 { bytes += ", ".utf8 }
                writeLine(value)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (place, member) in Self.explained(members).enumerated() {
                if place > 0 { bytes += ", ".utf8 }
                write(member.0)
                bytes += ": ".utf8
                writeLine(member.1)
            }
            bytes.append(UInt8(ascii: "}"))
        default: write(value, indent: 0)
        }
    }

    /// Members with, behind them, a member `why` that says of each that is not known what is missing.
    private static func explained(_ members: [(String, JSONValue)]) -> [(String, JSONValue)] {
        let hasUnknown = members.contains { if case .unknown = $0.1 { true } else { false } }
        guard hasUnknown else { return members }
        let reasons = members.compactMap { name, value -> (String, JSONValue)? in
            guard case .unknown(let absence) = value else { return nil }
            return (name, .string(Wording().why(absence)))
        }
        return members + [("why", .object(reasons))]
    }

    private mutating func block<Member>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ members: [Member], _ indent: Int,
        isPlain: Bool, _ write: (inout JSONWriter, Member, Int) -> Void
    ) {
        let start = bytes.count
        bytes.append(UInt8(ascii: open))
        guard !members.isEmpty else { return bytes.append(UInt8(ascii: close)) }
        if isPlain {
            for (place, member) in members.enumerated() {
                if place > 0 { bytes += ", ".utf8 }
                write(&self, member, 0)
            }
            if bytes.count - start - 1 + indent <= Self.width {
                return bytes.append(UInt8(ascii: close))
            }
            bytes.removeSubrange((start + 1)...)
        }
        for (place, member) in members.enumerated() {
            bytes += (place > 0 ? ",\n" : "\n").utf8
            space(indent + 2)
            write(&self, member, indent + 2)
        }
        bytes.append(UInt8(ascii: "\n"))
        space(indent)
        bytes.append(UInt8(ascii: close))
    }

    private mutating func space(_ count: Int) {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
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

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if Self.isPlain(text) {
            bytes += text.utf8
        } else {
            for scalar in text.unicodeScalars { write(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes += "\\\"".utf8
        case "\\": bytes += "\\\\".utf8
        case "\n": bytes += "\\n".utf8
        case "\r": bytes += "\\r".utf8
        case "\t": bytes += "\\t".utf8
        // Escaped so that the text can stand in a web page and in a terminal.
        case "<", ">", "&", "\u{2028}", "\u{2029}": escape(UInt16(scalar.value))
        default:
            if scalar.isHidden {
                for unit in String(scalar).utf16 { escape(unit) }
            } else {
                bytes += UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
            }
        }
    }

    private mutating func escape(_ unit: UInt16) {
        let digits = String(unit, radix: 16, uppercase: true)
        bytes += "\\u".utf8
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        bytes += digits.utf8
    }
}
