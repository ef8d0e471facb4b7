/// The domain of a mail address, in lower case.
public struct MailDomain: Hashable, Sendable {
    public let name: String

    /// Nil where `address` has no `@`, and where what stands before it names another way.
    ///
    /// Mail servers bring `bert%kunde.example@westbach.example`, `kunde.example!bert@westbach.example` and
    /// `bert@kunde.example@westbach.example` to Bert (Postfix: `allow_percent_hack`, `swap_bangpath`), so that nobody
    /// knows whether such an address belongs to the domain at its end. A dot at the end says nothing.
    public init?(address: String) {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")),
            !address.utf8[..<at].contains(where: { Self.waysElsewhere.contains($0) })
        else { return nil }
        let end = address[address.utf8.index(after: at)...].lowercased()
        name = end.hasSuffix(".") ? String(end.dropLast()) : end
    }

    private static let waysElsewhere = Array("%!@".utf8)

    /// Whether it is `domain`, which is in lower case, or one below it.
    public func isWithin(_ domain: String) -> Bool {
        let (inner, outer) = (name.utf8, domain.utf8)
        guard inner.count > outer.count else { return name == domain }
        guard name.hasSuffix(domain) else { return false }
        return inner[inner.index(inner.endIndex, offsetBy: -outer.count - 1)] == UInt8(ascii: ".")
    }

    /// The domain itself and all above it, the longest first.
    public var lineage: [String] {
        var names = [name]
        var rest = name[...]
        while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
            rest = rest[rest.utf8.index(after: dot)...]
            names.append(String(rest))
        }
        return names
    }
}
