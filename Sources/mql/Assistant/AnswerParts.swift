/// A long answer in parts that an assistant takes one by one: whole lines, none longer than what was agreed.
struct AnswerParts {
    let parts: [String]

    /// - Parameter most: bytes of a part, with the line that says which it is.
    init(_ text: String, most: Int) {
        guard text.utf8.count > most else {
            parts = [text]
            return
        }
        let room = most - 60
        var pieces: [String] = []
        var piece = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = Self.cut(String(line), to: room - 1) + "\n"
            if piece.utf8.count + line.utf8.count > room, !piece.isEmpty {
                pieces.append(piece)
                piece = ""
            }
            piece += line
        }
        if !piece.allSatisfy(\.isWhitespace) { pieces.append(piece) }
        parts = pieces.enumerated().map { place, text in
            let next = place + 1 < pieces.count ? "; for the next: part \(place + 2)" : ""
            return text + "[part \(place + 1) of \(pieces.count)\(next)]\n"
        }
    }

    /// The start of a text, of so many bytes at most.
    static func cut(_ text: String, to most: Int) -> String {
        guard text.utf8.count > most else { return text }
        var shown = ""
        var bytes = 3
        for letter in text {
            bytes += String(letter).utf8.count
            guard bytes <= most else { break }
            shown.append(letter)
        }
        return shown + "…"
    }
}
