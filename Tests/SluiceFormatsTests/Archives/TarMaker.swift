/// A tar file with members of the given names and contents.
func tar(_ members: [(name: String, data: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    for (name, data) in members {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        let size = String(data.count, radix: 8)
        put(String(repeating: "0", count: 11 - size.count) + size, at: 124)
        put("00000000000", at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", at: 148)
        file += header + data + [UInt8](repeating: 0, count: (512 - data.count % 512) % 512)
    }
    return file + [UInt8](repeating: 0, count: 1024)
}
