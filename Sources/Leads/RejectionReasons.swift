/// Why sales turned leads down, by the number of the lead.
package struct RejectionReasons: Sendable {
    private var texts = InternTable()
    /// By lead; the last leads may be missing.
    private var symbols: [Symbol] = []

    package init() {}

    /// Nil for a lead of which no reason is known.
    package subscript(lead: Int) -> String? {
        get {
            guard lead < symbols.count, symbols[lead] != 0 else { return nil }
            return texts.text(symbols[lead])
        }
        set {
            let symbol = newValue.map { texts.intern($0) } ?? 0
            if lead >= symbols.count {
                guard symbol != 0 else { return }
                symbols += repeatElement(0, count: lead + 1 - symbols.count)
            }
            symbols[lead] = symbol
        }
    }
}

extension RejectionReasons {
    /// Writes the texts and, by lead, which it has.
    package func write(to snapshot: SnapshotWriter) throws {
        try texts.write(to: snapshot)
        try snapshot.write(symbols)
    }

    package init(from snapshot: inout SnapshotReader) throws {
        texts = try InternTable(from: &snapshot)
        symbols = try snapshot.symbols(of: texts.count)
    }
}
