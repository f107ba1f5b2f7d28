internal import Crypto
internal import Foundation

/// A secret that all parts of one run share: under it they write names that they must recognise and not tell.
package struct RunKey: Sendable {
    /// A key has at least so many bytes.
    package static let least = 16

    private let keyed: HMAC<SHA256>

    /// Nil for bytes that are too few to be a key.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.least else { return nil }
        keyed = HMAC<SHA256>(key: SymmetricKey(data: bytes))
    }

    /// The mark of a name: 32 hexadecimal digits of its HMAC-SHA-256, equal for equal names of one kind.
    package func mark(_ kind: String, _ name: String) -> String {
        var sum = keyed
        var text = "\(kind)\n\(name)"
        text.withUTF8 { sum.update(data: UnsafeRawBufferPointer($0)) }
        return sum.finalize().withUnsafeBytes { bytes in
            String(unsafeUninitializedCapacity: 32) { digits in
                for place in 0..<16 {
                    digits[2 * place] = Self.digit(bytes[place] >> 4)
                    digits[2 * place + 1] = Self.digit(bytes[place] & 15)
                }
                return 32
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }
}
