/// A piece of a page for people, whatever form it is written in.
enum PageBlock: Hashable, Sendable {
    /// From level 1, the page's title, to 3.
    case heading(String, level: Int)
    case paragraph(String)
    case list([String])
    /// Questions that are to stand out.
    case questions([String])
    case facts([PageFact])
    case table(PageTable)
    /// Lines to sign on.
    case signatures([String])
}

/// A labelled sentence, such as *Why: …*.
struct PageFact: Hashable, Sendable {
    var label: String
    var text: String

    init(_ label: String, _ text: String) {
        self.label = label
        self.text = text
    }
}

/// A table with one line of headings.
struct PageTable: Hashable, Sendable {
    /// What the table shows, for those who cannot see where it stands.
    var caption: String
    var header: [String]
    var rows: [[String]]
}
