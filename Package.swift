// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: language mode 6, warnings as errors, strict memory safety.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    plugins: [Target.PluginUsage] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings, plugins: plugins)
}

func tests(_ subject: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: subject + "Tests",
        dependencies: ["TestSupport", .byName(name: subject)] + dependencies,
        swiftSettings: settings)
}

/// A product that only the mail gateway needs.
func gateway(_ product: String, _ package: String) -> Target.Dependency {
    .product(name: product, package: package, condition: .when(traits: ["Gateway"]))
}

let package = Package(
    name: "sluice",
    products: [
        .executable(name: "sluice", targets: ["sluice"]),
        .executable(name: "sluiced", targets: ["sluiced"]),
        .library(name: "SluiceEngine", targets: ["SluiceEngine"]),
    ],
    traits: [
        // Whoever wants `sluice` alone need not fetch NIO, HTTP and what these need (24 of 26 packages).
        .trait(name: "Gateway", description: "sluiced: the mail gateway, the page and the API."),
        .default(enabledTraits: ["Gateway"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // Without its traits, since neither its configuration nor the whole of Foundation is used.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CSystemCalls"),
        // libarchive and ISA-L are loaded by those who unpack, and by nobody else.
        .target(name: "CUnpack"),
        library("SluiceModel"),
        library("SluiceDigest", ["CNettle"]),
        library("SluiceSpool"),
        .target(name: "CScanKernels", cSettings: [.define("NDEBUG", .when(configuration: .release))]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        library("SluiceEngine", ["CPCRE2", "CScanKernels"]),
        library("SluiceText", ["SluiceModel", "CScanKernels"]),
        library("SluiceYAML", ["CLibYAML", "SluiceModel"]),
        library("SluiceRules", ["SluiceDigest", "SluiceModel", "SluiceYAML"]),
        // Apart from SluiceRules, because the build compiles the packing tool and all that it uses a second time.
        library(
            "SluiceRuleSets",
            ["SluiceModel", "SluiceRules", "SluiceYAML", "TOMLKit"]),
        library("SluiceDefaultRules", ["SluiceRules", "SluiceRuleSets"], plugins: ["PackRulesPlugin"]),
        .plugin(
            name: "PackRulesPlugin", capability: .buildTool(), dependencies: ["sluice-pack"],
            path: "Sources/PackRulesPlugin"),
        .executableTarget(
            name: "sluice-pack", dependencies: ["SluiceEngine", "SluiceModel", "SluiceRules"],
            swiftSettings: settings),
        library("SluiceDetection", ["SluiceModel", "SluiceText", "SluiceRules", "SluiceEngine"]),
        library(
            "SluiceFormats",
            ["SluiceModel", "SluiceText", "CScanKernels", "CSimdJSON", "CSystemCalls", "CUnpack"]),
        library(
            "SluicePipeline",
            [
                "SluiceModel", "SluiceEngine", "SluiceRules", "SluiceFormats", "SluiceDetection",
                "SluiceDigest", "SluicePolicy",
            ]),
        .target(name: "CNameHash"),
        .target(name: "CReportBytes", dependencies: ["CScanKernels"]),
        library(
            "SluiceNames",
            ["CNameHash", "SluiceDigest", "SluiceModel"]),
        library(
            "SluicePolicy",
            ["SluiceDigest", "SluiceModel", "SluiceYAML"]),
        library(
            "SluiceReport",
            [
                "CReportBytes", "CScanKernels", "CSystemCalls", "SluiceDigest", "SluiceModel",
                "SluiceNames", "SluiceSpool",
            ],
            exclude: ["HTML/Page"], plugins: ["PackPagePlugin"]),
        library("SluiceRedaction", ["SluiceModel", "SluiceNames", "SluiceText"]),
        .plugin(
            name: "PackPagePlugin", capability: .buildTool(), dependencies: ["sluice-pack-page"],
            path: "Sources/PackPagePlugin"),
        .executableTarget(name: "sluice-pack-page", swiftSettings: settings),
        // Apart from SluiceGateway, because `sluice filter` needs neither sockets nor NIO.
        library(
            "SluiceChecking",
            [
                "CSystemCalls", "SluiceModel", "SluiceEngine", "SluiceRules", "SluiceRuleSets",
                "SluiceDefaultRules",
                "SluiceDetection", "SluiceFormats", "SluiceNames", "SluicePipeline", "SluicePolicy",
                "SluiceSpool",
            ]),
        library(
            "SluiceGateway",
            [
                "SluiceChecking", "SluiceModel", "SluiceNames", "SluicePolicy",
                gateway("Logging", "swift-log"),
                gateway("NIOCore", "swift-nio"),
                gateway("NIOPosix", "swift-nio"),
            ]),
        // Apart from SluiceGateway, so that changes to the milter do not wait for Hummingbird.
        .target(
            name: "SluiceWeb",
            dependencies: [
                "SluiceChecking", "SluiceDigest", "SluiceFormats", "SluiceGateway", "SluiceModel",
                "SluicePolicy", "SluiceReport",
                gateway("HTTPTypes", "swift-http-types"),
                gateway("HummingbirdCore", "hummingbird"),
                gateway("Logging", "swift-log"),
                gateway("NIOCore", "swift-nio"),
                gateway("NIOHTTP1", "swift-nio"),
            ],
            resources: [
                .embedInCode("Page/page.html"), .embedInCode("Page/page.css"),
                .embedInCode("Page/page.js"), .embedInCode("Page/openapi.json"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "sluiced",
            dependencies: [
                "SluiceChecking", "SluiceFormats", "SluiceGateway", "SluiceModel", "SluicePolicy",
                "SluiceWeb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                gateway("Logging", "swift-log"),
                gateway("NIOCore", "swift-nio"),
                gateway("NIOPosix", "swift-nio"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "sluice",
            dependencies: [
                "CSystemCalls", "SluiceChecking",
                "SluiceModel", "SluiceEngine", "SluiceRules", "SluiceRuleSets", "SluiceDefaultRules",
                "SluiceDetection", "SluiceFormats", "SluiceNames", "SluicePipeline", "SluicePolicy",
                "SluiceRedaction", "SluiceReport", "SluiceYAML",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .systemLibrary(
            name: "CGMime", path: "Tests/CGMime", pkgConfig: "gmime-3.0",
            providers: [.apt(["libgmime-3.0-dev"])]),
        .executableTarget(
            name: "unpack-child", dependencies: ["SluiceFormats"], path: "Tests/UnpackChild",
            swiftSettings: settings),
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
        .target(
            name: "EngineOracle", dependencies: ["TestSupport", "SluiceEngine", "CPCRE2"],
            path: "Tests/EngineOracle", swiftSettings: settings),
        tests("SluiceModel"),
        tests("SluiceDigest"),
        tests("SluiceEngine", ["CPCRE2", "CScanKernels", "EngineOracle"]),
        tests("SluiceText", ["SluiceModel"]),
        tests("SluiceYAML", ["SluiceModel"]),
        tests("SluiceRules", ["SluiceModel", "SluiceRuleSets", "SluiceDefaultRules"]),
        tests(
            "SluiceDetection",
            [
                "SluiceModel", "SluiceRules", "SluiceRuleSets", "SluiceDefaultRules", "SluiceEngine",
                "EngineOracle",
            ]),
        tests("SluiceFormats", ["CScanKernels", "SluiceModel", "SluiceText", "unpack-child"]),
        .target(
            name: "FuzzEntries", dependencies: ["SluiceFormats", "SluiceModel", "SluiceText"],
            path: "Tests/Fuzz/Entries", swiftSettings: settings),
        .testTarget(
            name: "FuzzReplayTests", dependencies: ["FuzzEntries", "TestSupport"],
            path: "Tests/Fuzz/Replay", swiftSettings: settings),
        tests(
            "SluicePipeline",
            ["SluiceModel", "SluiceRules", "SluiceDetection", "SluiceFormats", "SluicePolicy"]),
        tests("SluicePolicy", ["SluiceModel"]),
        tests(
            "SluiceRedaction",
            [
                "SluiceModel", "SluiceNames", "SluiceRules", "SluiceRuleSets", "SluiceDetection",
                "SluiceFormats", "SluicePipeline",
            ]),
        tests(
            "SluiceReport",
            ["SluiceDigest", "SluiceModel", "SluiceNames", "CNameHash", "CReportBytes"]),
        tests(
            "SluiceChecking",
            ["SluiceModel", "SluiceRules", "SluiceDetection", "SluiceFormats", "SluiceNames", "SluicePolicy"]),
        tests(
            "SluiceGateway",
            [
                "SluiceChecking", "SluiceModel", "SluiceRules", "SluiceDetection", "SluiceNames",
                "SluicePolicy",
                gateway("Logging", "swift-log"),
                gateway("NIOCore", "swift-nio"),
                gateway("NIOPosix", "swift-nio"),
            ]),
        tests(
            "SluiceWeb",
            [
                "SluiceChecking", "SluiceDetection", "SluiceGateway", "SluiceModel", "SluiceNames",
                "SluicePolicy", "SluiceRules",
                gateway("HTTPTypes", "swift-http-types"),
                gateway("HummingbirdCore", "hummingbird"),
                gateway("Logging", "swift-log"),
                gateway("NIOCore", "swift-nio"),
                gateway("NIOPosix", "swift-nio"),
            ]),
        .testTarget(
            name: "MailOracleTests",
            dependencies: ["CGMime", "SluiceFormats", "SluiceModel", "SluiceText", "TestSupport"],
            path: "Tests/MailOracleTests", swiftSettings: settings),
        .testTarget(
            name: "ProgramTests", dependencies: ["TestSupport", "sluice", "sluiced"],
            path: "Tests/ProgramTests",
            swiftSettings: settings),
    ],
    cxxLanguageStandard: .cxx17
)
