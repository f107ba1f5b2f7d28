#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Room for very many values.
package enum LargeMemory {
    /// An array that is filled at once, in large pages where the system has them: it takes less time to
    /// get those, and to find a value in them.
    ///
    /// - Parameters:
    ///   - capacity: for how many values there is to be room.
    ///   - large: from how many bytes on pages are large. Each is cleared as a whole when the first byte
    ///     of it is written.
    ///   - fill: puts the first values in, and says how many those are.
    package static func array<Value: BitwiseCopyable>(
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

    /// Gives whole pages back to the system; what stood in them is lost.
    static func release(_ buffer: UnsafeRawBufferPointer) {
        #if os(Linux)
            advise(buffer, MADV_DONTNEED)
        #endif
    }

    private static func useLargePages(_ buffer: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
            // Where it is refused, pages stay as they are.
            advise(UnsafeRawBufferPointer(buffer), MADV_HUGEPAGE)
        #endif
    }

    #if os(Linux)
        /// Says something of the whole pages of a buffer: of others nothing can be said.
        private static func advise(_ buffer: UnsafeRawBufferPointer, _ advice: Int32) {
            let page = UInt(4096)
            guard let start = buffer.baseAddress else { return }
            let first = (UInt(bitPattern: start) + page - 1) / page * page
            let last = (UInt(bitPattern: start) + UInt(buffer.count)) / page * page
            guard first < last else { return }
            _ = madvise(UnsafeMutableRawPointer(bitPattern: first), Int(last - first), advice)
        }
    #endif
}
