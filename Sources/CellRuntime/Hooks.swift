import CCellGuard
import Display
import Essentials
import Glibc
import HostProtocol
import SystemSupport

// What compiled cells call. The names are those of `CellHook`; cells declare them, so no module has to be imported.

/// A top-level statement of the cell begins.
@_silgen_name("swiftlet_cell_statement")
public func cellStatementBegins(_ index: Int) {
    RunningCell.beginStatement(index)
}

/// The value of the cell's trailing expression.
@_silgen_name("swiftlet_cell_result")
public func cellResult<T>(_ value: T) {
    guard !RunningCell.isSilent else { return }
    let bundle: DisplayBundle
    do {
        guard let rendered = try renderResult(value) else { return }
        bundle = rendered
    } catch {
        RunningCell.fail(error)
        return
    }
    FrameSender.push(.result, json: ["data": .object(bundle.data), "metadata": .object(bundle.metadata)])
}

/// Runs asynchronous work and waits for it on the cell's thread.
@_silgen_name("swiftlet_cell_await")
@discardableResult
public func cellAwait<T, E: Error>(_ body: @escaping () async throws(E) -> T) throws(E) -> T {
    let waiting = Awaited<T, E>()
    // The cell's thread waits until the task is done, so nothing is used by two threads at once.
    let work = Unchecked(body)
    let task = Task {
        do throws(E) {
            waiting.finish(.success(try await work.value()))
        } catch {
            waiting.finish(.failure(error))
        }
    }
    RunningCell.setCancel { task.cancel() }
    defer { RunningCell.setCancel(nil) }
    while !waiting.done.wait(milliseconds: 50) {
        if RunningCell.isAbandoned { cellguard_park_forever() }
    }
    return try waiting.take()
}

/// Carries a value into a task; whoever makes it sees to it that only one thread uses the value at a time.
private struct Unchecked<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// Carries a result from a task to the thread that waits for it; the semaphore orders the two.
private final class Awaited<T, E: Error>: @unchecked Sendable {
    let done = Semaphore()
    private var result: Result<T, E>?

    func finish(_ result: Result<T, E>) {
        self.result = result
        done.signal()
    }

    func take() throws(E) -> T { try result!.get() }
}

/// An error reached the top level of the cell.
///
/// - Parameter box: the address of the error, by which the guard knows where it was thrown.
func errorReachedTopLevel(_ error: any Error, box: UInt) {
    var name = String(reflecting: type(of: error))
    // The description is code of the cell's: it may fail, and is then reported as such.
    var message = String(describing: error)
    var details: JSONObject = [:]
    if let facing = error as? any UserFacingError {
        message = facing.message
        name = String(describing: type(of: error))
        if let place = facing.place { details["place"] = .string(place) }
        if let hint = facing.hint { details["hint"] = .string(hint) }
        details["code"] = .string(facing.code)
        if let position = facing.position {
            details["line"] = .integer(Int64(position.line))
            details["column"] = .integer(Int64(position.column))
        }
    }
    var thrown = cellguard_throw()
    var places: [FinishedReport.Place] = []
    if cellguard_last_throw(box, &thrown) {
        let count = Int(thrown.frame_count)
        places = withUnsafeBytes(of: &thrown.frames) { raw in
            Symbols.places(raw.bindMemory(to: UInt.self).prefix(count), firstIsExact: false)
        }
    }
    RunningCell.setThrown(.init(name: name, message: message, places: places, details: details))
}

extension RunningCell {
    /// The value of the trailing expression could not be shown: the cell fails with that error, although its
    /// statements have run.
    static func fail(_ error: any Error) { errorReachedTopLevel(error, box: 0) }
}
