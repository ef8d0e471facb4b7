import SluiceModel
import Synchronization

/// Members of an archive that others ask for by their path.
final class ArchiveCompanions: Sendable {
    /// Longer ones are not given, in bytes.
    private static let longest = 64 << 20
    /// Archives that must be unpacked from their beginning are searched up to this size.
    private static let longestSearch = 64 << 20

    private let file: OpenFile
    private let size: Int
    private let options: ReadingOptions
    private let known = Mutex<[String: TextStorage?]>([:])

    init(_ file: OpenFile, size: Int, _ options: ReadingOptions) {
        self.file = file
        self.size = size
        self.options = options
    }

    func beside(_ member: String) -> any Companions {
        MemberCompanions(archive: self, member: member)
    }

    /// The member at `path`; it is kept for the next who asks.
    func member(_ path: String) -> TextStorage? {
        known.withLock { known in
            if let answer = known[path] { return answer }
            let answer = extract(path)
            known[path] = .some(answer)
            return answer
        }
    }

    private func extract(_ path: String) -> TextStorage? {
        let budget = UnpackBudget(options.limits)
        budget.addPacked(size)
        let input = LongInput.file(file, size: size)
        let session = try? UnpackSession(options.unpacker, input, budget: budget, only: path)
        guard let session, let member = session.nextMember(),
            session.isZip || size <= ArchiveCompanions.longestSearch,
            member.size ?? 0 <= ArchiveCompanions.longest
        else { return nil }
        var bytes: [UInt8] = []
        var isWhole = false
        while bytes.count <= ArchiveCompanions.longest, !isWhole {
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 256 << 10) { target, count in
                count = unsafe session.read(into: target)
            }
            isWhole = chunk.isEmpty
            bytes += chunk
        }
        let isSound = isWhole && session.memberFault == nil
        // A zip's child is done at once with what lies behind, and free for another archive.
        if isWhole, session.isZip { _ = session.nextMember() }
        return isSound ? TextStorage(bytes) : nil
    }
}

/// What stands beside one member.
private struct MemberCompanions: Companions {
    let archive: ArchiveCompanions
    let member: String

    func content(at path: String) -> TextStorage? {
        var steps = member.split(separator: "/").dropLast()
        for step in path.split(separator: "/") where step != "." {
            if step != ".." {
                steps.append(step)
            } else if steps.popLast() == nil {
                return nil
            }
        }
        return archive.member(steps.joined(separator: "/"))
    }
}
