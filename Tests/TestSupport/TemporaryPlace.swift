package import Foundation

/// A folder of a test's own, in memory where the machine has room for that; gone with the test.
package final class TemporaryPlace: Sendable {
    package let url: URL

    package var path: String { url.path }

    /// - Parameter onDisk: whether it has to be where other files are.
    package init(onDisk: Bool = false) throws {
        let memory = URL(fileURLWithPath: "/dev/shm")
        let parent =
            !onDisk && FileManager.default.isWritableFile(atPath: memory.path)
            ? memory : FileManager.default.temporaryDirectory
        url = parent.appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, and gives its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    package func data(_ name: String) throws -> Data {
        try Data(contentsOf: url.appendingPathComponent(name))
    }

    package func names(_ folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: url.appendingPathComponent(folder).path
        ).sorted()
    }
}

/// How much of the long tests is run: `make torture` asks for all of it.
package enum Torture {
    package static let isOn = ProcessInfo.processInfo.environment["MQL_TORTURE"] != nil

    /// A number of tries: the first in every run of the tests, the second on demand.
    package static func tries(_ few: Int, _ many: Int) -> Int { isOn ? many : few }
}
