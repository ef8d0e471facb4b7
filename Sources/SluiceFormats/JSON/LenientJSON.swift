/// Finds the tokens of a text that is nearly JSON, one byte after the other.
enum LenientJSON {
    /// Appends the places of tokens as simdjson's first stage would, but strings may hold anything, and the last
    /// may stay open.
    ///
    /// Only the first 4 GiB are looked at; no text that is held whole is that long.
    static func findTokens(in bytes: Span<UInt8>, _ places: inout [UInt32]) {
        let count = min(bytes.count, Int(UInt32.max) - 1)
        var place = 0
        while place < count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            case UInt8(ascii: "\""):
                places.append(UInt32(place))
                place = endOfString(from: place + 1, in: bytes, count)
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: ":"), UInt8(ascii: ","):
                places.append(UInt32(place))
                place += 1
            default:
                places.append(UInt32(place))
                repeat { place += 1 } while place < count && !endsWord(bytes[place])
            }
        }
    }

    private static func endOfString(from start: Int, in bytes: Span<UInt8>, _ count: Int) -> Int {
        var place = start
        while place < count {
            switch bytes[place] {
            case UInt8(ascii: "\""): return place + 1
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return count
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: ","):
            true
        default: false
        }
    }
}
