import SluiceFormats
import Synchronization

/// Tells what units have brought in their order, by whichever thread brings them.
///
/// Many threads prepare at once. The one whose unit is next tells each event as soon as it is prepared, so that there is
/// never much that waits; what the others prepare is kept until their turn comes.
final class OrderedTellings: Sendable {
    /// What is told of one unit when its turn has come.
    private struct Prepared: Sendable {
        var tellings: [Scan.Telling] = []
        /// Called when all was told.
        let onEnd: @Sendable () -> Void
    }

    private let prepare: Scan.Preparation
    private let queue = Mutex(ResultQueue<Prepared>())
    private let cancellation: Cancellation
    /// Whether the output wants no more.
    private let isClosed = Atomic<Bool>(false)

    /// An output that wants no more cancels the scan.
    init(_ prepare: @escaping Scan.Preparation, _ cancellation: Cancellation) {
        self.prepare = prepare
        self.cancellation = cancellation
    }

    /// Tells of the unit with a number, or leaves that to the thread that is at those before.
    func tell(_ events: consuming [ScanEvent], number: Int, onEnd: @escaping @Sendable () -> Void) {
        // From the end on, so that each event goes when it is prepared.
        var events = Array((consume events).reversed())
        var own = Prepared(onEnd: onEnd)
        var hasTurn = false
        while true {
            if !hasTurn, queue.withLock({ $0.take(turnOf: number) }) {
                hasTurn = true
                tell(&own.tellings)
            }
            guard let event = events.popLast() else { break }
            guard !isClosed.load(ordering: .relaxed) else { continue }
            own.tellings.append(prepare(event))
            if hasTurn { tell(&own.tellings) }
        }
        if hasTurn { endTurn(own) } else { queue.withLock { $0.add(own, number: number) } }
        while var (_, next) = queue.withLock({ $0.take() }) {
            tell(&next.tellings)
            endTurn(next)
        }
    }

    /// Tells of what follows all units.
    func tell(_ events: [ScanEvent]) {
        for event in events where !isClosed.load(ordering: .relaxed) { tell(prepare(event)) }
    }

    private func tell(_ tellings: inout [Scan.Telling]) {
        tellings.forEach(tell)
        tellings.removeAll()
    }

    private func tell(_ telling: Scan.Telling) {
        guard !isClosed.load(ordering: .relaxed), !telling() else { return }
        isClosed.store(true, ordering: .relaxed)
        cancellation.cancel()
    }

    private func endTurn(_ prepared: Prepared) {
        queue.withLock { $0.endTurn() }
        prepared.onEnd()
    }
}
