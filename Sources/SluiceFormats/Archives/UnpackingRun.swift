import SluiceModel

/// One archive's members, by as many children as it wears out.
struct UnpackingRun {
    /// An archive that ends so many children is left alone.
    private static let mostChildren = 8

    private let archive: LongInput
    private let unpacker: Unpacker
    private let budget: UnpackBudget
    /// Whether the bytes handed to the child are counted as packed ones.
    private let countsInput: Bool
    private var session: UnpackSession?
    private var children = 0
    /// The number of the member given last; -1 before the first.
    private var last = -1
    private var counted = 0
    private(set) var ending: UnpackSession.Ending?
    /// Whether it is a zip that was cut short, which may have lost whole members.
    private(set) var lacksEnd = false
    /// Whether it is a zip whose list of members was there.
    private(set) var hasList = false

    init(_ archive: LongInput, _ unpacker: Unpacker, _ budget: UnpackBudget, countsInput: Bool) {
        self.archive = archive
        self.unpacker = unpacker
        self.budget = budget
        self.countsInput = countsInput
    }

    /// Goes to the next member; nil at the archive's end, which ``ending`` tells.
    mutating func next() -> (UnpackMember, UnpackSession)? {
        while ending == nil {
            guard let session = current() else { return nil }
            if let member = session.nextMember() {
                last = max(last + 1, member.number)
                return (member, session)
            }
            if session.canGoOnBehindMember, case .file = archive, children < UnpackingRun.mostChildren {
                self.session = nil
            } else {
                ending = session.ending ?? .regular
                if session.isZip, case .file(let file, _) = archive {
                    hasList = UnpackingRun.hasEnd(file)
                    lacksEnd = !hasList
                }
                self.session = nil
            }
        }
        return nil
    }

    /// The bytes of the archive that were taken since this was last asked.
    mutating func takeConsumed() -> Int {
        let now = max(counted, session?.consumed ?? counted)
        defer { counted = now }
        return now - counted
    }

    /// Whether a zip's last 64 KiB hold the record that ends its list of members (APPNOTE.TXT, 4.3.16).
    private static func hasEnd(_ file: OpenFile) -> Bool {
        let size = file.size
        guard let tail = try? file.text(in: max(0, size - 22 - 0xFFFF)..<size) else { return false }
        return tail.withSpan { bytes in
            bytes.indices.dropLast(21).reversed().contains {
                bytes[$0] == 0x50 && bytes[$0 + 1] == 0x4B && bytes[$0 + 2] == 5 && bytes[$0 + 3] == 6
            }
        }
    }

    private mutating func current() -> UnpackSession? {
        if let session { return session }
        children += 1
        do throws(SystemFault) {
            session = try UnpackSession(
                unpacker, archive, budget: budget, skip: last + 1, countsInput: countsInput)
        } catch {
            ending = .broken(.unreadable("cannot be unpacked: \(error)"))
        }
        return session
    }
}
