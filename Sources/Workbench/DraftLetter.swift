internal import Foundation

/// A letter as a file that a mail program opens as a draft (RFC 5322, RFC 2045; `X-Unsent: 1` says so to Outlook):
/// without an address to send it to, without a date, and so with the same bytes for the same words.
package struct DraftLetter: Sendable {
    private let subject: String
    private let text: String
    private let page: (name: String, html: String)

    /// - Parameter page: goes with it as a file.
    package init(subject: String, text: String, page: (name: String, html: String)) {
        (self.subject, self.text, self.page) = (subject, text, page)
    }

    package var written: String {
        let boundary = "=_mql_part"
        return [
            "X-Unsent: 1", "Subject: \(encodedSubject)", "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
            Self.base64(text), "--\(boundary)",
            "Content-Type: text/html; charset=utf-8; name=\"\(page.name)\"",
            "Content-Disposition: attachment; filename=\"\(page.name)\"",
            "Content-Transfer-Encoding: base64", "", Self.base64(page.html),
            "--\(boundary)--", "",
        ].joined(separator: "\r\n")
    }

    /// The subject in words of at most 75 letters (RFC 2047), none of which cuts a letter in two.
    private var encodedSubject: String {
        var words: [[UInt8]] = [[]]
        for letter in subject {
            let bytes = Array(String(letter).utf8)
            if words[words.count - 1].count + bytes.count > 42 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(
            separator: "\r\n ")
    }

    /// In lines of 76 letters (RFC 2045, §6.8).
    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    }
}
