import SluiceModel

/// Which packs a person switches on or off; all others are as their `pack.yaml` says.
public struct PackSelection: Hashable, Sendable {
    /// Names of packs that count although they are off by default.
    public var on: [String]
    /// Names of packs that do not count; stronger than ``on``.
    public var off: [String]

    public init(on: [String] = [], off: [String] = []) {
        self.on = on
        self.off = off
    }

    public var isEmpty: Bool { on.isEmpty && off.isEmpty }

    /// All names, in the order given.
    public var names: [String] { on + off }

    /// The same where it says something, and `base` where it does not.
    public func over(_ base: PackSelection) -> PackSelection {
        let others = base.names.filter { !names.contains($0) }
        return PackSelection(
            on: on + base.on.filter(others.contains), off: off + base.off.filter(others.contains))
    }

    /// Whether the rules of the pack called `name` count.
    public func includes(_ name: String, isOn: Bool) -> Bool {
        !off.contains(name) && (isOn || on.contains(name))
    }
}

extension RuleSet {
    /// The rules of the packs that count, and those without a pack; the hash is left for the caller to renew.
    public func selecting(_ selection: PackSelection) -> RuleSet {
        var set = self
        set.packs = packs.filter { selection.includes($0.name, isOn: $0.isOn) }
        let left = Set(packs.map(\.name)).subtracting(set.packs.map(\.name)).union(selection.off)
        guard !left.isEmpty else { return set }
        set.rules = rules.filter { !($0.information.pack.map(left.contains) ?? false) }
        return set
    }
}
