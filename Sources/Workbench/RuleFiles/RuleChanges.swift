internal import Quantities
package import Valuation

extension RuleFiles {
    /// What two rule books say differently, in the order in which a rule book has it. Whatever decides
    /// is in it, also what a preset gave; names, reasons and places in files decide nothing and are not.
    package static func changes(from old: RuleBook, to new: RuleBook) -> [RuleChange] {
        let (before, after) = (RuleLines(text(of: old)), RuleLines(text(of: new)))
        let places =
            after.places + before.places.filter { after.value(of: $0) == nil }
        return places.flatMap { place in
            changes(at: place, before.value(of: place), after.value(of: place))
        }
    }

    private static func changes(
        at place: String, _ before: String?, _ after: String?
    ) -> [RuleChange] {
        guard before != after else { return [] }
        guard let before, let after, let old = FlowText.entries(before),
            let new = FlowText.entries(after)
        else {
            return [
                RuleChange(
                    place: place, before: before.map(FlowText.short),
                    after: after.map(FlowText.short))
            ]
        }
        let names =
            new.map(\.name)
            + old.map(\.name).filter { name in
                !new.contains { $0.name == name }
            }
        return names.filter { $0 != "reason" }.compactMap { name in
            let one = old.first { $0.name == name }?.value
            let other = new.first { $0.name == name }?.value
            guard one != other else { return nil }
            return RuleChange(
                place: place, part: name, before: one.map(FlowText.short),
                after: other.map(FlowText.short))
        }
    }
}

/// The lines of a rule book that was written as a file of its own, by their place.
private struct RuleLines {
    private(set) var places: [String] = []
    private var values: [String: String] = [:]

    /// Sections that say what things are called and why, and decide nothing.
    private static let left = ["names", "choices"]

    init(_ text: String) {
        var path: [String] = []
        for line in text.split(separator: "\n") {
            let depth = line.prefix { $0 == " " }.count / 2
            guard let (key, value) = Self.parts(line.drop { $0 == " " }) else { continue }
            path = Array(path.prefix(depth)) + [key]
            guard let top = path.first, !Self.left.contains(top), !value.isEmpty, value != "{}"
            else { continue }
            // Whether all must hold or some of them is said by at_least alone.
            let place = path.filter { $0 != "of" && $0 != "all" }.joined(separator: "/")
            if values.updateValue(value, forKey: place) == nil { places.append(place) }
        }
    }

    func value(of place: String) -> String? { values[place] }

    /// A key, bare or between quotes, and what stands behind its colon.
    private static func parts(_ line: Substring) -> (String, String)? {
        var isQuoted = false
        var isEscaped = false
        for place in line.indices {
            let sign = line[place]
            if isEscaped {
                isEscaped = false
            } else if sign == "\\" {
                isEscaped = true
            } else if sign == "\"" {
                isQuoted.toggle()
            } else if sign == ":", !isQuoted {
                let key = line[..<place].filter { $0 != "\"" }
                let value = line[line.index(after: place)...].drop { $0 == " " }
                return (key, String(value))
            }
        }
        return nil
    }
}

/// A mapping that is written on one line: `{points: 10, employees: {over: 50}}`.
private enum FlowText {
    /// Its entries; nil where the text is none.
    static func entries(_ text: String) -> [(name: String, value: String)]? {
        guard text.hasPrefix("{"), text.hasSuffix("}") else { return nil }
        var result: [(name: String, value: String)] = []
        for part in split(text.dropFirst().dropLast(), at: ",") {
            let sides = split(part, at: ":")
            guard sides.count >= 2, let name = sides.first else { return nil }
            let value = part.dropFirst(name.count + 1)
            result.append((trimmed(name).filter { $0 != "\"" }, trimmed(value)))
        }
        return result
    }

    /// What is at hand for a reader: no reasons, and `20` for `20.0`.
    static func short(_ text: String) -> String {
        guard let entries = entries(text) else {
            return text.replacing(/([0-9])\.0\b/) { String($0.output.1) }
        }
        let kept = entries.filter { $0.name != "reason" }.map { "\($0.name): \(short($0.value))" }
        return "{\(kept.joined(separator: ", "))}"
    }

    /// Parted at a sign that stands in no quotes and no brackets.
    private static func split(_ text: Substring, at mark: Character) -> [Substring] {
        var parts: [Substring] = []
        var (start, depth) = (text.startIndex, 0)
        var (isQuoted, isEscaped) = (false, false)
        for place in text.indices {
            let sign = text[place]
            if isEscaped {
                isEscaped = false
            } else if sign == "\\" {
                isEscaped = true
            } else if sign == "\"" {
                isQuoted.toggle()
            } else if !isQuoted {
                if sign == "{" || sign == "[" { depth += 1 }
                if sign == "}" || sign == "]" { depth -= 1 }
                if sign == mark, depth == 0 {
                    parts.append(text[start..<place])
                    start = text.index(after: place)
                }
            }
        }
        return parts + (start < text.endIndex ? [text[start...]] : [])
    }

    private static func trimmed(_ text: Substring) -> String {
        let text = text.drop { $0 == " " }
        return String(text.prefix(text.count - text.reversed().prefix { $0 == " " }.count))
    }
}
