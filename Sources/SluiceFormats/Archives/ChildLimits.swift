import CSystemCalls
import Glibc

/// What the kernel holds an unpacking child to, beside what its parent watches.
enum ChildLimits {
    /// Memory beyond what the process has mapped when it starts; no files, no children, no core.
    static func set(memory: Int) {
        // Names of members are converted by the locale's charset.
        _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
        set(RLIMIT_AS, mappedBytes() + memory)
        set(RLIMIT_CORE, 0)
        set(RLIMIT_FSIZE, 0)
        // The standard three, the socket of orders and one archive.
        set(RLIMIT_NOFILE, 5)
        sluice_forbid_children_and_tracing()
    }

    /// For a tool that may open files of its own and write none longer than `fileSize`.
    static func setForTool(memory: Int, seconds: Int, fileSize: Int) {
        set(RLIMIT_AS, memory)
        set(RLIMIT_CORE, 0)
        set(RLIMIT_FSIZE, fileSize)
        set(RLIMIT_CPU, seconds)
    }

    /// Allows so many seconds of processor time from now on.
    static func allowTime(seconds: Int) {
        var usage = rusage()
        guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return }
        let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(used + seconds + 1))
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    }

    private static func set(_ resource: __rlimit_resource, _ most: Int) {
        var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
        _ = unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }

    /// The first number of `/proc/self/statm` counts mapped pages, proc(5).
    private static func mappedBytes() -> Int {
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(file, &text, text.count)
        var pages = 0
        for byte in text.prefix(max(0, count)) {
            guard (0x30...0x39).contains(byte) else { break }
            pages = pages * 10 + Int(byte - 0x30)
        }
        return pages * sysconf(CInt(_SC_PAGESIZE))
    }
}
