extension PlanWriter {
    mutating func write(_ plan: PatternPlan) {
        write(plan.hooks != nil)
        write(plan.hooks ?? []) { $0.write($1) }
        write(plan.leavesRareLetters)
        write(plan.beginsAtTextStart)
        write(plan.needsWholeText)
        write(plan.leastLength)
        write(plan.reach)
        write(plan.reachBack)
        write(plan.isCostly)
        write(plan.mostLength)
    }

    private mutating func write(_ hook: Hook) {
        switch hook.sight {
        case .grams(let windows):
            write(0)
            write(windows) {
                $0.write($1.distance)
                $0.write($1.sets)
            }
        case .stretch(let stretch):
            write(1)
            write(stretch.family.rawValue)
            write(stretch.set)
            write(stretch.least)
            write(stretch.digits)
        case .classes(let places):
            write(2)
            write(places) {
                $0.write(Int($1.byteClass.rawValue))
                $0.write($1.distance)
            }
        case .pair(let first, let second, let distance):
            write(3)
            write(first)
            write(second)
            write(distance)
        case .number(let number):
            write(4)
            write(number.digits)
            write(number.set)
            write(number.prefix)
            write(number.isWhole)
            write(number.behind != nil)
            if let behind = number.behind { write(behind) }
        }
        write(hook.least)
        write(hook.most)
        write(hook.walk)
        write(hook.before)
        write(hook.sequence)
        write(hook.behind)
        write(hook.shape)
    }

    private mutating func write(_ set: ByteSet?) {
        write(set != nil)
        if let set { write(set) }
    }

    private mutating func write(_ walk: Walk?) {
        write(walk != nil)
        guard let walk else { return }
        write(walk.set)
        write(walk.most)
        write(walk.before)
        write(walk.cut) {
            $0.write($1.lowerBound)
            $0.write($1.count)
        }
    }

    private mutating func write(_ shape: ForwardShape?) {
        write(shape != nil)
        guard let shape else { return }
        write(shape.skipped)
        write(shape.mostSkipped)
        write(shape.required)
        write(shape.mostBetween)
        write(shape.run)
        write(shape.runLength)
    }
}

extension PlanReader {
    mutating func plan() -> PatternPlan {
        let isFiltered = flag()
        let hooks = list { $0.hook() }
        return PatternPlan(
            hooks: isFiltered ? hooks : nil, leavesRareLetters: flag(), beginsAtTextStart: flag(),
            needsWholeText: flag(), leastLength: length(), reach: optional(), reachBack: length(),
            isCostly: flag(),
            mostLength: optional())
    }

    /// No bound of a pattern is longer.
    private mutating func length() -> Int { number(in: 0...1 << 40) }

    /// The filter reads no further than this from an anchor.
    private mutating func distance() -> Int { number(in: -8...200) }

    private mutating func hook() -> Hook {
        let sight = sight()
        return Hook(
            sight: sight, least: length(), most: optional(), walk: flag() ? walk() : nil,
            before: flag() ? set() : nil, sequence: sets(), behind: flag() ? set() : nil,
            shape: flag() ? shape() : nil)
    }

    private mutating func sight() -> Hook.Sight {
        switch number(in: 0...4) {
        case 0: return .grams(list { $0.window() })
        case 1:
            let family = Stretch.Family(rawValue: number(in: 0...2)) ?? .word
            return .stretch(Stretch(family: family, set: set(), least: length(), digits: length()))
        case 2:
            return .classes(
                list {
                    let known = ByteClass(rawValue: UInt8($0.number(in: 0...ByteClass.allCases.count - 1)))
                    return ClassPlace(byteClass: known ?? .digit, distance: $0.distance())
                })
        case 3: return .pair(set(), set(), distance: distance())
        default:
            return .number(
                NumberSight(
                    digits: length(), set: set(), prefix: sets(), isWhole: flag(),
                    behind: flag() ? set() : nil))
        }
    }

    private mutating func window() -> GramWindow {
        let distance = distance()
        return GramWindow(distance: distance, sets: sets())
    }

    private mutating func walk() -> Walk {
        Walk(
            set: set(), most: optional(), before: length(),
            cut: list { reader in
                let first = reader.number(in: 0...1 << 20)
                return first..<first + reader.number(in: 0...1 << 20)
            })
    }

    private mutating func shape() -> ForwardShape {
        ForwardShape(
            skipped: set(), mostSkipped: distance(), required: set(), mostBetween: distance(), run: set(),
            runLength: distance())
    }
}
