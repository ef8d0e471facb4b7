public import SluiceModel

/// What the policy says of one channel.
public struct ChannelSettings: Hashable, Sendable {
    /// Whether messages of the channel are looked at.
    public var isRead: Bool
    /// Whom its messages reach where their recipients are not known; nil where that cannot be said.
    public var audience: Audience?

    public init(isRead: Bool = true, audience: Audience? = nil) {
        self.isRead = isRead
        self.audience = audience
    }

    /// What holds where the policy says nothing: forums and social media are public.
    public static func standard(_ channel: Channel) -> ChannelSettings {
        switch channel {
        case .forum, .social: ChannelSettings(audience: .public)
        case .mail, .chat, .file: ChannelSettings()
        }
    }
}

extension Policy {
    public func settings(of channel: Channel) -> ChannelSettings {
        channels[channel] ?? ChannelSettings.standard(channel)
    }
}
