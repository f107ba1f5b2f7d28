/// Names as they are compared: two ways of writing one name have the same folded form.
///
/// Upper and lower case, accents, `-` and `_`, blanks of every kind and number, and blanks at the
/// ends do not tell two names apart. `%20` and `+`, by which an address writes a blank, are read as
/// one; a plus that closes a word, as in `C++` or `Canal+`, is part of the name.
package enum FoldedName {
    /// The form by which a name is compared; nobody sees it.
    package static func of(_ text: String) -> String {
        // A number below zero is no name.
        if text.utf8.first == 0x2D, Double(text) != nil { return text }
        let folded = isPlain(text) ? plain(text) : read(text)
        // A name of nothing but separators is not the same as no name.
        return folded.isEmpty ? text.lowercased() : folded
    }

    // MARK: Most names

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x25 && $0 != 0x2B }
    }

    /// The same for a name of ASCII without `%` and `+`, which needs no knowledge of letters.
    private static func plain(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isGap = false
        for byte in text.utf8 {
            if byte == 0x20 || byte == 0x2D || byte == 0x5F {
                isGap = !bytes.isEmpty
                continue
            }
            if isGap { bytes.append(0x5F) }
            isGap = false
            bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: All others

    /// Stands for a plus that the text itself has, and not an escape in it.
    private static let rawPlus: Unicode.Scalar = "\u{1F}"

    private static func read(_ text: String) -> String {
        // An address has no blanks of its own: there alone a plus stands for one.
        let isAddress = !text.unicodeScalars.contains(where: \.properties.isWhitespace)
        var scalars = Array(unescaped(text).unicodeScalars)
        if isAddress { readPluses(&scalars) }
        for place in scalars.indices where scalars[place] == rawPlus { scalars[place] = "+" }
        let isPart = pluses(of: scalars)
        var folded = ""
        var isGap = false
        for (place, scalar) in scalars.enumerated() {
            if isSeparator(scalar) || scalar == "+" && !isPart[place] {
                isGap = !folded.isEmpty
                continue
            }
            guard !isUnseen(scalar) else { continue }
            if isGap { folded += "_" }
            isGap = false
            folded += base(scalar)
        }
        return folded
    }

    /// Replaces escapes such as `%20`. Some are escaped twice.
    private static func unescaped(_ text: String) -> String {
        var bytes = text.utf8.map { $0 == 0x2B ? UInt8(0x1F) : $0 }
        for _ in 0..<2 {
            let next = unescaped(bytes)
            guard next != bytes else { break }
            bytes = next
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        func digit(_ place: Int) -> UInt8? {
            guard place < bytes.count else { return nil }
            switch bytes[place] {
            case 0x30...0x39: return bytes[place] - 0x30
            case 0x41...0x46: return bytes[place] - 0x41 + 10
            case 0x61...0x66: return bytes[place] - 0x61 + 10
            default: return nil
            }
        }
        var (all, plain): ([UInt8], [UInt8]) = ([], [])
        var place = 0
        while place < bytes.count {
            if bytes[place] == 0x25, let high = digit(place + 1), let low = digit(place + 2) {
                let byte = high << 4 | low
                all.append(byte)
                plain += byte < 0x80 ? [byte] : bytes[place...(place + 2)]
                place += 3
            } else {
                all.append(bytes[place])
                plain.append(bytes[place])
                place += 1
            }
        }
        // Escapes of another encoding stay as they are.
        return String(validating: all, as: UTF8.self) == nil ? plain : all
    }

    /// Reads the pluses of an address as blanks: all but those that close the text, unless a single
    /// one does so after others.
    private static func readPluses(_ scalars: inout [Unicode.Scalar]) {
        let end = (scalars.lastIndex { $0 != rawPlus } ?? -1) + 1
        let isSpaced = scalars[..<end].contains { $0 == rawPlus || $0 == " " }
        let last = scalars.count - end == 1 && isSpaced ? scalars.count : end
        // Who writes `_` for a blank writes no plus for one: `c++_bouwers`.
        var isBeforeLine = false
        for place in (0..<last).reversed() {
            guard scalars[place] == rawPlus else {
                isBeforeLine = scalars[place] == "_"
                continue
            }
            if !isBeforeLine { scalars[place] = " " }
        }
    }

    /// By place, whether a plus is part of a name: it stands behind a word, and no other word follows
    /// at once.
    private static func pluses(of scalars: [Unicode.Scalar]) -> [Bool] {
        var isPart = scalars.map { $0 == "+" }
        guard isPart.contains(true) else { return isPart }
        var isBehindWord = false
        for place in scalars.indices {
            if scalars[place] == "+" {
                isPart[place] = isBehindWord
            } else {
                isBehindWord = !isSeparator(scalars[place])
            }
        }
        var isBeforeWord = false
        for place in scalars.indices.reversed() {
            if scalars[place] == "+" {
                isPart[place] = isPart[place] && !isBeforeWord
            } else {
                isBeforeWord = !isSeparator(scalars[place])
            }
        }
        return isPart
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "\u{2212}" || scalar.properties.isWhitespace
            || scalar.properties.generalCategory == .dashPunctuation
    }

    /// What has no form of its own: soft hyphens, joiners, byte order marks, and accents that were
    /// written behind their letter.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        (0x0300...0x036F).contains(scalar.value) || scalar.properties.generalCategory == .format
    }

    /// The letter in lower case and without its accent.
    private static func base(_ scalar: Unicode.Scalar) -> String {
        let lower = scalar.properties.lowercaseMapping
        guard scalar.value >= 0xC0, let name = scalar.properties.name, name.hasPrefix("LATIN ")
        else { return lower }
        // LATIN SMALL LETTER E WITH ACUTE
        let words = name.split(separator: " ")
        guard let with = words.firstIndex(of: "WITH"), with > 0, words[with - 1].utf8.count == 1
        else { return lower }
        return words[with - 1].lowercased()
    }
}
