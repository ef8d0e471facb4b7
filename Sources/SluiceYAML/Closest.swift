/// The word of `words` that somebody who typed `word` may have meant; nil where none is near.
///
/// Near are words that a slip in every third letter explains. Among equally near ones the first wins.
public func closest(to word: String, in words: [String]) -> String? {
    let limit = max(1, word.count / 3)
    let best = words.map { (word: $0, distance: editDistance(word, $0)) }.min { $0.distance < $1.distance }
    guard let best, best.distance <= limit else { return nil }
    return best.word
}

/// How many letters must be inserted, dropped, replaced or swapped with their neighbour to make `left` into `right`.
func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var cost = min(last[column + 1], current[column]) + 1
            cost = min(cost, last[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
