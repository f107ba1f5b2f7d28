internal import NIOCore
internal import NIOPosix

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A socket among the files, at which only its owner can ask.
struct UnixSocket {
    let path: String

    /// Listens at it. What was left there by a program that ended without taking it away is taken away; nothing else.
    ///
    /// - Throws: `Service.Failure`.
    func listen(_ bootstrap: ServerBootstrap) async throws -> any Channel {
        try makeRoom()
        // Only while it is made: whoever could ask before it is closed to others would be in.
        let before = umask(0o177)
        defer { umask(before) }
        return try await bootstrap.bind(unixDomainSocketPath: path).get()
    }

    /// The socket that is there now; nil where there is none.
    var number: UInt64? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        return UInt64(status.st_ino)
    }

    /// Takes it away, where it is still the one that was made.
    func remove(_ made: UInt64?) {
        if made != nil, number == made { unlink(path) }
    }

    private func makeRoom() throws {
        guard path.utf8.count < 104 else { throw Service.Failure.cannotListen(ENAMETOOLONG) }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw Service.Failure.isNoSocket }
        switch answer {
        case 0: throw Service.Failure.cannotListen(EADDRINUSE)
        case ECONNREFUSED: unlink(path)
        case let code: throw Service.Failure.cannotListen(code)
        }
    }

    /// What the system says to somebody who asks there: 0 where it is listened at.
    private var answer: Int32 {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size) == 0 ? 0 : errno
            }
        }
    }
}
