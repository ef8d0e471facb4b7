/// What the containers of a stretch are; a container that does not end in it goes on in the next, and so is a frame.
struct DocumentRoles {
    private let layout: DocumentLayout
    private let tokens: JSONTokens
    private let end: Int

    init(_ layout: DocumentLayout, _ tokens: JSONTokens, _ end: Int) {
        self.layout = layout
        self.tokens = tokens
        self.end = end
    }

    func role(of value: JSONValue, name: String?, around frames: [DocumentFrame]) -> DocumentLayout.Role {
        guard value.kind == .object else { return roleOfArray(value, name, frames) }
        let role = layout.roleOfObject(around: frames)
        guard role == .open else { return role }
        return tokens.partner(value.token) >= end || holdsMessages(value, frames) ? .frame : .unit
    }

    private func roleOfArray(
        _ value: JSONValue, _ name: String?, _ frames: [DocumentFrame]
    ) -> DocumentLayout.Role {
        let start = tokens.place(value.token) + 1
        let behind = start..<min(start + 64, tokens.byteCount)
        let holdsObjects = tokens.withSpan(behind) { DocumentLayout.beginsWithObject($0) }
        return layout.roleOfArray(name, around: frames, holdsObjects: holdsObjects)
    }

    /// Whether an object that ends in the stretch has messages in it.
    private func holdsMessages(_ object: JSONValue, _ frames: [DocumentFrame]) -> Bool {
        let inside = frames + [DocumentFrame(isArray: false)]
        var containers = 0
        for member in object.members {
            switch member.value.kind {
            case .array:
                let name = JSONValue(tokens: tokens, token: member.token).string
                if roleOfArray(member.value, name, inside) == .array { return true }
            case .object:
                if layout.roleOfObject(around: inside) == .open, holdsMessages(member.value, inside) {
                    return true
                }
            case .string, .word: continue
            }
            containers += 1
        }
        return frames.isEmpty && layout.messages == nil && containers >= DocumentLayout.dictionarySize
    }
}
