import Quantities
import Testing

@testable import Intake

struct ValueParserTests {
    private func parser(
        _ order: DateOrder = .ymd, _ decimal: DecimalSign = .point
    ) throws -> ValueParser {
        ValueParser(
            zone: try #require(TimeZoneRule("Europe/Amsterdam")),
            forms: ColumnForms(order: order, sign: decimal))
    }

    private func bytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        Array(text.utf8).withUnsafeBytes(body)
    }

    @Test(
        "Dates and times are moments",
        arguments: [
            ("2026-01-15", 1_768_431_600), ("2026-01-15 09:14", 1_768_464_840),
            ("2026-01-15T09:14:05", 1_768_464_845), ("2026-01-15T08:14:05Z", 1_768_464_845),
            ("2026-01-15T08:14:05.250Z", 1_768_464_845),
            ("2026-01-15T10:14:05+02:00", 1_768_464_845),
            ("2026-01-15 10:14:05+0200", 1_768_464_845),
            ("2026-1-5", 1_767_567_600), ("2026/01/15", 1_768_431_600),
        ])
    func instants(text: String, seconds: Int64) throws {
        // 2026-01-15 00:00 in Amsterdam is 2026-01-14 23:00 UTC: day 20,467 less an hour.
        let parser = try parser()
        #expect(bytes(text) { parser.instant($0) }?.seconds == seconds)
    }

    @Test(
        "Dates with the day in front are what they are with seconds behind them, with any byte in any place"
    )
    func daysFirst() throws {
        for (order, texts) in [
            (DateOrder.dmy, ["31-03-2026", "31/03/2026 09:14", "29.02.2028T23:59", "30-02-2026"]),
            (.mdy, ["03/31/2026", "10-25-2026 02:30", "13.01.2026 00:00"]),
        ] {
            let parser = try parser(order)
            for text in texts {
                for place in 0..<text.utf8.count {
                    for byte in UInt8.min...UInt8.max {
                        var changed = Array(text.utf8)
                        changed[place] = byte
                        // These have a form of their own, which is read sign by sign.
                        let longer =
                            changed + Array((changed.count == 10 ? " 00:00:00" : ":00").utf8)
                        let one = changed.withUnsafeBytes { parser.digits($0, order) }
                        let other = longer.withUnsafeBytes { parser.digits($0, order) }
                        #expect(one == other, "\(String(decoding: changed, as: UTF8.self))")
                    }
                }
            }
        }
        let dutch = try parser(.dmy)
        // 31 March 2026 is day 20,543; at 09:14 Amsterdam is two hours ahead.
        let seconds: Int64 = 20_543 * 86_400 + 7 * 3600 + 14 * 60
        let moment = bytes("31-03-2026 09:14") { dutch.plainInstant($0, .dmy) }
        #expect(moment?.seconds == seconds)
    }

    @Test("Dates in the common form are what they are in any form, with any byte in any place")
    func commonDates() throws {
        let parser = try parser()
        let texts = [
            "2026-01-15", "2026-01-15 09:14", "2026-01-15T23:59", "1999-12-31", "2028-02-29",
            "2026-10-25 02:30", "2026-03-29 02:30", "2026-02-29", "2026-13-01 00:00",
        ]
        for text in texts {
            for place in text.utf8.indices {
                for byte in UInt8.min...UInt8.max {
                    var changed = Array(text.utf8)
                    changed[text.utf8.distance(from: text.startIndex, to: place)] = byte
                    let (one, other) = changed.withUnsafeBytes {
                        (parser.instant($0), parser.uncommonInstant($0))
                    }
                    #expect(one == other, "\(String(decoding: changed, as: UTF8.self))")
                }
            }
        }
    }

    @Test(
        "What is no date is refused",
        arguments: [
            "", "13/45/2026", "2026-02-30", "31-12-2026", "2026-01-15 25:00", "2026-01-15 9",
            "2026-01-15x", "2026-01-15T", "2026-01-15 09:14 CET", "-", "456789",
            "2026-01-15T09:14:05.", "9999-01-01", "1000-01-01",
        ])
    func refused(text: String) throws {
        let parser = try parser()
        #expect(bytes(text) { parser.instant($0) } == nil)
    }

    @Test("The order of a date is never guessed: it must be given")
    func orders() throws {
        let dutch = try parser(.dmy)
        let american = try parser(.mdy)
        #expect(bytes("03-04-2026") { dutch.day($0) }?.description == "2026-04-03")
        #expect(bytes("03/04/2026") { american.day($0) }?.description == "2026-03-04")
        #expect(bytes("31.12.2026") { dutch.day($0) }?.description == "2026-12-31")
        #expect(bytes("12/31/2026") { dutch.day($0) } == nil)
        // A year in front is clear, whatever the order of the others.
        #expect(bytes("2026-04-03") { american.day($0) }?.description == "2026-04-03")
    }

    @Test(
        "Amounts are cents",
        arguments: [
            ("1234", 123_400), ("12.5", 1250), ("1234.56", 123_456), ("-0.05", -5), ("0", 0),
        ])
    func amounts(text: String, cents: Int64) throws {
        let parser = try parser()
        #expect(bytes(text) { parser.cents($0) } == cents)
    }

    @Test(
        "With a decimal comma, points stand between thousands",
        arguments: [("1.234,56", 123_456), ("1234,5", 123_450), ("1.234.567", 123_456_700)])
    func commaAmounts(text: String, cents: Int64) throws {
        let parser = try parser(.ymd, .comma)
        #expect(bytes(text) { parser.cents($0) } == cents)
    }

    @Test(
        "What is not an amount is refused",
        arguments: ["", "-", "abc", "1.2.3", "--5", "1,23", "5%", "1 2", "1,23,456", "E7", "1E999"])
    func noAmounts(text: String) throws {
        let parser = try parser()
        #expect(bytes(text) { parser.amount($0) } == .failure(.notANumber))
    }

    @Test("1.234 may be thousands in another country, unless somebody has said what it is")
    func decimals() throws {
        let parser = try parser()
        #expect(bytes("1.234") { parser.amount($0) } == .failure(.mayBeThousands))
        let comma = try self.parser(.ymd, .comma)
        #expect(bytes("1,234") { comma.amount($0) } == .failure(.mayBeThousands))
        #expect(bytes("1.234") { comma.cents($0) } == 123_400)
        #expect(bytes("1.23") { comma.amount($0) } == .failure(.notANumber))
        let said = ValueParser(
            zone: .utc, forms: ColumnForms(order: nil, sign: .point, isSignSaid: true))
        #expect(bytes("1.234") { said.cents($0) } == 123)
        #expect(bytes("1,234") { said.cents($0) } == 123_400)
    }

    @Test("An amount beyond 64 bits is refused, not wrapped")
    func overflow() throws {
        let parser = try parser()
        #expect(bytes("92233720368547758.07") { parser.cents($0) } == .max)
        #expect(bytes("92233720368547758.08") { parser.amount($0) } == .failure(.tooLarge))
        #expect(bytes("99999999999999999999999") { parser.amount($0) } == .failure(.tooLarge))
        #expect(bytes("1E99") { parser.amount($0) } == .failure(.tooLarge))
    }

    @Test("Seconds are whole numbers; decimals are cut off")
    func seconds() throws {
        let parser = try parser()
        #expect(bytes("90", parser.seconds) == 90)
        #expect(bytes("90.7", parser.seconds) == 90)
        #expect(bytes("4294967295", parser.seconds) == 4_294_967_295)
        for text in ["", "-1", "4294967296", "99999999999999999999", "1.", "1:30", "x"] {
            #expect(bytes(text, parser.seconds) == nil)
            for text in ["0", "7", "10", "099", "1234", "00605", "999999", "9876543", "12345678"] {
                #expect(bytes(text, parser.seconds) == UInt32(text))
                for place in text.indices {
                    for wrong in ["/", ":", " ", "a", "-", "é"] {
                        let other = text[..<place] + wrong + text[text.index(after: place)...]
                        #expect(bytes(String(other), parser.seconds) == nil)
                    }
                }
            }
        }
    }
}

