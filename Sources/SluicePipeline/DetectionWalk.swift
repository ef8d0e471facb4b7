public import SluiceDetection
import SluiceEngine
public import SluiceFormats
public import SluiceModel

/// Reads inputs as a scan does and gives each message that holds something away with its findings, in order.
///
/// For whoever rewrites messages: a ``Scan`` is faster and gives findings alone.
public struct DetectionWalk: ~Copyable {
    public enum Event: Sendable {
        /// A message that was held whole; blobs in its texts are parts of it.
        case message(Message, [Finding])
        /// Findings in a text that came in segments; their places are those of the whole text.
        case longText([Finding])
        case passedOver(Origin, PassedOver)
        case gap(Gap)
    }

    private let settings: ScanSettings
    private let detector: Detector
    private let blobReader: ContentReader?
    private var source: WorkSource
    private var worker: DetectionWorker
    private var settler: Settler
    private var goesOn = true

    public init(
        _ inputs: [ScanInput], detector: Detector, settings: ScanSettings,
        cancellation: Cancellation = Cancellation(), onSilence: @escaping @Sendable () -> Void = {}
    ) {
        self.settings = settings
        self.detector = detector
        var sizes = SegmentSizes(
            body: settings.segmentSize, before: detector.contextBefore(forBodiesOf: settings.segmentSize),
            behind: detector.contextBehind(forBodiesOf: settings.segmentSize))
        sizes.briefBehind = detector.briefContextBehind(forBodiesOf: settings.segmentSize)
        source = WorkSource(
            inputs, settings: settings, sizes: sizes, cancellation: cancellation, onSilence: onSilence)
        blobReader = settings.reading.form == .text ? nil : source.contentReader
        worker = DetectionWorker(detector, threshold: settings.threshold)
        settler = Settler(detector, threshold: settings.threshold)
    }

    /// Goes through all inputs until `body` gives false.
    public mutating func forEach(_ body: (Event) -> Bool) {
        var events: [Event] = []
        while goesOn, let unit = source.next() {
            var held = HeldMessages()
            unit.piece.read { reading in
                if case .message(let message) = reading, held.take(message) {
                    if held.isFull { detect(&held, into: &events) }
                } else {
                    detect(&held, into: &events)
                    take(reading, unit.allowance, into: &events)
                }
                give(&events, body)
            }
            detect(&held, into: &events)
            give(&events, body)
        }
        endText(into: &events)
        give(&events, body)
    }

    private mutating func give(_ events: inout [Event], _ body: (Event) -> Bool) {
        for event in events where goesOn { goesOn = body(event) }
        events.removeAll(keepingCapacity: true)
    }

    private mutating func take(_ reading: Reading, _ allowance: Allowance?, into events: inout [Event]) {
        switch reading {
        case .message(let message): detect(message, allowance, into: &events)
        case .run(let run):
            let looks = worker.looks(
                at: run, decodesBlobs: blobReader != nil, seconds: settings.deadline)
            var first = 0
            for index in 0..<run.count {
                let end = run.gathered?[index].textsEnd ?? index + 1
                if looks[first..<end].contains(where: { $0 != .quiet }) {
                    detect(run.message(at: index), allowance, into: &events)
                }
                first = end
            }
        case .passedOver(let origin, let reason): events.append(.passedOver(origin, reason))
        case .gap(let gap): events.append(.gap(gap))
        case .endOfFile, .known: endText(into: &events)
        }
    }

    /// Looks at those of the held messages that are not seen to hold nothing.
    private mutating func detect(_ held: inout HeldMessages, into events: inout [Event]) {
        guard !held.messages.isEmpty else { return }
        let loud = worker.loudParts(of: held.messages, decodesBlobs: blobReader != nil)
        var first = 0
        for message in held.messages {
            let parts = loud[first..<first + message.parts.count]
            first += message.parts.count
            if parts.contains(true) {
                detect(message, nil, loud: parts, into: &events)
            } else {
                events += message.gaps.map { .gap($0) }
            }
        }
        held.removeAll()
    }

    private mutating func detect(
        _ message: Message, _ allowance: Allowance?, loud: ArraySlice<Bool> = [],
        into events: inout [Event]
    ) {
        guard message.isWhole else { return detect(segment: message, allowance, into: &events) }
        endText(into: &events)
        var message = message
        if let blobReader { MessageBlobs.expand(&message, with: blobReader) }
        whole(message, loud: loud, into: &events)
    }

    private mutating func whole(_ message: Message, loud: ArraySlice<Bool>, into events: inout [Event]) {
        let found = worker.detect(message, loud: loud, allowance: Allowance(seconds: settings.deadline))
        let findings = settler.settle(found).filter(settings.threshold.admits)
        if !findings.isEmpty { events.append(.message(message, findings)) }
        events += (message.gaps + found.gaps).map { .gap($0) }
    }

    private mutating func detect(
        segment: Message, _ allowance: Allowance?, into events: inout [Event]
    ) {
        let found = worker.detect(segment, allowance: allowance ?? Allowance(seconds: settings.deadline))
        let findings = settler.settle(found).filter(settings.threshold.admits)
        if !findings.isEmpty { events.append(.longText(findings)) }
        events += (segment.gaps + settler.takeGaps()).map { .gap($0) }
        guard let blobReader, let blobs = MessageBlobs.companion(of: segment, with: blobReader) else {
            return
        }
        // The settler is in the middle of a text, so that the blobs have one of their own.
        var own = Settler(detector, threshold: settings.threshold)
        let inside = worker.detect(blobs, allowance: Allowance(seconds: settings.deadline))
        let shown = own.settle(inside).filter(settings.threshold.admits)
        if !shown.isEmpty { events.append(.message(blobs, shown)) }
        events += (blobs.gaps + inside.gaps).map { .gap($0) }
    }

    private mutating func endText(into events: inout [Event]) {
        let findings = settler.finish().filter(settings.threshold.admits)
        if !findings.isEmpty { events.append(.longText(findings)) }
        events += settler.takeGaps().map { .gap($0) }
    }
}
