import Foundation

/// Why a file cannot be read, in words that hold nothing of what is in it.
struct FileFault: Error {
    let reason: String
}

/// Reading of rule files: the only place of this module that touches the disk.
enum Files {
    static func text(of path: String) throws(FileFault) -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw FileFault(reason: exists(path) ? "it may not be read" : "there is no such file")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileFault(reason: "it is not UTF-8")
        }
        return text
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private static func isLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }

    /// The paths of all files under `folder`, in bytewise order.
    ///
    /// Hidden ones are left out, and links to folders are not followed: they may lead in circles.
    static func all(under folder: String) throws(FileFault) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw FileFault(reason: "the folder may not be read")
        }
        var files: [String] = []
        for name in names where !name.hasPrefix(".") {
            let path = Paths.joined(folder, name)
            guard isFolder(path) else {
                files.append(path)
                continue
            }
            if !isLink(path) { files += try all(under: path) }
        }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// Paths as text.
enum Paths {
    static func name(of path: String) -> String { (path as NSString).lastPathComponent }
    static func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }
    static func suffix(of path: String) -> String { (path as NSString).pathExtension }

    static func joined(_ folder: String, _ name: String) -> String {
        if folder.isEmpty { return name }
        return folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// `name` seen from the folder of `file`; an absolute `name` stays as it is.
    static func beside(_ file: String, _ name: String) -> String {
        name.hasPrefix("/") ? name : joined(folder(of: file), name)
    }
}
