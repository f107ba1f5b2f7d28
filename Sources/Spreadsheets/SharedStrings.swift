/// The texts of a workbook that cells name by number.
final class SharedStrings: Sendable {
    private let bytes: [UInt8]
    /// Where each ends.
    private let ends: [UInt32]

    static let none = SharedStrings()

    private static let mostBytes = 256 << 20
    private static let most = 1 << 24

    private init() {
        (bytes, ends) = ([], [])
    }

    init(_ part: ZipPart) throws {
        var scanner = XMLScanner(part)
        var text = RichText()
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        reading: while true {
            switch try scanner.next() {
            case .open:
                if scanner.isNamed("si") {
                    if scanner.isClosed { ends.append(UInt32(bytes.count)) }
                } else {
                    try text.open(&scanner)
                }
            case .close:
                if scanner.isNamed("si") { ends.append(UInt32(bytes.count)) }
                text.close(scanner)
            case .text:
                if text.isText { XMLText.appendCell(scanner.text, scanner.isLiteral, to: &bytes) }
            case .end: break reading
            }
            guard bytes.count <= SharedStrings.mostBytes, ends.count <= SharedStrings.most else {
                throw SpreadsheetError.tooLarge("sharedStrings")
            }
        }
        (self.bytes, self.ends) = (bytes, ends)
    }

    /// The text of a number; nil where there is none.
    @inline(__always)
    func with<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows
        -> Result?
    {
        guard number >= 0, number < ends.count else { return nil }
        let start = number == 0 ? 0 : Int(ends[number - 1])
        return try bytes.withUnsafeBytes { all in
            try body(UnsafeRawBufferPointer(rebasing: all[start..<Int(ends[number])]))
        }
    }
}

/// Which pieces of text between tags are what a cell says: those in `t`, also of runs in several fonts, and
/// not how a word in Japanese is pronounced.
struct RichText {
    private(set) var isText = false

    /// Takes note of an element that opens.
    mutating func open(_ scanner: inout XMLScanner) throws {
        if scanner.isNamed("t") {
            isText = !scanner.isClosed
        } else if scanner.isNamed("rPh") {
            try scanner.skipElement()
        }
    }

    mutating func close(_ scanner: borrowing XMLScanner) {
        if scanner.isNamed("t") { isText = false }
    }
}

extension XMLText {
    /// Adds a text of a cell, with letters for entities, unless it is literal, and for escapes.
    static func appendCell(
        _ text: UnsafeRawBufferPointer, _ isLiteral: Bool, to bytes: inout [UInt8]
    ) {
        var place = 0
        var plain = 0
        while place < text.count {
            let byte = text[place]
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "_") else {
                place &+= 1
                continue
            }
            var found: (letters: [UInt8], next: Int)?
            if byte == UInt8(ascii: "&") {
                found = isLiteral ? nil : entity(text, place)
            } else {
                found = escape(text, place).map { ($0, place + 7) }
            }
            guard let found else {
                place &+= 1
                continue
            }
            bytes.append(contentsOf: text[plain..<place])
            bytes += found.letters
            (place, plain) = (found.next, found.next)
        }
        bytes.append(contentsOf: text[plain...])
    }
}
