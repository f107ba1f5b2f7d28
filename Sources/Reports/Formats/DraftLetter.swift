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
            Self.base64(Array(text.utf8)), "--\(boundary)",
            "Content-Type: text/html; charset=utf-8; name=\"\(page.name)\"",
            "Content-Disposition: attachment; filename=\"\(page.name)\"",
            "Content-Transfer-Encoding: base64", "", Self.base64(Array(page.html.utf8)),
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
        return words.map { "=?utf-8?B?\(Self.encoded($0))?=" }.joined(separator: "\r\n ")
    }

    /// In lines of 76 letters (RFC 2045, §6.8).
    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array(encoded(bytes).utf8)
        return stride(from: 0, to: letters.count, by: 76).map {
            String(decoding: letters[$0..<min($0 + 76, letters.count)], as: UTF8.self)
        }.joined(separator: "\r\n")
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func encoded(_ bytes: [UInt8]) -> String {
        var letters: [UInt8] = []
        letters.reserveCapacity((bytes.count + 2) / 3 * 4)
        for place in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[place..<min(place + 3, bytes.count)]
            let bits = part.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for letter in 0..<4 {
                letters.append(
                    letter <= part.count ? alphabet[bits >> (18 - 6 * letter) & 63] : 0x3D)
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
