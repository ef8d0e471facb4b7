import Dispatch
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
public import SluiceGateway
import Synchronization

/// Listens for requests; what they are answered is ``CheckSite``.
public final class WebServer: Sendable {
    /// Idle connections beyond this wait to be taken on.
    private static let mostConnections = 256

    private let context: WebContext
    private let executor: LoopExecutor
    private let running: Mutex<ServiceGroup?> = Mutex(nil)
    private let ended = DispatchSemaphore(value: 0)
    private let bound = Mutex<Int?>(nil)
    private let fault = Mutex<ListenFault?>(nil)

    public init(_ context: WebContext) {
        self.context = context
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
        let services = ServiceGroup(
            configuration: .init(services: [application(started)], logger: WebServer.silence))
        running.withLock { $0 = services }
        SocketFile.withMode(mode) {
            serve(services, started)
            started.wait()
        }
        if let fault = fault.withLock(\.self) { throw fault }
    }

    private func serve(_ services: ServiceGroup, _ started: DispatchSemaphore) {
        Task(executorPreference: executor) {
            do {
                try await services.run()
            } catch {
                self.fault.withLock { $0 = ListenFault(self.context.access.address, error) }
            }
            self.ended.signal()
            started.signal()
        }
    }

    /// Takes no more requests, and lets those in work come to their end.
    public func stop() {
        guard let services = running.withLock(\.self) else { return }
        Task(executorPreference: executor) { await services.triggerGracefulShutdown() }
    }

    /// Waits until the last request is answered, but no longer than so many seconds.
    public func waitForEnd(seconds: Double) { _ = ended.wait(timeout: .now() + seconds) }

    private func application(_ started: DispatchSemaphore) -> Application<CheckSite> {
        let address: BindAddress =
            switch context.access.address {
            case .unix(let path): .unixDomainSocket(path: path)
            case .inet(let host, let port): .hostname(host, port: port)
            }
        return Application(
            responder: CheckSite(context),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: address,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    WebServer.mostConnections, logger: WebServer.silence)),
            onServerRunning: { channel in
                self.bound.withLock { $0 = channel.localAddress?.port }
                started.signal()
            },
            eventLoopGroupProvider: .shared(context.loop), logger: WebServer.silence)
    }

    /// What is asked is nobody else's business, so not even a fault of a request is logged.
    private static var silence: Logger { Logger(label: "sluiced.http") { _ in SwiftLogNoOpLogHandler() } }
}
