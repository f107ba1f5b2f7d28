package import Foundation

/// A browser, where one is installed, to see pages as people see them.
package enum Browser {
    /// One that answers when it is asked for its version: some are only the name of one.
    package static let name: String? = ["chromium", "chromium-browser", "google-chrome"].first {
        guard let path = path(of: $0) else { return false }
        return (try? run(path, ["--version"])) != nil
    }

    private static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// What a page has become after its scripts ran, as HTML.
    package static func document(of page: URL, profile: URL) throws -> String {
        guard let name, let path = path(of: name) else { throw CocoaError(.fileNoSuchFile) }
        return try run(
            path,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile.path)",
                "--virtual-time-budget=20000", "--dump-dom", page.absoluteString,
            ])
    }

    private static func run(_ path: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return String(decoding: data, as: UTF8.self)
    }
}
