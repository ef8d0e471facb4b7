import SluiceModel

/// Puts what a page's elements say about quotes together with what its text says, which mostly is the same twice.
///
/// A quote that begins in the frame of a mail found in the text, or where its words do, is that mail: whether it is
/// quoted or forwarded, and by whom, the text knows, and where it ends, the element. Any other quote lies in the mail
/// around it.
struct PageLayers {
    private var layers: [Layer]
    /// The quoted and forwarded ones, as they stand in the text.
    private let mails: [Mail]
    /// Which mails were found to be a quote, and where that ends.
    private var ends: [Int: Int] = [:]
    private var kept: [Layer] = []

    private struct Mail {
        /// Among the layers.
        var index: Int
        var start: Int
        /// Where its own words begin.
        var words: Int
        var depth: Int
    }

    /// A quote that has not ended yet.
    private struct Quote {
        var start: Int
        var end: Int
        /// The mail that it is; nil where the text tells of none.
        var mail: Int?
    }

    /// The layers of a text, found with their frames, and of the page that shows it, sorted by their start.
    static func merged(
        _ found: LayerFinder.Found, _ marks: [Layer], in text: Span<UInt8>
    ) -> [Layer] {
        guard !marks.isEmpty else { return found.layers }
        var page = PageLayers(found, in: text)
        if !page.mails.isEmpty {
            page.assign(marks, in: text)
            page.end()
        } else {
            page.kept = marks
        }
        return (page.layers + page.kept).sorted {
            ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end)
        }
    }

    private init(_ found: LayerFinder.Found, in text: Span<UInt8>) {
        layers = found.layers
        mails = found.layers.indices.compactMap { index in
            let layer = found.layers[index]
            let depth: Int
            switch layer.kind {
            case .quoted(let number), .forwarded(let number): depth = number
            case .own, .signature, .disclaimer: return nil
            }
            let words = PageLayers.skip(from: found.frames[index] ?? layer.span.start, in: text)
            return Mail(index: index, start: layer.span.start, words: words, depth: depth)
        }.sorted { ($0.start, $0.depth) < ($1.start, $1.depth) }
    }

    /// Finds for each quote the mail that it is, or that it lies in.
    private mutating func assign(_ marks: [Layer], in text: Span<UInt8>) {
        var around: [Quote] = []
        // The last mail at each depth of quotes, and where the element ended: some programs make many of one.
        var before: [Int: (mail: Int, end: Int)] = [:]
        var open: [Int] = []
        var (next, reached) = (0, 0)
        for mark in marks {
            guard case .quoted(let depth) = mark.kind else {
                kept.append(mark)
                continue
            }
            while let last = around.last, last.end <= mark.span.start { around.removeLast() }
            let first = PageLayers.skip(from: mark.span.start, in: text, bars: true)
            while next < mails.count, mails[next].start <= first {
                open.append(next)
                next += 1
            }
            reached = max(reached, mark.span.start)
            while let last = open.last, end(of: last) <= reached { open.removeLast() }
            var mail: Int?
            if let last = before[depth], PageLayers.skip(from: last.end, in: text) >= mark.span.start {
                mail = last.mail
            } else if let last = open.last, mark.span.start <= mails[last].words,
                !around.contains(where: { $0.mail == last })
            {
                mail = last
            }
            if let mail {
                before[depth] = (mail, mark.span.end)
                ends[mail] = max(ends[mail] ?? 0, mark.span.end)
            } else {
                kept.append(deepened(mark, in: open.last, around))
            }
            around.append(Quote(start: mark.span.start, end: mark.span.end, mail: mail))
        }
    }

    private func deepened(_ quote: Layer, in mail: Int?, _ around: [Quote]) -> Layer {
        guard let mail else { return quote }
        let between = around.count { $0.mail == nil && $0.start >= mails[mail].start }
        var quote = quote
        quote.kind = .quoted(depth: mails[mail].depth + between + 1)
        return quote
    }

    /// Where a mail ends, as far as is known.
    private func end(of mail: Int) -> Int {
        let end = layers[mails[mail].index].span.end
        guard let quote = ends[mail], quote > mails[mail].words else { return end }
        return min(end, quote)
    }

    /// Ends mails where the quotes do that they are, or in which they stand.
    private mutating func end() {
        var limits = kept.filter { $0.kind != .signature }.map(\.span)
        let own = mails.indices.map { ByteSpan(mails[$0].start, end(of: $0)) }
        limits += own
        limits.sort { ($0.start, -$0.end) < ($1.start, -$1.end) }
        var open: [Int] = []
        var next = 0
        for (index, mail) in mails.enumerated() {
            while next < limits.count, limits[next].start <= mail.start {
                open.append(limits[next].end)
                next += 1
            }
            while let last = open.last, last <= mail.words { open.removeLast() }
            let end = min(own[index].end, open.last ?? own[index].end)
            layers[mail.index].span = ByteSpan(mail.start, end)
        }
    }

    /// Behind blanks and line ends, and with `bars` behind dashes, of which there are few in a page's text.
    private static func skip(from start: Int, in text: Span<UInt8>, bars: Bool = false) -> Int {
        var place = start
        let limit = min(text.count, start + 256)
        while place < limit {
            if text[place] <= 0x20 || bars && (text[place] == 0x2D || text[place] == 0x5F) {
                place += 1
            } else if text[place] == 0xC2, place + 1 < limit, text[place + 1] == 0xA0 {
                place += 2
            } else {
                break
            }
        }
        return place
    }
}
