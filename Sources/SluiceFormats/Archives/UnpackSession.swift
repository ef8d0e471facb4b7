import Glibc
import SluiceModel

/// A member of an archive, as the child announced it.
struct UnpackMember {
    /// In whatever charset the archive has it.
    var path: [UInt8]
    /// In bytes, as the archive says; nil where it does not.
    var size: Int?
    /// From 0; folders and links count too.
    var number: Int
}

/// One child that takes one archive apart: its members, one after the other, with their bytes.
///
/// The child is not trusted: whatever it writes is checked, and counted against the budget.
///
/// `@unchecked` because it belongs to the reader of one archive, which is asked under a lock, and to the readers
/// of long members, which are asked by that reader.
@safe
final class UnpackSession: @unchecked Sendable {
    private static let capacity = 256 << 10

    private let pipe: ChildPipe
    private let child: ReusableChild
    private let children: ReusableChildren
    private let budget: UnpackBudget
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: UnpackSession.capacity)
    private var held = 0..<0
    /// Of the current record's payload, not yet taken.
    private var payloadLeft = 0
    private var memberIsOpen = false
    private var memberBytes = 0
    private var memberStart = 0

    private(set) var isZip = false
    /// Whether the input is one compressed file, whose name it does not tell.
    private(set) var isRaw = false
    /// How many bytes of the archive were taken so far.
    private(set) var consumed = 0
    /// Why the member read last ended before its time.
    private(set) var memberFault: GapReason?
    /// How the archive ended; nil until it has.
    private(set) var ending: Ending?
    /// Whether what lies behind the member on which the child was ended can be read by another child.
    private(set) var canGoOnBehindMember = false
    /// Whether a limit is broken that holds for the whole input.
    private var isExhausted = false

    enum Ending: Equatable {
        case regular
        case noArchive
        /// The archive's own fault, behind which nothing can be read.
        case damaged(GapReason)
        /// The child was ended, or ended itself.
        case broken(GapReason)
    }

    init(
        _ unpacker: Unpacker, _ input: LongInput, budget: UnpackBudget, skip: Int = 0, only: String? = nil,
        countsInput: Bool = false
    ) throws(SystemFault) {
        self.budget = budget
        let limits = budget.limits
        let order = UnpackOrder(idleSeconds: Int(limits.idleSeconds.rounded(.up)), skip: skip, only: only)
        let (archive, feed) = try ChildPipe.open(input)
        children = unpacker.children
        child = try children.child(
            unpacker.executable, memory: limits.childMemory, for: archive.descriptor, order)
        pipe = ChildPipe(
            child, feed,
            limits: ChildPipe.Limits(
                idleSeconds: limits.idleSeconds, seconds: limits.seconds, started: budget.started,
                cancellation: unpacker.cancellation),
            onFed: { if countsInput { budget.addPacked($0) } })
    }

    deinit { unsafe buffer.deallocate() }

    /// Goes to the next member, over what is left of the current one; nil when there is none.
    func nextMember() -> UnpackMember? {
        while memberIsOpen { skipPayloadAndFollow() }
        while let frame = nextFrame() {
            switch frame.kind {
            case .opened:
                isZip = frame.flags & UnpackFrame.isZip != 0
                isRaw = frame.flags & UnpackFrame.isRaw != 0
                guard payload(frame) != nil else { return nil }
            case .progress: break
            case .member:
                guard let path = payload(frame) else { return nil }
                if let limit = budget.takeMember() {
                    exhaust(limit)
                    return nil
                }
                (memberIsOpen, memberFault) = (true, nil)
                (memberBytes, memberStart) = (0, frame.consumed)
                return UnpackMember(
                    path: path, size: frame.value < 0 ? nil : frame.value, number: frame.number)
            case .end:
                finish(frame)
                return nil
            case .data, .memberEnd:
                lose()
                return nil
            }
        }
        return nil
    }

    /// The member's next bytes; 0 at its end.
    func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard follow(), target.count > 0 else { return 0 }
        let wanted = min(target.count, payloadLeft)
        let count: Int
        if held.isEmpty, wanted >= UnpackSession.capacity / 2 {
            count = unsafe pipe.read(into: UnsafeMutableBufferPointer(rebasing: target[..<wanted]))
        } else {
            guard !held.isEmpty || receive() else { return 0 }
            count = min(wanted, held.count)
            let source = unsafe UnsafeMutableBufferPointer(
                rebasing: buffer[held.lowerBound..<held.lowerBound + count])
            _ = unsafe target.update(fromContentsOf: source)
            held = held.lowerBound + count..<held.upperBound
        }
        if count == 0 { lose() }
        payloadLeft -= count
        return count
    }

    /// Fills `target` with the member's next bytes, as far as there are; gives how many.
    func fill(_ target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var count = 0
        while count < target.count {
            let more = unsafe read(into: UnsafeMutableBufferPointer(rebasing: target[count...]))
            if more == 0 { break }
            count += more
        }
        return count
    }

    /// Whether the member has more bytes.
    var hasMore: Bool { follow() }

    /// Goes to the member's next byte; false at its end.
    private func follow() -> Bool {
        while memberIsOpen, payloadLeft == 0 {
            guard let frame = nextFrame() else { return false }
            switch frame.kind {
            case .data:
                payloadLeft = frame.length
                count(frame)
            case .memberEnd:
                memberIsOpen = false
                memberFault = fault(frame)
            case .progress: break
            case .opened, .member, .end: lose()
            }
        }
        return memberIsOpen
    }

    private func skipPayloadAndFollow() {
        while follow() {
            guard !held.isEmpty || receive() else { return lose() }
            let count = min(payloadLeft, held.count)
            held = held.lowerBound + count..<held.upperBound
            payloadLeft -= count
        }
    }

    /// Counts a record of data against the limits.
    private func count(_ frame: UnpackFrame) {
        memberBytes += frame.length
        // Compressed bytes are taken in blocks, so those of a member may have been taken before it began.
        let packed = max(0, consumed - memberStart) + (256 << 10)
        if let limit = budget.take(bytes: frame.length) {
            exhaust(limit)
        } else if let limit = budget.ratioLimit(unpacked: memberBytes, packed: packed) {
            pipe.end(.limit(limit))
            lose()
        }
    }

    private func exhaust(_ limit: String) {
        isExhausted = true
        pipe.end(.limit(limit))
        lose()
    }
}

