import SluiceEngine
import SluiceModel
import SluiceText

/// Tells which of many short texts need a look of their own; the others hold nothing.
///
/// Most chat lines, names and addresses hold nothing, and what surrounds a scan costs more than their bytes. One
/// pass over all of them, copied into one storage, turns them away.
struct TextSieve: ~Copyable {
    /// Longer texts nearly always hold a candidate.
    private static let longest = 1 << 11

    private let pool = StoragePool()
    private var loud: [Bool] = []
    private var ends: [Int] = []

    /// One flag for each part of the messages, one message after the other: whether it needs a look.
    mutating func flags(
        of messages: [Message], decodesBlobs: Bool, with scanner: inout Scanner
    ) -> [Bool] {
        loud.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        guard scanner.database.canSieve else {
            return messages.flatMap { $0.parts.map { _ in true } }
        }
        let batch = copy(messages)
        QuietTexts.mark(foldedIn: batch, ends: ends, loud: &loud)
        if decodesBlobs { QuietTexts.mark(encodedIn: batch, ends: ends, loud: &loud) }
        batch.withSpan { scanner.sieve($0, ends: ends, loud: &loud) }
        return loud
    }

    /// The texts, each with zeros before and behind it; one that is too long, or whose lines flow, is left out.
    private mutating func copy(_ messages: [Message]) -> TextStorage {
        let gap = Scanner.sieveGap
        var capacity = gap
        for message in messages {
            for part in message.parts {
                let isLeftOut = part.text.storage.count > TextSieve.longest || part.flow != .fixed
                loud.append(isLeftOut)
                if !isLeftOut { capacity += part.text.storage.count }
                capacity += gap
            }
        }
        return unsafe TextStorage(unsafeUninitializedCapacity: capacity, from: pool) { target in
            unsafe target.initialize(repeating: 0)
            var place = gap
            for message in messages {
                for part in message.parts {
                    let index = ends.count
                    if !loud[index] {
                        part.text.storage.withSpan { text in
                            loud[index] = QuietTexts.beginsQuoted(text)
                            unsafe text.withUnsafeBufferPointer { bytes in
                                guard let source = bytes.baseAddress, let base = target.baseAddress else {
                                    return
                                }
                                unsafe (base + place).update(from: source, count: bytes.count)
                            }
                            place += text.count
                        }
                    }
                    ends.append(place)
                    place += gap
                }
            }
            return capacity
        }
    }
}
