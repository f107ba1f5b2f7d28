package import Intake
internal import Quantities

/// Rows of several tables in one stream: the first column says which table a row is of, and the first row of
/// each is its header.
package enum TaggedRows {
    /// The tables, in the order in which they begin.
    ///
    /// - Throws: `FailedVerb` at a row that is of no table.
    package static func tables(_ input: ByteSource) throws -> [ByteSource] {
        var tables: [(name: [UInt8], bytes: [UInt8])] = []
        var last = 0
        var line = 0
        var isQuoted = false
        var rest: [UInt8] = []
        func take(_ bytes: UnsafeRawBufferPointer) throws {
            // A quoted field may go on over the end of a line.
            if isQuoted {
                tables[last].bytes += bytes
            } else {
                line += 1
                guard bytes.count > 1 || bytes.first != 0x0A else { return }
                let place = try place(bytes, line, &tables, last)
                last = place
                tables[place].bytes += bytes.dropFirst(tables[place].name.count + 1)
            }
            if bytes.count(where: { $0 == 0x22 }) % 2 == 1 { isQuoted.toggle() }
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try input.read($0) }
            try chunk.withUnsafeBytes { buffer in
                var bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                while let end = bytes.firstIndex(of: 0x0A) {
                    let row = UnsafeRawBufferPointer(rebasing: bytes[...end])
                    if rest.isEmpty {
                        try take(row)
                    } else {
                        rest += row
                        try rest.withUnsafeBytes { try take($0) }
                        rest = []
                    }
                    bytes = UnsafeRawBufferPointer(rebasing: bytes[(end + 1)...])
                }
                rest += bytes
            }
            if count == 0 { break }
        }
        if !rest.isEmpty {
            rest.append(0x0A)
            try rest.withUnsafeBytes { try take($0) }
        }
        return tables.map {
            ByteSource(name: String(decoding: $0.name, as: UTF8.self), bytes: $0.bytes)
        }
    }

    /// The table that a row is of; most are of that of the row before.
    private static func place(
        _ row: UnsafeRawBufferPointer, _ line: Int,
        _ tables: inout [(name: [UInt8], bytes: [UInt8])], _ last: Int
    ) throws -> Int {
        func isOf(_ table: Int) -> Bool {
            let name = tables[table].name
            return row.count > name.count && isSeparator(row[name.count]) && row.starts(with: name)
        }
        if tables.indices.contains(last), isOf(last) { return last }
        if let known = tables.indices.first(where: isOf) { return known }
        let name = Array(row.prefix { !isSeparator($0) && $0 != 0x0A && $0 != 0x0D })
        guard let first = name.first, isLetter(first), name.allSatisfy(isOfName),
            row.count > name.count, isSeparator(row[name.count])
        else {
            throw FailedVerb(
                .badData,
                en:
                    "standard input:\(line): the first column of --tagged says which table a row is of, such as "
                    + "leads or activities. Saw \(String(decoding: name.prefix(40), as: UTF8.self).quoted).",
                nl:
                    "standaardinvoer:\(line): de eerste kolom van --tagged zegt van welke tabel een rij is, zoals "
                    + "leads of activities. Gezien: \(String(decoding: name.prefix(40), as: UTF8.self).quoted)."
            )
        }
        tables.append((name, []))
        return tables.count - 1
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isOfName(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}
