internal import Foundation
internal import Workbench

/// Which names the service goes by, and whether a request comes from one of its own pages.
struct Gate: Sendable {
    /// `host:port` and `host`, in small letters.
    let hosts: Set<String>
    let isBehindProxy: Bool
    /// Who says who asks; nil where nobody is believed.
    private let users: ProxyUsers?

    /// - Parameter names: with or without a port.
    init(names: [String], port: Int, isBehindProxy: Bool, users: ProxyUsers? = nil) {
        self.isBehindProxy = isBehindProxy
        self.users = users
        hosts = Set(
            names.map { $0.lowercased() }.flatMap { name in
                // What names a port goes by that port alone; behind a proxy the port is that of the proxy.
                Self.hasPort(name)
                    ? [name] : isBehindProxy ? [name, "\(name):443"] : ["\(name):\(port)"]
            })
    }

    private static func hasPort(_ name: String) -> Bool {
        guard let colon = name.lastIndex(of: ":") else { return false }
        return !name[colon...].contains("]") && !name[name.index(after: colon)...].isEmpty
    }

    func knows(_ headers: Headers) -> Bool {
        headers["host"].map { hosts.contains($0.lowercased()) } ?? false
    }

    /// Whom the proxy names; whoever else names somebody is not heard.
    func user(_ headers: Headers) -> ProxyUsers.Said { users?.said(headers) ?? .nobody }

    /// Whether a browser says that the page which asks is one of this service, or no page at all.
    ///
    /// `Sec-Fetch-Site` is what browsers of today send; `Origin` what those of yesterday did.
    func isOwnPage(_ headers: Headers) -> Bool {
        if headers.has("sec-fetch-site") {
            return headers["sec-fetch-site"].map { ["same-origin", "none"].contains($0) } ?? false
        }
        guard let origin = headers["origin"], let host = headers["host"] else { return false }
        let scheme = isBehindProxy ? "https" : "http"
        return origin.lowercased() == "\(scheme)://\(host.lowercased())"
    }

    /// Whether a browser sent it, as far as that can be told.
    static func isFromBrowser(_ headers: Headers) -> Bool {
        headers.has("origin")
            || headers.all.contains { $0.name.lowercased().hasPrefix("sec-fetch-") }
    }
}

/// A proxy that knows who asks, and says so in a header.
struct ProxyUsers: Sendable {
    enum Said: Equatable {
        case nobody
        case user(String)
        /// Somebody beside whom the proxy named: it handed on what the client sent.
        case several
    }

    /// In which the proxy shows that it is the proxy.
    static let proof = "x-mql-proxy"
    /// The name of the header, in small letters.
    let header: String
    /// What the proxy shows; nil where nobody else can reach the socket.
    let secret: ProxySecret?

    func said(_ headers: Headers) -> Said {
        if let secret {
            guard let shown = headers[Self.proof], secret.matches(shown) else { return .nobody }
        }
        let users = headers.all(header).map(\.trimmed)
        guard let user = users.first else { return .nobody }
        guard users.count == 1 else { return .several }
        return user.isEmpty ? .nobody : .user(user)
    }
}

/// What a request carries to say who asks.
struct Credentials: Sendable {
    let token: String?
    let session: String?

    static let cookie = "mql_session"

    /// The name of the cookie: behind a proxy one that no other host can set.
    static func cookieName(isBehindProxy: Bool) -> String {
        isBehindProxy ? "__Host-\(cookie)" : cookie
    }

    init(_ headers: Headers, isBehindProxy: Bool) {
        token = Self.token(headers)
        let name = Self.cookieName(isBehindProxy: isBehindProxy) + "="
        let found = headers.all("cookie").flatMap { $0.split(separator: ";") }
            .map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(name) }
        session = found.count == 1 ? String(found[0].dropFirst(name.count)) : nil
    }

    private static func token(_ headers: Headers) -> String? {
        guard let value = headers["authorization"] else { return nil }
        let words = value.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return nil }
        switch words[0].lowercased() {
        case "bearer": return String(words[1])
        case "basic":
            // Programs that know nothing else send it; a browser would send it along with whatever page asks.
            guard !Gate.isFromBrowser(headers),
                let bytes = Data(base64Encoded: String(words[1])),
                let text = String(validating: bytes, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else { return nil }
            return String(text[text.index(after: colon)...])
        default: return nil
        }
    }
}
