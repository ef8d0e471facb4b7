import Foundation
import PackagePlugin

/// Packs the folder `Rules` into a Swift file of the target that uses this plugin.
@main
struct PackRulesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let package = context.package.directoryURL
        let output = context.pluginWorkDirectoryURL.appending(path: "PackedDefaultRules.swift")
        let rules = package.appending(path: "Rules")
        let found = FileManager.default.enumerator(at: rules, includingPropertiesForKeys: nil)
        let files = (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }
        return [
            .buildCommand(
                displayName: "Packing the default rules",
                executable: try context.tool(named: "sluice-pack").url,
                arguments: [
                    package.path(percentEncoded: false), "Rules", output.path(percentEncoded: false),
                ],
                inputFiles: files.sorted { $0.path < $1.path },
                outputFiles: [output])
        ]
    }
}
