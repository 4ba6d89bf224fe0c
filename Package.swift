// swift-tools-version: 6.1
import PackageDescription

// The house in one table. A target imports only what its row lists; a row sits on a layer and its arrows point to
// lower layers (one exception inside layer 1: SystemSupport -> Essentials). `scripts/check-layers` holds the imports
// in the sources against this table, and ARCHITECTURE.md prints it.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-warnings-as-errors"]),
]

enum Kind { case library, program, test }

struct Room {
    var layer: Int
    var kind: Kind
    var name: String
    var imports: [Target.Dependency]
    var linker: [LinkerSetting] = []
    var resources: [Resource] = []

    var target: Target {
        switch kind {
        case .library:
            return .target(
                name: name, dependencies: imports, resources: resources, swiftSettings: strict, linkerSettings: linker)
        case .program:
            return .executableTarget(
                name: name, dependencies: imports, swiftSettings: strict, linkerSettings: linker)
        case .test:
            return .testTarget(
                name: name, dependencies: imports, resources: resources,
                swiftSettings: [.enableUpcomingFeature("ExistentialAny")], linkerSettings: linker)
        }
    }
}

func room(
    _ layer: Int, _ name: String, _ imports: Target.Dependency..., linker: [LinkerSetting] = [],
    resources: [Resource] = []
) -> Room {
    Room(layer: layer, kind: .library, name: name, imports: imports, linker: linker, resources: resources)
}

func program(_ name: String, _ imports: Target.Dependency..., linker: [LinkerSetting] = []) -> Room {
    Room(layer: 7, kind: .program, name: name, imports: imports, linker: linker)
}

func test(_ name: String, _ imports: Target.Dependency..., resources: [Resource] = []) -> Room {
    Room(layer: 8, kind: .test, name: name, imports: imports, resources: resources)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let swiftSyntax: Target.Dependency = .product(name: "SwiftSyntax", package: "swift-syntax")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let swiftDiagnostics: Target.Dependency = .product(name: "SwiftDiagnostics", package: "swift-syntax")
let swiftParserDiagnostics: Target.Dependency = .product(name: "SwiftParserDiagnostics", package: "swift-syntax")
let swiftParser: Target.Dependency = .product(name: "SwiftParser", package: "swift-syntax")

// Cells are libraries that the cell host opens: they find the DSL, the display functions and the runtime's hooks
// among the host's own symbols, so the host exports all of them.
let exportSymbols: LinkerSetting = .unsafeFlags(["-Xlinker", "--export-dynamic"])

let rooms: [Room] = [
    room(1, "Essentials"),
    room(1, "SystemSupport", "Essentials"),
    room(1, "HostProtocol", "Essentials"),

    room(2, "Notebook", "Essentials", "SystemSupport"),
    room(2, "JupyterMessages", "Essentials"),
    room(2, "JupyterWire", "Essentials", "SystemSupport", "CZeroMQ", "COpenSSL", logging),
    room(2, "Display", "Essentials"),

    room(
        3, "CellCompiler", "Essentials", "SystemSupport", "COpenSSL", swiftSyntax, swiftParser, swiftDiagnostics,
        swiftParserDiagnostics),

    room(3, "CodeIntelligence", "Essentials", "SystemSupport", "CSourceKit"),

    room(3, "DataFrames", "Essentials", "Display"),

    room(4, "LocalEngine", "Essentials", "SystemSupport", "DataFrames", "CDuckDB"),
    room(4, "Swiftlet", "Display", "DataFrames"),
    room(4, "CellRuntime", "Essentials", "SystemSupport", "HostProtocol", "Display", "CCellGuard"),
    room(
        4, "NotebookSession", "Essentials", "SystemSupport", "HostProtocol", "CellCompiler", "CodeIntelligence",
        logging),

    room(
        5, "JupyterKernel", "Essentials", "SystemSupport", "JupyterMessages", "JupyterWire", "NotebookSession", logging),

    room(
        5, "NotebookRun", "Essentials", "SystemSupport", "Notebook", "CellCompiler", "NotebookSession", logging, yams),

    program(
        "swiftlet-kernel", "CodeIntelligence", "Essentials", "JupyterKernel", "JupyterWire", "NotebookSession",
        "SystemSupport", argumentParser, logging),
    program("nbrun", "Essentials", "SystemSupport", "NotebookRun", "NotebookSession", argumentParser),
    program("SwiftletCLI", "CellCompiler", "Essentials", "NotebookSession", "SystemSupport", argumentParser, logging),
    program("cellhost", "CellRuntime", "DataFrames", "LocalEngine", "Swiftlet", linker: [exportSymbols]),
]

let shims: [Target] = [
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .target(name: "CCellGuard"),
    .target(name: "CDuckDB"),
    .target(name: "CSourceKit"),
    .target(name: "CZygote"),
]

let tests: [Room] = [
    test("EssentialsTests", "Essentials"),
    test("JupyterWireTests", "JupyterWire", "JupyterMessages", "Essentials", "SystemSupport", "CZeroMQ", logging),
    test("CodeIntelligenceTests", "CodeIntelligence", "Essentials", "SystemSupport", "IntelligenceServer"),
    test("NotebookTests", "Notebook", "Essentials", "SystemSupport"),
    test("DataFramesTests", "DataFrames", "Essentials"),
    test("SemanticsTests", "LocalEngine", "DataFrames", "Essentials"),
    test("LocalEngineTests", "LocalEngine", "DataFrames", "Essentials", "SystemSupport"),
    test("CellCompilerTests", "CellCompiler", "SystemSupport", swiftParser),
]

let package = Package(
    name: "Swiftlet",
    products: [
        .executable(name: "swiftlet-kernel", targets: ["swiftlet-kernel"]),
        .executable(name: "swiftlet", targets: ["SwiftletCLI"]),
        .executable(name: "nbrun", targets: ["nbrun"]),
        .executable(name: "cellhost", targets: ["cellhost"]),
        // Preloaded into the compiler, see Sources/CZygote/include/CZygote.h.
        .library(name: "zygote", type: .dynamic, targets: ["CZygote"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: shims + rooms.map(\.target) + tests.map(\.target) + [
        // A program that the tests start.
        .executableTarget(
            name: "IntelligenceServer", dependencies: ["CodeIntelligence"], path: "Tests/IntelligenceServer",
            swiftSettings: strict)
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu17
)
