internal import Dispatch
internal import Intake
internal import Leads

/// Reads a file while the one before it is being written to the workspace.
final class ReadAhead: @unchecked Sendable {
    private let group = DispatchGroup()
    private let table: OpenTable
    private let options: ReadingOptions
    /// Written by the thread that reads, and read when that has ended.
    private var result: Result<Reading, any Error>?

    /// Nil where there is no thread for it, or not all leads are known.
    ///
    /// - Parameters:
    ///   - options: those by which the file before was read.
    ///   - before: what that told, which is not written yet.
    init?(_ table: OpenTable, _ options: ReadingOptions, after before: Reading) {
        guard options.jobs > 1, options.known?.isWhole == true,
            let known = options.known?.after(before)
        else { return nil }
        var options = options
        options.known = known
        // One thread writes.
        options.jobs -= 1
        (self.table, self.options) = (table, options)
        DispatchQueue.global().async(group: group) { [self] in
            result = Result { try Reading.read(self.table, options: self.options) }
        }
    }

    /// What was read; nil where something else is known by now than what it was read by.
    func reading(for known: KnownFacts) throws -> Reading? {
        group.wait()
        return known.isCarried ? try result?.get() : nil
    }
}
