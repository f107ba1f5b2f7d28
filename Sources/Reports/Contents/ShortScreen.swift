internal import Quantities

/// The short form of a report: so much of it that the answer is still on the screen when it has been printed.
enum ShortScreen {
    /// How many lines it has at most, at the width of a file.
    static let lines = 35
    /// How few rows of a table are shown where many are left out.
    static let fewestRows = 3

    /// The first of some documents that is short enough, from the one with most rows to the one with fewest; the
    /// last one where none is.
    ///
    /// - Parameter hasLosses: whether a line stands above it that says what was lost of the files.
    static func fitted(
        _ language: Language, rows count: Int, hasLosses: Bool,
        _ make: (_ rows: Int, _ isDense: Bool) -> Document
    ) -> Document {
        var rows = count
        var document = make(rows, false)
        let most = hasLosses ? lines - 2 : lines
        if isShort(document, language, most) { return document }
        document = make(rows, true)
        while rows > fewestRows, !isShort(document, language, most) {
            rows -= 1
            document = make(rows, true)
        }
        return document
    }

    private static func isShort(
        _ document: Document, _ language: Language, _ most: Int
    ) -> Bool {
        TextFormat(language).write(document).split(
            separator: "\n", omittingEmptySubsequences: false
        ).count - 1 <= most
    }
}
