internal import Dispatch
internal import NIOCore
internal import Workbench

/// What becomes of the body of a request, decided by its head.
enum Taking {
    /// It is not waited for.
    case refused(Response)
    /// It is held in memory.
    case held
    /// It goes to a private file while it comes in.
    case kept(IncomingFile)
}

/// What came with a request.
enum Body: Sendable {
    case bytes([UInt8])
    case file(IncomingFile)
}

/// Writes what comes in to a file, beside the thread that reads it.
///
/// How much waits to be written is known, so that no more is read than the disk can take.
final class BodyWriter {
    /// So much may wait to be written.
    static let mostWaiting = 1 << 20
    let file: IncomingFile
    private(set) var count = 0
    private(set) var waiting = 0
    private let loop: any EventLoop
    private let queue: DispatchQueue

    init(_ file: IncomingFile, _ loop: any EventLoop) {
        self.file = file
        self.loop = loop
        queue = DispatchQueue(label: "incoming")
    }

    /// - Parameter done: told on the loop, with whether it was written.
    func add(_ bytes: ByteBuffer, done: @escaping (Bool) -> Void) {
        let size = bytes.readableBytes
        count += size
        waiting += size
        let bound = NIOLoopBound((self, done), eventLoop: loop)
        queue.async { [file, loop] in
            let isWritten = bytes.withUnsafeReadableBytes { (try? file.append($0)) != nil }
            loop.execute {
                let (writer, done) = bound.value
                writer.waiting -= size
                done(isWritten)
            }
        }
    }

    /// - Parameter done: told on the loop when all of it is written.
    func finish(_ done: @escaping () -> Void) {
        let bound = NIOLoopBound(done, eventLoop: loop)
        queue.async { [file, loop] in
            file.finish()
            loop.execute { bound.value() }
        }
    }
}
