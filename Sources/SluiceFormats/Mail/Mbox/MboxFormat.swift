import SluiceModel
import SluiceText

/// Mails one after the other, each behind a line `From sender date` (RFC 4155 and its older kin).
enum MboxFormat: Format {
    static let form = InputForm.mbox

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        let start = MailStart(bytes, 0..<bytes.count).start
        guard bytes.has("From ", at: start, before: bytes.count) else { return false }
        return MboxSeparator.judge(bytes, at: start, start..<bytes.count, atEnd: true) == .parts
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        var splitter = MboxSplitter(depth: content.depth)
        let bytes = UnitBytes(storage: content.storage, origin: content.origin, offset: 0, line: 1)
        content.storage.withSpan { splitter.cut($0, atEnd: true) }?.reader.read(bytes, with: reader, yield)
    }

    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { MboxSplitter(depth: input.depth) }
}

/// Finds where the mails of an mbox begin.
struct MboxSplitter: UnitSplitter {
    /// How many containers lie around the mbox.
    let depth: Int
    /// The number of the first mail that has not been cut off.
    private var next = 1
    /// Up to where the bytes hold no border, as far as they were given before.
    private var searched = 0

    /// A length that a mail says it has is believed up to here.
    private static let longestCounted = 64 << 20

    init(depth: Int) { self.depth = depth }

    /// So much stays in the second-level cache while it is cut and read.
    var stretch: Int { 256 << 10 }

    var number: Int? { next }

    mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
        guard bytes.count > 0 else { return nil }
        var starts = MailStarts(areCounted: searched == 0)
        var place = searched
        // Whether it is known that the mail at hand counts its bytes, or does not.
        var isCounted = searched > 0
        // Whether bytes were passed over for a count: should it prove wrong, they are searched after all.
        var isBelieved = false
        if isCounted {
            place = max(searched, counted(bytes, 0, atEnd: atEnd, &starts))
            isBelieved = place > searched
        }
        searched = 0
        while let line = MboxSeparator.line(in: bytes, from: place, &starts.feeds) {
            place = line.place + 1
            starts.feeds += 1
            guard line.isMark else {
                if !isCounted, let last = starts.places.last {
                    isCounted = true
                    let behind = max(place, counted(bytes, last, atEnd: atEnd, &starts))
                    starts.feeds += ByteCounts.newlines(in: bytes, place..<behind)
                    isBelieved = behind > place
                    place = behind
                }
                continue
            }
            switch MboxSeparator.judge(bytes, at: place, 0..<bytes.count, atEnd: atEnd) {
            case .isText: continue
            case .undecided:
                return finish(bytes, &starts, atEnd: atEnd, undecided: isBelieved ? 0 : line.place)
            case .parts:
                starts.append(place)
                isCounted = false
                isBelieved = false
            }
        }
        let undecided = isBelieved ? 0 : max(place, bytes.count - MboxSeparator.mark.count)
        return finish(bytes, &starts, atEnd: atEnd, undecided: undecided)
    }

    mutating func cutShort(_ bytes: Span<UInt8>) -> UnitCut? {
        guard let length = LongMail.beginning(of: bytes) else { return nil }
        searched = 0
        return UnitCut(length: length, reader: MboxReader(starts: [0], firstNumber: next, depth: depth))
    }

    mutating func pass(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitStretch {
        // What stands right before a separator is asked for, too.
        let kept = MboxSeparator.mark.count + 2
        var place = 0
        var feeds = 0
        while let line = MboxSeparator.line(in: bytes, from: place, &feeds) {
            place = line.place + 1
            guard line.isMark else { continue }
            switch MboxSeparator.judge(bytes, at: place, 0..<bytes.count, atEnd: atEnd) {
            case .isText: continue
            case .undecided: return UnitStretch(count: max(0, line.place - 2), endsUnit: false)
            case .parts:
                next += 1
                searched = 0
                return UnitStretch(count: place, endsUnit: true)
            }
        }
        return UnitStretch(count: max(0, bytes.count - kept), endsUnit: false)
    }

    /// Cuts before the last border, behind which more may follow.
    private mutating func finish(
        _ bytes: Span<UInt8>, _ starts: inout MailStarts, atEnd: Bool, undecided: Int
    ) -> UnitCut? {
        var length = bytes.count
        if !atEnd {
            guard let last = starts.takeLast() else {
                searched = undecided
                return nil
            }
            length = last
        }
        let reader = MboxReader(
            starts: starts.places, feedsBefore: starts.areCounted ? starts.feedsBefore : nil,
            firstNumber: next, depth: depth)
        next += starts.places.count
        return UnitCut(length: length, reader: reader, lines: starts.areCounted ? starts.feeds : nil)
    }

    /// Where the search for the next border begins, for a mail that begins at `start`.
    ///
    /// A mail that counts its bytes (mboxcl) is passed over whole where the count leads to a separator or the end;
    /// its own borders are then noted.
    private func counted(
        _ bytes: Span<UInt8>, _ first: Int, atEnd: Bool, _ starts: inout MailStarts
    ) -> Int {
        var start = first
        while true {
            let header = CountedHeader(bytes, start)
            guard let length = header.length, length <= MboxSplitter.longestCounted else { return header.end }
            var place = header.end + length
            if place > bytes.count { return atEnd ? header.end : bytes.count }
            while place < bytes.count, bytes[place] == 0x0A || bytes[place] == 0x0D { place += 1 }
            if place == bytes.count || !atEnd && bytes.count - place < 5 { return bytes.count }
            guard place > header.end, bytes[place - 1] == 0x0A,
                bytes.has("From ", at: place, before: bytes.count)
            else { return header.end }
            switch MboxSeparator.judge(bytes, at: place, 0..<bytes.count, atEnd: atEnd) {
            case .isText: return header.end
            case .undecided: return place - 1
            case .parts:
                starts.append(place)
                starts.areCounted = false
                start = place
            }
        }
    }
}

