internal import Foundation
package import Testing

/// Reference values that another package computed: the file names package, version and call.
package struct VectorCase: @unchecked Sendable, CustomStringConvertible {
    package let id: String
    package let input: [String: Any]
    package let output: [String: Any]
    private let relative: Double
    private let absolute: Double

    package var description: String { id }

    /// All cases of `fixtures/vectors/<name>.json`.
    package static func load(_ name: String) -> [VectorCase] {
        guard let data = try? Data(contentsOf: Fixtures.url("vectors/\(name).json")),
            let top = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let cases = top["cases"] as? [[String: Any]]
        else { return [] }
        return cases.map { entry in
            let tolerance = entry["tol"] as? [String: Double] ?? ["rel": 1e-6, "abs": 1e-9]
            return VectorCase(
                id: entry["id"] as? String ?? "", input: entry["input"] as? [String: Any] ?? [:],
                output: entry["output"] as? [String: Any] ?? [:],
                relative: tolerance["rel"] ?? 0, absolute: tolerance["abs"] ?? 0)
        }
    }

    package func number(_ name: String) -> Double { input[name] as? Double ?? .nan }
    package func numbers(_ name: String) -> [Double] { output[name] as? [Double] ?? [] }

    /// Expects a value to be what the reference says; the strings for infinity are numbers too.
    package func expect(
        _ value: Double, _ name: String, _ place: SourceLocation = #_sourceLocation
    ) {
        expect([value], [name], place)
    }

    /// Expects values to be those of one output that is a list, or of as many outputs.
    package func expect(
        _ values: [Double], _ names: String..., at place: SourceLocation = #_sourceLocation
    ) {
        expect(values, names, place)
    }

    private func expect(_ values: [Double], _ names: [String], _ place: SourceLocation) {
        let expected = names.flatMap { name -> [Double] in
            (output[name] as? [Any] ?? [output[name] as Any]).map(Self.number)
        }
        #expect(values.count == expected.count, "\(names)", sourceLocation: place)
        for (value, wanted) in zip(values, expected) {
            #expect(
                value == wanted || agrees(value, with: wanted),
                "\(names): \(value), not \(wanted)", sourceLocation: place)
        }
    }

    private static func number(_ any: Any) -> Double {
        switch any {
        case let number as Double: number
        case "Infinity" as String: .infinity
        case "-Infinity" as String: -.infinity
        default: .nan
        }
    }

    /// Whether a value equals the expected one within the tolerance of the case.
    package func agrees(_ value: Double, with expected: Double) -> Bool {
        abs(value - expected) <= max(absolute, relative * abs(expected))
    }
}
