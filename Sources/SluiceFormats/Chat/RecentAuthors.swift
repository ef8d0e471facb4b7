import CScanKernels

/// Authors of a chat by what their lines begin with: a name of ASCII or UTF-8, a colon and a blank.
///
/// Most lines are told by one look at 32 bytes and one place in a small table; all others are unknown here.
struct RecentAuthors {
    /// By their hash, with room between.
    private(set) var names = [sluice_author_name](repeating: sluice_author_name(), count: size)
    private var count = 0

    /// A power of two.
    private static let size = 4096

    /// What a line begins with behind the header.
    struct Beginning {
        fileprivate var name: sluice_author_name
        /// In bytes, with the blank.
        var length: Int { Int(name.length) }
    }

    /// What the line begins with whose header ends at `start`; nil where it does not begin as most do.
    ///
    /// Nothing but words stands behind it.
    static func beginning(at start: Int, before end: Int, in text: Span<UInt8>) -> Beginning? {
        precondition(start >= 0 && end <= text.count)
        // More bytes than a name has are looked at.
        guard start + Int(SLUICE_LONGEST_AUTHOR) < text.count else { return nil }
        var name = sluice_author_name()
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, unsafe sluice_author_beginning(base, start, end, &name) != 0
            else { return nil }
            return Beginning(name: name)
        }
    }

    /// The author of lines that begin so; nil where they are not known.
    func author(_ beginning: Beginning) -> Int? {
        let known = names[slot(of: beginning)]
        return known.length == 0 ? nil : Int(known.author)
    }

    private func slot(of beginning: Beginning) -> Int {
        var name = beginning.name
        return unsafe names.withUnsafeBufferPointer { names in
            guard let base = names.baseAddress else { return 0 }
            return unsafe sluice_author_slot(base, names.count, &name)
        }
    }

    /// Notes the author of lines that begin so.
    mutating func note(_ beginning: Beginning, author: Int) {
        if count == RecentAuthors.size / 2 { forget() }
        count += 1
        var name = beginning.name
        name.author = Int32(truncatingIfNeeded: author)
        names[slot(of: beginning)] = name
    }

    mutating func forget() {
        count = 0
        for index in names.indices { names[index].length = 0 }
    }
}
