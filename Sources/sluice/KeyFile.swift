import Glibc
import SluiceFormats
import SluiceNames
import SluicePolicy

/// The key that makes names of values, findings and people stable.
enum KeyFile {
    static let howToMake = "\(howToMake("sluice.key")), and --key sluice.key uses it"

    static func howToMake(_ path: String) -> String { "'openssl rand -hex 32 > \(path)' makes one" }

    /// - Throws: Where the file cannot be read or is too short.
    static func key(_ path: String) throws -> NameKey {
        guard let bytes = WholeFile.bytes(path) else { throw UsageFault("the key '\(path)' cannot be read") }
        guard let key = NameKey(bytes) else {
            throw UsageFault("the key '\(path)' has fewer than 16 bytes; 'openssl rand -hex 32' makes one")
        }
        return key
    }

    /// The key that was given, else the one that the policy names; nil where there is neither.
    ///
    /// - Throws: Where its file cannot be read or is too short.
    static func key(_ given: String?, _ policy: Policy?) throws -> NameKey? {
        if let given { return try key(given) }
        guard let path = policy?.keyFile, unsafe access(path, F_OK) == 0 else { return nil }
        return try key(path)
    }
}

extension FindingOptions {
    /// The key that was given, else the one that the policy names; nil where names hold for this run only.
    ///
    /// The policy's key stands outside version control, so it may be missing in a fresh copy.
    ///
    /// - Throws: Where its file cannot be read or is too short.
    func nameKey(_ policy: Policy?) throws -> NameKey? { try KeyFile.key(key, policy) }
}
