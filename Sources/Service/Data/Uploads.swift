internal import Dispatch
internal import NIOConcurrencyHelpers
internal import Quantities
internal import Workbench

/// Files that were given on the page and are not imported yet: each is shown first. They go when they are imported,
/// when they are not wanted, and after an hour.
final class Uploads: Sendable {
    struct Upload: Sendable {
        let id: String
        let files: [IncomingFile]
        /// Who gave them: nobody else sees them.
        let name: String
    }

    /// How many are held at once.
    private static let most = 8
    private static let seconds = 3600

    private let all = NIOLockedValueBox<[Upload]>([])
    private let sum: @Sendable ([UInt8]) -> String

    init(sum: @escaping @Sendable ([UInt8]) -> String) { self.sum = sum }

    /// Holds files; nil where too many are held.
    func add(_ files: [IncomingFile], by name: String) -> Upload? {
        // The folder of a file has a name that nobody can guess.
        let id = String(sum(Array(files.map(\.path).joined(separator: "\n").utf8)).prefix(32))
        let upload = Upload(id: id, files: files, name: name)
        let isHeld = all.withLockedValue { all in
            guard all.count < Self.most else { return false }
            all.append(upload)
            return true
        }
        guard isHeld else { return nil }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.seconds)) {
            [weak self] in
            self?.remove(id)
        }
        return upload
    }

    func find(_ id: String, of name: String) -> Upload? {
        all.withLockedValue { $0.first { $0.id == id && $0.name == name } }
    }

    func all(of name: String) -> [Upload] {
        all.withLockedValue { $0.filter { $0.name == name } }
    }

    func removeAll() { all.withLockedValue { $0.removeAll() } }

    func remove(_ id: String) { all.withLockedValue { $0.removeAll { $0.id == id } } }
}
