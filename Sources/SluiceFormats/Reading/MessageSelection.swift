public import SluiceModel

/// Which messages are looked at, by the way they travelled and by their time.
public struct MessageSelection: Sendable {
    /// All ways where it is empty.
    public let channels: Set<Channel>
    /// Seconds since 1970; a message at its end is outside.
    private let period: Range<Double>

    /// Why the selection cannot be made.
    public struct Fault: Error, Hashable, Sendable {
        /// For people.
        public let description: String
    }

    /// Everything.
    public init() {
        channels = []
        period = -.infinity..<(.infinity)
    }

    /// Messages from `since` until `until`: `2026-05-01`, `2026-05-01T18:30`, `01.05.2026`, in UTC where no zone is given.
    ///
    /// A day is meant as a whole, so that the last one belongs to the period.
    /// - Throws: Where one of them is no time, or nothing can lie between them.
    public init(channels: Set<Channel>, since: String?, until: String?) throws(Fault) {
        let start = try since.map { text throws(Fault) in try Self.seconds(text) } ?? -.infinity
        let end =
            try until.map { text throws(Fault) in
                try Self.seconds(text) + (text.contains(":") ? 0 : 86_400)
            } ?? .infinity
        guard start < end else { throw Fault(description: "the period ends before it begins") }
        self.channels = channels
        period = start..<end
    }

    private static func seconds(_ text: String) throws(Fault) -> Double {
        let bytes = Array(text.utf8)
        guard bytes.count >= 8, bytes.first.map({ (0x30...0x39).contains($0) }) ?? false,
            let seconds = TimeText.seconds(bytes.span)
        else {
            throw Fault(
                description: "'\(text)' is no day such as 2026-05-01, and no time such as 2026-05-01T18:30")
        }
        return seconds
    }

    public var takesAll: Bool { channels.isEmpty && !hasPeriod }
    public var hasPeriod: Bool { period.lowerBound > -.infinity || period.upperBound < .infinity }

    public func takes(_ channel: Channel) -> Bool { channels.isEmpty || channels.contains(channel) }

    /// Whether a message is looked at; one whose time nobody knows belongs to every period.
    public func takes(_ message: Message) -> Bool {
        takes(message.channel) && message.time.map(period.contains) ?? true
    }
}
