internal import Quantities

extension TableCursor {
    /// What is wrong with a row that could not be divided into cells.
    func unreadable(_ outcome: RecordReader.Outcome) -> Problem {
        let place = reader.placeOfProblem
        func problem(
            _ kind: Problem.Kind, _ line: Int, _ column: Int, en: String, nl: String
        ) -> Problem {
            Problem(
                file: file, line: line, column: column, kind: kind, effect: .rejected,
                message: Phrase(en: en, nl: nl))
        }
        switch outcome {
        case .badText:
            return problem(
                .badText, reader.line, 1,
                en: "This row is not UTF-8 text. Save the file as CSV UTF-8.",
                nl: "Deze rij is geen UTF-8-tekst. Bewaar het bestand als CSV UTF-8.")
        case .tooLong:
            return problem(
                .rowTooLong, place.line, place.column,
                en: "This row is longer than \(RecordReader.longestRow >> 20) MiB. "
                    + "Look for a quote that does not close.",
                nl: "Deze rij is langer dan \(RecordReader.longestRow >> 20) MiB. "
                    + "Zoek een aanhalingsteken dat niet sluit.")
        default:
            return problem(
                .badQuote, place.line, place.column,
                en: "The quoted text that opens here does not close where a cell ends. "
                    + "Double the quotes inside it, or take the first one out.",
                nl:
                    "De tekst die hier met een aanhalingsteken opent sluit niet waar een cel eindigt. "
                    + "Verdubbel de aanhalingstekens erin, of haal het eerste weg.")
        }
    }

    /// The same, in which it does not stand who of sales has something: that is not kept.
    var cellsWithoutSellers: [String] {
        var cells = ownCells
        for place in plan.sellerColumns where cells.indices.contains(place) { cells[place] = "" }
        return cells
    }

    /// The texts of the row's cells.
    ///
    /// A row that could not be divided into cells is divided at every separator, its quotes being part of
    /// the cells, so that it can be mended.
    var ownCells: [String] {
        let cells = (0..<reader.cellCount).map { place in
            let text = reader.text(place)
            // The row is read again as the table is, in which a point may part thousands.
            let hasPoint = parser.forms.sign(of: place) == .comma && reader.isSheetNumber(place)
            return hasPoint ? text.replacing(".", with: ",") : text
        }
        guard cells.isEmpty else { return cells }
        return reader.givenUpLine
            .split(separator: reader.separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
