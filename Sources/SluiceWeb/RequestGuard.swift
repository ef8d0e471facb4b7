import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Turns away requests whose header leaves open where they lead or end, and closes connections on which what was
/// answered already still goes on.
///
/// A body that drips is never idle, and the server reads an answered request to its end. An answer that goes out
/// before its request has come whole says `Connection: close`, as RFC 9110, 15.5.9 asks of a 408.
final class RequestGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let patience: TimeAmount
    private var isInBody = false
    private var isRefused = false
    private var answersDue = 0
    private var saidClose = false
    private var end: Scheduled<Void>?

    init(patience: TimeAmount) { self.patience = patience }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard RequestGuard.isClear(head) else {
                isRefused = true
                // The server answers it with 400, once it has answered what came before.
                return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
            }
            isInBody = true
            answersDue += 1
        case .body: break
        case .end:
            isInBody = false
            end?.cancel()
            if saidClose, answersDue == 0 { return context.close(promise: nil) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where isAnsweredEarly && head.status.code >= 200:
            saidClose = true
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            return context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            answersDue -= 1
            if saidClose { return finish(context, data, promise) }
        case .head, .body: break
        }
        context.write(data, promise: promise)
    }

    /// Writes the last of an answer behind which the connection closes.
    private func finish(_ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?)
    {
        if isInBody {
            // Not at once: what is on its way would make the other side lose the answer.
            end = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
                context.close(promise: nil)
            }
            context.write(data, promise: promise)
        } else {
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
            context.write(data, promise: written)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        context.fireChannelInactive()
    }

    /// Whether the answer being written is that to a request of which not all has come.
    private var isAnsweredEarly: Bool { isInBody && answersDue == 1 }

    /// Whether a request names one host, where its version has to, and comes in no coding but `chunked`.
    static func isClear(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["Host"].count
        let codings = head.headers["Transfer-Encoding"]
        return hosts <= 1 && (hosts == 1 || head.version != .http1_1)
            && (codings.isEmpty || codings.map { $0.lowercased() } == ["chunked"])
    }
}

/// The server's channel with a ``RequestGuard`` where requests have just been read.
struct GuardedChannel: ServerChildChannel {
    let http: HTTP1Channel
    let patience: TimeAmount

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { [patience] value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(RequestGuard(patience: patience), position: .after(decoder))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
