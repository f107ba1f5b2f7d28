internal import Foundation
package import Testing

/// Compares a text with the one that stands in a file.
///
/// With `MQL_RECORD=1` the file is written anew, and the test fails all the same, so that a
/// recorded text is looked at before it counts.
package func expectGolden(
    _ actual: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    let url = Fixtures.url(path)
    if ProcessInfo.processInfo.environment["MQL_RECORD"] == "1" {
        try? FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(actual.utf8).write(to: url)
        Issue.record(
            "Recorded \(path). Look at it, then run again.", sourceLocation: sourceLocation)
        return
    }
    guard let expected = try? String(contentsOf: url, encoding: .utf8) else {
        Issue.record("\(path) is missing. MQL_RECORD=1 records it.", sourceLocation: sourceLocation)
        return
    }
    guard actual != expected else { return }
    let (old, new) = (lines(expected), lines(actual))
    let first =
        zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    Issue.record(
        """
        \(path):\(first + 1) differs
        - \(first < old.count ? old[first] : "(nothing)")
        + \(first < new.count ? new[first] : "(nothing)")
        """,
        sourceLocation: sourceLocation)
}

private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
}
