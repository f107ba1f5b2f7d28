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
    package static func run(
        _ arguments: [String], in folder: URL = Fixtures.root, input: String? = nil,
        environment: [String: String] = [:]
    ) throws -> CommandResult {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
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
