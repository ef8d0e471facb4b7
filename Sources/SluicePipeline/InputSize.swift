public import SluiceFormats

/// How much there is to scan, for a progress bar.
public enum InputSize {
    /// The bytes of all files that `inputs` name; nil where one of them is a stream or the work was cancelled.
    public static func total(
        _ inputs: [ScanInput], selection: FileSelection, cancellation: Cancellation
    ) -> Int? {
        var total = 0
        for input in inputs {
            guard case .path(let path) = input,
                let status = try? FileStatus(path, followingLinks: true)
            else { return nil }
            guard status.kind == .folder else {
                total += status.size
                continue
            }
            // Asking git twice would cost more than a bar that ends early.
            var selection = selection
            selection.honoursGit = false
            var walk = TreeWalk(path, selection: selection)
            while let entry = walk.next() {
                guard !cancellation.isCancelled else { return nil }
                if case .file(let file) = entry { total += file.size }
            }
        }
        return total
    }
}
