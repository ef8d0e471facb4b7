import Dispatch
import Glibc
public import SluiceDetection
import SluiceEngine
public import SluiceFormats
public import SluiceModel
import SluicePolicy
import Synchronization

/// What happens in a scan.
public enum ScanEvent: Sendable {
    /// The findings of a text, at or above the threshold.
    case findings([Finding])
    /// A file has been read, and its findings were told; only where ``ScanSettings/recordsFiles`` asks for it.
    case file(FileRecord)
    /// A file was left alone, since its record was among ``ScanSettings/known``.
    case known(FileRecord)
}

/// One run over some inputs: workers side by side, findings in the order of the input, bounded memory.
///
/// A worker keeps a message from its first byte to its findings. Whoever brings the result that is next in
/// order settles it, prepares what is told of it beside others who do the same, and tells it when its turn has
/// come, so no thread waits for results.
public final class Scan: Sendable {
    /// Told what happens, in the order of the input, one call at a time; false stops the scan.
    public typealias Output = @Sendable (ScanEvent) -> Bool
    /// Prepares what is told of an event, in any order, many threads at once.
    ///
    /// What it answers is called in the order of the input, one call at a time, and says whether the scan goes on.
    public typealias Preparation = @Sendable (ScanEvent) -> Telling
    public typealias Telling = @Sendable () -> Bool

    private let detector: Detector
    private let settings: ScanSettings
    /// Reads files that stand in texts.
    private let contentReader: ContentReader
    private let cancellation: Cancellation
    private let source: Mutex<WorkSource>
    private let results = Mutex(ResultQueue<UnitResult>())
    private let collector: Mutex<Collector>
    private let tellings: OrderedTellings
    private let pace: UnitPace
    /// How many units may be under way or wait for their turn.
    private let window: DispatchSemaphore
    /// How many segments of long texts may be held at once; taken in their order, under the source's lock.
    private let segmentWindow: DispatchSemaphore
    private let done = Atomic<Int>(0)
    /// Findings that wait for their turn.
    private let waiting = Atomic<Int>(0)
    private static let mostWaiting = 8192
    /// In microseconds.
    private static let pause: useconds_t = 200

    /// Prepares a scan of `inputs`.
    ///
    /// `onSilence` is called once where a stream has brought nothing for two seconds.
    public convenience init(
        _ inputs: [ScanInput], detector: Detector, settings: ScanSettings,
        cancellation: Cancellation = Cancellation(), onSilence: @escaping @Sendable () -> Void = {},
        output: @escaping Output
    ) {
        self.init(
            inputs, detector: detector, settings: settings, cancellation: cancellation, onSilence: onSilence,
            prepare: { event in { output(event) } })
    }

    /// Prepares a scan whose output has work to do that needs no order.
    public init(
        _ inputs: [ScanInput], detector: Detector, settings: ScanSettings,
        cancellation: Cancellation = Cancellation(), onSilence: @escaping @Sendable () -> Void = {},
        prepare: @escaping Preparation
    ) {
        self.detector = detector
        self.settings = settings
        self.cancellation = cancellation
        tellings = OrderedTellings(prepare, cancellation)
        pace = UnitPace(least: detector.leastBody)
        var sizes = SegmentSizes(
            body: settings.segmentSize, before: detector.contextBefore(forBodiesOf: settings.segmentSize),
            behind: detector.contextBehind(forBodiesOf: settings.segmentSize))
        sizes.briefBehind = detector.briefContextBehind(forBodiesOf: settings.segmentSize)
        sizes.pace = pace
        // Findings are made of messages; nobody looks at the bytes that those were read from.
        var giving = settings
        giving.reading.givesUpSources = true
        let work = WorkSource(
            inputs, settings: giving, sizes: sizes, cancellation: cancellation, onSilence: onSilence)
        contentReader = work.contentReader
        source = Mutex(work)
        collector = Mutex(Collector(detector, settings: settings))
        window = DispatchSemaphore(value: settings.threads * 8)
        segmentWindow = DispatchSemaphore(value: settings.threads + 1)
    }

