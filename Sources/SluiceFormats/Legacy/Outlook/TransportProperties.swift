import SluiceModel
import SluiceText

/// A list of properties within `winmail.dat` ([MS-OXTNEF] 2.1.3.4).
struct TransportProperties {
    /// What became of a list.
    struct Found {
        /// The attachment's own content.
        var object: TextStorage?
        var isCut = false
    }

    private let bytes: TextStorage
    private var place = 0
    private let charset: Charset

    init(_ bytes: TextStorage, charset: Charset) {
        self.bytes = bytes
        self.charset = charset
    }

    mutating func takeNumber() -> Int? {
        guard let number = bytes.number32(at: place) else { return nil }
        place += 4
        return number
    }

    mutating func read(into properties: inout OutlookProperties) -> Found {
        var found = Found()
        properties.charset = charset
        guard let count = takeNumber() else {
            found.isCut = true
            return found
        }
        for _ in 0..<min(count, bytes.count / 4) {
            guard readOne(into: &properties, &found) else {
                found.isCut = true
                break
            }
        }
        return found
    }

    /// False where the list breaks off, or the length of what comes is not known.
    private mutating func readOne(into properties: inout OutlookProperties, _ found: inout Found) -> Bool {
        guard let type = bytes.number16(at: place), let id = bytes.number16(at: place + 2) else {
            return false
        }
        place += 4
        if id >= 0x8000, !skipName(into: &properties) { return false }
        let kind = OutlookProperties.Kind(rawValue: type & 0xEFFF)
        let isLong = kind?.isLong ?? false
        var values = 1
        if isLong || type & 0x1000 != 0 {
            guard let count = takeNumber(), count <= bytes.count / 2 else { return false }
            // Values of no length end no list.
            values = TransportProperties.length(of: type & 0xEFFF) == 0 ? 1 : count
        }
        for _ in 0..<values {
            guard let length = isLong ? takeNumber() : TransportProperties.length(of: type & 0xEFFF) else {
                return false
            }
            let value = bytes.slice(place, count: length)
            if let kind { properties.add(id, kind, value) }
            if id == PropertyID.data.rawValue, kind == .object { found.object = value }
            guard value.count == length else { return false }
            place += (length + 3) & ~3
        }
        return true
    }

    /// Goes over what names a property that has no number of its own; the name is text too.
    private mutating func skipName(into properties: inout OutlookProperties) -> Bool {
        place += 16
        guard let kind = takeNumber(), let number = takeNumber() else { return false }
        guard kind == 1 else { return true }
        let name = bytes.slice(place, count: number)
        place += (number + 3) & ~3
        return name.count == number
    }

    /// In bytes, with what fills them up to four.
    private static func length(of type: Int) -> Int? {
        switch type {
        case 0x00, 0x01: 0
        case 0x02, 0x03, 0x04, 0x0A, 0x0B: 4
        case 0x05, 0x06, 0x07, 0x14, 0x40: 8
        case 0x48: 16
        default: nil
        }
    }
}
