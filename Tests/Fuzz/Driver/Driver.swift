import FuzzEntries
import Glibc

/// The entry that `SLUICE_FUZZ` names.
private let entry: FuzzEntry = {
    let name = unsafe getenv("SLUICE_FUZZ").map { unsafe String(cString: $0) } ?? ""
    guard let entry = FuzzEntry(rawValue: name) else {
        let names = FuzzEntry.allCases.map(\.rawValue).joined(separator: ", ")
        say("SLUICE_FUZZ names no entry; one of \(names)")
        exit(2)
    }
    return entry
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    if let fault = entry.fault(in: bytes) {
        say("\(entry.rawValue): \(fault)")
        abort()
    }
    return 0
}

private func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