/// Where mails begin, and how many lines before them.
private struct MailStarts {
    private(set) var places = [0]
    private(set) var feedsBefore = [0]
    /// The line ends in front of the place that the search has come to.
    var feeds = 0
    /// Whether ``feedsBefore`` holds; else lines have to be counted.
    var areCounted: Bool

    init(areCounted: Bool) { self.areCounted = areCounted }

    mutating func append(_ place: Int) {
        places.append(place)
        feedsBefore.append(feeds)
    }

    /// Takes the last place back, behind which more may follow.
    mutating func takeLast() -> Int? {
        guard places.count > 1, let last = places.popLast() else { return nil }
        feeds = feedsBefore.removeLast()
        return last
    }
}

/// The end of a mail's header, and the length of its body where the header names one.
private struct CountedHeader {
    var length: Int?
    /// The last line end of the header: a separator may follow it.
    var end: Int

    private static let name = Array("content-length:".utf8)

    init(_ bytes: Span<UInt8>, _ start: Int) {
        end = start
        while end < bytes.count {
            // A header without an end does not swallow the next mail.
            if end > start, bytes.has("From ", at: end, before: bytes.count) {
                length = nil
                end -= 1
                return
            }
            let line = bytes.line(at: end, notAfter: bytes.count)
            if line.end == end {
                // Without a length the search begins at the line end, which may be the one before a separator.
                end = length == nil ? max(start, end - 1) : line.next
                return
            }
            if bytes[end] | 0x20 == 0x63, bytes.hasWord(CountedHeader.name, at: end, before: line.end) {
                let value = bytes.trimmed(end + CountedHeader.name.count..<line.end)
                if !value.isEmpty, value.count < 12, value.allSatisfy({ bytes[$0].isDigit }) {
                    length = value.reduce(0) { $0 * 10 + Int(bytes[$1] & 0xF) }
                }
            }
            end = line.next
        }
        length = nil
        end = start
    }
}

/// Reads the mails of a stretch of an mbox.
struct MboxReader: UnitReader {
    /// Where each mail begins.
    let starts: [Int]
    /// The line ends in front of each mail; nil where they have to be counted.
    var feedsBefore: [Int]?
    let firstNumber: Int
    let depth: Int

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        MboxWalk(units, mails(units), depth: depth, reader).run(yield)
    }

    private func mails(_ units: UnitBytes) -> [MailRun.Mail] {
        var mails: [MailRun.Mail] = []
        mails.reserveCapacity(starts.count)
        units.storage.withSpan { bytes in
            for (index, start) in starts.enumerated() {
                let next = index + 1 < starts.count ? starts[index + 1] : bytes.count
                let range = MboxReader.mail(bytes, start..<next)
                guard !range.isEmpty else { continue }
                let line = feedsBefore.map { feeds in
                    units.line + feeds[index] + ByteCounts.newlines(in: bytes, start..<range.lowerBound)
                }
                mails.append(MailRun.Mail(range: range, number: firstNumber + index, line: line))
            }
        }
        return mails
    }

    /// A mail without the marks before the first one, and without the empty line that belongs to the separator.
    private static func mail(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        if start == 0 { start = MailStart(bytes, range).start }
        var end = range.upperBound
        if end - 1 > start, bytes[end - 1] == 0x0A, bytes[end - 2] == 0x0A {
            end -= 1
        } else if end - 3 > start, bytes[end - 1] == 0x0A, bytes[end - 2] == 0x0D, bytes[end - 3] == 0x0A {
            end -= 2
        }
        return min(start, end)..<end
    }
}
