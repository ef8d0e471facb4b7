import Dispatch
import HummingbirdCore
import Logging
import NIOCore
public import SluiceGateway
import Synchronization

/// Listens for requests; what they are answered is ``CheckSite``.
///
/// It is Hummingbird's server without its application and services: those keep time and listen for signals on
/// threads of their own.
public final class WebServer: Sendable {
    /// Connections beyond this wait to be taken on, at most as long as the server has patience with idle ones.
    static let mostConnections = 256

    private let context: WebContext
    private let executor: LoopExecutor
    private let patience: Duration
    private let running: Mutex<Server<GuardedChannel>?> = Mutex(nil)
    private let ended = DispatchSemaphore(value: 0)
    private let bound = Mutex<Int?>(nil)
    private let fault = Mutex<ListenFault?>(nil)

    /// Listens with so much `patience`.
    ///
    /// A connection is closed on which no request comes, or none goes on, for as long; what of a header has come
    /// does not count until all of it has. A body that still comes when its request is answered has as long in all.
    public init(_ context: WebContext, patience: Duration = .seconds(10)) {
        self.context = context
        self.patience = patience
        executor = LoopExecutor(context.loop)
    }

    /// The port it listens at; other than asked for where that was 0.
    public var port: Int? { bound.withLock { $0 } }

    /// Begins to listen; a socket file gets the permissions `mode`.
    ///
    /// - Throws: ``ListenFault``.
    public func start(mode: UInt32) throws(ListenFault) {
        if case .unix(let path) = context.access.address { try SocketFile.removeStale(path) }
        let started = DispatchSemaphore(value: 0)
        let server = server(started)
        running.withLock { $0 = server }
        SocketFile.withMode(mode) {
            serve(server, started)
            started.wait()
        }
        if let fault = fault.withLock(\.self) { throw fault }
    }

    private func serve(_ server: Server<GuardedChannel>, _ started: DispatchSemaphore) {
        Task(executorPreference: executor) {
            do {
                try await server.run()
            } catch {
                self.fault.withLock { $0 = ListenFault(self.context.access.address, error) }
            }
            self.ended.signal()
            started.signal()
        }
    }

    /// Takes no more requests, and lets those in work come to their end.
    public func stop() {
        guard let server = running.withLock(\.self) else { return }
        Task(executorPreference: executor) { try? await server.shutdownGracefully() }
    }

    /// Waits until the last request is answered, but no longer than so many seconds.
    public func waitForEnd(seconds: Double) { _ = ended.wait(timeout: .now() + seconds) }

    private func server(_ started: DispatchSemaphore) -> Server<GuardedChannel> {
        let address: BindAddress =
            switch context.access.address {
            case .unix(let path): .unixDomainSocket(path: path)
            case .inet(let host, let port): .hostname(host, port: port)
            }
        return Server(
            childChannelSetup: channel(CheckSite(context)),
            configuration: ServerConfiguration(
                address: address,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    WebServer.mostConnections, logger: WebServer.silence)),
            onServerRunning: { channel in
                self.bound.withLock { $0 = channel.localAddress?.port }
                started.signal()
            },
            eventLoopGroup: context.loop, logger: WebServer.silence)
    }

    private func channel(_ site: CheckSite) -> GuardedChannel {
        let http = HTTP1Channel(
            responder: { request, writer, _ in
                let response = await site.respond(to: request)
                try await writer.write(response: response.head, body: response.body)
            },
            configuration: .init(
                idleTimeout: TimeAmount(patience),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100)))
        return GuardedChannel(http: http, patience: TimeAmount(patience))
    }

    /// What is asked is nobody else's business, so not even a fault of a request is logged.
    private static var silence: Logger { Logger(label: "sluiced.http") { _ in SwiftLogNoOpLogHandler() } }
}
