/// One column of text over all leads: a symbol per lead, and the texts they stand for.
package struct TextColumn: Sendable {
    package let name: String
    package var symbols: [Symbol] = []
    package var table = InternTable()

    package init(name: String) {
        self.name = name
    }

    /// The text of one lead; empty where the column was not filled.
    package func text(at index: Int) -> String {
        index < symbols.count ? table.text(symbols[index]) : ""
    }
}

/// Whether each lead has something in one column; the text itself is not kept.
package struct PresenceColumn: Sendable {
    package let name: String
    package var flags: [Bool] = []

    package init(name: String) {
        self.name = name
    }
}
