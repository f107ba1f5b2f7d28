internal import Dispatch
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
package import Workbench

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The verbs of the program over HTTP.
package struct Service: Sendable {
    /// Where it listens and by which names it goes.
    package struct Address: Sendable {
        /// An address of this machine.
        package var host = "127.0.0.1"
        package var port = 8123
        /// A socket among the files, in place of an address and a port.
        package var socket: String?
        /// The names by which browsers and programs may ask for it.
        package var names: [String] = []
        /// Whether a proxy stands before it that speaks TLS.
        package var isBehindProxy = false
        /// The header in which that proxy says who asks; nil where it does not.
        package var userHeader: String?
        /// What the proxy shows with it; nil where only the proxy can reach the socket.
        package var proxySecret: ProxySecret?

        package init() {}
    }

    package enum Failure: Error {
        /// Nothing can be bound there, with what the system says.
        case cannotListen(Int32)
        /// Something else than a socket stands where one was to be made.
        case isNoSocket
    }

    private let address: Address
    private let verbs: any Verbs
    private let door: AccessBook
    private let firm: String?
    private let sum: @Sendable ([UInt8]) -> String

    /// - Parameters:
    ///   - firm: what the firm is called, for the pages.
    ///   - sum: a keyed sum of bytes, that tells one answer from another and says nothing of either.
    package init(
        _ address: Address, _ verbs: any Verbs, _ door: AccessBook, firm: String?,
        sum: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.address = address
        self.verbs = verbs
        self.door = door
        self.firm = firm
        self.sum = sum
    }

    /// Answers until the program is asked to end (SIGTERM, SIGINT); what is being answered then has five seconds.
    ///
    /// - Parameter started: is told the port that was bound.
    /// - Throws: `Failure`.
    package func run(started: @escaping @Sendable (Int) -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let limits = Limits()
        let connections = Connections(most: limits.connections)
        // The port is known only when it is bound, and the names that are answered to have it in them.
        let site = NIOLockedValueBox<Site?>(nil)
        var bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.autoRead, value: false)
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Accepting(connections))
                }
            }
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let site = site.withLockedValue({ $0 }) else { return }
                    let state = ConnectionState()
                    let connection = Connection(site, state, limits)
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(HeadLimit(state, connection))
                    try pipeline.addHandler(HTTPResponseEncoder())
                    try pipeline.addHandler(
                        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
                    try pipeline.addHandler(connection)
                    connections.add(channel, connection)
                }
            }
        let socket = address.socket.map(UnixSocket.init)
        if socket == nil {
            bootstrap = bootstrap.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
        }
        let channel: any Channel
        do {
            channel =
                if let socket {
                    try await socket.listen(bootstrap)
                } else {
                    try await bootstrap.bind(host: address.host, port: address.port).get()
                }
        } catch {
            try? await group.shutdownGracefully()
            if let failure = error as? Failure { throw failure }
            throw Failure.cannotListen((error as? IOError)?.errnoCode ?? 0)
        }
        let made = socket?.number
        let port = channel.localAddress?.port ?? address.port
        let users = address.userHeader.map {
            ProxyUsers(header: $0.lowercased(), secret: address.proxySecret)
        }
        let gate = Gate(
            names: address.names, port: port, isBehindProxy: address.isBehindProxy, users: users)
        site.withLockedValue { $0 = Site(verbs, door, gate, firm: firm, sum: sum) }
        let signals = Signals()
        started(port)
        channel.read()
        await signals.wait()
        try? await channel.close().get()
        socket?.remove(made)
        await connections.end(within: .seconds(5))
        try? await group.shutdownGracefully()
    }
}

/// The connections that are open, no more than may be: others wait in the backlog of the system.
final class Connections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: (channel: any Channel, connection: NIOLoopBound<Connection>)] =
            [:]
        var isWaiting = false
        var isEnding = false
        var server: (any Channel)?
    }

    private let state = NIOLockedValueBox(State())
    private let most: Int

    init(most: Int) { self.most = most }

    var count: Int { state.withLockedValue { $0.open.count } }

    func add(_ channel: any Channel, _ connection: Connection) {
        let bound = NIOLoopBound(connection, eventLoop: channel.eventLoop)
        let isEnding = state.withLockedValue { state in
            state.open[ObjectIdentifier(channel)] = (channel, bound)
            return state.isEnding
        }
        if isEnding { connection.end() }
        channel.closeFuture.whenComplete { _ in self.remove(channel) }
    }

    private func remove(_ channel: any Channel) {
        let server: (any Channel)? = state.withLockedValue { state in
            state.open[ObjectIdentifier(channel)] = nil
            guard state.isWaiting, !state.isEnding, state.open.count < most else { return nil }
            state.isWaiting = false
            return state.server
        }
        server?.read()
    }

    /// Whether another one may be taken; where not, it is when one has gone.
    func mayTake(for server: any Channel) -> Bool {
        state.withLockedValue { state in
            state.server = server
            guard state.open.count < most else {
                state.isWaiting = true
                return false
            }
            return true
        }
    }

    /// Ends those that ask nothing, and the others when they were answered, or are told to.
    func end(within time: TimeAmount) async {
        let open = state.withLockedValue { state in
            state.isEnding = true
            return Array(state.open.values)
        }
        for (channel, connection) in open {
            channel.eventLoop.execute { connection.value.end() }
        }
        let deadline = NIODeadline.now() + time
        while count > 0, NIODeadline.now() < deadline {
            try? await Task.sleep(nanoseconds: 20_000_000)
        }
        for (channel, _) in state.withLockedValue({ Array($0.open.values) }) {
            channel.close(promise: nil)
        }
    }
}

/// Takes connections as long as there is room.
final class Accepting: ChannelInboundHandler {
    typealias InboundIn = any Channel
    private let connections: Connections

    init(_ connections: Connections) { self.connections = connections }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if connections.mayTake(for: context.channel) { context.read() }
    }
}

/// Waits until the program is asked to end.
private struct Signals {
    private let stream: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        var continuation: AsyncStream<Void>.Continuation?
        stream = AsyncStream { continuation = $0 }
        let told = continuation
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: DispatchQueue(label: "signals"))
            source.setEventHandler { told?.yield() }
            source.resume()
            return source
        }
        signal(SIGPIPE, SIG_IGN)
    }

    func wait() async {
        for await _ in stream { break }
        for source in sources { source.cancel() }
    }
}
