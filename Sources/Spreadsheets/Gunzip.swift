internal import CZlib

/// What a gzip file unpacks to, from front to back: RFC 1952, also of several members.
package final class Gunzip {
    private let name: String
    private let source: (UnsafeMutableRawBufferPointer) throws -> Int
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var taken = 0
    private var given = 0
    private var isEmpty = false
    /// Whether a member has ended, and another may begin.
    private var isBetween = false

    /// What is smaller is taken however well it was packed.
    private static let small = 32 << 20
    private static let mostTimes = 300

    /// Whether some first bytes are those of a gzip file.
    package static func begins(_ bytes: some Collection<UInt8>) -> Bool {
        Array(bytes.prefix(3)) == [0x1F, 0x8B, 8]
    }

    /// - Parameters:
    ///   - name: what messages call it.
    ///   - source: gives the packed bytes; 0 at their end.
    package init(
        _ name: String, _ source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws {
        (self.name, self.source) = (name, source)
        input = .allocate(byteCount: 1 << 16, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // With the header of gzip.
        guard
            inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw SpreadsheetError.broken(name) }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// Fills the front of a buffer and returns how much it filled; 0 at the end.
    package func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !buffer.isEmpty else { return 0 }
        let room = min(buffer.count, 1 << 30)
        stream.pointee.next_out = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = uInt(room)
        while Int(stream.pointee.avail_out) == room {
            if stream.pointee.avail_in == 0, !isEmpty { try fetch() }
            if isBetween {
                // Zeros behind the last member fill a block, and mean nothing.
                while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
                    stream.pointee.next_in += 1
                    stream.pointee.avail_in -= 1
                }
                guard stream.pointee.avail_in > 0 else {
                    if isEmpty { return 0 }
                    continue
                }
                inflateReset(stream)
                isBetween = false
            }
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_STREAM_END: isBetween = true
            case Z_OK: continue
            case Z_BUF_ERROR where !isEmpty: continue
            default: throw SpreadsheetError.broken(name)
            }
        }
        let count = room - Int(stream.pointee.avail_out)
        given += count
        guard given <= Gunzip.small || given / Gunzip.mostTimes <= taken else {
            throw SpreadsheetError.tooLarge(name)
        }
        return count
    }

    private func fetch() throws {
        let count = try source(input)
        isEmpty = count == 0
        taken += count
        stream.pointee.next_in = input.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_in = uInt(count)
    }
}
