@testable import SluiceEngine
import Testing

@Suite("The records of an image")
struct ImageRecordTests {
    /// A gap's bytes are whatever the memory held before: no two builds of a program would be the same.
    @Test("have no gaps between their members")
    func gaps() {
        check(HookRecord.self)
        check(ShapeRecord.self)
        check(StretchRecord.self)
        check(NumberRecord.self)
        check(PairRecord.self)
        check(ClassRecord.self)
        check(ClassHook.self)
        check(GramTable.Entry.self)
        check(PatternRecord.self)
    }

    private func check<Record: BitwiseCopyable>(_: Record.Type) {
        let stride = MemoryLayout<Record>.stride
        let members = unsafe withUnsafeTemporaryAllocation(byteCount: stride, alignment: 16) { memory in
            unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
            return unsafe Mirror(reflecting: memory.load(as: Record.self)).children.reduce(0) {
                $0 + size($1.value)
            }
        }
        #expect(members == stride, "\(Record.self)")
    }

    private func size<Value>(_: Value) -> Int { MemoryLayout<Value>.size }
}
