import SluiceModel
import SluiceYAML

/// Reads `pack.yaml`, which gives the rules of its folder what they do not say themselves.
enum PackFile {
    static let name = "pack.yaml"

    /// The pack that `text` describes; `path` is shown in faults, and its folder's name is the pack's.
    static func pack(in text: String, path: String) throws(Diagnostics) -> RulePack {
        let file = try YAMLFile(text, file: path)
        let mapping = file.root.mapping(keys: ["title", "why", "instead", "severity", "show", "default"])
        let pack = RulePack(
            name: Paths.name(of: Paths.folder(of: path)), title: mapping?["title"]?.localized() ?? .init(),
            why: mapping?["why"]?.localized() ?? .init(),
            instead: mapping?["instead"]?.localized() ?? .init(),
            severity: mapping?["severity"]?.choice("a severity"),
            show: mapping?["show"]?.choice("a way to show a value"),
            isOn: mapping?["default"]?.choice("a default", of: ["on", "off"]) != "off")
        try file.finish()
        return pack
    }
}
