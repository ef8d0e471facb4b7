public import NIOCore
public import SluiceChecking
import Synchronization

/// What the answers to requests share.
public struct WebContext: Sendable {
    let access: WebAccess
    let pool: CheckPool
    let metrics: Metrics
    let room: SpoolRoom
    /// On which all requests are served.
    let loop: any EventLoop
    let slots = CheckSlots()

    public init(
        access: WebAccess, pool: CheckPool, metrics: Metrics, room: SpoolRoom, loop: any EventLoop
    ) {
        self.access = access
        self.loop = loop
        self.pool = pool
        self.metrics = metrics
        self.room = room
    }
}

/// How many checks are under way.
final class CheckSlots: Sendable {
    private let taken = Mutex(0)

    /// Whether one more may begin; whoever is told so gives the place back.
    func take(of limit: Int) -> Bool {
        taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
    }

    func giveBack() { taken.withLock { $0 -= 1 } }

    var count: Int { taken.withLock(\.self) }
}
