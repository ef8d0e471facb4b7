import SluiceModel

/// The form of one program's export: where its messages lie, and how each is read.
///
/// It is made once for an input, and shared by all who read its stretches.
protocol ExportShape: Sendable {
    var layout: DocumentLayout { get }

    /// Adds the parts of a message and gives what else is known of it; nil where it is none of this export's, and
    /// nothing was added.
    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts?

    /// The chat that the frames are of and who takes part in it, once its messages begin; nil where there is no chat.
    func chat(_ frames: [DocumentFrame]) -> ExportChat?

    /// The chat that a message says it belongs to; nil where the containers around it say that.
    func chat(of unit: JSONValue) -> ExportChat?

    /// Whether texts are mojibake that is to be repaired.
    var repairsText: Bool { get }

    /// How a message that belongs to the export, but is no message of somebody, travels.
    var channel: Channel { get }
}

extension ExportShape {
    var layout: DocumentLayout { .byPlace }
    var repairsText: Bool { false }
    func chat(_ frames: [DocumentFrame]) -> ExportChat? { nil }
    func chat(of unit: JSONValue) -> ExportChat? { nil }
}

/// A chat that an export holds.
struct ExportChat: Hashable {
    var name: String?
    var participants: [String]
}

extension ChatSelection {
    /// Whether a chat is read; one of which nothing is known is not.
    func admits(_ chat: ExportChat) -> Bool {
        admits(chat: chat.name ?? "", participants: chat.participants)
    }
}

/// What is known around a message.
struct ExportScene {
    var frames: [DocumentFrame]
    var chat: ExportChat?
    var organisation: Organisation
    /// See ``ReadingOptions/readsCopies``.
    var readsCopies = false
}

/// JSON of no known export: all records are read by the names of their fields.
struct UnknownExport: ExportShape {
    let channel = Channel.file

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        nil
    }
}
