package import Funnels
package import Quantities

/// What can be written as JSON.
///
/// What is not known is null, and the object that has it says why; nobody puts that together by hand.
package protocol JSONWritable {
    var json: JSONValue { get }
}

/// The members of an object, in the order in which they were given.
package struct JSONObject: JSONWritable, ExpressibleByDictionaryLiteral {
    private var members: [(String, JSONValue)]

    package init(dictionaryLiteral members: (String, any JSONWritable)...) {
        self.members = members.map { ($0.0, $0.1.json) }
    }

    /// Members whose names are known only when the program runs.
    package init<Value: JSONWritable>(_ members: [(String, Value)]) {
        self.members = members.map { ($0.0, $0.1.json) }
    }

    package static func + (one: JSONObject, other: JSONObject) -> JSONObject {
        var both = one
        both.members += other.members
        return both
    }

    package static func += (object: inout JSONObject, other: JSONObject) {
        object = object + other
    }

    package var json: JSONValue { .object(members) }
}

extension JSONValue: JSONWritable {
    package var json: JSONValue { self }

    /// An object, by its members.
    package static func members(_ object: JSONObject) -> JSONValue { object.json }

    /// A document that says of which schema it is, with its first sentence behind that; any other value as it is.
    package func summed(up sentence: String) -> JSONValue {
        guard case .object(var members) = self, members.first?.0 == "schema" else { return self }
        members.insert(("summary", .string(sentence)), at: 1)
        return .object(members)
    }
}

extension Bool: JSONWritable {
    package var json: JSONValue { .bool(self) }
}

extension Int: JSONWritable {
    package var json: JSONValue { .int(self) }
}

extension Double: JSONWritable {
    package var json: JSONValue { .number(self) }
}

extension String: JSONWritable {
    package var json: JSONValue { .string(self) }
}

extension Day: JSONWritable {
    package var json: JSONValue { .string(description) }
}

extension Money: JSONWritable {
    package var json: JSONValue { .amount(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
    package var json: JSONValue { .array(map(\.json)) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    package var json: JSONValue { self?.json ?? .null }
}

extension Known: JSONWritable where Value: JSONWritable {
    package var json: JSONValue {
        switch self {
        case .value(let value): value.json
        case .unknown(let absence): .unknown(absence)
        }
    }
}

extension Dictionary: JSONWritable where Key == Currency, Value == Int128 {
    /// Amounts in cents, by the code of the currency.
    package var json: JSONValue {
        .object(
            sorted { $0.key < $1.key }.map { currency, cents in
                (currency.code, .amount(Money(clamping: cents, currency)))
            })
    }
}

extension Cell {
    /// For programs, as every format has it.
    package var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .word(_, let code): .string(code)
        case .stated(let phrase, _, _): .string(phrase.code)
        case .count(let count): .int(count)
        case .money(let money), .rounded(let money): .amount(money)
        case .share(let number), .chance(let number), .ratio(let number), .decimal(let number):
            .number(number)
        case .range(let share, let low, let high): Self.estimate(share, low, high)
        case .ratios(let ratio, let low, let high): Self.estimate(ratio, low, high)
        case .difference(let value, let low, let high): Self.estimate(value, low, high)
        case .expected(let number, let low, let high):
            .members(["value": number, "low": low, "high": high])
        case .band(let low, let high), .between(let low, let high):
            .members(["low": low, "high": high])
        case .prices(let low, let high):
            .members(["low": low, "high": high])
        case .day(let day): day.json
        case .absent: .null
        case .unknown(let absence): .unknown(absence)
        }
    }

    private static func estimate(_ value: Double?, _ low: Double?, _ high: Double?) -> JSONValue {
        .members(["value": value, "low": low, "high": high])
    }
}
