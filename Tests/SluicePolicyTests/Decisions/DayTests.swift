import Testing

@testable import SluicePolicy

@Suite("Day")
struct DayTests {
    @Test(
        "is written as it was read",
        arguments: ["1970-01-01", "1999-12-31", "2000-02-29", "2024-02-29", "2027-01-31", "2100-02-28"])
    func roundTrip(text: String) throws {
        let day = try #require(Day(text))
        #expect(day.description == text)
        #expect(Day(number: day.number) == day)
        #expect(try #require(Day(text)).adding(days: 1) > day)
    }

    @Test(
        "is read from days that exist only",
        arguments: ["2027-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "27-01-31", "2027-1-31", "", "x"])
    func none(text: String) {
        #expect(Day(text) == nil)
    }

    @Test("counts from 1970, also backwards")
    func numbers() {
        #expect(Day(number: 0).description == "1970-01-01")
        #expect(Day(number: -1).description == "1969-12-31")
        #expect(Day(seconds: 86_399).number == 0)
        #expect(Day(seconds: 86_400).number == 1)
        #expect(Day("2026-11-22")?.number == 20_779)
    }
}
