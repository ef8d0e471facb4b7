// Timers are thread-safe, but Dispatch does not yet say so.
@unsafe @preconcurrency import Dispatch
import Glibc
import SluiceReport
import Synchronization

/// A line on the terminal that says how far a scan has come; it appears after a second.
final class ProgressBar: Sendable {
    private struct Line {
        var isShown = false
        var isEnded = false
        var total: Int?
    }

    private let line = Mutex(Line())
    private let started = Console.clock
    private let done: @Sendable () -> Int
    private let timer: any DispatchSourceTimer

    /// - Parameters:
    ///   - done: How many bytes have been done.
    ///   - total: How many there are; asked once, on a thread of its own, when the bar appears.
    init(done: @escaping @Sendable () -> Int, total: @escaping @Sendable () -> Int?) {
        self.done = done
        // Queues of their own get threads even while the workers keep all processors busy.
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
        timer.schedule(deadline: .now() + 1, repeating: 0.2)
        timer.setEventHandler { [weak self] in self?.draw() }
        timer.activate()
        DispatchQueue(label: "input-size").asyncAfter(deadline: .now() + 1) { [weak self] in
            guard let self, !line.withLock({ $0.isEnded }) else { return }
            let bytes = total()
            line.withLock { $0.total = bytes }
        }
    }

    /// Takes the line away, so that something else can be written; it comes back by itself.
    func clear() {
        line.withLock { erase(&$0) }
    }

    func end() {
        timer.cancel()
        line.withLock {
            erase(&$0)
            $0.isEnded = true
        }
    }

    private func erase(_ line: inout Line) {
        if line.isShown { Console.note("\r\u{1B}[K") }
        line.isShown = false
    }

    private func draw() {
        let bytes = done()
        let seconds = Console.clock - started
        line.withLock {
            guard !$0.isEnded else { return }
            Console.note(
                "\r" + ProgressBar.text(bytes: bytes, total: $0.total, seconds: seconds) + "\u{1B}[K")
            $0.isShown = true
        }
    }

    static func text(bytes: Int, total: Int?, seconds: Double) -> String {
        let rate = Double(bytes) / max(seconds, 1e-3)
        let amount = ByteText.text(Double(bytes))
        guard let total, total > 0 else { return "\(amount)  \(ByteText.text(rate))/s" }
        let share = min(1, Double(bytes) / Double(total))
        let width = 24
        let full = Int(share * Double(width))
        let bar = String(repeating: "━", count: full) + String(repeating: "╌", count: width - full)
        let left = rate > 0 ? time(Double(max(0, total - bytes)) / rate) : "?"
        return "\(bar) \(Int(share * 100)) %  \(amount) of \(ByteText.text(Double(total)))  "
            + "\(ByteText.text(rate))/s  \(left) left"
    }

    private static func time(_ seconds: Double) -> String {
        let all = Int(min(seconds, 1e7).rounded(.up))
        if all < 60 { return "\(all) s" }
        if all < 3600 { return "\(all / 60) min \(all % 60) s" }
        return "\(all / 3600) h \(all % 3600 / 60) min"
    }
}
