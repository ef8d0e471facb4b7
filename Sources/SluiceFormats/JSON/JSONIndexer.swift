import CSimdJSON
import SluiceModel
import SluiceText

/// Finds the tokens of JSON texts, one text after the other, and keeps its memory in between.
///
/// Simdjson does it at several GB/s where strings are closed and hold no control characters; a slower walk does
/// where that is not so, since people's files are not always as the standard asks (RFC 8259).
///
/// `@unchecked` because whoever took it from ``LineTools``, or made it, is its only user.
@safe
final class JSONIndexer: @unchecked Sendable {
    private let indexer: OpaquePointer?
    private var lenient: [UInt32] = []
    private var partners: [UInt32] = []

    init() { unsafe indexer = sluice_json_indexer_create() }

    deinit { unsafe sluice_json_indexer_destroy(indexer) }

    /// Lends the tokens of the bytes in `range` of `storage`; their places count from the range's beginning.
    ///
    /// Brackets are not matched yet: ``JSONLinker`` does that.
    func withTokens<Result>(
        of storage: TextStorage, in range: Range<Int>, _ body: (JSONTokens) -> Result
    ) -> Result {
        storage.withSpan { whole in
            unsafe whole.extracting(range).withUnsafeBufferPointer { bytes in
                unsafe withTokens(of: bytes, body)
            }
        }
    }

    private func withTokens<Result>(
        of bytes: UnsafeBufferPointer<UInt8>, _ body: (JSONTokens) -> Result
    ) -> Result {
        var places: UnsafePointer<UInt32>?
        var count = 0
        var (isStrict, isUTF8) = (false, false)
        if let base = bytes.baseAddress, let indexer = unsafe indexer {
            let outcome = unsafe sluice_json_index(indexer, base, bytes.count, &places, &count)
            switch outcome {
            case sluice_json_indexed: (isStrict, isUTF8) = (true, true)
            case sluice_json_not_utf8: isStrict = true
            case sluice_json_empty: (isStrict, isUTF8, count) = (true, true, 0)
            default: isUTF8 = UTF8Check(unsafe bytes.span).validCount == bytes.count
            }
        }
        if isStrict {
            return unsafe lend(
                bytes, UnsafeBufferPointer(start: places, count: count), (isStrict, isUTF8), body)
        }
        lenient.removeAll(keepingCapacity: true)
        LenientJSON.findTokens(in: unsafe bytes.span, &lenient)
        let found = lenient
        return unsafe found.withUnsafeBufferPointer { unsafe lend(bytes, $0, (false, isUTF8), body) }
    }

    private func lend<Result>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ places: UnsafeBufferPointer<UInt32>,
        _ kind: (isStrict: Bool, isUTF8: Bool),
        _ body: (JSONTokens) -> Result
    ) -> Result {
        if partners.count < places.count {
            partners = [UInt32](repeating: 0, count: max(places.count, 2 * partners.count))
        }
        return unsafe partners.withUnsafeMutableBufferPointer { partners in
            unsafe body(JSONTokens(bytes: bytes, places: places, partners: partners, kind: kind))
        }
    }
}
