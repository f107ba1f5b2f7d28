extension String {
    /// The text with everything made visible that could move a cursor, ring a bell, start a
    /// terminal command or turn the reading direction: `a\u{1B}b`.
    package var visible: String {
        guard unicodeScalars.contains(where: String.isHidden) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if String.isHidden(scalar) {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text between double quotes, visible, and cut after sixty characters.
    package var quoted: String {
        count > 60 ? "\"\(String(prefix(60)).visible)…\"" : "\"\(visible)\""
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        // Marks that turn the direction or have no width. Joiners stay: scripts and emoji need them.
        case .format: scalar.value != 0x200C && scalar.value != 0x200D
        default: false
        }
    }
}
