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

    @Test("Texts and hashes of some rows at once are those of the rows one by one")
    func ofRows() {
        var (table, alone) = (InternTable(), InternTable())
        for number in 0..<500 {
            for text in ["text \(number)", "a longer text with the number \(number)"] {
                _ = table.intern(text)
                _ = alone.intern(text)
            }
        }
        // Known ones, none, new ones, and a new one twice.
        let texts =
            (0..<32).map { Array("text \($0 * 29)".utf8) } + [[]]
            + (0..<32).map { Array("a longer text with the number \($0 * 31)".utf8) }
            + [Array("one that is new and longer".utf8), Array("one that is new and longer".utf8)]
        let flat = texts.flatMap { $0 }
        flat.withUnsafeBytes { flat in
            var (asked, from): ([UnsafeRawBufferPointer], Int) = ([], 0)
            for text in texts {
                asked.append(UnsafeRawBufferPointer(rebasing: flat[from..<(from + text.count)]))
                from += text.count
            }
            for _ in 0..<2 {
                var found = [InternTable.Found](repeating: InternTable.Found(), count: texts.count)
                asked.withUnsafeBufferPointer { asked in
                    found.withUnsafeMutableBufferPointer {
                        table.intern(asked, into: $0.baseAddress.unsafelyUnwrapped)
                    }
                }
                for (one, text) in zip(found, asked) {
                    let (symbol, hash) = alone.internHashed(text)
                    #expect(one.symbol == symbol)
                    #expect(one.hash == hash)
                }
            }
        }
        #expect(table.count == alone.count)
    }

    @Test("A table that was written is found in as before")
    func written() throws {
        var table = InternTable()
        for number in 0..<1_000 { _ = table.intern("text \(number)") }
        var bytes: [UInt8] = []
        let writer = SnapshotWriter { bytes += $0 }
        writer.beginSection()
        try table.write(to: writer)
        try writer.finish()
        var reader = try SnapshotReader(MappedBytes(copying: bytes)).sections()[0]
        var read = try InternTable(from: &reader)
        for number in 0..<1_000 {
            #expect(read.intern("text \(number)") == table.find("text \(number)"))
        }
        #expect(read.intern("another") == 1_001)
    }

    @Test("Texts that are asked for together get the symbols that they get one by one")
    func together() {
        let texts =
            (0..<3_000).map { "a text \($0 % 700)" }
            + (0..<300).map { $0 % 7 == 0 ? "" : "t\($0 % 90)" }
        var (one, all) = (InternTable(), InternTable())
        let expected = texts.map { one.intern($0) }
        var symbols: [Symbol] = []
        let found = UnsafeMutablePointer<InternTable.Found>.allocate(capacity: 128)
        defer { found.deallocate() }
        for start in stride(from: 0, to: texts.count, by: 128) {
            let bytes = texts[start..<min(start + 128, texts.count)].map { Array($0.utf8) }
            bytes.flatMap { $0 }.withUnsafeBytes { flat in
                var (asked, from): ([UnsafeRawBufferPointer], Int) = ([], 0)
                for text in bytes {
                    asked.append(
                        UnsafeRawBufferPointer(rebasing: flat[from..<(from + text.count)]))
                    from += text.count
                }
                asked.withUnsafeBufferPointer { all.intern($0, into: found) }
                for place in asked.indices {
                    symbols.append(found[place].symbol)
                    #expect(
                        found[place].hash
                            == (asked[place].isEmpty ? 0 : RowHash.hash(asked[place])))
                }
            }
        }
        #expect(symbols == expected)
        #expect(all.count == one.count)
    }

    @Test("A column that several read in parts is numbered as if one had read it")
    func parts() {
        let parts = [["b", "a"], ["c", "b"], ["a", "d"], ["c", "e", "b"], []]
        let readers = [0, 1, 0, 1, 1]
        var whole = InternTable()
        for text in parts.joined() { _ = whole.intern(text) }
        var tables = [InternTable(), InternTable()]
        var order: [(reader: Int, count: Int)] = []
        for (reader, texts) in zip(readers, parts) {
            for text in texts { _ = tables[reader].intern(text) }
            order.append((reader, tables[reader].count))
        }
        // What a reader met beyond its last part is not taken over.
        _ = tables[1].intern("never")
        var joined = InternTable()
        let known = joined.take(tables, order)
        #expect((1..<whole.count).map { joined.text(Symbol($0)) } == ["b", "a", "c", "d", "e"])
        #expect(joined.count == whole.count)
        for (reader, table) in tables.enumerated() {
            for symbol in known[reader].indices {
                #expect(joined.text(known[reader][symbol]) == table.text(Symbol(symbol)))
            }
        }
        #expect(joined.find("never") == nil)
    }
}
