import Glibc

/// What the child does: one way through an archive, written as records.
struct UnpackRun {
    /// A zip with so many broken members is left alone.
    private static let mostRestarts = 200

    private let order: UnpackOrder
    private let descriptor: CInt
    private let inflater: Inflater?
    private var skip: Int
    private var hasOpened = false
    private var lastSign = 0

    init(_ order: UnpackOrder, descriptor: CInt, _ inflater: Inflater?) {
        self.order = order
        self.descriptor = descriptor
        self.inflater = inflater
        skip = order.skip
    }

    mutating func unpackAll() {
        if let inflater, let zip = ZipRun(descriptor: descriptor, inflater, order) {
            hasOpened = true
            guard let strange = zip.unpack(from: skip, sign: { sign($0) }) else { return }
            skip = strange
        }
        _ = lseek(descriptor, 0, SEEK_SET)
        // libarchive does not go on behind broken bytes; a zip is opened again, for what lies behind them.
        for _ in 0..<UnpackRun.mostRestarts {
            guard let broken = unpack(), lseek(descriptor, 0, SEEK_SET) == 0 else { return }
            skip = broken + 1
        }
        FrameWriter.write(.end(.corrupt), text: "too many broken members")
    }

    /// Gives the number of a broken member behind which others can be read; nil where the archive is done.
    private mutating func unpack() -> Int? {
        guard let archive = ArchiveHandle(descriptor: descriptor, inflater) else {
            let cause = ArchiveHandle.load() ? "out of memory" : "libarchive is not installed"
            FrameWriter.write(.end(.corrupt), text: cause)
            return nil
        }
        var number = 0
        while true {
            var member = Member.unwanted
            let status = archive.next { entry in
                if number >= skip { member = announce(entry, number, archive) }
            }
            sign(archive.consumed)
            switch status {
            case .end:
                FrameWriter.write(.end(nil, archive.consumed), text: "")
                return nil
            case .fatal:
                FrameWriter.write(.end(headFault(archive), archive.consumed), text: archive.fault)
                return nil
            case .failed:
                if member != .unwanted { finish(.corrupt, archive) }
            case .okay:
                guard !archive.isRaw || archive.isCompressed else {
                    FrameWriter.write(.end(.noArchive), text: "")
                    return nil
                }
                if give(member, archive) == .fatal {
                    if archive.isZip { return number }
                    FrameWriter.write(.end(.corrupt, archive.consumed), text: archive.fault)
                    return nil
                }
            }
            number += 1
        }
    }

    private enum Member { case unwanted, named, encrypted, wanted }

    /// Writes the record that begins a member, where it is wanted.
    private mutating func announce(
        _ entry: borrowing ArchiveEntry, _ number: Int, _ archive: borrowing ArchiveHandle
    ) -> Member {
        if !hasOpened {
            hasOpened = true
            FrameWriter.write(UnpackFrame(kind: .opened, flags: archive.frameFlags), text: archive.formatName)
        }
        guard entry.isFile, !archive.isRaw || archive.isCompressed else { return .unwanted }
        var member = Member.wanted
        let frame = UnpackFrame(kind: .member, value: entry.size, consumed: archive.consumed, number: number)
        unsafe entry.withPath { path in
            if let only = order.only {
                member = only.isEmpty ? .named : unsafe path.elementsEqual(only.utf8) ? .wanted : .unwanted
            }
            if member != .unwanted { unsafe FrameWriter.write(frame, path) }
        }
        let isEncrypted = entry.isEncrypted || archive.isEncrypted(member: number)
        return member == .wanted && isEncrypted ? .encrypted : member
    }

    /// Writes a member's bytes and its end.
    private mutating func give(_ member: Member, _ archive: borrowing ArchiveHandle) -> ArchiveHandle.Status {
        switch member {
        case .unwanted: return .okay
        case .named: finish(nil, archive)
        case .encrypted: finish(.encrypted, archive)
        case .wanted:
            var status = ArchiveHandle.Status.okay
            while status == .okay {
                status = unsafe archive.block { bytes in
                    var rest = unsafe bytes[...]
                    while unsafe !rest.isEmpty {
                        let payload = unsafe rest.prefix(UnpackFrame.mostPayload)
                        unsafe rest = rest.dropFirst(payload.count)
                        unsafe FrameWriter.write(
                            UnpackFrame(kind: .data, consumed: archive.consumed),
                            UnsafeRawBufferPointer(rebasing: payload))
                    }
                }
                sign(archive.consumed)
            }
            finish(status == .end ? nil : dataFault(archive), archive)
            return status == .fatal ? .fatal : .okay
        }
        return .okay
    }

    private func finish(_ fault: UnpackFault?, _ archive: borrowing ArchiveHandle) {
        let frame = UnpackFrame(
            kind: .memberEnd, flags: fault?.rawValue ?? 0, consumed: archive.consumed)
        FrameWriter.write(frame, text: fault == nil ? "" : archive.fault)
    }

    private func headFault(_ archive: borrowing ArchiveHandle) -> UnpackFault {
        if archive.hasEncryptedMembers { return .encrypted }
        return hasOpened || skip > 0 ? .corrupt : .noArchive
    }

    private func dataFault(_ archive: borrowing ArchiveHandle) -> UnpackFault {
        let words = archive.fault.lowercased()
        if words.contains("passphrase") || words.contains("encrypt") { return .encrypted }
        return words.contains("unsupported") || words.contains("unknown") ? .unknownMethod : .corrupt
    }

    /// Says once a second that the child is alive, and earns itself time.
    private mutating func sign(_ consumed: Int) {
        var now = timespec()
        guard unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &now) == 0, now.tv_sec != lastSign else { return }
        lastSign = now.tv_sec
        ChildLimits.allowTime(seconds: order.idleSeconds)
        FrameWriter.write(UnpackFrame(kind: .progress, consumed: consumed), text: "")
        FrameWriter.flush()
    }
}

extension UnpackFrame {
    fileprivate static func end(_ fault: UnpackFault?, _ consumed: Int = 0) -> UnpackFrame {
        UnpackFrame(kind: .end, flags: fault?.rawValue ?? 0, consumed: consumed)
    }
}

extension ArchiveHandle {
    /// What ``UnpackFrame/Kind/opened`` tells of the format.
    fileprivate var frameFlags: UInt8 { (isZip ? UnpackFrame.isZip : 0) | (isRaw ? UnpackFrame.isRaw : 0) }
}