extension UnpackSession {
    private func nextFrame() -> UnpackFrame? {
        guard ending == nil else { return nil }
        while held.count < UnpackFrame.headLength {
            guard receive() else {
                lose()
                return nil
            }
        }
        let frame = unsafe UnpackFrame(UnsafeRawPointer(start + held.lowerBound))
        guard let frame, frame.kind != .progress || frame.length == 0 else {
            lose()
            return nil
        }
        held = held.lowerBound + UnpackFrame.headLength..<held.upperBound
        consumed = max(consumed, frame.consumed)
        return frame
    }

    /// The whole payload of a short record.
    private func payload(_ frame: UnpackFrame) -> [UInt8]? {
        guard frame.length <= 8192 else {
            lose()
            return nil
        }
        while held.count < frame.length {
            guard receive() else {
                lose()
                return nil
            }
        }
        let end = held.lowerBound + frame.length
        let bytes = unsafe Array(buffer[held.lowerBound..<end])
        held = end..<held.upperBound
        return bytes
    }

    private var start: UnsafeMutablePointer<UInt8> {
        guard let base = unsafe buffer.baseAddress else {
            preconditionFailure("an allocated buffer has an address")
        }
        return unsafe base
    }

    /// Holds more bytes than before; false where none come any more.
    private func receive() -> Bool {
        if held.isEmpty {
            held = 0..<0
        } else if held.lowerBound > 0 {
            unsafe start.update(from: start + held.lowerBound, count: held.count)
            held = 0..<held.count
        }
        let count = unsafe pipe.read(into: UnsafeMutableBufferPointer(rebasing: buffer[held.upperBound...]))
        held = held.lowerBound..<held.upperBound + count
        return count > 0
    }

    private func finish(_ frame: UnpackFrame) {
        switch (UnpackFault(rawValue: frame.flags), fault(frame)) {
        case (.noArchive, _): ending = .noArchive
        case (_, let reason?):
            ending = .damaged(pipe.feedFault.map { $0.gap(Origin(path: "")).reason } ?? reason)
        case (_, nil): ending = .regular
        }
        if held.isEmpty, ending != nil, pipe.breach == nil { children.giveBack(child) }
    }

    private func fault(_ frame: UnpackFrame) -> GapReason? {
        let words = payload(frame).map(UnpackSession.words) ?? ""
        switch UnpackFault(rawValue: frame.flags) {
        case .corrupt: return .unreadable(words.isEmpty ? "damaged" : "damaged: \(words)")
        case .encrypted: return .encrypted
        case .unknownMethod: return .unsupported("this kind of compression")
        case .noArchive: return .unreadable("not an archive")
        case nil: return frame.flags == 0 ? nil : .unreadable("damaged")
        }
    }

    /// What the child says, which hostile bytes may have shaped: short and printable.
    private static func words(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix(120).map { (0x20...0x7E).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }

    /// The child has ended, or writes what it should not.
    private func lose() {
        guard ending == nil else { return }
        let reason = pipe.breach ?? .unreadable("the program that unpacks it has ended")
        pipe.end(reason)
        ending = .broken(reason)
        canGoOnBehindMember = memberIsOpen && isZip && !isExhausted && !pipe.isOver
        if memberIsOpen { memberFault = reason }
        memberIsOpen = false
        payloadLeft = 0
    }
}
