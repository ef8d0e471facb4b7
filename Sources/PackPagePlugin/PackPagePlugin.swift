import Foundation
import PackagePlugin

/// Packs the page of the HTML report into a Swift file of the target that uses this plugin.
@main
struct PackPagePlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let page = context.package.directoryURL.appending(path: "Sources/SluiceReport/HTML/Page")
        let output = context.pluginWorkDirectoryURL.appending(path: "PackedPage.swift")
        let files = try FileManager.default.contentsOfDirectory(at: page, includingPropertiesForKeys: nil)
        return [
            .buildCommand(
                displayName: "Packing the page of the HTML report",
                executable: try context.tool(named: "sluice-pack-page").url,
                arguments: [page.path(percentEncoded: false), output.path(percentEncoded: false)],
                inputFiles: files.sorted { $0.path < $1.path },
                outputFiles: [output])
        ]
    }
}
