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
        var hook: Hook
        /// The planner's first.
        var windows: [GramWindow]
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
        slots.append(Slot(hook: hook, windows: [window], hooks: [number]))
    }

    /// Chooses a window for each slot and makes the table of their strings; `reach` gets each hook and how far behind
    /// its anchor it is seen.
    mutating func table(reach: (Hook, Int) -> Void) -> GramTable {
        var chosen = [Int](repeating: 0, count: slots.count)
        if slots.count <= GramSlots.mostSlots {
            for index in slots.indices { GramSlots.addWindows(to: &slots[index]) }
            var deal = WindowDeal()
            chosen = deal.choose(slots.map(\.windows))
        }
        var sightNumbers: [Sight: Int] = [:]
        var windows: [GramWindow] = []
        var entries: [GramTable.Entry] = []
        var hooks: [[Int32]] = []
        for (index, slot) in slots.enumerated() {
            let window = slot.windows[chosen[index]]
            reach(slot.hook, max(0, window.distance))
            let sight = Sight(window: window, sequence: keys[index].sequence, length: keys[index].length)
            if let known = sightNumbers[sight] {
                hooks[known] += slot.hooks
            } else {
                sightNumbers[sight] = windows.count
                windows.append(window)
                entries.append(GramSlots.entry(window, of: slot.hook))
                hooks.append(slot.hooks)
            }
        }
        var all: [Int32] = []
        for index in entries.indices {
            entries[index].firstHook = Int32(all.count)
            entries[index].hookCount = Int16(hooks[index].count)
            all += hooks[index]
        }
        return GramTable(windows, entries: entries, hooks: all)
    }

    /// Adds the other windows that have few strings and the planner's parity.
    private static func addWindows(to slot: inout Slot) {
        let hook = slot.hook
        let planned = slot.windows[0]
        var sets: [ByteSet] = [(hook.before ?? .all).folded]
        sets += hook.sequence.map(\.folded)
        if let behind = hook.behind { sets.append(behind.folded) }
        guard sets.count >= 4 else { return }
        let counts = sets.map(\.count)
        let most = max(mostGrams, planned.count)
        for first in 0...(sets.count - 4) where (first - 1 - planned.distance).isMultiple(of: 2) {
            let grams = counts[first] * counts[first + 1] * counts[first + 2] * counts[first + 3]
            guard grams <= most, first - 1 != planned.distance else { continue }
            slot.windows.append(GramWindow(distance: first - 1, sets: Array(sets[first..<first + 4])))
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
