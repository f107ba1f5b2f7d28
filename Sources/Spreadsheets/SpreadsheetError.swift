package import Quantities

/// Why nothing can be read from a file that is a zip archive, or from a part of it.
package struct SpreadsheetError: Error, Hashable, Sendable {
    /// What is so, and what to do about it.
    package let message: Phrase

    /// A message that says what is wrong with the file and what to do.
    package init(en: String, nl: String) {
        message = Phrase(en: en, nl: nl)
    }

    /// The file has been cut short or changed.
    static func broken(_ part: String) -> SpreadsheetError {
        let name = part.isEmpty ? "" : " (\(part.visible))"
        return SpreadsheetError(
            en: "This file is damaged\(name). Open it in Excel, save it again, or export it again.",
            nl:
                "Dit bestand is beschadigd\(name). Open het in Excel en bewaar het opnieuw, of exporteer het "
                + "opnieuw.")
    }

    /// A part that would grow beyond all measure.
    static func tooLarge(_ part: String) -> SpreadsheetError {
        SpreadsheetError(
            en:
                "\(part.visible) in this file unpacks to more than is read of a file. Save the sheet as CSV "
                + "UTF-8.",
            nl:
                "\(part.visible) in dit bestand wordt uitgepakt groter dan er van een bestand gelezen wordt. "
                + "Bewaar het blad als CSV UTF-8.")
    }

    package static let password = SpreadsheetError(
        en:
            "This file is protected by a password. Open it, save it without a password, and read that.",
        nl:
            "Dit bestand is beveiligd met een wachtwoord. Open het, bewaar het zonder wachtwoord, en lees dat."
    )
}
