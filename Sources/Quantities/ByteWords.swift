extension UnsafeRawBufferPointer {
    /// Whether no byte is beyond ASCII.
    @inlinable @inline(__always)
    package var isASCII: Bool {
        guard count >= 8 else { return allSatisfy { $0 < 0x80 } }
        var found = word(at: count &- 8)
        var place = 0
        while place &+ 8 < count {
            found |= word(at: place)
            place &+= 8
        }
        return found & 0x8080_8080_8080_8080 == 0
    }

    /// Whether there is a capital from A to Z.
    @inlinable @inline(__always)
    package var hasCapital: Bool {
        guard count >= 8 else { return contains { $0 >= 0x41 && $0 <= 0x5A } }
        var found: UInt64 = 0
        var place = 0
        while place &+ 8 < count {
            found |= UnsafeRawBufferPointer.capitals(word(at: place))
            place &+= 8
        }
        // The last eight bytes, some of which may have been looked at.
        return found | UnsafeRawBufferPointer.capitals(word(at: count &- 8)) != 0
    }

    /// The last place at which a byte stands; nil where it does not.
    @inlinable @inline(__always)
    package func lastPlace(of byte: UInt8) -> Int? {
        var end = count
        while end >= 8 {
            let found = UnsafeRawBufferPointer.places(of: byte, in: word(at: end &- 8))
            if found != 0 { return end &- 1 &- found.leadingZeroBitCount >> 3 }
            end &-= 8
        }
        while end > 0 {
            end &-= 1
            if self[end] == byte { return end }
        }
        return nil
    }

    /// The bytes from a place on, of which there are one to seven, as one word with the last one lowest.
    @inlinable @inline(__always)
    package func tail(from start: Int) -> UInt64 {
        let left = count &- start
        if start > 0 {
            // The last eight bytes at once, of which those that are left are the lowest.
            return loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self).bigEndian
                & (1 << UInt64(left &* 8) &- 1)
        }
        if left >= 4 {
            // The first four and the last four, which overlap in equal bytes.
            let front = UInt64(loadUnaligned(as: UInt32.self).bigEndian)
            let back = loadUnaligned(fromByteOffset: left &- 4, as: UInt32.self).bigEndian
            return front << UInt64((left &- 4) &* 8) | UInt64(back)
        }
        // The first, the middle and the last one, some of which may be the same.
        let middle = left >> 1
        return UInt64(self[0]) << UInt64((left &- 1) &* 8)
            | UInt64(self[middle]) << UInt64((left &- 1 &- middle) &* 8)
            | UInt64(self[left &- 1])
    }

    /// Whether from a place on up to another all are small letters, digits, full stops and hyphens.
    @inlinable @inline(__always)
    package func isPlain(_ range: Range<Int>) -> Bool {
        guard range.count >= 8 else {
            for place in range {
                let byte = self[place]
                guard byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2D else {
                    return false
                }
            }
            return true
        }
        var plain = UnsafeRawBufferPointer.plain(word(at: range.upperBound &- 8))
        var place = range.lowerBound
        while place &+ 8 < range.upperBound {
            plain &= UnsafeRawBufferPointer.plain(word(at: place))
            place &+= 8
        }
        return plain == 0x8080_8080_8080_8080
    }

    /// Eight bytes, the first of which is the lowest.
    @inlinable @inline(__always)
    func word(at place: Int) -> UInt64 {
        loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
    }

    /// The top bit of each byte that is a capital.
    @inlinable @inline(__always)
    static func capitals(_ word: UInt64) -> UInt64 {
        // Without its top bit a byte from A on reaches the top bit with the one, beyond Z with the other.
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
        let beyondZ = low &+ 0x2525_2525_2525_2525
        return fromA & ~beyondZ & ~word & 0x8080_8080_8080_8080
    }

    /// The top bit of each byte that is a small letter, a digit, a full stop or a hyphen.
    @inlinable @inline(__always)
    static func plain(_ word: UInt64) -> UInt64 {
        // Without its top bit a byte from the first of a range on reaches the top bit, and so does one beyond.
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let letters = (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x0505_0505_0505_0505)
        // From the hyphen to 9, without the stroke between.
        let others = (low &+ 0x5353_5353_5353_5353) & ~(low &+ 0x4646_4646_4646_4646)
        return (letters | others & ~places(of: 0x2F, in: word)) & ~word & 0x8080_8080_8080_8080
    }

    /// The top bit of each byte that is this one.
    @inlinable @inline(__always)
    static func places(of byte: UInt8, in word: UInt64) -> UInt64 {
        // What is equal becomes 0, which alone has no bit below the top one and none there.
        let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        let low = (difference & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
        return ~(low | difference) & 0x8080_8080_8080_8080
    }
}
