import Dispatch
import Glibc
import SluiceFormats

/// Turns Ctrl-C into an orderly end; a second one ends the program at once.
struct Signals {
    private let sources: [any DispatchSourceSignal]
    /// A queue of its own gets a thread even while the workers keep all processors busy.
    private let queue = DispatchQueue(label: "signals")

    init(_ cancellation: Cancellation) {
        sources = [SIGINT, SIGTERM].map { [queue] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                cancellation.cancel()
                signal(number, SIG_DFL)
            }
            source.activate()
            return source
        }
    }

    func end() {
        for source in sources { source.cancel() }
    }
}
