import SluiceChecking

/// Words a decision in the protocol's packets.
struct MilterAnswer {
    var options: MilterOptions?

    func bytes(_ decision: MailDecision) -> [UInt8] {
        var bytes: [UInt8] = []
        switch decision.ending {
        case .refuse(let reply), .tryAgain(let reply):
            MilterReply.reply(reply.text).append(to: &bytes)
        case .accept:
            appendChanges(decision.changes, to: &bytes)
            MilterReply.accept.append(to: &bytes)
        case .hold(let reason, _):
            appendChanges(decision.changes, to: &bytes)
            MilterReply.quarantine(reason).append(to: &bytes)
            MilterReply.accept.append(to: &bytes)
        }
        return bytes
    }

    private func appendChanges(_ changes: [HeaderChange], to bytes: inout [UInt8]) {
        let space: [UInt8] = options?.steps.contains(.leadingSpace) == true ? [0x20] : []
        for change in changes {
            switch change {
            case .remove(let name, let index):
                MilterReply.changeHeader(name: name, index: UInt32(index), value: []).append(to: &bytes)
            case .replace(let name, let index, let value):
                MilterReply.changeHeader(name: name, index: UInt32(index), value: space + value).append(
                    to: &bytes)
            case .add(let name, let value):
                MilterReply.addHeader(name: name, value: space + Array(value.utf8)).append(to: &bytes)
            }
        }
    }
}
