import Quantities
import Testing

struct FingerprintTests {
    @Test("The order of rows makes no difference, another row does")
    func order() {
        func row(_ words: UInt64...) -> UInt64 {
            var hash = RowHash(kind: 1)
            for word in words { hash.mix(word) }
            return hash.finished
        }
        var one = Fingerprint()
        for hash in [row(1, 2), row(3), row(4, 5)] { one.add(hash) }
        var other = Fingerprint()
        for hash in [row(4, 5), row(1, 2), row(3)] { other.add(hash) }
        #expect(one == other)
        other.add(row(3))
        #expect(one != other)
        #expect(row(1, 2) != row(2, 1))
        #expect(row(0) != row(0, 0))
        #expect(one.description.count == 32)
    }

    @Test("A text's hash is the same in every run")
    func stable() {
        let bytes = Array("Waterland Pompen BV".utf8)
        let hash = bytes.withUnsafeBytes(RowHash.hash)
        #expect(hash == bytes.withUnsafeBytes(RowHash.hash))
        #expect(hash != Array("Waterland Pompen Bv".utf8).withUnsafeBytes(RowHash.hash))
    }

    /// The hash of a text word by word as it is defined: eight bytes with the first lowest, and what is
    /// left as one number with the last lowest.
    private func defined(_ text: [UInt8]) -> UInt64 {
        func mixed(_ word: UInt64, _ factor: UInt64) -> UInt64 {
            let product = word.multipliedFullWidth(by: factor)
            return product.high ^ product.low
        }
        var state: UInt64 = 0x1656_67B1_9E37_79F9 &+ UInt64(text.count)
        var left = text[...]
        while left.count >= 8 {
            let word = left.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            state = mixed(state ^ word, 0xA076_1D64_78BD_642F)
            left = left.dropFirst(8)
        }
        let tail = left.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return mixed(state ^ tail ^ 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3)
    }

    @Test("Texts of every length have the hash that their bytes define: databases hold it")
    func definition() {
        for length in 0...40 {
            for round in 0..<20 {
                let text = (0..<length).map { UInt8(($0 * 37 + length * 101 + round * 59) & 0xFF) }
                #expect(text.withUnsafeBytes(RowHash.hash) == defined(text))
            }
        }
    }
}
