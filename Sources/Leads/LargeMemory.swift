#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Room for very many values.
enum LargeMemory {
    /// An array that is filled at once, in large pages where the system has them: it takes less time to
    /// get those, and to find a value in them.
    ///
    /// - Parameters:
    ///   - capacity: for how many values there is to be room.
    ///   - large: from how many bytes on pages are large. Each is cleared as a whole when the first byte
    ///     of it is written.
    ///   - fill: puts the first values in, and says how many those are.
    static func array<Value: BitwiseCopyable>(
        capacity: Int, from large: Int = 4 << 20,
        _ fill: (UnsafeMutableBufferPointer<Value>) -> Int
    ) -> [Value] {
        Array(unsafeUninitializedCapacity: capacity) { buffer, count in
            if buffer.count * MemoryLayout<Value>.stride >= large {
                useLargePages(UnsafeMutableRawBufferPointer(buffer))
            }
            count = fill(buffer)
        }
    }

    /// Makes room in an array; one without values is put where pages are large.
    static func reserve<Value: BitwiseCopyable>(_ count: Int, in values: inout [Value]) {
        if values.isEmpty {
            values = array(capacity: count) { _ in 0 }
        } else {
            values.reserveCapacity(count)
        }
    }

    private static func useLargePages(_ buffer: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
            let page = UInt(4096)
            guard let start = buffer.baseAddress else { return }
            // Whole pages alone can be spoken of; where it is refused, pages stay as they are.
            let first = (UInt(bitPattern: start) + page - 1) / page * page
            let last = (UInt(bitPattern: start) + UInt(buffer.count)) / page * page
            _ = madvise(
                UnsafeMutableRawPointer(bitPattern: first), Int(last - first), MADV_HUGEPAGE)
        #endif
    }
}
