package import Foundation

/// What a run of the built program gave.
package struct CommandResult: Sendable {
    package let output: String
    package let complaint: String
    package let code: Int32
}

package enum Command {
    /// The built `mql`, beside the tests.
    package static let binary: URL = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = tests.deletingLastPathComponent()
        while folder.path != "/",
            !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("mql").path)
        {
            folder.deleteLastPathComponent()
        }
        let beside = folder.appendingPathComponent("mql")
        return folder.path == "/"
            ? Fixtures.root.appendingPathComponent(".build/debug/mql") : beside
    }()

    /// Runs `mql` in a folder, and waits for it.
    ///
    /// - Parameter isFull: whether a report that has a short screen is asked for in full, as most tests look at all
    ///   that it says.
    package static func run(
        _ arguments: [String], in folder: URL = Fixtures.root, input: String? = nil,
        environment: [String: String] = [:], isFull: Bool = true
    ) throws -> CommandResult {
        let process = Process()
        process.executableURL = binary
        process.arguments = isFull ? full(arguments) : arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (output, complaint, feed) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaint
        process.standardInput = feed
        try process.run()
        if let input { try feed.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try feed.fileHandleForWriting.close()
        // Both pipes are read at once: a full one would stop the program.
        let box = Box()
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) {
            box.complaint = Self.all(of: complaint)
        }
        let data = Self.all(of: output)
        group.wait()
        process.waitUntilExit()
        return CommandResult(
            output: String(decoding: data, as: UTF8.self),
            complaint: String(decoding: box.complaint, as: UTF8.self),
            code: process.terminationStatus)
    }

    /// The same call with `--full` where its answer would be the short screen.
    private static func full(_ arguments: [String]) -> [String] {
        guard ["report", "justify", "budget", "start", "demo"].contains(arguments.first),
            !arguments.contains("--full"), !arguments.contains("--help")
        else { return arguments }
        let format = arguments.firstIndex(of: "--format").map { $0 + 1 }
        let isText = format.map { $0 < arguments.count && arguments[$0] == "text" } ?? true
        return isText ? arguments + ["--full"] : arguments
    }

    /// Everything that comes through a pipe. A signal in between, such as that of another child, is no end.
    package static func all(of pipe: Pipe) -> Data {
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        var data = Data()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count > 0 {
                data.append(contentsOf: chunk[..<count])
            } else if count == 0 || errno != EINTR {
                return data
            }
        }
    }

    private final class Box: @unchecked Sendable { var complaint = Data() }
}
