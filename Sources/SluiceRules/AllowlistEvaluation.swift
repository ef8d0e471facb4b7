extension Allowlist {
    /// Whether this list leaves a match out.
    ///
    /// - Parameters:
    ///   - secret: The value that the rule's group holds.
    ///   - path: Whether the path of this index matches the file's path; paths never match where there is no file.
    ///   - regex: Whether the regex of this index matches anywhere in what ``target`` names: the value, the whole
    ///     match, or the lines on which the match stands.
    /// - Returns: For ``Operator/any`` whether one of the kinds of checks holds, for ``Operator/all`` whether all
    ///   kinds that the list has do; a kind holds where one of its entries does.
    public func excludes(
        secret: [UInt8], path: (_ index: Int) -> Bool, regex: (_ index: Int) -> Bool
    ) -> Bool {
        let needed = combining == .all
        if !paths.isEmpty, paths.indices.contains(where: path) != needed { return !needed }
        if !stopwords.isEmpty, holdsStopword(secret) != needed { return !needed }
        if !regexes.isEmpty, regexes.indices.contains(where: regex) != needed { return !needed }
        return needed && !(paths.isEmpty && stopwords.isEmpty && regexes.isEmpty)
    }

    /// Whether one of ``stopwords`` stands in `secret`, in any case of ASCII letters.
    private func holdsStopword(_ secret: [UInt8]) -> Bool {
        let folded = secret.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return stopwords.contains { word in
            let word = Array(word.utf8)
            guard word.count <= folded.count else { return false }
            return (0...folded.count - word.count).contains { folded[$0...].starts(with: word) }
        }
    }
}
