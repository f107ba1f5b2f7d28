internal import GRDB
package import Leads

/// Why the database could not do what was asked.
package struct StoreError: Error, Sendable {
    /// What went wrong, as far as it makes a difference to what one does.
    package enum Cause: Hashable, Sendable {
        /// No room is left on the disk.
        case full
        /// The file or its folder may not be written.
        case readOnly
        /// Another program is writing.
        case busy
        /// What stands in the file contradicts itself.
        case damaged
        /// The file is no database of this product.
        case foreign
        /// A later version of this product made it, with this number of its tables.
        case newer(Int)
        /// There is no file, or it cannot be opened.
        case missing
        /// The system did not do what it said; nothing was kept.
        case failed
        /// What was asked cannot be, because of what is there.
        case refused(Refusal)
    }

    /// Why something was not done though nothing is broken.
    package enum Refusal: Hashable, Sendable {
        case noImport(Int)
        case alreadyUndone(Int)
        case noSuchLead
        /// A file and one before it state different amounts for the same days, and it is not known which
        /// is the later one.
        case twoAmounts(SpendFinding)
    }

    package let cause: Cause
    /// What SQLite says, for who wants to know more.
    package let detail: String
    /// Whether the change may be there all the same: the system failed when it was being kept.
    package let isUnsure: Bool

    /// A cause, and what the system says of it.
    package init(_ cause: Cause, _ detail: String = "") {
        self.init(cause, detail, isUnsure: false)
    }

    private init(_ cause: Cause, _ detail: String, isUnsure: Bool) {
        self.cause = cause
        self.detail = detail
        self.isUnsure = isUnsure
    }

    /// - Parameter isAtEnd: whether everything was written, and it was being kept.
    init(_ error: DatabaseError, isAtEnd: Bool = false) {
        let cause: Cause =
            switch error.resultCode {
            case .SQLITE_FULL: .full
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_CORRUPT, .SQLITE_FORMAT: .damaged
            case .SQLITE_NOTADB: .foreign
            case .SQLITE_CANTOPEN: .missing
            default: .failed
            }
        // Where not all could be written, it is not there. What was written and could not be put on the disk for good
        // may be.
        let isWritten = error.extendedResultCode != .SQLITE_IOERR_WRITE
        let isUnsure = isAtEnd && isWritten && ![.full, .busy, .readOnly].contains(cause)
        self.init(cause, error.message ?? "\(error.resultCode)", isUnsure: isUnsure)
    }

    /// Runs something, and says in the words of this product what went wrong in the database.
    static func catching<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError {
            throw StoreError(error)
        } catch is RowDecodingError {
            throw StoreError(.damaged, "a value of another kind than its column")
        }
    }
}
