import Glibc

/// The main dispatch queue, by the functions that libdispatch has for run loops.
struct MainQueue: @unchecked Sendable {
    // The addresses are those of libdispatch, which stays loaded.

    /// Becomes readable when the queue has work.
    let descriptor: Int32
    private let callback: @convention(c) (UnsafeMutableRawPointer?) -> Void
    private let queue: UnsafeMutableRawPointer
    private let initialize: @convention(c) () -> Void
    private let addWork:
        @convention(c) (
            UnsafeMutableRawPointer, UnsafeMutableRawPointer?, @convention(c) (UnsafeMutableRawPointer?) -> Void
        ) -> Void

    /// nil when libdispatch is not loaded.
    static let shared = MainQueue()

    private init?() {
        func function<T>(_ name: String, as type: T.Type) -> T? { dlsym(nil, name).map { unsafeBitCast($0, to: type) } }
        typealias Work = @convention(c) (UnsafeMutableRawPointer?) -> Void
        typealias AddWork = @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer?, Work) -> Void
        guard let handle = function("_dispatch_get_main_queue_handle_4CF", as: (@convention(c) () -> Int32).self),
            let callback = function("_dispatch_main_queue_callback_4CF", as: Work.self),
            let queue = dlsym(nil, "_dispatch_main_q"),
            let initialize = function("libdispatch_init", as: (@convention(c) () -> Void).self),
            let addWork = function("dispatch_async_f", as: AddWork.self)
        else { return nil }
        descriptor = handle()
        self.callback = callback
        self.queue = queue
        self.initialize = initialize
        self.addWork = addWork
    }

    /// Runs what is in the queue.
    func drain() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
        callback(nil)
    }

    // MARK: - Handing over

    private static let size = 128

    /// Where the queue notes that a thread drains it: the one word that is 0 outside and 1 inside of a drain. It is
    /// found by looking, as its place is libdispatch's own affair; nil when it is not plain.
    private static let drainMark: Int? = findDrainMark()
    nonisolated(unsafe) private static var wordsInside: [UInt32] = []

    /// Looks at the queue. Called on the main thread before there is other work in it.
    static func prepare() { _ = drainMark }

    private static func findDrainMark() -> Int? {
        guard let shared else { return nil }
        let before = shared.words()
        shared.addWork(shared.queue, nil) { _ in MainQueue.wordsInside = MainQueue.shared?.words() ?? [] }
        shared.drain()
        let inside = wordsInside
        let after = shared.words()
        let candidates = before.indices.filter { index in
            inside.indices.contains(index) && before[index] == 0 && inside[index] == 1 && after[index] == 0
        }
        return candidates.count == 1 ? candidates[0] * 4 : nil
    }

    private func words() -> [UInt32] {
        (0..<Self.size / 4).map { queue.load(fromByteOffset: $0 * 4, as: UInt32.self) }
    }

    /// Makes the calling thread the one that drains the queue, after the one before was stopped in the middle of it.
    func takeOver() {
        guard let mark = Self.drainMark else { return }
        queue.storeBytes(of: 0, toByteOffset: mark, as: UInt32.self)
        // As Foundation does on the thread that it takes for the main one: binds the queue to this thread.
        initialize()
    }
}
