import SluiceModel

/// A body that holds no further entities, and what its fields say about it.
struct MailLeaf {
    var reading: BodyReading
    var place: TextPlace
    /// Each name that the fields give, decoded; more than one where they differ.
    var fileNames: [[UInt8]] = []
    var isAttachment = false
    var flow = LineFlow.fixed

    var number: String? { place.number }
    var range: Range<Int> { reading.range }

    init(_ reading: BodyReading, _ header: MailHeader, _ bytes: Span<UInt8>, _ place: TextPlace) {
        self.reading = reading
        self.place = place
        for field in header.fields where field.kind == .disposition {
            let value = field.value
            let end = bytes.place(of: 0x3B, in: value) ?? value.upperBound
            let word = bytes.trimmed(value.lowerBound..<end)
            if bytes.hasWord(MailLeaf.attachment, at: word.lowerBound, before: word.upperBound) {
                isAttachment = true
            }
            if end < value.upperBound {
                addNames(FieldParameters(bytes, end..<value.upperBound).values("filename", bytes))
            }
        }
        addNames(reading.type.parameters.values("name", bytes))
        if !fileNames.isEmpty || reading.type.family == .file { isAttachment = true }
        let parameters = reading.type.parameters
        if reading.type.family == .plain, parameters.has("format", "flowed", bytes) {
            flow = .flowed(deletesSpace: parameters.has("delsp", "yes", bytes))
        } else if CalendarFormat.mediaTypes.contains(reading.type.name) {
            flow = .contentLines
        }
    }

    private static let attachment = Array("attachment".utf8)

    private mutating func addNames(_ names: [[UInt8]]) {
        for name in names where !name.isEmpty && !fileNames.contains(name) { fileNames.append(name) }
    }

}
