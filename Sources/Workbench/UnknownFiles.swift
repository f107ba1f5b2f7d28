package import Intake
internal import Quantities

/// Files that are asked about and are no table that is known here.
package enum UnknownFiles {
    /// Takes the files out of a request of which nothing is known, and sums up what stands in them.
    ///
    /// - Parameter rows: how many rows of each table are kept.
    /// - Returns: none where each is known, or something else is wrong with them.
    package static func takeOut(
        of request: inout Request, rows: Int
    ) throws -> [PlainSummary] {
        let mappings = try request.mappings
        let options = request.readingOptions(try RuleFiles.ruleBook(request.rules), nil)
        var unknown: [(path: String, summary: PlainSummary)] = []
        for path in request.data {
            do {
                _ = try Reading.open(
                    [Files.source(path, request.input)], mappings: mappings, options: options)
            } catch let errors as IntakeErrors where errors.errors.allSatisfy(\.isNoTable) {
                let source = try Files.source(path, request.input)
                guard let error = errors.errors.first,
                    let summary = try? PlainSummary(source, why: error.message, rows: rows)
                else { continue }
                unknown.append((path, summary))
            } catch is IntakeErrors {
                continue
            }
        }
        request.data.removeAll { path in unknown.contains { $0.path == path } }
        return unknown.map(\.summary)
    }
}
