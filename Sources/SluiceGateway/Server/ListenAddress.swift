/// Where a server listens: `unix:PATH` or `inet:HOST:PORT`, as Postfix writes them.
public enum ListenAddress: Hashable, Sendable {
    case unix(path: String)
    case inet(host: String, port: Int)

    /// Nil where `text` is not of that form; `inet:PORT@HOST`, as Sendmail writes it, is understood too.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") || text.hasPrefix("/") {
            let path = text.hasPrefix("unix:") ? String(text.dropFirst(5)) : text
            // The system keeps a path of at most 107 bytes and a zero (unix(7)).
            guard !path.isEmpty, path.utf8.count < 108 else { return nil }
            self = .unix(path: path)
            return
        }
        let rest = text.hasPrefix("inet:") ? String(text.dropFirst(5)) : text
        if let at = rest.firstIndex(of: "@"), let port = ListenAddress.port(rest[..<at]) {
            self = .inet(host: String(rest[rest.index(after: at)...]), port: port)
            return
        }
        guard let colon = rest.lastIndex(of: ":"),
            let port = ListenAddress.port(rest[rest.index(after: colon)...])
        else { return nil }
        var host = rest[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self = .inet(host: String(host), port: port)
    }

    private static func port(_ text: Substring) -> Int? {
        Int(text).flatMap { (0...65535).contains($0) ? $0 : nil }
    }
}

extension ListenAddress: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .inet(let host, let port): "inet:\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }
}
