import FoundationEssentials
public import SluiceModel

/// The list of files that an earlier scan wrote, with the findings that stand in it.
public struct ManifestReader: Sendable {
    public let path: String
    /// What the findings in it depend on.
    public let basis: ManifestBasis
    /// By path; the last word on each file.
    public private(set) var records: [String: FileRecord] = [:]
    /// How many bytes of the file end with the record of a file.
    let settled: Int

    private let bytes: [UInt8]
    /// By path: where in ``bytes`` the lines of the file's findings stand.
    private var findings: [String: Range<Int>] = [:]

    /// Reads a list as ``ManifestWriter`` writes it, up to where its writer was broken off.
    ///
    /// - Throws: A ``Diagnostic`` where this is no such list.
    public init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
        self.path = path
        self.bytes = bytes
        let decoder = JSONDecoder()
        var lines = Lines(bytes)
        guard let first = lines.next(), let line = try? decoder.decode(Line.self, from: Data(bytes[first])),
            let head = line.manifest
        else {
            throw Diagnostic(
                "bad-manifest", "this is no list of files that a scan has written", file: path, line: 1,
                help: "--manifest writes one")
        }
        basis = ManifestBasis(head.basis ?? [:])
        var end = first.upperBound + 1
        while let range = lines.next() {
            guard ManifestReader.isRecord(bytes[range]) else { continue }
            guard let file = try? decoder.decode(Line.self, from: Data(bytes[range])).file else {
                throw Diagnostic(
                    "bad-manifest", "this line is no record of a file", file: path, line: lines.number,
                    help: "take the line out: its file is then read again")
            }
            findings[file.path] = end..<range.lowerBound
            records[file.path] = file.record
            end = range.upperBound + 1
        }
        settled = end
    }

    /// The findings of a file, as they were recorded.
    ///
    /// - Throws: A ``Diagnostic`` where a line is no record of a finding.
    public func findings(of path: String) throws(Diagnostic) -> [FindingRecord] {
        guard let lines = findings[path] else { return [] }
        var parser = RecordParser()
        var records: [FindingRecord] = []
        var start = lines.lowerBound
        while let end = bytes[start..<lines.upperBound].firstIndex(of: 0x0A) {
            do throws(JSONFault) {
                if case .finding(let record) = try parser.record(bytes, start..<end) {
                    records.append(record)
                }
            } catch {
                throw Diagnostic(
                    "bad-manifest", error.message, file: self.path,
                    line: 1 + bytes[..<start].count { $0 == 0x0A },
                    help: "begin a new list with --manifest")
            }
            start = end + 1
        }
        return records
    }

    private static func isRecord(_ line: ArraySlice<UInt8>) -> Bool { line.starts(with: #"{"file":"#.utf8) }

    /// Whole lines only: what has no line end was broken off.
    private struct Lines {
        private let bytes: [UInt8]
        private var place = 0
        private(set) var number = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func next() -> Range<Int>? {
            guard let end = bytes[place...].firstIndex(of: 0x0A) else { return nil }
            defer { place = end + 1 }
            number += 1
            return place..<end
        }
    }

    private struct Line: Decodable {
        var manifest: Head?
        var file: File?
    }

    private struct Head: Decodable {
        var basis: [String: String]?
    }

    private struct File: Decodable {
        struct Reason: Decodable {
            var path: String
            var message: Int?
            var reason: String
        }

        var path: String
        var size: Int
        var modifiedNanoseconds: Int
        var sha256: String?
        var reasons: [Reason]?
        var messages: Int
        var bytes: Int
        var below: Int
        var decided: Int?
        var expired: Int?
        var back: Int?
        var allowed: Int?
        var unread: Int?
        var unselected: Int?
        var partial: Int
        var unsupported: Int
        var skipped: [String: Int]?
        var findings: [String: Int]?
        var confidences: [String: Int]?

        var record: FileRecord {
            var counts = ScanCounts()
            counts.files = 1
            counts.messages = messages
            counts.bytes = bytes
            counts.below = below
            counts.decided = decided ?? 0
            counts.expired = expired ?? 0
            counts.back = back ?? 0
            counts.allowed = allowed ?? 0
            counts.unread = unread ?? 0
            counts.unselected = unselected ?? 0
            counts.skipped = skipped ?? [:]
            for (name, number) in findings ?? [:] {
                if let severity = Severity(rawValue: name) { counts.findings[severity] = number }
            }
            for (name, number) in confidences ?? [:] {
                if let confidence = Confidence(rawValue: name) { counts.confidences[confidence] = number }
            }
            let gaps = (reasons ?? []).map {
                Gap(origin: Origin(path: $0.path, message: $0.message), reason: .unreadable($0.reason))
            }
            for index in 0..<partial { counts.partial.append(gaps.at(index, orFor: path)) }
            for index in 0..<unsupported { counts.unsupported.append(gaps.at(partial + index, orFor: path)) }
            return FileRecord(
                stamp: FileStamp(path: path, size: size, modified: modifiedNanoseconds), sha256: sha256,
                counts: counts)
        }
    }
}

extension [Gap] {
    /// The gap at `index`; one without details where so many were not noted.
    fileprivate func at(_ index: Int, orFor path: String) -> Gap {
        indices.contains(index)
            ? self[index] : Gap(origin: Origin(path: path), reason: .unreadable("not read to its end"))
    }
}
