import CUnpack
import Glibc

/// What C gives as text, which may be nothing.
private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "" }
    return unsafe String(cString: pointer)
}

/// What libarchive calls for more bytes; the words are its own for the same faults.
private func readGzip(
    _ archive: OpaquePointer?, _ input: UnsafeMutableRawPointer?,
    _ target: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let input = unsafe input, let target = unsafe target else { return -1 }
    switch unsafe Unmanaged<GzipInput>.fromOpaque(input).takeUnretainedValue().next() {
    case .bytes(let bytes):
        unsafe target.pointee = bytes.baseAddress
        return bytes.count
    case .end: return 0
    case .broken: unsafe sluice_archive_set_fault(archive, "gzip decompression failed")
    case .truncated: unsafe sluice_archive_set_fault(archive, "truncated gzip input")
    }
    return Int(ARCHIVE_FATAL)
}

/// What libarchive calls for more bytes of a RAR 5 archive.
private func readRar(
    _: OpaquePointer?, _ input: UnsafeMutableRawPointer?, _ target: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let input = unsafe input, let target = unsafe target else { return -1 }
    let bytes = unsafe Unmanaged<RarInput>.fromOpaque(input).takeUnretainedValue().next()
    unsafe target.pointee = bytes.baseAddress
    return bytes.count
}

/// Owns one reading `struct archive *` of libarchive.
@safe
struct ArchiveHandle: ~Copyable {
    private let archive: OpaquePointer
    /// What the archive is read through, where it is packed by gzip.
    private let gzip: GzipInput?
    /// … where it is one of RAR 5.
    private let rar: RarInput?

    /// Opens what `descriptor` gives; nil where there is no memory for it, or no libarchive.
    ///
    /// Whatever would start a program or open files is left out: the filters of grzip, lrzip and lzop, and mtree.
    init?(descriptor: CInt, _ inflater: Inflater?) {
        guard sluice_archive_load(), let archive = unsafe archive_read_new() else { return nil }
        unsafe self.archive = archive
        unsafe ArchiveHandle.enableKinds(archive)
        // Members that carry a Mac's metadata are read like others; a tar goes on behind its first end.
        _ = unsafe archive_read_set_option(archive, nil, "mac-ext", nil)
        _ = unsafe archive_read_set_option(archive, "tar", "read_concatenated_archives", "1")
        gzip = inflater.flatMap { GzipInput(descriptor: descriptor, $0) }
        rar = gzip == nil ? RarInput(descriptor: descriptor) : nil
        if let gzip {
            let input = unsafe Unmanaged.passUnretained(gzip).toOpaque()
            _ = unsafe archive_read_open(archive, input, nil, readGzip, nil)
        } else if let rar {
            let input = unsafe Unmanaged.passUnretained(rar).toOpaque()
            _ = unsafe archive_read_open(archive, input, nil, readRar, nil)
        } else {
            _ = unsafe archive_read_open_fd(archive, descriptor, 128 << 10)
        }
    }

    /// Makes ready what opens archives; false where libarchive is not installed.
    static func load() -> Bool { sluice_archive_load() }

    deinit { _ = unsafe archive_read_free(archive) }

    private static func enableKinds(_ archive: OpaquePointer) {
        _ = unsafe archive_read_support_filter_gzip(archive)
        _ = unsafe archive_read_support_filter_bzip2(archive)
        _ = unsafe archive_read_support_filter_xz(archive)
        _ = unsafe archive_read_support_filter_lzma(archive)
        _ = unsafe archive_read_support_filter_lzip(archive)
        _ = unsafe archive_read_support_filter_zstd(archive)
        _ = unsafe archive_read_support_filter_lz4(archive)
        _ = unsafe archive_read_support_filter_compress(archive)
        _ = unsafe archive_read_support_filter_rpm(archive)
        _ = unsafe archive_read_support_format_zip(archive)
        _ = unsafe archive_read_support_format_tar(archive)
        _ = unsafe archive_read_support_format_7zip(archive)
        _ = unsafe archive_read_support_format_rar(archive)
        _ = unsafe archive_read_support_format_rar5(archive)
        _ = unsafe archive_read_support_format_cab(archive)
        _ = unsafe archive_read_support_format_iso9660(archive)
        _ = unsafe archive_read_support_format_cpio(archive)
        _ = unsafe archive_read_support_format_ar(archive)
        _ = unsafe archive_read_support_format_lha(archive)
        _ = unsafe archive_read_support_format_xar(archive)
        _ = unsafe archive_read_support_format_raw(archive)
        _ = unsafe archive_read_support_format_empty(archive)
    }

