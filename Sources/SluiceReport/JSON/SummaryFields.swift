import SluiceModel

extension JSONWriter {
    mutating func fields(of summary: SummaryRecord) {
        let counts = summary.counts
        field("files", counts.files)
        field("messages", counts.messages)
        field("bytes", counts.bytes)
        key("seconds")
        value(summary.seconds)
        key("findings")
        object { object in
            for severity in Severity.allCases {
                object.key(named: severity.rawValue)
                object.value(counts.findings[severity] ?? 0)
            }
        }
        key("confidences")
        object { object in
            for confidence in Confidence.allCases {
                object.key(named: confidence.rawValue)
                object.value(counts.confidences[confidence] ?? 0)
            }
        }
        field("below", counts.below)
        field("decided", counts.decided)
        field("expired", counts.expired)
        field("back", counts.back)
        field("allowed", counts.allowed)
        field("unread", counts.unread)
        if counts.unselected > 0 { field("unselected", counts.unselected) }
        field("skipped", counts.skipped.values.reduce(0, +))
        skippedKinds(counts.skipped)
        gaps("unsupported", counts.unsupported)
        gaps("partial", counts.partial)
        field("unsupportedTotal", counts.unsupported.total)
        field("partialTotal", counts.partial.total)
        field("ignored", counts.ignored)
        key("interrupted")
        value(counts.wasInterrupted)
    }

    private mutating func skippedKinds(_ kinds: [String: Int]) {
        guard !kinds.isEmpty else { return }
        key("skippedKinds")
        object { object in
            for (kind, count) in kinds.sorted(by: { $0.key < $1.key }) {
                object.key(named: kind)
                object.value(count)
            }
        }
    }

    private mutating func gaps(_ name: StaticString, _ gaps: NotedList<Gap>) {
        key(name)
        array { array in
            for gap in gaps.first {
                array.object {
                    $0.field("path", gap.origin.path)
                    $0.field("message", gap.origin.message)
                    if case .ruleGaveUp(let rule, _) = gap.reason { $0.field("rule", rule) }
                    $0.field("reason", gap.reason.description)
                }
            }
        }
    }
}
