import Glibc

/// Starts a thread of its own, for work that waits in C calls and must not hold a thread of the task pool.
///
/// All signals are blocked in it, so that they reach the threads that expect them.
/// - Parameters:
///   - name: at most 15 bytes, as the system shows it.
///   - body: runs once; then the thread ends.
/// - Throws: `WireError` when the system refuses another thread.
func startThread(_ name: String, _ body: sending @escaping () -> Void) throws(WireError) {
    final class Box {
        let body: () -> Void
        let name: String
        init(_ name: String, _ body: @escaping () -> Void) {
            self.name = name
            self.body = body
        }
    }
    let box = Unmanaged.passRetained(Box(name, body))
    var everySignal = sigset_t()
    var before = sigset_t()
    sigfillset(&everySignal)
    pthread_sigmask(SIG_SETMASK, &everySignal, &before)  // the new thread inherits it
    var thread = pthread_t()
    let failure = pthread_create(
        &thread, nil,
        { argument in
            guard let argument else { return nil }
            let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
            nameThisThread(box.name)
            box.body()
            return nil
        }, box.toOpaque())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    guard failure == 0 else {
        box.release()
        throw WireError(
            code: WireError.system, message: "cannot start a thread: \(String(cString: strerror(failure)))",
            hint: "Allow the user more processes (ulimit -u).")
    }
    pthread_detach(thread)
}

/// Names the thread for `ps`, debuggers and crash reports; a system without /proc goes without.
private func nameThisThread(_ name: String) {
    let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = name.withCString { write(descriptor, $0, strlen($0)) }
    close(descriptor)
}
