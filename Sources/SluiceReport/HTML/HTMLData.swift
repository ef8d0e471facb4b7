import SluiceModel

/// What the page knows besides its rows: the run, its sums, and what was not read.
struct HTMLData {
    let run: RunRecord?
    let summary: SummaryRecord
    let sums: HTMLSums
    let rules: HTMLRules
    let kept: Int
    /// How many rows a block of texts holds.
    let block: Int
    let language: Language
    let showsTimes: Bool

    func write(to json: inout JSONWriter) {
        json.object { object in
            object.field("language", language.rawValue)
            object.field("total", sums.total)
            object.field("kept", kept)
            object.field("block", block)
            object.key("times")
            object.value(showsTimes)
            object.key("revealed")
            object.value(run?.arguments.contains("--reveal") ?? false)
            object.key("run")
            object.object { writeRun(to: &$0) }
            object.key("rules")
            object.array { array in rules.used.forEach { writeRule($0, to: &array) } }
            object.key("matrix")
            object.array { array in sums.matrix.forEach { array.numbers($0) } }
            writeCharts(to: &object)
            object.key("kinds")
            object.array { array in
                sums.kinds.enumerated().forEach { writeKind($0.offset, $0.element, to: &array) }
            }
            object.key("counts")
            object.object { writeCounts(to: &$0) }
            writeSkippedNames(to: &object)
        }
    }

    private func writeRun(to json: inout JSONWriter) {
        json.field("id", run?.id ?? "")
        json.field("version", run?.version ?? "")
        json.field("rulesHash", run?.rulesHash ?? "")
        json.field("policyHash", run?.policyHash)
        json.key("started")
        json.value(run?.started ?? 0, digits: 0)
        json.field("runs", max(1, run?.sources.count ?? 1))
        json.key("arguments")
        json.array { array in run?.arguments.forEach { array.value($0) } }
    }

    private func writeRule(_ rule: RuleInformation, to json: inout JSONWriter) {
        json.object {
            $0.field("id", rule.id.description)
            $0.field("pack", rule.pack ?? "")
            $0.text("title", rule.title)
            $0.text("why", rule.why)
            $0.text("instead", rule.instead)
            $0.field(rule.contact)
        }
    }

    private func writeCharts(to json: inout JSONWriter) {
        let time = TimeBars(sums.days)
        json.key("days")
        json.object { object in
            object.field("unit", time.unit.rawValue)
            object.field("undated", sums.undated)
            object.key("bars")
            object.array { array in
                for bar in time.bars {
                    array.array {
                        $0.value(bar.start)
                        if let shown = bar.count.shown { $0.numbers(shown) }
                    }
                }
            }
        }
        writeBars("packCounts", sums.packs, to: &json)
        writeBars(
            "channelCounts",
            Dictionary(uniqueKeysWithValues: sums.channels.map { ($0.rawValue, $1) }), to: &json)
    }

    /// The largest first; those whose sums are not shown come last, by name, so that the order tells nothing.
    private func writeBars(
        _ name: StaticString, _ counts: [String: PeopleCount], to json: inout JSONWriter
    ) {
        let order = counts.sorted {
            let (left, right) = ($0.value.shown?.reduce(0, +) ?? -1, $1.value.shown?.reduce(0, +) ?? -1)
            return left == right ? $0.key < $1.key : left > right
        }
        json.key(name)
        json.array { array in
            for (name, count) in order {
                array.array {
                    $0.value(name)
                    if let shown = count.shown { $0.numbers(shown) }
                }
            }
        }
    }

    private func writeKind(_ rule: Int, _ kind: KindCount, to json: inout JSONWriter) {
        json.object {
            $0.field("rule", rule)
            $0.field("count", kind.count)
            $0.field("distinct", kind.values.value)
            $0.field("sources", kind.paths.value)
            $0.key("about")
            $0.value(kind.values.isEstimate)
            $0.key("aboutSources")
            $0.value(kind.paths.isEstimate)
            $0.field("first", kind.days?.lowerBound)
            $0.field("last", kind.days?.upperBound)
        }
    }

    private func writeCounts(to json: inout JSONWriter) {
        let counts = summary.counts
        json.field("files", counts.files)
        json.field("messages", counts.messages)
        json.field("bytes", counts.bytes)
        json.key("seconds")
        json.value(summary.seconds)
        json.field("below", counts.below)
        json.field("ignored", counts.ignored)
        json.key("interrupted")
        json.value(counts.wasInterrupted)
        json.key("skipped")
        json.object { object in
            for (kind, count) in counts.skipped.sorted(by: { $0.key < $1.key }) {
                object.key(named: kind)
                object.value(count)
            }
        }
        writeGaps("unsupported", counts.unsupported, to: &json)
        writeGaps("partial", counts.partial, to: &json)
    }

    private func writeGaps(_ name: StaticString, _ gaps: NotedList<Gap>, to json: inout JSONWriter) {
        json.key(name)
        json.object { object in
            object.field("total", gaps.total)
            object.key("list")
            object.array { array in
                for gap in gaps.first {
                    array.array { line in
                        line.value(gap.origin.path)
                        line.value(gap.origin.message ?? 0)
                        line.object { object in
                            Language.allCases.forEach {
                                object.key(named: $0.rawValue)
                                object.value(Words($0).reason(gap.reason))
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeSkippedNames(to json: inout JSONWriter) {
        json.key("skippedNames")
        json.object { names in
            for kind in summary.counts.skipped.keys.sorted() {
                names.text(
                    kind,
                    LocalizedText(
                        Dictionary(
                            uniqueKeysWithValues: Language.allCases.map { ($0, Words($0).kind(kind)) })))
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func numbers(_ numbers: [Int]) {
        array { array in numbers.forEach { array.value($0) } }
    }

    fileprivate mutating func text(_ name: String, _ text: LocalizedText) {
        guard !text.isEmpty else { return }
        key(named: name)
        object { object in
            for language in Language.allCases {
                guard let words = text[language] else { continue }
                object.key(named: language.rawValue)
                object.value(words)
            }
        }
    }
}