struct SpellingTests {
    @Test(
        "The word that was meant is found",
        arguments: [
            ("consideratoin", "consideration"), ("Interst", "interest"), ("awarness", "awareness"),
            ("xyz", nil), ("", nil),
        ])
    func nearest(word: String, meant: String?) {
        let words = ["awareness", "interest", "consideration"]
        #expect(Spelling.nearest(to: word, in: words) == meant)
    }

    @Test("Underscore, hyphen and space are one letter, and swapped letters one slip")
    func folding() {
        #expect(Spelling.nearest(to: "lead id", in: ["lead_id", "deal_id"]) == "lead_id")
        #expect(Spelling.nearest(to: "slq", in: ["sql", "mql"]) == "sql")
    }
}

struct VisibleTextTests {
    @Test("Nothing that moves a cursor or turns the text reaches a terminal")
    func hidden() {
        #expect("a\u{1B}[31mb".visible == "a\\u{1B}[31mb")
        #expect("a\nb\t\u{7}".visible == "a\\u{A}b\\u{9}\\u{7}")
        #expect("\u{202E}evil".visible == "\\u{202E}evil")
        #expect("\u{200B}".visible == "\\u{200B}")
        #expect("Zoë 👩‍🔬 日本".visible == "Zoë 👩‍🔬 日本")
        #expect(String(repeating: "x", count: 70).quoted.count == 63)
    }
}

struct TableMappingTests {
    @Test(
        "A star stands for anything in a file's name",
        arguments: [
            ("leads.csv", "leads.csv", true), ("*leads*", "my-leads-2026.csv", true),
            ("*.csv", "leads.csv", true), ("*", "", true), ("leads", "leads.csv", false),
            ("a*b*c", "aXXbYYc", true), ("a*b*c", "aXXbYY", false), ("", "x", false),
        ])
    func fits(form: String, name: String, holds: Bool) {
        #expect(TableMapping(file: form, facts: []).fits(name) == holds)
    }
}
