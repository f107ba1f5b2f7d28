internal import Quantities

/// How a part of a text stands out on a terminal that has colours. Whatever it says is said in words too.
enum TextStyle {
    case bold
    case tone(Document.Tone)

    private var code: Int {
        switch self {
        case .bold: 1
        case .tone(.bad): 31
        case .tone(.good): 32
        case .tone(.open): 33
        }
    }

    /// The text between the signs that a terminal takes for this style.
    func applied(to text: some StringProtocol) -> String {
        text.isEmpty ? "" : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// Of a text of several lines each by itself, as what shows it may show a part.
    func applied(toLines text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { applied(to: $0) }
            .joined(separator: "\n")
    }

    /// Of a text the first words, up to the first point or colon.
    func applied(toFirstWordsOf text: String) -> String {
        var isOver = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard !isOver else { return String(line) }
            let end = line.indices.first { place in
                let next = line.index(after: place)
                return ".:".contains(line[place]) && (next == line.endIndex || line[next] == " ")
            }
            guard let end else { return applied(to: line) }
            isOver = true
            return applied(to: line[...end]) + line[line.index(after: end)...]
        }.joined(separator: "\n")
    }
}

extension Table.Column {
    /// Whether an amount in it is a gain above zero, and a loss below.
    private var isGain: Bool { ["effect", "balance", "gain"].contains(key) }

    /// What somebody should think of a cell of it; nil where it is neither good nor bad.
    func tone(of cell: Cell) -> Document.Tone? {
        switch cell {
        case .word(_, let code):
            switch code {
            case "above", "raise", "keep", "better", "more": .good
            case "below", "stop", "cheaper", "worse", "fewer", "not_matched": .bad
            case "too_few", "too_young", "too_close", "undecided", "not_split", "not_said": .open
            default: nil
            }
        case .money(let money), .rounded(let money):
            money.cents < 0 ? .bad : isGain && money.cents > 0 ? .good : nil
        default: nil
        }
    }
}
