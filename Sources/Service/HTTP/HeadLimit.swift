internal import NIOCore

/// What a connection is doing, known to all its handlers.
final class ConnectionState {
    /// How many bytes of the head that is being read have come.
    var headBytes = 0
    /// Whether a head is being read, and not a body.
    var isInHead = true
}

/// Refuses heads of more than 16 KiB before they are kept anywhere.
///
/// What comes is handed on in pieces, so that the count is right to within one of them also where heads follow each
/// other without a pause.
final class HeadLimit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    static let most = 16 << 10
    private static let piece = 2 << 10
    private let state: ConnectionState
    private let connection: Connection
    private var isRefused = false

    init(_ state: ConnectionState, _ connection: Connection) {
        self.state = state
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        while !isRefused, buffer.readableBytes > 0 {
            guard state.isInHead else {
                context.fireChannelRead(wrapInboundOut(buffer))
                return
            }
            let count = min(Self.piece, buffer.readableBytes)
            guard let piece = buffer.readSlice(length: count) else { return }
            if state.headBytes == 0 { connection.headBegins() }
            state.headBytes += count
            context.fireChannelRead(wrapInboundOut(piece))
            if state.isInHead, state.headBytes > Self.most {
                isRefused = true
                connection.refuseHead()
            }
        }
    }
}
