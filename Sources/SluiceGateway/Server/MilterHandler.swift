import NIOCore
import SluiceChecking
import SluicePolicy

/// One connection: bytes to the decoder, commands to the session, mails to be checked, answers back.
final class MilterHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let shared: MilterContext
    /// That of this connection's event loop.
    private let quick: QuickCheck
    private var decoder = MilterDecoder()
    private var session: MilterSession
    private var ticket: CheckTicket?
    private var began = 0.0
    /// What is to happen while a mail is being checked.
    private var progress: RepeatedTask?
    private var deadline: Scheduled<Void>?

    init(_ shared: MilterContext, _ quick: QuickCheck) {
        self.shared = shared
        self.quick = quick
        session = MilterSession(room: shared.room) { shared.pool.current.policy.gateway.limits.messageBytes }
    }

    func channelActive(context: ChannelHandlerContext) {
        shared.connections.add(context.channel)
        shared.metrics.connection(1)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        endCheck()
        shared.connections.remove(context.channel)
        shared.metrics.connection(-1)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is DrainEvent, !session.isInMail { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        decoder.append(unwrapInboundIn(data).readableBytesView)
        var answer: [UInt8] = []
        do throws(MilterFault) {
            while let command = try decoder.next() {
                for effect in try session.receive(command) {
                    switch effect {
                    case .send(let reply): reply.append(to: &answer)
                    case .check(let mail): answer += begin(mail, context)
                    case .cancelCheck: endCheck()
                    case .close: return close(context, answer)
                    }
                }
            }
        } catch {
            shared.metrics.error("protocol")
            shared.log.fault("the mail server's packets cannot be understood: \(error)")
            return close(context, answer)
        }
        send(answer, context)
        if shared.connections.isDraining, !session.isInMail { context.close(promise: nil) }
    }

    /// All that is to be said goes out in one write.
    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        guard !bytes.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
    }

    private func close(_ context: ChannelHandlerContext, _ answer: [UInt8]) {
        endCheck()
        send(answer, context)
        context.close(promise: nil)
    }

    /// Checks a mail at once, and gives the answer, or has it checked.
    private func begin(_ mail: ReceivedMail, _ context: ChannelHandlerContext) -> [UInt8] {
        began = CheckPool.clock
        if let (decision, rules) = quick.decision(on: mail, shared.pool) { return conclude(decision, rules) }
        wait(for: mail, context)
        return []
    }

    private func wait(for mail: ReceivedMail, _ context: ChannelHandlerContext) {
        let loop = context.eventLoop
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: loop)
        // A connection's next mail may be in work when an answer to an earlier one, given up by then, arrives.
        let started = began
        let ticket = shared.pool.check(mail) { decision, rules in
            loop.execute {
                let (handler, context) = bound.value
                if handler.began == started { handler.finish(decision, rules, context) }
            }
        }
        self.ticket = ticket
        let pool = shared.pool
        let seconds = pool.current.policy.gateway.limits.deadlineSeconds
        deadline = loop.scheduleTask(in: .nanoseconds(Int64(seconds * 1e9))) { pool.expire(ticket) }
        progress = loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
            let (handler, context) = bound.value
            handler.send(MilterReply.progress.bytes, context)
        }
    }

    private func finish(_ decision: MailDecision, _ rules: CheckRules, _ context: ChannelHandlerContext) {
        guard ticket != nil else { return }
        // It is decided, so there is nothing to cancel.
        ticket = nil
        endCheck()
        send(conclude(decision, rules), context)
        if shared.connections.isDraining { context.close(promise: nil) }
    }

    /// Records what becomes of the mail in work, and gives the answer.
    private func conclude(_ decision: MailDecision, _ rules: CheckRules) -> [UInt8] {
        let decision = session.possible(decision)
        let seconds = CheckPool.clock - began
        shared.metrics.count(decision.record, seconds: seconds)
        shared.log.write(decision.record, seconds: seconds, key: rules.key)
        if !decision.notes.isEmpty { shared.notes.send(decision.notes, rules) }
        return session.finish(decision)
    }

    private func endCheck() {
        progress?.cancel()
        deadline?.cancel()
        (progress, deadline) = (nil, nil)
        ticket?.cancel()
        ticket = nil
    }
}
