import Glibc
import NIOCore

/// Acknowledges what comes by TCP at once.
///
/// A mail server writes several commands before it waits for a reply, and its system sends a second small packet only
/// when the first is acknowledged (Nagle); an acknowledgement that waits for a reply to ride on would come 40 ms late.
/// The system forgets the option (tcp(7)), so it is set again behind each read.
final class QuickAcknowledgement: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private static let option = ChannelOptions.Types.SocketOption(
        level: .tcp, name: NIOBSDSocket.Option(rawValue: TCP_QUICKACK))

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // A connection that has been closed meanwhile needs none.
        try? context.channel.syncOptions?.setOption(QuickAcknowledgement.option, value: 1)
    }
}
