import EngineOracle
import Foundation
import TestSupport
import Testing

@testable import SluiceEngine

/// `ORACLE_SEED=n` makes other cases than those of every day.
private let base = (UInt64(ProcessInfo.processInfo.environment["ORACLE_SEED"] ?? "") ?? 0) &* 1_000_003

/// Lists of every style through the scanner: by the literal filter, by the walk, whole and in blocks.
@Suite("The scanner and the naive search for terms agree")
struct TermsOracleTests {
    private static let placements: [TermList.Placement] = [.word, .prefix, .part]

    @Test("on lists and texts from a generator", arguments: 0..<8)
    func generated(seed: Int) throws {
        var source = TermSource(seed: base &+ UInt64(5000 + seed))
        let lists = (0..<Int.random(in: 1...4, using: &source.random)).map { _ in
            source.list(match: Self.placements)
        }
        let database = try Database(lists.map { .terms($0) })
        for number in 0..<3 {
            let text = source.text(of: lists.flatMap(\.terms))
            let expected = Self.expected(lists, text)
            for way in [OracleCase.Way.whole, .blocks(seed: UInt64(number), largest: [3, 70, 2000][number])] {
                let found = BlockChain(database: database, text: text, way: way).result()
                #expect(found.giveUps.isEmpty)
                guard found.matches != expected else { continue }
                Issue.record("seed \(seed), \(way): \(Self.difference(lists, text, way))")
                return
            }
        }
    }

    @Test("on lists that are too long for the filter", arguments: 0..<2)
    func long(seed: Int) throws {
        var source = TermSource(seed: base &+ UInt64(9000 + seed))
        let list = source.list(match: [.word, .prefix])
        let database = try Self.walked(list)
        let text = source.text(of: list.terms)
        let expected = Self.expected([list], text)
        for way in [OracleCase.Way.whole, .blocks(seed: UInt64(seed), largest: 4000)] {
            let found = BlockChain(database: database, text: text, way: way).result()
            guard found.matches != expected else { continue }
            Issue.record("seed \(seed), \(way): \(Self.difference([list], text, way, Self.walked))")
            return
        }
    }

    /// With so many terms more that the walk has to find them.
    private static func walked(_ list: TermList) throws -> Database {
        var list = list
        list.terms += (0..<3200).map { "Lückenfüller\($0) Wort" }
        let database = try Database([.terms(list)])
        #expect(database.walkedTerms != nil)
        return database
    }

    private static func expected(_ lists: [TermList], _ text: [UInt8]) -> [Match] {
        let reference = TermsReference(text)
        return lists.enumerated().flatMap { index, list in
            reference.search(list, expression: index, from: 0, before: text.count).map {
                Match(expression: index, start: $0.start, end: $0.end, term: $0.term)
            }
        }.sorted { ($0.start, $0.expression) < ($1.start, $1.expression) }
    }

    /// The smallest case that differs: one list, one term, little text.
    private static func difference(
        _ lists: [TermList], _ text: [UInt8], _ way: OracleCase.Way,
        _ database: (TermList) throws -> Database = { try Database([.terms($0)]) }
    ) -> String {
        func differs(_ list: TermList, _ text: [UInt8]) -> Bool {
            guard let database = try? database(list) else { return false }
            return BlockChain(database: database, text: text, way: way).result().matches
                != expected([list], text)
        }
        guard var list = lists.first(where: { differs($0, text) }) else { return "only together" }
        for term in list.terms {
            var fewer = list
            fewer.terms.removeAll { $0 == term }
            if !fewer.terms.isEmpty, differs(fewer, text) { list = fewer }
        }
        var text = text
        var chunk = text.count / 2
        while chunk > 0 {
            var place = 0
            while place < text.count {
                var shorter = text
                shorter.removeSubrange(place..<min(place + chunk, text.count))
                if differs(list, shorter) { text = shorter } else { place += chunk }
            }
            chunk /= 2
        }
        return "\(list) in \(escaped(text)): expected \(expected([list], text))"
    }
}
