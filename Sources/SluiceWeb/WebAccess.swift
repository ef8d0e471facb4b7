public import SluiceGateway

/// Where the checks are offered, and to whom.
public struct WebAccess: Sendable {
    public let address: ListenAddress
    let token: BearerToken?

    /// A socket that other hosts can reach needs a token.
    ///
    /// - Throws: ``ListenFault`` where there is none.
    public init(_ address: ListenAddress, token: BearerToken?) throws(ListenFault) {
        guard token != nil || address.isLocal else {
            throw ListenFault(
                "\(address) can be reached from other hosts, so --http-token-file has to name a token")
        }
        self.address = address
        self.token = token
    }

    /// Whether a request names this host in its field `Host`.
    ///
    /// A page somewhere else may let its own name lead to this host (DNS rebinding) and would then read what is
    /// answered; it has no token, and a socket in the file system cannot be reached so.
    func isMeant(byHost host: String?) -> Bool {
        guard token == nil, case .inet = address, let host else { return true }
        var name = host[...]
        if let colon = name.lastIndex(of: ":"), !name[colon...].contains("]") { name = name[..<colon] }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        return ListenAddress.inet(host: String(name), port: 0).isLocal
    }
}

extension ListenAddress {
    /// Whether only this host can reach it.
    var isLocal: Bool {
        guard case .inet(let host, _) = self else { return true }
        if host == "::1" || host.lowercased() == "localhost" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }
}
