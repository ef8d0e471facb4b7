import CScanKernels

extension Scanner {
    /// The pass that sees strings of classes: ``ClassPlace``.
    mutating func filterClasses(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, from: Int, to: Int
    ) {
        let masks = unsafe scratch.masks
        let groups = (to - from + 63) / 64
        // Strings may go on behind the piece.
        switch scratch.kernel {
        case .portable: unsafe sluice_class_masks(base + from, groups + 1, masks, Scratch.maskStride)
        case .avx2: unsafe sluice_class_masks_avx2(base + from, groups + 1, masks, Scratch.maskStride)
        case .avx512: unsafe sluice_class_masks_avx512(base + from, groups + 1, masks, Scratch.maskStride)
        }
        for number in 0..<program.classStrings.count {
            let string = unsafe program.classStrings.base[number]
            let count = unsafe withUnsafeBytes(of: string.classes) { classes in
                unsafe withUnsafeBytes(of: string.offsets) { offsets in
                    unsafe strings(groups, classes, offsets, string.count)
                }
            }
            let fronts = unsafe program.classFronts.base + 32 * number
            let distance = unsafe program.classHooks.base[Int(string.first)].distance
            for index in 0..<count {
                let place = unsafe from + Int(scratch.places[index])
                let anchor = place - Int(distance)
                let first = unsafe Int(base[anchor] & 31)
                guard unsafe fronts[first] &>> UInt32(base[anchor + 1] & 31) & 1 == 1 else { continue }
                unsafe classString(program, target, base, string, at: place)
            }
        }
    }

    /// The places of a string in the groups, written to ``Scratch/places``.
    private func strings(
        _ groups: Int, _ classes: UnsafeRawBufferPointer, _ offsets: UnsafeRawBufferPointer, _ count: Int32
    ) -> Int {
        guard let classes = unsafe classes.baseAddress?.assumingMemoryBound(to: UInt8.self),
            let offsets = unsafe offsets.baseAddress?.assumingMemoryBound(to: UInt8.self)
        else { return 0 }
        switch scratch.kernel {
        case .portable:
            return unsafe sluice_class_strings(
                scratch.masks, Scratch.maskStride, groups, classes, offsets, count, scratch.maskRoom,
                scratch.places)
        case .avx2:
            return unsafe sluice_class_strings_avx2(
                scratch.masks, Scratch.maskStride, groups, classes, offsets, count, scratch.places)
        case .avx512:
            return unsafe sluice_class_strings_avx512(
                scratch.masks, Scratch.maskStride, groups, classes, offsets, count, scratch.places)
        }
    }

    @inline(__always)
    private mutating func classString(
        _ program: FilterProgram, _ target: ScanTarget, _ base: UnsafePointer<UInt8>, _ string: ClassRecord,
        at place: Int
    ) {
        for index in Int(string.first)..<Int(string.end) {
            let hook = unsafe program.classHooks.base[index]
            let anchor = place - Int(hook.distance)
            guard unsafe GramKernel.load(base, anchor) & hook.mask == hook.value,
                unsafe hasSequence(program, base, program.hooks.base[Int(hook.hook)], at: anchor)
            else { continue }
            unsafe confirm(program, target, base, hook: hook.hook, anchor: anchor, seen: place)
        }
    }
}
