import Glibc
import NIOCore
import Synchronization

/// The open connections of a server, known so that they can be ended.
final class Connections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isDraining = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.open.count } }
    var isDraining: Bool { state.withLock { $0.isDraining } }

    func add(_ channel: any Channel) { state.withLock { $0.open[ObjectIdentifier(channel)] = channel } }
    func remove(_ channel: any Channel) { state.withLock { $0.open[ObjectIdentifier(channel)] = nil } }

    /// Asks the connections without a mail to close, and the others to close behind theirs.
    func drain() {
        let open = state.withLock { state in
            state.isDraining = true
            return Array(state.open.values)
        }
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(DrainEvent()) }
    }

    func closeAll() {
        for channel in state.withLock({ Array($0.open.values) }) { channel.close(promise: nil) }
    }
}

/// Tells a connection that the server ends.
struct DrainEvent: Sendable {}

enum Pause {
    static func milliseconds(_ count: UInt32) { usleep(count * 1000) }
}
