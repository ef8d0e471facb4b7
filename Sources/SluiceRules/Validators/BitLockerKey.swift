extension Validators {
    /// A recovery key of BitLocker: eight groups of six digits, each a multiple of 11 below 720 896.
    ///
    /// Source: Microsoft, "BitLocker recovery overview"; a group is a 16-bit number times eleven, and 65 536 times
    /// eleven is 720 896. By hand: 000011 stands for 1, 720885 for 65 535.
    ///
    /// A key whose groups are all alike is a sample.
    static func bitLockerKey(_ value: [UInt8]) -> Validity {
        let groups = value.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.count == 8, Set(groups).count > 1 else { return .invalid }
        let isRight = groups.allSatisfy { group in
            guard group.count == 6, group.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
            let number = group.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            return number % 11 == 0 && number < 720_896
        }
        return isRight ? .valid : .invalid
    }
}
