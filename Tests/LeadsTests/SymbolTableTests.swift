import Leads
import Testing

struct SymbolTableTests {
    @Test("Equal texts have one symbol, the empty text is symbol 0")
    func interning() {
        var table = SymbolTable()
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
        var table = SymbolTable()
        let symbols = (0..<10_000).map { table.intern("text \($0)") }
        for (number, symbol) in symbols.enumerated() {
            #expect(table.text(symbol) == "text \(number)")
            #expect(table.find("text \(number)") == symbol)
        }
        #expect(table.count == 10_001)
    }
}

struct LeadIndexTests {
    @Test("Ids of every length are told apart, around the 8, 16 and 23 bytes that fit in a slot")
    func lengths() {
        var index = LeadIndex()
        let ids =
            (1...60).map { String(repeating: "x", count: $0) }
            + (1...60).map { String(repeating: "x", count: $0 - 1) + "y" }
        for (number, id) in ids.enumerated() {
            var id = id
            let inserted = id.withUTF8 { index.insert(UnsafeRawBufferPointer($0)) }
            #expect(inserted.number == number)
            #expect(inserted.isNew)
        }
        for (number, id) in ids.enumerated() {
            #expect(index.find(id) == number)
            #expect(index.id(of: number) == id)
        }
        #expect(index.find("z") == nil)
        #expect(index.find("") == nil)
    }

    @Test("Upper and lower case are different ids, and so are zero bytes at the end")
    func exactness() {
        var index = LeadIndex()
        for id in ["00Q5g00000ABCDe", "00Q5g00000abcde", "a", "a\0", "a\0\0"] {
            var id = id
            _ = id.withUTF8 { index.insert(UnsafeRawBufferPointer($0)) }
        }
        #expect(index.count == 5)
    }

    @Test("Fifty thousand ids are found again after the index has grown")
    func growth() {
        var index = LeadIndex()
        for number in 0..<50_000 {
            var id = "LEAD-\(number * 7)"
            _ = id.withUTF8 { index.insert(UnsafeRawBufferPointer($0)) }
        }
        for number in stride(from: 0, to: 50_000, by: 97) {
            #expect(index.find("LEAD-\(number * 7)") == number)
        }
    }
}