    /// The bytes of input done with so far; any thread may ask.
    public var bytesDone: Int { done.load(ordering: .relaxed) }

    /// Scans everything; returns when all is done, or when the work was cancelled.
    public func run() -> ScanCounts {
        // Beside one small file another thread would have nothing to do, and to begin it takes its time.
        let others = source.withLock { $0.isOneSmallFile } ? 0 : otherThreads
        let ends = DispatchGroup()
        for _ in 0..<others {
            ends.enter()
            WorkerThread.start {
                self.work()
                ends.leave()
            }
        }
        work()
        ends.wait()
        let (events, ended) = collector.withLock { $0.finish() }
        tellings.tell(events)
        var counts = ended
        counts.wasInterrupted = cancellation.isCancelled
        return counts
    }

    /// How many threads work beside this one: no more than there are processors, since each holds memory.
    ///
    /// They are no threads of Dispatch, which give themselves another priority than the one that the program was
    /// started with; the slower half of the workers would then hold up the faster.
    private var otherThreads: Int {
        min(settings.threads, max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))) - 1
    }

    private func work() {
        var worker: DetectionWorker?
        var settler = Settler(detector, threshold: settings.threshold)
        while let unit = takeUnit() {
            // A worker that gets nothing to do makes no scratch.
            var current = worker.take() ?? DetectionWorker(detector, threshold: settings.threshold)
            current.notesHidden = settings.neighbours > 0
            let result = process(unit, with: &current, &settler)
            worker = consume current
            done.wrappingAdd(unit.piece.byteCount, ordering: .relaxed)
            deliver(result, number: unit.number)
        }
    }

    private func takeUnit() -> WorkUnit? {
        waitForOutput()
        window.wait()
        let unit = source.withLock { source in
            // Waiting comes before reading, so that no segment more than allowed is ever held.
            let hasPermit = source.expectsSegment
            if hasPermit { segmentWindow.wait() }
            let unit = source.next()
            let isSegment = unit?.isSegment == true
            if isSegment, !hasPermit { segmentWindow.wait() }
            if !isSegment, hasPermit { segmentWindow.signal() }
            return unit
        }
        if unit == nil { window.signal() }
        return unit
    }

    /// Holds back new work while a flood of findings has not been written.
    ///
    /// The unit that is next in order is always in somebody's hands, so the flood ends. Who waits helps; where there is
    /// nothing to help with, looking again and again costs less than a lock that everybody takes.
    private func waitForOutput() {
        while waiting.load(ordering: .relaxed) > Scan.mostWaiting, !cancellation.isCancelled {
            if !settleAll() { usleep(Scan.pause) }
        }
    }

    private func process(
        _ unit: WorkUnit, with worker: inout DetectionWorker, _ settler: inout Settler
    ) -> UnitResult {
        var result = UnitResult(unit, neighbours: settings.neighbours)
        var held = HeldMessages()
        var late = LateMessages()
        unit.piece.read { reading in
            if case .run(let run) = reading {
                detect(&held, of: unit, with: &worker, &settler, &result)
                return detect(run, &late, of: unit, with: &worker, &settler, &result)
            }
            detect(&late, of: unit, with: &worker, &settler, &result)
            if case .message(let message) = reading, isRead(message), held.take(message) {
                if held.isFull { detect(&held, of: unit, with: &worker, &settler, &result) }
                return
            }
            detect(&held, of: unit, with: &worker, &settler, &result)
            switch reading {
            case .message(let message): detect(message, of: unit, with: &worker, &settler, &result)
            case .run: break
            case .passedOver(let origin, let reason): result.items.append(.passedOver(origin, reason))
            case .gap(let gap): result.items.append(.gap(gap))
            case .endOfFile(let file): end(file, &result)
            case .known(let record): result.items.append(.known(record))
            }
        }
        detect(&late, of: unit, with: &worker, &settler, &result)
        detect(&held, of: unit, with: &worker, &settler, &result)
        result.close()
        return result
    }

    /// Looks at those of the held messages that are not seen to hold nothing.
    private func detect(
        _ held: inout HeldMessages, of unit: WorkUnit, with worker: inout DetectionWorker,
        _ settler: inout Settler, _ result: inout UnitResult
    ) {
        guard !held.messages.isEmpty else { return }
        let loud = worker.loudParts(of: held.messages, decodesBlobs: decodesBlobs)
        var first = 0
        for message in held.messages {
            let parts = loud[first..<first + message.parts.count]
            first += message.parts.count
            if parts.contains(true) {
                detect(message, KnownTexts(loud: parts), of: unit, with: &worker, &settler, &result)
            } else {
                result.add(message, [], gaps: message.gaps, nil)
                result.window?.note(message)
            }
        }
        held.removeAll()
    }

    /// Makes and looks at the messages that wait for it.
    private func detect(
        _ late: inout LateMessages, of unit: WorkUnit, with worker: inout DetectionWorker,
        _ settler: inout Settler, _ result: inout UnitResult
    ) {
        for (message, known) in late.take() {
            detect(message, known, of: unit, with: &worker, &settler, &result)
        }
    }

    private func detect(
        _ run: MessageRun, _ late: inout LateMessages, of unit: WorkUnit, with worker: inout DetectionWorker,
        _ settler: inout Settler, _ result: inout UnitResult
    ) {
        if let judge = settings.judge, run.count > 0, run.areViews, !judge.reads(run.message(at: 0).channel) {
            return result.leave(run, .unread)
        }
        if !settings.messages.channels.isEmpty, run.count > 0, run.areViews,
            !settings.messages.takes(run.message(at: 0).channel)
        {
            return result.leave(run, .unselected)
        }
        if let gathered = run.gathered {
            hold(gathered, of: run, &late, with: &worker, &result)
            if late.isFull { detect(&late, of: unit, with: &worker, &settler, &result) }
            return
        }
        detect(&late, of: unit, with: &worker, &settler, &result)
        let looks = worker.looks(at: run, decodesBlobs: decodesBlobs, seconds: settings.deadline)
        // Who is exempt is told by the people of a message, and when it was written by the message.
        let mayLeave = !settings.messages.takesAll || settings.judge?.hasExemptions ?? false
        let conversation =
            result.window == nil || run.texts.isEmpty ? nil : ConversationID(run.message(at: 0))
        for (index, text) in run.texts.enumerated() {
            if looks[index] != .quiet {
                let known = KnownTexts(
                    matches: worker.matches(inTexts: index..<index + 1),
                    holdNoBlobs: looks[index] == .candidate)
                detect(run.message(at: index), known, of: unit, with: &worker, &settler, &result)
            } else if mayLeave, let item = leaving(run.message(at: index)) {
                result.leave(run.message(at: index), item)
            } else {
                result.addQuiet(bytes: text.count)
                if let conversation { result.window?.note(index, of: run, conversation) }
            }
        }
    }

    /// Keeps those messages of which a text holds a match.
    private func hold(
        _ gathered: [GatheredMessage], of run: MessageRun, _ late: inout LateMessages,
        with worker: inout DetectionWorker, _ result: inout UnitResult
    ) {
        let looks = worker.looks(at: run, decodesBlobs: decodesBlobs, seconds: settings.deadline)
        // Who is exempt is told by the people of a message, when it was written by the message; posts are shown around
        // what is found in others.
        let isShown = result.window != nil && !run.areViews
        let needsAll =
            !settings.messages.takesAll
            || settings.judge.map { $0.hasExemptions || !run.areViews && !$0.readsAll } ?? false
        var first = 0
        for (index, message) in gathered.enumerated() {
            let texts = first..<message.textsEnd
            first = message.textsEnd
            let parts = looks[texts]
            if needsAll || isShown || parts.contains(where: { $0 != .quiet }) {
                let known = KnownTexts(
                    parts, matches: worker.matches(inTexts: texts), areViews: run.areViews)
                late.add(run.lateMessage(at: index), known, bytes: message.bytes)
            } else {
                result.addQuiet(bytes: message.bytes)
            }
        }
    }

    private func detect(
        _ message: Message, _ known: KnownTexts = KnownTexts(), of unit: WorkUnit,
        with worker: inout DetectionWorker, _ settler: inout Settler, _ result: inout UnitResult
    ) {
        if let item = leaving(message) { return result.leave(message, item) }
        guard message.isWhole else {
            let allowance = unit.allowance ?? Allowance(seconds: settings.deadline)
            result.add(segment: worker.detect(message, allowance: allowance))
            if let blobs = decodesBlobs ? MessageBlobs.companion(of: message, with: contentReader) : nil {
                let found = worker.detect(blobs, allowance: Allowance(seconds: settings.deadline))
                let context = settings.judge?.context(of: message)
                result.add(companion: blobs, settler.settle(found), gaps: blobs.gaps + found.gaps, context)
            }
            return
        }
        var message = message
        if decodesBlobs, !known.holdNoBlobs { MessageBlobs.expand(&message, with: contentReader) }
        let found = worker.detect(
            message, loud: known.loud, known: known.matches,
            allowance: Allowance(seconds: settings.deadline))
        let findings = settler.settle(found)
        let context = findings.isEmpty ? nil : settings.judge?.context(of: message)
        result.add(message, findings, gaps: message.gaps + found.gaps, context)
        guard result.window != nil else { return }
        let counts = findings.contains { settings.threshold.admits($0) }
        result.window?.note(message, hidden: found.hidden, item: counts ? result.items.count - 1 : nil)
    }

    private func isRead(_ message: Message) -> Bool {
        if case nil = leaving(message) { true } else { false }
    }

    /// As what a message is counted that is not to be looked at; nil where it is.
    private func leaving(_ message: Message) -> UnitResult.Item? {
        if !settings.messages.takes(message) { return .unselected }
        return settings.judge?.reads(message) ?? true ? nil : .unread
    }

    /// What is asked to be read as text is read as it stands.
    private var decodesBlobs: Bool { settings.reading.form != .text }

    private func end(_ file: ListedFile?, _ result: inout UnitResult) {
        guard settings.recordsFiles, let file else { return result.endFile(nil, sha256: nil) }
        let stamp = FileStamp(path: file.path.text, size: file.size, modified: file.modified)
        let hash = FileHash.sha256(of: file)
        if hash == nil {
            let origin = Origin(path: stamp.path)
            result.items.append(.gap(Gap(origin: origin, reason: .unreadable("changed while it was read"))))
        }
        result.endFile(stamp, sha256: hash)
    }

    private func deliver(_ result: UnitResult, number: Int) {
        pace.note(findings: result.findingCount, bytes: result.allBytes)
        waiting.wrappingAdd(result.findingCount, ordering: .relaxed)
        results.withLock { $0.add(result, number: number) }
        _ = settleAll()
    }

    /// Settles what is next in order and all that follows it; false where there is nothing.
    ///
    /// Whoever had the turn looks again behind it, since nobody else does for what has come meanwhile.
    private func settleAll() -> Bool {
        var hasSettled = false
        while settleNext() { hasSettled = true }
        return hasSettled
    }

    /// Settles the result that is next in order and tells of it; false where it has not come, or somebody else is at it.
    private func settleNext() -> Bool {
        guard let (number, next) = results.withLock({ $0.take() }) else { return false }
        let (findings, isSegment) = (next.findingCount, next.isSegment)
        let events = collector.withLock { $0.receive(next) }
        // Others settle what follows while this is told.
        results.withLock { $0.endTurn() }
        tellings.tell(events, number: number) { [self] in
            waiting.wrappingSubtract(findings, ordering: .relaxed)
            if isSegment { segmentWindow.signal() }
            window.signal()
        }
        return true
    }
}
