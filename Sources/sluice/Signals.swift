import Dispatch
import Glibc
import SluiceFormats
import Synchronization

/// Turns Ctrl-C into an orderly end; a second one ends the program at once.
struct Signals {
    /// The signal that came first.
    private final class First: Sendable {
        let number = Atomic<CInt>(0)
    }

    private let first = First()
    private let sources: [any DispatchSourceSignal]
    /// A queue of its own gets a thread even while the workers keep all processors busy.
    private let queue = DispatchQueue(label: "signals")

    init(_ cancellation: Cancellation) {
        sources = [SIGINT, SIGTERM].map { [queue, first] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                // Whoever sees the cancellation asks for the signal.
                _ = first.number.compareExchange(
                    expected: 0, desired: number, ordering: .sequentiallyConsistent)
                cancellation.cancel()
                signal(number, SIG_DFL)
            }
            source.activate()
            return source
        }
    }

    /// How a program ends that was asked to.
    var outcome: Outcome { .interrupted(by: first.number.load(ordering: .sequentiallyConsistent)) }

    func end() {
        for source in sources { source.cancel() }
    }
}
