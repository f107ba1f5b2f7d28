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
