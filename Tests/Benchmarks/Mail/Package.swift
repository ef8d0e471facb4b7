// swift-tools-version: 6.2
import PackageDescription

// Reads a mailbox beside GMime. A package of its own, since it needs GMime; its modules are links to the sources.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Modules/" + name, swiftSettings: settings)
}

let package = Package(
    name: "sluice-mail-bench",
    targets: [
        .systemLibrary(
            name: "CGMime", path: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(name: "CSystemCalls", path: "Modules/CSystemCalls"),
        .target(name: "CUnpack", path: "Modules/CUnpack"),
        .target(name: "CScanKernels", path: "Modules/CScanKernels", cSettings: [.define("NDEBUG")]),
        .target(
            name: "CSimdJSON", path: "Modules/CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        module("SluiceModel"),
        module("SluiceText", ["SluiceModel", "CScanKernels"]),
        module(
            "SluiceFormats",
            ["SluiceModel", "SluiceText", "CScanKernels", "CSimdJSON", "CSystemCalls", "CUnpack"]),
        .target(name: "GMimeMailbox", dependencies: ["CGMime"], path: "GMimeMailbox"),
        .executableTarget(
            name: "mail-bench",
            dependencies: ["SluiceFormats", "SluiceModel", "SluiceText", "GMimeMailbox"],
            path: "Main", swiftSettings: settings),
    ],
    cxxLanguageStandard: .cxx17
)
