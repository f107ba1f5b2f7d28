extension String {
    /// A long text broken between words; the lines after the first are indented. A word that is longer than a
    /// line stays whole.
    package func wrapped(to width: Int, indent: Int) -> String {
        guard count > width else { return self }
        let lead = prefix { $0 == " " }
        var lines: [String] = []
        var line = String(lead)
        var isStart = true
        for word in dropFirst(lead.count).split(separator: " ", omittingEmptySubsequences: false) {
            if !isStart, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent) + word
            } else {
                line += isStart ? word : " " + word
            }
            isStart = false
        }
        lines.append(line)
        lines = lines.map { line in
            String(line.prefix(line.count - line.reversed().prefix { $0 == " " }.count))
        }
        return lines.joined(separator: "\n")
    }
}