    /// What libarchive answers.
    enum Status {
        case okay, end
        /// This member is lost.
        case failed
        /// Nothing more can be read.
        case fatal

        init(_ code: CInt) {
            switch code {
            case ARCHIVE_OK, ARCHIVE_WARN: self = .okay
            case ARCHIVE_EOF: self = .end
            case ARCHIVE_FAILED, ARCHIVE_RETRY: self = .failed
            default: self = .fatal
            }
        }
    }

    /// Goes to the next member and lends its description.
    func next(_ body: (borrowing ArchiveEntry) -> Void) -> Status {
        var entry: OpaquePointer?
        let status = unsafe Status(archive_read_next_header(archive, &entry))
        if status == .okay || status == .failed, let entry = unsafe entry {
            body(unsafe ArchiveEntry(entry))
        }
        return status
    }

    /// Lends the next bytes of the member, of any number.
    func block(_ body: (UnsafeRawBufferPointer) -> Void) -> Status {
        var start: UnsafeRawPointer?
        var size = 0
        var offset: la_int64_t = 0
        let status = unsafe Status(archive_read_data_block(archive, &start, &size, &offset))
        if status == .okay { unsafe body(UnsafeRawBufferPointer(start: start, count: size)) }
        return status
    }

    /// How many bytes of the input were taken.
    var consumed: Int { unsafe gzip?.consumed ?? Int(archive_filter_bytes(archive, -1)) }
    var fault: String { unsafe text(archive_error_string(archive)) }
    var hasEncryptedMembers: Bool {
        unsafe archive_read_has_encrypted_entries(archive) == 1 || rar?.headers.areEncrypted ?? false
    }
    /// Whether the headers that have been read say so of a member, where libarchive does not.
    func isEncrypted(member number: Int) -> Bool { rar?.headers.encrypted.contains(number) ?? false }
    private var format: CInt { unsafe archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK }
    /// Each member stands for itself, and the list of them tells where.
    var isZip: Bool { format == ARCHIVE_FORMAT_ZIP }
    /// Nothing but compressed bytes, without a name.
    var isRaw: Bool { format == ARCHIVE_FORMAT_RAW }
    /// Whether the input is packed as a whole.
    var isCompressed: Bool { unsafe gzip != nil || archive_filter_count(archive) > 1 }
    var formatName: String { unsafe text(archive_format_name(archive)) }
}

/// A member as libarchive describes it; lent for as long as a closure runs.
@safe
struct ArchiveEntry: ~Copyable {
    private let entry: OpaquePointer

    init(_ entry: OpaquePointer) { unsafe self.entry = entry }

    /// Whether it has content of its own; folders, links and devices have none.
    var isFile: Bool {
        let type = unsafe archive_entry_filetype(entry)
        let hardLink = unsafe archive_entry_hardlink(entry)
        return unsafe (type == 0o100000 || type == 0) && hardLink == nil
    }
    var isEncrypted: Bool { unsafe archive_entry_is_data_encrypted(entry) == 1 }
    var size: Int { unsafe archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : -1 }

    /// Lends the bytes of the path, in whatever charset they are.
    func withPath(_ body: (UnsafeRawBufferPointer) -> Void) {
        let path = unsafe archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
        guard let path = unsafe path else {
            unsafe body(UnsafeRawBufferPointer(start: nil, count: 0))
            return
        }
        unsafe body(UnsafeRawBufferPointer(start: path, count: min(strlen(path), 4096)))
    }
}
