import Quantities
import Testing

struct SameBytesTests {
    @Test("Texts of any length are the same, unless one byte or the length is another")
    func oneByte() {
        for length in 0...40 {
            let text = (0..<length).map { UInt8($0 + 1) }
            let isSame = { (other: [UInt8]) in
                text.withUnsafeBytes { one in other.withUnsafeBytes { one.isSame(as: $0) } }
            }
            #expect(isSame(text))
            #expect(!isSame(text + [0]))
            for place in text.indices {
                var other = text
                other[place] ^= 0x80
                #expect(!isSame(other))
            }
        }
    }
}

struct ByteWordsTests {
    @Test("A capital is found at every place, and nothing else is taken for one")
    func capitals() {
        for length in 1...20 {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    var text = [UInt8](repeating: 0x61, count: length)
                    text[place] = byte
                    #expect(text.withUnsafeBytes { $0.hasCapital } == (0x41...0x5A).contains(byte))
                }
            }
        }
        #expect(!UnsafeRawBufferPointer(start: nil, count: 0).hasCapital)
    }

    @Test("The last place of a byte is found, whatever stands around it")
    func lastPlaces() {
        let others: [UInt8] = [0x00, 0x3F, 0x41, 0xC0, 0xBF, 0xFF]
        for length in 0...20 {
            for other in others {
                var text = [UInt8](repeating: other, count: length)
                #expect(text.withUnsafeBytes { $0.lastPlace(of: 0x40) } == nil)
                for place in text.indices {
                    text[place] = 0x40
                    #expect(text.withUnsafeBytes { $0.lastPlace(of: 0x40) } == place)
                }
                for place in text.indices.reversed() {
                    #expect(text.withUnsafeBytes { $0.lastPlace(of: 0x40) } == place)
                    text[place] = other
                }
            }
        }
    }
}
