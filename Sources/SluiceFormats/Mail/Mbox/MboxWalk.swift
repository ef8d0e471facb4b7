import SluiceModel
import SluiceText

/// Goes through the mails of a stretch of an mbox: skims those that can be, and reads the others.
struct MboxWalk {
    private let units: UnitBytes
    private let mails: [MailRun.Mail]
    private let depth: Int
    private let reader: ContentReader
    private let source: MailSource
    private let lines: SharedLineCount
    private let pool = StoragePool()

    /// So much text is given away at once: with the filter's tables it stays in the second-level cache.
    private static let runSize = 56 << 10
    /// A longer mail is better read alone.
    private static let longest = 1 << 20

    init(_ units: UnitBytes, _ mails: [MailRun.Mail], depth: Int, _ reader: ContentReader) {
        self.units = units
        self.mails = mails
        self.depth = depth
        self.reader = reader
        source = MailSource(storage: units.storage, fileOffset: units.offset, isMailbox: true)
        lines = SharedLineCount(line: units.line)
    }

    func run(_ yield: (Reading) -> Void) {
        var next = 0
        var places: [UInt32] = []
        while next < mails.count {
            let end = skim(from: next, &places, yield)
            // Of a run that is full the next mail begins another.
            if end.isFull || end.index == mails.count {
                next = end.index
                continue
            }
            read(end.index, yield)
            next = end.index + 1
        }
    }

    private func read(_ index: Int, _ yield: (Reading) -> Void) {
        var origin = units.origin
        origin.message = mails[index].number
        let message = lines.with(for: mails[index]) { lines in
            MailReader.message(
                source, mails[index].range, origin: origin, depth: depth, lines: &lines, with: reader)
        }
        yield(.message(message))
    }

    /// Gives mails away as a run, from `first` up to one that has to be read or begins the next run.
    ///
    /// The memory of `places` is used from run to run.
    private func skim(
        from first: Int, _ places: inout [UInt32], _ yield: (Reading) -> Void
    ) -> (index: Int, isFull: Bool) {
        guard mails[first].range.count <= MboxWalk.longest else { return (first, false) }
        var index = first
        var isFull = false
        var texts: [Range<Int>] = []
        var gathered: [GatheredMessage] = []
        gathered.reserveCapacity(32)
        let capacity = max(3 * MboxWalk.runSize, MboxWalk.room(for: mails[first].range.count))
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: capacity, from: pool) { target in
            var spare: [UInt32] = []
            swap(&spare, &places)
            var skim = unsafe MailSkim(
                reader, depth: depth, SkimArena(target, reusing: consume spare))
            units.storage.withSpan { bytes in
                while index < mails.count {
                    let range = mails[index].range
                    if index > first,
                        skim.arena.place >= MboxWalk.runSize
                            || !skim.arena.hasRoom(for: MboxWalk.room(for: range.count))
                    {
                        isFull = true
                        return
                    }
                    guard let message = skim.take(source, range, bytes) else { return }
                    gathered.append(message)
                    index += 1
                }
            }
            let result = skim.finish()
            texts = result.texts
            places = result.places
            return result.written
        }
        guard !gathered.isEmpty else { return (first, false) }
        let maker = MailRun(
            source, units.origin, mails[first..<index], lines: lines, depth: depth, reader)
        yield(.run(MessageRun(storage, texts, gathered: gathered, by: maker)))
        return (index, isFull)
    }

    /// What the texts of a mail of `count` bytes hardly ever exceed.
    private static func room(for count: Int) -> Int { count + count / 2 + (8 << 10) }
}
