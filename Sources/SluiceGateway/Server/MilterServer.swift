public import NIOCore
import NIOPosix
public import SluiceChecking
import Synchronization

/// Listens for mail servers and hands their mails to a pool; the protocol itself is ``MilterSession``.
public final class MilterServer: Sendable {
    private let context: MilterContext
    private let channel: Mutex<(any Channel)?> = Mutex(nil)

    public init(_ context: MilterContext) { self.context = context }

    /// Where it listens; other than asked for where the port was 0.
    public var port: Int? { channel.withLock { $0?.localAddress?.port } }

    /// Begins to listen; a socket file gets the permissions `mode`.
    ///
    /// - Throws: ``ListenFault``.
    public func start(_ address: ListenAddress, mode: UInt32, on group: any EventLoopGroup)
        throws(ListenFault)
    {
        let context = self.context
        let isRemote = if case .inet = address { true } else { false }
        let checks = QuickChecks()
        let handlers: @Sendable (any EventLoop) -> [any ChannelHandler] = { loop in
            let handler = MilterHandler(context, checks.own(of: loop))
            return isRemote ? [QuickAcknowledgement(), handler] : [handler]
        }
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 16 << 10, maximum: 128 << 10)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(handlers(channel.eventLoop))
                }
            }
        do {
            let bound: any Channel
            switch address {
            case .unix(let path):
                try SocketFile.removeStale(path)
                bound = try SocketFile.withMode(mode) {
                    try bootstrap.bind(unixDomainSocketPath: path).wait()
                }
            case .inet(let host, let port):
                bound = try bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .bind(host: host, port: port).wait()
            }
            channel.withLock { $0 = bound }
        } catch let fault as ListenFault {
            throw fault
        } catch {
            throw ListenFault(address, error)
        }
    }

    /// Takes no more connections, lets mails in work come to their end, and closes the rest.
    ///
    /// - Parameter seconds: How long mails in work are waited for.
    public func drain(seconds: Double) {
        let listening = channel.withLock { channel in
            defer { channel = nil }
            return channel
        }
        try? listening?.close().wait()
        context.connections.drain()
        let end = CheckPool.clock + seconds
        while context.connections.count > 0, CheckPool.clock < end { Pause.milliseconds(10) }
        context.connections.closeAll()
    }
}

/// What the connections of a server share.
public struct MilterContext: Sendable {
    public let pool: CheckPool
    public let metrics: Metrics
    public let log: GatewayLog
    public let notes: NoteSender
    public let room: SpoolRoom
    let connections = Connections()

    public init(pool: CheckPool, metrics: Metrics, log: GatewayLog, notes: NoteSender, room: SpoolRoom) {
        self.pool = pool
        self.metrics = metrics
        self.log = log
        self.notes = notes
        self.room = room
    }
}
