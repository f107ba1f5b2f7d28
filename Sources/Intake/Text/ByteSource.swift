package import Spreadsheets

/// Bytes from somewhere: a file, standard input, or memory. It is read once, from front to back.
package struct ByteSource {
    /// What problems call it: a file's name, or `standard input`.
    package let name: String
    /// How many bytes it holds, where that is known beforehand.
    package let size: Int?
    /// Fills the front of the buffer and returns how much it filled; 0 at the end.
    package let read: (UnsafeMutableRawBufferPointer) throws -> Int
    /// The same bytes at any place, where they can be had so, as those of a file.
    package var anywhere: RandomBytes?
    /// The sheet of a workbook that this is, as text; nil of what is no sheet.
    var sheet: SheetText?
    /// Where the day of the export may stand: the name without that of a sheet.
    var file: String
    /// What else a mapping may know it by: a sheet by its workbook, a file of an archive by itself.
    var otherNames: [String] = []

    package init(
        name: String, size: Int? = nil,
        read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) {
        self.name = name
        self.size = size
        self.read = read
        file = name
    }

    /// The same, read in another way.
    package func reading(
        _ read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) -> ByteSource {
        var other = ByteSource(name: name, size: size, read: read)
        (other.anywhere, other.sheet) = (anywhere, sheet)
        (other.file, other.otherNames) = (file, otherNames)
        return other
    }

    /// Bytes in memory.
    package init(name: String, bytes: [UInt8]) {
        var position = 0
        self.init(name: name, size: bytes.count) { buffer in
            let count = min(buffer.count, bytes.count - position)
            buffer.copyBytes(from: bytes[position..<(position + count)])
            position += count
            return count
        }
    }

    /// Everything that is still to be read.
    func all() throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size ?? 0)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try read($0) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Some bytes, and then what else there is.
    init(
        name: String, size: Int? = nil, front: [UInt8],
        then rest: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) {
        var position = 0
        self.init(name: name, size: size) { buffer in
            guard position < front.count else { return try rest(buffer) }
            let count = min(buffer.count, front.count - position)
            buffer.copyBytes(from: front[position..<(position + count)])
            position += count
            return count
        }
    }

    /// The same with one byte for another.
    func replacing(_ byte: UInt8, with other: UInt8) -> ByteSource {
        ByteSource(name: name, size: size) { buffer in
            let count = try read(buffer)
            for place in 0..<count where buffer[place] == byte { buffer[place] = other }
            return count
        }
    }

    /// A text in memory, as UTF-8.
    package init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }
}
