import Foundation
import Glibc
import NIOCore
import NIOPosix
import SluiceChecking
import SluiceGateway
import SluicePolicy
import TestSupport
import Testing

@testable import SluiceWeb

@Suite("The server of the site", .serialized)
struct WebServerTests {
    @Test("answers on a socket in the file system, one request after the other, and ends")
    func conversation() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/http.sock"
        let site = try TestSite(address: "unix:" + path)
        let server = WebServer(site.context)
        try server.start(mode: 0o600)
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let check =
            "POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nGEHEIM-1"
        let health = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        let answer = try ask(path, check + health)
        #expect(answer.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
        #expect(answer.contains("\"verdict\":\"refuse\""))
        #expect(answer.contains("\"status\":\"ok\""))
        #expect(answer.lowercased().contains("cache-control: no-store"))
        let head = try ask(path, "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(head.hasPrefix("HTTP/1.1 200 OK") && head.hasSuffix("\r\n\r\n"))
        #expect(throws: ListenFault.self) { try WebServer(site.context).start(mode: 0o600) }
        server.stop()
        server.waitForEnd(seconds: 4)
        #expect(throws: (any Error).self) { try ask(path, health) }
        site.pool.close()
    }

    @Test("names the time of an answer as HTTP has it")
    func time() {
        #expect(InternetTime.text(784_111_777, zone: "GMT") == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test("says where it cannot listen")
    func taken() async throws {
        let first = try TestSite(address: "127.0.0.1:0")
        let server = WebServer(first.context)
        try server.start(mode: 0o600)
        let port = try #require(server.port)
        let second = WebServer(try TestSite(address: "127.0.0.1:\(port)").context)
        #expect(throws: ListenFault.self) { try second.start(mode: 0o600) }
        server.stop()
        server.waitForEnd(seconds: 4)
    }

    @Test("has no patience with half requests, so that they keep nobody else out")
    func halfRequests() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/http.sock"
        let site = try TestSite(address: "unix:" + path)
        let server = WebServer(site.context, patience: .milliseconds(200))
        try server.start(mode: 0o600)
        var open: [Int32] = []
        defer { for descriptor in open { close(descriptor) } }
        for _ in 0..<WebServer.mostConnections + 4 {
            let descriptor = try connected(path)
            open.append(descriptor)
            let half = Array("GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ".utf8)
            #expect(unsafe write(descriptor, half, half.count) == half.count)
        }
        let health = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        #expect(try ask(path, health).contains("\"status\":\"ok\""))
        var byte: UInt8 = 0
        #expect(unsafe read(open[0], &byte, 1) <= 0)
        server.stop()
        server.waitForEnd(seconds: 4)
        site.pool.close()
    }

    @Test(
        "reads no longer than its patience what goes on behind an answer", arguments: ["/health", "/check"])
    func drip(path: String) async throws {
        let folder = try TemporaryFolder()
        let socket = folder.path + "/http.sock"
        let site = try TestSite(address: "unix:" + socket) { $0.gateway.limits.deadlineSeconds = 0.3 }
        let server = WebServer(site.context, patience: .milliseconds(400))
        try server.start(mode: 0o600)
        let descriptor = try connected(socket)
        defer { close(descriptor) }
        let head =
            "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\n"
        _ = unsafe send(descriptor, head, head.utf8.count, CInt(MSG_NOSIGNAL))
        var sent = 0
        while sent < 100, unsafe send(descriptor, "x", 1, CInt(MSG_NOSIGNAL)) == 1 {
            sent += 1
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(sent < 100)
        let answer = rest(descriptor)
        #expect(answer.hasPrefix(path == "/check" ? "HTTP/1.1 408 " : "HTTP/1.1 405 "), "\(answer)")
        #expect(answer.contains("\r\nConnection: close\r\n"), "\(answer)")
        server.stop()
        server.waitForEnd(seconds: 4)
        site.pool.close()
    }

    @Test("closes behind an answer before its time as soon as the request has come whole")
    func early() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/http.sock"
        let site = try TestSite(address: "unix:" + path)
        let server = WebServer(site.context, patience: .seconds(3600))
        try server.start(mode: 0o600)
        let descriptor = try connected(path)
        defer { close(descriptor) }
        for part in ["POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nhalf", "half"] {
            #expect(unsafe send(descriptor, part, part.utf8.count, CInt(MSG_NOSIGNAL)) == part.utf8.count)
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            #expect(unsafe poll(&waiting, 1, 10_000) == 1)
        }
        let answer = rest(descriptor)
        #expect(answer.hasPrefix("HTTP/1.1 405 "), "\(answer)")
        #expect(answer.contains("\r\nConnection: close\r\n"), "\(answer)")
        server.stop()
        server.waitForEnd(seconds: 4)
        site.pool.close()
    }

    @Test(
        "turns away what names no host, or two, or comes in a coding that it cannot take off",
        arguments: [
            ("1.1", "", 400), ("1.1", "Host: x\r\nHost: y\r\n", 400), ("1.0", "", 200),
            ("1.1", "Host: x\r\nTransfer-Encoding: gzip, chunked\r\n", 400),
            ("1.1", "Host: x\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", 400),
            ("1.1", "Host: x\r\nTransfer-Encoding: Chunked\r\n", 200),
        ])
    func unclear(version: String, fields: String, status: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/http.sock"
        let site = try TestSite(address: "unix:" + path)
        let server = WebServer(site.context)
        try server.start(mode: 0o600)
        let first = "GET /ready HTTP/1.1\r\nHost: x\r\n\r\n"
        let body = fields.contains("Transfer") ? "0\r\n\r\n" : ""
        let second = "GET /health HTTP/\(version)\r\nConnection: close\r\n\(fields)\r\n" + body
        let answers = try ask(path, first + second).components(separatedBy: "HTTP/1.1 ")
        #expect(answers.dropFirst().map { $0.prefix(3) } == ["200", "\(status)"])
        server.stop()
        server.waitForEnd(seconds: 4)
        site.pool.close()
    }

    private struct NotAnswered: Error {}

    /// A connection to the server.
    private func connected(_ path: String) throws -> Int32 {
        let socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, size)
            }
        }
        guard status == 0 else {
            close(socket)
            throw NotAnswered()
        }
        return socket
    }

    /// All that the server says until it closes.
    private func ask(_ path: String, _ request: String) throws -> String {
        let socket = try connected(path)
        defer { close(socket) }
        let bytes = Array(request.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        return rest(socket)
    }

    private func rest(_ socket: Int32) -> String {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(socket, $0.baseAddress, $0.count, 0)
            }
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
