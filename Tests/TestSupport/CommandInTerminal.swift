package import Foundation

/// What a run of the built program showed in a terminal.
package struct ShownResult: Sendable {
    /// As it came, without the carriage returns that a terminal adds.
    package let text: String
    package let code: Int32

    package var lines: [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

extension Command {
    /// Which parts of the program a terminal is connected to.
    package struct Parts: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        package static let input = Parts(rawValue: 1)
        package static let output = Parts(rawValue: 2)
        package static let complaint = Parts(rawValue: 4)
    }

    /// Runs `mql` in a terminal of that size, and waits for it. What is not connected to the terminal is nowhere.
    package static func show(
        _ arguments: [String], columns: Int, rows: Int = 60, parts: Parts = .output,
        in folder: URL = Fixtures.root, typed: String = "", environment: [String: String] = [:]
    ) throws -> ShownResult {
        var (terminal, end): (Int32, Int32) = (-1, -1)
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&terminal, &end, nil, nil, &size) == 0 else {
            throw CocoaError(.fileReadUnknown)
        }
        defer { close(terminal) }
        let side = FileHandle(fileDescriptor: end, closeOnDealloc: false)
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var own = ProcessInfo.processInfo.environment
        for name in ["COLUMNS", "NO_COLOR", "PAGER", "MQL_PAGER"] { own[name] = nil }
        own["TERM"] = "xterm"
        process.environment = own.merging(environment) { $1 }
        let nowhere = FileHandle.nullDevice
        process.standardInput = parts.contains(.input) ? side : nowhere
        process.standardOutput = parts.contains(.output) ? side : nowhere
        process.standardError = parts.contains(.complaint) ? side : nowhere
        try process.run()
        try side.close()
        if !typed.isEmpty { _ = typed.withCString { write(terminal, $0, strlen($0)) } }
        var data = Data()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        // A terminal that nobody writes to any more ends with an error.
        while true {
            let count = read(terminal, &chunk, chunk.count)
            if count > 0 {
                data.append(contentsOf: chunk[..<count])
            } else if errno != EINTR {
                break
            }
        }
        process.waitUntilExit()
        return ShownResult(
            text: String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n"),
            code: process.terminationStatus)
    }
}
