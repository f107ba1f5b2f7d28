extension UnsafeRawBufferPointer {
    /// Whether the same bytes stand in both, eight at a time.
    @inlinable @inline(__always)
    package func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        if count >= 8 {
            // The last word may overlap with the one before it.
            var place = 0
            while place &+ 8 < count {
                guard isSame(as: other, at: place, UInt64.self) else { return false }
                place &+= 8
            }
            return isSame(as: other, at: count &- 8, UInt64.self)
        }
        if count >= 4 {
            return isSame(as: other, at: 0, UInt32.self)
                && isSame(as: other, at: count &- 4, UInt32.self)
        }
        for place in 0..<count where self[place] != other[place] { return false }
        return true
    }

    @inlinable @inline(__always)
    func isSame<Word: FixedWidthInteger & BitwiseCopyable>(
        as other: UnsafeRawBufferPointer, at place: Int, _: Word.Type
    ) -> Bool {
        loadUnaligned(fromByteOffset: place, as: Word.self)
            == other.loadUnaligned(fromByteOffset: place, as: Word.self)
    }
}
