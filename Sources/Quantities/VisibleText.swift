extension String {
    /// The text with everything made visible that could move a cursor, ring a bell, start a
    /// terminal command or turn the reading direction: `a\u{1B}b`.
    package var visible: String {
        guard unicodeScalars.contains(where: \.isHidden) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isHidden {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A text of several lines with everything made visible that could steer a terminal: control characters but
    /// the ends of lines and tabs, and marks that turn the reading direction.
    package var harmless: String {
        guard utf8.withContiguousStorageIfAvailable(Self.maySteer) ?? true else { return self }
        var result = String.UnicodeScalarView()
        var scalars = unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            let isEndOfLine = scalar == "\n" || scalar == "\r" && next == "\n"
            if !isEndOfLine, scalar != "\t", Self.steers(scalar) {
                result.append(
                    contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                        .unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether some bytes may hold such a character: quickly, and more often than they do.
    private static func maySteer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.contains { byte in
            byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F || byte == 0xC2
                || byte == 0xD8 || byte == 0xE2
        }
    }

    /// The text between double quotes, visible, and cut after sixty characters.
    package var quoted: String {
        count > 60 ? "\"\(String(prefix(60)).visible)…\"" : "\"\(visible)\""
    }
}

extension Unicode.Scalar {
    /// Whether it could move a cursor or turn the reading direction, or shows nothing.
    package var isHidden: Bool {
        // Nearly all there is: letters and signs of Latin scripts.
        if 0x20...0x7E ~= value || 0xAE...0x2FF ~= value { return false }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
        // Marks that turn the direction or have no width. Joiners stay: scripts and emoji need them.
        case .format: return value != 0x200C && value != 0x200D
        default: return false
        }
    }
}
