import GMimeMailbox
import Glibc
import SluiceFormats
import SluiceModel
import SluiceText

// mail-bench MAILBOX [ROUNDS]: reads an mbox on one thread, in turn with GMime, and compares the processor time.

/// What was read in one round.
struct Counts {
    var mails = 0
    var texts = 0
    var bytes = 0

    mutating func add(_ message: Message) {
        mails += 1
        texts += message.parts.count
        for part in message.parts { bytes += TextView(of: part, channel: .mail).segment.storage.count }
    }
}

/// How deep our reader goes.
enum Depth {
    /// Decoded and folded texts of each mail, as a scan takes them.
    case texts
    /// Each mail a message, with layers, places in the file, and maps back from what was folded.
    case messages
}

func readMailbox(_ path: String, size: Int, _ depth: Depth) -> Counts {
    var counts = Counts()
    let sizes = SegmentSizes(body: 4 << 20, before: 1 << 20, behind: 1 << 20)
    var input: any Reader = InputReader(
        ListedFile(path: PathBytes(path), size: size), reader: ContentReader(ReadingOptions()), sizes: sizes)
    while let piece = input.next() {
        piece.read { reading in
            if case .run(let run) = reading, depth == .texts {
                counts.mails += run.count
                counts.texts += run.texts.count
                for text in run.texts { counts.bytes += text.count }
                return
            }
            reading.spread { if case .message(let message) = $0 { counts.add(message) } }
        }
    }
    return counts
}

func seconds(_ body: () -> Counts) -> (Double, Counts) {
    func now() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
    let start = now()
    let counts = body()
    return (now() - start, counts)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

let arguments = CommandLine.arguments
var status = stat()
guard arguments.count > 1, unsafe stat(arguments[1], &status) == 0, status.st_size > 0 else {
    print("usage: mail-bench MAILBOX [ROUNDS]")
    exit(2)
}
let path = arguments[1]
let size = Int(status.st_size)
let rounds = max(1, arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5)
let programs: [(name: String, read: () -> Counts)] = [
    ("texts", { readMailbox(path, size: size, .texts) }),
    ("messages", { readMailbox(path, size: size, .messages) }),
    (
        "GMime",
        {
            let found = unsafe gmime_read_mailbox(path)
            return Counts(mails: found.mails, texts: found.texts, bytes: found.bytes)
        }
    ),
]
var times = programs.map { _ in [Double]() }
for round in 0...rounds {
    for (index, program) in programs.enumerated() {
        let (time, counts) = seconds(program.read)
        if round == 0 {
            print("\(program.name): \(counts.mails) mails, \(counts.texts) texts, \(counts.bytes) bytes")
        } else {
            times[index].append(time)
        }
    }
}
for (index, program) in programs.enumerated() {
    let speed = Int(Double(size) / median(times[index]) / 1e6)
    let ratios = zip(times[index], times[programs.count - 1]).map { $1 / $0 }
    let ratio = Int(median(ratios) * 100)
    print(
        "\(program.name): \(speed) MB/s of processor time, \(ratio / 100).\(ratio / 10 % 10)\(ratio % 10) times GMime"
    )
}
