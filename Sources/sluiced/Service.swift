import Glibc
import Logging
import NIOPosix
import SluiceChecking
import SluiceGateway
import SluiceModel
import SluicePolicy

/// Wires the daemon together and waits for signals.
struct Service {
    private let options: Daemon
    private let metrics = Metrics()
    private let log: GatewayLog

    init(_ options: Daemon) {
        self.options = options
        let metrics = self.metrics
        var logger = Logger(label: "sluiced") { _ in LineLogHandler(options.logFormat, metrics: metrics) }
        logger.logLevel = LogLevels.level(options.logLevel) ?? .info
        log = GatewayLog(logger, revealsAddresses: options.logAddresses)
    }

    func run() throws {
        ServiceSignals.allowManyFiles()
        let source = options.source
        let rules = try source.load()
        metrics.loaded(at: rules.loaded, isReload: false)
        let processors = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))
        let threads = min(rules.policy.gateway.limits.mailsInWork, processors + 1)
        let pool = CheckPool(rules, threads: threads)
        let notes = NoteSender(options.noteCommand, metrics: metrics, log: log)
        let room = options.spool.map { SpoolRoom(folder: $0) } ?? SpoolRoom()
        let context = MilterContext(pool: pool, metrics: metrics, log: log, notes: notes, room: room)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MilterServer(context)
        do throws(ListenFault) {
            guard let address = options.milter.flatMap(ListenAddress.init) else { return }
            let mode = UInt32(options.socketMode, radix: 8) ?? 0o660
            try server.start(address, mode: mode, on: group)
            log.note(
                "serving at \(address), \(rules.information.count) rules, mode \(rules.policy.mode.rawValue)")
        } catch {
            throw StartFault(text: error.description)
        }
        while ServiceSignals.next() == SIGHUP { reload(source, pool) }
        log.note("ending")
        server.drain(seconds: 4.5)
    }

    /// Takes new rules and policy where they have no faults; else the old ones stay.
    private func reload(_ source: RuleSource, _ pool: CheckPool) {
        do throws(Diagnostics) {
            let rules = try source.load()
            pool.replace(rules)
            metrics.loaded(at: rules.loaded, isReload: true)
            log.note("loaded anew: \(rules.information.count) rules, mode \(rules.policy.mode.rawValue)")
        } catch {
            metrics.error("reload")
            for fault in error.all { log.fault("not loaded, the old rules stay: \(fault)") }
        }
    }
}

/// The levels that the command line knows.
enum LogLevels {
    static let names = "debug, info, notice or error"

    static func level(_ name: String) -> Logger.Level? {
        ["debug", "info", "notice", "error"].contains(name) ? Logger.Level(rawValue: name) : nil
    }
}

/// The signals that the daemon lives by; all threads block them, and the first one waits for them.
enum ServiceSignals {
    private static var all: sigset_t {
        var signals = sigset_t()
        _ = unsafe sigemptyset(&signals)
        for signal in [SIGHUP, SIGTERM, SIGINT] { _ = unsafe sigaddset(&signals, signal) }
        return signals
    }

    /// Before any other thread begins, since threads inherit it.
    static func block() {
        var signals = all
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Waits for the next one.
    static func next() -> CInt {
        var signals = all
        var number: CInt = 0
        while unsafe sigwait(&signals, &number) != 0 {}
        return number
    }

    /// Each connection is an open file, and the usual limit is 1,024.
    static func allowManyFiles() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
