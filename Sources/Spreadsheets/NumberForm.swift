/// What a number in a cell is, by the format in which it is shown.
enum NumberForm: Hashable, Sendable {
    case number
    /// A day, with or without a time.
    case moment
    /// A time of a day without the day.
    case time
    /// Hours, minutes and seconds that may be more than a day: `[h]:mm`.
    case duration

    /// Of the formats that have a number and no text in the file: ECMA-376 part 1, 18.8.30.
    static func builtIn(_ number: Int) -> NumberForm {
        switch number {
        case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: .moment
        case 18...21, 32, 33, 45, 47, 55, 56: .time
        case 46: .duration
        default: .number
        }
    }

    /// Of a format such as `[$-413]d mmm yyyy;@`, by the letters of its first section.
    init(format: String) {
        var letters: [Character] = []
        var rest = Substring(format)
        scan: while let letter = rest.popFirst() {
            switch letter {
            case ";": break scan
            case "\"":
                while let next = rest.popFirst(), next != "\"" {}
            // What follows is shown as it is, left blank, or repeated.
            case "\\", "_", "*": _ = rest.popFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }.lowercased()
                rest = rest.dropFirst(inside.count + 1)
                if let first = inside.first, "hms".contains(first),
                    inside.allSatisfy({ $0 == first })
                {
                    self = .duration
                    return
                }
            default: letters.append(contentsOf: letter.lowercased())
            }
        }
        let text = String(letters)
        guard !text.contains("general") else {
            self = .number
            return
        }
        let hasTime = text.contains { $0 == "h" || $0 == "s" } || text.contains("am/pm")
        if text.contains(where: { $0 == "y" || $0 == "d" }) {
            self = .moment
        } else if hasTime {
            self = .time
        } else {
            // Minutes stand beside hours or seconds only: alone it is a month.
            self = text.contains("m") ? .moment : .number
        }
    }
}

/// The formats of a workbook's cells, by the number that a cell has.
struct CellStyles: Sendable {
    private var forms: [NumberForm] = []

    init() {}

    /// More are never written: Excel has at most 65,490.
    private static let most = 1 << 17

    init(_ part: ZipPart) throws {
        var scanner = XMLScanner(part)
        var own: [Int: NumberForm] = [:]
        var isInCells = false
        while true {
            switch try scanner.next() {
            case .open:
                if scanner.isNamed("numFmt"), let number = scanner.number("numFmtId"),
                    own.count < CellStyles.most
                {
                    own[number] = NumberForm(format: scanner.attribute("formatCode") ?? "")
                } else if scanner.isNamed("cellXfs") {
                    isInCells = !scanner.isClosed
                } else if isInCells, scanner.isNamed("xf") {
                    guard forms.count < CellStyles.most else {
                        throw SpreadsheetError.broken("styles")
                    }
                    let number = scanner.number("numFmtId") ?? 0
                    forms.append(own[number] ?? .builtIn(number))
                }
            case .close: if scanner.isNamed("cellXfs") { isInCells = false }
            case .text: continue
            case .end: return
            }
        }
    }

    @inline(__always)
    func form(_ style: Int) -> NumberForm {
        style >= 0 && style < forms.count ? forms[style] : .number
    }
}
