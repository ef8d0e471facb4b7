import SluiceModel

/// How layers are opened and closed.
extension LayerWalk {
    /// What a bar or line says about the mail below it.
    enum Saying {
        case forward, quote
        /// That it is an earlier mail, answered or forwarded.
        case original
    }

    /// Opens the layer of a mail whose bar, intro or header block begins at `start`, and whose frame ends at `end`.
    ///
    /// A layer that has just been opened by its bar or by its prefix is this mail's already.
    ///
    /// - Returns: false where there are too many layers to open one more.
    mutating func openMessage(at start: Int, level: Int, says: Saying?, end: Int) -> Bool {
        hasMessage = true
        lastEnd = end
        divider = nil
        if let last = open.indices.last, !open[last].hasFields, open[last].level == level,
            open[last].firstContent.map({ $0 >= start }) ?? true
        {
            open[last].firstContent = nil
            if notesFrames { found.frames[open[last].index] = end }
            if open[last].said == nil || open[last].said == .original && says != nil {
                let outer = last > 0 ? open[last - 1] : nil
                let kind = kind(says: says, in: outer, isQuoted: true, depth: open[last].depth)
                found.layers[open[last].index].kind = kind
                open[last].said = says
            }
            tail = LayerTail()
            return true
        }
        let kind = kind(says: says, in: open.last, isQuoted: level > 0, depth: (open.last?.depth ?? 0) + 1)
        endStretch(at: start)
        guard push(kind, at: start, level: level, isPrefix: false), let last = open.indices.last else {
            return false
        }
        open[last].said = says
        if notesFrames { found.frames[open[last].index] = end }
        return true
    }

    /// Decides as the documentation of ``LayerFinder`` says.
    func kind(says: Saying?, in outer: OpenLayer?, isQuoted: Bool, depth: Int) -> LayerKind {
        if says == .forward { return .forwarded(depth: depth) }
        if says == .quote { return .quoted(depth: depth) }
        let around = outer.map { found.layers[$0.index] }
        switch outer == nil ? subject : around?.subject.flatMap(SubjectPrefix.init) {
        case .forward: return .forwarded(depth: depth)
        case .reply: return .quoted(depth: depth)
        case nil: break
        }
        if let around {
            if case .forwarded = around.kind { return .forwarded(depth: depth) }
            return .quoted(depth: depth)
        }
        if !isQuoted, tail.ownLength == 0 || says != .original && tail.ownLength <= 200 {
            return .forwarded(depth: depth)
        }
        return .quoted(depth: depth)
    }

    mutating func awaitPrefix() {
        if let last = open.indices.last { open[last].awaitsPrefix = true }
    }

    /// - Returns: false where there are too many layers already.
    mutating func push(_ kind: LayerKind, at start: Int, level: Int, isPrefix: Bool) -> Bool {
        let depth: Int
        switch kind {
        case .quoted(let number), .forwarded(let number): depth = number
        default: return false
        }
        guard depth <= LayerFinder.depthLimit, found.layers.count < LayerFinder.countLimit else {
            found.isCutShort = true
            return false
        }
        open.append(OpenLayer(index: found.layers.count, level: level, depth: depth, isPrefix: isPrefix))
        found.layers.append(Layer(kind: kind, span: ByteSpan(start, start)))
        return true
    }

    /// Gives the signature and notices of the stretch that ends here, and begins another.
    mutating func endStretch(at end: Int) {
        for layer in tail.layers(endingAt: end) where found.layers.count < LayerFinder.countLimit {
            found.layers.append(layer)
        }
        tail = LayerTail()
    }

    /// Closes and opens layers as the line's prefix is shorter or longer than the one before.
    mutating func follow(_ line: TextLine) {
        recentStart = line.start
        if line.depth < level {
            endStretch(at: lastEnd)
            while let last = open.last, last.level > line.depth {
                let start = found.layers[last.index].span.start
                found.layers[last.index].span = ByteSpan(start, lastEnd)
                open.removeLast()
            }
        }
        if line.depth > level { deepen(line) }
    }

    mutating func deepen(_ line: TextLine) {
        if let last = open.indices.last, open[last].awaitsPrefix, open[last].firstContent == nil {
            open[last].awaitsPrefix = false
            if !open[last].isPrefix {
                let index = open[last].index
                open[last].level = line.depth
                open[last].isPrefix = true
                if last > 0 { open[last - 1].lastIntro = index } else { lastIntro = index }
                return
            }
        }
        endStretch(at: lastEnd)
        let outer = open.last
        let depth = min(LayerFinder.depthLimit, (outer?.depth ?? 0) + line.depth - (outer?.level ?? 0))
        let intro = outer == nil ? lastIntro : outer?.lastIntro
        guard push(.quoted(depth: depth), at: line.start, level: line.depth, isPrefix: true),
            let last = open.indices.last
        else { return }
        if let intro, line.depth == (outer?.level ?? 0) + 1 {
            let index = open[last].index
            found.layers[index].kind = found.layers[intro].kind
            found.layers[index].from = found.layers[intro].from
            found.layers[index].date = found.layers[intro].date
            open[last].hasFields = found.layers[intro].from != nil
        }
    }
}
