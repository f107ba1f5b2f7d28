internal import Dispatch
package import Quantities
internal import Store

/// Who may use the service: tokens, links that work once, and sessions. Of each secret a keyed sum is kept, which
/// gives nothing of it away; in a workspace in a file of its own, that only its owner can read.
package final class AccessBook: @unchecked Sendable {
    /// A token without its secret, or a user of whom a proxy says that they ask.
    package struct Token: Sendable, Equatable {
        package let name: String
        /// Whether it is a user, who has no secret.
        package let isUser: Bool
        package let role: Role
        package let side: Side?
        /// The last day on which it is taken; nil where there is none.
        package let until: Day?
        fileprivate let sum: String
    }

    private struct Pass {
        let sum: String
        let name: String
        let ends: Instant
    }

    /// How long a session lasts, in seconds.
    private static let sessionSeconds: Int64 = 12 * 3600
    /// How long a link may be used, in seconds.
    private static let linkSeconds: Int64 = 600
    /// The name of whoever started the service, who needs no token.
    package static let starter = "start"

    private let queue = DispatchQueue(label: "access")
    private let workspace: Workspace?
    private var path: String? { workspace?.accessFile }
    private let key: ErasureKey
    private var stamp = ""
    private var tokens: [Token] = []
    private var links: [Pass] = []
    private var sessions: [Pass] = []

    /// In a workspace, where it outlives the program.
    package init(_ workspace: Workspace) throws {
        self.workspace = workspace
        key = try workspace.key()
        try queue.sync { try load() }
    }

    /// In memory, gone with the program.
    package init() throws {
        workspace = nil
        guard let key = ErasureKey(ErasureKey.random()) else {
            throw FailedVerb(.cannotWrite, Phrase("no random bytes"))
        }
        self.key = key
    }

    /// A name of this machine that no other program of it has, so that none gets what a browser sends to this one.
    package static func ownHost() -> String { "mql-\(random(bytes: 4)).localhost" }

    /// All tokens, in the order in which they were made.
    package var all: [Token] {
        get throws {
            try queue.sync {
                try load()
                return tokens
            }
        }
    }

    /// Makes a token.
    ///
    /// - Returns: its secret, which is shown once and kept nowhere.
    package func add(_ name: String, _ role: Role, side: Side?, until: Day?) throws -> String {
        let secret = "mql_" + Self.random(bytes: 32)
        try keep(
            Token(
                name: name, isUser: false, role: role, side: side, until: until,
                sum: sum("token", secret)))
        return secret
    }

    /// Lets in somebody whom a proxy knows.
    ///
    /// - Parameter user: what the proxy says of them, such as an address. A keyed sum of it is kept, as of a secret.
    package func add(
        user: String, as name: String, _ role: Role, side: Side?, until: Day?
    ) throws {
        guard Self.isUser(user) else {
            throw FailedVerb(
                .badData,
                en:
                    "\(user.quoted) is no user: write it as the proxy sends it, without spaces and commas, such as "
                    + "anna@example.com.",
                nl:
                    "\(user.quoted) is geen gebruiker: schrijf die zoals de proxy hem meegeeft, zonder spaties en "
                    + "komma's, zoals anna@example.com.")
        }
        try keep(
            Token(
                name: name, isUser: true, role: role, side: side, until: until, sum: sum(of: user)))
    }

    private func keep(_ token: Token) throws {
        let name = token.name
        guard Self.isName(name) else {
            throw FailedVerb(
                .badData,
                en:
                    "\(name.quoted) is no name for a token: up to 40 letters, digits, - and _, such as crm-webhook.",
                nl:
                    "\(name.quoted) is geen naam voor een token: hoogstens 40 letters, cijfers, - en _, zoals crm-webhook."
            )
        }
        try change {
            guard name != Self.starter, !tokens.contains(where: { $0.name == name }) else {
                throw FailedVerb(
                    .cannotWrite,
                    en:
                        "There is a token \(name.quoted) already. Take another name, or mql token remove \(name) first.",
                    nl:
                        "Er is al een token \(name.quoted). Kies een andere naam, of eerst mql token remove \(name)."
                )
            }
            if token.isUser, let other = Self.find(token.sum, in: tokens, \.sum) {
                throw FailedVerb(
                    .cannotWrite,
                    en:
                        "This user is let in already, as \(other.name). For other rights: mql token remove \(other.name) first.",
                    nl:
                        "Deze gebruiker mag al binnen, als \(other.name). Voor andere rechten eerst: mql token remove \(other.name)."
                )
            }
            tokens.append(token)
        }
    }

    /// Takes a token back; what was begun with it ends.
    ///
    /// - Returns: false where there is none of that name.
    package func remove(_ name: String) throws -> Bool {
        try change {
            let count = tokens.count
            tokens.removeAll { $0.name == name }
            sessions.removeAll { $0.name == name }
            links.removeAll { $0.name == name }
            return tokens.count < count
        }
    }

    /// A code with which somebody gets in once, in the next ten minutes.
    package func code(for name: String) throws -> String {
        let code = Self.random(bytes: 16)
        try change {
            guard name == Self.starter || tokens.contains(where: { $0.name == name }) else {
                throw FailedVerb(
                    .noInput,
                    en:
                        "There is no token \(name.quoted).\(Spelling.suggestion(for: name, in: tokens.map(\.name)))",
                    nl:
                        "Er is geen token \(name.quoted).\(Spelling.suggestion(for: name, in: tokens.map(\.name), .nl))"
                )
            }
            let ends = Clock.now.seconds + Self.linkSeconds
            links.append(Pass(sum: sum("link", code), name: name, ends: Instant(seconds: ends)))
        }
        return code
    }

    /// Whose token it is; nil for nobody's, or one that has run out.
    package func holder(ofToken secret: String) -> (name: String, role: Role)? {
        guard secret.utf8.count <= 200 else { return nil }
        return queue.sync {
            try? load()
            return token(secret).map { ($0.name, $0.role) }
        }
    }

    /// Who a user is of whom a proxy says that they ask; nil for one who was not let in, or not any more.
    package func holder(ofUser user: String) -> (name: String, role: Role)? {
        guard Self.isUser(user) else { return nil }
        return queue.sync {
            try? load()
            return entry(sum(of: user)).map { ($0.name, $0.role) }
        }
    }

    /// For which side the holder of this name signs a rule book; nil where for none.
    package func side(of name: String) -> Side? {
        queue.sync {
            try? load()
            return role(of: name) == nil ? nil : tokens.first { $0.name == name }?.side
        }
    }

    /// Whose session it is; nil where it has ended.
    package func holder(ofSession secret: String) -> (name: String, role: Role)? {
        guard secret.utf8.count <= 200 else { return nil }
        return queue.sync {
            try? load()
            let wanted = sum("session", secret)
            guard
                let session = Self.find(wanted, in: sessions, \.sum),
                Clock.now < session.ends
            else { return nil }
            return role(of: session.name).map { (session.name, $0) }
        }
    }

    /// A session for whoever has the code of a link, or a token; nil for nobody.
    package func enter(with secret: String) -> String? {
        guard secret.utf8.count <= 200 else { return nil }
        let session = Self.random(bytes: 32)
        let isIn = try? change { () -> Bool in
            let now = Clock.now
            let wanted = sum("link", secret)
            var name = token(secret)?.name
            if let link = Self.find(wanted, in: links, \.sum), now < link.ends {
                name = link.name
                links.removeAll { $0.sum == wanted }
            }
            guard let name, role(of: name) != nil else { return false }
            sessions.append(
                Pass(
                    sum: sum("session", session), name: name,
                    ends: Instant(seconds: now.seconds + Self.sessionSeconds)))
            return true
        }
        return isIn ?? false ? session : nil
    }

    package func leave(session secret: String) {
        let sum = sum("session", secret)
        try? change { sessions.removeAll { $0.sum == sum } }
    }

    private func token(_ secret: String) -> Token? { entry(sum("token", secret)) }

    private func entry(_ sum: String) -> Token? {
        guard let token = Self.find(sum, in: tokens, \.sum) else { return nil }
        // A day is that of everybody: it is over when it is over in UTC.
        let today = TimeZoneRule.utc.day(of: Clock.now)
        return token.until.map { today <= $0 } ?? true ? token : nil
    }

    private func role(of name: String) -> Role? {
        if name == Self.starter { return .owner }
        let today = TimeZoneRule.utc.day(of: Clock.now)
        return tokens.first { $0.name == name && ($0.until.map { today <= $0 } ?? true) }?.role
    }

    private func sum(_ kind: String, _ secret: String) -> String {
        key.name(of: ["access", kind, secret])
    }

    /// The sum of a user: large and small letters are the same, as in addresses.
    private func sum(of user: String) -> String {
        let small = user.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        return sum("user", String(decoding: small, as: UTF8.self))
    }

    /// Looks at all of them, and at each to its end, so that the time tells nothing.
    private static func find<Entry>(
        _ sum: String, in entries: [Entry], _ part: KeyPath<Entry, String>
    ) -> Entry? {
        var found: Entry?
        for entry in entries {
            if areSame(sum, entry[keyPath: part]) { found = entry }
        }
        return found
    }

    /// Whether two sums are the same, in a time that does not depend on where they differ.
    static func areSame(_ one: String, _ other: String) -> Bool {
        var difference: UInt8 = one.utf8.count == other.utf8.count ? 0 : 1
        for (one, other) in zip(one.utf8, other.utf8) { difference |= one ^ other }
        return difference == 0
    }

    /// Whether a text can be a user: one word, as a proxy that is asked for two at once would send them with a comma.
    private static func isUser(_ user: String) -> Bool {
        (1...200).contains(user.utf8.count)
            && user.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0.value != 0x7F && $0 != "," && $0 != "\""
                    && !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 40
            && name.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private static func random(bytes count: Int) -> String {
        ErasureKey.random().prefix(count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
    }
}

extension AccessBook {
    /// Changes what is kept, after whatever another program has changed.
    private func change<Answer>(_ body: () throws -> Answer) throws -> Answer {
        try queue.sync {
            guard let workspace, let path else { return try body() }
            let lock = try Files.lock("\(path).lock")
            defer { lock.release() }
            try load()
            let answer = try body()
            let now = Clock.now
            links.removeAll { $0.ends <= now }
            sessions.removeAll { $0.ends <= now }
            try workspace.keep(access: text)
            stamp = FileStamp.of([path])
            return answer
        }
    }

    private var text: String {
        let lines =
            tokens.map {
                [
                    $0.isUser ? "user" : "token", $0.name, $0.role.rawValue,
                    $0.side?.rawValue ?? "-",
                    $0.until.map { "\($0)" } ?? "-", $0.sum,
                ]
            } + links.map { ["link", $0.name, "\($0.ends.seconds)", $0.sum] }
            + sessions.map { ["session", $0.name, "\($0.ends.seconds)", $0.sum] }
        return "# Who may use the service: keyed sums, no secrets. mql token changes it.\n"
            + lines.map { $0.joined(separator: " ") + "\n" }.joined()
    }

    /// Reads the file anew where it has changed. A line that cannot be read lets nobody in.
    private func load() throws {
        guard let path else { return }
        let now = FileStamp.of([path])
        guard now != stamp else { return }
        stamp = now
        tokens = []
        links = []
        sessions = []
        guard Files.exists(path) else { return }
        for line in try Files.text(path, follows: false).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("token", 6), ("user", 6):
                guard let role = Role(rawValue: words[2]) else { continue }
                // A day that cannot be read is over.
                let until = words[4] == "-" ? nil : Day(iso: words[4]) ?? Day(number: 0)
                tokens.append(
                    Token(
                        name: words[1], isUser: words[0] == "user", role: role,
                        side: Side(rawValue: words[3]), until: until, sum: words[5]))
            case ("link", 4), ("session", 4):
                guard let ends = Int64(words[2]) else { continue }
                let pass = Pass(sum: words[3], name: words[1], ends: Instant(seconds: ends))
                if words[0] == "link" { links.append(pass) } else { sessions.append(pass) }
            default: continue
            }
        }
    }
}

/// A keyed sum of bytes: it tells one answer from another and says nothing of either to whoever has no key.
package struct AnswerSum: Sendable {
    private let key: ErasureKey

    /// With the key of the workspace, so that a sum holds as long as it does; without one with a key of its own.
    package init(_ workspace: Workspace?) throws {
        let own = ErasureKey(ErasureKey.random())
        guard let key = try workspace?.key() ?? own else {
            throw FailedVerb(.cannotWrite, Phrase("no random bytes"))
        }
        self.key = key
    }

    package func of(_ bytes: [UInt8]) -> String {
        String(key.name(of: bytes).prefix(32))
    }
}
