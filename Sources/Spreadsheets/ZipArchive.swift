/// What a zip archive holds, by its directory, which stands at its end.
///
/// After APPNOTE.TXT 6.3.10 of PKWARE: with zip64, with bytes before and a comment behind it, and with
/// entries in any order. Of one entry the local header is only looked at for where its bytes begin.
package struct ZipArchive: Sendable {
    /// A file in the archive, as its directory has it.
    package struct Entry: Hashable, Sendable {
        /// The path in the archive, with `/` between folders.
        package let name: String
        /// How many bytes it says that it unpacks to.
        package let size: Int
        let packed: Int
        let method: Int
        let checksum: Int
        let isEncrypted: Bool
        /// The place of its local header.
        let header: Int
    }

    /// No file that holds tables has as many entries, or a directory as long.
    static let mostEntries = 20_000
    private static let longestDirectory = 16 << 20

    package let entries: [Entry]
    let bytes: RandomBytes
    /// By names without capitals, the places of the entries that are called so.
    private let places: [String: [Int]]

    /// Whether some first bytes are those of a zip archive.
    package static func begins(_ bytes: some Collection<UInt8>) -> Bool {
        let four = Array(bytes.prefix(4))
        return four == [0x50, 0x4B, 3, 4] || four == [0x50, 0x4B, 5, 6]
    }

    /// Reads the directory at the end.
    ///
    /// - Throws: `SpreadsheetError` where there is none, or it is beyond a cap.
    package init(_ bytes: RandomBytes) throws {
        self.bytes = bytes
        let end = 22
        let longestComment = 65_535
        let start = max(0, bytes.count - end - longestComment)
        let tail = try bytes.read(at: start, count: bytes.count - start)
        var ends = (0...max(0, tail.count - end)).filter { place in
            tail.bytes.count - place >= end && tail.bytes[place] == 0x50
                && tail.starts([0x50, 0x4B, 5, 6], at: place)
        }
        // A comment may hold the same four bytes: that which ends with the file goes first.
        ends.sort { one, other in
            let exact = [one, other].map { place in
                tail.number(at: place + 20, bytes: 2) == tail.count - place - end
            }
            return exact[0] != exact[1] ? exact[0] : one > other
        }
        for place in ends.prefix(16) {
            if let entries = try ZipArchive.entries(tail, place, at: start + place, bytes) {
                self.entries = entries
                self.places = Dictionary(
                    grouping: entries.indices, by: { entries[$0].name.lowercased() })
                return
            }
        }
        throw SpreadsheetError.broken("")
    }

    /// The entry of a name, without regard to capitals.
    ///
    /// - Throws: where two are called so, of which it is not known which one is meant.
    func entry(_ name: String) throws -> Entry? {
        let found = places[name.lowercased()] ?? []
        guard found.count < 2 else { throw SpreadsheetError.broken(name) }
        return found.first.map { entries[$0] }
    }

    /// The entries by the record that ends the directory; nil where that is no such record.
    private static func entries(
        _ tail: LittleEndianBytes, _ place: Int, at end: Int, _ bytes: RandomBytes
    ) throws -> [Entry]? {
        guard var count = tail.number(at: place + 10, bytes: 2),
            var length = tail.number(at: place + 12, bytes: 4),
            var start = tail.number(at: place + 16, bytes: 4)
        else { return nil }
        var directoryEnd = end
        if end >= 20, count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF,
            let large = try zip64(before: end, bytes)
        {
            (count, length, start, directoryEnd) = large
        }
        guard length <= directoryEnd, count <= length / 46 else { return nil }
        guard count <= mostEntries, length <= longestDirectory else {
            throw SpreadsheetError(
                en: "This archive has \(count) files in it. Unpack it, and name those that count.",
                nl:
                    "Dit archief bevat \(count) bestanden. Pak het uit, en noem de bestanden die tellen."
            )
        }
        // Bytes before the archive move everything by their number.
        let moved = directoryEnd - length - start
        let directory = try bytes.read(at: directoryEnd - length, count: length)
        var entries: [Entry] = []
        var next = 0
        while entries.count < count {
            guard let entry = entry(directory, &next, moved) else { return nil }
            entries.append(entry)
        }
        return entries
    }

    /// Number of entries, length, start and end of the directory of a large archive.
    private static func zip64(
        before end: Int, _ bytes: RandomBytes
    ) throws -> (Int, Int, Int, Int)? {
        let locator = try bytes.read(at: end - 20, count: 20)
        guard locator.starts([0x50, 0x4B, 6, 7], at: 0),
            let said = locator.number(at: 8, bytes: 8)
        else { return nil }
        // It ends before its locator, wherever bytes before the archive have moved it.
        for place in [end - 20 - 56, said] where place >= 0 && place <= end - 76 {
            let record = try bytes.read(at: place, count: 56)
            guard record.starts([0x50, 0x4B, 6, 6], at: 0),
                let count = record.number(at: 32, bytes: 8),
                let length = record.number(at: 40, bytes: 8),
                let start = record.number(at: 48, bytes: 8)
            else { continue }
            return (count, length, start, place)
        }
        return nil
    }

    private static func entry(
        _ directory: LittleEndianBytes, _ place: inout Int, _ moved: Int
    ) -> Entry? {
        guard directory.starts([0x50, 0x4B, 1, 2], at: place),
            let flags = directory.number(at: place + 8, bytes: 2),
            let method = directory.number(at: place + 10, bytes: 2),
            let checksum = directory.number(at: place + 16, bytes: 4),
            var packed = directory.number(at: place + 20, bytes: 4),
            var size = directory.number(at: place + 24, bytes: 4),
            let nameLength = directory.number(at: place + 28, bytes: 2),
            let extraLength = directory.number(at: place + 30, bytes: 2),
            let commentLength = directory.number(at: place + 32, bytes: 2),
            var header = directory.number(at: place + 42, bytes: 4)
        else { return nil }
        let name = place + 46
        let extra = name + nameLength
        guard extra + extraLength <= directory.count else { return nil }
        // Numbers that do not fit stand in a field of their own, in this order.
        var field = extra
        while let kind = directory.number(at: field, bytes: 2),
            let length = directory.number(at: field + 2, bytes: 2),
            field + 4 + length <= extra + extraLength
        {
            if kind == 1 {
                var value = field + 4
                func take(_ number: inout Int) -> Bool {
                    guard number == 0xFFFF_FFFF else { return true }
                    guard value + 8 <= field + 4 + length,
                        let large = directory.number(at: value, bytes: 8)
                    else { return false }
                    number = large
                    value += 8
                    return true
                }
                guard take(&size), take(&packed), take(&header) else { return nil }
            }
            field += 4 + length
        }
        place = extra + extraLength + commentLength
        let (start, isBeyond) = header.addingReportingOverflow(moved)
        guard !isBeyond else { return nil }
        let path = String(decoding: directory.bytes[name..<extra], as: UTF8.self)
            .replacing("\\", with: "/")
        return Entry(
            name: String(path.drop { $0 == "/" }), size: size, packed: packed, method: method,
            checksum: checksum, isEncrypted: flags & 1 != 0, header: start)
    }
}
