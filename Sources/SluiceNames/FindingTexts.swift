import SluiceModel

/// What a finding's names are made of; kept from one finding to the next, since room need not be made anew.
public struct FindingTexts: ~Copyable, Sendable {
    var value = NameText()
    var finding = NameText()
    /// Where the finding stands; in a file most stand where the one before did.
    private var place = GrowingBytes()
    private var file: (path: String, kind: PartKind, part: String?)?

    public init() {}

    /// What a value's text begins with, before what is part of ``Finding/sameness``.
    private static let label: StaticString = "value"

    mutating func beginValue(of finding: UnsafePointer<Finding>) {
        value.begin(FindingTexts.label)
        unsafe Finding.appendValue(of: finding, to: &value.bytes)
    }

    mutating func begin(_ finding: UnsafePointer<Finding>) {
        unsafe beginValue(of: finding)
        unsafe beginPlace(of: finding)
        let label = FindingTexts.label.utf8CodeUnitCount
        self.finding.begin("finding")
        self.finding.bytes.beginField(value.bytes.count - label + place.count)
        self.finding.bytes.append(value.bytes, from: label)
        self.finding.bytes.append(place, from: 0)
        let occurrence = unsafe finding.pointee.occurrence
        if occurrence > 1 { self.finding.bytes.appendField(String(occurrence)) }
    }

    private mutating func beginPlace(of finding: UnsafePointer<Finding>) {
        let isFile =
            unsafe finding.pointee.channel == .file
            && finding.pointee.location.origin.message == nil
            && finding.pointee.location.origin.messageID == nil
        if isFile, let file, unsafe finding.pointee.location.origin.path == file.path,
            unsafe finding.pointee.location.partKind == file.kind,
            unsafe finding.pointee.location.part == file.part
        {
            return
        }
        place.removeAll()
        unsafe Finding.appendPlace(of: finding, to: &place)
        file = nil
        guard isFile else { return }
        let location = unsafe finding.pointee.location
        file = (location.origin.path, location.partKind, location.part)
    }
}
