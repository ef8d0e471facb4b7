import Glibc
import Logging
import NIOCore
import NIOPosix
import SluiceChecking
import SluiceFormats
import SluiceGateway
import SluiceModel
import SluicePolicy
import SluiceWeb

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
        let loops = max(1, Service.processors / 2)
        // Usual mails are checked on the event loops; these threads are for those that take longer.
        let threads = min(rules.policy.gateway.limits.mailsInWork, max(2, Service.processors - loops))
        let pool = CheckPool(rules, threads: threads)
        let room = try room()
        let group = EventLoops.start(loops)
        let notes = notes()
        let milter = MilterServer(
            MilterContext(pool: pool, metrics: metrics, log: log, notes: notes, room: room))
        var web: WebServer?
        do throws(ListenFault) {
            if let address = options.milter.flatMap(ListenAddress.init) {
                try milter.start(address, mode: socketMode, on: group)
                log.note("serving mail at \(address), \(Service.summary(rules))")
            }
            web = try startWeb(pool, room, group.next())
        } catch {
            throw StartFault(text: error.description)
        }
        while ServiceSignals.next() == SIGHUP { reload(source, pool) }
        log.note("ending")
        let end = CheckPool.clock + 4.5
        web?.stop()
        milter.drain(seconds: 4)
        notes.drain(seconds: max(0, end - CheckPool.clock))
        web?.waitForEnd(seconds: max(0, end - CheckPool.clock))
    }

    private static let processors = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))

    private var socketMode: UInt32 { UInt32(options.socketMode, radix: 8) ?? 0o660 }

    private func notes() -> NoteSender {
        let notes = NoteSender(options.noteCommand, metrics: metrics, log: log)
        if let path = notes.missingProgram {
            log.fault("no notes can be sent: there is no program '\(path)'")
        }
        return notes
    }

    /// Where mails wait; better no start than that each long mail has to come again.
    private func room() throws(StartFault) -> SpoolRoom {
        let room = SpoolRoom(folder: options.spool ?? SpoolRoom.usualFolder) { [log] in log.fault($0) }
        guard room.isUsable else {
            throw StartFault(
                text: "no file can be made in '\(room.folder)', where long mails wait (--spool)")
        }
        return room
    }

    /// Nil where nobody is to ask by HTTP.
    private func startWeb(_ pool: CheckPool, _ room: SpoolRoom, _ loop: any EventLoop)
        throws(ListenFault) -> WebServer?
    {
        guard let access = try webAccess() else { return nil }
        // A long answer to a person keeps no mail waiting, where there is more than one processor.
        let isShared = options.milter == nil || Service.processors == 1
        let own = isShared ? loop : EventLoops.start(1).next()
        let server = WebServer(
            WebContext(access: access, pool: pool, metrics: metrics, room: room, loop: own))
        try server.start(mode: socketMode)
        log.note("serving HTTP at \(access.address), \(Service.summary(pool.current))")
        return server
    }

    private static func summary(_ rules: CheckRules) -> String {
        "\(rules.information.count) rules, mode \(rules.policy.mode.rawValue)"
    }

    /// Who may ask by HTTP; nil where nobody is to.
    private func webAccess() throws(ListenFault) -> WebAccess? {
        guard let address = options.http.flatMap(ListenAddress.init) else { return nil }
        guard let path = options.httpTokenFile else { return try WebAccess(address, token: nil) }
        guard let bytes = WholeFile.bytes(path) else {
            throw ListenFault("the token in '\(path)' cannot be read")
        }
        guard let token = BearerToken(bytes) else {
            throw ListenFault("the token in '\(path)' has to have 16 characters or more, and no blanks")
        }
        var status = stat()
        // No fault: secrets of containers are often such, in a folder that keeps others out.
        if unsafe stat(path, &status) == 0, status.st_mode & 0o044 != 0 {
            log.warn("the token in '\(path)' can be read by others than its owner")
        }
        return try WebAccess(address, token: token)
    }

    /// Takes new rules and policy where they have no faults; else the old ones stay.
    private func reload(_ source: RuleSource, _ pool: CheckPool) {
        do throws(Diagnostics) {
            let rules = try source.load()
            pool.replace(rules)
            metrics.loaded(at: rules.loaded, isReload: true)
            log.note("loaded anew: \(Service.summary(rules))")
        } catch {
            metrics.error("reload")
            for fault in error.all { log.fault("not loaded, the old rules stay: \(fault)") }
        }
    }
}

/// The levels that the command line knows.
enum LogLevels {
    static let names = "debug, info, notice, warning or error"

    static func level(_ name: String) -> Logger.Level? {
        ["debug", "info", "notice", "warning", "error"].contains(name) ? Logger.Level(rawValue: name) : nil
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
