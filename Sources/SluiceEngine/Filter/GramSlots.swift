import CScanKernels

/// The hooks of a filter that are seen as strings, and by which windows each can be.
///
/// A hook has two slots, for even and for odd distances. The planner names a window for each; any other of its fixed
/// bytes at such a distance does as well, and which is best depends on what else the filter looks for.
struct GramSlots {
    /// What equal slots have in common.
    private struct Key: Hashable {
        var window: GramWindow
        var sequence: Int32
        var length: Int32
        var before: Int32
        var behind: Int32
    }

    private struct Slot {
        /// In ``GramSlots/seen``.
        var hook: Int
        /// The planner's.
        var window: GramWindow
        var hooks: [Int32]
    }

    /// What a window leads to, and the fixed bytes around it.
    private struct Sight: Hashable {
        var window: GramWindow
        var sequence: Int32
        var length: Int32
    }

    private var numbers: [Key: Int] = [:]
    private var slots: [Slot] = []
    private var keys: [Key] = []
    /// The hooks of the slots.
    private var seen: [Hook] = []
    /// Of the hook that was added last.
    private var lastNumber: Int32 = -1
    /// Of windows with more strings than these only the planner's own is weighed.
    private static let mostGrams = 64
    /// Where there are more slots than these, as with long lists of terms, the planner's windows are taken.
    private static let mostSlots = 20_000

    mutating func add(_ window: GramWindow, of hook: Hook, _ record: HookRecord, number: Int32) {
        let key = Key(
            window: window, sequence: record.sequence, length: record.sequenceCount,
            before: record.before, behind: record.behind)
        if let known = numbers[key] {
            slots[known].hooks.append(number)
            return
        }
        numbers[key] = slots.count
        keys.append(key)
        // Both windows of a hook come one behind the other.
        if lastNumber != number || seen.isEmpty {
            seen.append(hook)
            lastNumber = number
        }
        slots.append(Slot(hook: seen.count - 1, window: window, hooks: [number]))
    }

    /// Chooses a window for each slot and makes the table of their strings; `reach` gets each hook and how far behind
    /// its anchor it is seen.
    mutating func table(reach: (Hook, Int) -> Void) -> GramTable {
        let chosen = chosenWindows()
        var sightNumbers: [Sight: Int] = [:]
        var windows: [GramWindow] = []
        var flanks: [FlankTable.Flanks] = []
        var entries: [GramTable.Entry] = []
        var hooks: [[Int32]] = []
        for (index, slot) in slots.enumerated() {
            let window = chosen.isEmpty ? slot.window : chosen[index]
            let hook = seen[slot.hook]
            reach(hook, max(0, window.distance))
            let sight = Sight(window: window, sequence: keys[index].sequence, length: keys[index].length)
            if let known = sightNumbers[sight] {
                hooks[known] += slot.hooks
                flanks[known].add(hook, at: window.distance)
            } else {
                sightNumbers[sight] = windows.count
                windows.append(window)
                flanks.append(FlankTable.Flanks(hook, at: window.distance))
                entries.append(GramSlots.entry(window, of: hook))
                hooks.append(slot.hooks)
            }
        }
        var all: [Int32] = []
        for index in entries.indices {
            entries[index].firstHook = Int32(all.count)
            entries[index].hookCount = Int16(hooks[index].count)
            all += hooks[index]
        }
        return GramTable(windows, flanks: flanks, entries: entries, hooks: all)
    }

    /// The window of each slot that costs least together; none where there are too many slots to weigh.
    private func chosenWindows() -> [GramWindow] {
        guard slots.count <= GramSlots.mostSlots else { return [] }
        var candidates: [[WindowDeal.Candidate]] = []
        candidates.reserveCapacity(slots.count)
        var distances: [[Int]] = []
        distances.reserveCapacity(slots.count)
        var known: (hook: Int, bytes: FixedBytes)?
        for slot in slots {
            if known?.hook != slot.hook { known = (slot.hook, FixedBytes(seen[slot.hook])) }
            guard let bytes = known?.bytes else { continue }
            var windows = [WindowDeal.Candidate(slot.window)]
            var places = [slot.window.distance]
            bytes.addWindows(beside: slot.window, to: &windows, &places)
            candidates.append(windows)
            distances.append(places)
        }
        var deal = WindowDeal()
        let chosen = deal.choose(candidates)
        return slots.indices.map { index in
            guard chosen[index] > 0 else { return slots[index].window }
            let distance = distances[index][chosen[index]]
            return FixedBytes.window(of: seen[slots[index].hook], at: distance)
        }
    }

    /// What a hook says of its fixed bytes, with bit 0x20 set, and of those beside them; from distance -1 on.
    private struct FixedBytes {
        private let sets: [ByteSet]
        private let counts: [Int]
        private let kinds: [UInt32]

        init(_ hook: Hook) {
            sets = FixedBytes.sets(of: hook)
            counts = sets.map(\.count)
            kinds = sets.map(SymbolKind.kinds)
        }

        private static func sets(of hook: Hook) -> [ByteSet] {
            var sets: [ByteSet] = []
            sets.reserveCapacity(hook.sequence.count + 2)
            sets.append((hook.before ?? .all).folded)
            for set in hook.sequence { sets.append(set.folded) }
            if let behind = hook.behind { sets.append(behind.folded) }
            return sets
        }

        static func window(of hook: Hook, at distance: Int) -> GramWindow {
            GramWindow(distance: distance, sets: Array(sets(of: hook)[distance + 1..<distance + 5]))
        }

        /// Adds the windows with few strings that have another's parity, and their distances.
        func addWindows(
            beside planned: GramWindow, to windows: inout [WindowDeal.Candidate], _ distances: inout [Int]
        ) {
            guard sets.count >= 4 else { return }
            let most = max(GramSlots.mostGrams, planned.count)
            for first in 0...(sets.count - 4) where (first - 1 - planned.distance).isMultiple(of: 2) {
                let grams = counts[first] * counts[first + 1] * counts[first + 2] * counts[first + 3]
                guard grams <= most, first - 1 != planned.distance else { continue }
                windows.append(
                    WindowDeal.Candidate(
                        sets[first..<first + 4], kinds: kinds[first..<first + 4], count: grams))
                distances.append(first - 1)
            }
        }
    }

    /// The eight bytes around a window about which the hook's fixed bytes say most.
    private static func entry(_ window: GramWindow, of hook: Hook) -> GramTable.Entry {
        // From four bytes before the window to four behind it.
        let all = (-4...0).map { FilterBuilder.bits(of: hook.sequence, from: window.distance + $0) }
        var best = 0
        for index in all.indices where all[index].mask.nonzeroBitCount > all[best].mask.nonzeroBitCount {
            best = index
        }
        let first = window.distance + best - 4
        let tellsAll =
            first <= 0 && hook.sequence.count <= first + 8 && hook.sequence.allSatisfy(\.isOfCommonBits)
        return GramTable.Entry(
            mask: all[best].mask, value: all[best].value, firstHook: 0, hookCount: 0,
            distance: Int16(window.distance), offset: Int16(best - 4), tellsAll: tellsAll ? 1 : 0)
    }
}
