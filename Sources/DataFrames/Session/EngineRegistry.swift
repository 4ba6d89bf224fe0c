import Synchronization

/// The engines that this process offers. The host registers them; a session makes its engine when it first needs one,
/// so that a notebook without data never starts any.
public enum EngineRegistry {
    // Locks and no actors: notebooks use engines from plain, synchronous code.
    private static let maker = Mutex<(@Sendable () throws -> any Engine)?>(nil)
    private static let made = Mutex<[WeakEngine]>([])

    private struct WeakEngine {
        weak var engine: (any Engine)?
    }

    /// Sets how engines are made from now on.
    public static func register(_ make: @escaping @Sendable () throws -> any Engine) {
        maker.withLock { $0 = make }
    }

    /// Interrupts what all engines are running. Callable from any thread.
    public static func interruptAll() {
        for entry in made.withLock({ $0 }) { entry.engine?.interrupt() }
    }

    static func makeEngine() throws -> any Engine {
        guard let make = maker.withLock({ $0 }) else {
            throw QueryError(
                .engine, "no engine is registered in this process",
                hint: "DataFrames run inside a Swiftlet notebook; a program of your own must register an engine first.")
        }
        let engine = try make()
        made.withLock { engines in
            engines.removeAll { $0.engine == nil }
            engines.append(WeakEngine(engine: engine))
        }
        return engine
    }
}
