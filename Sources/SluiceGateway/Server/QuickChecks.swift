import NIOCore
import SluiceChecking
import Synchronization

/// One ``QuickCheck`` for each event loop, shared by its connections.
final class QuickChecks: Sendable {
    private let all: Mutex<[ObjectIdentifier: NIOLoopBound<QuickCheck>]> = Mutex([:])

    /// That of `loop`, on which this is called.
    func own(of loop: any EventLoop) -> QuickCheck {
        let bound = all.withLock { all in
            let name = ObjectIdentifier(loop)
            let bound = all[name] ?? NIOLoopBound(QuickCheck(), eventLoop: loop)
            all[name] = bound
            return bound
        }
        return bound.value
    }
}
