internal import NIOCore
internal import NIOHTTP1

/// How long a client may take, and how much it may send.
struct Limits: Sendable {
    var head = TimeAmount.seconds(10)
    /// From when on a body has to come at a rate.
    var bodyBegins = TimeAmount.seconds(10)
    /// Bytes a second.
    var bodyRate = 1 << 10
    var body = 2 << 20
    /// What goes to a file while it comes in.
    var upload = 1 << 30
    /// How long an answer may stand unread.
    var unread = TimeAmount.seconds(30)
    /// How long a connection may stay open without a question.
    var idle = TimeAmount.seconds(60)
    /// How many connections there are; others wait.
    var connections = 256
}

/// One connection: puts together what is asked, has it answered, and keeps to the limits.
///
/// One question at a time; what is asked behind it waits in the socket.
final class Connection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: Limits
    private let state: ConnectionState
    private let service: any Answering
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    /// Where the body goes that is not held in memory.
    private var writer: BodyWriter?
    /// Answered already: what still comes is dropped.
    private var isRefused = false
    private var isAnswering = false
    private var waiting: [HTTPServerRequestPart] = []
    private var deadline: Scheduled<Void>?
    private var bodyStart = NIODeadline.uptimeNanoseconds(0)
    private var task: Task<Void, Never>?
    private var isEnding = false
    private var context: ChannelHandlerContext?

    init(_ service: any Answering, _ state: ConnectionState, _ limits: Limits) {
        self.service = service
        self.state = state
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        close(context, after: limits.head)
        context.fireChannelActive()
        context.read()
    }

    /// The first bytes of a head have come: the rest has ten seconds.
    func headBegins() {
        guard let context, !isAnswering, !isRefused else { return }
        close(context, after: limits.head)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        // Who asked has gone: what is being worked out for them need not be.
        task?.cancel()
        context.fireChannelInactive()
    }

    /// The connection ends when it has been answered.
    func end() {
        isEnding = true
        if !isAnswering { context?.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if isAnswering {
            waiting.append(part)
            return
        }
        take(part, context)
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            let isTooLarge = state.headBytes > HeadLimit.most
            state.headBytes = 0
            state.isInHead = false
            guard !isRefused else { return }
            guard !isTooLarge else { return refuseHead() }
            self.head = head
            body.removeAll(keepingCapacity: true)
            bodyStart = .now()
            deadline?.cancel()
            switch service.taking(head, limits) {
            case .refused(let refusal): return refuse(refusal, context)
            case .held: writer = nil
            case .kept(let file): writer = BodyWriter(file, context.eventLoop)
            }
            if head.headers.contains(name: "expect") {
                context.writeAndFlush(
                    wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))),
                    promise: nil)
            }
            watchBody(context)
        case .body(let bytes):
            guard !isRefused, head != nil else { return }
            if let writer { return write(bytes, to: writer, context) }
            guard body.count + bytes.readableBytes <= limits.body else {
                return refuse(Problem.tooLarge.response, context)
            }
            body += bytes.readableBytesView
        case .end:
            state.isInHead = true
            deadline?.cancel()
            guard !isRefused, let head else { return }
            self.head = nil
            guard let writer else { return answer(head, .bytes(body), context) }
            isAnswering = true
            self.writer = nil
            writer.finish { [weak self] in
                guard let self, let context = self.context, !self.isRefused else { return }
                self.answer(head, .file(writer.file), context)
            }
        }
    }

    private func refuse(_ response: Response, _ context: ChannelHandlerContext) {
        isRefused = true
        writer = nil
        send(response, context, keepsOpen: false)
    }

    private func write(
        _ bytes: ByteBuffer, to writer: BodyWriter, _ context: ChannelHandlerContext
    ) {
        guard writer.count + bytes.readableBytes <= limits.upload else {
            return refuse(Problem.tooLargeUpload.response, context)
        }
        writer.add(bytes) { [weak self] isWritten in
            guard let self, let context = self.context, !self.isRefused else { return }
            guard isWritten else { return self.refuse(Problem.full.response, context) }
            // More is read only when what came has found its place.
            if writer.waiting == 0, self.writer === writer { context.read() }
        }
    }

    /// Ten seconds are given; from then on a kibibyte has to come each second.
    private func watchBody(_ context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limits.bodyBegins) {
            self.checkBody(context)
        }
    }

    private func checkBody(_ context: ChannelHandlerContext) {
        guard head != nil else { return }
        let seconds = Double((NIODeadline.now() - bodyStart).nanoseconds) / 1e9
        let count = writer?.count ?? body.count
        guard Double(count) >= seconds * Double(limits.bodyRate) else {
            context.close(promise: nil)
            return
        }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
            self.checkBody(context)
        }
    }

    private func close(_ context: ChannelHandlerContext, after time: TimeAmount) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            context.close(promise: nil)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ body: Body, _ context: ChannelHandlerContext) {
        isAnswering = true
        let keepsOpen = head.isKeepAlive
        let isHead = head.method == .HEAD
        switch service.reply(head, body) {
        case .now(let response):
            send(response, context, keepsOpen: keepsOpen, isHead: isHead)
        case .later(let work):
            let loop = context.eventLoop
            let bound = NIOLoopBound((self, context), eventLoop: loop)
            task = Task {
                let response = await work()
                loop.execute {
                    let (connection, context) = bound.value
                    connection.task = nil
                    guard context.channel.isActive else { return }
                    connection.send(response, context, keepsOpen: keepsOpen, isHead: isHead)
                }
            }
        }
    }

    private func send(
        _ response: Response, _ context: ChannelHandlerContext, keepsOpen: Bool,
        isHead: Bool = false
    ) {
        isAnswering = true
        let response = service.finished(response)
        var headers = HTTPHeaders()
        for (name, value) in response.headers { headers.add(name: name, value: value) }
        let keepsOpen = keepsOpen && !isEnding && !isRefused
        if response.status != 304 {
            headers.add(name: "content-length", value: "\(response.body.count)")
        }
        if !keepsOpen { headers.add(name: "connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: response.status)
        context.write(
            wrapOutboundOut(
                .head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
            promise: nil)
        if !isHead, !response.body.isEmpty {
            context.write(
                wrapOutboundOut(
                    .body(.byteBuffer(context.channel.allocator.buffer(bytes: response.body)))),
                promise: nil)
        }
        close(context, after: limits.unread)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { result in
            let (connection, context) = bound.value
            connection.isAnswering = false
            connection.deadline?.cancel()
            if case .failure = result { return context.close(promise: nil) }
            guard keepsOpen, !connection.isEnding else {
                // What is still being sent is read and dropped for a moment: else the answer is lost with it.
                return connection.linger(context)
            }
            connection.close(context, after: connection.limits.idle)
            connection.goOn(context)
        }
    }

    /// Ends the sending half, and the rest when the other side has ended, or after a second.
    private func linger(_ context: ChannelHandlerContext) {
        guard isRefused else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        close(context, after: .seconds(1))
    }

    /// Takes up what was sent while a question was being answered.
    private func goOn(_ context: ChannelHandlerContext) {
        while !isAnswering, !waiting.isEmpty { take(waiting.removeFirst(), context) }
        if !isAnswering { context.read() }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // While a question is being answered nothing more is read.
        let isFull = writer.map { $0.waiting > BodyWriter.mostWaiting } ?? false
        if !isFull, !isAnswering || isRefused { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isRefused, !isAnswering else { return context.close(promise: nil) }
        isRefused = true
        send(Problem.wrongRequest.response, context, keepsOpen: false)
    }

    func refuseHead() {
        guard !isRefused, let context else { return }
        isRefused = true
        send(Problem.headTooLarge.response, context, keepsOpen: false)
    }
}

/// What answers the questions of all connections.
protocol Answering: Sendable {
    /// What becomes of the body that follows a head.
    func taking(_ head: HTTPRequestHead, _ limits: Limits) -> Taking
    func reply(_ head: HTTPRequestHead, _ body: Body) -> Reply
    /// With what every answer carries, whatever it is.
    func finished(_ response: Response) -> Response
}
