import SluiceDigest

/// What the findings in a list of files depend on beside the files: a list is gone on with only where all of it is the same.
public struct ManifestBasis: Hashable, Sendable {
    public enum Part: String, CaseIterable, Sendable {
        case version, rules, policy, decisions, key, options
    }

    /// Hashes, so that no option's value stands in the list.
    private(set) var hashes: [Part: String] = [:]

    public init() {}

    init(_ hashes: [String: String]) {
        for (name, hash) in hashes {
            if let part = Part(rawValue: name) { self.hashes[part] = hash }
        }
    }

    /// Notes what a part is; nothing stands for one that there is not.
    public mutating func set(_ part: Part, _ text: some Sequence<UInt8>) {
        hashes[part] = SHA256.hash(Array(text)).hexadecimal(first: 8)
    }

    /// The first part in which two differ; nil where they are the same.
    public func difference(from other: ManifestBasis) -> Part? {
        Part.allCases.first { hashes[$0] != other.hashes[$0] }
    }
}
