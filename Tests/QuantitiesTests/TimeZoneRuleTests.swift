import Quantities
import Testing

struct TimeZoneRuleTests {
    private func amsterdam() throws -> TimeZoneRule {
        try #require(TimeZoneRule("Europe/Amsterdam"))
    }

    /// Seconds since 1970 of a local date and time, as if it were UTC.
    private func local(_ day: String, _ hour: Int, _ minute: Int) throws -> Int64 {
        Int64(try #require(Day(iso: day)).number) * 86_400 + Int64(hour * 3600 + minute * 60)
    }

    @Test("Winter is an hour ahead of UTC, summer two")
    func offsets() throws {
        let zone = try amsterdam()
        let winter = try local("2026-01-15", 12, 0)
        #expect(zone.instant(local: winter, year: 2026).seconds == winter - 3600)
        let summer = try local("2026-07-15", 12, 0)
        #expect(zone.instant(local: summer, year: 2026).seconds == summer - 7200)
    }

    @Test("02:30 on 29 March 2026 does not exist: it counts on from the hour before")
    func skippedHour() throws {
        let time = try local("2026-03-29", 2, 30)
        // 02:30 in winter time is 01:30 UTC, which clocks show as 03:30.
        #expect(try amsterdam().instant(local: time, year: 2026).seconds == time - 3600)
    }

    @Test("02:30 on 25 October 2026 occurs twice: it is the first of the two")
    func repeatedHour() throws {
        let time = try local("2026-10-25", 2, 30)
        #expect(try amsterdam().instant(local: time, year: 2026).seconds == time - 7200)
        let after = try local("2026-10-25", 3, 0)
        #expect(try amsterdam().instant(local: after, year: 2026).seconds == after - 3600)
    }

    @Test("A day lasts from local midnight to local midnight, also when clocks change")
    func days() throws {
        let zone = try amsterdam()
        for text in [
            "1965-07-01", "1969-12-31", "2026-01-01", "2026-03-29", "2026-03-30", "2026-10-25",
            "2026-10-26", "2026-12-31",
        ] {
            let day = try #require(Day(iso: text))
            let start = zone.startOfDay(day)
            #expect(zone.day(of: start) == day)
            #expect(zone.day(of: Instant(seconds: start.seconds - 1)) == day.advanced(by: -1))
        }
        // 23 hours on the last Sunday of March, 25 on that of October.
        func length(_ day: Day) -> Int64 {
            zone.startOfDay(day.advanced(by: 1)).seconds - zone.startOfDay(day).seconds
        }
        #expect(length(try #require(Day(iso: "2026-03-29"))) == 23 * 3600)
        #expect(length(try #require(Day(iso: "2026-10-25"))) == 25 * 3600)
    }

    @Test("Fixed offsets are understood, other zones are not guessed")
    func names() {
        #expect(TimeZoneRule("UTC")?.startOfDay(Day(number: 0)).seconds == 0)
        #expect(TimeZoneRule("+05:30")?.startOfDay(Day(number: 0)).seconds == -19_800)
        #expect(TimeZoneRule("-08:00")?.startOfDay(Day(number: 0)).seconds == 28_800)
        #expect(TimeZoneRule("America/New_York") == nil)
        #expect(TimeZoneRule("+25:00") == nil)
        #expect(TimeZoneRule("") == nil)
    }
}

struct FingerprintTests {
    @Test("The order of rows makes no difference, another row does")
    func order() {
        func row(_ words: UInt64...) -> UInt64 {
            var hash = RowHash(kind: 1)
            for word in words { hash.mix(word) }
            return hash.finished
        }
        var one = Fingerprint()
        for hash in [row(1, 2), row(3), row(4, 5)] { one.add(hash) }
        var other = Fingerprint()
        for hash in [row(4, 5), row(1, 2), row(3)] { other.add(hash) }
        #expect(one == other)
        other.add(row(3))
        #expect(one != other)
        #expect(row(1, 2) != row(2, 1))
        #expect(row(0) != row(0, 0))
        #expect(one.description.count == 32)
    }

    @Test("A text's hash is the same in every run")
    func stable() {
        let bytes = Array("Waterland Pompen BV".utf8)
        let hash = bytes.withUnsafeBytes(RowHash.hash)
        #expect(hash == bytes.withUnsafeBytes(RowHash.hash))
        #expect(hash != Array("Waterland Pompen Bv".utf8).withUnsafeBytes(RowHash.hash))
    }

    /// The hash of a text word by word as it is defined: eight bytes with the first lowest, and what is
    /// left as one number with the last lowest.
    private func defined(_ text: [UInt8]) -> UInt64 {
        func mixed(_ word: UInt64, _ factor: UInt64) -> UInt64 {
            let product = word.multipliedFullWidth(by: factor)
            return product.high ^ product.low
        }
        var state: UInt64 = 0x1656_67B1_9E37_79F9 &+ UInt64(text.count)
        var left = text[...]
        while left.count >= 8 {
            let word = left.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            state = mixed(state ^ word, 0xA076_1D64_78BD_642F)
            left = left.dropFirst(8)
        }
        let tail = left.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return mixed(state ^ tail ^ 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3)
    }

    @Test("Texts of every length have the hash that their bytes define: databases hold it")
    func definition() {
        for length in 0...40 {
            for round in 0..<20 {
                let text = (0..<length).map { UInt8(($0 * 37 + length * 101 + round * 59) & 0xFF) }
                #expect(text.withUnsafeBytes(RowHash.hash) == defined(text))
            }
        }
    }
}

struct SameBytesTests {
    @Test("Texts of any length are the same, unless one byte or the length is another")
    func oneByte() {
        for length in 0...40 {
            let text = (0..<length).map { UInt8($0 + 1) }
            let isSame = { (other: [UInt8]) in
                text.withUnsafeBytes { one in other.withUnsafeBytes { one.isSame(as: $0) } }
            }
            #expect(isSame(text))
            #expect(!isSame(text + [0]))
            for place in text.indices {
                var other = text
                other[place] ^= 0x80
                #expect(!isSame(other))
            }
        }
    }
}

struct ByteWordsTests {
    @Test("A capital is found at every place, and nothing else is taken for one")
    func capitals() {
        for length in 1...20 {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    var text = [UInt8](repeating: 0x61, count: length)
                    text[place] = byte
                    #expect(text.withUnsafeBytes { $0.hasCapital } == (0x41...0x5A).contains(byte))
                }
            }
        }
        #expect(!UnsafeRawBufferPointer(start: nil, count: 0).hasCapital)
    }

    @Test("The last place of a byte is found, whatever stands around it")
    func lastPlaces() {
        let others: [UInt8] = [0x00, 0x3F, 0x41, 0xC0, 0xBF, 0xFF]
        for length in 0...20 {
            for other in others {
                var text = [UInt8](repeating: other, count: length)
                #expect(text.withUnsafeBytes { $0.lastPlace(of: 0x40) } == nil)
                for place in text.indices {
                    text[place] = 0x40
                    #expect(text.withUnsafeBytes { $0.lastPlace(of: 0x40) } == place)
                }
                for place in text.indices.reversed() {
                    #expect(text.withUnsafeBytes { $0.lastPlace(of: 0x40) } == place)
                    text[place] = other
                }
            }
        }
    }
}
