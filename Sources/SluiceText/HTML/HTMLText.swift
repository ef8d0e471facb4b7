public import SluiceModel

/// What a person reads of a page or mail in HTML, and what stands in it unseen.
public struct HTMLText: Sendable {
    /// One of the texts, and the map that leads its places back into the HTML.
    public struct Stream: Sendable {
        public var storage: TextStorage
        public var map: OffsetMap

        public var isEmpty: Bool { storage.count == 0 }
    }

    /// What a program said about a stretch of the text.
    public struct Mark: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            /// Somebody's earlier words; depth from 1.
            case quote(depth: Int)
            case signature
            /// The line that says whose words follow.
            case attribution
        }

        public var kind: Kind
        /// In ``HTMLText/text``.
        public var span: ByteSpan
    }

    /// As a browser shows it: a line for each block, a tab between cells, words put together across tags.
    public var text: Stream
    /// Text that is not shown, a line for each stretch.
    public var hidden: Stream
    /// The values of attributes and the page's title, a line for each.
    public var attributes: Stream
    /// Comments, scripts, style sheets; markup within comments is converted.
    public var comments: Stream
    /// Sorted by start; the outer before the inner.
    public var marks: [Mark]

    /// The quotes among ``marks``.
    public var quotes: [(span: ByteSpan, depth: Int)] {
        marks.compactMap { mark in
            if case .quote(let depth) = mark.kind { (mark.span, depth) } else { nil }
        }
    }

    /// Converts HTML in UTF-8, however broken, in one pass, reading it as browsers do.
    public static func convert(_ html: Span<UInt8>) -> HTMLText { convert(html, depth: 0) }

    /// Converts HTML for a reader that asks for no places in it: the maps stay empty.
    ///
    /// `isDone` is told, of a long page, up to where its bytes are not needed any more.
    public static func convertWithoutMaps(_ html: Span<UInt8>, isDone: ((Int) -> Void)? = nil) -> HTMLText {
        convert(html, depth: 0, mapsPlaces: false, isDone: isDone)
    }

    static func convert(
        _ html: Span<UInt8>, depth: Int, mapsPlaces: Bool = true, isDone: ((Int) -> Void)? = nil
    ) -> HTMLText {
        unsafe html.withUnsafeBufferPointer { buffer in
            // An empty span may have no address.
            let nothing: StaticString = ""
            let base = unsafe buffer.baseAddress ?? nothing.utf8Start
            var converter = unsafe HTMLConverter(base, buffer.count, depth: depth, mapsPlaces: mapsPlaces)
            converter.isDone = isDone
            return converter.converted()
        }
    }
}
