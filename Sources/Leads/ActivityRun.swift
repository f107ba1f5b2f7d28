/// Activities that stand one after the other, in memory of their own or in a file that is mapped.
///
/// A part of it costs nothing, and holds on to all of it.
package struct ActivityRun: RandomAccessCollection, @unchecked Sendable {
    /// Nil where there are none.
    private let first: UnsafePointer<Activity>?
    package let count: Int
    /// Holds on to the memory.
    private let owner: AnyObject?

    /// None, which takes no memory: many leads did nothing.
    package init() {
        self.init(nil, 0, nil)
    }

    /// - Parameters:
    ///   - capacity: for how many there is to be room.
    ///   - fill: puts them there, and says how many they are.
    init(capacity: Int, _ fill: (UnsafeMutableBufferPointer<Activity>) -> Int) {
        let memory = Memory(capacity)
        self.init(UnsafePointer(memory.buffer.baseAddress), fill(memory.buffer), memory)
    }

    /// Those that stand in bytes that were kept; nil where no activity can stand there.
    init?(_ bytes: UnsafeRawBufferPointer, in owner: MappedBytes) {
        guard let start = bytes.baseAddress,
            Int(bitPattern: start).isMultiple(of: MemoryLayout<Activity>.alignment)
        else { return nil }
        self.init(
            start.assumingMemoryBound(to: Activity.self),
            bytes.count / MemoryLayout<Activity>.stride, owner)
    }

    private init(_ first: UnsafePointer<Activity>?, _ count: Int, _ owner: AnyObject?) {
        self.first = first
        self.count = count
        self.owner = owner
    }

    private final class Memory {
        let buffer: UnsafeMutableBufferPointer<Activity>

        init(_ capacity: Int) { buffer = .allocate(capacity: capacity) }

        deinit { buffer.deallocate() }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    /// In order of time; it stops where there is none.
    package subscript(place: Int) -> Activity {
        precondition(place >= 0 && place < count)
        return first.unsafelyUnwrapped[place]
    }

    /// Some of them, by their places here.
    package func part(_ places: Range<Int>) -> ActivityRun {
        precondition(places.lowerBound >= 0 && places.upperBound <= count)
        return ActivityRun(first.map { $0 + places.lowerBound }, places.count, owner)
    }

    /// Calls with some of them, by their places here.
    @inline(__always)
    func withRows(_ places: Range<Int>, _ body: (UnsafeBufferPointer<Activity>) -> Void) {
        precondition(places.lowerBound >= 0 && places.upperBound <= count)
        withExtendedLifetime(owner) {
            let start = first.map { $0 + places.lowerBound }
            body(UnsafeBufferPointer(start: start, count: places.count))
        }
    }

    /// All of them, which are there for as long as this is.
    var buffer: UnsafeBufferPointer<Activity> { UnsafeBufferPointer(start: first, count: count) }

    /// The bytes of all, which are there for as long as this is.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer) }
}
