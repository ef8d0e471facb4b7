import SluiceModel
import SluiceText
import Synchronization

/// A unit that is too long to be held, such as a mail of gigabytes, as bytes that end where the next unit begins.
final class LongUnit: Sendable {
    fileprivate struct State {
        var filler: SourceFiller
        var splitter: any UnitSplitter
        /// What was read and not yet given.
        var held: TextStorage
        var given = 0
        /// How much of ``held`` is sure to be of the unit.
        var known = 0
        var hasEnded = false
        var newlines = 0
    }

    /// What follows the unit, and where it begins.
    struct Rest {
        var filler: SourceFiller
        var splitter: any UnitSplitter
        var bytes: TextStorage?
        /// Line ends of the unit.
        var newlines: Int
    }

    /// Shorter units are waited for.
    static let shortest = 8 << 20

    fileprivate static let step = 1 << 20
    fileprivate let state: Mutex<State>

    /// `held` are the unit's first bytes, which nobody else reads.
    init(_ held: TextStorage, _ splitter: any UnitSplitter, _ filler: SourceFiller) {
        var state = State(filler: filler, splitter: splitter, held: held)
        state.judge()
        self.state = Mutex(state)
    }

    /// The unit's bytes as a source, which is to be read to its end before ``rest`` is asked for.
    var source: any ByteSource { Source(unit: self) }

    var rest: Rest {
        state.withLock { state in
            let left = state.given..<state.held.count
            return Rest(
                filler: state.filler, splitter: state.splitter,
                bytes: left.isEmpty ? nil : TextStorage(slice: left, of: state.held), newlines: state.newlines
            )
        }
    }

    private struct Source: ByteSource {
        let unit: LongUnit

        func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int {
            unit.state.withLock { state in
                while state.given == state.known {
                    guard state.readOn() else { return 0 }
                }
                return unsafe state.give(target)
            }
        }
    }
}

extension LongUnit.State {
    /// Finds how much of what is held is of the unit.
    mutating func judge() {
        let isAll = filler.hasEnded
        let stretch = held.withSpan { splitter.pass($0, atEnd: isAll) }
        hasEnded = stretch.endsUnit || isAll
        known = isAll && !stretch.endsUnit ? held.count : stretch.count
    }

    /// Reads what follows; false where that is of the unit no more.
    mutating func readOn() -> Bool {
        guard !hasEnded else { return false }
        let rest = TextStorage(slice: given..<held.count, of: held)
        held = filler.storage(of: rest.count + LongUnit.step, behind: rest)
        given = 0
        judge()
        return true
    }

    /// Copies what is known into `target`, and gives its memory up.
    mutating func give(_ target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let stretch = given..<min(known, given + target.count)
        held.withSpan { bytes in
            newlines += ByteCounts.newlines(in: bytes, stretch)
            unsafe bytes.extracting(stretch).withUnsafeBufferPointer {
                _ = unsafe target.update(fromContentsOf: $0)
            }
        }
        if held.count > LongUnit.step * 2 { held.giveUp(stretch) }
        given = stretch.upperBound
        return stretch.count
    }
}
