import SluiceModel
import Synchronization

/// What a stream gives, in order, and what of it segments may ask for that were given away before.
///
/// Segments are settled in their order, so while one is at work those behind it are all in somebody's hands: here
/// they are only remembered, and a segment asks for bytes of them, or for bytes that nobody has read yet.
final class StreamTail: Sendable {
    /// What was read, and how the stream stood then.
    struct Stretch {
        var storage: TextStorage
        var endsStream: Bool
        var fault: SourceFault?
    }

    private struct Given {
        let offset: Int
        let end: Int
        weak var storage: TextStorage?
    }

    private struct State {
        var filler: SourceFiller
        var given: [Given] = []
    }

    private let pool = StoragePool()
    private let state: Mutex<State>

    init(_ filler: SourceFiller) { state = Mutex(State(filler: filler)) }

    /// The bytes `carried`, and as many behind them as make up `count` in all, or as there are; they begin at `offset`.
    func storage(of count: Int, behind carried: TextStorage?, at offset: Int) -> Stretch {
        state.withLock { state in
            let storage = state.filler.storage(of: count, behind: carried, from: pool)
            state.given.removeAll { $0.storage == nil }
            state.given.append(Given(offset: offset, end: offset + storage.count, storage: storage))
            return Stretch(storage: storage, endsStream: state.filler.hasEnded, fault: state.filler.fault)
        }
    }

    /// The segment with `behind` bytes behind its body, or as many as there are; nil where one of those after it is gone.
    func fuller(_ segment: TextSegment, behind: Int) -> TextSegment? {
        state.withLock { state in
            let end = segment.bodyOffset + segment.body.count + behind
            var place = segment.offset + segment.storage.count
            var stretches: [TextStorage] = []
            for given in state.given where given.end > place && place < end {
                guard given.offset <= place, let storage = given.storage else { return nil }
                let stretch = place - given.offset..<min(end, given.end) - given.offset
                stretches.append(TextStorage(slice: stretch, of: storage))
                place = given.offset + stretch.upperBound
            }
            if place < end {
                let wanted = end - place
                let rest = state.filler.storage(of: max(wanted, state.filler.heldBack), behind: nil)
                // They come again with the next segment.
                state.filler = SourceFiller(rest, then: state.filler)
                stretches.append(TextStorage(slice: 0..<min(wanted, rest.count), of: rest))
                place += min(wanted, rest.count)
            }
            let storage = StreamTail.joined([segment.storage] + stretches)
            return TextSegment(
                storage: storage, body: segment.body, offset: segment.offset, endsText: place < end)
        }
    }

    private static func joined(_ stretches: [TextStorage]) -> TextStorage {
        let count = stretches.reduce(0) { $0 + $1.count }
        return unsafe TextStorage(unsafeUninitializedCapacity: count) { target in
            var place = 0
            for stretch in stretches {
                stretch.withSpan { bytes in
                    let part = unsafe UnsafeMutableBufferPointer(
                        rebasing: target[place..<place + bytes.count])
                    unsafe bytes.withUnsafeBufferPointer { _ = unsafe part.update(fromContentsOf: $0) }
                }
                place += stretch.count
            }
            return place
        }
    }
}
