import HTTPTypes
import HummingbirdCore
import SluiceChecking
import SluicePolicy

/// Answers one request for a check; nothing of it is kept or logged, only counted.
struct TextCheck {
    private let context: WebContext

    init(_ context: WebContext) { self.context = context }

    func reply(to request: Request) async throws(WebProblem) -> WebReply {
        let policy = context.pool.current.policy
        guard context.slots.take(of: policy.gateway.limits.mailsInWork) else {
            var problem = WebProblem(.serviceUnavailable, "too many texts are being checked; try again soon")
            problem.fields[.retryAfter] = "1"
            throw problem
        }
        defer { context.slots.giveBack() }
        let seconds = policy.gateway.limits.deadlineSeconds
        let form = try QuestionForm(request, policy.gateway.limits)
        let room = context.room
        let body = await Deadline.within(seconds, on: context.loop) { await form.collect(request.body, room: room) }
        guard let body else { throw WebProblem(.requestTimeout, "the text did not arrive in time") }
        let question = try CheckQuestion(form, try body.get(), policy)
        let start = CheckPool.clock
        guard let checked = await CheckWait.decision(on: question.mail, context, seconds: seconds) else {
            context.metrics.error("deadline")
            throw CheckAnswer.late
        }
        context.metrics.count(checked.decision.record, seconds: CheckPool.clock - start)
        return .json(try CheckAnswer(checked.decision, checked.rules, language: question.language).json)
    }
}
