import SluiceModel

/// Messages of a unit that wait to be looked at together.
struct HeldMessages {
    private(set) var messages: [Message] = []
    private var bytes = 0

    private static let mostBytes = 56 << 10
    private static let mostMessages = 512

    var isFull: Bool { bytes >= HeldMessages.mostBytes || messages.count >= HeldMessages.mostMessages }

    /// False for a segment of a long text, and for a message so long that it is better looked at alone.
    mutating func take(_ message: Message) -> Bool {
        var size = 0
        for part in message.parts {
            guard part.text.isWhole, part.text.storage.count <= HeldMessages.mostBytes else { return false }
            size += part.text.storage.count
        }
        messages.append(message)
        bytes += size
        return true
    }

    mutating func removeAll() {
        messages.removeAll(keepingCapacity: true)
        bytes = 0
    }
}
