import SluiceModel
import SluiceText

/// Numbers and texts in binary documents, least byte first; what lies outside is nil or nothing.
extension TextStorage {
    func byte(at place: Int) -> Int? { place >= 0 && place < count ? Int(self[place]) : nil }

    func number16(at place: Int) -> Int? {
        guard place >= 0, place <= count - 2 else { return nil }
        return Int(self[place]) | Int(self[place + 1]) << 8
    }

    func number32(at place: Int) -> Int? {
        guard let low = number16(at: place), let high = number16(at: place + 2) else { return nil }
        return low | high << 16
    }

    func number64(at place: Int) -> UInt64? {
        guard let low = number32(at: place), let high = number32(at: place + 4) else { return nil }
        return UInt64(low) | UInt64(high) << 32
    }

    /// As much of `count` bytes from `start` on as there is.
    func slice(_ start: Int, count wanted: Int) -> TextStorage {
        let start = min(max(0, start), count)
        return TextStorage(slice: start..<start + min(max(0, wanted), count - start), of: self)
    }

    /// The bytes as text in `charset`, without zero bytes at the end.
    func text(in charset: Charset) -> [UInt8] {
        var output = ByteBuffer(capacity: count + 16)
        withSpan { _ = CharsetDecoder.append($0, as: charset, to: &output) }
        var text = output.withSpan { bytes in bytes.indices.map { bytes[$0] } }
        while text.last == 0 { text.removeLast() }
        return text
    }

    /// The bytes as text in what is said to be their charset: where they are UTF-8 beyond doubt, they are read so.
    func text(labelled charset: Charset) -> [UInt8] {
        let isUTF8 = withSpan { CharsetDecoder.judge($0, label: charset.name).charset == .utf8 }
        return text(in: isUTF8 ? .utf8 : charset)
    }

    /// The bytes as UTF-16, which may be cut within a character.
    var utf16Text: [UInt8] { slice(0, count: count & ~1).text(in: .utf16LittleEndian) }

    func begins(with bytes: [UInt8]) -> Bool {
        count >= bytes.count && bytes.indices.allSatisfy { self[$0] == bytes[$0] }
    }
}

/// Seconds since 1970 of a time that Windows counts in steps of 100 ns since 1601; nil for none.
func secondsSince1970(fileTime: UInt64) -> Double? {
    guard fileTime > 0, fileTime < 1 << 62 else { return nil }
    return Double(fileTime) / 1e7 - 11_644_473_600
}
