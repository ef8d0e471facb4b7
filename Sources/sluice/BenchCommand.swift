import ArgumentParser
import SluiceDetection
import SluiceEngine
import SluiceFormats
import SluicePipeline
import SluiceModel
import SluiceReport
import SluiceRules

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Time the engine alone over a file in memory, and each rule in it.",
        discussion: """
            Candidates are places where the filter said maybe, verifications are calls of PCRE2 or comparisons \
            with a term, matches are raw, before validation. A rule with many of the first and few of the last \
            is one to look at.

            EXAMPLE:
              sluice rules bench --rules mine.yaml --repeat 3 corpus.txt
            """)

    enum Form: String, ArgumentWord { case text, json }

    /// The engine's kernels by name.
    enum KernelName: String, ArgumentWord {
        case best, portable, avx2, avx512

        var kernel: Kernel {
            switch self {
            case .best: .best
            case .portable: .portable
            case .avx2: .avx2
            case .avx512: .avx512
            }
        }
    }

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("Cut the text into blocks for so many threads.", valueName: "n"))
    var threads = 1

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp("Scan so many times; the median counts.", valueName: "n"))
    var repeats = 3

    @Option(help: "The machine instructions that the filter uses.")
    var kernel = KernelName.best

    @Option(help: "The form of the output.")
    var format = Form.text

    @Argument(help: "The file to scan.", completion: .file())
    var file: String

    func validate() throws {
        guard (1...1024).contains(threads) else {
            throw ValidationError("--threads takes a number from 1 to 1024.")
        }
        guard kernel.kernel.isAvailable else {
            throw ValidationError("This processor cannot run the \(kernel.rawValue) kernel.")
        }
        guard (1...1000).contains(repeats) else {
            throw ValidationError("--repeat takes a number from 1 to 1000.")
        }
    }

    func run() throws {
        let detector = try rules.detector(try rules.load())
        guard let text = WholeFile.text(file) else { throw UsageFault("'\(file)' cannot be read") }
        let result = EngineBench(detector, text: text, threads: threads, kernel: kernel.kernel)
            .run(repeats: repeats, clock: { Console.clock })
        let costs = zip(detector.rules.rules, result.rules).map { rule, work in
            var cost = BenchReport.RuleCost(id: rule.id)
            cost.candidates = work.candidates
            cost.verifications = work.verifications
            cost.matches = work.matches
            cost.seconds = Double(work.nanoseconds) / 1e9
            return cost
        }
        let report = BenchReport(
            bytes: text.count, threads: threads, seconds: BenchCommand.median(result.seconds),
            matches: costs.reduce(0) { $0 + $1.matches }, gaveUp: result.gaveUp, rules: costs)
        switch format {
        case .text: Console.print(report.text())
        case .json: Console.print(String(decoding: report.json(), as: UTF8.self))
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard let middle = sorted.indices.last.map({ $0 / 2 }) else { return 0 }
        return sorted.count.isMultiple(of: 2) ? (sorted[middle] + sorted[middle + 1]) / 2 : sorted[middle]
    }
}
