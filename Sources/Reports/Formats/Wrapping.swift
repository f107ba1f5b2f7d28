internal import Quantities

extension String {
    /// A long text broken between words, by the cells that it takes; the lines after the first are indented.
    ///
    /// A word that is longer than a line stays whole, but for letters that take two cells: between those a line
    /// may end anywhere.
    ///
    /// - Parameter breaksWords: whether such a word is broken too, as on a screen, which would do it anyway.
    package func wrapped(to width: Int, indent: Int, breaksWords: Bool = false) -> String {
        guard cells > width else { return self }
        let lead = prefix { $0 == " " }
        let room = max(8, width - indent)
        var lines: [String] = []
        var line = String(lead)
        var length = lead.count
        var isStart = true
        func begin() {
            lines.append(line)
            line = String(repeating: " ", count: indent)
            length = indent
        }
        for word in dropFirst(lead.count).split(separator: " ", omittingEmptySubsequences: false) {
            let word = String(word)
            let cells = word.cells
            if cells > room, breaksWords || word.contains(where: { $0.cells == 2 }) {
                if !isStart {
                    line += " "
                    length += 1
                }
                for piece in word.pieces(anywhere: breaksWords) {
                    let cells = piece.cells
                    if length + cells > width, length > indent { begin() }
                    line += piece
                    length += cells
                }
            } else if !isStart, length + 1 + cells > width {
                begin()
                line += word
                length += cells
            } else {
                line += isStart ? word : " " + word
                length += cells + (isStart ? 0 : 1)
            }
            isStart = false
        }
        lines.append(line)
        return lines.map(\.withoutBlanksBehind).joined(separator: "\n")
    }

    /// The line without the blanks at its end.
    var withoutBlanksBehind: String {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return String(self[..<end])
    }

    /// Parts between which a line may end: letters that take two cells by themselves, with the sign behind them
    /// that may begin no line.
    private func pieces(anywhere: Bool) -> [String] {
        var pieces: [String] = []
        var isOpen = false
        for character in self {
            let isWide = character.cells == 2
            let closes = "、。，．）」』】〉》！？：；…".contains(character)
            if !pieces.isEmpty, closes || isOpen && !isWide && !anywhere {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
            isOpen = !isWide
        }
        return pieces
    }
}
