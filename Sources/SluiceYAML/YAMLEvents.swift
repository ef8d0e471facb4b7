import CLibYAML
import SluiceModel

/// What libyaml reads in a text, one thing after the other.
///
/// The text must stay where it is for as long as this lives.
@safe struct YAMLEvents: ~Copyable {
    enum Event {
        /// The stream's and a document's beginning or end.
        case border, streamEnd
        case alias(String)
        case scalar(YAMLScalar, anchor: String?)
        case sequenceStart(anchor: String?)
        case mappingStart(anchor: String?)
        /// Of a sequence or a mapping.
        case end
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let file: String
    /// On the heap, since libyaml keeps its address.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    /// Where the event that was read last begins.
    private(set) var mark = YAMLMark(line: 1, column: 1)

    /// - Throws: A ``Diagnostic`` where there is no memory.
    init(_ text: UnsafeBufferPointer<UInt8>, file: String) throws(Diagnostic) {
        unsafe self.text = text
        self.file = file
        unsafe parser.initialize(to: yaml_parser_t())
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            throw Diagnostic("bad-yaml", "there is no memory left to read this", file: file)
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// Reads the next event.
    ///
    /// - Throws: A ``Diagnostic`` where the text is no YAML.
    mutating func next() throws(Diagnostic) -> Event {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw unsafe fault(parser.pointee) }
        defer { unsafe yaml_event_delete(&event) }
        mark = unsafe YAMLMark(event.start_mark)
        switch unsafe event.type {
        case YAML_ALIAS_EVENT: return unsafe .alias(name(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return unsafe .scalar(
                YAMLScalar(
                    text: String(decoding: bytes, as: UTF8.self),
                    isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
                anchor: name(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            return unsafe .sequenceStart(anchor: name(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT:
            return unsafe .mappingStart(anchor: name(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .streamEnd
        default: return .border
        }
    }

    private func name(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe text.map { unsafe String(cString: $0) }
    }

    /// What libyaml says of a text that is no YAML.
    private func fault(_ parser: yaml_parser_t) -> Diagnostic {
        func words(_ text: UnsafePointer<CChar>?) -> String {
            unsafe text.map { unsafe String(cString: $0) } ?? ""
        }
        let about = unsafe words(parser.context)
        let problem = unsafe words(parser.problem)
        let message = "this is no YAML: " + (about.isEmpty ? "" : about + " ") + problem
        // A byte that cannot be read has an offset only.
        guard unsafe parser.error == YAML_SCANNER_ERROR || parser.error == YAML_PARSER_ERROR else {
            let offset = unsafe min(parser.problem_offset, text.count)
            let line = unsafe 1 + text[..<offset].count { $0 == 0x0A }
            return Diagnostic("bad-yaml", message, file: file, line: line)
        }
        let mark = unsafe YAMLMark(parser.problem_mark)
        return Diagnostic("bad-yaml", message, file: file, line: mark.line, column: mark.column)
    }
}

extension YAMLMark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
