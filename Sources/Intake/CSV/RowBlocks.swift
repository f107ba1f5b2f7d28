internal import Dispatch

/// Cuts a text into blocks of whole rows, so that several readers can work at once.
///
/// A block ends with the last line end before which the quotes are even. That is a guess: only the
/// reader of a block finds whether it ends in the middle of a row. What follows such a block is then
/// read again, in one piece, so that the rows are those of reading from front to back.
final class RowBlocks {
    struct Block {
        /// From 0, in the order of the text.
        let number: Int
        let count: Int
        /// How many lines end in it.
        let lineCount: Int
        /// The line on which it begins, from 1.
        let firstLine: Int
        let hasHighBytes: Bool
        let isLast: Bool
    }

    private let source: ByteSource
    private let queue = DispatchQueue(label: "blocks")
    /// What stands behind the end of the last block.
    private var carried: [UInt8] = []
    private var line: Int
    private var number = 0
    private var isAtEnd = false
    private var isStopped = false
    private var mayBeCut = false
    /// The last block of which it is certain that it begins with a row.
    private var confirmed = 0
    /// Blocks behind it as they stood, and room for copies of others.
    private var copies: [Int: [UInt8]] = [:]
    private var spare: [[UInt8]] = []

    /// - Parameter line: the line on which the source begins.
    init(_ source: ByteSource, line: Int) {
        self.source = source
        self.line = line
    }

    /// How many rows there are, by what a block of them is of the whole; nil where the size of the whole
    /// is not known.
    func estimatedRows(by block: Block) -> Int? {
        guard let size = source.size, block.count > 0 else { return nil }
        return Int(Double(block.lineCount) / Double(block.count) * Double(size))
    }

    /// Fills a buffer with the next block; nil where there is none. Any thread may ask.
    func next(into buffer: UnsafeMutableRawBufferPointer) throws -> Block? {
        try queue.sync { try take(buffer) }
    }

    /// Hands no more blocks out.
    func stop() { queue.sync { isStopped = true } }

    /// The reader of a block found that the one after it begins with a row, as was guessed.
    func confirm(_ number: Int) {
        queue.sync {
            confirmed = number + 1
            if let copy = copies.removeValue(forKey: confirmed) { spare.append(copy) }
        }
    }

    /// Everything behind a block of which the reader left something.
    func rest(after number: Int, left: [UInt8]) -> ByteSource {
        queue.sync {
            let later = copies.filter { $0.key > number }.sorted { $0.key < $1.key }
            let front = left + later.flatMap(\.value) + carried
            carried = []
            return ByteSource(name: source.name, front: front, then: source.read)
        }
    }

    private func take(_ buffer: UnsafeMutableRawBufferPointer) throws -> Block? {
        guard !isStopped, !isAtEnd || !carried.isEmpty else { return nil }
        var filled = min(carried.count, buffer.count)
        buffer.copyBytes(from: carried[..<filled])
        carried.removeSubrange(..<filled)
        while filled < buffer.count, !isAtEnd {
            let count = try source.read(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { isAtEnd = true }
            filled += count
        }
        guard filled > 0 else { return nil }
        let text = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
        let isLast = isAtEnd && carried.isEmpty
        var signs = Signs(text)
        let count = isLast ? filled : RowBlocks.end(of: text, quotes: signs.quotes)
        signs.take(off: Signs(UnsafeRawBufferPointer(rebasing: text[count...])))
        carried.insert(contentsOf: text[count...], at: 0)
        // Without a quote or a very long row no block reaches into the next.
        mayBeCut = mayBeCut || signs.quotes > 0 || text[count - 1] != UInt8(ascii: "\n")
        if mayBeCut, number > confirmed {
            var copy = spare.popLast() ?? []
            copy.removeAll(keepingCapacity: true)
            copy.append(contentsOf: text[..<count])
            copies[number] = copy
        }
        defer {
            number += 1
            line += signs.lineFeeds
        }
        return Block(
            number: number, count: count, lineCount: signs.lineFeeds, firstLine: line,
            hasHighBytes: signs.hasHighBytes,
            isLast: isLast)
    }

    /// Where a block ends: after a line end before which the quotes are even, or after the last.
    private static func end(of text: UnsafeRawBufferPointer, quotes: Int) -> Int {
        var isEven = quotes.isMultiple(of: 2)
        var last: Int?
        for place in text.indices.reversed() {
            if text[place] == UInt8(ascii: "\"") { isEven.toggle() }
            guard text[place] == UInt8(ascii: "\n") else { continue }
            if isEven { return place + 1 }
            last = last ?? place + 1
            // A quote that does not close makes all before it odd.
            if place < text.count / 2 { break }
        }
        return last ?? text.count
    }

    /// How often the bytes occur that matter to where rows end.
    private struct Signs {
        var quotes = 0
        var lineFeeds = 0
        var hasHighBytes = false

        mutating func take(off tail: Signs) {
            quotes -= tail.quotes
            lineFeeds -= tail.lineFeeds
        }

        init(_ text: UnsafeRawBufferPointer) {
            typealias Vector = SIMD16<UInt8>
            let (quote, lineFeed) = (Vector(repeating: 0x22), Vector(repeating: 0x0A))
            var high = Vector(repeating: 0)
            var place = 0
            while place &+ 16 <= text.count {
                // A lane counts to 255.
                var (someQuotes, someFeeds) = (Vector(repeating: 0), Vector(repeating: 0))
                let end = min(text.count &- 15, place &+ 16 * 255)
                while place < end {
                    let word = text.loadUnaligned(fromByteOffset: place, as: Vector.self)
                    someQuotes &-= unsafeBitCast(word .== quote, to: Vector.self)
                    someFeeds &-= unsafeBitCast(word .== lineFeed, to: Vector.self)
                    high |= word
                    place &+= 16
                }
                quotes += Int(SIMD16<UInt16>(truncatingIfNeeded: someQuotes).wrappedSum())
                lineFeeds += Int(SIMD16<UInt16>(truncatingIfNeeded: someFeeds).wrappedSum())
            }
            var bits: UInt8 = 0
            for lane in 0..<16 { bits |= high[lane] }
            while place < text.count {
                quotes += text[place] == 0x22 ? 1 : 0
                lineFeeds += text[place] == 0x0A ? 1 : 0
                bits |= text[place]
                place += 1
            }
            hasHighBytes = bits >= 0x80
        }
    }
}
