import SluiceModel
import SluicePolicy
import SluiceReport

/// What commands say of a policy.
struct PolicyWords {
    let language: Language

    func choose(_ german: String, _ english: String) -> String { language == .german ? german : english }

    /// The line that names the policy in the summary of a scan.
    func summary(_ policy: Policy) -> String {
        let path = TextStyle.visible(policy.path ?? PolicyFile.name)
        let mode =
            policy.mode == .observe
            ? choose("beobachtet nur", "observes only") : choose("wird angewandt", "enforced")
        return choose("Richtlinie: ", "policy: ") + "\(path) (\(mode))\n"
    }
}
