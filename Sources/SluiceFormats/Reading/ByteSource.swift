import SluiceModel

/// Bytes that come one after the other and are read once.
protocol ByteSource: Sendable {
    /// Reads some bytes into `target`; 0 where the input has ended (or `target` has no room).
    ///
    /// - Throws: ``SourceFault`` where the input breaks off; it is then over.
    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int
}

/// Why an input broke off.
enum SourceFault: Error, Hashable {
    case system(SystemFault)
    /// The work was cancelled.
    case cancelled
    /// A file became shorter while it was read.
    case shrunk
    /// What the input comes from says why, such as a damaged archive.
    case broken(GapReason)

    func gap(_ origin: Origin) -> Gap {
        switch self {
        case .system(let fault): Gap(origin: origin, reason: .unreadable(fault.description))
        case .cancelled: Gap(origin: origin, reason: .unreadable("interrupted"))
        case .shrunk: .shrunk(origin)
        case .broken(let reason): Gap(origin: origin, reason: reason)
        }
    }
}

/// Reads a source to where a stretch is full, and remembers how the source ended.
struct SourceFiller: Sendable {
    private var source: any ByteSource
    /// What was read of the source already, and comes first.
    private var prefix: TextStorage?
    /// How much of ``prefix`` was given.
    private var given = 0
    /// Whether nothing more will come.
    private(set) var hasEnded = false
    /// Why the source broke off; nil where it did not.
    private(set) var fault: SourceFault?

    init(_ source: any ByteSource) { self.source = source }

    /// Gives `prefix` before what `rest` gives.
    init(_ prefix: TextStorage, then rest: SourceFiller) {
        source = rest.source
        fault = rest.fault
        self.prefix = prefix
    }

    /// How many bytes were read of the source already, and come first.
    var heldBack: Int { prefix.map { $0.count - given } ?? 0 }

    /// Reads until `target` is full or the source ends; gives how many bytes of `target` are then filled.
    mutating func fill(_ target: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int {
        var count = unsafe takePrefix(into: target, at: start) + start
        // What had broken off before its first bytes were given back breaks off behind them.
        if fault != nil, prefix == nil { hasEnded = true }
        while count < target.count, !hasEnded {
            let rest = unsafe UnsafeMutableBufferPointer(rebasing: target[count...])
            do throws(SourceFault) {
                let more = unsafe try source.read(into: rest)
                if more == 0 { hasEnded = true }
                count += more
            } catch {
                fault = error
                hasEnded = true
            }
        }
        return count
    }

    private mutating func takePrefix(into target: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
        guard let prefix, start < target.count else { return 0 }
        let count = min(target.count - start, prefix.count - given)
        let rest = unsafe UnsafeMutableBufferPointer(rebasing: target[start..<start + count])
        prefix.withSpan { bytes in
            let stretch = bytes.extracting(given..<given + count)
            unsafe stretch.withUnsafeBufferPointer { _ = unsafe rest.update(fromContentsOf: $0) }
        }
        given += count
        if given == prefix.count { self.prefix = nil }
        return count
    }

    /// The bytes `carried`, and as many behind them as make up `count` in all, or as there are.
    ///
    /// Those carried are given up where nobody else has them, so that long ones are never held twice.
    mutating func storage(
        of count: Int, behind carried: TextStorage?, givingUp givesUp: Bool = false,
        from pool: StoragePool? = nil
    ) -> TextStorage {
        let kept = carried?.count ?? 0
        return unsafe TextStorage(unsafeUninitializedCapacity: max(count, kept), from: pool) { target in
            if let carried { unsafe SourceFiller.copy(carried, givingUp: givesUp, to: target) }
            return unsafe fill(target, from: kept)
        }
    }

    private static let step = 1 << 20

    private static func copy(
        _ carried: TextStorage, givingUp givesUp: Bool, to target: UnsafeMutableBufferPointer<UInt8>
    ) {
        for start in stride(from: 0, to: carried.count, by: step) {
            let stretch = start..<min(carried.count, start + step)
            carried.withSpan { bytes in
                let rest = unsafe UnsafeMutableBufferPointer(rebasing: target[stretch])
                unsafe bytes.extracting(stretch).withUnsafeBufferPointer {
                    _ = unsafe rest.update(fromContentsOf: $0)
                }
            }
            if givesUp { carried.giveUp(stretch) }
        }
    }
}
