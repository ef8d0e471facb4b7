import ArgumentParser
import Glibc
import SluiceFormats
import SluiceModel

@main
struct Main {
    static func main() {
        UnpackChild.runIfAsked()
        signal(SIGPIPE, SIG_IGN)
        ServiceSignals.block()
        do {
            var command = try Daemon.parseAsRoot()
            try command.run()
        } catch let faults as Diagnostics {
            write(faults.description)
            exit(2)
        } catch let fault as StartFault {
            write("sluiced: error: \(fault.text)")
            exit(2)
        } catch {
            let message = Daemon.fullMessage(for: error)
            if Daemon.exitCode(for: error).isSuccess {
                print(message)
                exit(0)
            }
            write(message)
            exit(2)
        }
    }

    private static func write(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// Why the program does not begin to serve.
struct StartFault: Error {
    var text: String
}
