import Leads
import Quantities
import Testing

struct InternTableTests {
    @Test("Equal texts have one symbol, the empty text is symbol 0")
    func interning() {
        var table = InternTable()
        #expect(table.intern("") == 0)
        let google = table.intern("google")
        #expect(table.intern("Google") != google)
        #expect(table.intern("google") == google)
        #expect(table.text(google) == "google")
        #expect(table.text(0) == "")
        #expect(table.text(999) == "")
        #expect(table.find("google") == google)
        #expect(table.find("bing") == nil)
    }

    @Test("Ten thousand texts stay apart while the table grows")
    func growth() {
        var table = InternTable()
        let symbols = (0..<10_000).map { table.intern("text \($0)") }
        for (number, symbol) in symbols.enumerated() {
            #expect(table.text(symbol) == "text \(number)")
            #expect(table.find("text \(number)") == symbol)
        }
        #expect(table.count == 10_001)
    }

    @Test("Texts that differ in one byte stay apart, in whatever order they are asked for again")
    func nearlyEqual() {
        var table = InternTable()
        var known: [String: Symbol] = [:]
        let texts = (1...24).flatMap { length in
            let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            return [plain]
                + (0..<length).map { place in
                    var other = plain
                    other[place] = UInt8(ascii: "b")
                    return other
                }
        }.map { String(decoding: $0, as: UTF8.self) }
        #expect(Set(texts).count == texts.count)
        for text in texts { known[text] = table.intern(text) }
        #expect(Set(known.values).count == texts.count)
        for text in texts.reversed() + texts + texts.flatMap({ [$0, $0] }) {
            let (symbol, hash) = Array(text.utf8).withUnsafeBytes { table.internHashed($0) }
            #expect(symbol == known[text])
            #expect(table.text(symbol) == text)
            #expect(hash == RowHash.hash(text))
            #expect(table.hashes[Int(symbol)] == hash)
        }
        #expect(table.count == texts.count + 1)
    }
}
