import SluiceFormats
import SluiceModel
import SluicePipeline
import SluiceReport
import Synchronization

/// The list of files that `--manifest` begins and `--resume` goes on with.
final class Manifest: Sendable {
    private struct State: ~Copyable {
        var writer: ManifestWriter
        var fault: OutputFault?
        /// What is wrong with the list that was read.
        var broken: Diagnostic?
    }

    let path: String
    let identities: Set<FileIdentity>
    /// Files that need not be read again.
    let known: [String: FileRecord]
    /// Gives paths the names that they have in the list.
    let recorder: Recorder
    private let earlier: ManifestReader?
    private let state: Mutex<State>

    /// Nil where no list was asked for.
    ///
    /// - Throws: Where the list cannot be read or written, or belongs to other rules.
    init?(
        _ options: OutputOptions, _ run: RunRecord, _ basis: () throws -> ManifestBasis, _ recorder: Recorder
    ) throws {
        guard let path = options.resume ?? options.manifest else { return nil }
        let basis = try basis()
        self.path = path
        self.recorder = recorder
        earlier = try options.resume.map { try Manifest.read($0, basis) }
        let writer: ManifestWriter
        do throws(OutputFault) {
            if let earlier {
                writer = try ManifestWriter(continuing: earlier)
            } else {
                writer = try ManifestWriter(file: path, run: run, basis: basis)
            }
        } catch {
            throw UsageFault("cannot write \(error); --resume goes on with a list that is there already")
        }
        known = earlier?.records.filter { $0.value.sha256 != nil } ?? [:]
        identities = Set([FileIdentity(descriptor: writer.descriptor)].compactMap { $0 })
        state = Mutex(State(writer: writer))
    }

    private static func read(_ path: String, _ basis: ManifestBasis) throws -> ManifestReader {
        guard let bytes = WholeFile.bytes(path) else { throw UsageFault("the list '\(path)' cannot be read") }
        let list: ManifestReader
        do throws(Diagnostic) {
            list = try ManifestReader(bytes, path: path)
        } catch {
            throw Diagnostics([error])
        }
        if let part = list.basis.difference(from: basis) {
            throw UsageFault(
                """
                the list '\(path)' was written with \(Manifest.words(part)), so its findings may not be those of \
                this run; begin a new list with --manifest, or scan as before
                """)
        }
        return list
    }

    private static func words(_ part: ManifestBasis.Part) -> String {
        switch part {
        case .version: "another version of sluice"
        case .rules: "other rules"
        case .policy: "another policy"
        case .decisions: "other decisions"
        case .key: "another key, or without one"
        case .options: "other options for what is found, shown or read"
        }
    }

    /// What an earlier run found in the file.
    func findings(of record: FileRecord) -> [FindingRecord] {
        do throws(Diagnostic) {
            return try earlier?.findings(of: record.stamp.path) ?? []
        } catch {
            state.withLock { $0.broken = error }
            return []
        }
    }

    /// False where the list cannot be written any more.
    func add(draft: FindingDraft) -> Bool {
        write { writer throws(OutputFault) in try writer.add(draft: draft) }
    }

    /// False where the list cannot be written any more.
    func add(_ record: FileRecord) -> Bool {
        let record = recorder.file(record)
        return write { writer throws(OutputFault) in try writer.add(record) }
    }

    func finish() throws {
        if let broken = state.withLock({ $0.broken }) { throw Diagnostics([broken]) }
        guard write({ writer throws(OutputFault) in try writer.finish() }) else {
            throw InternalFault("cannot write '\(path)', the list of files")
        }
    }

    private func write(_ body: (inout ManifestWriter) throws(OutputFault) -> Void) -> Bool {
        state.withLock { state in
            guard state.fault == nil else { return false }
            do throws(OutputFault) {
                try body(&state.writer)
            } catch {
                state.fault = error
            }
            return state.fault == nil
        }
    }
}
