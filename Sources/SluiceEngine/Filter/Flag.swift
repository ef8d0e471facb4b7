/// A truth value of four bytes, so that a record has no gaps between its members.
///
/// A gap holds what the memory held before: images, and programs with them, would differ from build to build.
struct Flag: BitwiseCopyable {
    private var value: Int32

    init(_ isSet: Bool) { value = isSet ? 1 : 0 }

    var isSet: Bool { value != 0 }
}
