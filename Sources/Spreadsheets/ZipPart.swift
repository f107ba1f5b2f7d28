internal import CZlib
internal import Quantities

/// What one entry of an archive unpacks to, from front to back.
///
/// It never gives more than the entry says that it holds, nor what has another checksum.
package final class ZipPart {
    private let bytes: RandomBytes
    private let entry: ZipArchive.Entry
    /// Where the next packed bytes stand, and how many are left.
    private var place: Int
    private var left: Int
    private var given = 0
    private var checksum: uLong
    private var isAtEnd = false
    /// Nil where nothing is packed.
    private let stream: UnsafeMutablePointer<z_stream>?
    private let input: UnsafeMutableRawBufferPointer

    /// What is smaller is taken however well it was packed.
    private static let small = 32 << 20
    /// Deflate packs a thousand to one at most; no sheet comes near, as each row has its own number.
    private static let mostTimes = 300

    /// - Parameter most: the size that is taken at most.
    package init(_ archive: ZipArchive, _ entry: ZipArchive.Entry, most: Int) throws {
        guard !entry.isEncrypted else { throw SpreadsheetError.password }
        guard entry.method == 0 || entry.method == 8 else {
            throw SpreadsheetError(
                en:
                    "\(entry.name.visible) is packed in a way that is not read here. Pack it again as "
                    + "an ordinary zip.",
                nl:
                    "\(entry.name.visible) is ingepakt op een manier die hier niet gelezen wordt. Pak "
                    + "het opnieuw in als gewone zip.")
        }
        guard entry.size <= most,
            entry.size <= ZipPart.small || entry.size / ZipPart.mostTimes <= entry.packed
        else { throw SpreadsheetError.tooLarge(entry.name) }
        let header = try archive.bytes.read(at: entry.header, count: 30)
        guard header.starts([0x50, 0x4B, 3, 4], at: 0),
            let name = header.number(at: 26, bytes: 2), let extra = header.number(at: 28, bytes: 2),
            entry.packed <= archive.bytes.count - entry.header - 30 - name - extra,
            entry.method == 8 || entry.packed == entry.size
        else { throw SpreadsheetError.broken(entry.name) }
        bytes = archive.bytes
        self.entry = entry
        place = entry.header + 30 + name + extra
        left = entry.packed
        checksum = crc32(0, nil, 0)
        guard entry.method == 8 else {
            stream = nil
            input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            return
        }
        input = .allocate(byteCount: max(1, min(left, 1 << 16)), alignment: 16)
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        self.stream = stream
        // Without the header that zlib itself would write.
        guard
            inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw SpreadsheetError.broken(entry.name) }
    }

    deinit {
        input.deallocate()
        guard let stream else { return }
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Fills the front of a buffer and returns how much it filled; 0 at the end.
    package func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !isAtEnd, !buffer.isEmpty else { return 0 }
        let count = try stream.map { try inflate($0, buffer) } ?? copy(buffer)
        given += count
        guard given <= entry.size else { throw SpreadsheetError.tooLarge(entry.name) }
        checksum = crc32(
            checksum, buffer.assumingMemoryBound(to: UInt8.self).baseAddress, uInt(count))
        if count == 0 {
            isAtEnd = true
            guard given == entry.size, checksum == uLong(entry.checksum) else {
                throw SpreadsheetError.broken(entry.name)
            }
        }
        return count
    }

    private func copy(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = min(left, buffer.count)
        try bytes.read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
        place += count
        left -= count
        return count
    }

    private func inflate(
        _ stream: UnsafeMutablePointer<z_stream>, _ buffer: UnsafeMutableRawBufferPointer
    ) throws -> Int {
        let room = min(buffer.count, 1 << 30)
        stream.pointee.next_out = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = uInt(room)
        while true {
            if stream.pointee.avail_in == 0, left > 0 {
                let count = min(left, input.count)
                try bytes.read(
                    at: place, into: UnsafeMutableRawBufferPointer(rebasing: input[..<count]))
                place += count
                left -= count
                stream.pointee.next_in = input.assumingMemoryBound(to: UInt8.self).baseAddress
                stream.pointee.avail_in = uInt(count)
            }
            let outcome = CZlib.inflate(stream, Z_NO_FLUSH)
            let count = room - Int(stream.pointee.avail_out)
            switch outcome {
            case Z_STREAM_END: return count
            case Z_OK: if stream.pointee.avail_out == 0 { return count }
            // Nothing came, and there is nothing more to make it of.
            case Z_BUF_ERROR where count > 0: return count
            default: throw SpreadsheetError.broken(entry.name)
            }
        }
    }
}

extension ZipArchive {
    /// The whole of a small entry.
    ///
    /// - Parameter most: how many bytes it may hold.
    /// - Throws: `SpreadsheetError` where it is larger, damaged, or locked by a password.
    package func whole(_ entry: Entry, most: Int) throws -> [UInt8] {
        let part = try ZipPart(self, entry, most: most)
        return try [UInt8](unsafeUninitializedCapacity: entry.size + 1) { buffer, count in
            let all = UnsafeMutableRawBufferPointer(buffer)
            while true {
                let more = try part.read(UnsafeMutableRawBufferPointer(rebasing: all[count...]))
                if more == 0 { return }
                count += more
            }
        }
    }
}
