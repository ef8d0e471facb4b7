import SluiceFormats

/// Lists what lies below a folder, in the bytewise order of the paths; symbolic links are not followed.
struct TreeWalk {
    enum Entry {
        case file(ListedFile)
        /// Neither file nor folder; what it is.
        case other(PathBytes, String)
        case fault(PathBytes, String)
        /// Left out by the selection.
        case leftOut
    }

    private struct Level {
        var directory: Directory
        /// Ends with a slash.
        var prefix: [UInt8]
        var next = 0
    }

    private let selection: FileSelection
    /// How many bytes of each path name the folder that the walk began with.
    private let rootLength: Int
    private var git: GitIgnored?
    private var levels: [Level] = []
    private var pending: [Entry] = []

    init(_ root: PathBytes, selection: FileSelection) {
        self.selection = selection
        var prefix = Array(root.bytes)
        if prefix.last != 0x2F { prefix.append(0x2F) }
        rootLength = prefix.count
        if selection.honoursGit { git = GitIgnored() }
        enter(root, prefix: prefix)
    }

    mutating func next() -> Entry? {
        while true {
            if let entry = pending.popLast() { return entry }
            guard let level = levels.indices.last else { return nil }
            guard levels[level].next < levels[level].directory.count else {
                levels.removeLast()
                continue
            }
            let index = levels[level].next
            levels[level].next += 1
            if let entry = visit(index, of: level) { return entry }
        }
    }

    private mutating func visit(_ index: Int, of level: Int) -> Entry? {
        let path = PathBytes(folder: levels[level].prefix, name: levels[level].directory.name(index))
        var kind = levels[level].directory.kind(index)
        var status: FileStatus?
        if kind == .file || kind == .unknown {
            do throws(SystemFault) {
                let found = try FileStatus(path, followingLinks: false)
                status = found
                kind = found.kind
            } catch {
                return .fault(path, error.description)
            }
        }
        guard !isLeftOut(path, isFolder: kind == .folder, status: status) else { return .leftOut }
        switch kind {
        case .folder:
            enter(path, prefix: Array(path.bytes) + [0x2F])
            return nil
        case .link: return .other(path, "symbolic link")
        case .special, .unknown: return .other(path, "special file")
        case .file:
            return .file(ListedFile(path: path, size: status?.size ?? 0, modified: status?.modified ?? 0))
        }
    }

    private func isLeftOut(_ path: PathBytes, isFolder: Bool, status: FileStatus?) -> Bool {
        if let git, git.ignores(path) { return true }
        if let status, selection.avoids(status.identity) { return true }
        return !selection.admits(path.bytes.dropFirst(rootLength), isFolder: isFolder)
    }

    private mutating func enter(_ path: PathBytes, prefix: [UInt8]) {
        do throws(SystemFault) {
            let directory = try Directory(path)
            let isRepository = levels.isEmpty || directory.contains(".git")
            if isRepository, git != nil, git?.ask(path, prefix: prefix) == false {
                pending.append(.fault(path, "git did not say what it ignores here"))
            }
            levels.append(Level(directory: directory, prefix: prefix))
        } catch {
            pending.append(.fault(path, error.description))
        }
    }
}
