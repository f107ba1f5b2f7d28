import Leads
import Quantities
import Testing

struct LeadIndexTests {
    /// Ids of all lengths that are kept in different ways, and such as differ in one place.
    private static let ids: [String] =
        (0..<40).map { String(repeating: "x", count: $0) + "1" }
        + ["L-1", "L-2", "l-1", "12345678", "123456789", "12345678901", "123456789012"]
        + (0..<5000).map { "lead-\($0)" } + (0..<5000).map { "a-much-longer-lead-\($0)" }

    /// As the rows of a file give them: one behind the other.
    private func packed(_ ids: [String]) -> (bytes: [UInt8], ends: [Int]) {
        var (bytes, ends): ([UInt8], [Int]) = ([], [0])
        for id in ids {
            bytes += Array(id.utf8)
            ends.append(bytes.count)
        }
        return (bytes, ends)
    }

    @Test("Many ids at once get the numbers that they get one by one, also those that come twice")
    func manyAtOnce() {
        let ids = Self.ids.flatMap { $0.hasSuffix("7") ? [$0, "again", $0] : [$0] }
        var one = LeadIndex()
        let expected = ids.map { id in
            var id = id
            return id.withUTF8 { one.insert(UnsafeRawBufferPointer($0)) }
        }
        var all = LeadIndex()
        let half = ids.count / 2
        var found: [(number: Int, isNew: Bool)] = []
        for part in [ids[..<half], ids[half...]] {
            let (bytes, ends) = packed(Array(part))
            found += bytes.withUnsafeBytes { all.insert($0, ends: ends) }
        }
        #expect(found.map(\.number) == expected.map(\.number))
        #expect(found.map(\.isNew) == expected.map(\.isNew))
        #expect(all.count == one.count)
        for (id, place) in zip(ids, expected) { #expect(all.find(id) == place.number) }
    }

    @Test("Ids that are looked for together are found as one by one, and so are hashes")
    func together() throws {
        var index = LeadIndex()
        index.reserve(300_000)
        for id in Self.ids { _ = Array(id.utf8).withUnsafeBytes { index.insert($0) } }
        let asked = Self.ids.reversed() + ["nobody", "", "nobody of more than eleven bytes"]
        for index in [index, try copied(index)] {
            for start in stride(from: 0, to: asked.count, by: 32) {
                let some = Array(asked[start..<min(start + 32, asked.count)])
                let (bytes, ends) = packed(some)
                var found = Array(repeating: LeadIndex.Found(), count: some.count)
                bytes.withUnsafeBytes { bytes in
                    let ids = some.indices.map {
                        UnsafeRawBufferPointer(rebasing: bytes[ends[$0]..<ends[$0 + 1]])
                    }
                    ids.withUnsafeBufferPointer { ids in
                        found.withUnsafeMutableBufferPointer { index.find(ids, into: $0) }
                    }
                }
                #expect(found.map(\.number) == some.map { index.find($0) ?? -1 })
                #expect(found.map(\.hash) == some.map { RowHash.hash($0) })
            }
        }
    }

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

    /// An index as it is read from a copy.
    private func copied(_ index: LeadIndex) throws -> LeadIndex {
        var bytes: [UInt8] = []
        let writer = SnapshotWriter { bytes += $0 }
        writer.beginSection()
        try index.write(to: writer)
        try writer.finish()
        var reader = try SnapshotReader(MappedBytes(copying: bytes)).sections()[0]
        return try LeadIndex(from: &reader)
    }

    @Test("An index that was kept finds what it had and what is added, and so do those made of it")
    func kept() throws {
        var index = LeadIndex()
        for id in Self.ids { _ = Array(id.utf8).withUnsafeBytes { index.insert($0) } }
        let read = try copied(index)
        #expect(read.count == Self.ids.count)
        var (appended, inserted, both) = (read, read, read)
        let new = ["new-1", "a new id of more than eleven bytes"]
        for id in new {
            Array(id.utf8).withUnsafeBytes { id in
                appended.append(id)
                #expect(inserted.insert(id) == (inserted.count - 1, true))
                both.append(id)
                #expect(both.insert(id) == (both.count - 1, false))
            }
        }
        for (number, id) in Self.ids.enumerated() {
            for index in [read, appended, inserted, both] { #expect(index.find(id) == number) }
            Array(id.utf8).withUnsafeBytes { #expect(inserted.insert($0) == (number, false)) }
        }
        for (place, id) in new.enumerated() {
            #expect(read.find(id) == nil)
            for index in [appended, inserted, both] {
                #expect(index.find(id) == Self.ids.count + place)
                #expect(index.count == Self.ids.count + 2)
            }
        }
    }
}
