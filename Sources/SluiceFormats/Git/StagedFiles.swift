import Glibc

/// The files of a git repository's index that differ from its last commit, as git lists them.
public struct StagedFiles: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        /// From the repository's top.
        var path: PathBytes
        /// Names the content.
        var object: String
        var kind: Kind
    }

    enum Kind: Hashable, Sendable { case file, link, repository, unmerged }

    /// Why the list cannot be had.
    public struct Fault: Error, Sendable {
        /// For people.
        public var text: String
    }

    let entries: [Entry]

    public var count: Int { entries.count }

    /// Asks git about the repository of the working folder; with `paths` only about what lies there.
    ///
    /// Renamed files are listed as new ones, so that all of them is read; removed ones are not listed.
    /// - Throws: Where there is no git, or no repository.
    public init(below paths: [String] = []) throws(Fault) {
        entries = StagedFiles.entries(try StagedFiles.differences(["--diff-filter=d"], paths))
        guard entries.isEmpty else { return }
        for path in paths where try StagedFiles.isNothing(path) {
            throw Fault(text: "'\(path)' is neither in the folder nor staged")
        }
    }

    private static func differences(_ options: [String], _ paths: [String]) throws(Fault) -> [UInt8] {
        // What the repository's own settings name is not run.
        let arguments = [
            "-c", "core.fsmonitor=false", "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames",
            "--no-ext-diff", "--no-relative",
        ]
        guard let child = try? GitChild(arguments + options + ["--"] + paths) else {
            throw Fault(text: "git cannot be run")
        }
        let output = child.readAll()
        guard child.wait() == 0 else {
            throw Fault(text: "git did not say what is staged; is this folder in a repository?")
        }
        return output
    }

    /// Whether a path is no pattern, and names no file that is there, or is to be removed.
    private static func isNothing(_ path: String) throws(Fault) -> Bool {
        guard !path.hasPrefix(":"), !path.contains(where: { "*?[".contains($0) }),
            unsafe access(path, F_OK) != 0
        else { return false }
        return try differences([], [path]).isEmpty
    }

    /// Reads `:100644 100644 OLD NEW M`, a zero byte, the path, a zero byte, and so on.
    static func entries(_ output: [UInt8]) -> [Entry] {
        let fields = output.split(separator: 0)
        var entries: [Entry] = []
        for index in stride(from: 0, to: fields.count - 1, by: 2) {
            let words = String(decoding: fields[index], as: UTF8.self).split(separator: " ")
            guard words.count == 5 else { continue }
            let kind: Kind =
                switch words[1] {
                case _ where words[4] == "U": .unmerged
                case "120000": .link
                case "160000": .repository
                default: .file
                }
            entries.append(Entry(path: PathBytes(fields[index + 1]), object: String(words[3]), kind: kind))
        }
        return entries
    }
}
