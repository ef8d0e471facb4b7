import Glibc
import Synchronization

/// One conversion to UTF-8 of the C library, with its state.
///
/// `@safe`: the handle is closed once, by its only owner.
@safe
struct IconvHandle: ~Copyable {
    private let handle: iconv_t

    /// Nil where the C library does not know `name`.
    init?(_ name: String) {
        guard let opened = unsafe iconv_open("UTF-8", name), Int(bitPattern: opened) != -1 else {
            return nil
        }
        unsafe handle = opened
    }

    deinit { unsafe _ = iconv_close(handle) }

    /// Converts what it can of `count` bytes; gives how many were read and adds bytes without meaning to `faults`.
    ///
    /// Bytes at the end that begin a character are left, or with `atEnd` become U+FFFD.
    mutating func decode(
        _ base: UnsafePointer<UInt8>, _ count: Int, atEnd: Bool, into output: inout ByteBuffer,
        faults: inout Int
    ) -> Int {
        var read = 0
        while read < count {
            let (status, used) = unsafe step(base + read, count - read, into: &output)
            read += used
            if status == 0 || status == E2BIG { continue }
            if status == EINVAL, !atEnd { return read }
            output.append(scalar: 0xFFFD)
            faults += 1
            read += 1
        }
        if atEnd { flush(into: &output) }
        return read
    }

    /// One call; gives the reason why it ended, and how many bytes it read.
    private func step(
        _ base: UnsafePointer<UInt8>, _ count: Int, into output: inout ByteBuffer
    ) -> (status: CInt, used: Int) {
        // iconv takes its input as mutable, and does not write to it.
        var input: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(mutating: base)
            .assumingMemoryBound(to: CChar.self)
        var left = count
        let size = min(max(64, count + count / 2 + 16), 1 << 16)
        var target: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(output.room(for: size))
            .assumingMemoryBound(to: CChar.self)
        var free = size
        let status = unsafe iconv(handle, &input, &left, &target, &free)
        let reason = status == -1 ? errno : 0
        output.commit(size - free)
        return (reason, count - left)
    }

    /// Writes what the conversion still holds, and puts it back to its beginning.
    func flush(into output: inout ByteBuffer) {
        var target: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(output.room(for: 64))
            .assumingMemoryBound(to: CChar.self)
        var free = 64
        unsafe _ = iconv(handle, nil, nil, &target, &free)
        output.commit(64 - free)
        unsafe _ = iconv(handle, nil, nil, nil, nil)
    }
}

/// What is known of the C library's charsets, each looked at once.
enum IconvCharsets {
    /// How a charset of the C library is decoded.
    enum Coding: Sendable {
        case unknown
        case table(SingleByteTable)
        case many(isASCII: Bool)
    }

    private static let known = Mutex<[String: Coding]>([:])

    static func coding(_ name: String) -> Coding {
        if let coding = known.withLock({ $0[name] }) { return coding }
        let coding = look(name)
        return known.withLock { known in
            // Labels come from strangers: a list of made-up names must not grow for ever.
            if known.count < 512 { known[name] = coding }
            return coding
        }
    }

    private static func look(_ name: String) -> Coding {
        guard let handle = IconvHandle(name) else { return .unknown }
        var scalars: [UInt32?] = []
        for byte in UInt8.min...UInt8.max {
            switch character(byte, handle) {
            case .scalar(let scalar): scalars.append(scalar)
            case .none: scalars.append(nil)
            case .more: return .many(isASCII: isASCII(handle))
            }
        }
        if let table = SingleByteTable(scalars) { return .table(table) }
        return .many(isASCII: isASCII(handle))
    }

    private enum Character { case scalar(UInt32), none, more }

    private static func character(_ byte: UInt8, _ handle: borrowing IconvHandle) -> Character {
        var output = ByteBuffer(capacity: 64)
        guard let status = handle.probe([byte], into: &output) else { return .none }
        if status == EINVAL { return .more }
        let length = output.count
        guard length > 0, length < 4 else { return .more }
        return output.withSpan { text in
            let (scalar, used) = CodePoints.scalar(at: 0, in: text)
            return used == text.count ? .scalar(scalar.value) : .more
        }
    }

    private static func isASCII(_ handle: borrowing IconvHandle) -> Bool {
        let ascii = Array(UInt8(0x20)..<0x7F) + [9, 10, 13]
        var output = ByteBuffer(capacity: 256)
        guard handle.probe(ascii, into: &output) == 0 else { return false }
        // One or two characters may differ: Shift_JIS has the yen sign in place of the backslash.
        var same = 0
        for index in 0..<min(ascii.count, output.count) where output[index] == ascii[index] { same += 1 }
        return same >= 0x5A - 0x20
    }
}

extension IconvHandle {
    /// Converts a few bytes from the beginning; nil where they have no meaning.
    fileprivate func probe(_ bytes: [UInt8], into output: inout ByteBuffer) -> CInt? {
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe step($0, buffer.count, into: &output).status } ?? 0
        }
        flush(into: &output)
        return status == EILSEQ ? nil : status
    }
}
