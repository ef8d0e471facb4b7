import Glibc
import Logging
import NIOCore
import NIOPosix
import SluiceChecking
import SluiceDetection
import SluiceModel
import SluiceNames
import SluicePolicy
import SluiceRules
import TestSupport
import Testing

@testable import SluiceGateway

@Suite("The server on a socket")
struct ServerTests {
    private let folder: TemporaryFolder
    private let context: MilterContext

    init() throws {
        folder = try TemporaryFolder()
        let rules = try folder.write(
            """
            rules:
              - id: secret-word
                title: { de: Wort, en: Word }
                severity: high
                pattern: 'GEHEIM'
                confidence: high
                show: none
            """, "rules.yaml")
        var policy = Policy(language: .english)
        policy.mode = .enforce
        policy.verdicts = [
            VerdictLine(name: "all", action: .refuse, conditions: VerdictConditions(severity: .high))
        ]
        let detector = try Detector(RuleLoader().load(paths: [rules]))
        let metrics = Metrics()
        let log = GatewayLog(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        context = MilterContext(
            pool: CheckPool(CheckRules(detector: detector, policy: policy, key: NameKey()), threads: 2),
            metrics: metrics, log: log, notes: NoteSender([], metrics: metrics, log: log), room: SpoolRoom())
    }

    /// How long the answer to an offer is: it names seven stages, and asks for two macros.
    private let agreement = 17 + 7 * 5 + 14

    /// What a conversation over a socket brings, until the server has said all.
    private func converse(_ path: String, _ bytes: [UInt8], cut: Int) -> [UInt8] {
        let socket = Socket(path)
        for start in stride(from: 0, to: bytes.count, by: cut) {
            socket.write(Array(bytes[start..<min(bytes.count, start + cut)]))
        }
        return socket.readToEnd()
    }

    @Test("answers mails, one after the other on one connection, and drains", arguments: [7, 100_000])
    func mails(cut: Int) async throws {
        let path = folder.path + "/milter.sock"
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MilterServer(context)
        try server.start(.unix(path: path), mode: 0o600, on: group)
        let socket = Socket(path)
        socket.write(Packets.options(steps: Packets.answeredSteps) + Packets.connect())
        #expect(socket.read(agreement + 5).count == agreement + 5)
        let clean = Packets.mail()
        for start in stride(from: 0, to: clean.count, by: cut) {
            socket.write(Array(clean[start..<min(clean.count, start + cut)]))
        }
        // The sender, a recipient, DATA, two fields, the end of the header and the body are answered before.
        #expect(
            socket.read(7 * 5 + 5) == Array(repeating: MilterReply.goOn.bytes, count: 7).flatMap(\.self)
                + MilterReply.accept.bytes)
        socket.write(Packets.mail(body: "GEHEIM\r\n"))
        _ = socket.read(7 * 5)
        let refusal = socket.read(4 + 1 + 13)
        #expect(String(decoding: refusal.dropFirst(4), as: UTF8.self) == "y550-5.7.1 The")
        socket.write(Packets.packet("Q"))
        _ = socket.readToEnd()
        server.drain(seconds: 1)
        #expect(context.metrics.values.outcomes == ["pass": 1, "refuse": 1])
        context.pool.close()
        try await group.shutdownGracefully()
    }

    @Test("answers a mail at its end only, where the mail server wants that, and by TCP")
    func unanswered() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MilterServer(context)
        try server.start(.inet(host: "127.0.0.1", port: 0), mode: 0o600, on: group)
        let socket = Socket(port: try #require(server.port))
        socket.write(Packets.options() + Packets.connect())
        socket.write(Packets.mail())
        #expect(socket.read(agreement).count == agreement)
        // The end of the header is answered, since it comes although it was not asked for.
        #expect(socket.read(10) == MilterReply.goOn.bytes + MilterReply.accept.bytes)
        socket.write(Packets.packet("Q"))
        #expect(socket.readToEnd().isEmpty)
        server.drain(seconds: 1)
        context.pool.close()
        try await group.shutdownGracefully()
    }

    @Test("closes a connection that does not speak the protocol")
    func garbage() async throws {
        let path = folder.path + "/milter.sock"
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MilterServer(context)
        try server.start(.unix(path: path), mode: 0o600, on: group)
        #expect(converse(path, Array("GET / HTTP/1.1\r\n\r\n".utf8), cut: 3).isEmpty)
        #expect(context.metrics.values.errors == ["protocol": 1])
        server.drain(seconds: 1)
        context.pool.close()
        try await group.shutdownGracefully()
    }

    @Test("takes a socket's place that a killed server left, and nobody else's")
    func staleSocket() async throws {
        let path = folder.path + "/milter.sock"
        Socket.leaveBehind(path)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MilterServer(context)
        try server.start(.unix(path: path), mode: 0o600, on: group)
        #expect(throws: ListenFault.self) {
            try MilterServer(context).start(.unix(path: path), mode: 0o600, on: group)
        }
        try folder.write("text", "file")
        #expect(throws: ListenFault.self) {
            try MilterServer(context).start(.unix(path: folder.path + "/file"), mode: 0o600, on: group)
        }
        server.drain(seconds: 1)
        context.pool.close()
        try await group.shutdownGracefully()
    }
}

/// A client's end of a socket.
private final class Socket {
    private let socket: CInt

    init(_ path: String) {
        socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        _ = unsafe Socket.withAddress(path) { unsafe connect(socket, $0, $1) }
    }

    /// A connection to a port of this host.
    init(port: Int) {
        socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, size)
            }
        }
    }

    deinit { close(socket) }

    func write(_ bytes: [UInt8]) {
        // A server that has closed takes no more.
        _ = unsafe bytes.withUnsafeBytes {
            unsafe send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
        }
    }

    func read(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let more = unsafe bytes.withUnsafeMutableBytes {
                unsafe recv(socket, $0.baseAddress.map { unsafe $0 + done }, count - done, 0)
            }
            guard more > 0 else { break }
            done += more
        }
        return Array(bytes.prefix(done))
    }

    func readToEnd() -> [UInt8] { read(1 << 16) }

    /// Makes the file of a socket on which nobody listens.
    static func leaveBehind(_ path: String) {
        let socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        _ = unsafe withAddress(path) { unsafe bind(socket, $0, $1) }
        close(socket)
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt)
        -> CInt
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8.prefix(107))
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, size) }
        }
    }
}
