import ArgumentParser
import CellCompiler
import Essentials
import SystemSupport

/// Shows and empties the cache of compiled cells.
struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Show how large the cache of compiled cells is, or empty it.")

    @Flag(help: "Remove every compiled cell.")
    var clear = false

    func run() throws {
        let cache = try CellCache(folder: Paths.cacheFolder)
        if clear { cache.clear() }
        let usage = cache.usage()
        print("\(Paths.cacheFolder): \(usage.entries) cells, \(ByteCount(usage.bytes))")
    }
}
