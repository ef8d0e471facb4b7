import SluiceModel

/// Outlook's archives (.pst, .ost), which `readpst` of libpst makes into mails where it is installed.
enum OutlookArchive: Format {
    static let form = InputForm.pst

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        // The mark, and that of its client at byte 8 ([MS-PST] 2.2.2.6).
        bytes.count > 10 && bytes[0] == 0x21 && bytes[1] == 0x42 && bytes[2] == 0x44 && bytes[3] == 0x4E
            && bytes[8] == 0x53 && (bytes[9] == 0x4D || bytes[9] == 0x4F)
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        do throws(SystemFault) {
            let file = try OpenFile(holding: content.storage)
            let place = InputPlace(
                content.origin, content.hints, depth: content.depth, companions: content.companions)
            var archive = OutlookArchiveReader(
                .file(file, size: content.storage.count), place, with: reader, sizes: .inContents)
            while let piece = archive.next() { piece.read(yield) }
        } catch {
            yield(.gap(Gap(origin: content.origin, reason: .unreadable("cannot be unpacked: \(error)"))))
        }
    }
}

/// Reads the mails that the tool makes, folder by folder.
struct OutlookArchiveReader: Reader {
    /// Makes one file of mails for each folder; deleted items too, in one process.
    private static let arguments = ["-q", "-D", "-j", "0", "-o"]
    /// The tool says nothing while it works, in seconds.
    private static let patience = 900.0

    /// The tool's path; nil where it is not installed.
    var tool = ToolChild.path(of: "readpst")

    private let input: LongInput
    private let place: InputPlace
    private let reader: ContentReader
    private let sizes: SegmentSizes
    private var folder: PrivateFolder?
    private var files: ArraySlice<(path: String, size: Int)> = []
    private var current: InputReader?
    private var hasBegun = false

    init(_ input: LongInput, _ place: InputPlace, with reader: ContentReader, sizes: SegmentSizes) {
        self.input = input
        self.place = place
        self.reader = reader
        self.sizes = sizes
    }

    mutating func next() -> (any Piece)? {
        if !hasBegun {
            hasBegun = true
            if let reading = unpack() {
                return LoadedPiece(byteCount: input.byteCount, readings: [reading])
            }
        }
        while true {
            if let piece = current?.next() { return MeasuredPiece(byteCount: 0, piece: piece) }
            current = nil
            guard let file = files.popFirst(), let folder else { return nil }
            let inner = InputPlace(
                Origin(path: place.origin.path + "!" + MemberName.text(Array(file.path.utf8))),
                ContentHints(path: file.path), depth: place.depth + 1, companions: nil)
            let listed = ListedFile(path: PathBytes(folder.path + "/" + file.path), size: file.size)
            current = InputReader(listed, inner, reader: reader, sizes: sizes)
        }
    }

    /// Lets the tool do its work; gives what must be said about it.
    private mutating func unpack() -> Reading? {
        guard let tool else {
            return .passedOver(place.origin, .unsupported("Outlook archive (readpst is not installed)"))
        }
        guard case .file(let file, _) = input else {
            return .passedOver(place.origin, .unsupported("Outlook archive within a stream"))
        }
        do throws(SystemFault) {
            let folder = try PrivateFolder()
            self.folder = folder
            let answer = try ToolChild.run(
                [tool] + OutlookArchiveReader.arguments + [folder.path, "/proc/self/fd/0"], file,
                with: reader, patience: OutlookArchiveReader.patience)
            files = folder.files()[...]
            guard let reason = answer.fault ?? (answer.status == 0 ? nil : .unreadable("damaged")) else {
                return nil
            }
            return .gap(Gap(origin: place.origin, reason: reason))
        } catch {
            return .gap(Gap(origin: place.origin, reason: .unreadable("readpst: \(error)")))
        }
    }
}
