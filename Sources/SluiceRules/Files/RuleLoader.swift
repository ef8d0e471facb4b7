public import SluiceModel

/// Reads the rules of another tool's file.
///
/// It is handed to ``RuleLoader``, so that this module need not know the form of such files.
public struct RuleImporter: Sendable {
    /// The ending of the names of its files, without the dot.
    public let suffix: String
    let read: @Sendable (_ text: String, _ path: String) throws(Diagnostics) -> RuleSet

    public init(
        suffix: String,
        read: @escaping @Sendable (_ text: String, _ path: String) throws(Diagnostics) -> RuleSet
    ) {
        self.suffix = suffix
        self.read = read
    }
}

/// Loads rules from the paths that a person gives: folders of packs, single files.
public struct RuleLoader: Sendable {
    public var completeness: Completeness
    public var importers: [RuleImporter]

    public init(completeness: Completeness = .usable, importers: [RuleImporter] = []) {
        self.completeness = completeness
        self.importers = importers
    }

    /// The rules of all `paths`, folders in the bytewise order of their files.
    ///
    /// A pack whose own folder or file is given counts as on, whatever its `pack.yaml` says: it was asked for.
    ///
    /// - Throws: The faults of all files; a rule that cannot be read is never left out silently.
    public func load(paths: [String]) throws(Diagnostics) -> RuleSet {
        var sets: [RuleSet] = []
        var faults: [Diagnostic] = []
        var packs = PackCache()
        for path in paths {
            do throws(Diagnostics) {
                for file in try files(at: path) {
                    do throws(Diagnostics) {
                        sets.append(try set(in: file, packs: &packs))
                        if isNamed(file, by: path) { packs.switchOn(beside: file) }
                    } catch {
                        faults += error.all
                    }
                }
            } catch {
                faults += error.all
            }
        }
        guard faults.isEmpty else { throw Diagnostics(faults) }
        var merged = try RuleSet.merging(sets)
        merged.packs = packs.all
        return merged
    }

    /// Whether `path`, as a person gave it, is the file or the folder that it lies in.
    private func isNamed(_ file: String, by path: String) -> Bool {
        file == path || file == Paths.joined(path, Paths.name(of: file))
    }

    /// The text of the rule file at `path`.
    ///
    /// - Throws: A fault where it cannot be read, or is not UTF-8.
    public static func text(of path: String) throws(Diagnostics) -> String {
        do throws(FileFault) {
            return try Files.text(of: path)
        } catch {
            throw Diagnostics([
                Diagnostic("unreadable-file", "no rules can be read here: \(error.reason)", file: path)
            ])
        }
    }

    private var suffixes: [String] { ["yaml", "yml"] + importers.map(\.suffix) }

    private func files(at path: String) throws(Diagnostics) -> [String] {
        guard Files.isFolder(path) else { return [path] }
        do throws(FileFault) {
            let all = try Files.all(under: path).filter { suffixes.contains(Paths.suffix(of: $0)) }
            let files = all.filter { Paths.name(of: $0) != PackFile.name }
            guard !files.isEmpty else { throw FileFault(reason: "no rule file is in it") }
            return files
        } catch {
            throw Diagnostics([
                Diagnostic("unreadable-file", "no rules can be read here: \(error.reason)", file: path)
            ])
        }
    }

    private func set(in path: String, packs: inout PackCache) throws(Diagnostics) -> RuleSet {
        let text = try Self.text(of: path)
        if let importer = importers.first(where: { $0.suffix == Paths.suffix(of: path) }) {
            return try importer.read(text, path)
        }
        let pack = try packs.pack(beside: path)
        return RuleSet(
            rules: try RuleFile(path: path, pack: pack, completeness: completeness).rules(in: text))
    }
}

/// The packs met so far, so that each `pack.yaml` is read and complained of once.
private struct PackCache {
    private var packs: [String: RulePack?] = [:]

    var all: [RulePack] { packs.values.compactMap(\.self).sorted { $0.name < $1.name } }

    mutating func switchOn(beside file: String) {
        packs[Paths.beside(file, PackFile.name)]??.isOn = true
    }

    mutating func pack(beside file: String) throws(Diagnostics) -> RulePack? {
        let path = Paths.beside(file, PackFile.name)
        if let known = packs[path] { return known }
        guard Files.exists(path) else {
            packs[path] = .some(nil)
            return nil
        }
        let text: String
        do throws(FileFault) {
            text = try Files.text(of: path)
        } catch {
            throw Diagnostics([
                Diagnostic("unreadable-file", "the pack cannot be read: \(error.reason)", file: path)
            ])
        }
        packs[path] = .some(nil)
        let pack = try PackFile.pack(in: text, path: path)
        packs[path] = pack
        return pack
    }
}
