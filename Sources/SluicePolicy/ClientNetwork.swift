import Glibc

/// An address of a host or a network, such as `10.0.0.0/8` or `fd00::/8`.
public struct ClientNetwork: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// 4 or 16, in the order of the network.
    private let bytes: [UInt8]
    /// How many bits of ``bytes`` count.
    private let bits: Int

    /// Nil where `text` is neither an address nor a network in the form of CIDR.
    public init?(_ text: String) {
        let pieces = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = pieces.first, pieces.count <= 2, let bytes = ClientNetwork.bytes(String(first))
        else { return nil }
        var bits = bytes.count * 8
        if pieces.count == 2 {
            guard let given = Int(pieces[1]), (0...bits).contains(given) else { return nil }
            bits = given
        }
        description = text
        self.bytes = bytes
        self.bits = bits
    }

    /// Whether the host with this address is in the network; a mapped IPv4 address counts as what it maps.
    public func contains(_ address: String) -> Bool {
        guard let other = ClientNetwork.bytes(address), other.count == bytes.count else { return false }
        return (0..<bytes.count).allSatisfy { index in
            let kept = max(0, min(8, bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
            return bytes[index] & mask == other[index] & mask
        }
    }

    /// This host itself.
    public static let loopback = [ClientNetwork("127.0.0.0/8"), ClientNetwork("::1")].compactMap(\.self)

    private static func bytes(_ text: String) -> [UInt8]? {
        var four = [UInt8](repeating: 0, count: 4)
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return four }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard unsafe inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        return Array(sixteen[..<12]) == mapped ? Array(sixteen[12...]) : sixteen
    }
}
