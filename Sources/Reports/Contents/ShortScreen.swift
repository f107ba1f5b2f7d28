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
    /// - Parameters:
    ///   - hasLosses: whether a line stands above it that says what was lost of the files.
    ///   - isRoomy: whether what only explains has a place; it gets one where no row has to go for it.
    static func fitted(
        _ language: Language, rows count: Int, hasLosses: Bool,
        _ make: (_ rows: Int, _ isDense: Bool, _ isRoomy: Bool) -> Document
    ) -> Document {
        var rows = count
        let most = hasLosses ? lines - 2 : lines
        for isRoomy in [true, false] {
            let document = make(rows, false, isRoomy)
            if isShort(document, language, most) { return document }
        }
        var document = make(rows, true, false)
        while rows > fewestRows, !isShort(document, language, most) {
            rows -= 1
            document = make(rows, true, false)
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
