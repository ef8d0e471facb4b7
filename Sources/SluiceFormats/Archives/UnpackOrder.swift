import CSystemCalls
import Glibc

/// What a child is to do with the archive that comes with the order.
struct UnpackOrder: Equatable {
    /// Seconds of processor time between two signs of progress.
    var idleSeconds = 30
    /// How many members are left out at the front.
    var skip = 0
    /// The one member whose bytes are wanted; empty for none; nil for all.
    var only: String?

    /// The longest order, in bytes.
    private static let longest = 32 << 10

    init(idleSeconds: Int, skip: Int = 0, only: String? = nil) {
        self.idleSeconds = idleSeconds
        self.skip = skip
        self.only = only
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 17 else { return nil }
        let numbers = LittleBytes(Array(bytes.prefix(16)))
        guard let idleSeconds = numbers.number64(0), let skip = numbers.number64(8) else { return nil }
        self.idleSeconds = idleSeconds
        self.skip = skip
        only = bytes[16] == 0 ? nil : String(decoding: bytes[17...], as: UTF8.self)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for number in [idleSeconds, skip] {
            for byte in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
        }
        bytes.append(only == nil ? 0 : 1)
        bytes += only?.utf8 ?? "".utf8
        return bytes
    }

    /// Sends the order and the archive; false where nobody takes them.
    func send(_ archive: CInt, over socket: CInt) -> Bool {
        let bytes = bytes
        guard bytes.count <= UnpackOrder.longest else { return false }
        return unsafe bytes.withUnsafeBytes {
            unsafe sluice_send_descriptor(socket, $0.baseAddress, $0.count, archive) == 0
        }
    }

    /// Waits for an order; nil where none comes any more.
    static func receive(from socket: CInt) -> (UnpackOrder, archive: CInt)? {
        var archive: CInt = -1
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe sluice_receive_descriptor(socket, $0.baseAddress, $0.count, &archive)
        }
        guard count > 0, let order = UnpackOrder(Array(bytes.prefix(count))) else { return nil }
        return (order, archive)
    }
}
