internal import Workbench

/// Somebody who is known.
struct Known: Sendable, Equatable {
    let name: String
    let role: Role
    /// Whether a browser sends along what makes them known, without being asked: then another page may have made it
    /// ask.
    let isAmbient: Bool
    /// Whether a proxy said who they are: then it is there that they leave.
    var isByProxy = false
}
