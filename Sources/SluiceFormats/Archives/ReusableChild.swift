import Glibc
import SluiceModel
import Synchronization

/// A child that unpacks one archive after the other: to start one costs more than a small archive does.
struct ReusableChild: Sendable {
    let process: ChildProcess
    /// Where its orders are written.
    let orders: OpenFile
    /// Where its records are read.
    let output: OpenFile
    /// In bytes.
    let memory: Int
    /// How many archives it was given.
    private(set) var served = 0

    /// Starts `executable` as such a child.
    ///
    /// - Throws: ``SystemFault`` where the system refuses a socket, a pipe or a process.
    init(_ executable: String, memory: Int) throws(SystemFault) {
        let pipe = try ChildPipe.makePipe()
        var ends: [CInt] = [-1, -1]
        let type = CInt(SOCK_SEQPACKET.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemFault(errno) }
        let (orders, childs) = (OpenFile(owning: ends[0]), OpenFile(owning: ends[1]))
        process = try ChildProcess(
            executable, [UnpackChild.argument, "\(memory)"],
            descriptors: [(pipe.writing.descriptor, STDOUT_FILENO), (childs.descriptor, 3)])
        self.orders = orders
        output = pipe.reading
        self.memory = memory
    }

    /// Gives it an archive; false where it has ended.
    mutating func give(_ archive: CInt, _ order: UnpackOrder) -> Bool {
        served += 1
        return order.send(archive, over: orders.descriptor)
    }
}

/// Children that wait for their next archive.
///
/// One that met a limit, or ended otherwise than it should, never comes back; and none unpacks more than ``most``
/// archives, so that what one of them may have done to it lasts for a few others at most.
final class ReusableChildren: Sendable {
    /// How many archives one child unpacks.
    static let most = 100
    private static let mostWaiting = 4

    private let waiting = Mutex<[ReusableChild]>([])

    /// A child that takes `archive`, an old one where there is one.
    func child(
        _ executable: String, memory: Int, for archive: CInt, _ order: UnpackOrder
    ) throws(SystemFault) -> ReusableChild {
        while var child = take(memory) {
            if child.give(archive, order) { return child }
        }
        var child = try ReusableChild(executable, memory: memory)
        // One that has ended already tells so when its records are read.
        _ = child.give(archive, order)
        return child
    }

    private func take(_ memory: Int) -> ReusableChild? {
        waiting.withLock { children in
            children.lastIndex { $0.memory == memory }.map { children.remove(at: $0) }
        }
    }

    /// Takes a child back that has written all of its archive's records.
    func giveBack(_ child: ReusableChild) {
        guard child.served < ReusableChildren.most else { return }
        waiting.withLock { if $0.count < ReusableChildren.mostWaiting { $0.append(child) } }
    }
}
