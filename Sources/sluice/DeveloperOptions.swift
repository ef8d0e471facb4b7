import ArgumentParser

/// What is scanned of a developer's work before it leaves.
struct DeveloperOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Scan what is staged in the git repository: the index, not the files in the folder.",
            discussion: "Paths, where given, limit it to what lies below them."))
    var staged = false

    @Flag(
        help: ArgumentHelp(
            "Read the inputs as diffs: only added lines are scanned, and places are those in the new files."))
    var diff = false

    func validate() throws {
        if staged, diff { throw ValidationError("--staged and --diff exclude each other.") }
    }
}
