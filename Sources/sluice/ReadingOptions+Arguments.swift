import ArgumentParser
import SluiceFormats

extension ReadingOptions {
    /// What `--input` and `--map` ask for.
    ///
    /// - Throws: Where the map is not well formed.
    init(form: InputForm, map: String?) throws {
        self.init(form: form)
        guard let map else { return }
        do throws(FieldMapFault) {
            self.map = try FieldMap(parsing: map)
        } catch {
            throw ValidationError("--map: \(error); \(error.help)")
        }
    }
}
