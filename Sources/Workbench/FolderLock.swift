#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Holds a folder for one program at a time, so that of two that read a file of it, change it and write it neither
/// loses what the other wrote. It ends with the program, whatever ends that.
package final class FolderLock {
    private let folder: Int32

    /// Waits for whoever holds it. Where a folder cannot be held, as on some file systems, nothing is held.
    package init(_ path: String = ".") {
        folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        while flock(folder, LOCK_EX) != 0 && errno == EINTR {}
    }

    deinit {
        if folder >= 0 { close(folder) }
    }
}
