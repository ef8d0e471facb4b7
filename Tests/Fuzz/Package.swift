// swift-tools-version: 6.2
import PackageDescription

// A package of its own, since a program without `main` breaks a plain `swift build`. Its modules are links to the
// sources, so that nothing else is fetched or built. See `run` for how it is built: it needs
// `--sanitize=fuzzer` and `-enable-testing`.
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
    name: "sluice-fuzz",
    targets: [
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
        .target(
            name: "FuzzEntries", dependencies: ["SluiceFormats", "SluiceModel", "SluiceText"],
            path: "Entries", swiftSettings: settings),
        .executableTarget(
            name: "sluice-fuzz", dependencies: ["FuzzEntries"], path: "Driver",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
    ],
    cxxLanguageStandard: .cxx17
)
