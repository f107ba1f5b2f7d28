package import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// `mql serve`, running in a folder until nobody holds on to it.
package final class RunningService: @unchecked Sendable {
    package struct Answer {
        package let status: Int
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]

        package var text: String { String(decoding: body, as: UTF8.self) }

        package subscript(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name }?.value
        }
    }

    package let port: Int
    /// The code of the link that it printed.
    package let code: String
    /// The host of that link.
    package let host: String
    /// What it is asked for: the host, and where no proxy stands before it the port.
    package let authority: String
    /// Where it listens, where that is a socket among the files.
    package let socketPath: String?
    package let process = Process()

    /// - Throws: where it does not say within a minute that it serves.
    package init(_ arguments: [String] = [], in folder: URL) throws {
        process.executableURL = Command.binary
        process.arguments = ["serve", "--port", "0"] + arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var said = ""
        while !said.contains("#") || !said.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failure.doesNotStart(said) }
            said += String(decoding: data, as: UTF8.self)
        }
        let link = said.split(separator: "//").last.map(String.init) ?? ""
        host = String(link.prefix { $0 != ":" && $0 != "/" })
        port = said.firstMatch(of: /on port ([0-9]+)\./).flatMap { Int($0.output.1) } ?? 0
        authority = said.contains("https://") ? host : "\(host):\(port)"
        socketPath = arguments.first { $0.hasPrefix("unix:") }.map { name in
            folder.appendingPathComponent(String(name.dropFirst("unix:".count))).path
        }
        code =
            link.split(separator: "#").last.map {
                $0.trimmingCharacters(in: .whitespacesAndNewlines)
            } ?? ""
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
    }

    package enum Failure: Error {
        case doesNotStart(String)
        case noConnection
        case noAnswer([UInt8])
    }

    /// A connection to it.
    package func connect() throws -> Int32 {
        let descriptor = try socketPath.map(Self.connect(at:)) ?? connectToPort()
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        return descriptor
    }

    private static func connect(at path: String) throws -> Int32 {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let descriptor = socket(AF_UNIX, kind, 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                #if canImport(Darwin)
                    Darwin.connect(descriptor, $0, size)
                #else
                    Glibc.connect(descriptor, $0, size)
                #endif
            }
        }
        guard code == 0 else { throw Failure.noConnection }
        return descriptor
    }

    private func connectToPort() throws -> Int32 {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                #if canImport(Darwin)
                    Darwin.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                #else
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                #endif
            }
        }
        guard code == 0 else { throw Failure.noConnection }
        return descriptor
    }

    /// Sends bytes as they are, and reads until the other side ends.
    package func raw(_ bytes: [UInt8]) throws -> [UInt8] {
        let descriptor = try connect()
        defer { close(descriptor) }
        Self.send(bytes, descriptor)
        return Self.readAll(descriptor)
    }

    package static func send(_ bytes: [UInt8], _ descriptor: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// The first that comes, however much it is; nothing where the other side has ended.
    package static func readSome(_ descriptor: Int32) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &chunk, chunk.count)
        return count > 0 ? Array(chunk[..<count]) : []
    }

    package static func readAll(_ descriptor: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return all }
            all += chunk[..<count]
        }
    }

    /// Asks on a connection of its own.
    package func ask(
        _ path: String, _ method: String = "GET", headers: [(String, String)] = [],
        body: [UInt8] = [], host: String? = nil
    ) throws -> Answer {
        var head = "\(method) \(path) HTTP/1.1\r\n"
        let named = headers.contains { $0.0.lowercased() == "host" }
        if !named { head += "Host: \(host ?? authority)\r\n" }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
        head += "Connection: close\r\n\r\n"
        return try Self.parse(raw(Array(head.utf8) + body), isHead: method == "HEAD")
    }

    package static func parse(_ bytes: [UInt8], isHead: Bool = false) throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
            throw Failure.noAnswer(bytes)
        }
        let lines = String(decoding: bytes[..<place], as: UTF8.self).components(separatedBy: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw Failure.noAnswer(bytes) }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (
                String(line[..<colon]),
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            )
        }
        return Answer(status: status, headers: headers, body: Array(bytes[(place + 4)...]))
    }

    /// Comes in with the code that was printed.
    ///
    /// - Returns: the cookie to send from then on.
    package func enter() throws -> (String, String) {
        let answer = try ask(
            "/enter", "POST",
            headers: [
                ("Sec-Fetch-Site", "same-origin"),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ], body: Array("code=\(code)".utf8))
        guard answer.status == 303, let cookie = answer["set-cookie"]?.split(separator: ";").first
        else { throw Failure.noAnswer(answer.body) }
        return ("Cookie", String(cookie))
    }
}
