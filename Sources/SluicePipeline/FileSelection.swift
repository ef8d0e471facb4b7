public import SluiceFormats

/// Which of the files below a folder are scanned.
public struct FileSelection: Sendable {
    /// Where there are any, one of them must match a file's path.
    public var include: [Glob]
    /// None of them may match the path of a file or of a folder above it.
    public var exclude: [Glob]
    /// Whether what git ignores is left out.
    public var honoursGit: Bool
    /// Files that are never scanned, such as the report that is being written.
    public var avoided: Set<FileIdentity>

    public init(
        include: [Glob] = [], exclude: [Glob] = [], honoursGit: Bool = false, avoided: Set<FileIdentity> = []
    ) {
        self.include = include
        self.exclude = exclude
        self.honoursGit = honoursGit
        self.avoided = avoided
    }

    func avoids(_ identity: FileIdentity) -> Bool { !avoided.isEmpty && avoided.contains(identity) }

    /// Whether the file at `path` is scanned, which was found otherwise than by walking through the folders above it.
    func admits(withFolders path: ArraySlice<UInt8>) -> Bool {
        let slashes = path.indices.filter { path[$0] == 0x2F }
        return slashes.allSatisfy { admits(path[..<$0], isFolder: true) } && admits(path, isFolder: false)
    }

    /// Whether the file at `path`, relative to the folder that was named, is scanned, or the folder entered.
    func admits(_ path: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
        if exclude.contains(where: { $0.matches(path) }) { return false }
        return isFolder || include.isEmpty || include.contains { $0.matches(path) }
    }
}
