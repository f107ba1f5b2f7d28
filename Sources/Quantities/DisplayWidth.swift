extension Character {
    /// How many cells of a terminal it takes: 2 for East Asian wide letters and emoji, 0 for marks that stand on
    /// another letter, else 1.
    ///
    /// By the East Asian Width of Unicode (UAX #11): W and F are wide, ambiguous ones are narrow. An emoji that is
    /// put together of several takes the room of one.
    package var cells: Int {
        if isASCII { return isNewline ? 0 : 1 }
        var cells = 0
        var isEmoji = false
        for scalar in unicodeScalars {
            cells += scalar.cells
            isEmoji = isEmoji || scalar.value == 0xFE0F || scalar.isWideEmoji
        }
        return isEmoji ? 2 : cells
    }
}

extension String {
    /// How many cells of a terminal it takes.
    package var cells: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.cells }
    }

    /// At most so many cells of it, the last of them a sign that something is left out; a letter that takes two
    /// cells stays whole.
    package func shortened(toCells most: Int) -> String {
        guard cells > most else { return self }
        var room = most - 1
        let kept = prefix { character in
            room -= character.cells
            return room >= 0
        }
        return kept + "…"
    }

    /// With blanks behind it, or in front of it, so that it takes so many cells.
    package func padded(toCells width: Int, atStart: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - cells))
        return atStart ? blanks + self : self + blanks
    }
}

extension Unicode.Scalar {
    fileprivate var cells: Int {
        if value < 0x300 { return value < 0x20 ? 0 : 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        // Vowels and finals of Hangul stand within the syllable of the first.
        if 0x1160...0x11FF ~= value || 0xD7B0...0xD7FF ~= value { return 0 }
        return isWide ? 2 : 1
    }

    /// Whether it is drawn as a picture of two cells, whatever is joined to it.
    fileprivate var isWideEmoji: Bool {
        value >= 0x231A && properties.isEmojiPresentation && isWide
    }

    private var isWide: Bool {
        guard value >= 0x1100 else { return false }
        var (low, high) = (0, Self.wide.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < Self.wide.count && Self.wide[low].contains(value)
    }

    /// The ranges of East Asian Width W and F, in order; what is not assigned yet within a block of wide ones
    /// is wide too.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
        0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
        0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
        0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
        0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
        0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
        0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
        0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF,
        0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335,
        0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3,
        0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440,
        0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567,
        0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F,
        0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF,
        0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A,
        0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x2FFFD,
        0x30000...0x3FFFD,
    ]
}
