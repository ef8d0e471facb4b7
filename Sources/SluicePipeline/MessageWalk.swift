public import SluiceFormats

/// Reads inputs as a scan does, message by message, and looks for nothing in them.
public struct MessageWalk {
    private var source: WorkSource
    /// Reads files that stand in texts; nil where texts are taken as they stand.
    private let blobReader: ContentReader?

    public init(
        _ inputs: [ScanInput], settings: ScanSettings, cancellation: Cancellation = Cancellation(),
        onSilence: @escaping @Sendable () -> Void = {}
    ) {
        let sizes = SegmentSizes(body: settings.segmentSize, before: 0, behind: 0)
        source = WorkSource(
            inputs, settings: settings, sizes: sizes, cancellation: cancellation, onSilence: onSilence)
        blobReader = settings.reading.form == .text ? nil : source.contentReader
    }

    /// Gives what the readers give, runs as messages, in the order of the inputs, until `body` gives false.
    public mutating func forEach(_ body: (Reading) -> Bool) {
        var goesOn = true
        while goesOn, let unit = source.next() {
            unit.piece.read { reading in
                reading.spread { reading in
                    guard goesOn else { return }
                    if let blobReader, case .message(var message) = reading, message.isWhole {
                        MessageBlobs.expand(&message, with: blobReader)
                        goesOn = body(.message(message))
                    } else {
                        goesOn = body(reading)
                    }
                }
            }
        }
    }
}
